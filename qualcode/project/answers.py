"""Structured answers, and what of them may leave the study."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import Refused
from qualcode.model.answers import Answer, ItemType, Missing
from qualcode.project.answers_given import AnswersTaken, withdrawn
from qualcode.project.answers_kept import INSTRUMENT, load_answers
from qualcode.project.cases import CaseVerbs

if TYPE_CHECKING:
    from qualcode.analysis.answers import AnswerTable
    from qualcode.analysis.cases import CaseTable

__all__ = ["AnswerVerbs", "AnswersTaken"]


class AnswerVerbs(CaseVerbs):
    """Answers as the researcher sees them, and as they may leave: with nobody to be found."""

    def answers(
        self, item: str, by: str | None = "role", where: Mapping[str, str] | None = None
    ) -> AnswerTable:
        """Who gave which answer to an item, by an attribute of the people; None: all together.

        A mentor is given what may leave.

        Raises
        ------
        UnknownItem, Refused
            The instrument has no such item, or it is a form of case records; the study knows no
            such attribute or value; or what a mentor asks for may not leave.
        """
        from qualcode.analysis.answers import count_answers

        if self._for_mentor:
            return self.answers_leaving(item, by, where)
        asked = self._asked_item(item)
        frames, given, strangers = self._answering(asked.id)
        people_in_scope, only = self._answering_in_scope(frames, by, where or {})
        return count_answers(asked, given, people_in_scope, by, only=only, strangers=strangers)

    def answer_values(self) -> dict[str, set[str]]:
        """Attribute -> its known values: what answers can be shown by, or narrowed to.

        A mentor is given those that the study's small group of people, or more, have.
        """
        frames = self._answering("")[0]
        least = self._least_group if self._for_mentor else 1
        found = {}
        for name in frames.attributes:
            sizes = frames.people[name].dropna().value_counts()
            if values := set(sizes[sizes >= least].index):
                found[name] = values
        return found

    def answers_leaving(
        self, item: str, by: str | None = "role", where: Mapping[str, str] | None = None
    ) -> AnswerTable:
        """An item's answers as they may leave; nothing leaves by this, so nothing is recorded.

        Whom a mentor's table counted is noted: the next one waits where, beside it, it would tell
        what few people answered.

        Raises
        ------
        UnknownItem, Refused
            As `answers`; fewer people answered than the study's small group; a part of the
            people is asked for; or few have answered since a mentor looked.
        """
        from qualcode.analysis.answers_leaving import answers_leaving

        asked = self._asked_item(item)
        if where:
            raise Refused(
                "What leaves is about everyone who answered: beside a table of all, one of some of"
                " them would tell about the others. Take the filter back."
            )
        frames, given, _ = self._answering(asked.id)
        people, _ = self._answering_in_scope(frames, by, {})
        table = answers_leaving(asked, given, people, by, self._least_group)
        if self._for_mentor:
            named = people["participant"].astype(str)
            groups = people[table.by].tolist() if table.by else [None] * len(people)
            counted = {
                who: group
                for who, group in zip(named, groups, strict=True)
                if who in given and not isinstance(given[who], Missing)
            }
            self._refuse_single_look(f"answers {asked.id}", table.by, counted, self._least_group)
        return table

    def cases_leaving(
        self, field: str | None = None, other: str | None = None, form: str | None = None
    ) -> CaseTable:
        """Counts of case records as they may leave: of every field, of one, or of two.

        Raises
        ------
        UnknownItem, Refused
            As `cross_cases`; or the form is not cleared, a field holds contact details, or there
            are fewer cases than the study's small group.
        """
        from qualcode.analysis import cases_leaving as cases

        asked = self._asked_form(form)
        cases.refuse_uncleared(asked)
        contacts = {one.id for one in asked.fields if one.contact}
        if contacts & {field, other}:
            raise Refused("Contact details never leave the study; choose another field.")
        table = self.cross_cases(field, other, asked.id) if field else self.case_fields(asked.id)
        leaving = cases.cases_leaving(table, self._least_group)
        if self._for_mentor:
            recorded = {record.case: None for record in self.case_records(asked.id)}
            self._refuse_single_look(f"cases {asked.id}", None, recorded, self._least_group)
        return cases.without_fields(leaving, contacts)

    def answers_file(
        self,
        item: str,
        ending: str,
        by: str | None = "role",
        where: Mapping[str, str] | None = None,
    ) -> bytes:
        """An item's answers, or the fields of a form, as a .png, .svg, .csv or .xlsx file.

        Small groups are kept back, and the export is recorded. It is about everyone who answered.

        Raises
        ------
        UnknownItem, Refused
            As `answers_leaving` and `cases_leaving`; a filter is given (``where``); or the ending
            is another one.
        """
        data = self._answers_data(item, ending, by, where)
        with self._answers_recorded(f"{item}.{ending.lstrip('.')}"):
            return data

    def export_answers(
        self,
        target: Path,
        item: str,
        by: str | None = "role",
        where: Mapping[str, str] | None = None,
    ) -> None:
        """Write an item's answers to a file, replacing it whole; as `answers_file`."""
        self._write_answers_out(target, self._answers_data(item, target.suffix, by, where))

    def cross_cases_file(
        self, ending: str, field: str, other: str | None = None, form: str | None = None
    ) -> bytes:
        """Counts of case records by one or two fields as a .csv or .xlsx file; recorded.

        Raises
        ------
        UnknownItem, Refused
            As `cases_leaving`; or the ending is another one.
        """
        data = self._crossed_data(ending, field, other, form)
        with self._answers_recorded(f"cases.{ending.lstrip('.')}"):
            return data

    def export_cross_cases(
        self, target: Path, field: str, other: str | None = None, form: str | None = None
    ) -> None:
        """Write counts of case records to a file, replacing it whole; as `cross_cases_file`."""
        self._write_answers_out(target, self._crossed_data(target.suffix, field, other, form))

    def cases_csv(self, form: str | None = None) -> str:
        """The records of a cleared form as CSV, without contact fields; recorded.

        Raises
        ------
        UnknownItem, Refused
            There is no such form, it is not cleared, or a mentor asks.
        """
        from qualcode.analysis.cases_leaving import refuse_uncleared
        from qualcode.formats.cases import write_cases

        asked = self._asked_form(form)
        self._refuse_single_to_mentor()
        refuse_uncleared(asked)
        records = self.case_records(asked.id)
        leaving = [one for one in asked.fields if not one.contact]
        with self._answers_recorded(f"{asked.id}.csv", cases=len(records)):
            return write_cases(records, asked, leaving)

    def answers_csv(self, *, wide: bool = False) -> str:
        """Every person's answers as CSV that `import_answers` takes back: your own copy.

        It holds ids and single answers and is not for sharing; that it was made is recorded.

        Raises
        ------
        Refused
            A mentor asks, or the study has no instrument.
        """
        from qualcode.formats.answers import write_answers

        self._refuse_single_to_mentor()
        instrument = self._instrument()
        with self._write() as tx:
            gone = withdrawn(tx.connection)
            kept = load_answers(tx.connection)
            listed = [
                Answer(who, item, value)
                for who, given in kept.items()
                if who not in gone
                for item, value in given.items()
            ]
            tx.record("copy answers", INSTRUMENT, answers=len(listed))
        return write_answers(listed, instrument, wide=wide)

    def _refuse_single_to_mentor(self) -> None:
        if self._for_mentor:
            raise Refused(
                "A mentor sees counts of people and of cases, not what each of them has; ask the"
                " researcher for this file."
            )

    @property
    def _least_group(self) -> int:
        return int(self.about()["options"]["small_group"])

    def _answers_data(
        self, item: str, ending: str, by: str | None, where: Mapping[str, str] | None
    ) -> bytes:
        from qualcode.report import answers_tables as tables

        instrument = self._instrument()
        if instrument[item].type is ItemType.RECORD:
            if where:
                raise Refused("Case records are not people; they cannot be narrowed to some.")
            cases = self.cases_leaving(form=item)
            return tables.cases_file(cases, ending, self._answer_notes(cases.caption))
        table = self.answers_leaving(item, by, where)
        notes = self._answer_notes(table.caption)
        return tables.answers_file(table, ending, self.respondents, notes)

    def _crossed_data(self, ending: str, field: str, other: str | None, form: str | None) -> bytes:
        from qualcode.report import answers_tables as tables

        table = self.cases_leaving(field, other, form)
        return tables.cases_file(table, ending, self._answer_notes(table.caption))

    def _answer_notes(self, caption: str) -> list[str]:
        return [f"Instrument: {self._instrument().name}.", caption, self.claims()]

    def _write_answers_out(self, target: Path, data: bytes) -> None:
        from qualcode.report.files import replace_file

        # Written before the transaction ends: a file never leaves unrecorded.
        with self._answers_recorded(f"answers{target.suffix.lower()}"):
            replace_file(target, data)

    @contextmanager
    def _answers_recorded(self, name: str, **detail: Any) -> Iterator[None]:
        with self._leaving("export answers", name, **detail):
            yield
