"""The findings of a report by indicator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qualcode.project.reports_parts import (
    Caption,
    Findings,
    Tables,
    Told,
    captioned,
    left,
    most_marks,
)
from qualcode.project.reports_quotes import Picked, by_code, pick
from qualcode.report.documents import figures, told
from qualcode.report.documents.values import Section
from qualcode.report.documents.wordml import Block, block
from qualcode.report.palette import colours

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.report.quotes import Quote


def by_indicator(
    project: Project, tables: Tables, most: int, caption: Caption, tell: Told
) -> Findings:
    """Every indicator and letter: who speaks of it, how, and in which words."""
    # A definition may hold words that must not leave.
    book = project._without_withheld(project.codebook)[0]
    hues = colours(book)
    of = by_code(project.quotes())
    found = told.figures(tables.everybody)
    picked: dict[str, Picked] = {}
    shown_before: list[Quote] = []
    for code in book:
        if not code.retired:
            chosen = pick(of.get(code.id, ()), most, before=shown_before)
            # Several quotes by different people would give back a number that is kept back.
            row = found.get(code.id)
            picked[code.id] = chosen if row and not row["suppressed"] else chosen.alone
            shown_before += picked[code.id].every if most else ()
    leaving = captioned(caption, [q for one in picked.values() for q in one.every])
    tops = [code for code in book.children(None) if not code.retired]
    ways = tables.by_direction.by == ("direction",)
    shown_as = "passages of each direction, of it" if ways else "people who speak of it"
    sections = []
    for n, top in enumerate(tops):
        letters = [c for c in book if c.id in picked and c.id in book.family(top.id) - {top.id}]
        own = [top.id, *(c.id for c in letters)]
        by_place = told.table_of(
            tables.by_authority,
            own,
            project.respondents,
            "People by authority; passages in brackets.",
        )
        chart = figures.people_chart(
            tables.by_direction,
            own,
            book,
            project.respondents,
            says=" ".join(f"{book[c].title}: {told.of_people(found.get(c))} people." for c in own),
            caption=f"{top.title}: {shown_as} and of its letters.",
        )

        def section(code: Any, letters: Sequence[Section] = (), **more: Block) -> Section:
            shown = picked[code.id]
            return Section(
                title=code.title,
                definition=code.definition,
                who=told.who_speaks(found.get(code.id)),
                directions=told.directions(tables.by_direction, code.id),
                quotes=told.quotes(left(shown.for_it, leaving), hues[code.id]),
                counter=told.quotes(left(shown.otherwise, leaving), hues[code.id]),
                letters=tuple(letters),
                **more,
            )

        sections.append(
            section(
                top,
                [section(c) for c in letters],
                picture=block(chart),
                table=block(by_place),
            )
        )
        tell((n + 1) / len(tops))
    overview = figures.people_chart(
        tables.everybody,
        [c.id for c in tops],
        book,
        project.respondents,
        says=" ".join(f"{c.title}: {told.of_people(found.get(c.id))} people." for c in tops),
        caption="People who speak of each indicator or of any of its letters.",
    )
    return Findings(
        {"findings": tuple(sections), "overview": block(overview)},
        len(leaving),
        marks=most_marks(leaving.values()),
    )
