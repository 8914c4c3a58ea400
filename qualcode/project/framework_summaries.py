"""What a researcher writes into the cells of the framework matrix."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.errors import Refused
from qualcode.model.summary import CellSummary, cell_key
from qualcode.project import framework_cells as written
from qualcode.project.naming import refuse_unknown
from qualcode.project.sharing import SharingVerbs

PARTICIPANT = "participant"


class SummaryVerbs(SharingVerbs):
    """Summaries of cells, kept in every version."""

    def write_summary(
        self,
        rows: str,
        value: str | None,
        code: str,
        text: str,
        quotes: Sequence[str] = (),
        *,
        started_from: str | None = written.ANY,
    ) -> CellSummary:
        """Write a cell in your own words, with codings of the cell linked as quotes.

        ``value`` None is the row of those of whom it is not known. ``started_from`` is the
        version one had in view, None for an empty cell: where another one stands by now, nothing
        is written over it.

        Raises
        ------
        UnknownCode, Refused
            There is no such cell, the text is empty or too long, a linked coding is not in the
            cell, or somebody wrote the cell meanwhile.
        """
        text = written.checked_text(text)
        under = self._under(rows, value, code)
        if set(quotes) - under:
            raise Refused("A linked quote must be a coding of this cell; choose among its quotes.")
        with self._write() as tx:
            standing = written.load_summary(tx.connection, cell_key(rows, value, code))
            written.refuse_overtaken(standing, started_from)
            linked = tuple(dict.fromkeys(quotes))
            by = (tx.who, tx.at)
            made = CellSummary(rows, value, code, text, linked, under, "", *by, *by)
            return written.save_summary(tx, made)

    def confirm_summary(
        self, rows: str, value: str | None, code: str, *, started_from: str | None = written.ANY
    ) -> CellSummary:
        """Note that a stale summary was read again against the coding and is still right.

        Links to codings that are not in the cell any more are let go of.

        Raises
        ------
        UnknownCode, Refused
            There is no such cell or summary, it is not stale, or somebody wrote it meanwhile.
        """
        under = self._under(rows, value, code)
        with self._write() as tx:
            standing = written.load_summary(tx.connection, cell_key(rows, value, code))
            written.refuse_overtaken(standing, started_from)
            if standing is None or standing.under == under:
                raise Refused("Nothing changed under this cell, so there is nothing to confirm.")
            return written.save_summary(tx, written.read_again(standing, under, tx))

    def drop_summary(
        self, rows: str, value: str | None, code: str, *, started_from: str | None = written.ANY
    ) -> None:
        """Take a summary away, also of a row or code that is gone; its versions stay.

        Raises
        ------
        Refused
            The cell has none, or somebody wrote it meanwhile.
        """
        with self._write() as tx:
            standing = written.load_summary(tx.connection, cell_key(rows, value, code))
            if standing is None:
                raise Refused("This cell has no summary; there is nothing to drop.")
            written.refuse_overtaken(standing, started_from)
            written.save_dropped(tx, standing)

    def summary_versions(self, rows: str, value: str | None, code: str) -> list[CellSummary]:
        """Everything ever written into a cell, newest first."""
        with self._read() as connection:
            return written.load_versions(connection, cell_key(rows, value, code))

    def summary_changes(self, rows: str, value: str | None, code: str) -> str:
        """What happened to the codings under a cell since its summary was written, in a sentence.

        Empty where nothing did.
        """
        with self._read() as connection:
            standing = written.load_summary(connection, cell_key(rows, value, code))
        if standing is None:
            return ""
        under = self._under(rows, value, code)
        with self._read() as connection:
            return written.changes(connection, standing, under)

    def set_not_asked(self, rows: str, value: str | None, code: str, on: bool = True) -> None:
        """Say that nobody of a row was asked about a code, or take that back.

        Raises
        ------
        UnknownCode, Refused
            There is no such cell, or it has codings: then it was raised.
        """
        if self._under(rows, value, code) and on:
            raise Refused("This cell has codings, so it was raised; it cannot be not asked.")
        with self._write() as tx:
            written.save_not_asked(tx, rows, value, code, on)

    def _refuse_rows(self, rows: str) -> None:
        refuse_unknown([rows], (PARTICIPANT, *self.frames().attributes))

    def _under(self, rows: str, value: str | None, code: str) -> frozenset[str]:
        """The codings in a cell, by everybody of its row."""
        from qualcode.analysis.matrix_making import cells_under

        self._refuse_rows(rows)
        frames, id = self.frames(), self.codebook[code].id
        if value not in set(frames.people[rows]):
            raise Refused("Nobody in the study stands in this row; look at the rows of the matrix.")
        return cells_under(frames, self.codebook, rows, [(value, id)])[value, id]
