"""What a reviewer is shown: rows of a round, one item in context, without raw names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.model import Code, Coding, Memo
from qualcode.model.review import ItemState, Judged, Judgement, Resolution, Round, RoundItem
from qualcode.model.theme import Theme

if TYPE_CHECKING:
    from qualcode.report.quotes import Quote


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of a round in a list.

    Attributes
    ----------
    code
        Of a coding its code, else empty; ``title`` is the code's title or the theme's statement.
    interview
        ``Interview 7``: its place in the study, never a file's name; empty for a theme.
    short
        The first words of the quote; empty where they are withheld.
    mine
        The acting person's own verdict.
    comments
        How many there are.
    """

    item: RoundItem
    code: str
    title: str
    direction: str
    interview: str
    coder: str
    short: str
    state: ItemState
    mine: Judgement | None
    comments: int


@dataclass(frozen=True, slots=True)
class Line:
    """A passage before or after a quote: who speaks, as closely as may be told, and their words.

    ``words`` is empty and ``withheld`` true where the speaker does not allow quoting.
    """

    speaker: str
    words: str
    interviewer: bool = False
    withheld: bool = False


@dataclass(frozen=True)
class ItemView:
    """One item in context, with all that was said of it.

    Attributes
    ----------
    coding, code
        As they stood when the round was frozen, with the code's definition of then; None for a
        theme. Of withheld words the coding's ``quote`` is empty for a mentor.
    caption
        Who said it, by the attribution ladder.
    before, after
        The passages around it; ``lead`` and ``rest`` are the words of its own passage before and
        after the quote.
    stretches
        Where names are replaced: what of its own passage stands as it was said; see `Context`.
    stands
        Whether the coding still stands, or the theme was not changed since.
    theme, quotes_for, quotes_against
        Of a theme: as it was then, and its captioned quotes.
    verdicts, thread, resolutions
        Verdicts that count, comments oldest first, every settling oldest first.
    """

    round: Round
    row: ItemRow
    coding: Coding | None = None
    code: Code | None = None
    caption: str = ""
    lead: str = ""
    rest: str = ""
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()
    withheld: bool = False
    stretches: tuple[tuple[int, str], ...] = ()
    stands: bool = True
    theme: Theme | None = None
    quotes_for: tuple[Quote, ...] = ()
    quotes_against: tuple[Quote, ...] = ()
    verdicts: tuple[Judged, ...] = ()
    thread: tuple[Memo, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
