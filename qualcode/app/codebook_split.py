"""Split a code: name the new codes, choose for each passage where it goes, then do it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from qualcode.app import parts
from qualcode.app.codebook_acts import CHOICES, act, confirmed, reason
from qualcode.app.codebook_add import number_and_name
from qualcode.app.codebook_entry import heading
from qualcode.app.codebook_preview import preview
from qualcode.app.literal import escaped
from qualcode.model import Code, Codebook, Coding
from qualcode.project import Project
from qualcode.report.palette import colours

PARTS = "split-parts"
AT_ONCE = 10
STAYS = -1


def split(project: Project, codebook: Codebook, code: Code) -> None:
    """New codes above, the passages below, what it brings and the button at the end."""
    heading(
        codebook,
        code,
        colours(codebook)[code.id],
        "You are splitting this code: new codes take some of its passages, the rest stays.",
    )
    to = _choices(code)
    new = _new_codes(codebook, code)
    codings = [c for c in project.codings(code=code.id) if c.code == code.id]
    _passages(project, code, codings, new, to)
    assigned = {c.id: new[n].id for c in codings if (n := to.get(c.id, STAYS)) in new}
    brings = project.consequences("split", code.id, assigned=assigned)
    stay = len(codings) - brings.codings
    preview(
        brings,
        f"will carry a new code; {parts.many(stay, 'coding')} will stay with {code.id}",
        f"No passage is chosen yet: all stay with {code.id}.",
    )
    why = reason()
    if confirmed("Split it"):
        act(
            lambda: project.split_code(code.id, list(new.values()), assigned, why),
            f"{code.id} is split: {', '.join(part.id for part in new.values())}.",
            show=code.id,
            again=brings,
        )


def _choices(code: Code) -> dict[str, int]:
    """Coding id -> which of the new codes was chosen for it; begun anew with every code.

    They are counted, not called by their numbers, which may still be changed.
    """
    held: tuple[str, dict[str, int]] = st.session_state.get(CHOICES, ("", {}))
    if held[0] != code.id:
        held = (code.id, {})
        st.session_state[CHOICES], st.session_state[PARTS] = held, 2
    return held[1]


def _new_codes(codebook: Codebook, code: Code) -> dict[int, Code]:
    """Asks for the new codes, counted from 0; one without a name is left out."""
    found: dict[int, Code] = {}
    asked: list[str] = []
    for n in range(st.session_state[PARTS]):
        number, called = number_and_name(
            codebook, code.parent, besides=tuple(asked), key=f"split-{n}"
        )
        asked.append(number)
        if called.strip():
            found[n] = Code(number, called, code.parent, origin=code.origin)
    st.button("One more new code", key="split-more", on_click=_one_more)
    return found


def _one_more() -> None:
    st.session_state[PARTS] += 1


def _passages(
    project: Project, code: Code, codings: list[Coding], new: dict[int, Code], to: dict[str, int]
) -> None:
    if not codings:
        parts.muted("No coding carries this code: the new codes begin without any.")
        return
    if not new:
        parts.muted("Name a new code first; then choose the passages that go to it.")
        return
    titles = {row["id"]: row["title"] for row in project.transcripts()}
    pages = -(-len(codings) // AT_ONCE)
    page = 1
    if pages > 1:
        page = st.selectbox(
            "Passages",
            range(1, pages + 1),
            format_func=lambda n: (
                f"{(n - 1) * AT_ONCE + 1} to {min(n * AT_ONCE, len(codings))} of {len(codings)}"
            ),
            key="split-page",
        )
    names = {STAYS: f"Stays with {code.id}", **{n: c.title for n, c in new.items()}}
    for coding in codings[(page - 1) * AT_ONCE : page * AT_ONCE]:
        _passage(coding, titles[coding.transcript], names, to)


def _passage(coding: Coding, title: str, names: dict[int, str], to: dict[str, int]) -> None:
    note = f"{title} · {coding.coder} · {coding.direction.mark} {coding.direction.words}"
    said, choice = st.columns([1.6, 1], vertical_alignment="center")
    said.html(
        f'<div class="qc-prose">{escaped(coding.quote)}</div>'
        f'<div class="qc-muted">{escaped(note)}</div>'
    )
    places = list(names)
    key = f"split-{coding.id}"
    choice.selectbox(
        "Goes to",
        places,
        index=places.index(to[coding.id]) if to.get(coding.id) in places else 0,
        format_func=names.__getitem__,
        key=key,
        on_change=partial(_choose, coding.id, key),
    )


def _choose(coding: str, key: str) -> None:
    st.session_state[CHOICES][1][coding] = st.session_state[key]
