"""Filters that Themes and Quotes share: direction, coder, wave and one more attribute."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import streamlit as st

from qualcode.analysis.frames import Frames
from qualcode.analysis.frequency import natural
from qualcode.app.code_card import direction_label
from qualcode.model import Direction, Respondents
from qualcode.report.cells import label_of

Value = TypeVar("Value")


@dataclass(frozen=True)
class Narrowing:
    """What a person asked to see only."""

    where: dict[str, str] = field(default_factory=dict)
    direction: Direction | None = None
    coder: str | None = None

    @property
    def asked(self) -> dict[str, Any]:
        """As `Project.themes` and `Project.quotes` take it."""
        return {"where": self.where, "direction": self.direction, "coder": self.coder}


def narrowed(frames: Frames, respondents: Respondents, page: str) -> Narrowing:
    """The row of filters of a page; ``page`` keeps the choices of two pages apart."""
    waves = values_of(frames, "wave")
    boxes = iter(st.columns(5 if len(waves) > 1 else 4))
    with next(boxes):
        direction = choose(
            "Direction", list(Direction), f"{page}_direction", direction_label, "All directions"
        )
    with next(boxes):
        coders = sorted(set(frames.codings["coder"]))
        coder = choose("Coder", coders, f"{page}_coder", str, "All coders")
    where: dict[str, str] = {}
    if len(waves) > 1:
        with next(boxes):
            wave = choose("Wave", waves, f"{page}_wave", str, "All waves")
            where |= {"wave": wave} if wave else {}
    others = [a for a in frames.attributes if a != "wave" and len(values_of(frames, a)) > 1]
    with next(boxes):
        name = choose("Narrow by", others, f"{page}_attribute", str, "Everyone")
    with next(boxes):
        values = values_of(frames, name) if name else []
        value = choose(
            "To",
            values,
            f"{page}_value",
            lambda v: label_of(name, v, respondents),
            "Any" if name else "–",
            disabled=not name,
        )
    if name and value:
        where[name] = value
    return Narrowing(where, direction, coder)


def values_of(frames: Frames, attribute: str) -> list[str]:
    """The known values of an attribute, sorted."""
    return sorted({v for v in frames.people[attribute] if v is not None}, key=natural)


def choose(
    label: str,
    options: Sequence[Value],
    key: str,
    shown: Callable[[Value], str],
    nothing: str,
    *,
    disabled: bool = False,
) -> Value | None:
    """One of the options or nothing. A choice that is no longer on offer is let go of.

    ``label`` is ours; the options stay literal, whatever they hold.
    """
    if st.session_state.get(key) not in options:
        st.session_state[key] = None
    chosen: Value | None = st.selectbox(
        label,
        options,
        index=None,
        format_func=shown,
        key=key,
        placeholder=nothing,
        disabled=disabled,
        persist_state="session",
    )
    return chosen
