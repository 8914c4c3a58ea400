"""People interviewed per group: the appendix, and the sample beside somebody else's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from qualcode.analysis.sample_rows import NOT_KNOWN, PERCENT_FROM
from qualcode.analysis.small_groups import few, kept_back
from qualcode.model import Respondents
from qualcode.model.wording import many

Finer = Mapping[str, Mapping[str, int]]  # coarser group -> the finer ones in it, their people
COARSE = {"authority_type": "authority", "role_group": "role"}  # coarser attribute -> the finer


@dataclass(frozen=True)
class GroupRow:
    """One group of people, or of two attributes crossed; None is not known or kept back.

    ``of_n`` and ``of_percent`` are the reference's, where there is one.
    """

    group: str
    within: str | None = None
    participants: int | None = 0
    interviews: int | None = 0
    percent: float | None = None
    of_n: int | None = None
    of_percent: float | None = None
    suppressed: bool = False

    @property
    def size(self) -> int:
        """People; where they are not known, their interviews stand for them."""
        return (self.interviews if self.participants is None else self.participants) or 0


@dataclass(frozen=True)
class GroupTable:
    """Groups of people with their total; ``by`` says of which attributes.

    ``wholes`` are, of two attributes crossed, the groups of each alone: everybody once.
    """

    by: tuple[str, ...]
    rows: tuple[GroupRow, ...]
    total: GroupRow
    notes: tuple[str, ...] = ()
    wholes: tuple[tuple[GroupRow, ...], ...] = ()

    def records(self) -> list[dict[str, Any]]:
        """The rows and the total as plain values."""
        return [
            {"by": " x ".join(self.by), **{name: getattr(row, name) for name in GROUP_COLUMNS[1:]}}
            for row in (*self.rows, self.total)
        ]


GROUP_COLUMNS = (
    *("by", "within", "group", "participants", "interviews"),
    *("percent", "of_n", "of_percent", "suppressed"),
)


def grouped(people: pd.DataFrame, name: str, respondents: Respondents) -> list[list[str]]:
    """For each respondent's row the groups it is in: several where a value holds several.

    ``name`` is an attribute of `Frames`, or authority_type or role_group, which the study's lists
    tell. Values parted by ``;`` are several.
    """
    column = people[COARSE.get(name, name)]
    told: dict[str, str] = {}
    if name == "authority_type":
        told = {a.name: a.type for a in respondents.authorities}
    elif name == "role_group":
        told = {role.id: role.group for role in respondents.roles}
    elif name == "role":
        told = {role.id: role.name for role in respondents.roles}
    elif name == "agency":
        told = {agency.id: agency.name for agency in respondents.agencies}
    if told or name in COARSE:
        column = column.map(lambda v: told.get(v, "" if name in COARSE else v))
    return [_several(value) for value in column]


def _several(value: object) -> list[str]:
    parts = [part.strip() for part in str(value or "").split(";")]
    return [part for part in dict.fromkeys(parts) if part] or [NOT_KNOWN]


def count_groups(people: pd.DataFrame, by: Sequence[str], respondents: Respondents) -> GroupTable:
    """Distinct participants and interviews per group of one attribute, or of two crossed.

    People not known as participants stand in interviews only, and a note says how many; where
    none of a group is known its participants are None.
    """
    inside = [grouped(people, name, respondents) for name in by]
    met: dict[tuple[str, ...], tuple[set[str], set[str]]] = {}
    whole: tuple[set[str], set[str]] = (set(), set())  # participants, interviews
    for n, (transcript, who) in enumerate(
        people[["transcript", "participant"]].itertuples(index=False)
    ):
        places = [(g,) for g in inside[0][n]]
        if len(by) == 2:
            places = [(*place, g) for place in places for g in inside[1][n]]  # type: ignore[misc]
        for found in (whole, *(met.setdefault(place, (set(), set())) for place in places)):
            found[1].add(transcript)
            if who is not None:
                found[0].add(who)
    order = sorted(met, key=lambda place: [(part == NOT_KNOWN, part.casefold()) for part in place])
    rows = [_row(place[-1], place[0] if len(by) == 2 else None, *met[place]) for place in order]
    total = _row("total", None, *whole)
    notes = tuple(_notes(people, rows, total))
    alone = [count_groups(people, [name], respondents).rows for name in by if len(by) == 2]
    return GroupTable(tuple(by), tuple(rows), total, notes, tuple(alone))


def _row(group: str, within: str | None, people: set[str], interviews: set[str]) -> GroupRow:
    unknown = bool(interviews) and not people
    return GroupRow(group, within, None if unknown else len(people), len(interviews))


def _notes(people: pd.DataFrame, rows: Sequence[GroupRow], total: GroupRow) -> list[str]:
    notes = []
    if sum(row.participants or 0 for row in rows) > (total.participants or 0):
        notes.append(
            "Some people are in several groups, so the groups add up to more than the total."
        )
    if unknown := int(people["participant"].isna().sum()):
        speakers = "speaker is" if unknown == 1 else "speakers are"
        notes.append(
            f"{unknown} {speakers} not known as participants and stand in no count of people."
        )
    return notes


def beside(
    table: GroupTable, reference: Mapping[str, tuple[int | None, float | None]]
) -> GroupTable:
    """A table of one attribute beside a reference: value -> (n, percent as the file gives it).

    Percentages of our own sample only from 20 people on, beside their numbers. Values compare
    without regard to case.
    """
    of = table.total.participants or 0
    known = {value.casefold(): pair for value, pair in reference.items()}
    ours = {row.group.casefold() for row in table.rows}
    numbers = [n for n, _ in reference.values() if n is not None]
    whole = sum(numbers) if len(numbers) == len(reference) else None
    rows = [*table.rows, *(GroupRow(v) for v in reference if v.casefold() not in ours)]

    def placed(row: GroupRow) -> GroupRow:
        n, percent = known.get(row.group.casefold(), (None, None))
        if percent is None and n is not None and whole and whole >= PERCENT_FROM:
            percent = round(100 * n / whole, 1)
        known_here = of >= PERCENT_FROM and row.participants is not None
        own = round(100 * (row.participants or 0) / of, 1) if known_here else None
        return replace(row, percent=own, of_n=n, of_percent=percent)

    total = replace(
        table.total, percent=100.0 if of >= PERCENT_FROM else None, of_n=whole, of_percent=None
    )
    filled = tuple(placed(row) for row in rows)
    return replace(
        table, rows=filled, total=total, notes=(*table.notes, *_fit(filled, reference, whole, of))
    )


def _fit(
    rows: Sequence[GroupRow],
    reference: Mapping[str, tuple[int | None, float | None]],
    whole: int | None,
    of: int,
) -> list[str]:
    """What must be said of percentages that are rounded, odd or left out."""
    notes = []
    if of < PERCENT_FROM:
        notes.append(f"With fewer than {PERCENT_FROM} people no percentages are given.")
    else:
        notes.append("Percentages are rounded to one decimal place and may not add up to 100.")
    told = [percent for _, percent in reference.values() if percent is not None]
    if len(told) == len(reference) and abs(sum(told) - 100) > 0.05 * len(told) + 0.05:
        notes.append(f"The reference's percentages add up to {sum(told):.1f}, not 100.")
    odd = [
        value
        for value, (n, percent) in reference.items()
        if whole and n is not None and percent is not None and abs(100 * n / whole - percent) > 0.55
    ]
    if odd:
        notes.append(
            f"In {many(len(odd), 'row')} of the reference the percentage is not that of its number."
        )
    if missing := [row.group for row in rows if row.of_n is None and row.of_percent is None]:
        notes.append(f"The reference does not give {len(missing)} of the groups interviewed.")
    return notes


def publishable(table: GroupTable, small: int, finer: Finer | None = None) -> GroupTable:
    """The table as it may leave: small groups, and what would give them back, hold None.

    ``finer`` is, for a coarser attribute, group -> the finer groups in it with their sizes: a
    group that would tell apart what the finer list keeps back is kept back too.
    """
    sizes = {row.group: row.size for row in table.rows}
    hidden = _hidden(sizes, small, finer or {})
    rows = tuple(
        replace(row, participants=None, interviews=None, percent=None, suppressed=True)
        if row.group in hidden
        else row
        for row in table.rows
    )
    total = table.total
    if few(total.size, small):
        total = replace(total, participants=None, interviews=None, percent=None, suppressed=True)
    return replace(table, rows=rows, total=total)


def _hidden(sizes: Mapping[str, int], small: int, finer: Finer) -> set[str]:
    """Groups to keep back; of a coarser list with regard to what the finer one keeps back.

    A coarser group whose finer groups are all shown is the sum of them, so it hides nothing.
    """
    # By name, so that of groups of one size the same is chosen wherever they stand.
    sizes = dict(sorted(sizes.items()))
    if not finer:
        return kept_back(sizes, small)
    every = dict(sorted((name, n) for within in finer.values() for name, n in within.items()))
    apart = kept_back(every, small)
    inside = {
        group: [n for name, n in finer.get(group, {}).items() if name in apart] for group in sizes
    }
    hidden = {
        group
        for group, n in sizes.items()
        if few(n, small) or len(inside[group]) == 1 or few(sum(inside[group]), small)
    }
    there = [group for group, n in sizes.items() if n > 0]
    for group in sorted(there, key=lambda group: (not inside[group], sizes[group])):
        behind = sum(sum(inside[g]) for g in hidden)
        if not hidden or (len(hidden) > 1 and behind >= small):
            break
        hidden.add(group)
    return hidden
