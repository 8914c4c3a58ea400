"""The first layer: cue phrases of the codebook found in the passage, each with its record."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scipy.stats import beta

from qualcode.model import Code, Reason, Span
from qualcode.suggest.lessons import Lessons
from qualcode.text.phrases import Hit, finder_of, measure
from qualcode.text.words import Words, read_words

# How much one cue says before anybody judged it, by its number of words: a longer phrase is less
# often an accident. Set by hand; a record moves it as PRIOR judgements of that mean would.
WEIGHT = {1: 0.35, 2: 0.5, 3: 0.6}
LONGEST = 0.65
BREADTH = 0.04
LEAST = 0.2
PRIOR = 6.0


@dataclass(frozen=True, slots=True)
class CueRecord:
    """How a cue fared: accepted of judged passages it fired in, in so many interviews."""

    accepted: int = 0
    judged: int = 0
    interviews: int = 0

    def mean(self, prior: float) -> float:
        """Posterior mean of the share accepted, for a Beta prior of this mean."""
        return (PRIOR * prior + self.accepted) / (PRIOR + self.judged)

    def upper(self, prior: float, share: float = 0.8) -> float:
        """The one-sided upper bound of that share."""
        a = PRIOR * prior + self.accepted
        return float(beta.ppf(share, a, PRIOR * (1 - prior) + self.judged - self.accepted))

    @property
    def words(self) -> str:
        """In words, empty before any judgement."""
        if not self.judged:
            return ""
        where = "1 interview" if self.interviews == 1 else f"{self.interviews} interviews"
        return f"accepted {self.accepted} of {self.judged}, in {where}"


UNTRIED = CueRecord()
# Code -> the places of its cues in one passage.
Found = dict[str, list[Hit]]
_PATTERN = re.compile(r"[/*…]|\.{3}")


def weight(cue: str) -> float:
    """What one cue is worth before any judgement, 0 to 1: less for every doubling of its choices.

    >>> weight("share information") > weight("share/pass/give information/news")
    True
    """
    length, choices = measure(cue)
    return max(LEAST, WEIGHT.get(length, LONGEST) - BREADTH * math.log2(max(choices, 1)))


class CueLayer:
    """Finds every code's cues in a passage and weighs them by what people made of them."""

    def __init__(
        self,
        codes: Iterable[Code],
        lessons: Lessons | None = None,
        found: Sequence[Found] | None = None,
    ) -> None:
        """Learn each cue's record from ``lessons``; ``found`` are their hits, where known."""
        codes = list(codes)
        self._finder = finder_of(tuple((code.id, code.cues) for code in codes))
        self._counts: dict[tuple[str, str], dict[str, list[int]]] = {}
        self.taught: list[Found] = []
        if lessons is not None:
            known = found if found is not None else (self.hits(p.words) for p in lessons.passages)
            self.taught = list(known)
            self._learn(lessons)

    def hits(self, words: Words, *, offset: int = 0) -> Found:
        """Each code's cues in a passage, without those that lie within a longer one of its own."""
        found: dict[str, list[Hit]] = defaultdict(list)
        for hit in self._finder.find_in(words, offset=offset):
            found[hit.key].append(hit)
        return {code: _longest(own) for code, own in found.items()}

    def weight(self, code: str, cue: str, *, besides: str | None = None) -> float:
        """What a cue is worth, 0 to 1, leaving out what was learned in the group ``besides``."""
        return self.record(code, cue, besides=besides).mean(weight(cue))

    def record(self, code: str, cue: str, *, besides: str | None = None) -> CueRecord:
        """A cue's record, without that of the group ``besides``."""
        counts = self._counts.get((code, cue))
        if counts is None:
            return UNTRIED
        kept = [pair for group, pair in counts.items() if group != besides]
        return CueRecord(sum(a for a, _ in kept), sum(n for _, n in kept), len(kept))

    def score(self, code: str, hits: Sequence[Hit], *, besides: str | None = None) -> float:
        """That at least one of the cues is right, were they independent; 0 to 1.

        The same words are evidence once, for the cue that is worth most.
        """
        worth = {
            cue: self.weight(code, cue, besides=besides) for cue in {hit.phrase for hit in hits}
        }
        used: set[str] = set()
        taken: list[Span] = []
        miss = 1.0
        for hit in sorted(hits, key=lambda hit: (-worth[hit.phrase], hit.span, hit.phrase)):
            if hit.phrase in used:
                continue
            # What is taken lies apart and in order, so only the neighbours can overlap.
            at = bisect_left(taken, hit.span)
            if not any(hit.span.overlaps(span) for span in taken[max(0, at - 1) : at + 1]):
                used.add(hit.phrase)
                taken.insert(at, hit.span)
                miss *= 1.0 - worth[hit.phrase]
        return 1.0 - miss

    def reasons(self, text: str, *, offset: int = 0) -> dict[str, Reason]:
        """One reason per code that has at least one cue in the text; weights 0 to 1."""
        found = self.hits(read_words(text))
        return {code: self.reason(code, own, text, offset=offset) for code, own in found.items()}

    def reason(
        self,
        code: str,
        hits: Sequence[Hit],
        text: str,
        *,
        offset: int = 0,
        besides: str | None = None,
    ) -> Reason:
        """The cues found, with how each was meant and how it fared.

        ``hits`` are places in ``text``; the reason's are ``offset`` characters further on. A cue
        with choices or gaps is named by the words it met.
        """
        named, detail = [], []
        places: dict[str, list[Hit]] = defaultdict(list)
        for hit in hits:
            places[hit.phrase].append(hit)
        for cue in places:
            own = places[cue]
            record = self.record(code, cue, besides=besides)
            # "Never" beside one of two mentions says little about the other.
            negated, hedged = all(h.negated for h in own), all(h.hedged for h in own)
            notes = ["said to be missing"] * negated + ["hoped for or unsure"] * hedged
            notes += [record.words] * bool(record.judged)
            met = " ".join(text[own[0].span.start : own[0].span.end].split())
            said = met if _PATTERN.search(cue) else cue
            named.append(f"“{said}”" + (f" ({'; '.join(notes)})" if notes else ""))
            detail.append(("cue", cue))
            detail += [("record", f"{cue}: {record.words}")] * bool(record.judged)
            detail += [("negated", cue)] * negated + [("hedged", cue)] * hedged
        spans: tuple[Span, ...] = tuple(sorted({hit.moved(offset).span for hit in hits}))
        words = f"{'cue' if len(named) == 1 else 'cues'} {', '.join(dict.fromkeys(named))}"
        return Reason("cue", words, self.score(code, hits, besides=besides), spans, tuple(detail))

    def records(self) -> Mapping[tuple[str, str], CueRecord]:
        """Every judged cue's record, by (code, cue)."""
        return {(code, cue): self.record(code, cue) for code, cue in sorted(self._counts)}

    def _learn(self, lessons: Lessons) -> None:
        at = {code: n for n, code in enumerate(lessons.ids)}
        for passage, labels, found in zip(
            lessons.passages, lessons.labels, self.taught, strict=True
        ):
            for code, hits in found.items():
                label = int(labels[at[code]])
                for cue in {hit.phrase for hit in hits} if label else ():
                    groups = self._counts.setdefault((code, cue), {})
                    pair = groups.setdefault(passage.group or "", [0, 0])
                    pair[0] += label > 0
                    pair[1] += 1


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """Without what lies inside another: "training" within "training needs" says nothing more.

    One sweep in order of start, the longest first: a span lies inside another just when one
    before it ends as late or later.
    """
    inner: set[Span] = set()
    reach = -1
    for span in sorted({hit.span for hit in hits}, key=lambda span: (span.start, -span.end)):
        if span.end <= reach:
            inner.add(span)
        reach = max(reach, span.end)
    return [hit for hit in hits if hit.span not in inner]
