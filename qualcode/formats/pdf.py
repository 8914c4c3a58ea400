"""PDF files with text into a draft; a scan has no text and is refused."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from qualcode.errors import UnreadableFile
from qualcode.formats.draft import Draft
from qualcode.formats.labels import fold_label
from qualcode.formats.openings import find_openings
from qualcode.formats.pdf_lines import Line, Page, read_page
from qualcode.formats.pdf_paragraphs import paragraphs
from qualcode.formats.turns import compose
from qualcode.model import Problem

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 2000
_DIGITS = re.compile(r"\d+")


def read_pdf(data: bytes, name: str) -> Draft:
    """The text of a PDF, a line a paragraph, a blank line between turns.

    Paragraph numbers in the margin, page numbers, running heads and lines drawn on two pages
    are left out and listed; words broken at a line end are joined where that is safe.

    Raises
    ------
    UnreadableFile
        Damaged, password-protected, over 2,000 pages, or without any text (a scan).
    """
    with quiet():
        pages, oddities = _pages(data, name)
    empty = [i for i, page in enumerate(pages, 1) if not page.lines]
    if len(empty) == len(pages):
        raise UnreadableFile(
            f"{name} has no text in it, only pictures of pages (a scan);"
            " run text recognition on it or import the transcript's own file."
        )
    oddities += [Problem(f"page {i} has no text (a scan or an empty page)") for i in empty]
    bodies, running = _without_running_lines([page for page in pages if page.lines])
    bodies, twice = _without_repeats(bodies)
    texts, numbers, joined = paragraphs(bodies)
    if not any(t.strip() for t in texts):
        raise UnreadableFile(f"{name} has only page numbers and running heads; check the file.")
    oddities += _listed(running, twice, numbers, joined)
    return Draft(compose(texts), tuple(oddities))


@contextmanager
def quiet() -> Iterator[None]:
    """Keep pypdf's remarks on damaged files off the screen: they may quote the file."""
    log = logging.getLogger("pypdf")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


def _pages(data: bytes, name: str) -> tuple[list[Page], list[Problem]]:
    from pypdf import PdfReader

    damaged = UnreadableFile(f"{name} is damaged and cannot be read as a PDF; export it again.")
    try:
        reader = PdfReader(BytesIO(data))
        _refuse_locked(reader, name)
        count = len(reader.pages)
    except UnreadableFile:
        raise
    except Exception:  # pypdf answers hostile files with many kinds of exception
        raise damaged from None
    if count > MOST_PAGES:
        raise UnreadableFile(
            f"{name} has {count} pages, more than {MOST_PAGES}; split it and import the parts."
        )
    pages, oddities = [], []
    for i in range(count):
        try:
            pages.append(read_page(reader.pages[i]))
        except Exception:  # one broken page does not cost the others
            pages.append(Page((), 0.0))
            oddities.append(Problem(f"page {i + 1} is damaged and was not read"))
    if len(oddities) == count:
        raise damaged
    return pages, oddities


def _refuse_locked(reader: PdfReader, name: str) -> None:
    """Refuse a file that needs a password; one locked only against printing opens with ''."""
    if not reader.is_encrypted:
        return
    try:
        opened = bool(reader.decrypt(""))
    except Exception:  # an unknown cipher, or no library for it
        opened = False
    if not opened:
        raise UnreadableFile(f"{name} is password-protected: save an open copy and import that.")


def _shape(line: Line) -> str:
    """A line with its digits evened out, so that page numbers look alike."""
    return _DIGITS.sub("#", " ".join(line.text.split()))


def _without_running_lines(pages: Sequence[Page]) -> tuple[list[Page], Counter[str]]:
    """The pages without lines that stand at the same edge of most of them."""
    openings, _ = find_openings([line.text for page in pages for line in page.lines])
    talk = {_DIGITS.sub("#", fold_label(opening.label)) for opening in openings if opening}
    seen: Counter[tuple[int, str]] = Counter()
    for page in pages:
        seen.update({(round(line.y / 4), _shape(line)) for line in _edges(page)})
    # Two pages are too few for a habit, except of a bare number such as 1/2.
    often = {
        key
        for key, n in seen.items()
        if n > len(pages) / 2
        and (n > 2 or _is_page_number(key[1]))
        and fold_label(key[1].partition(":")[0]) not in talk
    }
    kept, left_out = [], Counter[str]()
    for page in pages:
        edges = set(_edges(page))
        gone = [x for x in edges if (round(x.y / 4), _shape(x)) in often]
        left_out.update(_shape(line) for line in gone)
        kept.append(Page(tuple(x for x in page.lines if x not in gone), page.top))
    return kept, left_out


def _is_page_number(shape: str) -> bool:
    return re.fullmatch(r"(?:page )?[-– ]*#(?: ?(?:/|of) ?#)?[-– ]*", shape, re.I) is not None


def _edges(page: Page) -> list[Line]:
    """One or two lines at the head and the foot of a page that stand apart from the rest.

    A page number need not stand apart: it is known by its shape.
    """
    body = [line for line in page.lines if not line.margin]
    found: list[Line] = []
    for lines in (body, body[::-1]):
        apart = next((n for n in (1, 2) if len(lines) > n and _gap(*lines[n - 1 : n + 1])), 0)
        numbers = [line for line in lines[:1] if _is_page_number(_shape(line))]
        found += lines[:apart] or numbers
    return found


def _gap(one: Line, other: Line) -> bool:
    return abs(one.y - other.y) > 1.35 * max(one.size, other.size)


def _without_repeats(pages: Sequence[Page]) -> tuple[list[Page], int]:
    """Pages without a first line that the page's edge cuts and the page before already shows."""
    kept: list[Page] = []
    twice = 0
    for page in pages:
        lines = page.lines
        last = next((x for x in reversed(kept[-1].lines) if not x.margin), None) if kept else None
        first = next((x for x in lines if not x.margin), None)
        if last and first and last.text == first.text and first.y + first.size > page.top:
            lines = tuple(line for line in lines if line is not first)
            twice += 1
        kept.append(Page(lines, page.top))
    return kept, twice


def _listed(running: Counter[str], twice: int, numbers: int, joined: int) -> list[Problem]:
    counts = (
        (running.total(), "page number or running head", "left out"),
        (numbers, "number in the margin", "left out"),
        (twice, "line cut by a page's edge and drawn on two pages", "kept once"),
        (joined, "word broken at a line end", "joined"),
    )
    return [Problem(f"{what}: {n} {done}") for n, what, done in counts if n]
