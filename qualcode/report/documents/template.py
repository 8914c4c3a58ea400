"""The templates we ship, made here rather than kept as files nobody can read."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from qualcode.report.documents.values import Shape
from qualcode.report.documents.wordml import CELL, HEAD_CELL, NOTE, TO_WRITE
from qualcode.report.quotes_docx import INK, QUIET, blank, dress

LEAD, CONTENTS_HEAD, LABEL = "Report Lead", "Contents Heading", "Report Label"
# Two that stay on the page of what follows: small print under a heading, and a figure in words.
UNDER, FIGURE = "Report Under", "Report Figure"
# (style, points, bold, colour, space before, space after)
_OURS: tuple[tuple[str, float, bool, str, float, float], ...] = (
    (NOTE, 9.5, False, QUIET, 0, 4),
    (TO_WRITE, 10.5, False, "8A4B00", 0, 6),
    (CELL, 9.5, False, INK, 2, 2),
    (HEAD_CELL, 9.5, True, INK, 3, 3),
    (LEAD, 12.5, False, INK, 2, 8),
    (CONTENTS_HEAD, 15, True, INK, 18, 6),
    (LABEL, 10, True, QUIET, 8, 3),
    (UNDER, 9.5, False, QUIET, 0, 4),
    (FIGURE, 11, False, INK, 0, 6),
)
_CHANGED: tuple[tuple[str, float, bool, str, float, float], ...] = (
    ("Title", 26, True, INK, 120, 6),
    ("Subtitle", 13, False, QUIET, 0, 4),
    ("Heading 1", 19, True, INK, 24, 8),
    ("Heading 2", 14, True, INK, 18, 5),
    ("Heading 3", 11.5, True, INK, 12, 3),
    ("Caption", 9.5, False, QUIET, 2, 12),
    ("List Bullet", 11, False, INK, 0, 4),
    ("Quote", 11, False, INK, 0, 7),
)

Line = tuple[str, str]  # style, words
_FRONT: tuple[Line, ...] = (
    ("Title", "{{ title }}"),
    ("Subtitle", "{{ subtitle }}"),
    ("Subtitle", "{{ made_on }}"),
    ("Normal", "{%p if interim %}"),
    (LEAD, "Interim report: coding goes on, and what is said here may change."),
    ("Normal", "{%p endif %}"),
    (CONTENTS_HEAD, "Contents"),
    ("Normal", "{{p contents }}"),
    ("Page", ""),
    ("Heading 1", "In short"),
    ("Normal", "{%p for words in about %}"),
    (LEAD, "{{ words }}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{{p summary }}"),
    ("Normal", "{%p for words in in_short %}"),
    ("List Bullet", "{{ words }}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{{p overview }}"),
)
_SECTION: tuple[Line, ...] = (
    ("Normal", "{%p if one.definition %}"),
    (UNDER, "{{ one.definition }}"),
    ("Normal", "{%p endif %}"),
    (FIGURE, "{{ one.who }}"),
    ("Normal", "{%p if one.directions %}"),
    (FIGURE, "{{ one.directions }}"),
    ("Normal", "{%p endif %}"),
    ("Normal", "{{p one.picture }}"),
    ("Normal", "{{p one.table }}"),
    ("Normal", "{{p one.quotes }}"),
    ("Normal", "{%p if one.counter %}"),
    (LABEL, "Said otherwise"),
    ("Normal", "{{p one.counter }}"),
    ("Normal", "{%p endif %}"),
)
_FINDINGS: dict[Shape, tuple[Line, ...]] = {
    Shape.INDICATORS: (
        ("Heading 1", "What people said, by indicator"),
        ("Normal", "{%p for one in findings %}"),
        ("Heading 2", "{{ one.title }}"),
        *_SECTION,
        ("Normal", "{%p for letter in one.letters %}"),
        ("Heading 3", "{{ letter.title }}"),
        *((style, words.replace("one.", "letter.")) for style, words in _SECTION),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endfor %}"),
    ),
    Shape.AUTHORITIES: (
        ("Heading 1", "The authorities, one by one"),
        ("Normal", "{%p for one in findings %}"),
        ("Heading 2", "{{ one.name }}"),
        (UNDER, "{{ one.people }}"),
        ("Heading 3", "Pen picture"),
        ("Normal", "{{p one.pen_picture }}"),
        ("Normal", "{%p if one.cells %}"),
        ("Heading 3", "What people there told us"),
        ("Normal", "{{p one.cells }}"),
        ("Normal", "{%p endif %}"),
        (NOTE, "{{ one.sources }}"),
        ("Normal", "{%p endfor %}"),
        ("Heading 1", "Side by side"),
        ("Normal", "{{p afterwards }}"),
    ),
    Shape.THEMES: (
        ("Heading 1", "The themes"),
        ("Normal", "{%p for one in findings %}"),
        ("Heading 2", "{{ one.title }}"),
        ("Normal", "{%p if one.statement %}"),
        (LEAD, "{{ one.statement }}"),
        ("Normal", "{%p endif %}"),
        ("Heading 3", "What it rests on"),
        ("Normal", "{{p one.rests_on }}"),
        ("Normal", "{%p if one.quotes %}"),
        ("Heading 3", "Evidence"),
        ("Normal", "{{p one.quotes }}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p if one.counter %}"),
        ("Heading 3", "Counter-evidence"),
        ("Normal", "{{p one.counter }}"),
        ("Normal", "{%p endif %}"),
        ("Heading 3", "Who is silent"),
        ("Normal", "{{ one.silent }}"),
        ("Heading 3", "Implications"),
        ("Normal", "{{p one.implications }}"),
        ("Normal", "{%p endfor %}"),
    ),
}
_BACK: tuple[Line, ...] = (
    ("Heading 1", "How the study was done"),
    ("Heading 2", "Method"),
    ("Normal", "{%p for words in method %}"),
    ("Normal", "{{ words }}"),
    ("Normal", "{%p endfor %}"),
    ("Heading 2", "Sample"),
    ("Normal", "{{p sample }}"),
    ("Heading 2", "How to read the numbers and quotes"),
    ("Normal", "{%p for words in reading %}"),
    ("List Bullet", "{{ words }}"),
    ("Normal", "{%p endfor %}"),
    ("Heading 2", "Limits"),
    ("Normal", "{%p for words in limits %}"),
    ("List Bullet", "{{ words }}"),
    ("Normal", "{%p endfor %}"),
    ("Heading 1", "Annex A: Reporting checklist (COREQ)"),
    (UNDER, "Each line says where its draft came from. Lines to be written are marked ✎."),
    ("Normal", "{{p coreq }}"),
    ("Heading 1", "Annex B: Codebook"),
    ("Normal", "{{p codebook }}"),
)
_NOTHING: dict[Shape, str] = {
    Shape.INDICATORS: "The codebook has no indicators yet.",
    Shape.AUTHORITIES: "Nobody is known to come from an authority yet.",
    Shape.THEMES: "No theme is written yet.",
}


def template(shape: Shape) -> bytes:
    """Our template of a shape as the bytes of a .docx file, the same every time."""
    document = _dressed()
    body = document.element.body
    for child in list(body):
        if not child.tag.endswith("sectPr"):
            body.remove(child)
    heading, *findings = _FINDINGS[shape]
    empty = (
        ("Normal", "{%p if not findings %}"),
        ("Normal", _NOTHING[shape]),
        ("Normal", "{%p endif %}"),
    )
    _write(document, (*_FRONT, heading, *empty, *findings, *_BACK))
    about = document.core_properties
    about.created = about.modified = datetime(2026, 1, 1)
    out = io.BytesIO()
    document.save(out)
    return _dated(out.getvalue())


def _dressed() -> Any:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm

    document = blank("Report")
    styles = document.styles
    there = {style.name for style in styles}
    for look in _OURS:
        if look[0] not in there:
            made = styles.add_style(look[0], WD_STYLE_TYPE.PARAGRAPH)
            made.base_style = styles["Normal"]
        dress(styles, *look)
    for look in _CHANGED:
        dress(styles, *look)
        _unspaced(styles[look[0]])
    for n in (1, 2):
        if f"toc {n}" not in {style.name.lower() for style in styles}:
            entry = styles.add_style(f"toc {n}", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
            entry.base_style = styles["Normal"]
        dress(styles, f"toc {n}", 11 if n == 1 else 10, n == 1, INK, 5 if n == 1 else 0, 2)
        styles[f"toc {n}"].paragraph_format.left_indent = Cm(0.6 * (n - 1))
    for name in ("Heading 1", "Heading 2", "Heading 3", LABEL, CONTENTS_HEAD, UNDER, FIGURE):
        styles[name].paragraph_format.keep_with_next = True
    styles["Quote"].paragraph_format.left_indent = Cm(0.6)
    styles["Quote"].paragraph_format.keep_together = True
    styles["Normal"].paragraph_format.line_spacing = 1.15
    styles[TO_WRITE].font.italic = True
    return document


def _unspaced(style: Any) -> None:
    """Letters as near to each other as in the text: the ground's titles are stretched."""
    from docx.oxml.ns import qn

    for name in ("w:spacing", "w:kern"):
        for one in style.element.rPr.findall(qn(name)):
            style.element.rPr.remove(one)


def _write(document: Any, lines: Sequence[Line]) -> None:
    breaks, ids = False, {style.name: style.style_id for style in document.styles}
    for style, words in lines:
        if style == "Page":
            breaks = True
            continue
        paragraph = document.add_paragraph(words)
        if style != "Normal":
            # By its id: to look each up by its name would take longer than all the rest.
            paragraph._p.style = ids[style]
        if breaks:
            paragraph.paragraph_format.page_break_before = True
            breaks = False


def _dated(data: bytes) -> bytes:
    """The same bytes every time: no hour of making in the file's parts."""
    import zipfile

    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), old.read(name))
    return out.getvalue()
