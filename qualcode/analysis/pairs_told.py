"""Pairs of codes in words, under the table and as they may leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from qualcode.analysis.cooccurrence import BOTH_SIDES, CooccurrenceTable, Kin, Unit
from qualcode.analysis.small_groups import few
from qualcode.model import Codebook

HIDDEN = ("interviews", "participants", "shared", "jaccard")


def published(table: CooccurrenceTable, codebook: Codebook, small: int) -> CooccurrenceTable:
    """The table as it may leave: pairs that few people stand behind hold no numbers.

    What both codes have apart is left out, and so are pairs of a code with one above it. Where
    one pair under two indicators is kept back, all others under the same two that are not zero
    are, so that the indicators' own count does not give it back.
    """
    rows = table.rows[table.rows["kin"] != Kin.LINE.value].drop(columns=list(BOTH_SIDES))
    counts = rows["participants"].astype(object).where(rows["participants"].notna(), None)
    small_pair = np.array([n is None or few(int(n), small) for n in counts], dtype=bool)
    top = {code.id: codebook.top(code.id) for code in codebook}
    blocks = [tuple(sorted((top[a], top[b]))) for a, b in zip(rows["a"], rows["b"], strict=True)]
    caught = {block for block, is_small in zip(blocks, small_pair, strict=True) if is_small}
    letters = [top[a] != a or top[b] != b for a, b in zip(rows["a"], rows["b"], strict=True)]
    beside = [
        block in caught and under and bool(n)
        for block, under, n in zip(blocks, letters, counts, strict=True)
    ]
    hidden = small_pair | np.array(beside, dtype=bool)
    rows = rows.assign(suppressed=hidden)
    for name in HIDDEN:
        rows[name] = rows[name].astype(object).mask(hidden, None)
    note = (
        f" Pairs with fewer than {small} people behind them hold “c” instead of numbers, and so do"
        " others that would give these back; pairs of a letter with its own indicator are left out."
    )
    return replace(table, rows=rows.reset_index(drop=True), caption=table.caption + note)


def sentence(row: Mapping[str, Any], unit: Unit) -> str:
    """A pair in words beside its numbers, such as on hovering."""
    pair = f"{row['a']} and {row['b']}"
    if row["suppressed"]:
        return f"{pair}: kept back so that nobody is given away."
    n = int(row["shared"])
    if not n:
        return f"{pair} never stand in the same {unit.value}."
    of = f"{row['interviews']} of {row['of_interviews']} interviews"
    where = f"in {of}"
    if unit is not Unit.INTERVIEW:
        times = "once" if n == 1 else f"{n} times"
        where = f"in the same {unit.value} {times}, in {of}"
    if "interviews_a" in row:
        where += f", of the {row['interviews_a']} and {row['interviews_b']} that have either"
    who = row["participants"]
    told = f"; {who} of {row['of_participants']} people" if who is not None else ""
    alike = f" Jaccard {row['jaccard']:.2f}." if row["jaccard"] is not None else ""
    return f"{pair} stand {where}{told}.{alike}"
