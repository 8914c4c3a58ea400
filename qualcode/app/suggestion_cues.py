"""Words of a passage just coded become a cue of its code."""

from __future__ import annotations

import re
from collections.abc import Iterable

import streamlit as st

from qualcode.app import code_card, parts
from qualcode.app.desk import tried
from qualcode.app.literal import escaped, in_label
from qualcode.errors import QualcodeError
from qualcode.model import Code, Coding, Span
from qualcode.project import Project

WORDS, MARKED = "cue-words", "cue-marked"
LONGEST, MOST = 5, 12
# Words at which a phrase ends: they say nothing of a subject by themselves.
_BREAKS = """
a an and are as at be been but by can could did do does for from get go got had has have he her
him his how i if in into is it its just kind know like made make me mean my no not of on one or
our out really s say she so some sort t than that the their them then there these they thing
things think this those to up us very want was we well were what when which who will with would yes
you your
"""
BREAKS = frozenset(_BREAKS.split())
# Words a cue neither begins nor ends with.
EDGES = frozenset(
    ["about", "also", "another", "around", "because", "every", "half", "since", "still", "too"]
)


def from_passage(project: Project, codings: Iterable[str]) -> None:
    """Words of a passage just coded become a cue of its code, with one press."""
    standing = []
    for id in codings:
        try:
            standing.append(project.coding(id))
        except QualcodeError:
            # Withdrawn on another page meanwhile.
            continue
    codebook = project.codebook
    for coding in standing:
        if coding.code in codebook:
            with st.popover(f"Add a cue to {in_label(coding.code)}", type="tertiary"):
                _offer(project, coding, codebook[coding.code])


def _offer(project: Project, coding: Coding, code: Code) -> None:
    parts.muted("Choose words, mark them in the passage with the mouse, or write them.")
    st.html(f'<p class="qck-words">{escaped(coding.quote)}</p>')
    key = f"{WORDS}-{coding.id}"
    marked = st.session_state.get(MARKED, "")
    entry = " ".join([code.name, code.definition, *code.include_when, *code.cues])
    listed = phrases(coding.quote, code.cues, entry)
    if marked and marked.casefold() in " ".join(coding.quote.split()).casefold():
        listed = [marked, *(p for p in listed if p != marked)]
        if st.session_state.pop(f"{MARKED}-new", False):
            st.session_state[key] = marked
    st.selectbox(
        f"A cue of {in_label(code_card.label(project.codebook, code.id))}",
        listed,
        index=0 if listed else None,
        accept_new_options=True,
        placeholder="Write the words",
        key=key,
    )
    st.button(
        "Add this as a cue",
        key=f"cue-add-{coding.id}",
        type="primary",
        on_click=_add,
        args=(project, code.id, key, (coding.transcript, coding.span)),
    )


def _add(project: Project, code: str, key: str, said: tuple[str, Span]) -> None:
    """Add the words, and say which version of the codebook has them."""
    add_words(project, code, str(st.session_state.get(key) or ""), said)
    st.session_state.pop(key, None)


def add_words(
    project: Project, code: str, words: str, said: tuple[str, Span] | None = None
) -> None:
    """Add a cue, ``said`` in a transcript there; the codebook has a new version then."""
    words = " ".join(words.split())
    if not words:
        parts.tell("Choose or write the words first.", "note")
    elif tried(project.add_cue, code, words, said=said):
        parts.tell(
            f"“{words}” is a cue of {code} now, in version {project.codebook_version} of the"
            " codebook. It counts when suggestions are made anew."
        )


def heard() -> None:
    """Words were marked with the mouse."""
    said = st.session_state.get("offers-keys")
    words = said.get("words") if said else None
    if words:
        st.session_state[MARKED] = words
        st.session_state[f"{MARKED}-new"] = True


def phrases(quote: str, known: Iterable[str] = (), about: str = "") -> list[str]:
    """Runs of telling words in a quote that could be cues, without those known.

    Those with words that ``about``, such as a code's definition, has come first, then the longest.

    >>> phrases("We argue about thresholds, and the duty desk helps.", ["duty desk"], "A desk.")
    ['duty desk helps', 'argue about thresholds']
    """
    have, nearby = {cue.casefold() for cue in known}, set(_words(about))
    found: dict[str, str] = {}
    for clause in re.split(r"[^\w\s’'-]+", quote):
        run: list[str] = []
        for word in [*clause.split(), ""]:
            if word and not _breaks(word):
                run.append(word)
                continue
            phrase = _trimmed(run)
            if len(phrase) > 1:
                found.setdefault(" ".join(phrase).casefold(), " ".join(phrase))
            run = []
    kept = [phrase for key, phrase in found.items() if key not in have]
    kept.sort(key=lambda p: (-len(nearby.intersection(_words(p))), -len(p.split())))
    return kept[:MOST]


def _words(text: str) -> list[str]:
    return [w for w in re.findall(r"[^\W\d_]+", text.casefold()) if w not in BREAKS]


def _breaks(word: str) -> bool:
    """Whether a phrase ends here: a word of no subject, a contraction or a number."""
    return word.casefold() in BREAKS or bool(re.search(r"[’']|\d", word))


def _trimmed(run: list[str]) -> list[str]:
    while run and run[0].casefold() in EDGES:
        run = run[1:]
    run = run[:LONGEST]
    while run and run[-1].casefold() in EDGES:
        run = run[:-1]
    return run
