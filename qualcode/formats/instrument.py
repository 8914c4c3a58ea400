"""The instrument file: rankings, scales, splits and case-record forms, in strict YAML."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from qualcode.formats.encoding import decode
from qualcode.formats.schema import Entry
from qualcode.formats.strict_yaml import load_yaml, write_yaml
from qualcode.model import Problem, fold
from qualcode.model.answers import BETWEEN, Field, FieldType, Instrument, Item, ItemType

# What the choices of an item are called in the file.
CHOICES = {ItemType.RANKING: "options", ItemType.ORDINAL: "steps", ItemType.SPLIT: "parts"}
TAKEN = frozenset(("participant", "item", "option", "value", "case", "form"))
MOST, LONGEST = 200, 300
_HEAD = ("id", "name", "source", "note")
_ITEM = ("id", "text", "type", "options", "steps", "parts", "between", "fields", "cleared")
_FIELD = ("id", "text", "type", "options", "contact")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")
_YES = {"yes": True, "true": True, "no": False, "false": False, "": False}


def read_instrument(
    data: bytes | str, name: str = "instrument"
) -> tuple[Instrument | None, list[Problem]]:
    """An instrument and everything wrong with its file by line; None with any problem.

    Raises
    ------
    UnreadableFile
        The file is no text.
    """
    text = data if isinstance(data, str) else decode(data, name)[0]
    root, problems = load_yaml(text)
    if root is None:
        return None, problems or [Problem("the file has no items; write them under 'items:'")]
    top = Entry(root, "an instrument file", problems)
    top.allow("instrument", "items")
    entries = top.entries("items", "an item")
    if not entries:
        top.wrong("the file has no items; write them under 'items:'")
    items = [(_item(entry), entry) for entry in entries]
    _refuse_twins(items)
    head = top.entry("instrument", "the instrument")
    about = dict.fromkeys(_HEAD, "")
    if head is not None:
        head.allow(*_HEAD)
        about = {key: head.text(key).strip() for key in _HEAD}
    problems.sort(key=lambda problem: problem.row or 0)
    if problems:
        return None, problems
    id = about["id"] or Instrument.id
    listed = tuple(item for item, _ in items)
    return Instrument(listed, id, about["name"] or id, about["source"], about["note"]), []


def write_instrument(instrument: Instrument) -> str:
    """YAML that `read_instrument` reads back equal."""
    head = {key: getattr(instrument, key) for key in _HEAD}
    return write_yaml(
        {"instrument": _filled(head), "items": [_as_entry(item) for item in instrument]}
    )


def _as_entry(item: Item) -> dict[str, object]:
    entry: dict[str, object] = {"id": item.id, "text": item.text, "type": item.type.value}
    if item.type in CHOICES:
        entry[CHOICES[item.type]] = list(item.options)
    entry["between"] = "yes" if item.between else ""
    entry["cleared"] = "yes" if item.cleared else ""
    entry["fields"] = [
        _filled(
            {
                "id": one.id,
                "text": one.text,
                "type": one.type.value,
                "options": list(one.options),
                "contact": "yes" if one.contact else "",
            }
        )
        for one in item.fields
    ]
    return _filled(entry)


def _filled(fields: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in fields.items() if value not in ("", [])}


def _item(entry: Entry) -> Item:
    entry.allow(*_ITEM)
    id = _checked_id(entry, "an item")
    written = entry.text("type", required=True).strip()
    kind = ItemType(written) if written in list(ItemType) else None
    if written and kind is None:
        entry.wrong(f"the type {written!r} is none of {', '.join(ItemType)}")
    own = CHOICES.get(kind) if kind else None
    for key in ("options", "steps", "parts", "fields"):
        wanted = "fields" if kind is ItemType.RECORD else own
        if kind and key in entry and key != wanted:
            entry.wrong(
                f"an item of type {kind} has no {key!r}; its choices stand under {wanted!r}"
            )
    if kind is not ItemType.ORDINAL and "between" in entry:
        entry.wrong("only an ordinal item has 'between'")
    if kind is not ItemType.RECORD and "cleared" in entry:
        entry.wrong("only a record has 'cleared'")
    between = _is(entry, "between")
    return Item(
        id,
        entry.text("text", required=True).strip(),
        kind or ItemType.RECORD,
        _choices(entry, own, between) if own else (),
        between,
        _fields(entry) if kind is ItemType.RECORD else (),
        _is(entry, "cleared"),
    )


def _fields(entry: Entry) -> tuple[Field, ...]:
    found = [(_field(one), one) for one in entry.entries("fields", "a field")]
    if not found:
        entry.wrong("a record has no 'fields'")
    _refuse_twins(found)
    return tuple(one for one, _ in found)


def _field(entry: Entry) -> Field:
    entry.allow(*_FIELD)
    written = entry.text("type").strip() or FieldType.TEXT.value
    kind = FieldType(written) if written in list(FieldType) else FieldType.TEXT
    if written not in list(FieldType):
        entry.wrong(f"the type {written!r} is none of {', '.join(FieldType)}")
    category = kind is FieldType.CATEGORY
    if not category and "options" in entry:
        entry.wrong("only a category has 'options'")
    return Field(
        _checked_id(entry, "a field"),
        entry.text("text").strip(),
        kind,
        _choices(entry, "options", False) if category else (),
        _is(entry, "contact"),
    )


def _checked_id(entry: Entry, what: str) -> str:
    id = entry.id("id", required=True).strip()
    if id and not _ID.fullmatch(id):
        entry.wrong(f"the id of {what} has only letters, figures, and . _ - in it")
    if id.casefold() in TAKEN:
        entry.wrong(f"{id!r} is a column of the answers' own; choose another id")
    return id


def _choices(entry: Entry, key: str, between: bool) -> tuple[str, ...]:
    """The choices of an item or a field, blanks evened out."""
    found = tuple(" ".join(text.split()) for text in entry.texts(key))
    if not 2 <= len(found) <= MOST:
        entry.wrong(f"{key!r} must list 2 to {MOST} of them")
    if any(not text or len(text) > LONGEST for text in found):
        entry.wrong(f"each of {key!r} has 1 to {LONGEST} characters")
    if any(unicodedata.category(c) == "Cc" for text in found for c in text):
        entry.wrong(f"{key!r} hold a control character; type the words anew")
    twice = [text for text, n in Counter(map(fold, found)).items() if n > 1]
    if twice:
        entry.wrong(f"{len(twice)} of {key!r} stand twice; capital letters do not tell them apart")
    if any(fold(text).startswith("missing:") for text in found):
        entry.wrong(f"none of {key!r} may begin with 'missing:', which stands for no answer")
    if between and any(BETWEEN in text for text in found):
        entry.wrong(f"with 'between: yes' no step may hold a {BETWEEN}, which joins two steps")
    return found


def _is(entry: Entry, key: str) -> bool:
    said = entry.text(key).strip().casefold()
    if said not in _YES:
        entry.wrong(f"{key} is {said!r}; write yes or no")
    return _YES.get(said, False)


def _refuse_twins(listed: list[tuple[Item, Entry]] | list[tuple[Field, Entry]]) -> None:
    """Columns are told apart without regard to capital letters, so ids are too."""
    seen: set[str] = set()
    for one, entry in listed:
        if one.id and one.id.casefold() in seen:
            entry.wrong(f"the id {one.id!r} is given twice")
        seen.add(one.id.casefold())
