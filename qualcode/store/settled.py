"""What a coder has decided: on a code at a place, whichever suggestion of it was decided on.

Suggestions made anew after a change of the codebook have other ids; what was decided stays so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, FromClause, Select, and_, or_, select

from qualcode.model import Verdict
from qualcode.model.corrected import MoveState
from qualcode.model.review import FROM_REVIEW
from qualcode.store import schema


def same_offer(one: FromClause, other: FromClause) -> Any:
    """Whether two rows of suggestions offer the same code for the same words."""
    return and_(*(one.c[name] == other.c[name] for name in ("transcript", "start", "end", "code")))


def settled(coder: Any) -> Select[Any]:
    """Ids of the suggestions a coder has accepted or turned down, and of those like them.

    ``coder`` is a name, or a parameter to be given later.

    An acceptance holds while its coding stands, or what replaced it, which keeps its basis; while
    it waits because its transcript was corrected; and once what came of it was changed by settling
    a review. A rejection holds until a later
    decision. A skipped suggestion waits.
    """
    d, w = schema.decision, schema.withdrawal
    made, heir, gone = schema.coding.alias("made"), schema.coding.alias("heir"), w.alias("gone")
    inherited = (
        select(heir.c.id)
        .join(made, (made.c.transcript == heir.c.transcript) & (made.c.basis == heir.c.basis))
        .outerjoin(gone, gone.c.coding == heir.c.id)
        .where(made.c.id == d.c.coding, heir.c.coder == d.c.coder, gone.c.coding.is_(None))
    )
    ours, talked = schema.coding.alias("ours"), schema.coding.alias("talked")
    discussed = (
        select(talked.c.id)
        .join(ours, ours.c.id == talked.c.replaces)
        .join(made, (made.c.transcript == ours.c.transcript) & (made.c.basis == ours.c.basis))
        .where(
            made.c.id == d.c.coding,
            talked.c.coder == d.c.coder,
            talked.c.basis.startswith(FROM_REVIEW),
        )
    )
    m, waiting = schema.coding_move, [state.value for state in MoveState if state.waits]
    waits = select(m.c.coding).where(m.c.coding == d.c.coding, m.c.state.in_(waiting))
    withdrawn = select(w.c.coding).where(w.c.coding == d.c.coding)
    accepted = select(d.c.suggestion).where(
        d.c.coder == coder,
        d.c.verdict == Verdict.ACCEPT.value,
        or_(~withdrawn.exists(), inherited.exists(), waits.exists(), discussed.exists()),
    )
    rejected = _last_said(coder, Verdict.REJECT).with_only_columns(d.c.suggestion)
    decided, like = schema.suggestion.alias("decided"), schema.suggestion.alias("like_it")
    return (
        select(like.c.id)
        .join(decided, same_offer(like, decided))
        .where(decided.c.id.in_(accepted.union_all(rejected)))
    )


def _last_said(coder: Any, verdict: Verdict) -> Select[Any]:
    """Decisions of a coder that are the last word on what was offered, where it is this one."""
    d, later = schema.decision, schema.decision.alias("later")
    about, beside = schema.suggestion.alias("about"), schema.suggestion.alias("beside")
    newer = (
        select(later.c.id)
        .join(beside, beside.c.id == later.c.suggestion)
        .where(later.c.coder == d.c.coder, later.c.n > d.c.n, same_offer(beside, about))
    )
    return (
        select(d)
        .join(about, about.c.id == d.c.suggestion)
        .where(d.c.coder == coder, d.c.verdict == verdict.value, ~newer.exists())
    )


def load_skipped(connection: Connection, coder: str) -> list[str]:
    """Suggestions a coder has skipped, and those like them, the longest ago first."""
    last = _last_said(coder, Verdict.SKIP).subquery()
    skipped, like = schema.suggestion.alias("skipped"), schema.suggestion.alias("like_it")
    query = (
        select(like.c.id)
        .join(skipped, same_offer(like, skipped))
        .join(last, last.c.suggestion == skipped.c.id)
        .order_by(last.c.n, like.c.id)
    )
    return list(connection.execute(query).scalars())


def is_decided(connection: Connection, suggestion: str, coder: str) -> bool:
    """Whether this coder has decided on what is suggested, and the decision still holds."""
    s = schema.suggestion
    query = select(s.c.id).where(s.c.id == suggestion, s.c.id.in_(settled(coder)))
    return connection.execute(query).first() is not None


def load_last_verdict(connection: Connection, suggestion: str, coder: str) -> Verdict | None:
    """What a coder last decided on what is suggested; None before any decision."""
    d, asked, like = schema.decision, schema.suggestion.alias("asked"), schema.suggestion
    query = (
        select(d.c.verdict)
        .join(like, like.c.id == d.c.suggestion)
        .join(asked, same_offer(asked, like))
        .where(asked.c.id == suggestion, d.c.coder == coder)
    )
    verdict = connection.execute(query.order_by(d.c.n.desc()).limit(1)).scalar()
    return Verdict(verdict) if verdict else None


def once(rows: Sequence[Any]) -> list[Any]:
    """Of rows of suggestions, in order, one for the same code on the same words: the newest."""
    kept: dict[tuple[Any, ...], Any] = {}
    for row in rows:
        key = (row.transcript, row.start, row.end, row.code)
        there = kept.get(key)
        if there is None or (row.made_at, row.score) > (there.made_at, there.score):
            kept[key] = row
    chosen = {row.id for row in kept.values()}
    return [row for row in rows if row.id in chosen]
