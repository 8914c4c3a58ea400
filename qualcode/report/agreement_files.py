"""Agreement as a file: its table, or its picture, with what must be said beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.errors import Refused
from qualcode.model import Codebook

if TYPE_CHECKING:
    from qualcode.analysis.agreement.table import Agreement

NOTES = (
    "percent: share of units on which two coders agree. positive, negative: agreement on presence"
    " and on absence. kappa: Cohen. alpha: Krippendorff, with low and high its 95 % interval. ac1:"
    " Gwet. unitized: Krippendorff et al. 2016, on characters. overlap: shared over joint length of"
    " matched codings. An empty cell is undefined.",
    "Agreement tells whether people would code alike, not whether they are right.",
)


def as_file(kind: str, found: Agreement, codebook: Codebook, *, all_codes: bool = False) -> bytes:
    """The content of a csv, xlsx, png or svg file; a picture shows indicators or ``all_codes``.

    Raises
    ------
    Refused
        There is no code to tell of.
    """
    if not found.codes:
        raise Refused("The codebook has no codes yet, so there is nothing to agree on; add some.")
    notes = [*found.in_words(), *NOTES]
    if kind in ("png", "svg"):
        from qualcode.report.charts.agreement import agreement_picture

        return agreement_picture(found, codebook, kind, notes, all_codes=all_codes)
    from qualcode.report.tables import as_csv, as_xlsx

    rows, columns = _with_a_column_each(found)
    if kind == "csv":
        return as_csv(rows, columns, notes)
    return as_xlsx({"Agreement": (rows, columns)}, notes)


def _with_a_column_each(found: Agreement) -> tuple[list[dict[str, Any]], list[str]]:
    """Rows with a column for each coder's count, and the columns in order."""
    from qualcode.analysis.agreement.table import COLUMNS
    from qualcode.analysis.agreement.units import NAMES

    named = [f"{NAMES[found.unit]} of {who}" for who in found.coders]
    rows = [{**row, **dict(zip(named, row["counts"], strict=True))} for row in found.records()]
    at = COLUMNS.index("counts")
    return rows, [*COLUMNS[:at], *named, *COLUMNS[at + 1 :]]
