"""What a reader of exchanged projects has to say: what was wrong, and what is not carried."""

from __future__ import annotations

from qualcode.formats.flow import some
from qualcode.model import Problem
from qualcode.model.exchange import Loss

_LISTED = 200


class Findings:
    """Collects problems by line, and losses by where they are and how many."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._more = 0
        self._lost: dict[tuple[str, str, str, str], int] = {}

    def wrong(self, message: str, line: int | None = None) -> None:
        """Something that breaks the standard; the sentence names no one's words."""
        if len(self._problems) < _LISTED:
            self._problems.append(Problem(message, line))
        else:
            self._more += 1

    def lost(
        self,
        where: str,
        thing: str,
        things: str | None = None,
        *,
        number: int = 1,
        fate: str = "left out",
    ) -> None:
        """Something understood and not carried; the same thing in one place is counted up."""
        if number:
            key = (where, thing, things or f"{thing}s", fate)
            self._lost[key] = self._lost.get(key, 0) + number

    @property
    def problems(self) -> list[Problem]:
        """All of them, by line; past two hundred only their number."""
        listed = sorted(self._problems, key=lambda problem: problem.row or 0)
        if self._more:
            listed.append(Problem(f"{some(self._more, 'more problem')} of such kinds"))
        return listed

    @property
    def losses(self) -> tuple[Loss, ...]:
        """One sentence for each kind of thing in each place."""
        return tuple(
            Loss(where, f"{some(number, thing, things)} {fate}")
            for (where, thing, things, fate), number in self._lost.items()
        )
