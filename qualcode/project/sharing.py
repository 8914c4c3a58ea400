"""Out of the study: quotes with attributions that give nobody away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import Refused
from qualcode.model import Coding, Direction
from qualcode.project.understanding import UnderstandingVerbs
from qualcode.store import people

if TYPE_CHECKING:
    from qualcode.report.quotes import Quote

STYLES = ("ladder", "role-authority", "role", "none")


class SharingVerbs(UnderstandingVerbs):
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
        """
        from qualcode.report.quotes import select_quotes

        frames = self.frames()
        return select_quotes(
            frames,
            self.codebook,
            self.respondents,
            codes=self.codebook.family(self.codebook[code].id) if code else None,
            where=self._normalised(where or {}),
            direction=Direction(direction).value if direction else None,
            coder=coder,
            starred=starred,
        )

    def export_quotes(
        self,
        target: Path,
        quotes: Sequence[Quote],
        *,
        attribution: str = "ladder",
        confirmed: bool = False,
        title: str = "Quotes",
    ) -> int:
        """Write quotes to a .docx, .csv or .md file, replacing it whole; return how many left.

        ``attribution`` is one of `STYLES`. Every export is recorded.

        Raises
        ------
        Refused
            The ending or the style is unknown; or the style would name a pair of role and
            authority with fewer people than the study's small group, and ``confirmed`` is false.
        """
        from qualcode.report import export

        if attribution not in STYLES:
            raise Refused(
                f"There is no attribution {attribution!r}; choose one of {', '.join(STYLES)}."
            )
        small = int(self.about()["options"]["small_group"])
        captioned = export.captioned(
            quotes, self.frames(), self.respondents, attribution, small, confirmed=confirmed
        )
        if attribution == "role-authority" and confirmed:
            with self._write() as tx:
                tx.record("confirm small groups", target.name, attribution=attribution)
        count = export.write(
            target, captioned, self.codebook, title=title, note=self._export_note(attribution)
        )
        with self._write() as tx:
            people.load_study(tx.connection)
            tx.record("export quotes", target.name, quotes=count, attribution=attribution)
        return count

    def _export_note(self, attribution: str) -> str:
        return (
            f"Codebook version {self.codebook_version}. Attribution: {attribution}. Quotes show"
            " what people said, not how often it is so; a code says what a passage is about."
        )

    def original(self, coding: str) -> Coding:
        """The coding behind an exported quote."""
        return self.coding(coding)  # type: ignore[attr-defined,no-any-return]
