"""Differences between two coders, lane by lane, and how they are settled."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from qualcode.analysis.disagreement import Lane, align
from qualcode.errors import Refused
from qualcode.model import Codebook, Coder, CoderRole, Direction, Kind, Span
from qualcode.model.review import Outcome, Resolution
from qualcode.project.base import Base, role_of
from qualcode.project.contexts import interview_names
from qualcode.project.reconciling_now import Coders, indicators_of, load_differences
from qualcode.project.reconciling_queue import Difference, Queue, chosen, parsed_key
from qualcode.project.reconciling_settle import Settling, settle_in
from qualcode.store import Connection, people, round_items
from qualcode.store.judged import load_resolutions
from qualcode.store.readings import load_readings
from qualcode.store.rounds import load_apart

if TYPE_CHECKING:
    from qualcode.analysis.confusion import Confusion

UNITS = ("letters", "indicators")


@dataclasses.dataclass(frozen=True)
class _Field:
    """What two coders are compared on: transcript -> ``Interview 7``, in order; how many more are
    still coded apart."""

    interviews: Mapping[str, str]
    apart: int


class ReconcilingVerbs(Base):
    """Differences between two coders, lane by lane, and how they are settled."""

    # The newest comparison, with the study and state it was made of.
    _compared: tuple[object, tuple[Difference, ...], _Field] | None = None

    def pairs_of_coders(self) -> list[tuple[str, str, int]]:
        """Every two people who have coded the same interviews through, and how many of them.

        Those who share the most come first; the two stand in the order in which they joined.
        """
        with self._read() as connection:
            return _pairs(connection)

    def disagreements(
        self,
        first: str | None = None,
        second: str | None = None,
        *,
        code: str | None = None,
        lane: Lane | str | None = None,
        interview: str | None = None,
    ) -> Queue:
        """Where two coders differ in the interviews both have coded through, lane by lane.

        A mentor is not given words or names of texts here; `in_context` gives her what she may
        read. Without coders, the two who share the most interviews are compared.

        Parameters
        ----------
        code : only with this code on either side, its letters included
        lane : only this lane; without one, every lane but ``agree``
        interview : only this one: ``Interview 7``, or its number

        Raises
        ------
        Refused
            A coder is not known, no interview is coded through by both, or there is no such lane.
        UnknownCode
            The codebook does not have the code.
        """
        wanted = _lane(lane) if lane is not None else None
        book = self.codebook
        family = book.family(book[code].id) if code is not None else None
        with self._read() as connection:
            coders = _coders(connection, first, second)
            found, field = self._differences(connection, book, coders)
            mentor = role_of(connection, self.coder) is CoderRole.MENTOR
        shown, lanes = chosen(found, family=family, interview=_named(interview), lane=wanted)
        if mentor:
            shown = tuple(one.without_words() for one in shown)
        return Queue(coders, shown, lanes, len(field.interviews), field.apart)

    def confusion(
        self, first: str | None = None, second: str | None = None, *, unit: str = "letters"
    ) -> Confusion:
        """Which code the second coder gave where the first gave one, before they talked about it.

        ``unit`` is ``letters`` or ``indicators``, where letters count with their indicator.

        Raises
        ------
        Refused
            As for `disagreements`; there is no such unit; or the profile is reflexive.
        """
        from qualcode.analysis.confusion import count_confusion
        from qualcode.project.agreeing import REFLEXIVE
        from qualcode.store.originals import load_originals

        if unit not in UNITS:
            raise Refused(f"There is no unit {unit!r} here; choose one of {', '.join(UNITS)}.")
        if self.about()["profile"] == "reflexive":
            raise Refused(REFLEXIVE)
        book = self.codebook
        with self._read() as connection:
            coders = _coders(connection, first, second)
            field = _field(connection, coders, self.coder)
            before = [c for c in load_originals(connection) if c.transcript in field.interviews]
        tops = indicators_of(book)
        first_own, second_own = ([c for c in before if c.coder == coder] for coder in coders)
        return count_confusion(
            align(first_own, second_own, tops),
            coders,
            [(code.id, code.name) for code in book],
            unit=unit,
            indicators=tops,
            interviews=len(field.interviews),
        )

    def settle(
        self,
        key: str,
        outcome: Outcome | str,
        reason: str,
        *,
        keep: str | None = None,
        code: str | None = None,
        direction: Direction | str | None = None,
        span: Span | None = None,
        definition: str | None = None,
        include_when: str | None = None,
        exclude_when: str | None = None,
        definition_of: str | None = None,
        seen: str | None = None,
    ) -> Resolution:
        """Settle a difference, and why; all of it in one transaction.

        Parameters
        ----------
        key
            Of a `Difference`.
        outcome
            ``keep``: the coding of one of the two counts (``keep`` is ``first`` or ``second``); the
            other coder's becomes like it. Where one alone coded, keeping that side leaves it, and
            keeping the other withdraws it. ``change``: both become what ``code``, ``direction`` and
            ``span`` say; what these leave open stays as each coder has it, or with ``keep`` as that
            one has it. ``both``: both stand. ``codebook``: what a code says is amended, and with
            ``keep`` or a code, direction or span the codings are changed too. ``open``: it stays as
            an ambiguity.
        definition, include_when, exclude_when
            What the code says from now on; rules one on each line.
        definition_of
            Which code that is; without it the one both gave.
        seen
            The id of the last settling the person was shown; None where there was none.

        Raises
        ------
        Refused
            Somebody settled it meanwhile, a coding was changed meanwhile, one of the two still
            codes the interview apart, the reason is empty, or the outcome lacks what it needs.
        UnknownItem
            The study never had these codings.
        """
        settling = Settling(
            key,
            outcome,
            reason,
            keep,
            code,
            direction,
            span,
            definition,
            include_when,
            exclude_when,
            definition_of,
            seen,
        )
        with self._write() as tx:
            people.save_coder(tx, Coder(tx.who))
            return settle_in(tx, settling)

    def settlings(self, key: str) -> list[Resolution]:
        """How a difference was settled, oldest first; the last one counts."""
        with self._read() as connection:
            found = load_resolutions(connection)
        wanted = frozenset(parsed_key(key))
        return [one for one in found if frozenset(parsed_key(one.subject)) == wanted]

    def _differences(
        self, connection: Connection, book: Codebook, coders: Coders
    ) -> tuple[tuple[Difference, ...], _Field]:
        """All differences of two coders, kept until the study changes or another person acts."""
        state = (self._number_of_state(connection), coders, self.coder)
        if self._compared is None or self._compared[0] != state:
            field = _field(connection, coders, self.coder)
            found = load_differences(connection, book, coders, field.interviews)
            self._compared = (state, tuple(found), field)
        return self._compared[1], self._compared[2]


def _pairs(connection: Connection) -> list[tuple[str, str, int]]:
    order = {coder.name: n for n, coder in enumerate(people.load_coders(connection))}
    shared = Counter(
        pair
        for coders in _through(connection).values()
        for pair in combinations(sorted(coders, key=lambda name: order[name]), 2)
    )
    ranked = sorted(shared.items(), key=lambda p: (-p[1], *(order[name] for name in p[0])))
    return [(first, second, n) for (first, second), n in ranked]


def _through(connection: Connection) -> dict[str, set[str]]:
    """Interview -> who has coded it through, in the order of the texts; mentors do not code."""
    through: dict[str, set[str]] = {
        text.id: set()
        for text in round_items.load_texts(connection)
        if text.in_view and Kind(text.kind).counts_as_interview
    }
    mentors = {c.name for c in people.load_coders(connection) if c.role is CoderRole.MENTOR}
    for reading in load_readings(connection):
        if reading.done_at and reading.transcript in through and reading.coder not in mentors:
            through[reading.transcript].add(reading.coder)
    return through


def _coders(connection: Connection, first: str | None, second: str | None) -> Coders:
    """The two asked for, or those who share the most interviews.

    Raises
    ------
    Refused
        One is not known, both are the same, or they share no interview coded through.
    """
    known = [coder.name for coder in people.load_coders(connection)]
    for name in (first, second):
        if name is not None and name not in known:
            raise Refused(
                f"Nobody named {name} codes in this study; choose one of {', '.join(known)}."
            )
    if first is not None and first == second:
        raise Refused("Two different coders are compared; name another one.")
    asked = {name for name in (first, second) if name is not None}
    pairs = [(one, two) for one, two, _ in _pairs(connection) if asked <= {one, two}]
    if not pairs:
        whose = " and ".join(asked) if len(asked) == 2 else "two people"
        raise Refused(
            f"No interview is coded through by {whose} yet; each marks it as coded through on the"
            " Code page once it is, and then they can be compared."
        )
    one, two = pairs[0]
    return (two, one) if first == two or second == one else (one, two)


def _field(connection: Connection, coders: Coders, who: str) -> _Field:
    names = interview_names(connection)
    shared = {id for id, done in _through(connection).items() if done.issuperset(coders)}
    hidden = frozenset[str]().union(*(load_apart(connection, name) for name in {*coders, who}))
    shown = {id: names[id] for id in names if id in shared and id not in hidden}
    return _Field(shown, len(shared & hidden))


def _lane(name: Lane | str) -> Lane:
    try:
        return Lane(name)
    except ValueError as error:
        listed = ", ".join(Lane)
        raise Refused(f"There is no lane {str(name)!r}; choose one of {listed}.") from error


def _named(interview: str | None) -> str | None:
    """``Interview 7`` for its number."""
    plain = (interview or "").strip()
    return f"Interview {plain}" if plain.isdecimal() else plain or None
