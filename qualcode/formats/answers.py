"""Tables of answers, long (a row an answer) or wide (a row a participant), in and out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from qualcode.formats.grid import Grid
from qualcode.model import Problem, fold
from qualcode.model.answers import (
    Answer,
    Instrument,
    Item,
    ItemType,
    Missing,
    Value,
    number,
    plain,
)

MISSING = "missing:"
_LONG = ("participant", "item", "option", "value")
_ORDERED = (ItemType.RANKING, ItemType.SPLIT)  # their answers have a cell for each option
_FORMULA = re.compile("'*[=+\\-@＝＋－＠]")


class _Fault(Exception):
    """What is wrong with one answer."""


@dataclass
class _Sheet:
    """Where the cells of each person's answers are collected: (participant, item) -> cells."""

    instrument: Instrument
    problems: list[Problem]
    cells: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict)
    rows: dict[tuple[str, str], int] = field(default_factory=dict)

    def put(self, who: str, item: str, option: str, value: str, row: int) -> None:
        """One cell: an option (or none) and what stands at it."""
        self.cells.setdefault((who, item), []).append((option, value))
        self.rows.setdefault((who, item), row)

    def answers(self) -> list[Answer]:
        """Every answer that is whole; the others become problems at their first row."""
        found = []
        for (who, id), cells in self.cells.items():
            try:
                found.append(Answer(who, id, _value(self.instrument[id], cells)))
            except _Fault as fault:
                sentence = f"the answer to {id!r} {fault}"
                self.problems.append(Problem(sentence, self.rows[who, id]))
        return found


def read_answers(grid: Grid, instrument: Instrument) -> tuple[list[Answer], list[Problem]]:
    """The answers of a table and everything wrong with it by row; none with any problem.

    A table with the column ``item`` is long, any other wide: its columns are items, or
    ``item:option``. Capital letters do not tell items and options apart.
    """
    problems = list(grid.problems)
    if grid.lacks("participant"):
        sentence = "the table has no column 'participant'; give every person's id there"
        return [], [*problems, Problem(sentence)]
    sheet = _Sheet(instrument, problems)
    (_read_long if "item" in grid.header else _read_wide)(grid, sheet)
    answers = sheet.answers()
    problems.sort(key=lambda problem: problem.row or 0)
    return ([] if problems else answers), problems


def write_answers(answers: Iterable[Answer], instrument: Instrument, *, wide: bool = False) -> str:
    """CSV that `read_answers` reads back equal, by participant and item in the order asked."""
    order = {item.id: n for n, item in enumerate(instrument)}
    listed = sorted(answers, key=lambda a: (a.participant, order[a.item]))
    if wide:
        return _write_wide(listed, instrument)
    rows = [
        [a.participant, a.item, option, value]
        for a in listed
        for option, value in _as_cells(instrument[a.item], a.value)
    ]
    return as_text([list(_LONG), *rows])


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows as CSV; a cell a spreadsheet would run as a formula is led by an apostrophe."""
    out = io.StringIO()
    # Where words of the heading hold semicolons, a reader must not take these for the borders.
    if any(";" in cell for cell in rows[0]):
        out.write("sep=,\n")
    csv.writer(out, lineterminator="\n").writerows([_disarmed(c) for c in row] for row in rows)
    return out.getvalue()


def armed(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it.

    >>> armed("'=2+2"), armed("'tis")
    ('=2+2', "'tis")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _disarmed(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and number(cell) is None else cell


def missing_in(text: str) -> Missing | None:
    """The reason in a cell such as ``missing: withheld``; None where the cell holds an answer.

    Raises
    ------
    ValueError
        The reason is none of those there are.
    """
    folded = fold(text)
    if not folded.startswith(MISSING):
        return None
    return Missing(folded.removeprefix(MISSING).strip())


REASONS = "; ".join(f"{MISSING} {reason}" for reason in Missing)


def _read_long(grid: Grid, sheet: _Sheet) -> None:
    if grid.lacks("value"):
        sheet.problems.append(Problem("the table has a column 'item', but none 'value'"))
        return
    _unknown_columns([c for c in grid.header if c not in _LONG], sheet)
    ids = {item.id.casefold(): item for item in sheet.instrument}
    for row in grid.rows:
        who = " ".join(armed(row.get("participant")).split())
        item = ids.get(row.get("item").casefold())
        value = armed(row.get("value"))
        if not who:
            sheet.problems.append(Problem("the column 'participant' is empty", row.number))
        if item is None:
            sheet.problems.append(Problem("the item is not in the instrument", row.number))
        elif item.type is ItemType.RECORD:
            sheet.problems.append(_is_form(item, row.number))
        elif not value:
            sentence = "the value is empty; write the answer, or why it is missing"
            sheet.problems.append(Problem(sentence, row.number))
        elif who:
            sheet.put(who, item.id, armed(row.get("option")), value, row.number)


def _read_wide(grid: Grid, sheet: _Sheet) -> None:
    columns: dict[str, tuple[Item, str]] = {}
    ids = {item.id.casefold(): item for item in sheet.instrument}
    strange = []
    for column in grid.header:
        id, _, option = column.partition(":")
        item = ids.get(id.strip())
        if column == "participant":
            continue
        if item is None:
            strange.append(column)
        elif item.type is ItemType.RECORD:
            sheet.problems.append(_is_form(item, None))
        else:
            columns[column] = item, option.strip()
    _unknown_columns(strange, sheet)
    seen: set[str] = set()
    for row in grid.rows:
        who = " ".join(armed(row.get("participant")).split())
        if not who or who in seen:
            what = "stands in an earlier row" if who else "is empty"
            sheet.problems.append(Problem(f"the participant {what}", row.number))
            continue
        seen.add(who)
        for column, (item, option) in columns.items():
            if value := armed(row.get(column)):
                sheet.put(who, item.id, option, value, row.number)


def _unknown_columns(columns: Sequence[str], sheet: _Sheet) -> None:
    for column in columns:
        known = ", ".join(item.id for item in sheet.instrument)
        sentence = f"the column {column!r} is no item of the instrument, which has {known}"
        sheet.problems.append(Problem(sentence, 1))


def _is_form(item: Item, row: int | None) -> Problem:
    sentence = f"{item.id!r} is a form; bring its cases in a table with the column 'case'"
    return Problem(sentence, row)


def _value(item: Item, cells: Sequence[tuple[str, str]]) -> Value:
    """One answer out of its cells.

    Raises
    ------
    _Fault
        It is not whole, or not how the item is answered.
    """
    try:
        reasons = [missing_in(text) for _, text in cells]
    except ValueError:
        raise _Fault(f"is missing for no known reason; write one of {REASONS}") from None
    if reasons[0] is not None and len(cells) == 1 and not cells[0][0]:
        return reasons[0]
    if any(reasons):
        raise _Fault("is missing in part; write one 'missing:' for the whole item")
    if item.type in _ORDERED:
        value = _by_option(item, cells)
    elif len(cells) > 1 or cells[0][0]:
        more = "stands twice" if len(cells) > 1 else "names an option"
        raise _Fault(f"{more}; the item has one value for each person")
    else:
        steps = {fold(step): step for step in item.steps}
        value = steps.get(_step(cells[0][1]), cells[0][1])
    if fault := item.fault(value):
        raise _Fault(fault)
    return value


def _step(text: str) -> str:
    """A step to compare; blanks around the stroke of an in-between step do not count."""
    return fold(re.sub(r"\s*/\s*", "/", text)) if "/" in text else fold(text)


def _by_option(item: Item, cells: Sequence[tuple[str, str]]) -> Value:
    known = {fold(option): option for option in item.options}
    given: dict[str, Decimal] = {}
    for written, text in cells:
        option = known.get(fold(written))
        if option is None:
            raise _Fault(f"has an option that is none of its {len(item.options)}")
        if option in given:
            raise _Fault("names an option twice")
        amount = number(text.removesuffix("%").strip())
        if amount is None:
            raise _Fault("has a value that is no number")
        given[option] = amount
    if item.type is ItemType.SPLIT:
        return given
    return _as_order(item, given)


def _as_order(item: Item, ranks: dict[str, Decimal]) -> tuple[str, ...]:
    k = len(item.options)
    if any(rank != int(rank) or not 1 <= rank <= k for rank in ranks.values()):
        raise _Fault(f"has a rank that is no whole number from 1 to {k}")
    if len(set(ranks.values())) < len(ranks):
        raise _Fault("gives two options the same rank; every rank is given once")
    return tuple(sorted(ranks, key=lambda option: ranks[option]))


def _as_cells(item: Item, value: Value) -> list[tuple[str, str]]:
    if isinstance(value, Missing):
        return [("", f"{MISSING} {value}")]
    if isinstance(value, tuple):
        return [(option, str(n)) for n, option in enumerate(value, 1)]
    if isinstance(value, str):
        return [("", value)]
    return [(option, plain(value[option])) for option in item.options]


def _write_wide(answers: Sequence[Answer], instrument: Instrument) -> str:
    people: dict[str, dict[str, str]] = {}
    used: set[str] = set()
    for a in answers:
        cells = people.setdefault(a.participant, {})
        for option, value in _as_cells(instrument[a.item], a.value):
            column = f"{a.item}:{option}" if option else a.item
            cells[column] = value
            used.add(column)
    every = (
        column
        for item in instrument
        for column in (item.id, *(f"{item.id}:{option}" for option in item.options))
    )
    columns = [column for column in every if column in used]
    rows = [[who, *(cells.get(c, "") for c in columns)] for who, cells in people.items()]
    return as_text([["participant", *columns], *rows])
