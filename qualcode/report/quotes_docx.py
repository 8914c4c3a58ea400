"""Quotes as a Word document with real styles."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from qualcode.model import Codebook
from qualcode.report import quotes_word as word
from qualcode.report.export import SOURCE, writable
from qualcode.report.palette import colours
from qualcode.report.quotes_order import Arranged, parts, source_ids
from qualcode.report.quotes_text import in_form, legend

INK, QUIET = "22272E", "5A626C"
NOTE, SPEAKER, CONTENTS = "Quotes Note", "Quote Speaker", "Contents"
_HUE = re.compile("#([0-9A-Fa-f]{6})")
_STAYS = "\N{NO-BREAK SPACE}"
FOOTNOTES = " Footnotes hold the source id by which the researcher finds each quote again."
# (style, points, bold, colour, space before, space after)
_LOOKS: tuple[tuple[str, float, bool, str, float, float], ...] = (
    ("Normal", 11, False, INK, 0, 6),
    ("Title", 22, True, INK, 0, 8),
    ("Heading 1", 15, True, INK, 22, 6),
    ("Heading 2", 12, True, INK, 12, 4),
    ("Heading 3", 11, True, QUIET, 10, 3),
    ("Quote", 11, False, INK, 0, 8),
    (NOTE, 9.5, False, QUIET, 0, 4),
    (SPEAKER, 10, False, QUIET, 0, 10),
    (CONTENTS, 12, True, INK, 14, 2),
)


def as_docx(
    arranged: Arranged, codebook: Codebook, title: str, note: str, *, block: bool = False
) -> bytes:
    """A .docx: title, note, list of contents, headings, one paragraph a quote, and its source id
    as a footnote."""
    document = blank(title)
    word.add_styles(document)
    named = {style.name: style.style_id for style in document.styles}
    hues, short = colours(codebook), source_ids(arranged.every)
    found = parts(arranged, codebook)
    entries = [(p.level, p.title, n) for n, p in enumerate(found, 1) if p.level <= 2]
    xml = [
        word.paragraph(named["Title"], word.run(title)),
        *(word.paragraph(named[NOTE], word.run(line)) for line in note.split("\n")),
        word.paragraph(named[NOTE], word.run(f"{legend()}{FOOTNOTES if arranged.every else ''}")),
    ]
    if entries:
        xml += [
            word.paragraph(named[CONTENTS], word.run(CONTENTS)),
            *word.contents(entries, arranged.deep, named),
        ]
    notes: list[str] = []
    for n, part in enumerate(found, 1):
        # A codebook from another program may name its colours in another way.
        hue = _HUE.fullmatch(hues[part.code]) if part.code and part.level <= 2 else None
        edge = hue[1] if hue else ""
        style = named[f"Heading {part.level}"]
        xml.append(word.paragraph(style, word.run(part.title), edge=edge, bookmark=n))
        for q in part.quotes:
            words, caption, marks = in_form(q, block=block)
            notes.append(f"{SOURCE} {short[q.coding]}")
            said = word.run(words + caption) + word.run(f"{_STAYS}{marks}", colour=QUIET)
            called = word.footnote_mark(len(notes), named)
            below = block and bool(q.attribution)
            xml.append(word.paragraph(named["Quote"], f"{said}{called}", close=below))
            if below and q.attribution:
                xml.append(word.paragraph(named[SPEAKER], word.run(q.attribution)))
    word.fill(document, xml)
    if notes:
        word.add_footnotes(document, notes, named)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def blank(title: str) -> Any:
    """An empty document with our styles, page numbers, and nobody's name in its properties."""
    import docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm

    document = docx.Document()
    for name in (NOTE, SPEAKER, CONTENTS):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles[
            "Normal"
        ]
    for look in _LOOKS:
        dress(document.styles, *look)
    for name in ("Quote", SPEAKER):
        document.styles[name].paragraph_format.left_indent = Cm(0.8)
    document.styles["Quote"].paragraph_format.widow_control = True
    for section in document.sections:
        section.left_margin = section.right_margin = Cm(2.5)
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        _number_pages(section.footer.paragraphs[0])
    _speak_english(document)
    about = document.core_properties
    about.title = writable(title)[:255]
    about.author = about.comments = about.last_modified_by = ""
    about.language = "en-GB"
    about.created = about.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    return document


def _speak_english(document: Any) -> None:
    """British spelling is no mistake: Word goes by the language of the styles."""
    from docx.oxml.ns import qn

    for element in (document.styles.element, document.settings.element):
        for one in element.iter(qn("w:lang"), qn("w:themeFontLang")):
            one.set(qn("w:val"), "en-GB")


def dress(
    styles: Any, name: str, points: float, bold: bool, colour: str, before: float, after: float
) -> None:
    """Give a style our type, size in points, colour (hex) and room before and after, in points."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style = styles[name]
    style.font.name, style.font.size, style.font.bold = "Calibri", Pt(points), bold
    style.font.italic = False
    # The template's fonts and colours name its theme, which would win over ours.
    fonts = style.element.rPr.rFonts
    for key in [k for k in fonts.attrib if k.endswith("Theme") or k.endswith("theme")]:
        del fonts.attrib[key]
    style.font.color.rgb = RGBColor.from_string(colour)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _number_pages(paragraph: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def paragraph(style: str, runs: Sequence[tuple[str, str]], edge: str) -> Any:
    """One paragraph of runs (text, colour), with a coloured edge at its left where asked."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    named = OxmlElement("w:pStyle")
    named.set(qn("w:val"), style)
    properties.append(named)
    if edge:
        borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
        for key, value in (("val", "single"), ("sz", "24"), ("space", "6"), ("color", edge)):
            left.set(qn(f"w:{key}"), value)
        borders.append(left)
        properties.append(borders)
    paragraph.append(properties)
    for words, colour in runs:
        if not words:
            continue
        run, held = OxmlElement("w:r"), OxmlElement("w:t")
        if colour:
            dressed, hue = OxmlElement("w:rPr"), OxmlElement("w:color")
            hue.set(qn("w:val"), colour)
            dressed.append(hue)
            run.append(dressed)
        held.text = writable(words)
        held.set(qn("xml:space"), "preserve")
        run.append(held)
        paragraph.append(run)
    return paragraph
