"""Out of the study: quotes with attributions that give nobody away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import Refused
from qualcode.model import Direction
from qualcode.project.checking import checked_direction
from qualcode.project.leaving import LeavingVerbs
from qualcode.project.naming import refuse_unknown

if TYPE_CHECKING:
    from qualcode.report.attribution import Ladder
    from qualcode.report.quotes import Quote

# Style -> how it is put to the reader of an export.
NAMED = {
    "ladder": "Speakers are named only as closely as enough people share the description.",
    "role-authority": "Speakers are named by role and authority.",
    "role": "Speakers are named by role.",
    "none": "Speakers are not named.",
}
STYLES = tuple(NAMED)


class SharingVerbs(LeavingVerbs):
    """What leaves the study, and in which form."""

    def quotes(
        self,
        *,
        code: str | None = None,
        where: Mapping[str, str] | None = None,
        direction: Direction | str | None = None,
        coder: str | None = None,
        starred: bool = False,
    ) -> list[Quote]:
        """Coded quotes with who said them, in codebook order, then by transcript and place.

        Of an indicator, its letters' quotes too. Words of people who do not allow quoting are
        marked ``withheld`` and leave by no export.

        Raises
        ------
        UnknownCode, Refused
            The study has no such code, attribute, value or direction.
        """
        from qualcode.report.quotes import select_quotes

        frames = self.frames()
        refuse_unknown(where or (), frames.attributes)
        return select_quotes(
            frames,
            self.codebook,
            self.respondents,
            codes=self.codebook.family(self.codebook[code].id) if code else None,
            where=self._normalised(where or {}, frames),
            direction=checked_direction(direction).value if direction else None,
            coder=coder,
            starred=starred,
        )

    def captioned(
        self,
        quotes: Sequence[Quote],
        *,
        attribution: str = "ladder",
        confirmed: bool = False,
        same_words: bool = False,
    ) -> list[Quote]:
        """The quotes that may leave, each with the caption it would leave with.

        ``attribution`` is one of `STYLES`; ``confirmed`` says that somebody has weighed whether
        readers may recognise one of few people; ``same_words`` confirms that two people of
        different roles said the same. Nothing leaves by this, so nothing is recorded.

        Raises
        ------
        FewPeople
            The style would name a role, or a pair of role and authority, with fewer people than
            the study's small group, or all these quotes are of fewer, while ``confirmed`` is false.
        Refused
            The style is unknown; the same words stand under two roles while ``same_words`` is
            false; or nobody allows quotes.
        """
        from qualcode.report import export
        from qualcode.report.attribution import refuse_few_people, refuse_small_roles
        from qualcode.report.twins import refuse_same_words

        if attribution not in STYLES:
            raise Refused(
                f"There is no attribution {attribution!r}; choose one of {', '.join(STYLES)}."
            )
        small = int(self.about()["options"]["small_group"])
        leaving = export.captioned(
            quotes, self.frames(), self.respondents, attribution, small, confirmed=confirmed
        )
        if not confirmed:
            if attribution == "role":
                refuse_small_roles(leaving, self._ladder(small), small)
            refuse_few_people(leaving, small)
        if not same_words:
            refuse_same_words(leaving)
        return leaving

    def small_roles(self, quotes: Sequence[Quote]) -> int:
        """How many roles of these quotes fewer people hold than the study's small group.

        The style ``role`` names them only when somebody has confirmed it.
        """
        from qualcode.report.attribution import small_roles

        return small_roles(quotes, self._ladder(int(self.about()["options"]["small_group"])))

    def _ladder(self, small: int) -> Ladder:
        from qualcode.report.attribution import Ladder

        return Ladder(self.frames().people, self.respondents, small)

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
    ) -> bytes:
        """Quotes as the content of a .docx, .csv or .md file; refused and recorded like an export.

        ``block`` sets each quote as an indented block with its speaker on a line below.
        """
        leaving = self.captioned(
            quotes, attribution=attribution, confirmed=confirmed, same_words=same_words
        )
        data = self._as_file(leaving, ending, attribution, title, block)
        name = f"quotes.{ending.lstrip('.')}"
        with self._recorded_export(name, len(leaving), attribution, confirmed, same_words):
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
    ) -> int:
        """Write quotes to a .docx, .csv or .md file, replacing it whole; return how many left.

        ``attribution`` is one of `STYLES`; ``block`` sets each quote as an indented block with
        its speaker on a line below. Every export is recorded.

        Raises
        ------
        Refused
            The ending is unknown; or as for `captioned`.
        """
        from qualcode.report.files import replace_file

        leaving = self.captioned(
            quotes, attribution=attribution, confirmed=confirmed, same_words=same_words
        )
        data = self._as_file(leaving, target.suffix, attribution, title, block)
        # Written before the transaction ends: a file never leaves unrecorded, and one that
        # cannot be written is not recorded.
        with self._recorded_export(
            f"quotes{target.suffix.lower()}", len(leaving), attribution, confirmed, same_words
        ):
            replace_file(target, data)
        return len(leaving)

    def _as_file(
        self, leaving: Sequence[Quote], ending: str, attribution: str, title: str, block: bool
    ) -> bytes:
        from qualcode.report import export

        note = (
            f"Codebook version {self.codebook_version}. {NAMED[attribution]} Quotes show what"
            f" people said, not how often it is so. {self.claims()}"
        )
        return export.as_file(leaving, ending, self.codebook, title=title, note=note, block=block)

    @contextmanager
    def _recorded_export(
        self, name: str, quotes: int, attribution: str, confirmed: bool, same_words: bool
    ) -> Iterator[None]:
        with self._write() as tx:
            if same_words:
                tx.record("confirm same words", name)
            if confirmed:
                tx.record("confirm small groups", name, attribution=attribution)
            tx.record("export quotes", name, quotes=quotes, attribution=attribution)
            yield
