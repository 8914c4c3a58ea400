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
from qualcode.report.theme_caption import caption_of_list

TITLE = "Themes"
LEAD = (
    "This is what we read out of the interviews so far. Please tell us where it is wrong, where"
    " something is missing, and what matters most."
)
HEADS = {1: "Most important to us", 2: "Important", 3: "Less important", None: "Not yet weighed"}
_SPECIAL = "\\`*_{}[]<>#|~$&"

Counted = tuple[Theme, Evidence]


def as_list(
    ending: str, counted: Sequence[Counted], small: int, claims: str, codebook_version: int
) -> bytes:
    """The list as the content of a .docx or .md file.

    ``counted`` are the themes, the most important first, with what was counted for each. No count
    of people leaves: a theme is only marked as spoken of by at least ``small``.

    Raises
    ------
    Refused
        The ending is another one.
    """
    folded = ending.lower().removeprefix(".")
    found = [evidence for _, evidence in counted]
    notes = [caption_of_list(found, small, codebook_version), claims]
    if folded == "md":
        return writable(_markdown(counted, small, notes)).encode("utf-8")
    if folded == "docx":
        return _docx(counted, small, notes)
    raise Refused("A list of themes goes to .docx or .md; choose one of these endings.")


def spoken_of(evidence: Evidence, small: int) -> str:
    """The line under a theme, empty where few people or nobody speak of it.

    Exact numbers would tell of one person by the step from one theme to the next.
    """
    return f"Spoken of by at least {small} people, for or against." if evidence.k >= small else ""


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
            said = spoken_of(evidence, small)
            # Two blanks at the end of a line break it.
            lines += (
                [f"{number}. {statement}  ", f"   {said}"] if said else [f"{number}. {statement}"]
            )
            lines.append("")
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
            if not (said := spoken_of(evidence, small)):
                continue
            line.paragraph_format.keep_with_next = True
            line.paragraph_format.space_after = Pt(0)
            under = document.add_paragraph().add_run(said)
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
