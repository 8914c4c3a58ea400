"""Sentences and tables of a report from published figures: nothing is counted here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.analysis.frequency import ThemeTable
from qualcode.model import Codebook, Direction, Respondents
from qualcode.report.cells import Grid, grid_of
from qualcode.report.codebook_words import COMES_FROM, rule_words
from qualcode.report.documents.wordml import (
    CAPTION,
    HEAD_CELL,
    NOTE,
    QUOTE,
    Block,
    Paragraph,
    Piece,
    Table,
    block,
)
from qualcode.report.quotes import Quote
from qualcode.report.quotes_text import in_form
from qualcode.report.theme_files import beside

MOST_BESIDE_NAMES = 5  # columns beside which the names of codes have room
KEPT_BACK = "How many people speak of it is kept back, so that nobody is given away."
Figures = Mapping[str, Mapping[str, Any]]  # code -> its row of a published table


def figures(table: ThemeTable) -> Figures:
    """The rows of a table of everybody, by code."""
    return {row["code"]: row for row in table.records()}


def who_speaks(row: Mapping[str, Any] | None) -> str:
    """Who speaks of a code, in a sentence.

    >>> who_speaks({"suppressed": False, "participants": 16, "of_participants": 27, "segments": 26})
    '16 of 27 people speak of it, in 26 passages.'
    """
    if row is None or row["suppressed"]:
        return KEPT_BACK
    k, n, passages = row["participants"], row["of_participants"], row["segments"] or 0
    told = f"{passages:,} {'passage' if passages == 1 else 'passages'}"
    if n is None:
        return f"{told}; how many people stand behind them is not known."
    if not k:
        return f"Nobody of {n} people spoke of it in what is coded."
    return f"{k} of {n} people {'speaks' if k == 1 else 'speak'} of it, in {told}."


def of_people(row: Mapping[str, Any] | None) -> str:
    """The same for a cell of a table."""
    if row is None or row["suppressed"]:
        return "c"
    if row["of_participants"] is None:
        return "not known"
    return f"{row['participants']} of {row['of_participants']}"


def directions(table: ThemeTable, code: str) -> str:
    """How a code was spoken of, where the table by direction may leave; else nothing."""
    if table.by != ("direction",):
        return ""
    rows = {row["direction"]: row for row in table.records() if row["code"] == code}
    told = []
    for way in Direction:
        row = rows.get(way.value)
        if row is not None and (row["suppressed"] or row["participants"]):
            told.append(f"{way.words} {way.mark}: {of_people(row)}")
    if not told:
        return ""
    return f"People by direction: {'; '.join(told)}. A person may stand under several."


def table_of(
    table: ThemeTable, codes: Sequence[str], respondents: Respondents, caption: str
) -> list[Piece]:
    """People k of n, and passages in brackets, a row a code and a column a group; with a caption.

    Nothing where the table of these groups may not leave, or no code of it is asked for.
    """
    if not table.by:
        return []
    grid: Grid = grid_of(table, respondents)
    named = dict(grid.codes)
    heads = ("Code", *(label for _, label in grid.columns))
    few = len(grid.columns) <= MOST_BESIDE_NAMES
    rows = tuple(
        (
            f"{code} {named[code]}" if few else code,
            *(beside(grid.cells[code, group]) for group, _ in grid.columns),
        )
        for code in codes
        if code in named
    )
    if not rows or len(heads) > 9:
        return []
    widths = (3.0 if few else 1.2, *(1.4 for _ in grid.columns))
    return [Paragraph(caption, CAPTION, keep_next=True), Table(heads, rows, widths)]


def quotes(said: Sequence[Quote], hue: str = "") -> Block:
    """Quotes run on, each with the caption it leaves with and the mark of its direction."""
    return block(_quote(one, hue) for one in said)


def _quote(one: Quote, hue: str) -> Paragraph:
    words, caption, marks = in_form(one, block=False)
    # No line begins with the mark of the one before.
    said = f"{words}{caption}\N{NO-BREAK SPACE}{marks}"
    return Paragraph(said, QUOTE, edge=hue.lstrip("#"))


def codebook_annex(codebook: Codebook) -> list[Piece]:
    """Every code with its definition and when it is used and not used."""
    codes = [code for code in codebook if not code.retired]
    rows = tuple(
        (
            code.title,
            "\n".join(
                filter(
                    None,
                    (
                        code.definition,
                        _rules("Used where", code.include_when),
                        _rules("Not used where", code.exclude_when),
                    ),
                )
            ),
            COMES_FROM[code.origin],
        )
        for code in codes
    )
    if not rows:
        return [Paragraph("The codebook has no codes yet.")]
    names = {(n, 0): HEAD_CELL for n in range(len(rows))}
    heads = ("Code", "What it means and when it is used", "Comes from")
    return [Table(heads, rows, (2.4, 4.8, 1.2), names, split=True)]


def _rules(lead: str, rules: Sequence[str]) -> str:
    told = "; ".join(rule_words(rule).rstrip(".;") for rule in rules)
    return f"{lead} {told}." if told else ""


def sentences(text: str) -> tuple[str, ...]:
    """A text in its sentences, for a list.

    >>> sentences("One is this. c stands for that: 1 of 2. The end.")
    ('One is this.', 'c stands for that: 1 of 2.', 'The end.')
    """
    return tuple(part for part in re.split(r"(?<=[.!?])\s+", text.strip()) if part)


def note(text: str) -> Paragraph:
    """Small print."""
    return Paragraph(text, NOTE)
