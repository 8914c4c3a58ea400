"""The study's profile: the kind of analysis, which decides what is offered."""

from __future__ import annotations

from sqlalchemy import update

from qualcode.store import schema
from qualcode.store.session import Writing


def save_profile(tx: Writing, profile: str) -> None:
    """Change the study's profile."""
    tx.connection.execute(update(schema.study).values(profile=profile))
    tx.record("set profile", "study", profile=profile)
