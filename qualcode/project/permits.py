"""Who may do what: one table of verbs, and the check before the outermost call of each.

A verb that calls another has answered for it: only the call from outside is checked. Properties
and what begins with an underscore are not verbs. A verb that the table does not name is for
researchers only, so that a new one is never open to more people than somebody decided.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from qualcode.errors import Refused
from qualcode.model import CoderRole
from qualcode.project.permits_table import GROUPS
from qualcode.project.study import StudyVerbs

Made = TypeVar("Made", bound=type[StudyVerbs])

RESEARCHER = frozenset({CoderRole.RESEARCHER})
CODERS = frozenset({CoderRole.RESEARCHER, CoderRole.SECOND_CODER})
EVERYBODY = frozenset(CoderRole)

# Opening a study and handing it over decide who acts, so they come before any check.
FREE = frozenset({"open", "acting_as", "close"})

_inside: ContextVar[bool] = ContextVar("inside_a_verb", default=False)


class NotYours(Refused):
    """The acting person's role does not allow this."""


@dataclass(frozen=True, slots=True)
class Permit:
    """Who may use a verb, and what using it is called: such as ``coding``."""

    who: frozenset[CoderRole]
    what: str


_WHO = {"researchers": RESEARCHER, "coders": CODERS, "everybody": EVERYBODY}
PERMITS: dict[str, Permit] = {
    verb: Permit(_WHO[who], what) for who, what, verbs in GROUPS for verb in verbs.split()
}
UNDECIDED = Permit(RESEARCHER, "this")


def permit_of(verb: str) -> Permit:
    """Who may use a verb; one nobody has decided on is for researchers."""
    return PERMITS.get(verb, UNDECIDED)


def refusal(name: str, role: CoderRole, what: str, who: frozenset[CoderRole] = CODERS) -> str:
    """Why somebody may not do this, and the next step.

    >>> print(refusal("Maud", CoderRole.MENTOR, "coding"))
    Maud reads and comments as a mentor; coding is for researchers and second coders. Choose on \
the Overview who is working, or say it with --coder.
    """
    does = {
        CoderRole.MENTOR: "reads and comments as a mentor",
        CoderRole.SECOND_CODER: "works as a second coder",
        CoderRole.RESEARCHER: "works as a researcher",
    }[role]
    allowed = "researchers" if who == RESEARCHER else "researchers and second coders"
    return (
        f"{name} {does}; {what} is for {allowed}. Choose on the Overview who is working, or say it"
        " with --coder."
    )


def permitted(made: Made) -> Made:
    """Let every public verb of the class ask first whether the acting person may use it."""
    for verb in verbs_of(made):
        if verb not in FREE:
            setattr(made, verb, _checked(made, verb))
    return made


def verbs_of(made: type[StudyVerbs]) -> list[str]:
    """Every public method, by name: no property, nothing that begins with an underscore."""
    return [
        name
        for name in dir(made)
        if not name.startswith("_")
        and (name in FREE or callable(inspect.getattr_static(made, name)))
    ]


def _checked(made: type[StudyVerbs], verb: str) -> Callable[..., Any]:
    permit = permit_of(verb)

    @wraps(inspect.getattr_static(made, verb))
    def asked(self: StudyVerbs, *given: Any, **named: Any) -> Any:
        if not _inside.get() and permit.who != EVERYBODY:
            _refuse(self, permit)
        with _within():
            found = getattr(super(made, self), verb)(*given, **named)
        # What is handed over bit by bit was allowed when it was asked for.
        return _bit_by_bit(found) if inspect.isgenerator(found) else found

    return asked


def refuse_role(project: StudyVerbs, verb: str) -> None:
    """Refuse a verb before anything is asked for it, as calling it would.

    Raises
    ------
    NotYours
        The acting person's role does not allow it.
    """
    _refuse(project, permit_of(verb))


def _refuse(project: StudyVerbs, permit: Permit) -> None:
    role = project.acting_role
    if role not in permit.who:
        raise NotYours(refusal(project.coder, role, permit.what, permit.who))


@contextmanager
def _within() -> Iterator[None]:
    token = _inside.set(True)
    try:
        yield
    finally:
        _inside.reset(token)


def _bit_by_bit(found: Iterator[Any]) -> Iterator[Any]:
    while True:
        with _within():
            try:
                bit = next(found)
            except StopIteration:
                return
        yield bit
