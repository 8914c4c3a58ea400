"""What changed from one codebook to the next, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qualcode.model.codebook import Code, Codebook
from qualcode.model.editing import FIELDS
from qualcode.model.pointers import repointed

LONGEST = 300


def differences(old: Codebook, new: Codebook) -> list[str]:
    """Every change from one codebook to another, new codes first; empty when there is none."""
    before, after = {c.id: c for c in old}, {c.id: c for c in new}
    came = [id for id in after if id not in before]
    went = [id for id in before if id not in after]
    became = _became([before[id] for id in went], [after[id] for id in came])
    lines = [f"New: {after[id].title}." for id in came if id not in became.values()]
    lines += [f"Gone: {before[id].title}." for id in went if id not in became]
    for id, now in [*became.items(), *((id, id) for id in before if id in after)]:
        if now != id:
            lines.append(f"{before[id].title} has the number {now} now.")
        lines += [f"{now}: {words}." for words in _of_code(before[id], after[now], became)]
    if _head(old) != _head(new):
        lines.append("What is written of the codebook as a whole changed.")
    shared = [(id, became.get(id, id)) for id in before if became.get(id, id) in after]
    if not lines and [now for _, now in shared] != list(after):
        lines.append("The order of the codes changed.")
    return lines


def _became(went: list[Code], came: list[Code]) -> dict[str, str]:
    """Codes that only changed their number (and perhaps their name or place): old id -> new."""
    found: dict[str, str] = {}
    for code in went:
        for other in came:
            renamed = replace(other, id=code.id, name=code.name, parent=code.parent)
            if other.id not in found.values() and renamed == code and _says_something(code, other):
                found[code.id] = other.id
                break
    return found


def _says_something(code: Code, other: Code) -> bool:
    """Whether two codes are alike by more than both being bare names."""
    told = code.definition or code.include_when or code.cues or code.examples
    return bool(told) or code.name == other.name


def _of_code(old: Code, new: Code, became: dict[str, str]) -> Iterator[str]:
    if new.retired != old.retired:
        yield "retired" if new.retired else "in use again"
    if new.parent != became.get(old.parent or "", old.parent):
        under = f"under {new.parent}" if new.parent else "at the top"
        yield f"stands {under} now, before {f'under {old.parent}' if old.parent else 'at the top'}"
    for field, called in FIELDS.items():
        one, other = getattr(old, field), getattr(new, field)
        if isinstance(one, tuple):
            one = tuple(_turned(line, became) for line in one)
            added = [line for line in other if line not in one]
            gone = [line for line in one if line not in other]
            yield from (f"{called}: added “{short(line)}”" for line in added)
            yield from (f"{called}: took out “{short(line)}”" for line in gone)
            if one != other and not (added or gone):
                yield f"{called}: in another order"
        elif one != other:
            was = f", before “{short(one)}”" if one else ""
            yield f"{called} is now “{short(other)}”{was}" if other else f"{called} taken out{was}"
    if (old.labels, old.origin, old.added_in) != (new.labels, new.origin, new.added_in):
        yield "labels or origin changed"


def short(text: str) -> str:
    """A text that fits a line of a list; the whole stands in the version itself."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _turned(line: str, became: dict[str, str]) -> str:
    """A rule or a code's id with old numbers turned to new ones: that alone is no news."""
    for old, new in became.items():
        line = new if line == old else repointed(line, old, new)
    return line


def _head(book: Codebook) -> tuple[object, ...]:
    return book.id, book.name, book.version, book.source, book.rules
