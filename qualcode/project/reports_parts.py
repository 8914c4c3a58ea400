"""What the shapes of a report share: published tables, captions, what a shape comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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
    """What a shape fills of `Said`, how many quotes it shows and places it leaves to be written.

    ``marks`` is how many marks of direction stand behind one quote at most, and ``notes`` are for
    the author and not for readers.
    """

    fields: dict[str, Any]
    quotes: int
    to_write: int = 0
    marks: int = 0
    notes: tuple[str, ...] = ()


def captioned(caption: Caption, quotes: Sequence[Quote]) -> dict[tuple[str, int], Quote]:
    """Quotes by coding and speaker, as they leave; each once, whatever stands where."""
    once = list({(q.coding, q.person): q for q in quotes}.values())
    return {(q.coding, q.person): q for q in caption(once)} if once else {}


def most_marks(quotes: Iterable[Quote]) -> int:
    """How many marks of direction stand behind one of these quotes at most; 0 of none."""
    return max((len(q.directions or (q.direction,)) for q in quotes), default=0)


def left(quotes: Sequence[Quote], leaving: Mapping[tuple[str, int], Quote]) -> list[Quote]:
    """Those of these quotes that may leave, as they leave."""
    return [leaving[q.coding, q.person] for q in quotes if (q.coding, q.person) in leaving]


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence.

    >>> listed(["Ruth", "Tom", "Ann"])
    'Ruth, Tom and Ann'
    """
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""
