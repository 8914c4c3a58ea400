"""The suggestions that wait for a coder, strongest first, and how far the coder has come."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from qualcode.model import Band, Span
from qualcode.project.blind import load_hiding
from qualcode.project.checking import in_use
from qualcode.project.deciding_first import DecidingFirstVerbs
from qualcode.store import offers, queue
from qualcode.store.settled import is_decided, load_skipped


@dataclass(frozen=True, slots=True)
class Waiting:
    """A suggestion in the queue, without its words and reasons."""

    id: str
    transcript: str
    span: Span
    code: str
    score: float
    band: Band
    skipped: bool = False


class QueueVerbs(DecidingFirstVerbs):
    """Deciding on one suggestion after another."""

    def queue(self) -> list[Waiting]:
        """What waits for the acting coder, strongest first, and what they skipped last.

        Left out are suggestions on passages to decide on first, those of a code that is retired
        or gone, and those on words that this coder has given the code already.
        """
        if not self.about()["options"]["suggestions"]:
            return []
        usable = in_use(self.codebook)
        hidden: dict[str, list[Span]] = {}
        for segment in self.blind_passages():
            hidden.setdefault(segment.transcript, []).append(segment.span)
        with self._read() as connection:
            rows = queue.load_queue(connection, self.coder)
            mine: dict[tuple[str, str], list[Span]] = {}
            for transcript, span, code in queue.load_spans(connection, self.coder):
                mine.setdefault((transcript, code), []).append(span)
            skipped = {id: n for n, id in enumerate(load_skipped(connection, self.coder), 1)}
        found = []
        for id, transcript, start, end, code, score, band in rows:
            span = Span(start, end)
            covered = any(
                own.start <= start and end <= own.end for own in mine.get((transcript, code), ())
            )
            blind = any(span.overlaps(one) for one in hidden.get(transcript, ()))
            if code in usable and not covered and not blind:
                found.append(Waiting(id, transcript, span, code, score, Band(band), id in skipped))
        return sorted(found, key=lambda one: skipped.get(one.id, 0))

    def decided_counts(self) -> Counter[tuple[str, str]]:
        """How many suggestions the acting coder has accepted or rejected, by (transcript, code)."""
        with self._read() as connection:
            return Counter(queue.count_settled(connection, self.coder))

    def is_waiting(self, suggestion: str) -> bool:
        """Whether the acting coder has neither accepted nor rejected a suggestion.

        Of a code that is retired or gone, or kept back from them, none waits.

        Raises
        ------
        UnknownItem
            There is no such suggestion.
        """
        with self._read() as connection:
            found = offers.load_suggestion(connection, suggestion)
            hiding = load_hiding(connection, self.coder, [found.transcript])
            return (
                found.code in in_use(self._codebook_of(connection)[0])
                and not hiding.hides(found.transcript, found.span)
                and not is_decided(connection, suggestion, self.coder)
            )
