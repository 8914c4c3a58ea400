"""Where the words of one version of a text stand in another: found by the words themselves and by
what stands around them, never by counting characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from qualcode.model import Span
from qualcode.model.corrected import Fit, Placed

# A word, or one sign that is none. Blanks are no token: they may change.
_TOKEN = re.compile(r"\w+|[^\w\s]")
# Words are only taken for the same where, with what stands around them, there are so many tokens
# that stand once in each version: so many where the order of the text agrees, more where not.
IN_ORDER, ELSEWHERE = 4, 8
AROUND = 8
# How much of what was said must be left for a place to be proposed: a share of the tokens, or
# rapidfuzz's ratio of the letters, 0 to 100.
SHARE, LIKENESS = 0.5, 60.0
# Shorter words are not looked for anew where they were changed and moved at once.
LOOKED_FOR, FOUND = 24, 80.0
# So many tokens that stayed in a row did not do so by chance; what is hidden never grows by more
# than so many tokens on either side; and a word so alike one that is hidden may be that word.
ROW, WIDEST, ALIKE = 3, 40, 75.0


def moved_place(old: str, new: str) -> Callable[[Span], Span | None]:
    """Where a span of the old text stands in the new: the same words up to blanks, or None.

    >>> place = moved_place("I miss work. She said so.", "Honestly, I miss work. She said so.")
    >>> place(Span(2, 6))
    Span(start=12, end=16)
    >>> moved_place("I miss work. She said so.", "I miss home. She said so.")(Span(2, 11)) is None
    True
    """
    alignment = Alignment(old, new)

    def place(span: Span) -> Span | None:
        placed = alignment.place(span)
        return placed.span if placed.fit is Fit.SAME else None

    return place


class Alignment:
    """Two versions of a text laid beside each other."""

    def __init__(self, old: str, new: str) -> None:
        numbers: dict[str, int] = {}
        self._old, self._new = _Tokens(old, numbers), _Tokens(new, numbers)

    def place(self, span: Span) -> Placed:
        """What became of the words at a span of the old text, and where they stand in the new.

        ``SAME`` is said only where the same tokens stand there, and these, with what stands around
        them, stand once in either version: whatever could be two places is ``CHANGED``, with the
        likelier one proposed. ``GONE`` comes without a place.
        """
        if self._old.text == self._new.text:
            return Placed(Fit.SAME, span)
        first, last = self._old.within(span)
        if first >= last:
            return Placed(Fit.GONE, None)
        at = self._found(first, last)
        if at is not None:
            return Placed(Fit.SAME, self._spanned(span, first, last, at))
        return self._proposed(span, first, last)

    def covering(self, span: Span) -> list[Span]:
        """What stands now where the words at a span stood, for what must not be seen, however it
        was changed: all that is between the nearest words that stayed. Several places where it is
        likely to have moved or reaches over paragraphs; none where nothing stands there.

        Words are sometimes laid beside each other by chance, most of all single signs. Where
        nothing is left between them, or something like the hidden words stands beyond them, it is
        all between the nearest words that surely stayed.
        """
        first, last = self._old.within(span)
        if first >= last or not self._known:
            return []
        low, high = self._beside(first - 1, -1) + 1, self._beside(last, 1)
        wide = self._surely_beside(first, last, low, high)
        beyond = [*range(wide[0], low), *range(high, wide[1])]
        new = [n for n in beyond if n not in self._kept]
        if (low >= high and new) or any(self._like(first, last, n) for n in new):
            low, high = wide
        found = self._paragraphs(low, high) if low < high else []
        likely = self._proposed(span, first, last).span
        if likely is not None and not any(one.overlaps(likely) for one in found):
            found.append(likely)
        return sorted(found)

    def start(self, offset: int) -> int | None:
        """Where the word that begins at an offset of the old text, or the next one, begins now."""
        n = self._old.after(offset)
        now = self._matched[n] if n < len(self._matched) else None
        return None if now is None else self._new.spans[now][0]

    def near(self, offset: int) -> int:
        """An offset of the new text close to what stood at one of the old."""
        known = self._known
        if not known:
            return 0
        n = max(bisect_right(known, self._old.after(offset)) - 1, 0)
        now = self._matched[known[n]]
        return self._new.spans[now][0] if now is not None else 0

    def new_name_beside(self, span: Span) -> bool:
        """Whether a word with a capital that is new touches a span of the new text: it may be the
        rest of a name, as where a surname was added."""
        first, last = self._new.within(span)
        return any(
            0 <= n < len(self._new.spans)
            and n not in self._kept
            and self._new.text[self._new.spans[n][0]].isupper()
            for n in (first - 1, last)
        )

    @property
    def shared(self) -> float:
        """Share of the old text's tokens that are found in the new one, in order; 0 to 1."""
        return len(self._known) / max(len(self._matched), 1)

    @property
    def added(self) -> int:
        """Words of the new text that the old one did not have there."""
        words = (n for n, (a, _) in enumerate(self._new.spans) if self._new.text[a].isalnum())
        return sum(n not in self._kept for n in words)

    @cached_property
    def _matched(self) -> list[int | None]:
        """Of every token of the old text the one of the new that a comparison lays beside it."""
        from rapidfuzz.distance import Indel

        matched: list[int | None] = [None] * len(self._old.ids)
        for step in Indel.opcodes(self._old.ids, self._new.ids):
            if step.tag == "equal":
                for n in range(step.src_end - step.src_start):
                    matched[step.src_start + n] = step.dest_start + n
        return matched

    @cached_property
    def _known(self) -> list[int]:
        return [n for n, now in enumerate(self._matched) if now is not None]

    @cached_property
    def _kept(self) -> set[int]:
        return {now for now in self._matched if now is not None}

    def _found(self, first: int, last: int) -> int | None:
        """Where these tokens begin in the new text, if there is no doubt."""
        said = self._old.ids[first:last]
        expected = self._matched[first]
        # Twice with all that is looked at around them: no place can be better, and it is in doubt.
        # Asked first, since what is said a thousand times would take long to look through.
        whole = self._old.ids[max(first - AROUND, 0) : last + AROUND]
        if _several(self._new.occurrences(whole)):
            return None
        best: tuple[int, int, int] | None = None
        for at in self._new.occurrences(said):
            before, after = self._around(first, last, at)
            if best is None or before + after > best[1] + best[2]:
                best = (at, before, after)
        if best is None:
            return None
        at, before, after = best
        window = self._old.ids[first - before : last + after]
        if len(window) < (IN_ORDER if at == expected else ELSEWHERE):
            return None
        once = all(_one(text.occurrences(window)) for text in (self._old, self._new))
        return at if once else None

    def _around(self, first: int, last: int, at: int) -> tuple[int, int]:
        """How many tokens are the same before and after, at most `AROUND` of each."""
        old, new = self._old.ids, self._new.ids
        end, before, after = at + last - first, 0, 0
        while before < min(AROUND, first, at) and old[first - before - 1] == new[at - before - 1]:
            before += 1
        most = min(AROUND, len(old) - last, len(new) - end)
        while after < most and old[last + after] == new[end + after]:
            after += 1
        return before, after

    def _spanned(self, span: Span, first: int, last: int, at: int) -> Span:
        """The same cut through the tokens that begin at ``at``: half a word stays half a word."""
        old, new = self._old, self._new
        start = new.spans[at][0] + span.start - old.spans[first][0]
        end = new.spans[at + last - first - 1][1] + span.end - old.spans[last - 1][1]
        # Blanks that were part of the span stay so where the same blanks stand there.
        lead = old.text[span.start : max(span.start, old.spans[first][0])]
        if new.text[max(start, 0) : new.spans[at][0]] != lead and lead:
            start = new.spans[at][0]
        tail = old.text[min(span.end, old.spans[last - 1][1]) : span.end]
        if new.text[new.spans[at + last - first - 1][1] : end] != tail and tail:
            end = new.spans[at + last - first - 1][1]
        return Span(max(start, 0), end)

    def _proposed(self, span: Span, first: int, last: int) -> Placed:
        """The likeliest place of words that were changed."""
        from rapidfuzz import fuzz

        low, high = self._between(first, last)
        said = self._old.text[span.start : span.end]
        if low < high:
            here = Span(self._new.spans[low][0], self._new.spans[high - 1][1])
            kept = sum(self._matched[n] is not None for n in range(first, last))
            words = self._new.text[here.start : here.end]
            enough = kept / max(last - first, high - low) >= SHARE
            if enough or fuzz.ratio(said, words) >= LIKENESS:
                return Placed(Fit.CHANGED, here)
        if len(said) < LOOKED_FOR:
            return Placed(Fit.GONE, None)
        found = fuzz.partial_ratio_alignment(said, self._new.text, score_cutoff=FOUND)
        if found is None or found.dest_start >= found.dest_end:
            return Placed(Fit.GONE, None)
        low, high = self._new.within(Span(found.dest_start, found.dest_end))
        if low >= high:
            return Placed(Fit.GONE, None)
        return Placed(Fit.CHANGED, Span(self._new.spans[low][0], self._new.spans[high - 1][1]))

    def _between(self, first: int, last: int) -> tuple[int, int]:
        """The tokens of the new text between what stood before and what stood after."""
        known = self._known
        if not known:
            return 0, 0
        inside = [now for n in range(first, last) if (now := self._matched[n]) is not None]
        low = inside[0] if self._matched[first] is not None else self._beside(first - 1, -1) + 1
        high = inside[-1] + 1 if self._matched[last - 1] is not None else self._beside(last, 1)
        return low, high

    def _beside(self, n: int, step: int) -> int:
        """The nearest token of the new text that is known, from a token of the old one on."""
        while 0 <= n < len(self._matched):
            now = self._matched[n]
            if now is not None:
                return now
            n += step
        return -1 if step < 0 else len(self._new.ids)

    def _surely_beside(self, first: int, last: int, low: int, high: int) -> tuple[int, int]:
        """As wide as that may be: up to where some tokens in a row stayed, or `WIDEST` away."""
        before, after = first - 1, last
        while before >= 0 and not self._in_a_row(before - ROW + 1):
            before -= 1
        while after < len(self._matched) and not self._in_a_row(after):
            after += 1
        start, end = self._beside(before, -1) + 1, self._beside(after, 1)
        return max(min(start, low), low - WIDEST), min(max(end, high), high + WIDEST)

    def _in_a_row(self, begin: int) -> bool:
        """Whether `ROW` old tokens from this one on stand one after another in the new text."""
        now = self._matched[begin] if begin >= 0 else None
        return now is not None and self._matched[begin : begin + ROW] == [*range(now, now + ROW)]

    def _like(self, first: int, last: int, n: int) -> bool:
        """Whether a token of the new text is much like a word of these of the old one."""
        from rapidfuzz import fuzz

        there = self._new.word(n)
        said = (self._old.word(m) for m in range(first, last))
        return there.isalnum() and any(
            word.isalnum() and fuzz.ratio(word, there) >= ALIKE for word in said
        )

    def _paragraphs(self, low: int, high: int) -> list[Span]:
        """What these tokens of the new text cover, each paragraph of it apart."""
        found: list[Span] = []
        for start, end in self._new.spans[low:high]:
            if found and "\n\n" not in self._new.text[found[-1].end : start]:
                found[-1] = Span(found[-1].start, end)
            else:
                found.append(Span(start, end))
        return found


class _Tokens:
    """A text cut into words and signs, each a number that both versions share."""

    def __init__(self, text: str, numbers: dict[str, int]) -> None:
        found = list(_TOKEN.finditer(text))
        self.text = text
        self.spans = [token.span() for token in found]
        self.ids = [numbers.setdefault(token[0], len(numbers)) for token in found]
        self._starts = [start for start, _ in self.spans]
        self._ends = [end for _, end in self.spans]

    def within(self, span: Span) -> tuple[int, int]:
        """The tokens a span touches: from the first up to, not including, the last."""
        first = bisect_right(self._ends, span.start)
        last = bisect_right(self._starts, span.end - 1)
        return first, last

    def word(self, n: int) -> str:
        """A token, in small letters."""
        return self.text[slice(*self.spans[n])].casefold()

    def after(self, offset: int) -> int:
        """The first token that ends behind an offset."""
        return bisect_right(self._ends, offset)

    @cached_property
    def _where(self) -> dict[int, list[int]]:
        where: dict[int, list[int]] = {}
        for n, id in enumerate(self.ids):
            where.setdefault(id, []).append(n)
        return where

    def occurrences(self, said: Sequence[int]) -> Iterator[int]:
        """Where these tokens stand one after another."""
        rarest = min(range(len(said)), key=lambda n: len(self._where.get(said[n], ())))
        size = len(said)
        for n in self._where.get(said[rarest], ()):
            at = n - rarest
            if at >= 0 and self.ids[at : at + size] == said:
                yield at


def _one(found: Iterator[int]) -> bool:
    return next(found, None) is not None and next(found, None) is None


def _several(found: Iterator[int]) -> bool:
    return next(found, None) is not None and next(found, None) is not None
