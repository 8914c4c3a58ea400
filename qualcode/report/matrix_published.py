"""The framework matrix as it may leave a study: nobody named, small groups kept back."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from qualcode.analysis.matrix import PARTICIPANT, Matrix, MatrixCell, MatrixRow
from qualcode.analysis.matrix_caption import about, progress
from qualcode.analysis.matrix_counts import holding_few
from qualcode.analysis.small_groups import few, kept_back
from qualcode.errors import Refused
from qualcode.model import Code
from qualcode.model.summary import CellState
from qualcode.report.attribution import LAST_RUNG
from qualcode.report.cells import NOT_KNOWN
from qualcode.report.quotes import Quote
from qualcode.report.tables import KEPT_BACK

Value = str | None
# What tells whether these people said a thing, or would by standing beside the others.
_TELLING = (CellState.TO_WRITE, CellState.NOT_RAISED, CellState.NOT_YET)
_WORDS = {CellState.WRITTEN: "", CellState.TO_WRITE: "not summarised yet"}
UNTOLD = "no summary"  # whether anybody raised it is not told


@dataclass(frozen=True)
class Leaving:
    """What decides how much of each row may leave.

    people, everyone : rows of the study's people that are in scope, and all of them
    captions : participant -> the caption the ladder gives them in the whole study
    quotes : cell -> its linked quotes, of people who allow it
    salt : what the order of single people is shuffled by
    kinds : the attributes people are known by
    """

    people: pd.DataFrame
    everyone: pd.DataFrame
    captions: Mapping[str, str]
    quotes: Mapping[tuple[Value, str], Sequence[Quote]]
    small: int
    salt: str
    kinds: Sequence[str] = ()

    def known(self, by: str, *, everyone: bool = False) -> dict[Value, set[str]]:
        """The participants of each row."""
        found: dict[Value, set[str]] = defaultdict(set)
        people = self.everyone if everyone else self.people
        for value, participant in zip(people[by], people["participant"], strict=True):
            found[value] |= {participant} if participant is not None else set()
        return found


@dataclass(frozen=True)
class PublishedCell:
    """Its summary, a word on how it stands, and its linked quotes as (words, caption)."""

    summary: str
    state: str
    quotes: tuple[tuple[str, str], ...] = ()

    @property
    def lines(self) -> list[str]:
        """What stands in it, line by line."""
        return [*filter(None, (self.summary, self.state)), *map(quoted, self.quotes)]


@dataclass(frozen=True)
class PublishedMatrix:
    """A heading for each column, rows as (label, people, cells), and what is said below."""

    rows_are: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[PublishedCell, ...]], ...]
    notes: tuple[str, ...]


def published(
    matrix: Matrix, leaving: Leaving, where: Mapping[str, str], version: int, claims: str
) -> PublishedMatrix:
    """The matrix with as much of its rows, quotes and empty cells as gives nobody away.

    Single people are called by a caption and a running number, in an order that is not the
    study's. Of a group kept back no count, no quote and no word on what nobody raised is left;
    nor is there such a word on a large row with few people of some other kind in it.

    Raises
    ------
    Refused
        The rows are single people, and a filter leaves, or leaves out, too few of them.
    """
    single = matrix.by == PARTICIPANT
    if single and where:
        _refuse_few(leaving)
    hidden = set() if single else _hidden(matrix, leaving)
    rows, names = list(matrix.rows), {row.value: row.label for row in matrix.rows}
    if single:
        rows, names = _shuffled(rows, _captions(leaving, {*names} - {None}), leaving.salt)
    of_row = leaving.known(matrix.by)
    silent = (
        set() if single else holding_few(leaving.people, matrix.by, leaving.kinds, leaving.small)
    )
    made = []
    for row in rows:
        kept = row.value in hidden
        # Of one person, what they did not raise is a count of one.
        untold = KEPT_BACK if kept else UNTOLD if single or row.value in silent else ""
        captions = {} if single else _captions(leaving, of_row[row.value])
        cells = (matrix.cells[row.value, code.id] for code in matrix.columns)
        people = "" if single or where else KEPT_BACK if kept else _people(row.people or 0)
        told = tuple(_cell(cell, leaving, captions, untold) for cell in cells)
        made.append((names[row.value], people, told))
    notes = _notes(
        matrix, leaving, where, version, hidden=bool(hidden), silent=single or bool(silent)
    )
    heads = tuple(heading(code) for code in matrix.columns)
    return PublishedMatrix(
        matrix.by[:1].upper() + matrix.by[1:], heads, tuple(made), (*notes, claims)
    )


def quoted(quote: tuple[str, str]) -> str:
    """A linked quote on one line, in quotation marks, with its caption.

    >>> quoted(("We argue.", "Practitioner"))
    '“We argue.” (Practitioner)'
    """
    words, caption = quote
    return f"“{' '.join(words.split())}”" + (f" ({caption})" if caption else "")


def heading(code: Code) -> str:
    """A code as a heading on one line."""
    return " ".join(code.title.split())


def _cell(
    cell: MatrixCell, leaving: Leaving, captions: Mapping[str, str], untold: str
) -> PublishedCell:
    """``untold`` stands for the words that tell whether anybody raised it, where it is given."""
    state = _WORDS.get(cell.state, cell.state.words)
    if untold and cell.state in _TELLING:
        state = untold
    if cell.summary is None or untold == KEPT_BACK:
        return PublishedCell(cell.summary.text if cell.summary else "", state)
    quotes = leaving.quotes.get((cell.value, cell.code), ())
    # In a row of one person the row's own name is the caption.
    named = [(q.words, captions.get(q.participant or "", LAST_RUNG)) for q in quotes]
    return PublishedCell(
        cell.summary.text,
        state,
        tuple((words, caption if captions else "") for words, caption in named),
    )


def _hidden(matrix: Matrix, leaving: Leaving) -> set[Value]:
    """Rows of few people, those that would give them back, and those a filter takes few from."""
    sizes = {row.value: row.people or 0 for row in matrix.rows}
    hidden = kept_back(sizes, leaving.small)
    here, all_of = leaving.known(matrix.by), leaving.known(matrix.by, everyone=True)
    for row in matrix.rows:
        left_out = len(all_of[row.value] - here[row.value])
        # How many stand behind a row is not known where its people are not.
        if row.people is None or few(left_out, leaving.small):
            hidden.add(row.value)
    return hidden


def _refuse_few(leaving: Leaving) -> None:
    left, everyone = set(leaving.people["participant"]), set(leaving.everyone["participant"])
    if few(len(left), leaving.small) or few(len(everyone - left), leaving.small):
        raise Refused(
            f"This filter leaves, or leaves out, fewer than {leaving.small} people, who could be"
            " recognised; widen it, or choose rows of groups."
        )


def _captions(leaving: Leaving, participants: set[str] | set[Value]) -> dict[str, str]:
    """Participant -> the caption to use beside the name of their row.

    The ladder's caption stands only where enough of these people share it; the others are called
    alike, and are enough themselves.
    """
    sharing: dict[str, set[str]] = defaultdict(set)
    for participant in participants:
        if participant is not None:
            sharing[leaving.captions.get(participant, LAST_RUNG)].add(participant)
    enough = {caption for caption, who in sharing.items() if len(who) >= leaving.small}
    rest = sum(len(who) for caption, who in sharing.items() if caption not in enough)
    if few(rest, leaving.small):
        enough = set()
    return {
        participant: caption if caption in enough else LAST_RUNG
        for caption, who in sharing.items()
        for participant in who
    }


def _shuffled(
    rows: Sequence[MatrixRow], captions: Mapping[str, str], salt: str
) -> tuple[list[MatrixRow], dict[Value, str]]:
    """Single people by their captions, in an order that says nothing; and what each is called."""

    def place(row: MatrixRow) -> tuple[bool, str, str]:
        mixed = hashlib.sha256(f"{salt} {row.value}".encode()).hexdigest()
        return row.value is None, captions.get(row.value or "", ""), mixed

    ordered = sorted(rows, key=place)
    names: dict[Value, str] = {
        row.value: f"{n}. {captions.get(row.value or '', LAST_RUNG)}"
        for n, row in enumerate(ordered, 1)
    }
    return ordered, {**names, None: f"People {NOT_KNOWN}"}


def _notes(
    matrix: Matrix,
    leaving: Leaving,
    where: Mapping[str, str],
    version: int,
    *,
    hidden: bool,
    silent: bool,
) -> list[str]:
    """Unit, n, filters, coders, codebook version and what is left out, in sentences."""
    people = leaving.people["participant"].nunique()
    scope = KEPT_BACK if few(people, leaving.small) else str(people)
    first = [about(matrix)]
    if where:
        first.append(f"Only: {', '.join(f'{k} {v}' for k, v in where.items())}; the summaries are"
                     " of everybody in their row, and no number of people is given.")  # fmt: skip
    else:
        first.append(f"Participants in scope: {scope}.")
    first.append(f"Coders: {', '.join(matrix.coders)}." if matrix.coders else "Nothing is coded.")
    # How many cells have something to write would tell what the cells kept back hold.
    told = f"Cells written: {matrix.meter[0]}." if hidden or silent else progress(matrix)
    first.append(f"Codebook version {version}. {told}")
    left = ["Words of people who allow no quotes are left out."]
    if hidden:
        left.append(
            f"{KEPT_BACK}: kept back, so that nobody in a group of fewer than {leaving.small}"
            " people is given away; of these groups no quotes are printed."
        )
    if silent:
        left.append(
            f"“{UNTOLD}” does not say whether anybody raised it: fewer than {leaving.small} people"
            " in the row are alike in something else, and it would be told of each of them."
        )
    if matrix.astray:
        left.append("Summaries of codes or rows that are gone from the study are left out.")
    return [" ".join(first), " ".join(left)]


def _people(n: int) -> str:
    return "1 person" if n == 1 else f"{n} people"
