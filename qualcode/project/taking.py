"""The codebook and the codings taken along: for reading, for other tools, for R or pandas."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import Refused
from qualcode.model import Codebook
from qualcode.project.codebook_leaving import CodebookLeaving
from qualcode.project.names_away import book_without, names_of_codes, words_of_book
from qualcode.project.quotable import load_quotable, refuse_moved
from qualcode.project.quote_edits import KIND as EDIT
from qualcode.project.report_check import ReportCheckVerbs

if TYPE_CHECKING:
    from qualcode.report.tidy_codings import Tidy


class TakingVerbs(ReportCheckVerbs):
    """Files of the codebook, and of codings for one's own analysis."""

    # The state it was made of, the codebook, and what of it may leave.
    _kept_book: tuple[tuple[int, str], Codebook, tuple[Codebook, int]] | None = None

    def codebook_file(self, ending: str) -> bytes:
        """The newest codebook as the content of a .docx, .csv or .yaml file; recorded.

        YAML is read back whole, a table with its codes. Examples, phrases, rules and definitions
        that hold words of somebody who does not allow quotes, or withdrew, or words that an edit
        of a quote takes out, are left out of it; an example that is an edited quote is edited.

        Raises
        ------
        Refused
            The ending is another, or the name of a code is such words.
        """
        return self._codebook_taken(ending, None)[0]

    def export_codebook_file(self, target: Path) -> int:
        """Write the codebook to a .docx, .csv or .yaml file, replacing it whole; as
        `codebook_file`.

        Returns how many examples, phrases, rules and definitions were left out.
        """
        return self._codebook_taken(target.suffix, target)[1]

    def tidy_codings(self, ending: str, *, confirmed: bool = False) -> bytes:
        """Codings as the content of a tidy .csv or .parquet file, for R or pandas; recorded.

        One row a respondent's passage and coding on it, with pseudonymous ids and no words; what
        every column means is told by `tidy_dictionary`. Attributes of people stand where enough
        people share them; ``confirmed`` lets them stand as they are, for the researcher's own
        analysis.

        Raises
        ------
        Refused
            The ending is another; the study knows fewer people than its small group and it is not
            ``confirmed``; or few have come or gone since earlier files left.
        """
        return self._codings_taken(ending, confirmed, None)

    def tidy_dictionary(self, *, confirmed: bool = False) -> str:
        """What stands in `tidy_codings`, how to count with it, and every column; Markdown."""
        from qualcode.report.tidy_codings import dictionary

        return dictionary(self._tidy(confirmed), self._under_tidy())

    def export_tidy(self, target: Path, *, confirmed: bool = False) -> tuple[int, Path]:
        """Write `tidy_codings` to a file, and its dictionary beside it.

        Returns the number of rows and where the dictionary is: ``codings-dictionary.md`` beside
        ``codings.csv``.
        """
        told = target.with_name(f"{target.stem}-dictionary.md")

        def write(data: bytes) -> None:
            self._side_by_side(target, data, told, confirmed)

        self._codings_taken(target.suffix, confirmed, write)
        return len(self._tidy(confirmed).rows), told

    def _codebook_taken(self, ending: str, target: Path | None) -> tuple[bytes, int]:
        from qualcode.report.codebook_files import checked_ending, codebook_as
        from qualcode.report.files import replace_file

        kind, before = checked_ending(ending), self._quotable()
        book, left_out = self._without_withheld(self.codebook)
        self._refuse_names(written=words_of_book(book))
        note = f"Codebook version {self.codebook_version}, {len(book)} codes."
        data = codebook_as(book, kind, [note])
        with self._write() as tx:
            refuse_moved(before, load_quotable(tx.connection, EDIT))
            tx.record("export codebook file", f"codebook.{kind}", codes=len(book))
            if target is not None:
                replace_file(target, data)
        return data, left_out

    def _without_withheld(self, book: Codebook) -> tuple[Codebook, int]:
        """The codebook as it may leave, and how many texts were left out; see `CodebookLeaving`.

        Kept until the study changes: a report asks twice, and it takes a second or more.
        """
        with self._read() as connection:
            state = (self._number_of_state(connection), self.coder)
        if self._kept_book is None or self._kept_book[:2] != (state, book):
            named = book_without(self._free_names(), book)
            leaving = self._book_leaving()
            left = leaving.out_of(named) if leaving else (named, 0)
            self._kept_book = (state, book, left)
        return self._kept_book[2]

    def _book_leaving(self) -> CodebookLeaving | None:
        """What keeps words back from a codebook; None where nobody's are to be kept back.

        Then not all that was ever said need be read, which takes a second and 90 MiB.
        """
        import numpy as np

        frames = self.frames()
        unquotable = np.flatnonzero(~frames.people["quotable"].to_numpy(bool))
        quotes = self.edited_quotes(self.quotes()) if self._logged_edits(frames.titles) else []
        edited = [quote for quote in quotes if quote.edits]
        if not (len(unquotable) or edited or self._withdrawn(frames)):
            return None
        everything, said = self._talk_in_rows(frames)
        held = self._words_taken_out(said, quotes)
        held |= np.isin(said.person, unquotable)
        gone = self._withdrawn_talk(frames, everything)
        return CodebookLeaving(said, gone, held, edited)

    def _codings_taken(
        self, ending: str, confirmed: bool, write: Callable[[bytes], None] | None
    ) -> bytes:
        from qualcode.report.tidy_codings import checked_ending, tidy_as, told_of_people

        kind, before = checked_ending(ending), self._quotable()
        frames = self.frames()
        small = int(self.about()["options"]["small_group"])
        if frames.people["participant"].nunique() < small and not confirmed:
            raise Refused(
                f"The study knows fewer than {small} people, so codings by person would tell who"
                " they are; confirm that you have weighed this, or match more speakers."
            )
        made = self._tidy(confirmed)
        self._refuse_names(written=[*names_of_codes(self.codebook), *told_of_people(made)])
        data = tidy_as(made, kind)
        name = f"codings.{kind}"
        with self._leaving("export codings", name, before=before, bytes=len(data)) as tx:
            if confirmed:
                tx.record("confirm small groups", f"codings.{kind}")
            if write is not None:
                write(data)
        return data

    def _side_by_side(self, target: Path, data: bytes, told: Path, confirmed: bool) -> None:
        from qualcode.report.files import replace_file

        # First what explains the table: a table never stands without it.
        replace_file(told, self.tidy_dictionary(confirmed=confirmed).encode("utf-8"))
        replace_file(target, data)

    def _tidy(self, closely: bool) -> Tidy:
        import numpy as np

        from qualcode.report.tidy_codings import tidy

        frames = self.frames()
        small = int(self.about()["options"]["small_group"])
        said = self._talk_in_rows(frames)[1]
        words = np.bincount(said.segment, minlength=len(frames.segments))
        return tidy(frames, self.codebook, self._ladder(small), words, small=small, closely=closely)

    def _under_tidy(self) -> list[str]:
        return [f"Codebook version {self.codebook_version}. {self.claims()}"]
