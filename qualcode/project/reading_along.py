"""What anybody may read of a study, a mentor too: captioned, nothing withheld, no raw names.

These are verbs of their own, and not other answers of those the researcher uses: what a mentor
is given is decided here, in one place.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.model import Direction, Kind
from qualcode.model.theme import Status, Theme
from qualcode.project.contexts import interview_names
from qualcode.project.findings import ChosenPassage, FindingVerbs
from qualcode.project.names_away import themes_without
from qualcode.project.sharing import SharingVerbs
from qualcode.store import texts
from qualcode.store.readings import load_readings
from qualcode.store.rounds import load_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.report.quotes import Quote


@dataclass(frozen=True, slots=True)
class Glance:
    """A study in numbers that tell of nobody: interviews, those coded through, codings, codes."""

    interviews: int
    coded_through: int
    codings: int
    codes: int
    themes: int


@dataclass(frozen=True, slots=True)
class ThemeRead:
    """A written theme for reading: captioned quotes, no notes and no counts of people.

    ``withheld`` is how many chosen passages are kept back, or are gone.
    """

    id: str
    statement: str
    codes: tuple[str, ...]
    status: Status
    priority: int | None
    quotes_for: tuple[Quote, ...]
    quotes_against: tuple[Quote, ...]
    withheld: int


class ReadingAlongVerbs(FindingVerbs, SharingVerbs):
    """Reading without being able to tell who spoke."""

    def glance(self) -> Glance:
        """How far the study has come."""
        with self._read() as connection:
            apart = load_apart(connection, self.coder)
            rows = texts.load_overview(connection, apart=apart, coder=self.coder)
            through = {r.transcript for r in load_readings(connection) if r.done_at}
        interviews = [row for row in rows if Kind(row["kind"]).counts_as_interview]
        return Glance(
            len(interviews),
            sum(row["id"] in through for row in interviews),
            sum(row["codings"] for row in rows),
            sum(not code.retired for code in self.codebook),
            len(self.written_themes()),
        )

    def compared_by(self) -> list[str]:
        """Attributes of people that published tables can compare, authority and role first."""
        frames = self.frames()
        known = [name for name in frames.attributes if frames.people[name].notna().any()]
        usual = [name for name in ("authority", "role") if name in known]
        return [*usual, *(name for name in known if name not in usual)]

    def quotes_for_reading(
        self,
        *,
        code: str | None = None,
        direction: Direction | str | None = None,
        starred: bool = False,
    ) -> list[Quote]:
        """Coded quotes with the caption of the ladder, in an order that tells no interview.

        Words of people who allow no quoting are left out. Of a quote no participant, role,
        authority, wave or file is told: ``attribution`` says who speaks, as closely as may be,
        ``title`` is ``Interview 7`` and ``transcript`` is empty.

        Raises
        ------
        UnknownCode, Refused
            The codebook has no such code, or there is no such direction.
        """
        return self._read_safely(self.quotes(code=code, direction=direction, starred=starred))

    def themes_for_reading(self) -> list[ThemeRead]:
        """The written themes with their captioned quotes, those of high priority first."""
        themes = themes_without(self._free_names(), self.written_themes())
        return [self._theme_read(theme) for theme in themes]

    def _theme_read(self, theme: Theme) -> ThemeRead:
        chosen_for, against = self.chosen_passages(theme)
        sides = [self._sides_read(chosen) for chosen in (chosen_for, against)]
        return ThemeRead(
            theme.id,
            theme.statement,
            theme.codes,
            theme.status,
            theme.priority,
            tuple(sides[0][0]),
            tuple(sides[1][0]),
            sides[0][1] + sides[1][1],
        )

    def _sides_read(self, chosen: Iterable[ChosenPassage]) -> tuple[list[Quote], int]:
        """Quotes of passages, and how many passages have none to show."""
        shown: list[Quote] = []
        hidden = 0
        for passage in chosen:
            found = self._read_safely(passage.quotes)
            shown += found
            hidden += not found
        return shown, hidden

    def _read_safely(self, quotes: Sequence[Quote]) -> list[Quote]:
        """The quotes that may be read, captioned, with all else blank that tells who spoke."""
        from qualcode.analysis.near import same_words
        from qualcode.report.attribution import LAST_RUNG

        ladder = self._ladder(int(self.about()["options"]["small_group"]))
        with self._read() as connection:
            numbers = interview_names(connection)
        free = [quote for quote in quotes if not quote.withheld]
        # Under two roles the same words name the wrong person once; no export would take them.
        alike = [[free[n] for n in own] for own in same_words([quote.words for quote in free])]
        twice = {q.coding for own in alike if len({q.role_name for q in own}) > 1 for q in own}
        return [
            dataclasses.replace(
                quote,
                transcript="",
                title=numbers.get(quote.transcript, ""),
                person=-1,
                participant=None,
                role=None,
                role_name=None,
                authority=None,
                wave=None,
                as_said="",
                attribution=LAST_RUNG if quote.coding in twice else ladder.caption(quote),
            )
            for quote in self.edited_quotes(free)
        ]
