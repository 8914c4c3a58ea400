"""Who a quote is from, said so that nobody is given away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable

import pandas as pd

from qualcode.errors import Refused
from qualcode.model import Respondents
from qualcode.report.quotes import Quote

GROUPS = {
    "manager": "Manager",
    "practitioner": "Practitioner",
    "strategic": "Strategic manager",
}
LAST_RUNG = "Participant"


class Ladder:
    """Role and authority -> role and authority type -> role group -> participant.

    Each rung is used only where at least ``small`` distinct known participants stand on it.
    """

    def __init__(self, people: pd.DataFrame, respondents: Respondents, small: int) -> None:
        self._respondents = respondents
        self._small = small
        self._people: dict[Hashable, set[str]] = defaultdict(set)
        for row in people[["participant", "role", "authority"]].itertuples(index=False):
            participant, role, authority = row
            if participant is None or role is None:
                continue
            for rung in self._rungs(role, authority):
                self._people[rung].add(participant)

    def _rungs(self, role: str, authority: str | None) -> list[Hashable]:
        listed = self._respondents.role(role)
        group = listed.group if listed else None
        return [("pair", role, authority), ("type", role, self._type(authority)), ("group", group)]

    def _type(self, authority: str | None) -> str | None:
        listed = self._respondents.authority(authority)
        return listed.type if listed and listed.type else None

    def enough(self, role: str | None, authority: str | None) -> bool:
        """Whether a caption may name this role with this authority."""
        return role is not None and authority is not None and self._stands("pair", role, authority)

    def _stands(self, kind: str, *rung: Hashable) -> bool:
        return len(self._people.get((kind, *rung), ())) >= self._small

    def caption(self, quote: Quote) -> str:
        """The most that may be said of a quote's speaker."""
        role = self._respondents.role(quote.role)
        if role is None:
            return LAST_RUNG
        if not role.unique_post:
            if quote.authority and self.enough(role.id, quote.authority):
                return f"{role.name}, {quote.authority}"
            kind = self._type(quote.authority)
            if kind and self._stands("type", role.id, kind):
                return f"{role.name}, {kind}"
        if self._stands("group", role.group):
            return GROUPS.get(role.group, role.group)
        return LAST_RUNG


def caption_of(quote: Quote, style: str, ladder: Ladder) -> str | None:
    """A quote's caption in one of the styles; None where the style gives none."""
    if style == "none":
        return None
    if style == "ladder":
        return ladder.caption(quote)
    role = quote.role_name or LAST_RUNG
    if style == "role" or not quote.authority:
        return role
    return f"{role}, {quote.authority}"


def refuse_small_groups(quotes: list[Quote], ladder: Ladder, small: int) -> None:
    """Stop an export that would name a role with an authority where few people stand behind it.

    Raises
    ------
    Refused
        Naming how many such pairs there are, and what to do.
    """
    pairs = {(q.role, q.authority) for q in quotes if q.authority}
    few = sum(not ladder.enough(role, authority) for role, authority in pairs)
    if few:
        raise Refused(
            f"{few} of {len(pairs)} pairs of role and authority have fewer than {small} people"
            " behind them, so the caption could give a person away; use the ladder, or confirm."
        )
