"""What a description of the exchange standard can be made to hold: fields, a labelled line each."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qualcode.model import Code, Origin

# Label of a line -> the field of a code; those of several lines are lists.
ONE = {
    "Number": "id",
    "Name": "name",
    "Definition": "definition",
    "First used in": "added_in",
    "Colour": "colour",
}
MANY = {
    "Include when": "include_when",
    "Exclude when": "exclude_when",
    "Not to be confused with": "confused_with",
    "Example": "examples",
    "Cue": "cues",
}
ORIGIN, RETIRED, WORDING = "Origin", "Retired", "Wording in"
# A value goes on over lines that begin so; one that begins so itself gets one more.
_ON = "  "
_LABELLED = re.compile(r"([A-Z][a-z ]{1,30}?)(?: ‹([^›\n]*)›)?:(?: (.*))?$", re.S)


def line(label: str, value: str, of: str = "") -> str:
    """One field as it stands in a description.

    >>> line("Definition", "What counts.\\nAnd who says so.")
    'Definition: What counts.\\n  And who says so.'
    """
    named = f"{label} ‹{of}›" if of else label
    return f"{named}: " + value.replace("\n", f"\n{_ON}")


def fields_of(text: str) -> tuple[list[tuple[str, str, str]], str]:
    """The labelled fields of a description as (label, of what, value), and the words outside them.

    >>> fields_of("Trust between agencies.\\nExample: We ring.\\n  They answer.")
    ([('Example', '', 'We ring.\\n  They answer.')], 'Trust between agencies.')
    """
    found: list[tuple[str, str, str]] = []
    outside: list[str] = []
    for row in text.split("\n"):
        match = _LABELLED.match(row)
        if match and match[1] in _KNOWN:
            found.append((match[1], match[2] or "", match[3] or ""))
        elif found and row.startswith(_ON):
            label, of, value = found[-1]
            found[-1] = (label, of, f"{value}\n{row}")
        else:
            outside.append(row)
    return found, "\n".join(outside).strip()


def description_of(code: Code) -> str:
    """Everything a code says beside its name, as a description other programs show."""
    lines = [line("Definition", code.definition)] if code.definition else []
    for label, name in MANY.items():
        lines += [line(label, value) for value in getattr(code, name)]
    lines += [line(WORDING, value, of) for of, value in code.labels.items()]
    if code.origin is not Origin.LITERATURE:
        lines.append(line(ORIGIN, code.origin.value))
    if code.added_in is not None:
        lines.append(line("First used in", code.added_in))
    if code.retired:
        lines.append(line(RETIRED, "yes"))
    if code.colour:
        lines.append(line("Colour", code.colour))
    if code.title == code.id != code.name:
        lines.append(line("Name", code.name))
    return "\n".join([*lines, line("Number", code.id)])


def code_of(description: str, name: str) -> Code:
    """A code from its name and description; its ``id`` is empty where none is given.

    Words that stand in no field become the definition, as other programs mean them.
    """
    found, outside = fields_of(description)
    given: dict[str, str] = {}
    lists: dict[str, list[str]] = {field: [] for field in MANY.values()}
    labels: dict[str, str] = {}
    origin, retired = Origin.LITERATURE, False
    for label, of, raw in found:
        value = _joined(raw)
        if label in ONE:
            given.setdefault(ONE[label], value)
        elif label in MANY:
            lists[MANY[label]].append(value)
        elif label == WORDING:
            labels[of] = value
        elif label == ORIGIN:
            origin = next((o for o in Origin if o.value == value), origin)
        elif label == RETIRED:
            retired = value == "yes"
    definition = "\n".join(part for part in (given.get("definition", ""), outside) if part)
    id = given.get("id", "")
    return Code(
        id,
        given.get("name") or _without(name, id),
        definition=definition,
        **{field: tuple(values) for field, values in lists.items()},  # type: ignore[arg-type]
        labels=labels,
        added_in=given.get("added_in"),
        colour=given.get("colour"),
        origin=origin,
        retired=retired,
    )


def facts(values: Iterable[tuple[str, str | None]]) -> str:
    """Facts on a text as a description; those not known stay out."""
    return "\n".join(line(label, value) for label, value in values if value)


def facts_of(description: str) -> dict[str, str]:
    """The facts in a description of a text, by their labels."""
    return {label: _joined(value) for label, _, value in fields_of(description)[0]}


def _joined(value: str) -> str:
    return value.replace(f"\n{_ON}", "\n")


def _without(name: str, id: str) -> str:
    """The name without the number it is shown with."""
    return name.removeprefix(f"{id} ") if id else name


TEXT_FACTS = ("Name", "Kind", "Wave", "Level", "Date", "Mode")
_KNOWN = frozenset({*ONE, *MANY, ORIGIN, RETIRED, WORDING, *TEXT_FACTS})
