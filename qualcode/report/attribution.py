"""Who a quote is from, said so that nobody is given away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

import pandas as pd

from qualcode.analysis.frames import as_told
from qualcode.errors import Refused
from qualcode.model import Respondents
from qualcode.report.quotes import Quote

GROUPS = {
    "manager": "Manager",
    "practitioner": "Practitioner",
    "strategic": "Strategic manager",
}
LAST_RUNG = "Participant"

Pair = tuple[str, str | None]


class FewPeople(Refused):
    """What would leave may tell who few people are; somebody must weigh and confirm it."""


class Ladder:
    """Role and authority -> role and authority type -> role group -> participant.

    A rung is used only where at least ``small`` distinct known participants stand on it. People
    whom a finer rung names already are not counted again further down: "Health visitor, inner
    London" would give one person away if all the others there were named by their authority. So
    it is on the last rung: whoever has no other name must be one of ``small``, or everybody.
    Whoever does not allow their authority to be named stands nowhere with it.
    """

    def __init__(self, people: pd.DataFrame, respondents: Respondents, small: int) -> None:
        self._respondents = respondents
        self._small = small
        self._captions: dict[tuple[str | None, str | None], str] = {}
        everybody: dict[tuple[str | None, str | None], set[str]] = defaultdict(set)
        standing: dict[Pair, set[str]] = defaultdict(set)
        self._in_role: dict[str, set[str]] = defaultdict(set)
        told = as_told(people)
        for participant, role, authority in told[["participant", "role", "authority"]].itertuples(
            index=False
        ):
            # A speaker not known as a participant stands on a rung, but behind nobody.
            everybody[role, authority] |= {participant} if participant is not None else set()
            if participant is not None and role is not None:
                standing[role, authority].add(participant)
                self._in_role[role].add(participant)
        self._enough = {
            pair
            for pair, known in standing.items()
            if pair[1] and len(known) >= small and not self._unique(pair[0])
        }
        for role, authority in self._enough:
            self._captions[role, authority] = f"{respondents.role_name(role)}, {authority}"
        self._name(standing, {pair: self._by_type(pair) for pair in standing})
        self._name(standing, {pair: self._by_group(pair) for pair in standing})
        self._fill_last_rung(everybody)

    def _fill_last_rung(self, everybody: dict[tuple[str | None, str | None], set[str]]) -> None:
        """Take the smallest named groups down until nobody is told apart by having no name."""
        while self._captions:
            last = [who for pair, who in everybody.items() if pair not in self._captions]
            if not last or len(set().union(*last)) >= self._small:
                return
            named: dict[str, set[str]] = defaultdict(set)
            for pair, caption in self._captions.items():
                named[caption] |= everybody[pair]
            smallest = min(named, key=lambda caption: (len(named[caption]), caption))
            for pair in [p for p, caption in self._captions.items() if caption == smallest]:
                del self._captions[pair]

    def _name(self, standing: dict[Pair, set[str]], rungs: dict[Pair, str | None]) -> None:
        """Give the pairs that have no caption yet the name of a rung with enough people on it."""
        waiting = [pair for pair in standing if pair not in self._captions]
        on: dict[str, set[str]] = defaultdict(set)
        for pair in waiting:
            on[rungs[pair] or ""] |= standing[pair]
        for pair in waiting:
            name = rungs[pair]
            if name and len(on[name]) >= self._small:
                self._captions[pair] = name

    def _unique(self, role: str | None) -> bool:
        listed = self._respondents.role(role)
        return listed is not None and listed.unique_post

    def _by_type(self, pair: Pair) -> str | None:
        role, authority = pair
        listed = self._respondents.authority(authority)
        if self._unique(role) or listed is None or not listed.type:
            return None
        return f"{self._respondents.role_name(role)}, {listed.type}"

    def _by_group(self, pair: Pair) -> str | None:
        role = self._respondents.role(pair[0])
        return GROUPS.get(role.group, role.group) if role else None

    def enough(self, role: str | None, authority: str | None) -> bool:
        """Whether a caption may name this role with this authority."""
        return (role, authority) in self._enough

    def enough_in_role(self, role: str | None) -> bool:
        """Whether a caption may name this role, even without an authority."""
        return role is not None and len(self._in_role.get(role, ())) >= self._small

    def caption(self, quote: Quote) -> str:
        """The most that may be said of a quote's speaker."""
        return self.name(quote.role, quote.authority)

    def name(self, role: str | None, authority: str | None) -> str:
        """The most that may be said of somebody of this role in this authority."""
        return self._captions.get((role, authority), LAST_RUNG)

    def role_and_authority(self, quote: Quote) -> str:
        """Both, save that a post of which an authority has only one stands without it."""
        role = quote.role_name or LAST_RUNG
        if not quote.authority or self._unique(quote.role):
            return role
        return f"{role}, {quote.authority}"


def small_roles(quotes: Sequence[Quote], ladder: Ladder) -> int:
    """How many roles of these quotes few people share, or the study's list does not have."""
    # Where no role is known, none is named.
    named = {q.role or q.role_name: q.role for q in quotes if q.role_name}
    return sum(not ladder.enough_in_role(role) for role in named.values())


def caption_of(quote: Quote, style: str, ladder: Ladder) -> str | None:
    """A quote's caption in one of the styles; None where the style gives none."""
    if style == "none":
        return None
    if style == "ladder":
        return ladder.caption(quote)
    if style == "role":
        return quote.role_name or LAST_RUNG
    return ladder.role_and_authority(quote)


def refuse_small_roles(quotes: Sequence[Quote], ladder: Ladder, small: int) -> None:
    """Stop an export that would name a role few people hold.

    Raises
    ------
    FewPeople
        Naming how many such roles there are, and what to do.
    """
    if few := small_roles(quotes, ladder):
        have = "role has" if few == 1 else "roles have"
        raise FewPeople(
            f"{few} {have} fewer than {small} people in them, so the caption could give a person"
            " away; use the ladder, which says less, or confirm."
        )


def refuse_few_people(quotes: Sequence[Quote], small: int) -> None:
    """Stop an export whose quotes are all of few people, whatever they are called.

    Raises
    ------
    FewPeople
        Naming how many people there are.
    """
    # Somebody not known is a person of their own.
    people = len({quote.participant or quote.person for quote in quotes})
    if 0 < people < small:
        are = "one person" if people == 1 else f"{people} people"
        raise FewPeople(
            f"All these quotes are of {are}, fewer than {small}, who could be recognised by what"
            " stands together; take quotes of more people, or confirm."
        )


def refuse_small_groups(quotes: Sequence[Quote], ladder: Ladder, small: int) -> None:
    """Stop an export that would name a role with an authority where few people stand behind it.

    Raises
    ------
    FewPeople
        Naming how many such pairs there are, and what to do.
    """
    pairs: Collection[tuple[str | None, str]] = {
        (q.role, q.authority) for q in quotes if q.authority
    }
    few = sum(not ladder.enough(role, authority) for role, authority in pairs)
    if few:
        have = "pair of role and authority has" if few == 1 else "pairs of role and authority have"
        raise FewPeople(
            f"{few} {have} fewer than {small} people behind them, or a post that each authority"
            " has only once, so the caption could give a person away; use the ladder, which"
            " says less, or confirm."
        )
