"""Suggestions, and the decisions that make codings of them or turn them down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from qualcode.errors import Refused, UnknownItem
from qualcode.model import (
    Codebook,
    Coder,
    Coding,
    Decision,
    Direction,
    Span,
    Suggestion,
    Verdict,
)
from qualcode.model.suggestion import CHOICES
from qualcode.project.blind import FROM_SUGGESTION, Hiding, load_hiding
from qualcode.project.checking import (
    checked_direction,
    checked_id,
    checked_quote,
    in_use,
    offered_code,
)
from qualcode.project.coding import add_coding
from qualcode.project.learning import LearningVerbs
from qualcode.store import Connection, Writing, offers, people, talk, texts
from qualcode.store.settled import is_decided, load_last_verdict
from qualcode.store.steps import push_step


class SuggestionVerbs(LearningVerbs):
    """Offers, and what people make of them."""

    def suggest(
        self,
        *transcripts: str,
        top: int = 3,
        progress: Callable[[int], None] | None = None,
    ) -> list[Suggestion]:
        """Suggest codes for transcripts (all, when none is named). Nothing is coded by this.

        The engine learns from what people decided until now; what is suggested in an interview owes
        nothing to decisions made in it. Returns what waits for the acting coder's decision in
        them, in the order of the texts. ``progress`` is called with the number of transcripts
        dealt with.

        Raises
        ------
        UnknownTranscript
            The study has none of this id.
        Refused
            The codebook is empty, or suggestions are switched off.
        """
        if not len(self.codebook):
            raise Refused("The codebook is empty, so nothing can be suggested; add codes first.")
        if not self.about()["options"]["suggestions"]:
            raise Refused("Suggestions are switched off in this study; switch them on to have any.")
        self.retrain()
        engine, groups = self.engine, self.interview_groups()
        with self._read() as connection:
            ids = texts.load_ids(connection)
            for id in set(transcripts) - set(ids):
                texts.load_text(connection, id)
        ids = list(transcripts) or ids
        for n, id in enumerate(ids, 1):
            with self._read() as connection:
                transcript = texts.load_transcript(connection, id)
                segments = talk.load_segments(connection, id)
            found = engine.suggest(transcript, segments, top=top, group=groups[id])
            # Stored one by one: in a large study nobody else could code while this runs.
            with self._write() as tx:
                people.save_coder(tx, Coder(self.coder))
                offers.save_suggestions(tx, id, found)
            if progress:
                progress(n)
        return list(self.pending(*ids, weak=True))

    def pending(self, *transcripts: str, weak: bool = False) -> Iterator[Suggestion]:
        """Suggestions the acting coder has not decided on, in the order of the texts.

        ``weak`` brings those in the band ``below`` too, the best guess where nothing is even
        possible; without it they are offered nowhere.

        Left out are what this coder has coded by hand already, the same code on words that overlap,
        what is of a code that is retired or gone, and what waits on passages where they decide
        first.
        """
        with self._read() as connection:
            book, _ = self._codebook_of(connection)
            waiting, _ = waiting_for(connection, book, self.coder, transcripts or None, weak=weak)
        # Handed out after reading: whoever asks may write between one and the next.
        yield from waiting

    def suggestion(self, id: str) -> Suggestion:
        """One suggestion, unless it is kept back from the acting coder.

        Raises
        ------
        UnknownItem
            There is no such suggestion, they decide first on its passage, or suggestions are
            switched off.
        """
        with self._read() as connection:
            return shown_suggestion(connection, self.coder, id)

    def decisions(self) -> list[Decision]:
        """All decisions on suggestions, oldest first.

        Those of others are left out where what they decided on is kept back from the acting coder.
        """
        with self._read() as connection:
            found = offers.load_decisions(connection)
            places = offers.load_decided_places(connection)
            hiding = load_hiding(connection, self.coder, {id for id, _ in places.values()})
        return [
            d
            for d in found
            if d.coder == self.coder
            or not (hiding.hides(*places[d.suggestion]) or places[d.suggestion][0] in hiding.apart)
        ]

    def decide(
        self,
        suggestion: str,
        verdict: Verdict | str,
        *,
        code: str | None = None,
        span: Span | None = None,
        direction: Direction | str = Direction.PRESENT,
        id: str | None = None,
    ) -> Coding | None:
        """Accept, reject or skip a suggestion as the acting coder; only acceptance codes.

        A skipped suggestion waits behind the others. A rejection can be thought better of: a later
        decision replaces it, and the history keeps both. ``code`` and ``span`` accept it with
        another code or other words; ``id`` is a UUID for the coding. Returns the coding made.

        Raises
        ------
        UnknownItem
            There is no such suggestion, it is kept back from this coder, or the verdict is not one
            of `Verdict`.
        UnknownCode
            The codebook does not have the code, or not any more.
        InvalidSpan
            The other words lie outside the text or are only blanks.
        Refused
            This coder's acceptance of it stands, it is rejected twice, no respondent says the
            other words, the code is retired, or the id is no UUID or taken.
        """
        with self._write() as tx:
            book = self._codebook_in(tx)
            return decide_in(
                tx, book, suggestion, verdict, code=code, span=span, direction=direction, id=id
            )

    def pending_count(self) -> int:
        """How many suggestions wait for the acting coder."""
        return sum(self.waiting().values())

    def waiting(self) -> Counter[tuple[str, str]]:
        """How many suggestions wait for the acting coder, by (transcript, code)."""
        with self._read() as connection:
            places = offers.load_pending_places(connection, self.coder)
            hiding = load_hiding(connection, self.coder, {id for id, _, _ in places})
            usable = in_use(self._codebook_of(connection)[0])
        return Counter(
            (t, code) for t, code, span in places if code in usable and not hiding.hides(t, span)
        )


def waiting_for(
    connection: Connection,
    book: Codebook,
    coder: str,
    transcripts: Sequence[str] | None,
    *,
    weak: bool = False,
    hiding: Hiding | None = None,
) -> tuple[list[Suggestion], int]:
    """What waits for a coder in these transcripts (all, when None), and how much more of it is
    hidden until they have decided on its passage. ``hiding`` is looked up unless it is given."""
    usable = in_use(book)
    found = offers.load_pending(connection, coder, transcripts=transcripts, weak=weak)
    waiting = [s for s in found if s.code in usable]
    if hiding is None:
        hiding = load_hiding(connection, coder, {s.transcript for s in waiting})
    shown = [s for s in waiting if not hiding.hides(s.transcript, s.span)]
    return shown, 0 if hiding.off else len(waiting) - len(shown)


def shown_suggestion(connection: Connection, coder: str, id: str) -> Suggestion:
    """A suggestion that is not kept back from a coder; to them any other is unknown."""
    found = offers.load_suggestion(connection, id)
    hiding = load_hiding(connection, coder, [found.transcript])
    if hiding.hides(found.transcript, found.span):
        raise offers.unknown()
    return found


def decide_in(
    tx: Writing,
    book: Codebook,
    suggestion: str,
    verdict: Verdict | str,
    *,
    code: str | None = None,
    span: Span | None = None,
    direction: Direction | str = Direction.PRESENT,
    id: str | None = None,
) -> Coding | None:
    """Decide inside a transaction, as `SuggestionVerbs.decide`."""
    verdict = _checked_verdict(verdict)
    if verdict is not Verdict.ACCEPT and (code or span):
        raise Refused("Another code or other words can be given only when accepting.")
    wanted = offered_code(book, code).id if code else None
    offered = shown_suggestion(tx.connection, tx.who, suggestion)
    if is_decided(tx.connection, suggestion, tx.who):
        last = load_last_verdict(tx.connection, suggestion, tx.who)
        if last is not Verdict.REJECT or verdict is Verdict.REJECT:
            raise Refused(f"{tx.who} has decided on this suggestion already; undo that first.")
    people.save_coder(tx, Coder(tx.who))
    made = None
    if verdict is Verdict.ACCEPT:
        place = span or offered.span
        made = Coding(
            id=checked_id(tx, id),
            transcript=offered.transcript,
            span=place,
            quote=checked_quote(tx, offered.transcript, place),
            code=wanted or offered_code(book, offered.code).id,
            coder=tx.who,
            direction=checked_direction(direction),
            made_at=tx.at,
            basis=f"{FROM_SUGGESTION}{suggestion}",
        )
        add_coding(tx, made)
    made_id = made.id if made else None
    decision = Decision(suggestion, verdict, tx.who, tx.at, wanted, span, made_id)
    offers.save_decision(tx, decision)
    if verdict.settles:
        pairs = [(None, made_id)] if made_id else []
        push_step(tx, verdict.value, offered.transcript, pairs, suggestion)
    return made


def _checked_verdict(verdict: Verdict | str) -> Verdict:
    if verdict not in CHOICES:
        raise UnknownItem(f"{verdict!r} is not a decision; accept, reject or skip the suggestion.")
    return Verdict(verdict)
