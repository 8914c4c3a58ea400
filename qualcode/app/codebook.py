"""Codebook: the indicators and their letters, and the rules of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from qualcode.app import parts
from qualcode.app.codebook_upload import new_version
from qualcode.app.literal import escaped, name
from qualcode.app.pick import Item, pick
from qualcode.model import Code, Codebook
from qualcode.project import Project
from qualcode.report.palette import colours

CHOSEN = "code-open"


def render(project: Project) -> None:
    """The tree at the left, the chosen code at the right, a new version below."""
    parts.title(
        "Codebook",
        "What you look for, and when each code applies. Choose one to read its rules.",
    )
    codebook = project.codebook
    if not len(codebook):
        st.write(
            "No code yet. A codebook lists the ideas you look for, each with a definition and"
            " with rules for when it applies. Bring it as a file, or begin with the eight"
            " indicators of good collaborative practice."
        )
        new_version(project, empty=True)
        return
    parts.muted(_about(codebook, project.codebook_version))
    counts = Counter(coding.code for coding in project.codings())
    hues = colours(codebook)
    tree, entry = st.columns([1, 1.35], gap="large")
    with tree:
        chosen = pick(_items(codebook, counts, hues), CHOSEN, label="Codes")
    with entry:
        _show(codebook, codebook[chosen or codebook.codes[0].id], counts, hues)
    if codebook.rules:
        with st.expander("Rules for the whole codebook"):
            st.html(_prose(codebook.rules))
    with st.expander("Bring a new version of the codebook"):
        new_version(project)


def _about(codebook: Codebook, version: int) -> str:
    source = f" Source: {codebook.source}." if codebook.source else ""
    return f"{codebook.name}: {parts.many(len(codebook), 'code')}, version {version}.{source}"


def _items(codebook: Codebook, counts: Counter[str], hues: dict[str, str]) -> list[Item]:
    items: list[Item] = []

    def add(code: Code, depth: int) -> None:
        # An indicator's number is of the codings with it or any of its letters.
        total = sum(counts[id] for id in codebook.family(code.id))
        items.append(
            Item(
                code.id,
                code.title,
                hue=hues[code.id],
                deep=depth > 0,
                mark=str(total) if total else "",
            )
        )
        for child in codebook.children(code.id):
            add(child, depth + 1)

    for top in codebook.children(None):
        add(top, 0)
    return items


def _show(codebook: Codebook, code: Code, counts: Counter[str], hues: dict[str, str]) -> None:
    hue = hues[code.id]
    parent = codebook[code.parent].title if code.parent else ""
    lines = [
        f'<div class="qc-code" style="border-color:{hue}">',
        f'<div class="qc-muted">{name(parent)}</div>' if parent else "",
        f"<h2>{name(_called(code))}</h2>",
        f'<div class="qc-muted">{escaped(_use(codebook, code, counts))}</div></div>',
        '<div class="qc-prose">',
        f"<p>{escaped(code.definition)}</p>" if code.definition else "",
        _listed("Use it when", code.include_when),
        _listed("Leave it out when", code.exclude_when),
        _listed("Examples", code.examples),
    ]
    if code.cues:
        cues = "".join(f"<span>{escaped(cue)}</span>" for cue in code.cues)
        lines.append(f'<h3>How people say it</h3><div class="qc-cues">{cues}</div>')
    st.html("".join(lines) + "</div>")
    if code.confused_with:
        st.subheader("Easily confused with", anchor=False)
        for other in code.confused_with:
            _door_to(codebook[other], hues[other], code.id)


def _called(code: Code) -> str:
    return f"{code.id}\u2002{code.name}"


def _door_to(other: Code, hue: str, here: str) -> None:
    """A neighbour by name, with the button that opens it."""
    named, door = st.columns([5, 1], vertical_alignment="center")
    named.html(f'<div class="qc-neighbour" style="border-color:{hue}">{name(_called(other))}</div>')
    door.button("Open", key=f"door-{here}-{other.id}", on_click=_open, args=(other.id,))


def _open(code: str) -> None:
    st.session_state[CHOSEN] = code


def _use(codebook: Codebook, code: Code, counts: Counter[str]) -> str:
    total = sum(counts[id] for id in codebook.family(code.id))
    said = f"{parts.many(total, 'coding')} by all coders" if total else "Not used in a coding yet"
    letters = len(codebook.family(code.id)) - 1
    inside = f", its {parts.many(letters, 'letter')} included" if letters and total else ""
    return f"{said}{inside}. Origin: {code.origin.value}."


def _listed(heading: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{escaped(line)}</li>" for line in lines)
    return f"<h3>{heading}</h3><ul>{items}</ul>"


def _prose(lines: Sequence[str]) -> str:
    paragraphs = "".join(f"<p>{escaped(line)}</p>" for line in lines)
    return f'<div class="qc-prose">{paragraphs}</div>'
