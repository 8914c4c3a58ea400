"""The codebook as a file: a Word document to read, a table, or YAML to work on with."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from qualcode.errors import Refused
from qualcode.formats.codebook import write_codebook
from qualcode.formats.codebook_table import write_codebook_table
from qualcode.model import Code, Codebook
from qualcode.report.codebook_words import cue_words, rule_words

ENDINGS = ("docx", "csv", "yaml")
# Phrases are for the suggestions; of many a reader needs a taste.
MOST_CUES = 8
# Use of a code's other name -> where that is.
_USES = {
    "part_two": "the second part of the source",
    "in_list": "the source's own list",
}
_LISTS = (
    ("include_when", "Use it when"),
    ("exclude_when", "Do not use it when"),
    ("confused_with", "Easily confused with"),
    ("examples", "Examples"),
    ("cues", "Phrases that point to it"),
)


def codebook_as(codebook: Codebook, ending: str, notes: Sequence[str] = ()) -> bytes:
    """The codebook as the whole content of a .docx, .csv or .yaml file.

    A table and YAML are read back by `formats.codebook.read_codebook`: YAML whole, a table with
    its codes. ``notes`` stand under the title of the document.

    Raises
    ------
    Refused
        The ending is another.
    """
    kind = checked_ending(ending)
    if kind == "yaml":
        return write_codebook(codebook).encode("utf-8")
    if kind == "csv":
        return write_codebook_table(codebook).encode("utf-8-sig")
    return _as_docx(codebook, notes)


def checked_ending(ending: str) -> str:
    """The ending without its dot, in small letters.

    Raises
    ------
    Refused
        A codebook is written to no such file.
    """
    kind = ending.lower().removeprefix(".")
    kind = "yaml" if kind == "yml" else kind
    if kind not in ENDINGS:
        raise Refused("A codebook goes to .docx, .csv, .yaml or .qdc; name the file so.")
    return kind


def _as_docx(codebook: Codebook, notes: Sequence[str]) -> bytes:
    from qualcode.report.palette import colours
    from qualcode.report.quotes_docx import NOTE, QUIET, blank, paragraph

    document = blank(codebook.name)
    named = {style.name: style.style_id for style in document.styles}
    end = document.element.body.sectPr
    hues = colours(codebook)

    def add(style: str, *runs: tuple[str, str], edge: str = "") -> None:
        end.addprevious(paragraph(named[style], runs, edge))

    add("Title", (codebook.name, ""))
    for note in (*notes, *([f"Source: {codebook.source}"] if codebook.source else [])):
        add(NOTE, (note, ""))
    if codebook.rules:
        add("Heading 1", ("Rules for coding", ""))
        for rule in codebook.rules:
            add("List Bullet", (rule, ""))
    for code in codebook:
        top = code.parent is None
        retired = (" (retired)", QUIET) if code.retired else ("", "")
        edge = hues[code.id].lstrip("#")
        add("Heading 1" if top else "Heading 2", (code.title, ""), retired, edge=edge)
        for label, words in _told(code, codebook):
            add("Normal", (f"{label}: " if label else "", QUIET), (words, ""))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _told(code: Code, codebook: Codebook) -> Iterator[tuple[str, str]]:
    """What is said of a code, each with its label; the definition has none."""
    if code.definition:
        yield "", code.definition
    for use, words in code.labels.items():
        yield f"Its name in {_USES.get(use, use.replace('_', ' '))}", words
    for key, label in _LISTS:
        items: tuple[str, ...] = getattr(code, key)
        if key == "confused_with":
            items = tuple(codebook[id].title for id in items if id in codebook)
        if key == "examples":
            items = tuple(f"“{words}”" for words in items)
        if key in ("include_when", "exclude_when"):
            items = tuple(map(rule_words, items))
        if key == "cues":
            rest = len(items) - MOST_CUES
            more = (f"and {rest} more",) if rest > 0 else ()
            items = (*map(cue_words, items[:MOST_CUES]), *more)
        if items:
            yield label, "; ".join(items)
