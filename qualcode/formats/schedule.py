"""Interview schedules as people write them: YAML, or a table with a row for each question."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

from qualcode.formats.encoding import decode
from qualcode.formats.grid import Row, read_grid
from qualcode.formats.schema import Entry
from qualcode.formats.strict_yaml import load_yaml, write_yaml
from qualcode.model import Problem
from qualcode.model.schedule import Question, Schedule

MOST_QUESTIONS = 300
COLUMNS = ("id", "part", "text", "codes", "also")


def read_schedule(
    data: bytes | str, name: str = "schedule", codes: Container[str] | None = None
) -> tuple[Schedule | None, list[Problem]]:
    """A schedule and everything wrong with its file by line or row; None with any problem.

    A name that ends in .csv or .xlsx says that the file is a table with the columns id, part,
    text, codes and also (the last two separated by ``|``). ``codes`` are those a question may
    name; None leaves them unchecked.

    Raises
    ------
    UnreadableFile
        The file is no text, or no table.
    """
    if name.casefold().endswith((".csv", ".xlsx")):
        return _from_table(data.encode() if isinstance(data, str) else data, name, codes)
    text = data if isinstance(data, str) else decode(data, name)[0]
    root, problems = load_yaml(text)
    if root is None:
        return None, problems or [Problem("the file is empty; write questions under 'questions:'")]
    top = Entry(root, "a schedule file", problems)
    top.allow("schedule", "vignette", "questions")
    head = top.entry("schedule", "the schedule")
    title = ""
    parts: tuple[str, ...] = ()
    if head is not None:
        head.allow("title", "parts")
        title, parts = head.text("title"), head.texts("parts")
    entries = top.entries("questions", "a question")
    found = [_question(entry) for entry in entries]
    schedule = Schedule(title, parts, tuple(found), top.text("vignette"))
    return _checked(schedule, [entry.line for entry in entries], problems, codes)


def schedule_yaml(schedule: Schedule) -> str:
    """YAML that `read_schedule` reads back equal; empty keys are left out."""
    questions = [
        {
            "id": q.id,
            "part": q.part,
            "text": q.text,
            "codes": list(q.codes),
            "also": list(q.also),
        }
        for q in schedule.questions
    ]
    head = _filled({"title": schedule.title, "parts": list(schedule.parts)})
    whole = {
        "schedule": head,
        "vignette": schedule.vignette,
        "questions": [_filled(question) for question in questions],
    }
    return write_yaml(_filled(whole))


def _filled(fields: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in fields.items() if value not in ("", [], {})}


def _question(entry: Entry) -> Question:
    entry.allow(*COLUMNS)
    return Question(
        id=entry.id("id", required=True).strip(),
        text=entry.text("text", required=True),
        part=entry.text("part"),
        codes=entry.ids("codes"),
        also=entry.texts("also"),
    )


def _from_table(
    data: bytes, name: str, codes: Container[str] | None
) -> tuple[Schedule | None, list[Problem]]:
    grid = read_grid(data, name)
    problems = list(grid.problems)
    if missing := grid.lacks("id", "text"):
        lacks = ", ".join(map(repr, missing))
        return None, [*problems, Problem(f"the table lacks the columns {lacks}")]
    problems += [
        Problem(f"a question has no column {column!r}; the columns are {', '.join(COLUMNS)}", 1)
        for column in grid.header
        if column not in COLUMNS
    ]
    found = [_row(row) for row in grid.rows]
    for row, question in zip(grid.rows, found, strict=True):
        for column in ("id", "text"):
            if not getattr(question, column):
                problems.append(Problem(f"the column {column!r} is empty", row.number))
    title = re.sub(r"\.(csv|xlsx)$", "", name, flags=re.IGNORECASE)
    parts = tuple(dict.fromkeys(question.part for question in found if question.part))
    schedule = Schedule(title, parts, tuple(found))
    return _checked(schedule, [row.number for row in grid.rows], problems, codes)


def _row(row: Row) -> Question:
    def several(column: str) -> tuple[str, ...]:
        return tuple(filter(None, (part.strip() for part in row.get(column).split("|"))))

    return Question(
        row.get("id"), row.get("text"), row.get("part"), several("codes"), several("also")
    )


def _checked(
    schedule: Schedule,
    lines: Sequence[int],
    problems: list[Problem],
    codes: Container[str] | None,
) -> tuple[Schedule | None, list[Problem]]:
    """What no question shows alone: ids given twice, parts and codes nobody listed, too many."""
    first: dict[str, int] = {}
    for question, line in zip(schedule.questions, lines, strict=True):
        if question.id in first:
            sentence = f"the id {question.id!r} already stands in line {first[question.id]}"
            problems.append(Problem(sentence, line))
        elif question.id:
            first[question.id] = line
        if question.part and schedule.parts and question.part not in schedule.parts:
            listed = "'parts' of the schedule"
            problems.append(Problem(f"the part is not among the {listed}; add it there", line))
        problems += [
            Problem(f"the question names the code {code!r}, which the codebook lacks", line)
            for code in question.codes
            if codes is not None and code not in codes
        ]
    if len(set(schedule.parts)) < len(schedule.parts):
        problems.append(Problem("a part is listed twice under 'parts'"))
    if not schedule.questions:
        problems.append(Problem("the schedule has no questions; write them under 'questions:'"))
    if len(schedule.questions) > MOST_QUESTIONS:
        many = f"{len(schedule.questions)} questions are more than {MOST_QUESTIONS}"
        problems.append(Problem(f"{many}; split the schedule"))
    problems.sort(key=lambda problem: problem.row or 0)
    return (None if problems else schedule), problems
