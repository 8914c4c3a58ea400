"""Which quotes there are, and the captions they may leave with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.errors import Refused, UnknownItem
from qualcode.model import Coding, Direction
from qualcode.project.blind import standing_for
from qualcode.project.checking import checked_direction
from qualcode.project.naming import refuse_unknown
from qualcode.project.quote_edits import QuoteEditVerbs
from qualcode.store.source_ids import load_beginning

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


class CaptionVerbs(QuoteEditVerbs):
    """Quotes, and how closely each may say who is speaking."""

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

    def counter_quotes(
        self,
        *,
        code: str | None = None,
        where: Mapping[str, str] | None = None,
        direction: Direction | str | None = None,
        coder: str | None = None,
    ) -> list[Quote]:
        """Quotes of the same codes and people that say the opposite, starred or not.

        The opposite of absent or barrier is present; that of present, of planned or hoped, and of
        no direction at all, is absent or barrier. Where one coder read a passage so and another
        read it the other way, it is no counter-example.

        Raises
        ------
        Refused
            Mixed is asked for: it says both; or as for `quotes`.
        """
        from qualcode.report.quotes_order import OPPOSITE

        asked = checked_direction(direction) if direction else Direction.PRESENT
        if asked not in OPPOSITE:
            raise Refused(
                "What is mixed says both already, so it has no counter-examples; choose another"
                " direction, or none."
            )
        return [
            quote
            for quote in self.quotes(code=code, where=where, coder=coder)
            if OPPOSITE[asked] in quote.directions and asked not in quote.directions
        ]

    def find_source(self, source: str) -> Coding:
        """The coding behind a quote that left, by its source id or the beginning of it.

        Of one that was coded anew since, it is what stands in its place.

        Raises
        ------
        UnknownItem
            No coding's id begins so, several do, or none stands there any more.
        """
        wanted = source.strip().casefold()
        if len(wanted) < 4:
            raise UnknownItem("A source id has at least 4 characters; copy all of it.")
        with self._read() as connection:
            ids = load_beginning(connection, wanted)
            if not ids:
                raise UnknownItem("No quote has a source id that begins so; copy it anew.")
            if len(ids) > 1:
                raise UnknownItem(
                    "Several quotes have a source id that begins so; copy all of it from the file."
                )
            return standing_for(connection, ids[0], self.coder)

    def captioned(
        self,
        quotes: Sequence[Quote],
        *,
        attribution: str = "ladder",
        confirmed: bool = False,
        same_words: bool = False,
    ) -> list[Quote]:
        """The quotes that may leave, each with the caption it would leave with, and as edited.

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
        return self.edited_quotes(leaving)

    def small_roles(self, quotes: Sequence[Quote]) -> int:
        """How many roles of these quotes fewer people hold than the study's small group.

        The style ``role`` names them only when somebody has confirmed it.
        """
        from qualcode.report.attribution import small_roles

        return small_roles(quotes, self._ladder(int(self.about()["options"]["small_group"])))

    def _ladder(self, small: int) -> Ladder:
        from qualcode.report.attribution import Ladder

        return Ladder(self.frames().people, self.respondents, small)
