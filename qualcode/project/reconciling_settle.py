"""A difference between two coders settled, in one transaction."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from qualcode.errors import Refused, UnknownItem
from qualcode.model import Coding, Direction, Span
from qualcode.model.review import Outcome, Resolution
from qualcode.project.checking import checked_direction
from qualcode.project.codebook import edit_code_in
from qualcode.project.reconciled_codings import (
    is_made_by,
    replace_in,
    restore_in,
    withdraw_for,
)
from qualcode.project.reconciling_now import refuse_unlisted
from qualcode.project.reconciling_queue import NONE, PAIR, parsed_key
from qualcode.project.settling import checked_outcome, checked_settling_reason
from qualcode.store import Connection, Writing, texts
from qualcode.store.coding_lines import load_ends, load_named
from qualcode.store.judged import load_resolutions, save_resolution
from qualcode.store.rounds import load_apart

SIDES = ("first", "second")
AMENDED = ("definition", "include_when", "exclude_when")


@dataclass(frozen=True, slots=True)
class Settling:
    """What a person decides about a difference; see `ReconcilingVerbs.settle`."""

    key: str
    outcome: Outcome | str
    reason: str
    keep: str | None = None
    code: str | None = None
    direction: Direction | str | None = None
    span: Span | None = None
    definition: str | None = None
    include_when: str | None = None
    exclude_when: str | None = None
    definition_of: str | None = None
    seen: str | None = None

    @property
    def changes(self) -> bool:
        """Whether a code, a direction or other words are given."""
        return any(given is not None for given in (self.code, self.direction, self.span))

    @property
    def amended(self) -> dict[str, object]:
        """The fields of a code that are given anew."""
        fields = {name: getattr(self, name) for name in AMENDED}
        return {name: value for name, value in fields.items() if value is not None}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a coding is to be; what is None stays as it is."""

    code: str | None = None
    span: Span | None = None
    direction: Direction | str | None = None

    @classmethod
    def like(cls, coding: Coding) -> _Wanted:
        return cls(coding.code, coding.span, coding.direction)

    def over(self, under: _Wanted) -> _Wanted:
        """The same, and where it says nothing what the other one says."""
        return _Wanted(
            under.code if self.code is None else self.code,
            under.span if self.span is None else self.span,
            under.direction if self.direction is None else self.direction,
        )

    def is_met_by(self, coding: Coding) -> bool:
        return self.over(_Wanted.like(coding)) == _Wanted.like(coding)


_LEAVE = _Wanted()
# What a side is to become: a coding like this, none at all, or whatever stands there now.
Target = _Wanted | None


def settle_in(tx: Writing, asked: Settling) -> Resolution:
    """Settle inside a transaction, as `ReconcilingVerbs.settle`."""
    outcome, reason = checked_outcome(asked.outcome), checked_settling_reason(asked.reason)
    was = _codings(tx.connection, asked.key)
    _not_apart(tx, was)
    subject, before = _before(tx.connection, asked)
    now = _standing(tx.connection, was, settled=before is not None)
    if before is None:
        refuse_unlisted(tx.connection, was)
    _check(outcome, asked, was)
    id = str(uuid.uuid4())
    made, gone = list[str](), list[str]()
    targets = _targets(outcome, asked, was, resettled=before is not None)
    for old, stands, target in zip(was, now, targets, strict=True):
        if old is not None:
            _become(tx, id, old, stands, target, made, gone)
    if outcome is Outcome.CHANGE and not made and not gone:
        raise Refused("Nothing would change; give another code, direction or other words.")
    version = None
    if outcome is Outcome.CODEBOOK:
        version = edit_code_in(tx, _whose(asked, was), reason, **asked.amended)
    same = before and (before.who, before.outcome, before.reason) == (tx.who, outcome, reason)
    if before is not None and same and not (made or gone or version):
        return before  # said twice
    settled = Resolution(
        id, subject, outcome, reason, tx.who, tx.at, tuple(made), tuple(gone), version
    )
    save_resolution(tx, settled)
    return settled


def _codings(connection: Connection, key: str) -> tuple[Coding | None, Coding | None]:
    """The two codings of a key, as they were made.

    Raises
    ------
    UnknownItem
        It is no key, or the study never had a coding of it.
    Refused
        The two do not belong beside each other.
    UnknownTranscript
        Their text was taken out of the study.
    """
    ids = parsed_key(key)
    there = load_named(connection, [id for id in ids if id != NONE])
    first, second = (there.get(id) for id in ids)
    one = first or second
    if one is None or any(id not in there and id != NONE for id in ids):
        raise UnknownItem(
            "There is no such difference; `qualcode disagreements` lists those there are."
        )
    if first and second and first.transcript != second.transcript:
        raise Refused("These codings are of two texts; choose two of the same words.")
    if first and second and first.coder == second.coder:
        raise Refused("Both codings are one coder's; a difference is between two.")
    texts.load_text(connection, one.transcript)
    return first, second


def _not_apart(tx: Writing, was: tuple[Coding | None, Coding | None]) -> None:
    for coding in was:
        for name in {coding.coder, tx.who} if coding else ():
            if coding and coding.transcript in load_apart(tx.connection, name):
                raise Refused(
                    f"{name} still codes this interview without seeing what others coded; settle"
                    " it once that is handed in."
                )


def _before(connection: Connection, asked: Settling) -> tuple[str, Resolution | None]:
    """What the settling is filed under, and the last one before it.

    Raises
    ------
    Refused
        Not the one the person was shown: somebody settled it meanwhile.
    """
    pair = frozenset(parsed_key(asked.key))
    earlier = [
        one
        for one in load_resolutions(connection)
        if one.subject.startswith(f"{PAIR} ") and frozenset(parsed_key(one.subject)) == pair
    ]
    last = earlier[-1] if earlier else None
    if last is not None and last.id != asked.seen:
        raise Refused(
            f"{last.who} has settled this already: {last.outcome.words}. Look at it again before"
            " you settle it anew."
        )
    if last is None and asked.seen is not None:
        raise Refused("This was not settled yet; look at it again.")
    return (last.subject if last else " ".join((PAIR, *parsed_key(asked.key)))), last


def _standing(
    connection: Connection, was: tuple[Coding | None, Coding | None], *, settled: bool
) -> tuple[Coding | None, Coding | None]:
    """What stands now; what was not settled yet must stand as it was shown."""
    ends = load_ends(connection, [coding.id for coding in was if coding])
    first, second = (ends[coding.id][0] if coding else None for coding in was)
    if not settled and any(
        old is not None and (new is None or new.id != old.id)
        for old, new in zip(was, (first, second), strict=True)
    ):
        raise Refused("One of these codings was changed meanwhile; look at the list again.")
    return first, second


def _check(outcome: Outcome, asked: Settling, was: tuple[Coding | None, Coding | None]) -> None:
    if asked.keep not in (None, *SIDES):
        raise Refused("Say whose coding is kept: first or second.")
    if outcome is Outcome.KEEP and asked.keep is None:
        if None in was:
            # The side that has none is kept by taking the other away.
            there, gone = SIDES if was[0] else SIDES[::-1]
            raise Refused(
                f"Only the {there} coder coded these words: say {there} to keep that coding, or"
                f" {gone} to take it away."
            )
        raise Refused("Say whose coding is kept: the first coder's or the second's.")
    if outcome is Outcome.BOTH and None in was:
        raise Refused("Only one of them coded these words; keep that coding, or not.")
    if outcome is Outcome.CHANGE and not asked.changes:
        raise Refused("Say what it becomes: another code, direction or other words.")
    if asked.changes and outcome not in (Outcome.CHANGE, Outcome.CODEBOOK):
        raise Refused("A code, direction or words go with a change; choose that, or leave them.")
    if asked.amended and outcome is not Outcome.CODEBOOK:
        raise Refused("A definition goes with a change of the codebook; choose that.")
    if outcome is Outcome.CODEBOOK and not asked.amended:
        raise Refused("Write the definition or a rule as it is to be; the codebook changes so.")
    if asked.direction is not None:
        checked_direction(asked.direction)


def _targets(
    outcome: Outcome,
    asked: Settling,
    was: tuple[Coding | None, Coding | None],
    *,
    resettled: bool,
) -> tuple[Target, Target]:
    """What either coding is to become."""
    if outcome in (Outcome.KEEP, Outcome.CODEBOOK) and asked.keep and not asked.changes:
        kept = was[SIDES.index(asked.keep)]
        like = _Wanted.like(kept) if kept else None
        return like, like
    if asked.changes:
        kept = was[SIDES.index(asked.keep)] if asked.keep else None
        given = _Wanted(
            asked.code, asked.span, checked_direction(asked.direction) if asked.direction else None
        )
        first, second = (given.over(_Wanted.like(kept or old)) if old else None for old in was)
        return first, second
    if outcome is Outcome.CODEBOOK or not resettled:
        return _LEAVE, _LEAVE
    # Settled anew as it was coded: what an earlier settling changed comes back.
    first, second = (_Wanted.like(old) if old else None for old in was)
    return first, second


def _become(
    tx: Writing,
    id: str,
    old: Coding,
    stands: Coding | None,
    target: Target,
    made: list[str],
    gone: list[str],
) -> None:
    """Make of one coder's coding what it is to be; note what was made and withdrawn."""
    if target is None:
        if stands is not None:
            withdraw_for(tx, stands)
            gone.append(stands.id)
        return
    wanted = {"code": target.code, "span": target.span, "direction": target.direction}
    if stands is None:
        if target is not _LEAVE:
            made.append(restore_in(tx, old, id, **wanted).id)  # type: ignore[arg-type]
        return
    if target.is_met_by(stands):
        return
    after = replace_in(tx, stands, id, **wanted)  # type: ignore[arg-type]
    gone.append(stands.id)
    if is_made_by(after, id):
        made.append(after.id)


def _whose(asked: Settling, was: tuple[Coding | None, Coding | None]) -> str:
    """The code whose definition is amended."""
    codes = list(dict.fromkeys(coding.code for coding in was if coding))
    if asked.definition_of is not None:
        return asked.definition_of
    if len(codes) > 1:
        raise Refused(f"Say whose definition that is: {' or '.join(codes)}.")
    return codes[0]
