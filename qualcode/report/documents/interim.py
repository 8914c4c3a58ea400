"""The mark of an interim report at the head of every page, whatever the template holds."""

from __future__ import annotations

from typing import Any

from qualcode.report.export import writable


def mark_pages(document: Any, mark: str) -> None:
    """Put words into every header a page may have: first, even and the others, of every section."""
    from docx.shared import Pt, RGBColor

    for n, section in enumerate(document.sections):
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        if document.settings.odd_and_even_pages_header_footer:
            headers.append(section.even_page_header)
        for header in headers:
            if n and header.is_linked_to_previous:
                continue  # it is the one before, which bears the mark
            header.is_linked_to_previous = False
            first = header.paragraphs[0] if header.paragraphs else header.add_paragraph()
            told = first.insert_paragraph_before() if first.text.strip() else first
            run = told.add_run(writable(mark))
            run.bold, run.font.size = True, Pt(10)
            run.font.color.rgb = RGBColor.from_string("A33B00")
