"""Patterns in the codings: what stands together, where, what is missing, and what comes anew."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.errors import Refused, UnknownTranscript
from qualcode.model import Direction, Origin
from qualcode.project.checking import checked_direction, in_use
from qualcode.project.naming import refuse_unknown
from qualcode.project.sharing import SharingVerbs
from qualcode.store import talk, texts
from qualcode.store.first_seen import load_added
from qualcode.store.readings import load_readings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qualcode.analysis.cooccurrence import CooccurrenceTable, Unit
    from qualcode.analysis.frames import Frames
    from qualcode.analysis.portrait import Portrait
    from qualcode.analysis.saturation import Saturation
    from qualcode.analysis.uncoded import Reread, UncodedTable
    from qualcode.report.quotes import Quote

UNITS = ("passage", "turn", "interview")
LEVELS = ("indicators", "letters", "both")
MOST_STRIPS = 12
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


class PatternCountVerbs(SharingVerbs):
    """Patterns in the codings."""

    _words_in_segments: tuple[Frames, NDArray[np.int64]] | None = None

    def cooccurrence(
        self,
        unit: str = "passage",
        level: str = "indicators",
        *,
        where: Mapping[str, str] | None = None,
        direction: Direction | str | None = None,
        coder: str | None = None,
        siblings: bool = True,
    ) -> CooccurrenceTable:
        """For every pair of codes, the interviews, people and passages in which both stand.

        Parameters
        ----------
        unit : passage, turn or interview: what the two codes share
        level : indicators, letters or both
        siblings : whether pairs within one indicator are listed

        Raises
        ------
        Refused
            A unit, level, direction, attribute or value is unknown.
        """
        from qualcode.analysis.cooccurrence import Unit, count_together
        from qualcode.analysis.frequency import Level

        _refuse_other("unit", unit, UNITS)
        _refuse_other("level", level, LEVELS)
        frames = self.frames()
        refuse_unknown(where or (), frames.attributes)
        return count_together(
            frames,
            self.codebook,
            Unit(unit),
            Level(level),
            turns=self._turns_of_segments(frames, Unit(unit)),
            where=self._normalised(where or {}, frames),
            direction=checked_direction(direction).value if direction else None,
            coder=coder,
            siblings=siblings,
        )

    def pair_quotes(
        self,
        a: str,
        b: str,
        unit: str = "passage",
        *,
        where: Mapping[str, str] | None = None,
        direction: Direction | str | None = None,
        coder: str | None = None,
    ) -> list[Quote]:
        """Quotes of either code, or of its letters, from where both stand, interview by interview.

        Raises
        ------
        UnknownCode, Refused
            A code, unit, direction, attribute or value is unknown.
        """
        from dataclasses import replace

        from qualcode.analysis.cooccurrence import Unit, narrowed, touching_both
        from qualcode.analysis.frequency import kept
        from qualcode.report.quotes import select_quotes

        _refuse_other("unit", unit, UNITS)
        frames, book = self.frames(), self.codebook
        refuse_unknown(where or (), frames.attributes)
        people = kept(frames.people, self._normalised(where or {}, frames))
        way = checked_direction(direction).value if direction else None
        chosen = narrowed(frames, people, way, coder)
        turns = self._turns_of_segments(frames, Unit(unit))
        both = touching_both(frames, chosen, book, (a, b), Unit(unit), turns)
        quotes = select_quotes(replace(frames, codings=both), book, self.respondents, where={})
        order = {id: n for n, id in enumerate(frames.titles)}
        return sorted(quotes, key=lambda quote: order[quote.transcript])

    def portrait(self, transcripts: Sequence[str]) -> Portrait:
        """Where in each of these interviews which indicator stands, and what is not coded.

        Raises
        ------
        UnknownTranscript
            The study has none of an id, or nobody in it is counted.
        Refused
            More than twelve are asked for.
        """
        from qualcode.analysis.portrait import draw_portrait

        frames, ids = self.frames(), list(dict.fromkeys(transcripts))
        if len(ids) > MOST_STRIPS:
            raise Refused(f"A portrait shows up to {MOST_STRIPS} interviews; choose fewer.")
        if odd := [id for id in ids if id not in frames.titles]:
            raise UnknownTranscript(
                f"The study has no interview {odd[0]!r}; `qualcode transcripts` lists them all."
            )
        with self._read() as connection:
            whole = {id: texts.load_text(connection, id) for id in ids}
        return draw_portrait(frames, self.codebook, whole)

    def uncoded(
        self,
        by: str = "interview",
        *,
        where: Mapping[str, str] | None = None,
        most: int = 20,
    ) -> UncodedTable:
        """How many passages and words of respondents' talk carry no code, and the longest of them.

        ``by`` is interview, or any attribute of people.

        Raises
        ------
        Refused
            An attribute or a value is unknown.
        """
        from qualcode.analysis.uncoded import count_uncoded

        frames = self.frames()
        if by != "interview":
            refuse_unknown([by], frames.attributes)
        refuse_unknown(where or (), frames.attributes)
        only = self._normalised(where or {}, frames)
        return count_uncoded(frames, self._words_of_segments(frames), by, where=only, most=most)

    def to_reread(self) -> list[Reread]:
        """Interviews read or coded through before some codes were added, with these codes.

        Marking one coded through anew takes it off the list.
        """
        from qualcode.analysis.uncoded import to_reread

        titles, book = self.frames().titles, self.codebook
        with self._read() as connection:
            added, readings = load_added(connection), load_readings(connection)
        read: dict[str, str] = {}
        for reading in readings:
            for at in filter(None, (reading.read_at, reading.done_at)):
                read[reading.transcript] = max(read.get(reading.transcript, ""), at)
        usable = in_use(book)
        return to_reread(read, added, titles, [code.id for code in book if code.id in usable])

    def saturation(
        self,
        *,
        base: int = 4,
        run: int = 2,
        threshold: float = 0.05,
        codes: str = "letters",
        order: str = "date",
    ) -> Saturation:
        """New codes from one interview to the next, after Guest, Namey and Chen (2020).

        Only interviews coded through count. ``codes`` is letters (all codes under an indicator) or
        emergent (those that grew out of the talk); ``order`` is date or imported.

        Raises
        ------
        Refused
            The study's profile is reflexive, a number is out of range, a word is unknown, or no
            code grew out of the talk.
        """
        from qualcode.analysis.saturation import saturate

        _refuse_other("codes", codes, ("letters", "emergent"))
        _refuse_other("order", order, ("date", "imported"))
        if self.about()["profile"] == "reflexive":
            raise Refused(
                "Reflexive analysis knows no saturation: meaning is made by the reader and does not"
                " run out. Say in words why the interviews were enough."
            )
        if not (base >= 1 and run >= 1 and 0 <= threshold < 1):
            raise Refused(
                "Base and run are 1 or more interviews and the threshold is a share from 0 to below"
                " 1, such as 0.05."
            )
        counted = self._codes_of_saturation(codes)
        frames = self.frames()
        ids, note = self._interviews_in_order(
            [id for id in frames.titles if id in frames.coded_through], order
        )
        carried = {
            id: frozenset(group) & counted
            for id, group in frames.codings.groupby("transcript")["code"]
        }
        coded = [(id, carried.get(id, frozenset())) for id in ids]
        return saturate(coded, base=base, run=run, threshold=threshold, note=note)

    def _codes_of_saturation(self, codes: str) -> frozenset[str]:
        book = self.codebook
        if codes == "emergent":
            found = frozenset(c.id for c in book if c.origin is not Origin.LITERATURE)
            if not found:
                raise Refused(
                    "No code of this codebook is marked as emergent or in vivo; set a code's origin"
                    " on the Codebook page, or count letters."
                )
            return found
        return frozenset(c.id for c in book if c.parent) or frozenset(c.id for c in book)

    def _interviews_in_order(self, ids: Sequence[str], order: str) -> tuple[list[str], str]:
        """Interviews in the order asked for, and a sentence on it."""
        if order == "imported":
            return list(ids), "Interviews in the order they were imported."
        with self._read() as connection:
            told = {row["id"]: row["date"] or "" for row in texts.load_overview(connection)}
        dated = [id for id in ids if _DATE.fullmatch(told.get(id, ""))]
        undated = [id for id in ids if id not in set(dated)]
        note = "Interviews in the order of their dates."
        if undated:
            many = "interview has" if len(undated) == 1 else "interviews have"
            note += f" {len(undated)} {many} no date and stand last, in the order imported."
        return sorted(dated, key=lambda id: told[id]) + undated, note

    def _turns_of_segments(self, frames: Frames, unit: Unit) -> NDArray[np.int64] | None:
        from qualcode.analysis.incidence import turn_numbers

        if unit.value != "turn":
            return None
        with self._read() as connection:
            return turn_numbers(frames.segments, talk.load_all_segments(connection))

    def _words_of_segments(self, frames: Frames) -> NDArray[np.int64]:
        """Words of each of the frames' segments; counted once while the study stays as it is."""
        from qualcode.analysis.uncoded import word_counts

        if self._words_in_segments is None or self._words_in_segments[0] is not frames:
            spoken = frames.segments
            with self._read() as connection:
                whole = {
                    id: texts.load_text(connection, id) for id in spoken["transcript"].unique()
                }
            places = zip(*(spoken[n].tolist() for n in ("transcript", "start", "end")), strict=True)
            self._words_in_segments = (frames, word_counts(list(places), whole))
        return self._words_in_segments[1]


def _refuse_other(what: str, asked: str, known: Sequence[str]) -> None:
    if asked not in known:
        raise Refused(f"There is no {what} {asked!r}; choose one of {', '.join(known)}.")
