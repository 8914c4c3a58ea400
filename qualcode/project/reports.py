"""Whole reports in Word by indicator, authority or theme, in a template people can change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from qualcode.errors import Refused
from qualcode.project.blind import refuse_apart
from qualcode.project.given import Upload, content
from qualcode.project.names_away import NamesAway, words_of_book
from qualcode.project.publishing import PublishingVerbs
from qualcode.project.quotable import Quotable, load_quotable, refuse_moved
from qualcode.project.quote_edits import KIND as EDIT

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.project.reports_parts import Tables
    from qualcode.report.documents.values import Shape
    from qualcode.report.quotes import Quote

SHAPES = ("indicators", "authorities", "themes")
NAME = "report.docx"
MOST_QUOTES = 3
INTERIM = "Interim report – findings may still change"
BY: tuple[tuple[str, ...], ...] = ((), ("direction",), ("authority",))


@dataclass(frozen=True)
class Reported:
    """A report: its bytes, how many quotes it shows, how many places are marked to be written.

    ``notes`` are for its author: what was kept out of it, and what is older than the coding.
    """

    data: bytes
    quotes: int
    to_write: int
    notes: tuple[str, ...] = ()


class ReportVerbs(PublishingVerbs):
    """Reports, which draw on nearly every other group of verbs."""

    def report(
        self,
        shape: str = "indicators",
        *,
        template: Path | Upload | None = None,
        interim: bool = False,
        quotes: int = MOST_QUOTES,
        attribution: str = "ladder",
        confirmed: bool = False,
        same_words: bool = False,
        confirm_release: bool = False,
        progress: Callable[[float], None] | None = None,
    ) -> Reported:
        """A whole report as the content of a .docx file; refused and recorded like an export.

        Counts are as published, quotes are captioned as they leave, and the tables of it are
        entered in the register of releases.

        Parameters
        ----------
        shape : indicators, authorities or themes
        template : a Word document to pour it into instead of ours (`report_template`)
        interim : says so at the head of every page
        quotes : at most so many for each code, cell or side of a theme; 0 for all of them
        attribution, confirmed, same_words : as `captioned` takes them
        confirm_release : although few people came or went since an earlier release; recorded
        progress : is told how much is done, 0 to 1

        Raises
        ------
        Refused, FewPeople
            There is no such shape or attribution, the template is broken, somebody withdrew while
            it was made, or what would leave gives people away; as for `publish` and `captioned`.
        """
        before = self._quotable()
        made, tables = self._made_report(
            shape, template, interim, quotes, attribution, confirmed, same_words, confirm_release,
            progress,
        )  # fmt: skip
        with self._report_leaving(
            shape, tables, made, attribution, confirmed, same_words, confirm_release, before
        ):
            return made

    def export_report(
        self,
        target: Path,
        shape: str = "indicators",
        *,
        template: Path | Upload | None = None,
        interim: bool = False,
        quotes: int = MOST_QUOTES,
        attribution: str = "ladder",
        confirmed: bool = False,
        same_words: bool = False,
        confirm_release: bool = False,
        progress: Callable[[float], None] | None = None,
    ) -> Reported:
        """Write what `report` gives to a .docx file, replacing it whole.

        Raises
        ------
        Refused, FewPeople
            As for `report`; or the ending is not .docx, or the file cannot be written.
        """
        from qualcode.report.files import replace_file

        _refuse_ending(target)
        before = self._quotable()
        made, tables = self._made_report(
            shape, template, interim, quotes, attribution, confirmed, same_words, confirm_release,
            progress,
        )  # fmt: skip
        # Written before the transaction ends: a file never leaves unrecorded, and what could not
        # be written is in no register.
        with self._report_leaving(
            shape, tables, made, attribution, confirmed, same_words, confirm_release, before
        ):
            replace_file(target, made.data)
        return made

    def report_template(self, shape: str = "indicators") -> bytes:
        """Our Word template of a shape, to change and hand back; it holds nothing of the study."""
        from qualcode.report.documents.template import template

        return template(_shape(shape))

    def export_report_template(self, target: Path, shape: str = "indicators") -> None:
        """Write our template of a shape to a .docx file, replacing it whole."""
        from qualcode.report.files import replace_file

        _refuse_ending(target)
        replace_file(target, self.report_template(shape))

    def _made_report(
        self,
        shape: str,
        template: Path | Upload | None,
        interim: bool,
        most: int,
        attribution: str,
        confirmed: bool,
        same_words: bool,
        confirm_release: bool,
        progress: Callable[[float], None] | None,
    ) -> tuple[Reported, Tables]:
        from qualcode.project.reports_common import parts
        from qualcode.project.reports_indicators import by_indicator
        from qualcode.project.reports_parts import Tables
        from qualcode.project.reports_places import by_authority
        from qualcode.project.reports_themes import by_theme
        from qualcode.report.documents.rendering import rendered
        from qualcode.report.documents.template import template as ours
        from qualcode.report.documents.values import Said, Shape

        tell, wanted = progress or (lambda done: None), _shape(shape)
        if most < 0:
            raise Refused("A report shows 0 quotes or more for each code; 0 stands for all.")
        with self._write() as tx:
            refuse_apart(tx)
        if told := self.release_refusal():
            raise Refused(told)
        poured = content(template) if template is not None else ours(wanted)
        # Of nobody there are no groups.
        asked = [() if self.frames().people.empty else by for by in BY]
        tables = Tables(*(self.publishable(by, confirmed=confirm_release) for by in asked))
        tell(0.1)

        said: list[tuple[str, str]] = []

        def caption(found: Sequence[Quote]) -> list[Quote]:
            # By authority the words under the quotes are those of the published matrix, which
            # knows that a row names the authority.
            style = "ladder" if wanted is Shape.AUTHORITIES else attribution
            made = self.captioned(
                found, attribution=style, confirmed=confirmed, same_words=same_words
            )
            said.extend((quote.transcript, quote.words) for quote in made)
            return made

        make = {
            Shape.INDICATORS: by_indicator,
            Shape.AUTHORITIES: by_authority,
            Shape.THEMES: by_theme,
        }[wanted]
        study = cast("Project", NamesAway(cast("Project", self), self._free_names()))
        findings = make(study, tables, most, caption, lambda done: tell(0.1 + 0.7 * done))
        written = [t.text for t in study.report_texts()]
        # The codebook leaves masked: what is looked at is what a reader sees.
        written += [str(study.about()["title"]), *words_of_book(study.codebook)]
        themes = [theme.statement for theme in study.written_themes()]
        self._refuse_names(themes, written=written, said=said)
        common, notes = parts(
            study, wanted, tables.everybody, attribution, interim=interim, marks=findings.marks
        )
        missing = common["to_write"] + findings.to_write
        filled = Said(**{**common, **findings.fields, "to_write": missing})
        tell(0.85)
        data = rendered(poured, filled.named(), title=filled.title, mark=INTERIM if interim else "")
        tell(1.0)
        return Reported(data, findings.quotes, missing, (*findings.notes, *notes)), tables

    @contextmanager
    def _report_leaving(
        self,
        shape: str,
        tables: Tables,
        made: Reported,
        attribution: str,
        confirmed: bool,
        same_words: bool,
        confirm_release: bool,
        before: Quotable,
    ) -> Iterator[None]:
        """Enter the tables in the register and note the file, in one transaction with it."""
        shown = {t.by: t for t in (tables.everybody, tables.by_direction, tables.by_authority)}
        again = self._prepared_together(shown, confirmed=confirm_release)
        if not all(
            published.table.rows.equals(table.rows)
            for (published, _), table in zip(again, shown.values(), strict=True)
        ):
            raise Refused("The study has changed meanwhile, so nothing was written; try again.")
        with self._leaving(
            "export report", NAME, shape=shape, quotes=made.quotes, attribution=attribution
        ) as tx:
            refuse_moved(before, load_quotable(tx.connection, EDIT))
            for published, release in again:
                self._enter_release(tx, published, release, NAME, confirmed=confirm_release)
            if same_words:
                tx.record("confirm same words", NAME)
            if confirmed:
                tx.record("confirm small groups", NAME, attribution=attribution)
            yield


def _shape(shape: str) -> Shape:
    from qualcode.report.documents.values import Shape

    if shape not in SHAPES:
        raise Refused(f"There is no report by {shape!r}; choose one of {', '.join(SHAPES)}.")
    return Shape(shape)


def _refuse_ending(target: Path) -> None:
    if target.suffix.lower() != ".docx":
        raise Refused("A report goes to .docx; choose a name that ends so.")
