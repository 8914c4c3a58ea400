"""What the shapes of a report share: published tables, captions, what a shape comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualcode.analysis.frequency import ThemeTable
    from qualcode.report.quotes import Quote

Caption = Callable[[Sequence["Quote"]], list["Quote"]]
Told = Callable[[float], None]
MARKED = "✎ To be written: "


@dataclass(frozen=True)
class Tables:
    """What is published of the codes: of everybody, by direction, by authority."""

    everybody: ThemeTable
    by_direction: ThemeTable
    by_authority: ThemeTable


@dataclass(frozen=True)
class Findings:
    """What a shape fills of `Said`, how many quotes it shows and places it leaves to be written."""

    fields: dict[str, Any]
    quotes: int
    to_write: int = 0


def captioned(caption: Caption, quotes: Sequence[Quote]) -> dict[tuple[str, int], Quote]:
    """Quotes by coding and speaker, as they leave; each once, whatever stands where."""
    once = list({(q.coding, q.person): q for q in quotes}.values())
    return {(q.coding, q.person): q for q in caption(once)} if once else {}


def left(quotes: Sequence[Quote], leaving: Mapping[tuple[str, int], Quote]) -> list[Quote]:
    """Those of these quotes that may leave, as they leave."""
    return [leaving[q.coding, q.person] for q in quotes if (q.coding, q.person) in leaving]
