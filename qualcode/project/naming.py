"""What people ask tables by and for: names as they are meant, and values nobody has yet."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from math import prod
from typing import TYPE_CHECKING

from qualcode.errors import Refused
from qualcode.model import Participant
from qualcode.model.wording import many

if TYPE_CHECKING:
    from qualcode.analysis.frames import Frames

# More cells nobody could read, and more combinations do not fit in memory.
MOST_CELLS, MOST_ROWS = 60_000, 1_500_000
PERSON = " (person)"
PERSONAL = ("authority", "role", "agency", "programme")


def meant(asked: str, known: Iterable[str]) -> str:
    """The known name that was meant: case and outer blanks make no difference.

    A name that fits none, or several, comes back as it was asked.

    >>> meant(" Wave", ("role", "wave"))
    'wave'
    """
    known = tuple(known)
    same = [name for name in known if name.strip().casefold() == asked.strip().casefold()]
    return same[0] if asked not in known and len(same) == 1 else asked


def meant_in(where: Mapping[str, str], known: Sequence[str]) -> dict[str, str]:
    """Filters under the names that were meant.

    Raises
    ------
    Refused
        Two of the filters are of the same attribute.
    """
    found = {meant(name, known): value for name, value in where.items()}
    if len(found) < len(where):
        raise Refused("Each attribute can be narrowed to one value only.")
    return found


def refuse_unknown(asked: Iterable[str], known: Sequence[str]) -> None:
    """Refuse a table by, or a filter on, an attribute the study does not have.

    Raises
    ------
    Refused
        One of the names asked for is not known.
    """
    for name in asked:
        if name not in known:
            near = _near(name, known)
            raise Refused(f"Nothing is known by {name!r}; choose from {', '.join(known)}.{near}")


def refuse_unknown_value(
    name: str, value: str, known: Iterable[str | None], listed: Iterable[Participant]
) -> None:
    """Refuse a value that nobody who is counted has.

    A slip of the pen must not look like a finding of nothing, and people who are listed and not
    interviewed yet must not look like a slip of the pen.

    Raises
    ------
    Refused
        Nobody has it, or only people without an interview.
    """
    values = [v for v in known if v is not None]
    if value in values:
        return
    if waiting := sum(_told(person, name) == value for person in listed):
        raise Refused(not_yet(name, value, waiting))
    raise Refused(f"Nobody in the study has the {name} {value!r}.{_near(value, values)}")


def refuse_of_nobody(by: Iterable[str], frames: Frames, listed: Sequence[Participant]) -> None:
    """Refuse a table by what is known only of people who were not interviewed.

    Raises
    ------
    Refused
        Naming how many people it is known of.
    """
    for name in by:
        if name not in frames.people or frames.people[name].notna().any():
            continue
        if waiting := sum(_told(person, name) is not None for person in listed):
            whose = "is listed with one" if waiting == 1 else "are listed with one"
            raise Refused(
                f"The {name} is not known of anybody interviewed: {many(waiting, 'participant')}"
                f" {whose}, and none of them has been interviewed yet."
            )


def refuse_too_wide(
    by: Sequence[str], where: Mapping[str, str], frames: Frames, codes: int
) -> None:
    """Refuse a table nobody could read, before it is counted; directions are not counted in.

    Raises
    ------
    Refused
        Naming how many cells it would have.
    """
    from qualcode.analysis.frequency import groups_there

    names = [name for name in by if name != "direction"]
    held = [frames.segments if name == "question" else frames.people for name in names]
    every = prod(max(h[n].nunique(dropna=False), 1) for h, n in zip(held, names, strict=True))
    cells = codes * groups_there(frames, names, where)
    if cells > MOST_CELLS or codes * every > MOST_ROWS:
        raise Refused(
            f"This would be a table of {max(cells, codes):,} cells over {every:,} combinations."
            " Choose attributes with fewer values, or fewer of them."
        )


def waiting_in(name: str, frames: Frames, listed: Iterable[Participant]) -> str:
    """The values of an attribute that only people without an interview have, in sentences."""
    from qualcode.analysis.natural import natural

    there = set(frames.people[name])
    told = [value for person in listed if (value := _told(person, name)) is not None]
    values = sorted(set(told) - there, key=natural)
    return " ".join(not_yet(name, value, told.count(value)) for value in values)


def not_yet(name: str, value: str, people: int) -> str:
    """That people are listed with a value, and none was interviewed.

    >>> not_yet("wave", "3", 1)
    'Wave 3: 1 participant is listed, and nobody has been interviewed yet.'
    """
    are = "is" if people == 1 else "are"
    return (
        f"{name[:1].upper()}{name[1:]} {value}: {many(people, 'participant')} {are} listed, and"
        " nobody has been interviewed yet."
    )


def _told(person: Participant, name: str) -> str | None:
    """What is known of a listed person under the name tables have for it."""
    if not person.consent.allows_counting:
        return None
    if name in PERSONAL:
        return getattr(person, name) or None
    return person.attributes.get(name) or person.attributes.get(name.removesuffix(PERSON)) or None


def _near(name: str, known: Sequence[str]) -> str:
    """The question whether a known name was meant; empty where none is near."""
    folded = {one.strip().casefold(): one for one in known}
    near = difflib.get_close_matches(name.strip().casefold(), folded, 1)
    return f" Did you mean {folded[near[0]]!r}?" if near else ""
