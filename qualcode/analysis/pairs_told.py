"""Pairs of codes in words, under the table and as they may leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qualcode.analysis.cooccurrence import BOTH_SIDES, CooccurrenceTable, Kin, Unit
from qualcode.analysis.small_groups import few
from qualcode.model import Codebook

Flags = NDArray[np.bool_]
HIDDEN = ("interviews", "participants", "shared", "jaccard")


def published(table: CooccurrenceTable, codebook: Codebook, small: int) -> CooccurrenceTable:
    """The table as it may leave: pairs that few people stand behind hold no numbers.

    Nor do pairs of nobody and of everybody, which tell of each person. What both codes have apart
    is left out, and so are pairs of a code with one above it. Where one pair under two indicators
    is kept back, others under the same two are: all that are not zero beside one of few people, so
    that the indicators' own count does not give it back; else the one met least, so that what is
    kept back need not be nobody. By interview, people are left out beside the interviews: the
    difference would tell of joint ones.
    """
    rows = table.rows[table.rows["kin"] != Kin.LINE.value].drop(columns=list(BOTH_SIDES))
    tells, extreme = _telling(rows, small)
    top = {code.id: codebook.top(code.id) for code in codebook}
    blocks: dict[tuple[str, ...], list[int]] = {}
    for n, (a, b) in enumerate(zip(rows["a"], rows["b"], strict=True)):
        if top[a] != a or top[b] != b:
            blocks.setdefault(tuple(sorted((top[a], top[b]))), []).append(n)
    hidden, met = tells | extreme, rows["participants"].fillna(0).tolist()
    for block in blocks.values():
        others = [n for n in block if not hidden[n]]
        if tells[block].any():
            hidden[others] = True
        elif others and extreme[block].any():
            hidden[min(others, key=lambda n: met[n])] = True
    rows = rows.assign(suppressed=hidden)
    for name in HIDDEN:
        rows[name] = rows[name].astype(object).mask(hidden, None)
    if table.unit is Unit.INTERVIEW:
        rows = rows.drop(columns=["participants", "of_participants"])
    note = (
        f" Pairs with fewer than {small} people behind them hold “c” instead of numbers; so do"
        " pairs of nobody and of everybody, and others that would give these back. Pairs of a"
        " letter with its own indicator are left out."
    )
    return replace(table, rows=rows.reset_index(drop=True), caption=table.caption + note)


def _telling(rows: pd.DataFrame, small: int) -> tuple[Flags, Flags]:
    """Pairs of few people or interviews (or of people not known), and those of none or of all."""
    tells, extreme = np.zeros(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
    for name in ("participants", "interviews"):
        of = rows[f"of_{name}"].tolist()
        for n, k in enumerate(rows[name].tolist()):
            tells[n] |= k is pd.NA or few(int(k), small)
            extreme[n] |= k is not pd.NA and k in (0, of[n])
    return tells, extreme & ~tells


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
    who = row.get("participants")
    told = f"; {who} of {row['of_participants']} people" if who is not None else ""
    alike = f" Jaccard {row['jaccard']:.2f}." if row["jaccard"] is not None else ""
    return f"{pair} stand {where}{told}.{alike}"
