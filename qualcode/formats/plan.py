"""Planned samples as people write them: YAML, or a table with a row for each role and authority."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from qualcode.formats.encoding import decode
from qualcode.formats.grid import read_grid
from qualcode.formats.schema import Entry
from qualcode.formats.strict_yaml import load_yaml, write_yaml
from qualcode.model import Problem, fold
from qualcode.model.plan import NUMBERS, Plan, PlanRow

PLACES = ("role", "agency", "authority")
COLUMNS = (*PLACES, *NUMBERS, "footnote")
MOST = 1_000_000


def read_plan(data: bytes | str, name: str = "plan") -> tuple[Plan | None, list[Problem]]:
    """A planned sample and everything wrong with its file by line or row; None with any problem.

    A name that ends in .csv or .xlsx says that the file is a table with the columns role, agency,
    authority, planned, approached, agreed, declined, not_reached and footnote.

    Raises
    ------
    UnreadableFile
        The file is no text, or no table.
    """
    if name.casefold().endswith((".csv", ".xlsx")):
        return _from_table(data.encode() if isinstance(data, str) else data, name)
    text = data if isinstance(data, str) else decode(data, name)[0]
    root, problems = load_yaml(text)
    if root is None:
        return None, problems or [Problem("the file is empty; write the plan under 'sample:'")]
    top = Entry(root, "a file of a planned sample", problems)
    top.allow("plan", "sample")
    head = top.entry("plan", "the plan")
    title, note = "", ""
    if head is not None:
        head.allow("title", "note")
        title, note = head.text("title"), head.text("note")
    rows, lines = [], []
    for entry in top.entries("sample", "a row of the sample"):
        entry.allow(*COLUMNS)
        told = {key: entry.text(key) for key in COLUMNS}
        rows.append(_row(told, entry.wrong))
        lines.append(entry.line)
    return _checked(Plan(title, note, tuple(rows)), lines, problems)


def plan_yaml(plan: Plan) -> str:
    """YAML that `read_plan` reads back equal; empty keys are left out."""
    rows = [
        {
            key: str(value)
            for key in COLUMNS
            if (value := getattr(row, key)) is not None and value != ""
        }
        for row in plan.rows
    ]
    head = {key: value for key in ("title", "note") if (value := getattr(plan, key))}
    return write_yaml({**({"plan": head} if head else {}), "sample": rows})


def _from_table(data: bytes, name: str) -> tuple[Plan | None, list[Problem]]:
    grid = read_grid(data, name)
    problems = list(grid.problems)
    if not {*PLACES} & {*grid.header} or not {*NUMBERS} & {*grid.header}:
        columns = ", ".join(COLUMNS)
        return None, [*problems, Problem(f"the table needs some of the columns {columns}")]
    problems += [
        Problem(f"a planned sample has no column {column!r}; the columns are {columns_listed()}", 1)
        for column in grid.header
        if column not in COLUMNS
    ]
    rows = []
    for row in grid.rows:

        def wrong(sentence: str, number: int = row.number) -> None:
            problems.append(Problem(sentence, number))

        rows.append(_row({key: row.get(key) for key in COLUMNS}, wrong))
    title = re.sub(r"\.(csv|xlsx)$", "", name, flags=re.IGNORECASE)
    return _checked(Plan(title, "", tuple(rows)), [row.number for row in grid.rows], problems)


def columns_listed() -> str:
    """The columns of a table, for a message."""
    return ", ".join(COLUMNS)


def _row(told: Mapping[str, str], wrong: Callable[[str], None]) -> PlanRow:
    numbers = {key: _number(key, told[key].strip(), wrong) for key in NUMBERS}
    role, agency, authority = (" ".join(told[key].split()) or None for key in PLACES)
    if agency and not role:
        wrong("an agency stands without a role; name the role, or leave the agency out")
    if not any(told[key].strip() for key in NUMBERS):
        wrong(f"the row has no number; give one of {', '.join(NUMBERS)}")
    return PlanRow(role, agency, authority, footnote=told["footnote"].strip(), **numbers)


def _number(key: str, text: str, wrong: Callable[[str], None]) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) > MOST:
        wrong(f"{key!r} must be a whole number from 0 up")
        return None
    return int(text)


def _checked(
    plan: Plan, lines: Sequence[int], problems: list[Problem]
) -> tuple[Plan | None, list[Problem]]:
    first: dict[tuple[str, ...], int] = {}
    for row, line in zip(plan.rows, lines, strict=True):
        place = tuple(fold(getattr(row, key) or "") for key in PLACES)
        if place in first:
            sentence = f"this role and authority already stand in line {first[place]}"
            problems.append(Problem(sentence, line))
        first.setdefault(place, line)
    if not plan.rows:
        problems.append(Problem("the plan has no rows; write them under 'sample:'"))
    problems.sort(key=lambda problem: problem.row or 0)
    return (None if problems else plan), problems
