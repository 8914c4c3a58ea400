"""What is held on one person, as a file to be read through and handed over."""

from __future__ import annotations

import io

from qualcode.model.held import Held
from qualcode.report.export import plain_line, writable

TITLE = "What the study holds on"


def as_held_file(kind: str, held: Held) -> bytes:
    """The content of a .docx or .md file."""
    return _markdown(held) if kind == "md" else _docx(held)


def _notes(held: Held) -> list[str]:
    where = f"Study: {held.study}. " if held.study else ""
    return [
        f"{where}Made on {held.at[:10]}. What other people said is left out, and names that were"
        " replaced stand as words in square brackets."
    ]


def _markdown(held: Held) -> bytes:
    lines = [f"# {plain_line(f'{TITLE} {held.participant}')}", ""]
    for note in _notes(held):
        lines += [plain_line(note), ""]
    for part in held.parts:
        lines += [f"## {plain_line(part.title)}", "", plain_line(part.note), ""]
        for line in part.lines:
            words = " ".join(line.words.split())
            lines += [f"- {plain_line(line.label)}: {plain_line(words)}"]
        lines += [""]
    lines += ["## What is not in this file", ""]
    for told in held.beyond:
        lines += [plain_line(told), ""]
    return writable("\n".join(lines)).encode("utf-8")


def _docx(held: Held) -> bytes:
    from qualcode.report.quotes_docx import NOTE, blank

    title = f"{TITLE} {held.participant}"
    document = blank(title)
    document.add_paragraph(writable(title), style="Title")
    for note in _notes(held):
        document.add_paragraph(writable(note), style=NOTE)
    for part in held.parts:
        document.add_paragraph(part.title, style="Heading 1")
        document.add_paragraph(part.note, style=NOTE)
        for line in part.lines:
            own = document.add_paragraph()
            own.add_run(writable(f"{line.label}: ")).bold = True
            own.add_run(writable(line.words))
    document.add_paragraph("What is not in this file", style="Heading 1")
    for told in held.beyond:
        document.add_paragraph(told)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
