"""What is told of agreement: figures of each code, and what they were counted on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qualcode.analysis.agreement.bootstrap import TIMES
from qualcode.analysis.agreement.units import NAMES

LEAST_UNITS = 30
LEAST_GIVEN = 5
COLUMNS = (
    *("code", "name", "indicator", "n", "counts", "both", "percent", "positive", "negative"),
    *("kappa", "alpha", "low", "high", "ac1", "unitized", "overlap", "too_few", "band", "remark"),
)
_FRACTIONS = ("percent", "positive", "negative", "kappa", "alpha", "low", "high", "ac1")
# Krippendorff (2004), Content Analysis, p. 241: where to rely on data, and where only tentatively.
BANDS = ((0.8, "may be relied on"), (0.667, "tentative only"))


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """How far coders agree on one code; of an indicator its letters count in.

    Attributes
    ----------
    indicator
        Whether it stands at the top of the codebook.
    n
        Units: passages, sentences or characters.
    counts, both, anyone
        Units each coder gave it, all of them gave it, and at least one of them.
    percent
        Share of the units on which two coders agree, present or absent.
    positive, negative
        Agreement on its presence, and on its absence; None where nobody gave it, or all everywhere.
    kappa
        Cohen's; None for more than two coders, as where it is not defined.
    alpha, low, high
        Krippendorff's, nominal, with a 95 % interval over interviews; None where not defined, or
        not estimable.
    ac1
        Gwet's.
    unitized, overlap
        uα on characters, and how far matched codings cover the same characters.
    remark
        What to know of these numbers, in sentences; empty where there is nothing.
    too_few
        Below 30 units or 5 with the code: nothing is to be concluded. With characters these are
        passages.
    """

    code: str
    name: str
    indicator: bool
    n: int
    counts: tuple[int, ...]
    both: int
    anyone: int
    percent: float
    positive: float | None
    negative: float | None
    kappa: float | None
    alpha: float | None
    ac1: float | None
    unitized: float | None
    overlap: float | None
    low: float | None
    high: float | None
    remark: str
    too_few: bool

    @property
    def band(self) -> str:
        """What Krippendorff would conclude from alpha; empty where nothing is to be concluded."""
        if self.too_few or self.alpha is None:
            return ""
        for least, words in BANDS:
            if self.alpha >= least:
                return words
        return "not to be relied on"


@dataclass(frozen=True)
class Agreement:
    """How far coders agree, code by code, in the order of the codebook.

    Attributes
    ----------
    unit, rule
        What is counted, and when a code counts as present in it.
    reconciled
        Whether these are the codings of now, and not those before discussion.
    interviews, units
        How many they have all coded through, and how many units these hold.
    left_out
        Interviews that are not counted: not coded through by all of them, or still coded apart.
    from_suggestions
        Codings of theirs that came of accepting a suggestion.
    overall_alpha
        Over all codes that have none under them, two passages being as far apart as the number of
        codes only one of them carries; None where it is not defined or units are too few.
    round
        The number of the round it is about; None for all interviews.
    through_before
        Interviews of the round that a coder of it had coded through before it began.
    """

    coders: tuple[str, ...]
    unit: str
    rule: str
    reconciled: bool
    interviews: int
    units: int
    left_out: int
    from_suggestions: int
    codes: tuple[CodeFigures, ...]
    overall_alpha: float | None
    codebook_version: int = 0
    round: int | None = None
    seed: int = 0
    through_before: int = 0

    def records(self) -> list[dict[str, Any]]:
        """A row of plain values for each code; fractions have four decimals."""
        rows = []
        for f in self.codes:
            row = {name: getattr(f, name) for name in COLUMNS}
            row["counts"] = list(f.counts)
            for name in (*_FRACTIONS, "unitized", "overlap"):
                row[name] = None if row[name] is None else round(row[name], 4)
            rows.append(row)
        return rows

    def as_record(self) -> dict[str, Any]:
        """Everything as plain lists, numbers and words, for JSON."""
        names = ("unit", "rule", "reconciled", "interviews", "units", "left_out", "round", "seed")
        told = {name: getattr(self, name) for name in names}
        return {
            "coders": list(self.coders),
            **told,
            "from_suggestions": self.from_suggestions,
            "codebook_version": self.codebook_version,
            "through_before": self.through_before,
            "overall_alpha": None if self.overall_alpha is None else round(self.overall_alpha, 4),
            "codes": self.records(),
        }

    def in_words(self) -> list[str]:
        """What was counted and how, a sentence or two each."""
        return list(self._told())

    def _told(self) -> Iterator[str]:
        several = "both" if len(self.coders) == 2 else "all"
        yield (
            f"{_and(self.coders)}: {self.units:,} {NAMES[self.unit]} of respondents in"
            f" {_many(self.interviews, 'interview')} {several} have coded through."
        )
        yield self.rule
        if self.round is not None:
            yield f"Only the interviews of round {self.round}."
        if self.through_before:
            were = "was" if self.through_before == 1 else "were"
            yield (
                f"{_many(self.through_before, 'interview')} of this round {were} coded through by"
                " a coder of it before the round began: what stood there then was not coded anew"
                " for it."
            )
        yield (
            "Codings as they stand now, after what was talked over: this is no test of the"
            " codebook, and is reported apart from agreement before discussion."
            if self.reconciled
            else "Codings as each made them before they were talked over."
        )
        if self.left_out:
            verb = "is" if self.left_out == 1 else "are"
            yield (
                f"Left out: {_many(self.left_out, 'interview')} that {verb} not coded through by"
                f" {several} of them, or still coded apart."
            )
        if self.from_suggestions:
            yield (
                f"{_many(self.from_suggestions, 'coding')} came of accepting a suggestion, which"
                " makes people more alike; the suggestions themselves are no coder here."
            )
        yield (
            "Intervals (95 %) draw whole interviews anew"
            f" {TIMES:,} times; indicators count their letters."
        )
        if self.overall_alpha is not None:
            yield (
                f"Over all codes together alpha is {self.overall_alpha:.2f}; it hides which codes"
                " need work."
            )
        yield f"Codebook version {self.codebook_version}."


def _many(n: int, one: str) -> str:
    return f"{n:,} {one}{'' if n == 1 else 's'}"


def _and(names: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
