"""Words that stand in place of names: a layer over a text that stays as it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from qualcode.model.quote_edit import QuoteEdit, checked_edits
from qualcode.model.span import Span

_BETWEEN = re.compile(r"[ \t]{1,2}|[ \t]*\n[ \t]*")


class NameState(StrEnum):
    """What a person decided about a place that looks like a name."""

    REPLACED = "replaced"
    LET_STAND = "let stand"


@dataclass(frozen=True, order=True)
class Replacement:
    """A decision about one place of one transcript.

    ``group`` is an opaque id that all places of one person, school or place share, so that they
    get the same words; who is meant it does not tell. ``instead`` is without square brackets, and
    empty where the words were let stand.
    """

    transcript: str
    span: Span
    kind: str
    instead: str
    state: NameState
    group: str
    found_by: str
    who: str = field(compare=False, default="")
    made_at: str = field(compare=False, default="")
    id: str = field(compare=False, default="")

    @property
    def replaced(self) -> bool:
        """Whether other words stand here, rather than the name having been let stand."""
        return self.state is NameState.REPLACED

    @property
    def sign(self) -> str:
        """What a reader sees in place of the name."""
        return f"[{self.instead}]"


@dataclass(frozen=True)
class Masked:
    """A text with its names replaced, and where every place of the text is in it.

    ``cuts`` are (start and end in the text, start and end in the masked text), in order.
    """

    text: str
    cuts: tuple[tuple[int, int, int, int], ...] = ()

    def stretches(self, whole: str) -> list[tuple[int, str]]:
        """What of the text stands as it was said: (where it begins, its words)."""
        found, at = [], 0
        for start, end, _, _ in (*self.cuts, (len(whole), len(whole), 0, 0)):
            if at < start:
                found.append((at, whole[at:start]))
            at = end
        return found

    def span(self, span: Span) -> Span:
        """Where a stretch of the text stands; one that ends within a name holds all of its sign."""
        start, end = self._place(span.start, last=False), self._place(span.end, last=True)
        return Span(start, max(end, start + 1))

    def _place(self, at: int, *, last: bool) -> int:
        n = bisect_right(self.cuts, at, key=lambda cut: cut[0]) - 1
        if n < 0:
            return at
        start, end, shown, shown_end = self.cuts[n]
        if at >= end:
            return shown_end + at - end
        if last:
            return shown if at == start else shown_end
        return shown


def mask(text: str, places: Sequence[Replacement]) -> Masked:
    """A text with every replaced place made its sign; a blank keeps a sign from touching a word.

    >>> from qualcode.model import Span
    >>> place, state = Span(7, 12), NameState.REPLACED
    >>> keith = Replacement("t", place, "person", "the manager", state, "g", "hand")
    >>> mask("I rang Keith's mum.", [keith]).text
    "I rang [the manager]'s mum."
    >>> mask("I rang Keith's mum.", [keith]).span(Span(15, 18))
    Span(start=23, end=26)
    """
    parts: list[str] = []
    cuts: list[tuple[int, int, int, int]] = []
    at, length = 0, 0
    for place in _one_sign_each(text, sorted(p for p in places if p.replaced)):
        first, last = max(place.span.start, at), min(place.span.end, len(text))
        if first >= last:
            continue
        sign = place.sign
        if first and text[first - 1].isalnum():
            sign = f" {sign}"
        if text[last : last + 1].isalnum():
            sign = f"{sign} "
        parts += [text[at:first], sign]
        length += first - at
        cuts.append((first, last, length, length + len(sign)))
        length += len(sign)
        at = last
    return Masked("".join([*parts, text[at:]]), tuple(cuts))


def _one_sign_each(text: str, places: Sequence[Replacement]) -> list[Replacement]:
    """Neighbouring places of one name as one: a first name and a surname replaced one by one.

    >>> first, last = (
    ...     Replacement("t", span, "person", "the manager", NameState.REPLACED, "g", "hand")
    ...     for span in (Span(0, 3), Span(4, 13))
    ... )
    >>> mask("May Rowbotham's answer", [first, last]).text
    "[the manager]'s answer"
    """
    kept: list[Replacement] = []
    for place in places:
        last = kept[-1] if kept else None
        if last and last.instead == place.instead and beside(text, last.span, place.span):
            kept[-1] = replace(last, span=Span(last.span.start, place.span.end))
        else:
            kept.append(place)
    return kept


def beside(text: str, first: Span, second: Span) -> bool:
    """Whether nothing but a blank or a line's end parts two places; a speaker's label stays apart.

    >>> beside("May Rowbotham", Span(0, 3), Span(4, 13)), beside("May, May", Span(0, 3), Span(5, 8))
    (True, False)
    """
    parted = _BETWEEN.fullmatch(text, first.end, max(first.end, second.start))
    return parted is not None and not text.startswith(":", second.end)


def checked_instead(words: str) -> str:
    """Words for square brackets, without the brackets a person typed around them.

    Raises
    ------
    Refused
        They are empty, longer than a line, or hold brackets.

    >>> checked_instead(" [team manager] ")
    'team manager'
    """
    [edit] = checked_edits("any words", [QuoteEdit(Span(0, 3), words.strip() or "…")])
    return edit.instead
