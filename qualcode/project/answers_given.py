"""Structured answers in: an instrument, what people gave to it, and tables of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import Refused, UnknownParticipant
from qualcode.model import Coder, Problem
from qualcode.model.answers import Answer, CaseRecord, Instrument, Item, ItemType, Missing, Value
from qualcode.project.answers_kept import (
    ANSWERS,
    CASE,
    INSTRUMENT,
    answers_body,
    answers_key,
    case_body,
    case_key,
    instrument_body,
    load_answers,
    load_cases,
    load_instrument,
)
from qualcode.project.given import Upload, content, refuse
from qualcode.project.naming import refuse_unknown
from qualcode.project.shown import ShownVerbs
from qualcode.store import Connection, people, talk
from qualcode.store.erasing import erase_kept
from qualcode.store.kept import save_kept

if TYPE_CHECKING:
    from pandas import DataFrame

    from qualcode.analysis.frames import Frames


@dataclass(frozen=True)
class AnswersTaken:
    """What a file of answers brought: how many people, answers and cases, and what was odd."""

    people: int = 0
    answers: int = 0
    cases: int = 0
    notes: tuple[str, ...] = ()


class GivenVerbs(ShownVerbs):
    """Bringing an instrument and its answers in, and looking at them."""

    def set_instrument(self, file: Path | Upload) -> Instrument:
        """Make a YAML file the study's instrument; answers that are there already must fit it.

        Raises
        ------
        UnreadableFile, InvalidFile
            The file cannot be read, or breaks the rules; all problems are listed.
        Refused
            Answers or case records in the study do not fit it.
        """
        from qualcode.formats.instrument import read_instrument

        made, problems = read_instrument(content(file), file.name)
        refuse(file.name, problems)
        assert made is not None  # noqa: S101 - without problems there is one
        with self._write() as tx:
            _refuse_misfits(tx.connection, made)
            people.save_coder(tx, Coder(tx.who))
            save_kept(tx, INSTRUMENT, INSTRUMENT, instrument_body(made))
        return made

    def instrument(self) -> Instrument | None:
        """The study's instrument; None before there is one."""
        with self._read() as connection:
            return load_instrument(connection)

    def import_answers(self, file: Path | Upload) -> AnswersTaken:
        """Take answers, or case records, from a CSV file or a workbook; all of it or nothing.

        A table with a column ``case`` holds case records. An answer replaces the one the same
        person gave to the same item before, and a case the one of the same id.

        Raises
        ------
        UnreadableFile, InvalidFile
            The file is no table, or has faulty rows; every one is listed, and nothing is taken.
        Refused
            The study has no instrument.
        """
        from qualcode.formats.answers import read_answers
        from qualcode.formats.cases import read_cases
        from qualcode.formats.grid import read_grid

        instrument = self._instrument()
        grid = read_grid(content(file), file.name)
        problems: list[Problem]
        if "case" in grid.header:
            records, problems = read_cases(grid, instrument)
            refuse(file.name, problems)
            return self._keep_cases(records)
        answers, problems = read_answers(grid, instrument)
        refuse(file.name, problems)
        return self._keep_answers(answers)

    def _keep_answers(self, answers: Iterable[Answer]) -> AnswersTaken:
        by_person: dict[str, dict[str, Value]] = {}
        for answer in answers:
            by_person.setdefault(answer.participant, {})[answer.item] = answer.value
        with self._write() as tx:
            people.save_coder(tx, Coder(tx.who))
            gone = withdrawn(tx.connection)
            kept = load_answers(tx.connection)
            left = [who for who in by_person if who not in gone]
            for who in left:
                merged = {**kept.get(who, {}), **by_person[who]}
                save_kept(tx, ANSWERS, answers_key(who), answers_body(who, merged))
            known = {p.id for p in people.load_participants(tx.connection)}
        notes = [
            _told(len(set(left) - known), "is not in the study", "are not in the study")
            + "; their answers are kept and counted apart.",
            _told(len(by_person) - len(left), "has withdrawn consent", "have withdrawn consent")
            + "; their answers were not taken.",
        ]
        odd = tuple(note for note in notes if not note.startswith("0 "))
        return AnswersTaken(len(left), sum(len(by_person[who]) for who in left), 0, odd)

    def _keep_cases(self, records: list[CaseRecord]) -> AnswersTaken:
        with self._write() as tx:
            people.save_coder(tx, Coder(tx.who))
            for record in records:
                save_kept(tx, CASE, case_key(record.form, record.case), case_body(record))
        empty = sum(v is Missing.UNSAID for r in records for v in r.values.values())
        cells = "cell is" if empty == 1 else "cells are"
        note = f"{empty} {cells} empty: missing, with no reason given."
        return AnswersTaken(cases=len(records), notes=(note,) if empty else ())

    def answer_items(self) -> list[dict[str, Any]]:
        """The instrument's items: id, type, text, how many people or cases have answered.

        People are None where the study knows nobody who could be counted.
        """
        instrument = self._instrument()
        with self._read() as connection:
            gone = withdrawn(connection)
            known = {p.id for p in people.load_participants(connection)} - gone
            kept = load_answers(connection)
            cases = Counter(record.form for record in load_cases(connection))
        counted = Counter(
            item
            for who, given in kept.items()
            if who in known
            for item, value in given.items()
            if not isinstance(value, Missing)
        )
        return [
            {
                "id": item.id,
                "type": item.type.value,
                "text": item.text,
                "people": counted[item.id] if known and item.type is not ItemType.RECORD else None,
                "cases": cases[item.id] if item.type is ItemType.RECORD else None,
            }
            for item in instrument
        ]

    def people_answered(self) -> list[str]:
        """Ids of everyone whose answers are in the study, whoever withdrew consent included."""
        with self._read() as connection:
            return sorted(load_answers(connection))

    def withdraw_answers(self, participant: str) -> int:
        """Erase one person's answers in every version, and return how many they were.

        Raises
        ------
        UnknownParticipant
            The study holds no answers of this person.
        """
        with self._write() as tx:
            count = len(load_answers(tx.connection).get(participant, {}))
            if not erase_kept(tx, ANSWERS, answers_key(participant), participant):
                raise UnknownParticipant(
                    f"The study holds no answers of {participant!r}; check the id."
                )
        return count

    def _instrument(self) -> Instrument:
        found = self.instrument()
        if found is None:
            raise Refused(
                "The study has no instrument yet; `qualcode answers --instrument FILE` brings one."
            )
        return found

    def _asked_item(self, item: str) -> Item:
        asked = self._instrument()[item]
        if asked.type is ItemType.RECORD:
            raise Refused(f"{item} is a form of case records; ask for its cases instead.")
        return asked

    def _answering(self, item: str) -> tuple[Frames, dict[str, Value], int]:
        """The people who can be counted, the answers to an item, and how many know nobody."""
        from qualcode.analysis.answers import people_frame

        with self._read() as connection:
            gone = withdrawn(connection)
            everyone = people.load_participants(connection)
            kept = load_answers(connection)
        given = {who: own[item] for who, own in kept.items() if item in own and who not in gone}
        strangers = len(set(given) - {p.id for p in everyone})
        return people_frame(p for p in everyone if p.id not in gone), given, strangers

    def _answering_in_scope(
        self, frames: Frames, by: str | None, where: Mapping[str, str]
    ) -> tuple[DataFrame, str]:
        from qualcode.analysis.frequency import kept

        refuse_unknown([*([by] if by else []), *where], frames.attributes)
        asked = self._normalised(where, frames)
        return kept(frames.people, asked), ", ".join(f"{k} {v}" for k, v in asked.items())


def withdrawn(connection: Connection) -> set[str]:
    """Ids of the people who withdrew their consent, for themselves or at an interview."""
    gone = {p.id for p in people.load_participants(connection) if not p.consent.allows_counting}
    for _, speaker in talk.load_all_speakers(connection):
        if speaker.participant and not speaker.consent.allows_counting:
            gone.add(speaker.participant)
    return gone


def _refuse_misfits(connection: Connection, instrument: Instrument) -> None:
    misfits: Counter[str] = Counter()
    for given in load_answers(connection).values():
        for item, value in given.items():
            misfits[item] += item not in instrument or bool(instrument[item].fault(value))
    for record in load_cases(connection):
        fields = (
            {f.id: f for f in instrument[record.form].fields} if record.form in instrument else {}
        )
        right = all(
            field in fields and not fields[field].fault(value)
            for field, value in record.values.items()
        )
        misfits[record.form] += not right
    told = [f"{item} ({n})" for item, n in misfits.items() if n]
    if told:
        raise Refused(
            "Answers in the study do not fit the new instrument, by item and how many:"
            f" {', '.join(told)}. Keep these items as they were, or withdraw the answers first."
        )


def _told(n: int, one: str, several: str) -> str:
    return f"{n} {'person' if n == 1 else 'people'} of the file {one if n == 1 else several}"
