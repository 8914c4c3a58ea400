"""One code of the codebook: its rules, its neighbours, and what can be done to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from qualcode.app import parts
from qualcode.app.codebook_acts import begin, open_code
from qualcode.app.literal import escaped, name
from qualcode.model import Code, Codebook

ACTS = {
    "edit": "Edit",
    "rename": "Rename",
    "move": "Move",
    "merge": "Merge into",
    "split": "Split",
    "retire": "Retire",
}


def show(
    codebook: Codebook,
    code: Code,
    counts: Counter[str],
    hues: dict[str, str],
    *,
    acts: Sequence[str] = tuple(ACTS),
) -> None:
    """The code with its rules, and the ``acts`` (keys of `ACTS`) the acting person may do."""
    heading(codebook, code, hues[code.id], _use(codebook, code, counts))
    _acts(code, acts)
    lines = [
        f"<p>{escaped(code.definition)}</p>" if code.definition else "",
        _listed("Use it when", code.include_when),
        _listed("Leave it out when", code.exclude_when),
        _listed("Examples", code.examples),
    ]
    if code.cues:
        cues = "".join(f"<span>{escaped(cue)}</span>" for cue in code.cues)
        lines.append(f'<h3>How people say it</h3><div class="qc-cues">{cues}</div>')
    if not any(lines):
        edit = " Choose Edit to say what it means." if "edit" in acts else ""
        lines = [f"<p>Nothing is written of it yet.{edit}</p>"]
    st.html(f'<div class="qc-prose">{"".join(lines)}</div>')
    if code.confused_with:
        st.subheader("Easily confused with", anchor=False)
        for other in code.confused_with:
            _door_to(codebook[other], hues[other], code.id)


def heading(codebook: Codebook, code: Code, hue: str, note: str) -> None:
    """The code's number and name under its parent's, with a quiet line below."""
    parent = codebook[code.parent].title if code.parent else ""
    above = f'<div class="qc-muted">{name(parent)}</div>' if parent else ""
    st.html(
        f'<div class="qc-code" style="border-color:{escaped(hue)}">{above}'
        f'<h2>{name(_called(code))}</h2><div class="qc-muted">{escaped(note)}</div></div>'
    )


def prose(lines: Sequence[str]) -> str:
    """Paragraphs, as HTML."""
    paragraphs = "".join(f"<p>{escaped(line)}</p>" for line in lines)
    return f'<div class="qc-prose">{paragraphs}</div>'


def _acts(code: Code, acts: Sequence[str]) -> None:
    if not acts:
        return
    with st.container(horizontal=True, gap="small"):
        for act in acts:
            label = ACTS[act]
            if act == "retire" and code.retired:
                act, label = "restore", "Take into use again"
            st.button(label, key=f"act-{act}", on_click=begin, args=(act, code))


def _called(code: Code) -> str:
    return f"{code.id}\u2002{code.name}"


def _door_to(other: Code, hue: str, here: str) -> None:
    """A neighbour by name, with the button that opens it."""
    named, door = st.columns([5, 1], vertical_alignment="center")
    named.html(f'<div class="qc-neighbour" style="border-color:{hue}">{name(_called(other))}</div>')
    door.button("Open", key=f"door-{here}-{other.id}", on_click=open_code, args=(other.id,))


def _use(codebook: Codebook, code: Code, counts: Counter[str]) -> str:
    total = sum(counts[id] for id in codebook.family(code.id))
    said = f"{parts.many(total, 'coding')} by all coders" if total else "Not used in a coding yet"
    letters = len(codebook.family(code.id)) - 1
    inside = f", its {parts.many(letters, 'letter')} included" if letters and total else ""
    aside = " Retired: it is offered for no new coding." if code.retired else ""
    return f"{said}{inside}. Origin: {code.origin.value}.{aside}"


def _listed(heading: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{escaped(line)}</li>" for line in lines)
    return f"<h3>{heading}</h3><ul>{items}</ul>"
