"""What a change to the codebook would bring, before and after it is made."""

from __future__ import annotations

import streamlit as st

from qualcode.app import parts
from qualcode.app.codebook_acts import AGAIN
from qualcode.app.literal import escaped, name
from qualcode.project import Consequences, Project


def preview(brings: Consequences, follows: str, nothing: str) -> None:
    """How many codings are touched, whose they are, and the interviews to read again.

    ``follows`` is what happens to the codings, ``nothing`` what is said without any.
    """
    if not brings.codings:
        st.html(f'<div class="qc-preview">{escaped(nothing)}</div>{_STYLE}')
        return
    whose = ", ".join(f"{coder} {n}" for coder, n in brings.by_coder)
    count = parts.many(brings.codings, "coding")
    lines = [f"<p><b>{count}</b> {escaped(follows)} ({escaped(whose)}).</p>"]
    if brings.doubles:
        lines.append(f"<p>{escaped(_doubles(brings.doubles))}</p>")
    again = parts.many(len(brings.interviews), "text")
    rows = "".join(
        f"<li>{name(title)} <span class='qc-muted'>{parts.many(n, 'coding')}</span></li>"
        for _, title, n in brings.interviews
    )
    # A list that scrolls can be reached by keyboard.
    listed = f'<div tabindex="0" role="region" aria-label="To read again"><ul>{rows}</ul></div>'
    lines.append(f"<p>To read again afterwards: {again}.</p>{listed}")
    st.html(f'<div class="qc-preview">{"".join(lines)}</div>{_STYLE}')


def _doubles(n: int) -> str:
    if n == 1:
        return (
            "1 of them has a twin: its coder has given the other code to the same words already."
            " One coding is left of the two."
        )
    return (
        f"{n} of them have a twin: their coder has given the other code to the same words already."
        " One coding is left of each two."
    )


def to_read_again(project: Project) -> None:
    """The interviews that the last change touched, with a door to each, until put away."""
    touched = st.session_state.get(AGAIN)
    if not touched:
        return
    known = {row["id"] for row in project.transcripts()}
    with st.expander(f"To read again: {parts.many(len(touched), 'text')}", expanded=True):
        for id, title, n in touched:
            named, door = st.columns([6, 1], vertical_alignment="center")
            named.html(f"{name(title)} <span class='qc-muted'>{parts.many(n, 'coding')}</span>")
            if id in known and door.button("Open", key=f"again-{id}"):
                parts.go("code", transcript=id)
        st.button("Put this list away", key="again-away", on_click=_put_away)


def _put_away() -> None:
    st.session_state.pop(AGAIN, None)


_STYLE = """<style>
.qc-preview {padding:.7rem .9rem;border-radius:.5rem;line-height:1.5;overflow-wrap:anywhere;
 background:color-mix(in srgb, currentColor 6%, transparent)}
.qc-preview p {margin:0 0 .4rem}
.qc-preview [role=region] {max-height:14rem;overflow-y:auto}
.qc-preview ul {margin:0;padding-left:1.15rem}
.qc-preview li {margin:0 0 .2rem}
.qc-preview .qc-name {display:inline}
</style>"""
