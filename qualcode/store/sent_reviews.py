"""Which sealed rounds left the study and have not come back, as the history has it."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select

from qualcode.store.schema import event

OUT, BACK = "export review", "import verdicts"


def load_out(connection: Connection, round: str) -> dict[str, str]:
    """Reviewer -> when a sealed file of a round last left for them, where nothing came since."""
    query = select(event.c.act, event.c.at, event.c.detail).where(
        event.c.act.in_((OUT, BACK)), event.c.subject == round
    )
    out: dict[str, str] = {}
    for act, at, detail in connection.execute(query.order_by(event.c.seq)):
        reviewer = json.loads(detail)["reviewer"]
        if act == OUT:
            out[reviewer] = at
        else:
            out.pop(reviewer, None)
    return out


def load_first_sent(connection: Connection, round: str, reviewer: str) -> str | None:
    """When a sealed file of a round first left for a reviewer; None where none did."""
    query = select(event.c.at, event.c.detail).where(event.c.act == OUT, event.c.subject == round)
    for at, detail in connection.execute(query.order_by(event.c.seq)):
        if json.loads(detail)["reviewer"] == reviewer:
            return str(at)
    return None
