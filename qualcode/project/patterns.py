"""Patterns as files: each made fit to leave, and each recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from qualcode.errors import Refused
from qualcode.project.pattern_counts import PatternCountVerbs
from qualcode.project.quotable import Quotable
from qualcode.store import Writing


class PatternVerbs(PatternCountVerbs):
    """Patterns in the codings, and files of them.

    What leaves shows everyone in the study: beside a table of all, one of some of them would tell
    about the others.
    """

    def cooccurrence_file(
        self,
        ending: str,
        unit: str = "passage",
        level: str = "indicators",
        *,
        siblings: bool = True,
        target: Path | None = None,
    ) -> bytes:
        """Pairs of codes as the content of a .csv, .xlsx, .png or .svg file.

        Numbers of pairs that few people stand behind are kept back. With ``target`` it is written
        there, replacing the file whole. Recorded like every export.

        Raises
        ------
        Refused
            The ending is another, or the study has fewer people than its small group.
        """
        from qualcode.analysis.pairs_told import published
        from qualcode.report import patterns

        kind, before = (
            patterns.checked_ending(ending, (*patterns.TABLES, *patterns.PICTURES)),
            self._quotable(),
        )
        small = self._people_enough_to_leave()
        table = self.cooccurrence(unit, level, siblings=siblings)
        leaving = published(table, self.codebook, small)
        notes = self._notes_under_patterns(leaving.caption)
        data = patterns.cooccurrence_as(leaving, self.codebook, kind, notes)
        with self._pattern_leaving(f"cooccurrence.{kind}", data, target, before):
            return data

    def portrait_file(self, ending: str, transcripts: Sequence[str]) -> bytes:
        """Strips of interviews as a .png or .svg file, numbered in an order that says nothing.

        Raises
        ------
        Refused
            The ending is another; fewer people speak in these interviews than the study's small
            group has; or they differ from those of an earlier picture by fewer.
        UnknownTranscript
            As `portrait`.
        """
        from qualcode.analysis.portrait import nameless
        from qualcode.project import strips_left
        from qualcode.report import patterns

        kind, before = patterns.checked_ending(ending, patterns.PICTURES), self._quotable()
        self._people_enough_to_leave()
        uuid = str(self.about()["uuid"])
        chosen = list(dict.fromkeys(transcripts))
        leaving = nameless(self.portrait(chosen), uuid)
        if told := self.portrait_refusal(chosen):
            raise Refused(told)
        notes = self._notes_under_patterns(leaving.caption)
        data = patterns.portrait_as(leaving, self.codebook, kind, notes)
        with self._pattern_leaving(f"portrait.{kind}", data, None, before) as tx:
            strips_left.remember(tx, chosen, uuid)
            return data

    def portrait_refusal(self, transcripts: Sequence[str]) -> str:
        """Why a portrait of these interviews must not leave; empty where it may."""
        from qualcode.project import strips_left

        about, people = self.about(), self.frames().people
        known = people[people["participant"].notna()]
        speaks = {str(id): set(who) for id, who in known.groupby("transcript")["participant"]}
        small = int(about["options"]["small_group"])
        with self._read() as connection:
            return strips_left.refusal(
                connection, set(transcripts), speaks, str(about["uuid"]), small
            )

    def uncoded_file(self, ending: str, by: str, *, target: Path | None = None) -> bytes:
        """How much talk carries no code, by an attribute, as a .csv or .xlsx file.

        Where the groups could be subtracted from one another, or from other lists, down to few
        people, the file holds everyone together and says why.

        Raises
        ------
        Refused
            The ending is another; it is asked by interview, which would point at people; or the
            study has fewer people than its small group.
        """
        from qualcode.analysis.uncoded import published
        from qualcode.report import patterns

        kind, before = patterns.checked_ending(ending, patterns.TABLES), self._quotable()
        if by == "interview":
            raise Refused(
                "A list by interview would point at people and stays in the study; choose"
                " authority, role or another attribute."
            )
        small = self._people_enough_to_leave()
        leaving = published(self.uncoded(by), self.frames().people, small)
        data = patterns.uncoded_as(leaving, kind, self._notes_under_patterns(leaving.caption))
        with self._pattern_leaving(f"not-coded.{kind}", data, target, before):
            return data

    def saturation_file(
        self,
        ending: str,
        *,
        base: int = 4,
        run: int = 2,
        threshold: float = 0.05,
        codes: str = "letters",
        order: str = "date",
        target: Path | None = None,
    ) -> bytes:
        """Saturation as a .csv, .xlsx, .png or .svg file: the result, and codes in other orders.

        Raises
        ------
        Refused
            As `saturation`; the ending is another; no interview is coded through, or those that
            are hold fewer people than the study's small group.
        """
        from qualcode.analysis.saturation import without_order
        from qualcode.report import patterns

        kind, before = (
            patterns.checked_ending(ending, (*patterns.TABLES, *patterns.PICTURES)),
            self._quotable(),
        )
        found = self.saturation(base=base, run=run, threshold=threshold, codes=codes, order=order)
        small = self._people_enough_to_leave()
        people = self.frames().people
        through = people[people["transcript"].isin(found.interviews)]
        if found.interviews and through["participant"].nunique() < small:
            raise Refused(
                f"The interviews coded through hold fewer than {small} people, so their curve"
                " stays in the study; code more of them through first."
            )
        leaving = without_order(found)
        data = patterns.saturation_as(leaving, kind, self._notes_under_patterns(leaving.caption))
        with self._pattern_leaving(f"saturation.{kind}", data, target, before):
            return data

    def _people_enough_to_leave(self) -> int:
        """The study's small group.

        Raises
        ------
        Refused
            Fewer people than that are in the study.
        """
        small = int(self.about()["options"]["small_group"])
        people = self.frames().people["participant"].nunique()
        if people < small:
            raise Refused(
                f"The study knows fewer than {small} people, so nothing about them can leave;"
                " match more speakers to participants first."
            )
        return small

    def _notes_under_patterns(self, caption: str) -> list[str]:
        return [caption, f"Codebook version {self.codebook_version}.", self.claims()]

    @contextmanager
    def _pattern_leaving(
        self, name: str, data: bytes, target: Path | None, before: Quotable
    ) -> Iterator[Writing]:
        """Record an export; where it is a file, it is written before the record ends."""
        from qualcode.report.files import replace_file

        with self._leaving("export pattern", name, before=before, bytes=len(data)) as tx:
            if target is not None:
                replace_file(target, data)
            yield tx
