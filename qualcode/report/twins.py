"""The same words under two people: a slip to be resolved before quotes leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.analysis.near import nearly_same_words, same_words
from qualcode.errors import Refused
from qualcode.report.quotes import Quote


class SameWords(Refused):
    """The same words would leave under two roles."""


@dataclass(frozen=True)
class Twins:
    """Quotes of different people in the same words, or, if not ``exact``, in nearly the same."""

    quotes: tuple[Quote, ...]
    exact: bool

    @property
    def roles(self) -> int:
        """Under how many roles the words stand; not known is one of them."""
        return len({quote.role_name for quote in self.quotes})

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes the words stand under."""
        return tuple(dict.fromkeys(quote.code for quote in self.quotes))


def twins(quotes: Sequence[Quote]) -> list[Twins]:
    """Words of eight or more that stand under several people: the same first, then nearly."""
    found = _exact(quotes)
    # A person's words under several codes are looked at once.
    once = list({(_who(q), q.words): q for q in quotes}.values())
    pairs = nearly_same_words([q.words for q in once])
    near = [(once[a], once[b]) for a, b in pairs if _who(once[a]) != _who(once[b])]
    return [*found, *(Twins(pair, exact=False) for pair in near)]


def refuse_same_words(quotes: Sequence[Quote]) -> None:
    """Stop an export in which the same words stand under two roles.

    Raises
    ------
    SameWords
        Naming how often, and under which codes.
    """
    slips = [one for one in _exact(quotes) if one.roles > 1]
    if not slips:
        return
    codes = sorted({code for one in slips for code in one.codes})
    named = ", ".join(codes[:8]) + (" and others" if len(codes) > 8 else "")
    times = "once" if len(slips) == 1 else f"{len(slips)} times"
    raise SameWords(
        f"The same words stand under two roles {times}, coded {named}; withdraw the coding that"
        " names the wrong person, or confirm that both said it."
    )


def _exact(quotes: Sequence[Quote]) -> list[Twins]:
    groups = ([quotes[n] for n in own] for own in same_words([q.words for q in quotes]))
    return [Twins(tuple(own), exact=True) for own in groups if len({_who(q) for q in own}) > 1]


def _who(quote: Quote) -> tuple[str | None, str | int]:
    """Who speaks: one participant in one role; somebody not known is a person of their own."""
    return quote.role_name, quote.participant or quote.person
