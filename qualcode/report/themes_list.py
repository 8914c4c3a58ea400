"""The themes as a plain list without quotes, to lay before the people who were interviewed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from qualcode.analysis.evidence import Evidence
from qualcode.errors import Refused
from qualcode.model.theme import PRIORITIES, Theme
from qualcode.report.export import writable
from qualcode.report.tables import KEPT_BACK

TITLE = "Themes"
LEAD = (
    "This is what we read out of the interviews so far. Please tell us where it is wrong, where"
    " something is missing, and what matters most."
)
HEADS = {1: "Most important to us", 2: "Important", 3: "Less important", None: "Not yet weighed"}
HELD = f"number of people kept back ({KEPT_BACK})"
_SPECIAL = "\\`*_{}[]<>#|~$&"

Counted = tuple[Theme, Evidence]


def as_list(
    ending: str, counted: Sequence[Counted], small: int, claims: str, codebook_version: int
) -> bytes:
    """The list as the content of a .docx or .md file.

    ``counted`` are the themes, the most important first, with what was counted for each; counts
    of fewer than ``small`` people are kept back.

    Raises
    ------
    Refused
        The ending is another one.
    """
    folded = ending.lower().removeprefix(".")
    notes = [caption(counted, small, codebook_version), claims]
    if folded == "md":
        return writable(_markdown(counted, small, notes)).encode("utf-8")
    if folded == "docx":
        return _docx(counted, small, notes)
    raise Refused("A list of themes goes to .docx or .md; choose one of these endings.")


def spoken_of(evidence: Evidence, small: int) -> str:
    """The line under a theme: people behind it, or that their number is kept back."""
    said = evidence.publishable(small)
    return f"Spoken of by {said}." if said else f"Spoken of by a {HELD}."


def caption(counted: Sequence[Counted], small: int, codebook_version: int) -> str:
    """What is counted, over whom and by whom, and what was left out."""
    any_of = counted[0][1]
    coders = sorted({coder for _, evidence in counted for coder in evidence.coders})
    people = KEPT_BACK if 0 < any_of.n < small else str(any_of.n)
    parts = [
        "Counted are distinct participants with a passage under any code of the theme (k of n).",
        f"In scope: {people} participants in {any_of.interviews} interviews,"
        f" {any_of.coded_through} of them coded through.",
        f"Coders: {', '.join(coders)}." if coders else "Nothing is coded yet.",
        f"Codebook version {codebook_version}.",
        f"Left out: quotes, notes, themes that were dropped, and numbers of fewer than {small}"
        f" people ({KEPT_BACK}).",
    ]
    return " ".join(parts)


def _by_priority(counted: Sequence[Counted]) -> list[tuple[str, list[Counted]]]:
    groups = groupby(counted, key=lambda pair: pair[0].priority)
    return [(HEADS[priority], list(own)) for priority, own in groups if priority in HEADS]


def _markdown(counted: Sequence[Counted], small: int, notes: Sequence[str]) -> str:
    lines, number = [f"# {TITLE}", "", LEAD, ""], 0
    for head, own in _by_priority(counted):
        lines += [f"## {head}", ""]
        for theme, evidence in own:
            number += 1
            statement = _plain(" ".join(theme.statement.split()))
            lines += [f"{number}. {statement}  ", f"   {spoken_of(evidence, small)}", ""]
    for note in notes:
        lines += [_plain(note), ""]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Text that Markdown shows as it is within a line."""
    return "".join(f"\\{c}" if c in _SPECIAL else c for c in text)


def _docx(counted: Sequence[Counted], small: int, notes: Sequence[str]) -> bytes:
    import docx
    from docx.shared import Cm, Pt, RGBColor

    document = docx.Document()
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
    quiet = RGBColor.from_string("5A626C")
    document.add_heading(TITLE, level=0)
    document.add_paragraph(LEAD)
    number = 0
    for head, own in _by_priority(counted):
        document.add_heading(head, level=1)
        for theme, evidence in own:
            number += 1
            line = document.add_paragraph(writable(f"{number}.  {theme.statement}"))
            line.paragraph_format.keep_with_next = True
            line.paragraph_format.space_after = Pt(0)
            under = document.add_paragraph().add_run(spoken_of(evidence, small))
            under.font.size, under.font.color.rgb = Pt(10), quiet
    for note in notes:
        small_print = document.add_paragraph().add_run(writable(note))
        small_print.font.size, small_print.font.color.rgb = Pt(9), quiet
    return _saved(document)


def _saved(document: Any) -> bytes:
    """The document's bytes, with nobody's name in its properties."""
    about = document.core_properties
    about.title, about.language = TITLE, "en-GB"
    about.author = about.comments = about.last_modified_by = ""
    about.created = about.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def priority_words(priority: int | None) -> str:
    """A priority as people say it."""
    return f"{PRIORITIES[priority]} priority" if priority else "not yet weighed"
