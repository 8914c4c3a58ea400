"""The findings of a report by theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any

from qualcode.model.theme import Status, Theme
from qualcode.project.reports_parts import (
    MARKED,
    Caption,
    Findings,
    Tables,
    Told,
    captioned,
    left,
    most_marks,
)
from qualcode.project.reports_quotes import Picked, by_code, pick
from qualcode.project.reports_written import THEME
from qualcode.report.documents import told
from qualcode.report.documents.values import Finding
from qualcode.report.documents.wordml import TO_WRITE, Paragraph, Piece, Table, block

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.report.quotes import Quote

LONGEST_HEADING = 110


def by_theme(project: Project, tables: Tables, most: int, caption: Caption, tell: Told) -> Findings:
    """Every theme that was not dropped: what it rests on, for it and against it, and so what."""
    themes = [t for t in project.written_themes() if t.status is not Status.DROP]
    texts = {t.place: t.text for t in project.report_texts()}
    of = by_code(project.quotes()) if themes else {}
    found = told.figures(tables.everybody)
    picked = {t.id: _for_theme(project, t, of, most, found) for t in themes}
    leaving = captioned(caption, [q for one in picked.values() for q in one.every])
    made, missing = [], 0
    for n, theme in enumerate(themes, 1):
        text = texts.get(f"{THEME} {theme.id}", "")
        missing += not text
        statement = " ".join(theme.statement.split())
        short = statement if len(statement) <= LONGEST_HEADING else _shortened(statement)
        implied = [Paragraph(line) for line in text.splitlines() if line.strip()]
        to_write = Paragraph(f"{MARKED}what follows from this theme, and for whom.", TO_WRITE)
        made.append(
            Finding(
                title=f"{n}. {short}",
                statement=statement if short != statement else "",
                rests_on=block(_rests_on(project, theme, found)),
                quotes=told.quotes(left(picked[theme.id].for_it, leaving)),
                counter=told.quotes(left(picked[theme.id].otherwise, leaving)),
                silent=_silent(project, theme, tables),
                implications=block(implied or [to_write]),
            )
        )
        tell(n / len(themes))
    in_short = tuple(" ".join(t.statement.split()) for t in themes)
    return Findings(
        {"findings": tuple(made), "in_short": in_short},
        len(leaving),
        missing,
        most_marks(leaving.values()),
    )


def _shortened(text: str) -> str:
    return f"{text[:LONGEST_HEADING].rsplit(' ', 1)[0].rstrip(' ,;:')} …"


def _for_theme(
    project: Project,
    theme: Theme,
    of: Mapping[str, Sequence[Quote]],
    most: int,
    found: told.Figures,
) -> Picked:
    """What people chose for and against it; of what nobody chose, quotes of its codes."""
    chosen, against = project.chosen_passages(theme)
    for_it = tuple(q for one in chosen for q in one.quotes if not q.withheld)
    counter = tuple(q for one in against for q in one.quotes if not q.withheld)
    back = {code for code, figure in found.items() if figure["suppressed"]}
    if for_it or counter:
        shown = _of_few(Picked(for_it, counter), back, alone=not back.isdisjoint(theme.codes))
        return Picked(shown.for_it[: most or None], shown.otherwise[: most or None])
    book = project.codebook
    codes = sorted({c for code in theme.codes if code in book for c in book.family(code)})
    chosen_for_them = pick([q for code in codes for q in of.get(code, ())], most)
    # As by indicator: several people's quotes would give back a number that is kept back.
    return chosen_for_them if back.isdisjoint(codes) else chosen_for_them.alone


def _of_few(picked: Picked, back: Set[str], *, alone: bool) -> Picked:
    """Chosen quotes, one at most of the codes whose number of people is kept back.

    ``alone`` says that the theme itself rests on such a code, so that one quote stands for all.
    """
    if alone:
        return picked.alone
    first = next((q for q in picked.every if q.code in back), None)

    def left_of(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
        return tuple(q for q in quotes if q.code not in back or q is first)

    return Picked(left_of(picked.for_it), left_of(picked.otherwise))


def _rests_on(project: Project, theme: Theme, found: told.Figures) -> list[Piece]:
    book = project.codebook
    rows = tuple(
        (book[code].title, told.of_people(found.get(code))) for code in theme.codes if code in book
    )
    if not rows:
        return [Paragraph("No code stands behind this theme; it is the researcher's reading.")]
    return [Table(("Code", "People who speak of it"), rows, (4.4, 1.5))]


def _silent(project: Project, theme: Theme, tables: Tables) -> str:
    """Who says nothing of it, as far as that may be told; a union of codes only where all are 0."""
    book = project.codebook
    codes = [code for code in theme.codes if code in book]
    if not codes:
        return "Not counted: the theme has no codes."
    parts = []
    table = tables.by_authority
    if table.by == ("authority",):
        rows: dict[Any, list[Mapping[str, Any]]] = {}
        for row in table.records():
            if row["code"] in codes:
                rows.setdefault(row["authority"], []).append(row)
        nobody = [
            str(where)
            for where, own in rows.items()
            if where is not None
            and all(not r["suppressed"] and r["participants"] == 0 for r in own)
        ]
        if nobody:
            parts.append(f"Nobody in {', '.join(nobody)} speaks of it.")
    if len(codes) == 1:
        figure = told.figures(tables.everybody).get(codes[0])
        if figure and not figure["suppressed"] and figure["of_participants"]:
            rest = figure["of_participants"] - figure["participants"]
            parts.append(
                f"{rest} of {figure['of_participants']} people say nothing of it in what is coded."
                if rest
                else f"Nobody: all {figure['of_participants']} people speak of it."
            )
    if not parts:
        parts.append(
            "Who says nothing of it cannot be told without giving small groups away; the figures"
            " above are the most that may be published."
        )
    parts.append("That nobody said a thing does not mean it is absent.")
    return " ".join(parts)
