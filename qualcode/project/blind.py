"""Decide first: passages on which a coder decides before seeing what is suggested.

Which passages they are follows from the study, the transcript and where the segment starts, so
that every coder decides first on the same ones, on every machine and every day.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualcode.errors import Refused, UnknownItem
from qualcode.model import Coding, Event, Memo, Segment, Span, merge
from qualcode.model.review import RoundItem
from qualcode.model.wording import many
from qualcode.project.options import in_force
from qualcode.store import Connection, Writing, coded, people, queue, round_items, talk
from qualcode.store.coding_lines import load_named
from qualcode.store.readings import load_readings
from qualcode.store.rounds import load_apart

FROM_SUGGESTION = "suggestion "
HIDDEN_ITEM = (
    "You code this interview apart from the others now; hand in first, then open the item again."
)


@dataclass(frozen=True)
class Hiding:
    """What is kept from one coder: everything with suggestions ``off``, else what touches one of
    these ``places``, by transcript, in order and apart.

    In the transcripts of ``apart`` this coder codes apart from the others, for a round of review:
    none of their codings is seen there.
    """

    off: bool = False
    places: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    apart: frozenset[str] = frozenset()

    def hides(self, transcript: str, span: Span) -> bool:
        """Whether what is suggested at a span is kept back."""
        return self.off or self.blinds(transcript, span)

    def blinds(self, transcript: str, span: Span) -> bool:
        """Whether a span touches a passage on which the coder decides first, and has not yet."""
        spans = self.places.get(transcript, ())
        n = bisect_right(spans, span.start, key=lambda one: one.end)
        return n < len(spans) and spans[n].overlaps(span)

    def seen(self, codings: Iterable[Coding], coder: str) -> list[Coding]:
        """Codings without those of others that say what is suggested where the coder decides
        first, and without any of others where the coder codes apart."""
        return [
            c
            for c in codings
            if c.coder == coder
            or (
                c.transcript not in self.apart
                and not (c.basis.startswith(FROM_SUGGESTION) and self.blinds(c.transcript, c.span))
            )
        ]


def is_blind(study: str, segment: Segment, share: float) -> bool:
    """Whether a segment is one of the share (0 to 1) on which coders decide first.

    Parameters
    ----------
    study
        The study's uuid.
    """
    seed = f"{study} {segment.transcript} {segment.span.start}"
    digest = hashlib.sha256(seed.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") < share * 2**64


def load_hiding(connection: Connection, coder: str, transcripts: Iterable[str]) -> Hiding:
    """What is kept from a coder in these transcripts: all that touches an undecided passage."""
    study = people.load_study(connection)
    options = in_force(study)
    share = float(options["decide_first"])
    apart = load_apart(connection, coder)
    if not options["suggestions"] or share <= 0:
        return Hiding(off=not options["suggestions"], apart=apart)
    blind = {
        id: [
            s
            for s in talk.load_segments(connection, id)
            if not s.interviewer and is_blind(study["uuid"], s, share)
        ]
        for id in transcripts
    }
    kept: dict[str, list[Span]] = {id: [] for id in blind}
    only = next(iter(blind)) if len(blind) == 1 else None
    for segment in undecided(connection, coder, [s for own in blind.values() for s in own], only):
        kept[segment.transcript].append(segment.span)
    return Hiding(places=kept, apart=apart)


def load_hiding_of_others(connection: Connection, coder: str) -> Hiding:
    """The codings of others that are kept from a coder who codes apart from them."""
    return Hiding(apart=load_apart(connection, coder))


def standing_for(connection: Connection, id: str, coder: str) -> Coding:
    """A coding that stands, or what stands in its place, unless it is kept from a coder.

    Raises
    ------
    UnknownItem
        None stands, or it is another's where this coder codes apart.
    """
    found = coded.load_standing(connection, id)
    if not load_hiding_of_others(connection, coder).seen([found], coder):
        raise UnknownItem(
            "That coding is another's in an interview you now code apart; hand in first, then"
            " look again."
        )
    return found


def memos_seen(connection: Connection, memos: Iterable[Memo], coder: str) -> list[Memo]:
    """Memos without those of others on the codings and passages of interviews this coder codes
    apart, and without comments of others on items that are of such codings."""
    found = list(memos)
    apart = load_apart(connection, coder)
    others = [memo for memo in found if memo.author != coder]
    if not apart or not others:
        return found
    items = round_items.load_codings_of(connection)
    codings = {memo.id: _coding_of(memo, items) for memo in others}
    there = load_named(connection, filter(None, codings.values()))

    def hidden(memo: Memo) -> bool:
        kind, _, id = memo.about.partition(" ")
        if kind == "segment":
            return id.rpartition(":")[0] in apart
        coding = there.get(codings[memo.id])
        return coding is not None and coding.coder != coder and coding.transcript in apart

    unseen = {memo.id for memo in others if hidden(memo)}
    return [memo for memo in found if memo.id not in unseen]


def _coding_of(memo: Memo, items: Mapping[str, str]) -> str:
    kind, _, id = memo.about.partition(" ")
    return id if kind == "coding" else items.get(id, "") if kind == "item" else ""


def refuse_hidden_item(connection: Connection, item: RoundItem, coder: str) -> None:
    """Refuse what is said of an item that a coder does not see while they code apart.

    Raises
    ------
    UnknownItem
        It is another's coding in an interview this coder codes apart.
    """
    apart = load_apart(connection, coder)
    if item.kind == "coding" and apart:
        coding = coded.load_withdrawn(connection, item.about)
        if coding.coder != coder and coding.transcript in apart:
            raise UnknownItem(HIDDEN_ITEM)


def refuse_apart(tx: Writing) -> None:
    """Keep what somebody sees of the study while they code apart from being taken for all of it.

    Raises
    ------
    Refused
        The acting person codes interviews apart now.
    """
    if apart := load_apart(tx.connection, tx.who):
        raise Refused(
            f"{tx.who} codes {many(len(apart), 'interview')} apart for a round now, so a file"
            " would lack what the others coded there; hand in first, then make it."
        )


def blanked(connection: Connection, acts: list[Event], coder: str) -> list[Event]:
    """Acts without the details of what others coded where this coder codes apart from them."""
    apart = load_apart(connection, coder)
    if not apart:
        return acts

    def kept(act: Event) -> bool:
        where = json.loads(act.detail).get("transcript") or act.subject.rpartition(":")[0]
        return act.who == coder or where not in apart

    return [act if kept(act) else replace(act, detail="{}") for act in acts]


def undecided(
    connection: Connection, coder: str, segments: Iterable[Segment], transcript: str | None = None
) -> list[Segment]:
    """Those of some blind segments on which a coder has not decided, in order.

    They have when they gave it a code, said that none fits, or coded the text through. Where all
    are of one ``transcript``, naming it saves time.
    """
    said = {subject for subject, *_ in queue.load_first(connection, coder)}
    through = {r.transcript for r in load_readings(connection) if r.coder == coder and r.done_at}
    mine: dict[str, list[Span]] = {}
    for where, span, _ in queue.load_spans(connection, coder, transcript):
        mine.setdefault(where, []).append(span)
    given = Hiding(places={where: merge(spans) for where, spans in mine.items()})
    return [
        s
        for s in segments
        if s.id not in said
        and s.transcript not in through
        and not given.hides(s.transcript, s.span)
    ]
