"""Steps: what each coder did, so that it can be undone and done again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from qualcode.store import schema
from qualcode.store.session import Writing

# A coding before the act and after it; None where none stood.
Pair = tuple[str | None, str | None]


_TABLE = schema.step
_FORGET = delete(_TABLE).where(_TABLE.c.coder == bindparam("who"), _TABLE.c.undone)
_PUSH = insert(_TABLE).values(
    n=select(func.coalesce(func.max(_TABLE.c.n), 0) + 1).scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Step:
    """One act of a coder on one transcript: which codings it took away and which it made.

    ``act`` is code, withdraw, change, accept, reject, star or unstar; a decision names its
    ``suggestion``.
    """

    n: int
    act: str
    transcript: str
    pairs: tuple[Pair, ...]
    suggestion: str | None = None


def push_step(
    tx: Writing,
    act: str,
    transcript: str,
    pairs: Sequence[Pair] = (),
    suggestion: str | None = None,
) -> None:
    """Note what the acting coder just did; what they had undone before cannot be redone now."""
    tx.connection.execute(_FORGET, {"who": tx.who})
    row = {
        "coder": tx.who,
        "act": act,
        "transcript": transcript,
        "before": json.dumps([before for before, _ in pairs]),
        "after": json.dumps([after for _, after in pairs]),
        "suggestion": suggestion,
        "undone": False,
    }
    tx.connection.execute(_PUSH, row)


def load_steps(connection: Connection, coder: str, *, undone: bool) -> Iterator[Step]:
    """A coder's steps on texts in view, the next one first: to undo, or with ``undone`` to redo."""
    s, t = schema.step, schema.transcript
    rows = connection.execute(
        select(s)
        .join(t, t.c.id == s.c.transcript)
        .where(s.c.coder == coder, s.c.undone.is_(undone), t.c.removed_at.is_(None))
        .order_by(s.c.n if undone else s.c.n.desc())
    )
    for row in rows:
        pairs = zip(json.loads(row.before), json.loads(row.after), strict=True)
        yield Step(row.n, row.act, row.transcript, tuple(pairs), row.suggestion)


def mark_step(tx: Writing, n: int, *, undone: bool) -> None:
    """Note that a step was undone, or done again."""
    tx.connection.execute(update(schema.step).where(schema.step.c.n == n).values(undone=undone))
