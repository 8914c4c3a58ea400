"""What a study lets its people choose, and the choices in force until they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from qualcode.errors import Refused
from qualcode.model import Direction

THRESHOLDS = (3, 5, 6, 10)

# ``semantic`` compares meanings too, with the extra of that name. ``decide_first`` is the share of
# passages on which a coder decides before seeing suggestions. ``retain_until`` is the day the study
# is kept until.
DEFAULTS: Mapping[str, Any] = {
    "small_group": 6,
    "suggestions": True,
    "semantic": False,
    "decide_first": 0.2,
    "direction": Direction.PRESENT.value,
    "retain_until": "",
}


def in_force(study: Mapping[str, Any]) -> dict[str, Any]:
    """The options of a study: its own choices, else what its profile asks for.

    Reflexive analysis asks for a reader's own codes, so nothing is put before them. Agreement
    between coders says something only where each decided alone, so that there every passage is
    decided on before its suggestions are seen.
    """
    return {**DEFAULTS, **_BY_PROFILE.get(study["profile"], {}), **study["options"]}


_BY_PROFILE: Mapping[str, Mapping[str, Any]] = {
    "reflexive": {"suggestions": False},
    "reliability": {"decide_first": 1.0},
}


def _is_share(value: object) -> bool:
    return type(value) in (int, float) and 0 <= value <= 1  # type: ignore[operator]


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


_RULES: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "small_group": (
        lambda value: type(value) is int and value in THRESHOLDS,
        "A published group needs at least 3, 5, 6 or 10 people; choose one.",
    ),
    "suggestions": (
        lambda value: isinstance(value, bool),
        "Suggestions are on or off: True or False.",
    ),
    "semantic": (
        lambda value: isinstance(value, bool),
        "Comparing meanings is on or off: True or False.",
    ),
    "decide_first": (
        _is_share,
        "The share of passages to decide on first lies between 0 and 1, such as 0.2.",
    ),
    "retain_until": (
        lambda value: value == "" or _is_day(value),
        "The day a study is kept until is written as 2026-12-31, or empty.",
    ),
    "direction": (
        lambda value: isinstance(value, str) and value in set(Direction),
        f"The direction of new codings is one of {', '.join(Direction)}.",
    ),
}


def checked_options(changes: Mapping[str, object]) -> dict[str, Any]:
    """Options that can be set to these values.

    Raises
    ------
    Refused
        There is no option of a name, or a value is none of those it can have.
    """
    for name, value in changes.items():
        if name not in _RULES:
            raise Refused(f"A study has no option {name!r}; it has {', '.join(DEFAULTS)}.")
        allowed, sentence = _RULES[name]
        if not allowed(value):
            raise Refused(sentence)
    plain: dict[str, Any] = dict(changes)
    if "decide_first" in plain:
        plain["decide_first"] = float(plain["decide_first"])
    if "direction" in plain:
        plain["direction"] = Direction(plain["direction"]).value
    return plain
