"""Out of the study: quotes with attributions that give nobody away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.model.wording import many
from qualcode.project.blind import refuse_apart
from qualcode.project.names_away import names_of_codes
from qualcode.project.quotable import Quotable, load_quotable, refuse_moved
from qualcode.project.quote_edits import KIND
from qualcode.project.sharing_captions import NAMED, STYLES, CaptionVerbs

if TYPE_CHECKING:
    from qualcode.report.quotes import Quote
    from qualcode.report.quotes_order import Arranged

__all__ = ["NAMED", "STYLES", "Leaving", "SharingVerbs", "notes"]


@dataclass(frozen=True, slots=True)
class Leaving:
    """How quotes leave: see `SharingVerbs.export_quotes`."""

    attribution: str = "ladder"
    confirmed: bool = False
    same_words: bool = False
    order: str = "code"
    per_person: int | None = None


class SharingVerbs(CaptionVerbs):
    """What leaves the study, and in which form."""

    def quotes_file(
        self,
        quotes: Sequence[Quote],
        ending: str,
        *,
        attribution: str = "ladder",
        confirmed: bool = False,
        title: str = "Quotes",
        block: bool = False,
        same_words: bool = False,
        order: str = "code",
        per_person: int | None = None,
        counter: Sequence[Quote] = (),
        progress: Callable[[float], None] | None = None,
    ) -> bytes:
        """Quotes as the content of a file; refused and recorded like an export.

        The ending is .docx, .html, .md, .csv or .xlsx; the rest is as for `export_quotes`.
        """
        how = Leaving(attribution, confirmed, same_words, order, per_person)
        before = self._quotable()
        arranged, data = self._as_file(
            quotes, counter, ending, how, title, block=block, tell=progress
        )
        with self._recorded_export(f"quotes.{ending.lstrip('.').lower()}", arranged, how, before):
            return data

    def export_quotes(
        self,
        target: Path,
        quotes: Sequence[Quote],
        *,
        attribution: str = "ladder",
        confirmed: bool = False,
        title: str = "Quotes",
        block: bool = False,
        same_words: bool = False,
        order: str = "code",
        per_person: int | None = None,
        counter: Sequence[Quote] = (),
        progress: Callable[[float], None] | None = None,
    ) -> int:
        """Write quotes to a file, replacing it whole; return how many left. Each is recorded.

        Parameters
        ----------
        target : its ending is .docx, .html, .md, .csv or .xlsx; a PDF is printed from the .html
        attribution : one of `STYLES`
        block : each quote as an indented block with its speaker on a line below
        order : "code", "authority" as far as captions tell it, "person", or "given"
        per_person : at most so many quotes of one person under one code, and as many
            counter-examples; starred ones first, then the longest
        counter : quotes set apart as counter-examples, which leave the others; see
            `counter_quotes`
        progress : is told how much is done, 0 to 1

        Raises
        ------
        FewPeople
            Quotes are ordered by person while ``confirmed`` is false; or as for `captioned`.
        Refused
            The ending or the order is unknown, the captions tell no authority to order by, or
            ``per_person`` is less than 1; somebody withdrew while the file was made; or as for
            `captioned`.
        """
        from qualcode.report.files import replace_file

        how = Leaving(attribution, confirmed, same_words, order, per_person)
        before = self._quotable()
        arranged, data = self._as_file(
            quotes, counter, target.suffix, how, title, block=block, tell=progress
        )
        # Written before the transaction ends: a file never leaves unrecorded, and one that
        # cannot be written is not recorded.
        with self._recorded_export(f"quotes{target.suffix.lower()}", arranged, how, before):
            replace_file(target, data)
        return len(arranged.every)

    def arranged_quotes(
        self,
        quotes: Sequence[Quote],
        how: Leaving,
        counter: Sequence[Quote] = (),
    ) -> Arranged:
        """The quotes that may leave, captioned, edited and in their order; nothing leaves by this.

        Raises
        ------
        FewPeople, Refused
            As for `export_quotes`.
        """
        from qualcode.report.quote_attributes import attributes_told
        from qualcode.report.quotes_order import (
            Arranged,
            at_most,
            checked_order,
            places_told,
            refuse_by_person,
            refuse_no_places,
        )

        refuse_no_places(checked_order(how.order), how.attribution)
        apart = {(q.coding, q.person) for q in counter}
        # Who allows no quotes takes up nobody's room.
        main = [q for q in quotes if (q.coding, q.person) not in apart and not q.withheld]
        main = at_most(main, how.per_person)
        chosen = [*main, *at_most([q for q in counter if not q.withheld], how.per_person)]
        if not chosen:
            chosen = [*quotes, *counter]  # none at all, or none that may leave: that is told
        leaving = self.captioned(
            chosen,
            attribution=how.attribution,
            confirmed=how.confirmed,
            same_words=how.same_words,
        )
        refuse_by_person(how.order, confirmed=how.confirmed)
        small, frames = int(self.about()["options"]["small_group"]), self.frames()
        return Arranged(
            tuple(leaving[: len(main)]),
            tuple(leaving[len(main) :]),
            how.order,
            places_told(leaving, self.respondents),
            attributes_told(
                frames.people, frames.attributes, how.attribution, self._ladder(small), small
            ),
        )

    def _as_file(
        self,
        quotes: Sequence[Quote],
        counter: Sequence[Quote],
        ending: str,
        how: Leaving,
        title: str,
        *,
        block: bool,
        tell: Callable[[float], None] | None,
    ) -> tuple[Arranged, bytes]:
        from qualcode.report import export

        tell = tell or (lambda done: None)
        ending = export.checked_ending(ending)
        arranged = self.arranged_quotes(quotes, how, counter)
        tell(0.4)
        own = {q.code_name for q in arranged.every} & {*names_of_codes(self.codebook)}
        quoted = [(q.transcript, q.words) for q in arranged.every]
        self._refuse_names(said=quoted, written=(title, *sorted(own)))
        said = (f"Codebook version {self.codebook_version}.", *notes(arranged, how))
        note = "\n".join(filter(None, (" ".join(filter(None, said)), self.claims())))
        data = export.as_file(arranged, ending, self.codebook, title=title, note=note, block=block)
        tell(0.95)
        return arranged, data

    @contextmanager
    def _recorded_export(
        self, name: str, arranged: Arranged, how: Leaving, before: Quotable
    ) -> Iterator[None]:
        with self._write() as tx:
            refuse_apart(tx)
            refuse_moved(before, load_quotable(tx.connection, KIND))
            if how.same_words:
                tx.record("confirm same words", name)
            if how.confirmed:
                tx.record("confirm small groups", name, attribution=how.attribution)
            tx.record(
                "export quotes", name, quotes=len(arranged.every), attribution=how.attribution
            )
            yield


def notes(arranged: Arranged, how: Leaving) -> list[str]:
    """What a reader of an export must know of how its quotes were chosen and named."""
    from qualcode.report.quotes_order import ORDERS

    edited = sum(bool(q.edits) for q in arranged.every)
    most = how.per_person
    return [
        NAMED[how.attribution],
        ORDERS[how.order],
        f"At most {many(most, 'quote')} of a person under each code: starred ones first, then the"
        " longest."
        if most
        else "",
        f"{many(len(arranged.counter), 'counter-example')} of the opposite direction"
        f" {'stands' if len(arranged.counter) == 1 else 'stand'} apart."
        if arranged.counter
        else "",
        f"In {many(edited, 'quote')} […] marks a cut, and words in square brackets stand in place"
        " of others."
        if edited
        else "",
        "Quotes show what people said, not how often it is so.",
    ]
