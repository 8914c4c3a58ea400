"""What people wrote, with the study's names replaced, where it leaves or a mentor reads it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from qualcode.model import Code, Codebook
from qualcode.model.feedback import FeedbackEntry
from qualcode.model.theme import Theme
from qualcode.project.masking import FreeNames
from qualcode.shipped import shipped

if TYPE_CHECKING:
    from qualcode.analysis.matrix import Matrix
    from qualcode.project import Project
    from qualcode.project.reports_written import ReportText
    from qualcode.project.review_views import ItemView


def book_without(free: FreeNames, book: Codebook) -> Codebook:
    """A codebook with the names in it replaced; the same one where there are none.

    Words kept back are left out of it by `CodebookLeaving`, example by example.
    """
    free = free.alone
    if not free:
        return book
    codes = tuple(code_without(free, code) for code in book)
    return book if codes == tuple(book) else dataclasses.replace(book, codes=codes)


def code_without(free: FreeNames, code: Code) -> Code:
    """The same, for one code."""
    free = free.alone
    return dataclasses.replace(
        code,
        name=free.out_of(code.name),
        definition=free.out_of(code.definition),
        examples=free.out_of_lines(code.examples),
        cues=free.out_of_lines(code.cues),
        include_when=free.out_of_lines(code.include_when),
        exclude_when=free.out_of_lines(code.exclude_when),
    )


def words_of_book(book: Codebook) -> list[str]:
    """All that people wrote into a codebook, for the last look before it leaves.

    What stands in the codebook that comes with qualcode is published and names nobody.
    """
    return [words for words in _every_text(book) if words not in _published()]


def names_of_codes(book: Codebook) -> list[str]:
    """What codes are called, as tables and headings print it; the same."""
    named = [name for code in book for name in (code.name, *code.labels.values())]
    return [name for name in named if name not in _published()]


@lru_cache(maxsize=1)
def _published() -> frozenset[str]:
    from qualcode.formats.codebook import read_codebook

    book, _ = read_codebook(shipped("codebooks/good_practice_indicators.yaml").read_text("utf-8"))
    return frozenset(_every_text(book)) if book is not None else frozenset()


def _every_text(book: Codebook) -> Iterator[str]:
    yield book.name
    for code in book:
        yield from (code.name, *code.labels.values(), code.definition, *code.examples)
        yield from (*code.cues, *code.include_when, *code.exclude_when)


def themes_without(free: FreeNames, themes: Iterable[Theme]) -> list[Theme]:
    """Themes with the names in what they say replaced."""
    return [
        dataclasses.replace(t, statement=free.out_of(t.statement), note=free.out_of(t.note))
        for t in themes
    ]


def feedback_without(free: FreeNames, entries: Iterable[FeedbackEntry]) -> list[FeedbackEntry]:
    """Feedback with the names in what was said replaced."""
    return [
        dataclasses.replace(
            one,
            words=free.out_of(one.words),
            said_by=free.out_of(one.said_by),
            tags=free.out_of_lines(one.tags),
        )
        for one in entries
    ]


def matrix_without(free: FreeNames, matrix: Matrix) -> Matrix:
    """A framework matrix with the names in its summaries replaced."""
    if not free:
        return matrix
    cells = {
        place: dataclasses.replace(
            cell,
            summary=dataclasses.replace(cell.summary, text=free.out_of(cell.summary.text)),
        )
        if cell.summary
        else cell
        for place, cell in matrix.cells.items()
    }
    return dataclasses.replace(matrix, cells=cells)


def view_without(free: FreeNames, view: ItemView) -> ItemView:
    """An item of a round with the names in what people wrote of it replaced."""
    if not free:
        return view
    row = dataclasses.replace(view.row, title=free.out_of(view.row.title))
    return dataclasses.replace(
        view,
        row=row,
        code=view.code and code_without(free, view.code),
        theme=view.theme and themes_without(free, [view.theme])[0],
        thread=tuple(dataclasses.replace(m, text=free.out_of(m.text)) for m in view.thread),
        resolutions=tuple(
            dataclasses.replace(r, reason=free.out_of(r.reason)) for r in view.resolutions
        ),
    )


class NamesAway:
    """A study as a report reads it: what people wrote comes with its names replaced."""

    def __init__(self, project: Project, free: FreeNames) -> None:
        self._project = project
        self._free = free

    def __getattr__(self, name: str) -> Any:
        return getattr(self._project, name)

    @property
    def codebook(self) -> Codebook:
        """The codebook."""
        return book_without(self._free, self._project.codebook)

    def about(self) -> dict[str, Any]:
        """The study's title and options."""
        about = self._project.about()
        return {**about, "title": self._free.out_of(about["title"] or "")}

    def report_texts(self) -> list[ReportText]:
        """What was written for reports."""
        found = self._project.report_texts()
        return [dataclasses.replace(one, text=self._free.out_of(one.text)) for one in found]

    def written_themes(self, *given: Any, **named: Any) -> list[Theme]:
        """The themes."""
        return themes_without(self._free, self._project.written_themes(*given, **named))
