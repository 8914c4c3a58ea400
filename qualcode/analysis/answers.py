"""Structured answers as tables: people first, each answer a person, by any attribute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any, TypeAlias

import pandas as pd

from qualcode.analysis.frames import PERSONAL, Frames
from qualcode.analysis.frequency import natural
from qualcode.model import Participant
from qualcode.model.answers import Item, ItemType, Missing, Value

# Columns of the tables' own: an attribute of such a name is asked for as "<name> (person)".
_OWN = frozenset(
    (
        *("participant", "item", "option", "missing", "participants", "of_participants"),
        *("median", "lowest", "highest", "each", "suppressed"),
    )
)
Group: TypeAlias = str | None  # a value of the attribute; None where it is not known


@dataclass(frozen=True)
class Turnout:
    """How many people of a group answered, why others did not, and of how many nothing is there."""

    answered: int
    missing: Mapping[Missing, int]
    silent: int

    @property
    def people(self) -> int:
        """Everyone of the group in scope."""
        return self.answered + sum(self.missing.values()) + self.silent


@dataclass(frozen=True)
class AnswerTable:
    """One item's answers by group.

    given : group -> the answers of its people, each one person's; empty in what is published
    turnout : group -> who answered
    rows : item, option, missing, the attribute, participants, of_participants, and of rankings
        and splits median, lowest, highest and each person's number (``each``); suppressed. An
        option's participants are those who chose, ranked or divided it, of those who answered; a
        row with a reason in ``missing`` counts people without an answer, of all in the group.
    strangers : people of the file who are not in the study; they stand in no count
    kept_back : (groups, people) that what is published leaves out
    """

    item: Item
    by: str | None
    given: Mapping[Group, tuple[Value, ...]]
    turnout: Mapping[Group, Turnout]
    rows: tuple[Mapping[str, Any], ...]
    columns: tuple[str, ...]
    caption: str
    strangers: int = 0
    kept_back: tuple[int, int] = (0, 0)
    published: bool = False

    @property
    def answered(self) -> int:
        """People who answered, in the groups shown."""
        return sum(told.answered for told in self.turnout.values())


def people_frame(participants: Iterable[Participant]) -> Frames:
    """The people who can be asked, one row each, by what is known of them.

    The tables of what was said are empty: an answer needs no interview.
    """
    listed = list(participants)
    further = {
        f"{key} (person)" if key in _OWN | set(PERSONAL) else key: key
        for key in sorted({key for p in listed for key in p.attributes})
    }
    rows = [
        {
            "participant": p.id,
            **{name: getattr(p, name) or None for name in PERSONAL},
            **{name: p.attributes.get(key) or None for name, key in further.items()},
        }
        for p in listed
    ]
    columns = ["participant", *PERSONAL, *further]
    people = pd.DataFrame(rows, columns=columns, dtype=object)
    nothing = pd.DataFrame()
    return Frames(people, nothing, nothing, (*PERSONAL, *further), {}, frozenset())


def count_answers(
    item: Item,
    answers: Mapping[str, Value],
    people: pd.DataFrame,
    by: str | None = None,
    *,
    only: str = "",
    strangers: int = 0,
) -> AnswerTable:
    """Answers to one item by the people's attribute ``by``; None: everyone together.

    Parameters
    ----------
    answers : participant -> what they gave; people who are not in ``people`` are passed over
    people : the people in scope, as `people_frame` has them
    only : the filters, in words, for the caption
    """
    groups = people[by].tolist() if by else [None] * len(people)
    members: dict[Group, list[str]] = {}
    for who, group in zip(people["participant"].tolist(), groups, strict=True):
        members.setdefault(group, []).append(who)
    found = {g: _turnout(members[g], answers) for g in ordered(members)}
    given = {g: _given(members[g], answers) for g in found}
    rows = [row for g in found for row in rows_of(item, by, g, given[g], found[g])]
    caption = _caption(item, by, found, only, strangers)
    columns = columns_of(item, by)
    return AnswerTable(item, by, given, found, tuple(rows), columns, caption, strangers)


def ordered(groups: Iterable[Group]) -> list[Group]:
    """Groups as people count, with not known at the end."""
    return sorted(groups, key=lambda g: (g is None, natural(g)))


def columns_of(item: Item, by: str | None) -> tuple[str, ...]:
    """The columns of an item's rows."""
    numbers = () if item.type is ItemType.ORDINAL else ("median", "lowest", "highest", "each")
    own = ("participants", "of_participants", *numbers, "suppressed")
    return ("item", "option", "missing", *((by,) if by else ()), *own)


def rows_of(
    item: Item, by: str | None, group: Group, given: Sequence[Value], told: Turnout
) -> list[dict[str, Any]]:
    """One row an option or step, zeros included, and one for each reason of having no answer."""
    start: dict[str, Any] = {"item": item.id, "option": None, "missing": None}
    start |= {by: group} if by else {}
    rows = []
    for option, numbers in numbers_of(item, given).items():
        row = {**start, "option": option, "participants": len(numbers)}
        if item.type is not ItemType.ORDINAL:
            row |= spread(numbers) | {"each": numbers}
        rows.append({**row, "of_participants": told.answered, "suppressed": False})
    reasons = {str(reason): n for reason, n in told.missing.items()}
    reasons |= {"no answer here": told.silent} if told.silent else {}
    blank: dict[str, Any] = {} if item.type is ItemType.ORDINAL else {**spread([]), "each": []}
    for reason, n in reasons.items():
        counted = {"missing": reason, "participants": n, "of_participants": told.people}
        rows.append({**start, **blank, **counted, "suppressed": False})
    return rows


def numbers_of(item: Item, given: Iterable[Value]) -> dict[str, list[float]]:
    """Option -> each person's number, sorted: their rank, their per cent, or 1 for their step."""
    found: dict[str, list[float]] = {option: [] for option in item.steps}
    for value in given:
        if isinstance(value, str):
            found[value].append(1)
        elif isinstance(value, tuple):
            for rank, option in enumerate(value, 1):
                found[option].append(rank)
        elif isinstance(value, Mapping):
            for option, part in value.items():
                found[option].append(_number(part))
    return {option: sorted(numbers) for option, numbers in found.items()}


def spread(numbers: Sequence[float]) -> dict[str, float | None]:
    """The middle and the ends of some people's numbers; None where there are none.

    The median of an even number of people is half-way between the two in the middle.

    >>> spread([1, 2, 4, 6])
    {'median': 3, 'lowest': 1, 'highest': 6}
    """
    if not numbers:
        return {"median": None, "lowest": None, "highest": None}
    middle = median(numbers)
    whole = int(middle) if middle == int(middle) else middle
    return {"median": whole, "lowest": min(numbers), "highest": max(numbers)}


def _number(part: Decimal) -> float:
    return int(part) if part == int(part) else float(part)


def _given(members: Sequence[str], answers: Mapping[str, Value]) -> tuple[Value, ...]:
    found = (answers.get(who, Missing.UNSAID) for who in members)
    return tuple(value for value in found if not isinstance(value, Missing))


def _turnout(members: Sequence[str], answers: Mapping[str, Value]) -> Turnout:
    reasons = Counter(value for who in members if isinstance(value := answers.get(who), Missing))
    told = sum(who in answers for who in members)
    return Turnout(
        told - reasons.total(),
        {reason: reasons[reason] for reason in Missing if reasons[reason]},
        len(members) - told,
    )


_READ = {
    ItemType.RANKING: "Rank 1 is first; a line reaches from the lowest rank to the highest, a"
    " stroke marks the median.",
    ItemType.ORDINAL: "Each person chose one step.",
    ItemType.SPLIT: "A person's parts add up to 100 per cent; a line reaches from the least to the"
    " most, a stroke marks the median.",
    ItemType.RECORD: "",
}
_READ_PUBLISHED = {
    **_READ,
    ItemType.RANKING: "Rank 1 is first.",
    ItemType.SPLIT: "A person's parts add up to 100 per cent.",
}


def _caption(
    item: Item, by: str | None, found: Mapping[Group, Turnout], only: str, strangers: int
) -> str:
    people = sum(told.people for told in found.values())
    answered = sum(told.answered for told in found.values())
    missing: Counter[Missing] = Counter()
    for told in found.values():
        missing.update(told.missing)
    silent = sum(told.silent for told in found.values())
    parts = [f"Counts are distinct participants: {answered} of {people} in scope answered."]
    why = [f"{missing[reason]} {reason}" for reason in Missing if missing[reason]]
    why += [f"{silent} with no answer here"] if silent else []
    if why:
        parts.append(f"Not zero but missing: {', '.join(why)}.")
    if strangers:
        of = "person of the file is" if strangers == 1 else "people of the file are"
        parts.append(f"{strangers} more {of} not in the study and not counted.")
    return " ".join([*parts, *closing(item, by, only)])


def closing(item: Item, by: str | None, only: str, *, published: bool = False) -> list[str]:
    """What is said under every table and chart of an item; a published one has no ranges."""
    parts = [f"Only: {only}."] if only else []
    parts += [f"By {by}."] if by else []
    return [
        *parts,
        (_READ_PUBLISHED if published else _READ)[item.type],
        "Answers as they were given: nobody coded them. People who withdrew consent are left out;"
        " groups are not ranked, and differences are not tested.",
    ]
