"""How much of what is marked the aid finds, and how much of what it finds is right.

Something marked counts as found when every letter and figure of it lies in finds, of whatever
kind: half a surname gives a person away. A find counts as right when at least half of its letters
are marked; titles, relations and what is marked `either` do not count.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualcode.text.names import Found, find_names
from tests.gold.gold import Interview, Label

SETUPS = ("aid alone", "names looked for everywhere", "with the people list")
TITLES = re.compile(
    r"\b(mr|mrs|ms|miss|dr|doctor|pc|dc|sgt|sergeant|officer|judge|sister|pastor|father|fr|sheikh|pan"
    r"|auntie|uncle|grandma|nan|mam|old|baby|umm|born|dob|nhs|number|ref|case|ni|the|at|in|of|on)\b",
    re.IGNORECASE,
)
MARKED = ("trap", "either")


@dataclass(frozen=True)
class Share:
    """`found` of `asked`, with Wilson's interval.

    References
    ----------
    Wilson (1927), Probable Inference, the Law of Succession, and Statistical Inference, JASA 22.
    """

    found: int
    asked: int

    @property
    def value(self) -> float:
        """The share, 0 to 1; not a number when nothing was asked."""
        return self.found / self.asked if self.asked else math.nan

    def interval(self, z: float = 1.959964) -> tuple[float, float]:
        """The interval with 95 % confidence."""
        n, p = self.asked, self.value
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)

    def told(self) -> str:
        """Such as ``0.95 (0.93 to 0.97)``; a dash when nothing was asked."""
        if not self.asked:
            return "–"
        low, high = self.interval()
        return f"{self.value:.2f} ({low:.2f} to {high:.2f})"


@dataclass(frozen=True)
class Judged:
    """A label or a find in one interview, and whether it was found or right."""

    interview: Interview
    start: int
    end: int
    kind: str
    good: bool
    label: Label | None = None
    ambiguous: bool = False

    def said(self) -> str:
        """The words, on one line."""
        return " ".join(self.interview.text[self.start : self.end].split())

    def context(self, width: int = 25) -> str:
        """The words with those beside them, on one line."""
        text = self.interview.text
        return " ".join(text[max(0, self.start - width) : self.end + width].split())


@dataclass(frozen=True)
class Scored:
    """One set-up: every label with whether it was found, every find with whether it is right."""

    labels: Sequence[Judged]
    finds: Sequence[Judged]

    def recall(self, *kinds: str, where: Callable[[Judged], bool] = lambda one: True) -> Share:
        """Found of what was marked, of some kinds."""
        return share(one for one in self.labels if one.kind in kinds and where(one))

    def precision(self, *kinds: str) -> Share:
        """Right of what was found, of some kinds; of all without any."""
        return share(one for one in self.finds if not kinds or one.kind in kinds)


def share(judged: Iterable[Judged]) -> Share:
    """How many of them are good."""
    counted = Counter(one.good for one in judged)
    return Share(counted[True], counted.total())


def run(interviews: Sequence[Interview]) -> dict[str, Scored]:
    """The three set-ups of the aid on these interviews."""
    alone, everywhere, listed = SETUPS
    return {
        alone: scored(interviews, lambda i: find_names(i.text, everywhere=False)),
        everywhere: scored(interviews, lambda i: find_names(i.text)),
        listed: scored(interviews, lambda i: find_names(i.text, known_in(i))),
    }


def known_in(interview: Interview) -> list[str]:
    """The people list, every form of a name an entry of its own."""
    return [form for person in interview.people for form in person]


def scored(interviews: Sequence[Interview], find: Callable[[Interview], Sequence[Found]]) -> Scored:
    """What ``find`` finds in each interview, held against its labels."""
    labels: list[Judged] = []
    finds: list[Judged] = []
    for interview in interviews:
        found = find(interview)
        labels += judge_labels(interview, found)
        finds += judge_finds(interview, found)
    return Scored(labels, finds)


def judge_labels(interview: Interview, found: Sequence[Found]) -> Iterator[Judged]:
    """Each label, good when all its letters and figures were found; a trap when any was."""
    covered = {at for one in found for at in range(one.start, one.end)}
    for label in interview.labels:
        letters = {at for at in range(label.start, label.end) if interview.text[at].isalnum()}
        good = bool(letters & covered) if label.kind == "trap" else letters <= covered
        yield Judged(interview, label.start, label.end, label.kind, good, label)


def judge_finds(interview: Interview, found: Sequence[Found]) -> Iterator[Judged]:
    """Each find that is not of `either` alone, good when half of its letters are marked."""
    marked: set[int] = set()
    either: set[int] = set()
    for label in interview.labels:
        if label.kind not in MARKED:
            marked.update(range(label.start, label.end))
        elif label.kind == "either":
            either.update(range(label.start, label.end))
    for one in found:
        letters = _telling(interview.text, one) - either
        if letters or not either & set(range(one.start, one.end)):
            good = 2 * len(letters & marked) >= max(len(letters), 1)
            yield Judged(interview, one.start, one.end, one.kind, good, None, one.ambiguous)


def _telling(text: str, one: Found) -> set[int]:
    """The places of a find's letters and figures, without titles."""
    titles = {
        at
        for title in TITLES.finditer(text[one.start : one.end])
        for at in range(one.start + title.start(), one.start + title.end())
    }
    return {at for at in range(one.start, one.end) if text[at].isalnum()} - titles
