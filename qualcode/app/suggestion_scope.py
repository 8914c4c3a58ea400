"""What is gone through: an interview, a code or all, and how far one has come in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from qualcode.app import code_card, parts
from qualcode.app.literal import escaped
from qualcode.model import Codebook, Segment
from qualcode.project import Project, Waiting

ALL = "all"
INTERVIEW, CODE = "offers-interview", "offers-code"
# The suggestion that an undo brought back; the passage just decided on without any shown.
BACK, REVEALED = "offers-back", "first-revealed"


@dataclass(frozen=True)
class Scope:
    """What waits in the choice, strongest first, and what was decided in it."""

    waiting: Sequence[Waiting]
    blind: Sequence[Segment]
    decided: int
    blind_decided: int

    @property
    def nothing(self) -> bool:
        """Whether there is nothing left to decide on."""
        return not self.waiting and not self.blind


def chosen_scope(project: Project, titles: Mapping[str, str]) -> Scope:
    """Let the person choose what to go through, and say how far they have come."""
    waiting, blind = project.queue(), project.blind_passages()
    texts = {one.transcript for one in waiting} | {s.transcript for s in blind}
    if not texts:
        return Scope((), (), sum(project.decided_counts().values()), 0)
    left, middle, right = st.columns([1.3, 1.3, 1], vertical_alignment="bottom")
    with left:
        transcript = _choice(
            "Interview",
            INTERVIEW,
            [ALL, *(id for id in titles if id in texts)],
            _next_text(titles, texts),
            lambda id: "All interviews" if id == ALL else titles[id],
        )
    waiting = [one for one in waiting if transcript in (ALL, one.transcript)]
    codebook = project.codebook
    offered = _codes(codebook, waiting)
    with middle:
        code = _choice(
            "Code",
            CODE,
            [ALL, *(c.id for c in codebook if c.id in offered)],
            ALL,
            lambda id: "All codes" if id == ALL else code_card.label(codebook, id),
        )
    scope = _narrowed(project, transcript, code, waiting, blind)
    right.html(_progress(scope, transcript, code))
    return scope


def _narrowed(
    project: Project,
    transcript: str,
    code: str,
    waiting: Sequence[Waiting],
    blind: Sequence[Segment],
) -> Scope:
    family = None if code == ALL else project.codebook.family(code)
    decided = sum(
        n
        for (where, which), n in project.decided_counts().items()
        if transcript in (ALL, where) and (family is None or which in family)
    )
    firsts = [
        d
        for d in project.first_decisions()
        if d.coder == project.coder and transcript in (ALL, d.transcript)
    ]
    # Going by code, passages without a shown code would say which code is hidden there.
    hidden = [s for s in blind if family is None and transcript in (ALL, s.transcript)]
    return Scope(
        [one for one in waiting if family is None or one.code in family],
        hidden,
        decided,
        len(firsts) if family is None else 0,
    )


def _next_text(titles: Mapping[str, str], texts: set[str]) -> str:
    """The interview to go on with when nothing is left in the one in hand: the next after it."""
    ids = list(titles)
    last = st.session_state.get(INTERVIEW)
    at = ids.index(last) if last in ids else 0
    return next((id for id in ids[at:] + ids[:at] if id in texts), ALL)


def _codes(codebook: Codebook, waiting: Sequence[Waiting]) -> set[str]:
    """Codes for which something waits, and the indicators these belong to."""
    codes = {one.code for one in waiting}
    return codes | {codebook.top(code) for code in codes}


def _let_go() -> None:
    st.session_state.pop(BACK, None)


def _choice(
    label: str, key: str, options: list[str], else_: str, shown: Callable[[str], str]
) -> str:
    """A choice; when what was chosen is there no more, another one."""
    if st.session_state.get(key) not in options:
        st.session_state[key] = else_
    st.selectbox(
        label,
        options,
        format_func=shown,
        key=key,
        on_change=_let_go,
        persist_state="session",
    )
    return str(st.session_state[key])


def _progress(scope: Scope, transcript: str, code: str) -> str:
    """How far one has come, in words and as a line; as HTML."""
    total = scope.decided + len(scope.waiting)
    where = "in this interview" if transcript != ALL else "in all interviews"
    if code != ALL:
        where = "for this code " + where
    share = 100 * scope.decided / total if total else 100
    first = len(scope.blind)
    note = f"<br>{parts.many(first, 'passage')} to decide on first" if first else ""
    return (
        f'<div class="qco-progress"><div class="qco-bar" aria-hidden="true">'
        f'<i style="width:{share:.0f}%"></i></div>'
        f"<b>{scope.decided:,} of {total:,}</b> {escaped(where)}{note}</div>"
    )
