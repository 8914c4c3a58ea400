"""The findings of a report by authority."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qualcode.project.reports_parts import (
    MARKED,
    Caption,
    Findings,
    Tables,
    Told,
    captioned,
    listed,
)
from qualcode.project.reports_written import PEN_PICTURE
from qualcode.report.documents import figures
from qualcode.report.documents.values import Place
from qualcode.report.documents.wordml import (
    CAPTION,
    QUOTE,
    TO_WRITE,
    Block,
    Paragraph,
    Piece,
    Table,
    block,
)

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.report.matrix_published import PublishedMatrix
    from qualcode.report.quotes import Quote


def by_authority(
    project: Project, tables: Tables, most: int, caption: Caption, tell: Told
) -> Findings:
    """Every authority: its pen picture, what was written of it, and the line it stands on."""
    from qualcode.project.framework_export import linked_quotes
    from qualcode.report.charts.continuum import CAVEAT

    matrix = project.matrix("authority")
    published = project.publishable_matrix(matrix)
    _ask(published, linked_quotes(project, matrix, {}), matrix, most, caption)
    texts = {t.place: t.text for t in project.report_texts()}
    line, places, quotes, missing = project.continuum(), [], 0, 0
    notes: list[str] = []
    interviewed = sorted({a for a in project.frames().people["authority"] if a}, key=str.casefold)
    rows = {label: (people, cells) for label, people, cells in published.rows}
    for n, name in enumerate(interviewed):
        people, cells = rows.get(name, ("", ()))
        written: list[Piece] = []
        silent = []
        for code, head, cell in zip(matrix.columns, published.columns, cells, strict=False):
            if not cell.summary:
                silent.append(code.id)
                continue
            written.append(Paragraph(head, "Report Label", keep_next=True))
            written += [Paragraph(text) for text in cell.summary.splitlines() if text.strip()]
            if cell.state:
                notes.append(f"{name}, {head}: the summary was {cell.state}.")
            for words, who in cell.quotes[: most or None]:
                said = f"“{' '.join(words.split())}”"
                written.append(Paragraph(f"{said} ({who})." if who else said, QUOTE))
                quotes += 1
        notes += _unwritten(name, silent)
        own, to_write = _pen_picture(name, texts, line.of(name))
        missing += to_write
        places.append(
            Place(
                name=name,
                people=_interviewed(people),
                pen_picture=own,
                standing=placed.where if (placed := line.of(name)) else "",
                cells=block(written),
                sources=f"From the interviews; summaries and placement by {_by(matrix, line)}.",
            )
        )
        tell((n + 1) / len(interviewed))
    picture = figures.continuum_picture(line, CAVEAT)
    side = _side_by_side(interviewed, texts, line)
    return Findings(
        {
            "findings": tuple(places),
            "overview": block(picture),
            "afterwards": block(side),
        },
        quotes,
        missing,
        notes=tuple(notes),
    )


def _ask(
    published: PublishedMatrix,
    linked: Mapping[tuple[str | None, str], Sequence[Quote]],
    matrix: Any,
    most: int,
    caption: Caption,
) -> None:
    """Whether the quotes that are shown may leave: of few people, or one thing said by two roles.

    Their words and captions are the matrix's, which knows that a row names the authority.
    """
    cells = {label: row for label, _, row in published.rows}
    shown = []
    for row in matrix.rows:
        for code, cell in zip(matrix.columns, cells.get(row.label, ()), strict=False):
            own = linked.get((row.value, code.id), ())
            shown += [q for q, _ in zip(own, cell.quotes[: most or None], strict=False)]
    captioned(caption, shown)


def _interviewed(people: str) -> str:
    if not people:
        return "Interviewed: how many is not told."
    if people == "c":
        return "Interviewed: few people; the number is kept back."
    return f"Interviewed: {people}."


def _by(matrix: Any, line: Any) -> str:
    who = {c.summary.who for c in matrix.cells.values() if c.summary}
    return ", ".join(sorted(who | {p.who for p in line.placements})) or "nobody yet"


def _unwritten(name: str, silent: Sequence[str]) -> list[str]:
    if not silent:
        return []
    return [f"{name}: nothing is summarised under {listed(silent)}."]


def _pen_picture(name: str, texts: Mapping[str, str], placed: Any) -> tuple[Block, int]:
    """The five headings of one authority, and how many are still to be written."""
    rows, styles, missing = [], {}, 0
    for k, head in enumerate(PEN_PICTURE):
        text = texts.get(f"{head} {name}", "")
        if not text:
            missing += 1
            styles[k, 1] = TO_WRITE
        rows.append((head.capitalize(), text or f"{MARKED}{_ASKS[head]}"))
    where = (
        f"{placed.where[:1].upper()}{placed.where[1:]}.\n{placed.rationale}"
        if placed
        else f"{MARKED}its place, with the reason."
    )
    if not placed:
        missing += 1
        styles[len(rows), 1] = TO_WRITE
    rows.append(("Place on the continuum", where))
    return block([Table(("", ""), tuple(rows), (1.3, 4.7), styles)]), missing


_ASKS = {
    "structure": "how services are organised and who manages whom.",
    "linkages": "who works with whom, and by which arrangements.",
    "vision": "what people there want it to become.",
    "implications": "what follows for safeguarding.",
}


def _side_by_side(names: Sequence[str], texts: Mapping[str, str], line: Any) -> list[Piece]:
    """The direction of travel: what is written of all authorities under the same headings."""
    heads = [h for h in PEN_PICTURE if any(texts.get(f"{h} {name}") for name in names)]
    rows = []
    for name in names:
        placed = line.of(name)
        stands = f"{placed.where[:1].upper()}{placed.where[1:]}" if placed else "–"
        rows.append((name, *(texts.get(f"{h} {name}") or "–" for h in heads), stands))
    if not rows:
        return [Paragraph("There is no authority to set beside another yet.")]
    columns = ("Authority", *(h.capitalize() for h in heads), "Place on the continuum")
    # No word of the heads is broken.
    widths = (1.9, *(2.3 if h == "implications" else 2.0 for h in heads), 2.1)
    return [
        Table(columns, tuple(rows), widths),
        Paragraph(
            "In the order of their names: authorities are not ranked. Placed by hand, with the"
            " reasons given above.",
            CAPTION,
        ),
    ]
