"""What a press on a difference does: settle it, go on, keep what was typed when it is refused."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from qualcode.app.disagreements_words import became
from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError
from qualcode.model.review import Outcome
from qualcode.project import Project
from qualcode.project.reconciling_queue import Difference

# The one in hand, how it was settled when it was taken in hand, and what was just done.
AT, SEEN, SAID = "differences-at", "differences-seen", "differences-said"


@dataclass(frozen=True)
class Hand:
    """The difference in hand, whose it is, and the keys of those listed with it."""

    project: Project
    one: Difference
    coders: tuple[str, str]
    keys: tuple[str, ...]

    def field(self, name: str) -> str:
        """A widget of this difference alone: what is typed waits there while another is shown."""
        return f"difference-{name}-{self.one.short}"

    @property
    def alone(self) -> bool:
        """Whether only one of the two coded here."""
        return self.one.first is None or self.one.second is None

    @property
    def after(self) -> str | None:
        """The one that comes next in the list, the first again after the last."""
        others = [key for key in self.keys if key != self.one.key]
        if self.one.key not in self.keys or not others:
            return others[0] if others else None
        return others[self.keys.index(self.one.key) % len(others)]


def take(hand: Hand) -> None:
    """Note how it was settled when a person first saw it.

    The page is drawn anew while they write; what they decide on is what they saw.
    """
    one = hand.one
    if st.session_state.get(SEEN, ("",))[0] != one.key:
        st.session_state[SEEN] = (one.key, one.resolution.id if one.resolution else None)


def go_to(key: str | None) -> None:
    """Show this difference next."""
    if key is not None:
        st.session_state[AT] = key
    st.session_state.pop(SAID, None)


def said() -> None:
    """What was just settled, or why it was not."""
    kind, text = st.session_state.get(SAID, ("", ""))
    with st.container(key="difference-said"):
        if text:
            sentence(text, kind=kind)


def act(hand: Hand, outcome: Outcome, **given: object) -> None:
    """Settle it, for buttons."""
    settle(hand, outcome, **given)


def settle(hand: Hand, outcome: Outcome, **given: object) -> bool:
    """Settle it and go on to the next; a refusal leaves everything as it is. Whether it was."""
    reason = str(st.session_state.get(hand.field("reason")) or "")
    _, seen = st.session_state.get(SEEN, ("", None))
    st.session_state.pop(SEEN, None)
    try:
        made = hand.project.settle(hand.one.key, outcome, reason, seen=seen, **given)  # type: ignore[arg-type]
    except QualcodeError as error:
        st.session_state[SAID] = ("error", str(error))
        st.session_state[AT] = hand.one.key
        return False
    for name in ("reason", "code", "direction", "span"):
        st.session_state.pop(hand.field(name), None)
    told = became(replace(hand.one, resolution=made), hand.coders)
    st.session_state[SAID] = ("done", f"Settled: {told}.")
    st.session_state[AT] = hand.after
    return True
