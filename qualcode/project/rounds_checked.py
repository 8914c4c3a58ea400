"""What is asked of a round before it is made, and who may bring it further."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from qualcode.errors import Refused
from qualcode.model import CoderRole
from qualcode.model.review import Round, RoundState
from qualcode.store import Connection, people
from qualcode.store.readings import load_readings
from qualcode.store.texts import load_ids

STRATA = ("code", "coder", "authority")
LONGEST_TITLE = 120


def checked_title(title: str, number: int) -> str:
    """A round's title on one line, or its number.

    Raises
    ------
    Refused
        It is very long.
    """
    title = " ".join(title.split()) or f"Round {number}"
    if len(title) > LONGEST_TITLE:
        raise Refused(f"A round's title has up to {LONGEST_TITLE} characters; shorten it.")
    return title


def checked_due(due: str | None, now: str) -> str | None:
    """A date as written in ISO 8601; ``now`` is the time in UTC.

    Raises
    ------
    Refused
        It is no date, or written otherwise, or over.
    """
    if due is None or not due.strip():
        return None
    try:
        day = date.fromisoformat(due.strip())
    except ValueError:
        raise Refused("Write the due date as year-month-day, such as 2027-03-31.") from None
    # West of Greenwich today may still be the day before.
    if day < date.fromisoformat(now[:10]) - timedelta(days=1):
        raise Refused("The due date is over already; name a later one, or none.")
    return day.isoformat()


def checked_count(count: int | None) -> int | None:
    """How many are drawn.

    Raises
    ------
    Refused
        Fewer than one.
    """
    if count is not None and count < 1:
        raise Refused("Draw at least one, or leave the number out to take all.")
    return count


def checked_strata(by: Iterable[str]) -> tuple[str, ...]:
    """What the sample is stratified by, each once.

    Raises
    ------
    Refused
        Something else than `STRATA` is named.
    """
    wanted = tuple(dict.fromkeys(by))
    if strange := [name for name in wanted if name not in STRATA]:
        raise Refused(
            f"A sample is not stratified by {strange[0]!r}; choose from {', '.join(STRATA)}."
        )
    return wanted


def checked_reviewers(connection: Connection, names: Sequence[str]) -> tuple[str, ...]:
    """Who reviews: those named, or every mentor of the study.

    Raises
    ------
    Refused
        The study does not know a name.
    """
    known = {one.name: one.role for one in people.load_coders(connection)}
    for name in names:
        if name not in known:
            raise Refused(
                f"The study knows nobody called {name}; add them as a mentor or coder first."
            )
    mentors = [name for name, role in known.items() if role is CoderRole.MENTOR]
    return tuple(dict.fromkeys(names or mentors))


def checked_coders(connection: Connection, names: Sequence[str]) -> tuple[str, ...]:
    """Who codes the interviews of a round apart.

    Raises
    ------
    Refused
        The study does not know a name, or it is a mentor's.
    """
    known = {one.name: one.role for one in people.load_coders(connection)}
    for name in names:
        if name not in known:
            raise Refused(f"The study knows nobody called {name}; add them as a coder first.")
        if known[name] is CoderRole.MENTOR:
            raise Refused(f"{name} is a mentor and does not code; choose researchers or coders.")
    return tuple(dict.fromkeys(names))


_NEXT = {
    RoundState.ASSIGNED: "its coders begin it first",
    RoundState.CODING: "its coders code and hand in first",
    RoundState.SUBMITTED: "open it for review first",
    RoundState.IN_REVIEW: "give verdicts, return it or finish it",
    RoundState.RETURNED: "settle what was questioned, then open its review again",
    RoundState.FINAL: "open its review again with a note why, or start a new round",
}


def refuse_state(round: Round, *wanted: RoundState) -> None:
    """Refuse an act in a state in which it is not possible.

    Raises
    ------
    Refused
        Naming the state and what can be done now.
    """
    if round.state not in wanted:
        raise Refused(f"{round.title} is {round.state.value} now: {_NEXT[round.state]}.")


def refuse_other_coders(round: Round, who: str) -> None:
    """Refuse what only a coder of the round does.

    Raises
    ------
    Refused
        The person is none.
    """
    if who not in round.coders:
        named = ", ".join(round.coders) or "nobody"
        raise Refused(f"{who} does not code in {round.title}; its coders are: {named}.")


def refuse_not_through(connection: Connection, round: Round, who: str) -> None:
    """Refuse to hand in before every interview of the round in view is coded through.

    Raises
    ------
    Refused
        Saying how many are not.
    """
    in_view = set(load_ids(connection)) & set(round.interviews)
    done = {r.transcript for r in load_readings(connection) if r.coder == who and r.done_at}
    if left := len(in_view - done):
        are = "is" if left == 1 else "are"
        raise Refused(
            f"{left} of the {len(in_view)} interviews {are} not marked as coded through by {who}"
            " yet; mark each when you have reached its end, then hand in."
        )
