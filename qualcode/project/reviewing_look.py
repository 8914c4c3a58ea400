"""The items of a round as people read them: where each stands, and one of them in context."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.errors import UnknownCode, UnknownItem
from qualcode.model import Code, Codebook, Coding
from qualcode.model.review import ItemState, Judged, Judgement, Resolution, RoundItem
from qualcode.model.theme import Theme
from qualcode.project.contexts import Telling, context_of
from qualcode.project.masking import Layer, load_layer
from qualcode.project.review_views import ItemRow, ItemView
from qualcode.project.theme_keeping import KIND
from qualcode.store import Connection, coded, codes, judged, kept, round_items, rounds, talk, texts

if TYPE_CHECKING:
    from qualcode.report.quotes import Quote

SHORT = 70


def state_of(verdicts: Sequence[Judged], settled: Resolution | None) -> ItemState:
    """Where an item stands, from the verdicts that count and its last settling."""
    doubts = [v for v in verdicts if v.judgement is not Judgement.AGREE]
    # A doubt that came after the settling opens it again; an agreement does not.
    if settled and settled.made_at >= max((v.made_at for v in doubts), default=""):
        return ItemState.SETTLED
    given = {v.judgement for v in verdicts}
    if Judgement.DISAGREE in given:
        return ItemState.DISAGREED
    if Judgement.QUESTION in given:
        return ItemState.QUESTIONED
    return ItemState.AGREED if given else ItemState.WAITING


def item_states(connection: Connection, round: str) -> dict[str, ItemState]:
    """Where each item of a round stands, by its id, in the round's order."""
    items = rounds.load_items(connection, round)
    return _states(connection, items, judged.load_judged(connection, round=round))


def _states(
    connection: Connection, items: Sequence[RoundItem], verdicts: Iterable[Judged]
) -> dict[str, ItemState]:
    given: dict[str, list[Judged]] = {}
    for one in verdicts:
        given.setdefault(one.item, []).append(one)
    last = {one.subject: one for one in judged.load_resolutions(connection)}
    return {i.id: state_of(given.get(i.id, ()), last.get(f"item {i.id}")) for i in items}


class Books:
    """Codes as the codebook of the round has them; one added since, as the newest has it."""

    def __init__(self, connection: Connection, version: int) -> None:
        self._then: Codebook = codes.load_codebook(connection, version)[0]
        self._now: Codebook = codes.load_codebook(connection)[0]

    def get(self, id: str) -> Code | None:
        """The code; None where neither has it any more."""
        for book in (self._then, self._now):
            try:
                return book[id]
            except UnknownCode:
                continue
        return None


def item_rows(
    connection: Connection,
    round: str,
    who: str,
    *,
    names: Mapping[str, str],
    kept_back: frozenset[tuple[str, str]],
    unseen: frozenset[str] = frozenset(),
    only: RoundItem | None = None,
) -> list[ItemRow]:
    """The items of a round in its order; ``only`` one of them when asked.

    ``kept_back`` are those whose words are not shown, and ``unseen`` the transcripts in which
    others' codings are kept from this person.
    """
    version = rounds.load_round(connection, round).codebook_version
    items = [only] if only else rounds.load_items(connection, round)
    one = only.id if only else None
    verdicts = judged.load_judged(connection, round=round, item=one)
    states = _states(connection, items, verdicts)
    mine = {v.item: v.judgement for v in verdicts if v.who == who}
    comments = round_items.count_comments(connection, round)
    places = round_items.load_places(connection, round, item=one)
    in_view = set(texts.load_ids(connection))
    books = Books(connection, version)
    known: dict[str, Code | None] = {}
    layer = load_layer(connection)
    rows = []
    for item in items:
        said = (states[item.id], mine.get(item.id), comments.get(item.id, 0))
        if item.kind == "theme":
            theme = theme_then(connection, item)
            rows.append(ItemRow(item, "", theme.statement, "", "", "", "", *said))
            continue
        place = places[item.about]
        coding = place.coding
        if coding.transcript in unseen and coding.coder != who:
            continue
        if coding.code not in known:
            known[coding.code] = books.get(coding.code)
        code = known[coding.code]
        rows.append(
            ItemRow(
                item,
                coding.code,
                code.title if code else coding.code,
                coding.direction.value,
                names[coding.transcript],
                coding.coder,
                _short(connection, place, kept_back, layer) if coding.transcript in in_view else "",
                *said,
            )
        )
    return rows


def _short(
    connection: Connection,
    place: round_items.Place,
    kept_back: frozenset[tuple[str, str]],
    layer: Layer,
) -> str:
    """The first words of a coding, never a label; empty where they are kept back."""
    coding, end, speaker = place
    words, start = "", coding.span.start
    if end is not None and speaker is not None and coding.span.start < end:
        words = coding.quote[: end - coding.span.start]
    else:  # it begins in a label: rare, so one query each
        touched = talk.load_segments(connection, coding.transcript, touching=coding.span)
        if touched:
            first, speaker = touched[0].span, touched[0].speaker
            words = coding.quote[first.start - coding.span.start : first.end - coding.span.start]
            start = max(first.start, coding.span.start)
    words = layer.words(coding.transcript, words, start)
    if (coding.transcript, speaker) in kept_back:
        return ""
    words = " ".join(words[: 2 * SHORT].split())
    return words if len(words) <= SHORT else words[: SHORT - 1].rstrip() + "…"


def theme_then(connection: Connection, item: RoundItem) -> Theme:
    """A theme as it was when its round began.

    Raises
    ------
    UnknownItem
        That version is not in the study.
    """
    for version in kept.load_versions(connection, KIND, item.about):
        if version.id == item.version and version.body is not None:
            return Theme.of_body(item.about, version.body)
    raise UnknownItem("The theme as it was then is not in this study; open the round again.")


def coding_view(
    connection: Connection, view: ItemView, telling: Telling, *, hide: bool
) -> ItemView:
    """An item of a coding with its context; ``hide`` as for somebody who reads no raw names."""
    coding = coded.load_withdrawn(connection, view.row.item.about)
    code = Books(connection, view.round.codebook_version).get(coding.code)
    if coding.transcript not in texts.load_ids(connection):
        # The interview was taken out of the study: what was said of its coding stays readable.
        gone = dataclasses.replace(coding, quote="", transcript="" if hide else coding.transcript)
        return dataclasses.replace(view, coding=gone, code=code, withheld=True, stands=False)
    found = context_of(connection, telling, coding, hide=hide)
    shown: Coding = coding
    if hide:
        shown = dataclasses.replace(coding, quote=found.quote, transcript="")
    return dataclasses.replace(
        view,
        coding=shown,
        code=code,
        caption=found.caption,
        lead=found.lead,
        rest=found.rest,
        before=found.before,
        after=found.after,
        withheld=found.withheld,
        stretches=found.stretches,
        stands=coded.load_withdrawn_at(connection, coding.id) is None,
    )


def as_told(quotes: Iterable[Quote], telling: Telling, *, hide: bool) -> list[Quote]:
    """Quotes with their captions by the ladder.

    With ``hide`` those of people who do not allow quoting are left out, and of the others nothing
    is left that names them: no title, transcript, participant or row of the study's people.
    """
    told = []
    for quote in quotes:
        if hide and quote.withheld:
            continue
        caption = telling.ladder.caption(quote)
        told.append(dataclasses.replace(quote, attribution=caption))
        if hide:
            told[-1] = dataclasses.replace(
                told[-1],
                title=telling.interviews[quote.transcript],
                transcript="",
                participant=None,
                person=-1,
                role=None,
                role_name=None,
                authority=None,
                wave=None,
                as_said="",
            )
    return told
