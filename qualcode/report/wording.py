"""Tables of words as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from qualcode.errors import Refused
from qualcode.report.tables import Row, as_csv, as_xlsx

KINDS = ("csv", "xlsx", "png", "svg")
VOCABULARY = (
    *("group", "list", "participants", "of_participants", "uses", "words", "per_thousand"),
    "suppressed",
)
KEYNESS = (
    *("word", "z", "people", "interviews", "uses"),
    *("other_people", "other_interviews", "other_uses", "suppressed"),
)


def checked_kind(ending: str) -> str:
    """The kind of a file by its ending.

    Raises
    ------
    Refused
        There is no such form.
    """
    kind = ending.lower().removeprefix(".")
    if kind not in KINDS:
        raise Refused("Tables of words go to .csv or .xlsx, and their charts to .png or .svg.")
    return kind


def as_file(
    kind: str,
    rows: Sequence[Row],
    columns: Sequence[str],
    notes: Sequence[str],
    chart: Callable[[], Any],
) -> bytes:
    """Rows, or the chart of them, as the content of a file of one of `KINDS`."""
    if kind == "csv":
        return as_csv(rows, columns, notes)
    if kind == "xlsx":
        return as_xlsx({"Words": (rows, columns)}, notes)
    from qualcode.report.charts.base import as_png, as_svg

    return as_png(chart()) if kind == "png" else as_svg(chart())
