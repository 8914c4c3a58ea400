"""The sample as it may leave the study: small groups kept back, and what would give them back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from qualcode.analysis.sample_groups import Finer, GroupTable, publishable
from qualcode.analysis.sample_rows import INVITED, SampleRow, SampleTable, rate
from qualcode.analysis.small_groups import few, kept_back
from qualcode.model.wording import many

PUBLISHED = (
    *("table", "role_name", "authority", "planned", *INVITED),
    *("interviews", "planned_held", "not_planned", "participants", "rate", "footnote"),
    "suppressed",
)
COARSER = "Role and authority are given apart, since together they would show groups of few people."


def published_sample(table: SampleTable, small: int) -> tuple[list[dict[str, Any]], list[str]]:
    """Rows of plain values, and the notes on what was kept back.

    Role by authority where no cell holds few people; else a list of the roles and one of the
    authorities beside the total, in which numbers of few people are kept back, and others until
    neither the total nor the number approached gives them back. Planned numbers are no
    counts of people and stay.
    """
    if not _shows_few(table, small):
        rows = [_plain("role by authority", row) for row in table.rows]
        return [*rows, _plain("the whole study", table.total)], []
    rows, kept = [], 0
    for name, listed in (("role", table.by_role), ("authority", table.by_authority)):
        hidden = _hidden(listed, small)
        kept += sum(any(n in which for which in hidden.values()) for n in range(len(listed)))
        rows += [_plain(name, row, _columns(n, hidden)) for n, row in enumerate(listed)]
    rows.append(_plain("the whole study", table.total, _hidden_in_total(table.total, small)))
    told = (
        f"In {many(kept, 'row')} numbers are kept back (c): fewer than {small} people stand behind"
        " some."
    )
    return rows, [COARSER, *([told] if kept else [])]


def _shows_few(table: SampleTable, small: int) -> bool:
    """Whether any cell, or any role or authority whole, holds few people."""
    every = (*table.rows, *table.by_role, *table.by_authority, table.total)
    invited = any(few(getattr(row, name) or 0, small) for row in every for name in INVITED)
    return invited or any(few(_met(row), small) for row in every)


def _met(row: SampleRow) -> int:
    """People met; where they are not known, their interviews stand for them."""
    return (row.interviews if row.participants is None else row.participants) or 0


def _hidden(rows: Sequence[SampleRow], small: int) -> dict[str, set[int]]:
    """Kind of number -> the rows of a list in which it stays in the study."""

    def back(column: Sequence[int]) -> set[int]:
        return kept_back(dict(enumerate(column)), small)

    def column(name: str) -> list[int]:
        return [getattr(row, name) or 0 for row in rows]

    rest = [max(a - b, 0) for a, b in zip(column("approached"), column("agreed"), strict=True)]
    agreed = back(column("approached")) | back(column("agreed")) | back(rest)
    others = agreed | back(column("declined")) | back(column("not_reached"))
    met = back([_met(row) for row in rows])
    # Interviews held less those planned are those not planned: the two go together.
    places = met | back(column("planned_held")) | back(column("not_planned"))
    return {"met": met, "places": places, "agreed": agreed, "others": others}


_KINDS = {
    "met": ("interviews", "participants"),
    "places": ("planned_held", "not_planned"),
    "agreed": ("approached", "agreed", "rate"),
    "others": ("declined", "not_reached"),
}


def _columns(n: int, hidden: Mapping[str, set[int]]) -> set[str]:
    """The columns kept back in one row of a list."""
    return {name for kind, rows in hidden.items() if n in rows for name in _KINDS[kind]}


def _hidden_in_total(total: SampleRow, small: int) -> set[str]:
    """The columns kept back in the row of the whole study.

    Declined and not reached follow from each other once approached and agreed are known.
    """
    approached, agreed = total.approached or 0, total.agreed or 0
    first = any(few(n, small) for n in (approached, agreed, max(approached - agreed, 0)))
    second = first or few(total.declined or 0, small) or few(total.not_reached or 0, small)
    met = few(_met(total), small)
    places = met or few(total.planned_held or 0, small) or few(total.not_planned or 0, small)
    kinds = {"met": met, "places": places, "agreed": first, "others": second}
    return {name for kind, hidden in kinds.items() if hidden for name in _KINDS[kind]}


def _plain(table: str, row: SampleRow, hidden: Collection[str] = ()) -> dict[str, Any]:
    told: dict[str, Any] = {"table": table, "suppressed": bool(hidden)}
    for name in PUBLISHED[1:-1]:
        value = rate(row) or None if name == "rate" else getattr(row, name)
        told[name] = None if name in hidden else value
    return told


def published_groups(
    crossed: GroupTable, first: GroupTable, second: GroupTable, small: int, finer: Finer
) -> tuple[GroupTable, ...]:
    """The appendix as it may leave: crossed where no cell holds few people, else two lists.

    ``finer`` is that of the second attribute, as `publishable` takes it.
    """
    lists = publishable(first, small), publishable(second, small, finer)
    every = [*crossed.rows, *first.rows, *second.rows]
    if any(few(row.size, small) for row in every) or any(
        row.suppressed for table in lists for row in table.rows
    ):
        return tuple(replace(table, notes=(*table.notes, COARSER)) for table in lists)
    return (crossed,)
