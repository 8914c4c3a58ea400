"""Filters that Themes and Quotes share: direction, coder, wave and any number of attributes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

import streamlit as st

from qualcode.analysis.frames import Frames
from qualcode.analysis.natural import natural
from qualcode.app.code_card import direction_label
from qualcode.model import Direction, Kind, Respondents
from qualcode.report.cells import label_of

Value = TypeVar("Value")
# Of more values than these a box is searched, not read; the names of the values still are.
ACROSS = 4


@dataclass(frozen=True)
class Narrowing:
    """What a person asked to see only; ``kinds`` of texts are None where nobody asked."""

    where: dict[str, str] = field(default_factory=dict)
    direction: Direction | None = None
    coder: str | None = None
    kinds: tuple[str, ...] | None = None

    @property
    def asked(self) -> dict[str, Any]:
        """As `Project.themes` and `Project.quotes` take it."""
        asked: dict[str, Any] = {
            "where": self.where,
            "direction": self.direction,
            "coder": self.coder,
        }
        return asked if self.kinds is None else {**asked, "kinds": self.kinds}


def narrowed(frames: Frames, respondents: Respondents, page: str) -> Narrowing:
    """The row of filters of a page; ``page`` keeps the choices of two pages apart."""
    waves = values_of(frames, "wave")
    boxes = iter(st.columns(5 if len(waves) > 1 else 4))
    with next(boxes):
        direction = choose(
            "Direction", list(Direction), f"{page}_direction", direction_label, "All directions"
        )
    with next(boxes):
        coders = sorted(set(frames.codings["coder"].unique()))
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
        where |= _value(frames, respondents, name, f"{page}_value")
    return Narrowing(where, direction, coder)


def further(
    only: Narrowing,
    frames: Frames,
    respondents: Respondents,
    page: str,
    kinds: Sequence[Kind] = (),
) -> Narrowing:
    """A second row: any number of further attributes, and the ``kinds`` of texts there are."""
    others = [a for a in frames.attributes if a not in only.where and len(values_of(frames, a)) > 1]
    key = f"{page}_more_attributes"
    st.session_state[key] = [a for a in st.session_state.get(key, []) if a in others]
    left, right = st.columns(2)
    with left:
        names = st.multiselect(
            "Narrow by more",
            others,
            key=key,
            placeholder="Choose attributes",
            persist_state="session",
        )
    if len(kinds) > 1:
        with right:
            only = replace(only, kinds=_kinds(kinds, page))
    where = dict(only.where)
    if names:
        boxes = st.columns(max(len(names), ACROSS))
        for box, name in zip(boxes, names, strict=False):
            with box:
                # The name is a person's own word, so it stands as text and not as a label.
                st.text(name)
                where |= _value(frames, respondents, name, f"{page}_more_{name}", hidden=True)
    return replace(only, where=where)


def _kinds(kinds: Sequence[Kind], page: str) -> tuple[str, ...] | None:
    """The kinds of texts to count; None where only interviews are, as usual."""
    chosen = st.multiselect(
        "Texts counted",
        list(kinds),
        default=[kind for kind in kinds if kind.counts_as_interview],
        format_func=lambda kind: f"{kind}s" if kind is not Kind.FEEDBACK else str(kind),
        key=f"{page}_kinds",
        placeholder="Interviews and focus groups",
        persist_state="session",
    )
    usual = {kind for kind in kinds if kind.counts_as_interview}
    return tuple(chosen) if chosen and set(chosen) != usual else None


def _value(
    frames: Frames, respondents: Respondents, name: str | None, key: str, *, hidden: bool = False
) -> dict[str, str]:
    """The value to keep of an attribute, as a filter; empty where none is chosen."""
    value = choose(
        "To",
        values_of(frames, name) if name else [],
        key,
        lambda v: label_of(name, v, respondents),
        "Any" if name else "–",
        disabled=not name,
        hidden=hidden,
    )
    return {name: value} if name and value else {}


def values_of(frames: Frames, attribute: str) -> list[str]:
    """The known values of an attribute or of the question, sorted."""
    held = frames.segments if attribute == "question" else frames.people
    return sorted({v for v in held[attribute].unique() if v is not None}, key=natural)


def choose(
    label: str,
    options: Sequence[Value],
    key: str,
    shown: Callable[[Value], str],
    nothing: str,
    *,
    disabled: bool = False,
    hidden: bool = False,
    width: int | Literal["stretch"] = "stretch",
) -> Value | None:
    """One of the options or nothing. A choice that is no longer on offer is let go of.

    ``label`` is ours; the options stay literal, whatever they hold. A ``hidden`` label is only
    read aloud.
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
        label_visibility="collapsed" if hidden else "visible",
        width=width,
        persist_state="session",
    )
    return chosen
