"""Table of the words that stand in place of names: a layer over texts that stay as they are."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from qualcode.store.tables import metadata

# One place of one text each. Who is meant is not here: that is the identity key, a file apart.
replacement = Table(
    "replacement",
    metadata,
    Column("id", Text, primary_key=True),
    Column("transcript", Text, ForeignKey("transcript.id"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", Text, nullable=False),  # person, place, school, organisation, number …
    Column("instead", Text, nullable=False),  # without its square brackets; empty where let stand
    Column("state", Text, nullable=False),  # replaced, or let stand
    Column("name", Text, nullable=False),  # an opaque id: places of the same name share it
    Column("found_by", Text, nullable=False),  # what proposed it, or "hand"
    Column("who", Text, ForeignKey("coder.name"), nullable=False),
    Column("made_at", Text, nullable=False),
    Index("ix_replacement_transcript", "transcript", "start"),
)
