"""A whole report checked: every quotation by itself, then all of them beside each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qualcode.analysis.near import ALIKE, FEWEST
from qualcode.report.quote_check import Checked, Checker, State
from qualcode.report.quote_check_marks import Quotation
from qualcode.report.quote_check_places import spelt

COLUMNS = (
    *("place", "heading", "quotation", "named", "state"),
    *("findings", "source", "interview", "likeness", "notes"),
)


@dataclass(frozen=True)
class NameInReport:
    """Words of a report that look like a name, of which kind, and where they stand.

    ``replaced`` says that they are a name that is replaced in the study's interviews.
    """

    words: str
    kind: str
    places: tuple[str, ...]
    replaced: bool = False

    @property
    def line(self) -> str:
        """What it is and where, in a sentence."""
        where = _listed(self.places)
        if self.replaced:
            return f"“{self.words}” is replaced in the interviews, and stands here in {where}."
        return f"“{self.words}” looks like a name ({self.kind}), in {where}."


@dataclass(frozen=True)
class ReportCheck:
    """What was found in a finished report.

    ``quotations`` are all that were checked, in the report's order; ``whole`` holds findings about
    several of them together, ``notes`` what is good to know of the whole. ``short`` counts words in
    quotation marks that are too few to be checked. ``names`` are words anywhere in the report that
    look like names and that nobody let stand or confirmed; those that are replaced in the study
    have to be settled, of the others a person judges. The report's own words are in it, and what
    was said beside them, so it is for the researcher's eyes.
    """

    file: str
    quotations: tuple[Checked, ...]
    whole: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    short: int = 0
    names: tuple[NameInReport, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether nothing has to be settled."""
        return (
            not self.whole and not self.named and not any(one.findings for one in self.quotations)
        )

    @property
    def named(self) -> list[NameInReport]:
        """Names that are replaced in the study and stand in the report."""
        return [one for one in self.names if one.replaced]

    @property
    def look_alikes(self) -> list[NameInReport]:
        """What else looks like a name; in a list of references it may well be one that may stay."""
        return [one for one in self.names if not one.replaced]

    @property
    def to_settle(self) -> list[Checked]:
        """The quotations with findings, in order."""
        return [one for one in self.quotations if one.findings]

    @property
    def states(self) -> dict[State, int]:
        """How many quotations there are of each state that occurs."""
        counted = Counter(one.state for one in self.quotations)
        return {state: counted[state] for state in State if counted[state]}

    @property
    def sentence(self) -> str:
        """What came of it, in a sentence or two; nobody's words."""
        n, wrong = len(self.quotations), len(self.to_settle)
        if not n:
            found = "No quotation of four words or more was found."
            return found if self.clean else f"{found} {_names_left(self.named)}"
        found = "1 quotation" if n == 1 else f"{n} quotations"
        told = ", ".join(f"{count} {state.value}" for state, count in self.states.items())
        ends = ["Nothing has to be settled."] if self.clean else []
        if wrong or self.whole:
            ends.append(_to_settle(wrong, len(self.whole)))
        if self.named:
            ends.append(_names_left(self.named))
        return f"{found} checked: {told}. {' '.join(ends)}"

    def lines(self) -> list[str]:
        """Everything to settle, a sentence or two each, by place."""
        found = [
            f"{_where(one.quotation)}: “{_short(one.quotation.words)}” {told}"
            for one in self.quotations
            for told in one.findings
        ]
        return [*found, *self.whole, *(one.line for one in self.named)]

    def records(self) -> list[dict[str, Any]]:
        """One row a quotation, by the names in `COLUMNS`; unknown is None."""
        return [
            {
                "place": one.quotation.place,
                "heading": one.quotation.heading or None,
                "quotation": one.quotation.words,
                "named": one.quotation.named or None,
                "state": one.state.value,
                "findings": list(one.findings),
                "source": one.source or None,
                "interview": one.interview or None,
                "likeness": round(one.likeness),
                "notes": list(one.notes),
            }
            for one in self.quotations
        ]


def check_whole(
    file: str,
    checker: Checker,
    quotations: Sequence[Quotation],
    short: int,
    *,
    small: int,
    same_words: bool = False,
    confirmed: bool = False,
    progress: Callable[[float], object] | None = None,
) -> ReportCheck:
    """Check every quotation, then whether the same words stand under two roles.

    ``same_words`` and ``confirmed`` say that somebody has settled the same words under two roles,
    and weighed that few people are quoted or named closely.
    """
    checked = []
    for n, quotation in enumerate(quotations, 1):
        checked.append(_beside(checker, checker.check(quotation), same_words=same_words))
        if progress is not None:
            progress(n / len(quotations))
    whole = [] if same_words else _under_two_names(checked)
    people = {checker.who(person) for one in checked for person in one.people}
    if 0 < len(people) < small and not confirmed:
        are = "one person" if len(people) == 1 else f"{len(people)} people"
        whole.append(
            f"All these quotations are of {are}, fewer than {small}, who could be recognised by"
            " what stands together; quote more people, or confirm."
        )
    notes = []
    if short:
        words = "1 stretch" if short == 1 else f"{short} stretches"
        notes.append(f"{words} of fewer than four words in quotation marks: not checked.")
    return ReportCheck(file, tuple(checked), tuple(whole), tuple(notes), short)


def _beside(checker: Checker, one: Checked, *, same_words: bool) -> Checked:
    """What other people say in the same or nearly the same words."""
    if len(spelt(one.quotation.words)) < FEWEST or not one.people:
        return one
    findings, notes = list(one.findings), list(one.notes)
    roles = {checker.people[person]["role"] for person in one.people}
    if len(roles) > 1 and not same_words:
        findings.append(
            "People of two roles are on record with these very words: settle whose they are, or"
            " confirm that both said them."
        )
    elif len({checker.who(person) for person in one.people}) > 1:
        notes.append("More than one person is on record with these very words.")
    if one.state is not State.DIFFERS and (near := checker.near(one, ALIKE)):
        notes.append(f"Nearly the same words stand in {_listed(near)}.")
    return replace(one, findings=tuple(findings), notes=tuple(notes))


def _under_two_names(checked: Sequence[Checked]) -> list[str]:
    """The same words, of eight or more, that the report gives to two kinds of speakers."""
    said = [spelt(one.quotation.words) if one.named.says else [] for one in checked]
    # Every run of eight words -> the quotations it stands in: what holds a text holds its first.
    runs: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for n, words in enumerate(said):
        for k in range(len(words) - FEWEST + 1):
            runs[tuple(words[k : k + FEWEST])].add(n)
    groups = []
    for words in {" ".join(words): words for words in said if len(words) >= FEWEST}.values():
        text = f" {' '.join(words)} "
        near = sorted(runs[tuple(words[:FEWEST])])
        groups.append([n for n in near if text in f" {' '.join(said[n])} "])
    found: dict[tuple[str, ...], str] = {}
    for together in groups:
        own = [checked[n] for n in together]
        names = {" ".join(one.named.text.casefold().split()) for one in own}
        if len(names) > 1:
            places = tuple(dict.fromkeys(one.quotation.place for one in own))
            found[places] = (
                f"The same words stand under two speakers, in {_listed(places)}: settle whose they"
                " are before the report leaves."
            )
    return list(found.values())


def _names_left(named: Sequence[NameInReport]) -> str:
    if len(named) == 1:
        return "1 name that is replaced in the interviews still stands."
    return f"{len(named)} names that are replaced in the interviews still stand."


def _to_settle(wrong: int, whole: int) -> str:
    parts = []
    if wrong:
        parts.append("1 quotation has" if wrong == 1 else f"{wrong} quotations have")
    if whole:
        parts.append(f"{'1 thing' if whole == 1 else f'{whole} things'} about several of them")
    if not wrong:
        return f"To be settled: {parts[0]}."
    more = f", and {parts[1]}" if whole else ""
    return f"{parts[0]} something to be settled{more}."


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:4])
    if len(names) > 4:
        return f"{', '.join(shown)} and {len(names) - 4} more"
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))


def _short(text: str, most: int = 70) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _where(quotation: Quotation) -> str:
    """The heading a quotation stands under and its paragraph: nobody counts paragraphs in Word."""
    place = quotation.place[:1].upper() + quotation.place[1:]
    if not quotation.heading:
        return place
    return f"Under “{_short(quotation.heading)}”, {quotation.place}"
