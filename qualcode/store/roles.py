"""The roles of the people who work in a study."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select, update

from qualcode.model import CoderRole
from qualcode.store import schema
from qualcode.store.session import Writing

_ROLE = select(schema.coder.c.role).where(schema.coder.c.name == bindparam("who"))


def load_role(connection: Connection, name: str) -> CoderRole | None:
    """Somebody's role; None where the study does not know them yet."""
    role = connection.execute(_ROLE, {"who": name}).scalar()
    return None if role is None else CoderRole(role)


def save_role(tx: Writing, name: str, role: CoderRole) -> None:
    """Give somebody who is known another role."""
    table = schema.coder
    tx.connection.execute(update(table).where(table.c.name == name).values(role=role.value))
    tx.record("set role", name, role=role.value)
