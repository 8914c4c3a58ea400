"""Tables and pictures of patterns as files; what they hold has been made fit to leave before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.analysis.cooccurrence import CooccurrenceTable
from qualcode.analysis.portrait import Portrait
from qualcode.analysis.saturation import Saturation
from qualcode.analysis.uncoded import UncodedTable
from qualcode.errors import Refused
from qualcode.model import Codebook
from qualcode.report.tables import as_csv, as_xlsx

PICTURES, TABLES = ("png", "svg"), ("csv", "xlsx")


def checked_ending(ending: str, allowed: Sequence[str]) -> str:
    """A kind of file by its ending, with or without the dot.

    Raises
    ------
    Refused
        It is none of those allowed.
    """
    kind = ending.lstrip(".").casefold()
    if kind not in allowed:
        named = ", ".join(f".{one}" for one in allowed)
        raise Refused(f"This can be written as {named}; choose one of these endings.")
    return kind


def cooccurrence_as(
    table: CooccurrenceTable, codebook: Codebook, kind: str, notes: Sequence[str]
) -> bytes:
    """The pairs as a table or the triangle as a picture."""
    if kind in PICTURES:
        from qualcode.report.charts.cooccurrence import triangle

        if table.rows.empty:
            raise Refused("A picture of pairs needs at least two codes; choose other codes.")
        return _drawn(triangle(table, codebook, dark=False), kind, notes)
    return _written("Pairs", table.records(), list(table.rows.columns), kind, notes)


def portrait_as(portrait: Portrait, codebook: Codebook, kind: str, notes: Sequence[str]) -> bytes:
    """The strips as a picture."""
    from qualcode.report.charts.portrait import strips

    return _drawn(strips(portrait, codebook, dark=False), kind, notes)


def uncoded_as(table: UncodedTable, kind: str, notes: Sequence[str]) -> bytes:
    """The groups as a table."""
    return _written("Not coded", table.records(), list(table.rows.columns), kind, notes)


def saturation_as(found: Saturation, kind: str, notes: Sequence[str]) -> bytes:
    """The curve as a picture, or its numbers as a table."""
    if not found.median:
        raise Refused("No interview is coded through yet, so there is no curve to take along.")
    if kind in PICTURES:
        from qualcode.report.charts.saturation import curve

        return _drawn(curve(found, dark=False), kind, notes)
    rows = found.records()
    return _written("Saturation", rows, list(rows[0]), kind, [found.told, *notes])


def _drawn(chart: Any, kind: str, notes: Sequence[str]) -> bytes:
    from qualcode.report.charts.base import as_png, as_svg, ground
    from qualcode.report.charts.plain import with_notes

    whole = with_notes(chart, notes, ground(dark=False).quiet)
    return as_png(whole) if kind == "png" else as_svg(whole)


def _written(
    name: str,
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    kind: str,
    notes: Sequence[str],
) -> bytes:
    if kind == "csv":
        return as_csv(rows, columns, notes)
    return as_xlsx({name: (rows, columns)}, notes)
