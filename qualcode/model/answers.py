"""Structured answers: an instrument's items, and what a person or a case gave to each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from qualcode.errors import UnknownItem

BETWEEN = "/"  # an in-between step is written as its two neighbours: 2/3
TOTAL = Decimal(100)


class ItemType(StrEnum):
    """How an item is answered."""

    RANKING = "ranking"
    ORDINAL = "ordinal"
    SPLIT = "split"
    RECORD = "record"


class FieldType(StrEnum):
    """What a field of a case record holds."""

    YES_NO = "yes/no"
    NUMBER = "number"
    CATEGORY = "category"
    DATE = "date"
    TEXT = "text"


class Missing(StrEnum):
    """Why there is no answer. None of them is a no, or a zero."""

    NOT_RECORDED = "not recorded"
    WITHHELD = "withheld"
    NOT_SUPPLIED = "not supplied"
    UNSAID = "no reason given"


# Options in order of rank; a step; a part -> its per cent; or why there is none.
Value: TypeAlias = tuple[str, ...] | str | Mapping[str, Decimal] | Missing


@dataclass(frozen=True)
class Field:
    """One field of a case record. A ``contact`` field never leaves the study."""

    id: str
    text: str = ""
    type: FieldType = FieldType.TEXT
    options: tuple[str, ...] = ()
    contact: bool = False

    def fault(self, value: str | Missing) -> str:
        """What is wrong with a value of this field; empty when it is right."""
        if isinstance(value, Missing):
            return ""
        if self.type is FieldType.YES_NO and value not in ("yes", "no"):
            return "is neither yes nor no"
        if self.type is FieldType.CATEGORY and value not in self.options:
            return f"is none of the {len(self.options)} categories"
        if self.type is FieldType.NUMBER and number(value) is None:
            return "is no number"
        if self.type is FieldType.DATE and not _is_date(value):
            return "is no date such as 2026-02-14"
        return ""


@dataclass(frozen=True)
class Item:
    """One item of an instrument.

    ``options`` are what is ranked, the steps in their order, or the parts of a split; with
    ``between`` an answer may lie between two steps that follow each other. A record has
    ``fields`` instead, and leaves the study only when ``cleared``.
    """

    id: str
    text: str
    type: ItemType
    options: tuple[str, ...] = ()
    between: bool = False
    fields: tuple[Field, ...] = ()
    cleared: bool = False

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps an answer can stand on, from first to last, those in between included."""
        if not self.between:
            return self.options
        found = list(self.options[:1])
        for low, high in zip(self.options, self.options[1:], strict=False):
            found += [f"{low}{BETWEEN}{high}", high]
        return tuple(found)

    def fault(self, value: Value) -> str:
        """What is wrong with a value as an answer to this item; empty when it is right.

        >>> Item("p", "", ItemType.RANKING, ("a", "b")).fault(("b",))
        'ranks 1 of the 2 options; a ranking holds each of them once'
        """
        if isinstance(value, Missing):
            return ""
        if self.type is ItemType.RANKING and isinstance(value, tuple):
            return self._ranking_fault(value)
        if self.type is ItemType.ORDINAL and isinstance(value, str):
            between = ", nor one between two" if self.between else ""
            return "" if value in self.steps else f"is no step of the scale{between}"
        if self.type is ItemType.SPLIT and isinstance(value, Mapping):
            return self._split_fault(value)
        return f"is not how a {self.type} is answered"

    def _ranking_fault(self, value: tuple[str, ...]) -> str:
        known = len(set(value) & set(self.options))
        if len(value) == len(self.options) == known:
            return ""
        if len(value) > len(set(value)):
            return "ranks an option twice; a ranking holds each of them once"
        return (
            f"ranks {known} of the {len(self.options)} options; a ranking holds each of them once"
        )

    def _split_fault(self, value: Mapping[str, Decimal]) -> str:
        if set(value) != set(self.options):
            return f"gives {len(value)} of the {len(self.options)} parts; write 0 for none"
        if any(not 0 <= part <= TOTAL for part in value.values()):
            return "has a part below 0 or above 100"
        total = sum(value.values(), Decimal(0))
        return "" if total == TOTAL else f"totals {plain(total)}, not 100"


@dataclass(frozen=True)
class Instrument:
    """The items of a study, in the order they are asked."""

    items: tuple[Item, ...] = ()
    id: str = "instrument"
    name: str = ""
    source: str = ""
    note: str = ""

    def __getitem__(self, id: str) -> Item:
        for item in self.items:
            if item.id == id:
                return item
        known = ", ".join(item.id for item in self.items)
        raise UnknownItem(f"The instrument has no item {id!r}; it has {known}.")

    def __contains__(self, id: object) -> bool:
        return any(item.id == id for item in self.items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    @property
    def forms(self) -> tuple[Item, ...]:
        """The items that are forms of case records."""
        return tuple(item for item in self.items if item.type is ItemType.RECORD)


@dataclass(frozen=True)
class Answer:
    """What one participant gave to one item."""

    participant: str
    item: str
    value: Value


@dataclass(frozen=True)
class CaseRecord:
    """One case of one form: field -> its value, or why there is none. Every field is there."""

    form: str
    case: str
    values: Mapping[str, str | Missing] = field(default_factory=dict)


def number(text: str) -> Decimal | None:
    """A number as people write it, with a point; None when it is none.

    >>> number("12.5"), number("1e3"), number("a few")
    (Decimal('12.5'), None, None)
    """
    return Decimal(text) if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,10})?", text) else None


def plain(value: Decimal) -> str:
    """A number without idle noughts.

    >>> plain(Decimal("60.0")), plain(Decimal("33.30"))
    ('60', '33.3')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _is_date(text: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
