"""The framework matrix: rows of people by codes, looked at and taken along."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.model.summary import cell_key
from qualcode.project import framework_cells as written
from qualcode.project.framework_summaries import SummaryVerbs
from qualcode.project.naming import refuse_unknown

if TYPE_CHECKING:
    from qualcode.analysis.matrix import Matrix
    from qualcode.report.matrix_published import PublishedMatrix
    from qualcode.report.quotes import Quote


class FrameworkVerbs(SummaryVerbs):
    """The framework matrix."""

    def matrix(
        self,
        rows: str = "authority",
        level: str = "indicators",
        *,
        where: Mapping[str, str] | None = None,
    ) -> Matrix:
        """Every row of people by every code, with its summary and how it stands.

        A cell is written, stale (its coding changed after it was written), to write, not raised,
        not yet coded or not asked.

        Parameters
        ----------
        rows : ``participant`` or an attribute, such as authority or role
        level : ``indicators``, ``letters`` or ``both``
        where : attribute -> the value to keep; narrows the counts, not the summaries

        Raises
        ------
        Refused
            An attribute, a value to keep or a level is unknown.
        """
        from qualcode.analysis.matrix_making import make_matrix
        from qualcode.project.framework_parts import asked_codes, checked_level, row_labels

        frames = self.frames()
        self._refuse_rows(rows)
        refuse_unknown(where or (), frames.attributes)
        with self._read() as connection:
            summaries = written.load_summaries(connection)
            not_asked = written.load_not_asked(connection)
        return make_matrix(
            frames,
            self.codebook,
            rows,
            checked_level(level),
            where=self._normalised(where or {}, frames),
            labels=row_labels(frames, rows, self.respondents),
            summaries=summaries,
            not_asked=not_asked,
            asked=asked_codes(self),
            codebook_version=self.codebook_version,
        )

    def cell_quotes(
        self, rows: str, value: str | None, code: str, *, where: Mapping[str, str] | None = None
    ) -> list[Quote]:
        """The quotes of one cell, those linked to its summary first.

        Of an indicator, its letters' quotes too. Words of people who do not allow quoting are
        marked ``withheld``.

        Raises
        ------
        UnknownCode, Refused
            The study has no such code, row or value to keep.
        """
        from qualcode.project.framework_parts import quotes_of

        self._refuse_rows(rows)
        refuse_unknown(where or (), self.frames().attributes)
        only: dict[str, str | None] = {**self._normalised(where or {}, self.frames())}
        if only.setdefault(rows, value) != value:
            return []
        with self._read() as connection:
            standing = written.load_summary(connection, cell_key(rows, value, code))
        return quotes_of(self, self.codebook[code].id, only, standing.quotes if standing else ())

    def publishable_matrix(
        self, matrix: Matrix, *, where: Mapping[str, str] | None = None
    ) -> PublishedMatrix:
        """The matrix as it would leave: nobody named, small groups kept back. Nothing is recorded.

        ``where`` is what the matrix was narrowed by.

        Raises
        ------
        Refused
            Rows are single people, and the filter leaves, or leaves out, too few of them.
        """
        from qualcode.project.framework_export import as_published

        return as_published(self, matrix, where or {})

    def matrix_file(
        self,
        ending: str,
        rows: str = "authority",
        level: str = "indicators",
        *,
        where: Mapping[str, str] | None = None,
    ) -> bytes:
        """The matrix as the content of an .xlsx or .docx file, as it may leave the study.

        Small groups are kept back, people are not named, and words of those who allow no quotes
        stay. Recorded like every export.

        Raises
        ------
        Refused
            As for `matrix`; or the ending is another, or a filter leaves too few people.
        """
        from qualcode.project.framework_export import as_file

        before = self._quotable()
        data, cells = as_file(self, ending, self.matrix(rows, level, where=where), where or {})
        name = f"matrix.{ending.lstrip('.').lower()}"
        with self._leaving("export matrix", name, before=before, cells=cells):
            return data

    def export_matrix(
        self,
        target: Path,
        rows: str = "authority",
        level: str = "indicators",
        *,
        where: Mapping[str, str] | None = None,
    ) -> int:
        """Write the matrix to an .xlsx or .docx file, replacing it whole; how many cells it shows.

        Raises
        ------
        Refused
            As for `matrix_file`; or the file cannot be written.
        """
        from qualcode.project.framework_export import as_file
        from qualcode.report.files import replace_file

        before = self._quotable()
        made = self.matrix(rows, level, where=where)
        data, cells = as_file(self, target.suffix, made, where or {})
        name = f"matrix{target.suffix.lower()}"
        # Written before the transaction ends: a file never leaves unrecorded.
        with self._leaving("export matrix", name, before=before, cells=cells):
            replace_file(target, data)
        return cells
