"""Two lists of terms whose use is compared."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TermList:
    """One way of speaking: its name and its terms, written like cues (`qualcode.text.phrases`)."""

    name: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class TermLists:
    """Two ways of speaking, and phrases in which their terms mean something else.

    ``leave_out`` holds names of teams or posts that the study's list of roles does not have; the
    roles it has are left out anyway.
    """

    first: TermList
    second: TermList
    leave_out: tuple[str, ...] = ()

    @property
    def both(self) -> tuple[TermList, TermList]:
        """The two lists in order."""
        return self.first, self.second
