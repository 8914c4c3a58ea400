"""The sample of a report: who was planned for, who was met, in which groups."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from qualcode.model.wording import many
from qualcode.report.attribution import GROUPS
from qualcode.report.documents import told
from qualcode.report.documents.wordml import Block, Paragraph, Piece, Table, block

if TYPE_CHECKING:
    from qualcode.analysis.sample_groups import GroupTable
    from qualcode.project import Project

WHOLE = "the whole study"
BY = {"authority": "Authority", "role_group": "Group of roles"}


def sampled(project: Project) -> tuple[Block, tuple[str, ...]]:
    """Who was asked and who was met, as it may leave; and notes for the author."""
    from qualcode.analysis.sample_published import published_sample
    from qualcode.report.sample_tables import published_notes

    if project.frames().people.empty:
        return block([Paragraph("Nobody has been interviewed yet.")]), ()
    pieces: list[Piece] = []
    notes: list[str] = []
    for_author: list[str] = []
    for table in project.published_appendix():
        pieces.append(_groups(table))
        notes += table.notes
    sample, plan = project.sample(), project.plan()
    small = int(project.about()["options"]["small_group"])
    if plan is not None:
        rows, kept = published_sample(sample, small)
        planned = _planned(rows)
        pieces += planned
        tabled = any(isinstance(piece, Table) for piece in planned)
        notes += [*published_notes(sample, small), *(kept if tabled else ())]
        if planned and not tabled:
            for_author.append(
                "What was planned and held by role and by authority stays in the study: it would"
                " tell of groups of few people."
            )
    # The plan's own note stands under the method.
    own = [n for n in dict.fromkeys(notes) if plan is None or n != plan.note]
    return block([*pieces, *map(told.note, own)]), tuple(for_author)


def _groups(table: GroupTable) -> Table:
    heads = tuple(BY.get(name, name.capitalize()) for name in table.by)
    rows = []
    for row in (*table.rows, table.total):
        total = row is table.total
        name = "All" if total else GROUPS.get(row.group, row.group)
        crossed = [row.within or ""] if len(table.by) == 2 else []
        people = "c" if row.suppressed else _known(row.participants)
        met = "c" if row.suppressed else _known(row.interviews)
        rows.append((*crossed, name, people, met))
    return Table((*heads, "People", "Interviews"), tuple(rows), (*(3.0 for _ in heads), 1, 1))


def _known(n: int | None) -> str:
    return "not known" if n is None else str(n)


def _planned(rows: Sequence[dict[str, Any]]) -> list[Piece]:
    """Planned and held, a table for roles and one for authorities; none that is all kept back."""
    pieces: list[Piece] = []
    for of, own in groupby(rows, key=lambda row: row["table"]):
        shown = [row for row in own if row["planned"] is not None]
        told_of = [row for row in shown if row["planned_held"] is not None]
        if of == WHOLE or 2 * len(told_of) < len(shown):
            continue
        cells = tuple(_planned_cells(row) for row in (*shown, rows[-1]))
        heads = (f"Planned, by {of.removeprefix('by ')}", "Planned", "Held", "Beyond the plan")
        pieces.append(Table(heads, cells, (3.4, 0.9, 0.9, 1.3)))
    if not pieces and rows[-1]["planned"] is not None:
        pieces.append(Paragraph(_in_words(rows[-1])))
    return pieces


def _in_words(whole: dict[str, Any]) -> str:
    """The sum of it in sentences, where no table of it may leave.

    >>> _in_words({"planned": 29, "planned_held": 21, "not_planned": 8, "interviews": 28})
    '29 interviews were planned. 21 of these were held, and 8 that the plan does not name. \
An interview with several people can be both, so that 28 were held in all.'
    """
    planned = f"{many(whole['planned'], 'interview')} were planned."
    held, beyond, met = (whole[name] for name in ("planned_held", "not_planned", "interviews"))
    if held is None or beyond is None or met is None:
        return f"{planned} How many of these were held is kept back."
    also = f", and {beyond} that the plan does not name" if beyond else ""
    both = held + beyond - met
    end = (
        f" An interview with several people can be both, so that {met} were held in all."
        if both > 0
        else f" That makes {met} in all."
        if beyond
        else ""
    )
    return f"{planned} {held} of these were held{also}.{end}"


def _planned_cells(row: dict[str, Any]) -> tuple[str, str, str, str]:
    def cell(name: str) -> str:
        return "c" if row[name] is None and row["suppressed"] else _known(row[name])

    named = " · ".join(part for part in (row["role_name"], row["authority"]) if part)
    return named or "All", _known(row["planned"]), cell("planned_held"), cell("not_planned")
