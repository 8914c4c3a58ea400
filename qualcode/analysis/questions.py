"""Questions by codes: what was said under each question of the schedule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.analysis.frequency import ThemeTable
from qualcode.model import Codebook
from qualcode.model.schedule import Question, Schedule

FEW = 3
NO_QUESTION = "Under no question"
TOGETHER = "All questions together"
COLUMNS = (
    *("question", "text", "code", "name"),
    *("participants", "of_participants", "segments", "asked_for", "suppressed"),
)


@dataclass(frozen=True)
class QuestionCell:
    """A code under a question: people of those who were asked it, passages beside.

    ``of`` is 0 where nobody was asked; people are None where they are not known or kept back.
    ``asked_for`` says that the question was asked for this code.
    """

    code: str
    question: str | None
    people: int | None
    of: int | None
    segments: int | None
    asked_for: bool = False
    suppressed: bool = False

    @property
    def words(self) -> str:
        """What stands in it: people of those asked; – where nobody was; c where kept back."""
        if self.suppressed:
            return "c"
        if self.of == 0:
            return "–"
        return f"({self.segments})" if self.people is None else f"{self.people} of {self.of}"

    @property
    def share(self) -> float:
        """Share of the people asked, 0 to 1; only ever shown as a shade."""
        return self.people / self.of if self.people and self.of else 0.0


@dataclass(frozen=True)
class QuestionTable:
    """Codes in codebook order by questions in the schedule's; talk under none comes last."""

    codes: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    cells: Mapping[tuple[str, str], QuestionCell]
    caption: str

    def rows(self) -> list[dict[str, Any]]:
        """A row for every code under every question, as plain values."""
        return [
            {
                "question": question.id,
                "text": question.text,
                "code": code,
                "name": name,
                "participants": cell.people,
                "of_participants": cell.of,
                "segments": cell.segments,
                "asked_for": cell.asked_for,
                "suppressed": cell.suppressed,
            }
            for question in self.questions
            for code, name in self.codes
            for cell in (self.cells[code, question.id],)
        ]

    def sentence(self, cell: QuestionCell) -> str:
        """What a cell says, in a sentence."""
        code = f"{cell.code} {dict(self.codes)[cell.code]}"
        under = f"question {cell.question}" if cell.question else "none of the questions"
        if cell.suppressed:
            return f"Kept back so that nobody under {under} is given away: {code}"
        if cell.of == 0:
            return f"Nobody is known to have been asked {under}: {code}"
        said = f"{cell.segments} {'passage' if cell.segments == 1 else 'passages'}"
        if cell.people is None:
            return f"The people under {under} are not known: {code}, {said}"
        asked = f"asked {under}" if cell.question else f"who spoke under {under}"
        if self.questions[-1].text == TOGETHER:
            asked = "in all"
        few = " (few people)" if 0 < cell.people < FEW else ""
        return f"{cell.people} of {cell.of} people {asked}: {code}, {said}{few}"


def by_question(
    table: ThemeTable, schedule: Schedule | None, codebook: Codebook, unconfirmed: int = 0
) -> QuestionTable:
    """A table of themes by question, with the schedule's questions in their order.

    Questions nobody was asked stand there too. A table that is published may be coarser, without
    questions: then all of them stand together in one column. ``unconfirmed`` is how many turns
    have their question by likeness alone.
    """
    rows, apart = table.records(), "question" in table.by
    if apart:
        known = {question.id: question for question in schedule.questions} if schedule else {}
        here = dict.fromkeys(row["question"] for row in rows)
        questions = [*known.values(), *(Question(id, "") for id in here if id and id not in known)]
        if None in here:
            questions.append(Question("", NO_QUESTION))
    else:
        questions = [Question("", TOGETHER)]
    kin = {question.id: _kin(question, codebook) for question in questions}
    codes = dict.fromkeys((row["code"], row["name"]) for row in rows)
    cells = {
        (code, question.id): QuestionCell(
            code, question.id or None, 0, 0, 0, code in kin[question.id]
        )
        for code, _ in codes
        for question in questions
    }
    for row in rows:
        code, id = row["code"], (row["question"] if apart else None) or ""
        cells[code, id] = QuestionCell(
            code,
            id or None,
            row["participants"],
            row["of_participants"],
            row["segments"],
            code in kin[id],
            bool(row["suppressed"]),
        )
    return QuestionTable(tuple(codes), tuple(questions), cells, _caption(table, unconfirmed))


def _kin(question: Question, codebook: Codebook) -> set[str]:
    """The codes a question was asked for: with a code its letters, and what it is a letter of."""
    known = [code for code in question.codes if code in codebook]
    return {c for code in known for c in (*codebook.family(code), codebook.top(code))}


def _caption(table: ThemeTable, unconfirmed: int) -> str:
    if not unconfirmed:
        return table.caption
    turns = "1 question was" if unconfirmed == 1 else f"{unconfirmed} questions were"
    return f"{table.caption} {turns} found by likeness to the schedule and confirmed by nobody yet."
