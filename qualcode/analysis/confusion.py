"""Which code two coders gave to the same words: code by code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.disagreement import Aligned

# The row or column of codings beside which the other coder has none.
NOTHING = ""


@dataclass(frozen=True)
class Confusion:
    """How often the first coder gave one code where the second gave another.

    Every coding of either coder is counted once, so a row adds up to the first coder's codings
    with its code and a column to the second's. Directions and bounds are left aside here.

    Attributes
    ----------
    coders
        First, second.
    unit
        ``letters``: codes as they were given; ``indicators``: letters counted with theirs.
    codes
        Those either coder gave, as (id, name), in the order of the codebook.
    counts
        (first's code, second's code) -> how often, zeros left out; ``NOTHING`` stands for none.
    interviews
        How many both have coded through.
    """

    coders: tuple[str, str]
    unit: str
    codes: tuple[tuple[str, str], ...]
    counts: Mapping[tuple[str, str], int]
    interviews: int

    def given(self, code: str) -> tuple[int, int]:
        """How often each coder gave a code."""
        return (
            sum(n for (one, _), n in self.counts.items() if one == code),
            sum(n for (_, two), n in self.counts.items() if two == code),
        )

    def mixed_up(self) -> list[tuple[str, str, int]]:
        """Two codes given to the same words, whoever gave which: (code, other, how often).

        The most often first, then in the order of the codebook.
        """
        order = {id: n for n, (id, _) in enumerate(self.codes)}
        pairs: Counter[tuple[str, str]] = Counter()
        for (one, two), n in self.counts.items():
            if NOTHING not in (one, two) and one != two:
                pairs[min((one, two), (two, one), key=lambda p: order[p[0]])] += n
        ranked = sorted(pairs.items(), key=lambda p: (-p[1], order[p[0][0]], order[p[0][1]]))
        return [(one, two, n) for (one, two), n in ranked]


def count_confusion(
    aligned: Iterable[Aligned],
    coders: tuple[str, str],
    codes: Sequence[tuple[str, str]],
    *,
    unit: str = "letters",
    indicators: Mapping[str, str] | None = None,
    interviews: int = 0,
) -> Confusion:
    """Count which code stands beside which.

    Parameters
    ----------
    aligned
        As `disagreement.align` gives them.
    codes
        (id, name) of all codes that may be shown, in order; those nobody gave are left out.
    indicators
        Code -> its indicator, for the unit ``indicators``.
    """
    rolled = (indicators or {}) if unit == "indicators" else {}
    counts: Counter[tuple[str, str]] = Counter()
    for pair in aligned:
        one, two = (c.code if c else NOTHING for c in (pair.first, pair.second))
        counts[rolled.get(one, one), rolled.get(two, two)] += 1
    seen = {code for pair in counts for code in pair} - {NOTHING}
    # A code that has left the codebook is shown by its id, after the others.
    known = [(id, name) for id, name in codes if id in seen]
    gone = sorted(seen - {id for id, _ in known})
    return Confusion(coders, unit, (*known, *((id, id) for id in gone)), dict(counts), interviews)
