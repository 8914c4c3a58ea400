"""The tables of review: rounds, verdicts, how things were settled, how far people looked."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from qualcode.store.tables import metadata

# A round of review as it was made; what became of it stands in its steps.
round = Table(
    "round",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("over", Text, nullable=False),
    Column("made_by", Text, ForeignKey("coder.name"), nullable=False),
    Column("made_at", Text, nullable=False),
    Column("due", Text),
    Column("codebook_version", Integer, ForeignKey("codebook_version.n"), nullable=False),
    Column("seen", Integer, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("drawn", Text, nullable=False),  # JSON
    Column("reviewers", Text, nullable=False),  # JSON: names
    Column("coders", Text, nullable=False),  # JSON: names
    Column("interviews", Text, nullable=False),  # JSON: transcript ids
)

round_step = Table(
    "round_step",
    metadata,
    Column("id", Text, primary_key=True),
    Column("round", Text, ForeignKey("round.id"), nullable=False),
    Column("n", Integer, nullable=False),  # their order within the study
    Column("state", Text, nullable=False),
    Column("who", Text, ForeignKey("coder.name"), nullable=False),
    Column("made_at", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("person", Text, ForeignKey("coder.name")),
    Index("ix_round_step_round", "round", "n"),
)

round_item = Table(
    "round_item",
    metadata,
    Column("id", Text, primary_key=True),
    Column("round", Text, ForeignKey("round.id"), nullable=False),
    Column("n", Integer, nullable=False),
    Column("subject", Text, nullable=False),
    Column("version", Text),
    Index("ix_round_item_round", "round", "n"),
)

# What a coder had coded when they submitted: agreement is of these, whatever was changed since.
round_coding = Table(
    "round_coding",
    metadata,
    Column("round", Text, ForeignKey("round.id"), primary_key=True),
    Column("coding", Text, ForeignKey("coding.id"), primary_key=True),
)

judged = Table(
    "judged",
    metadata,
    Column("id", Text, primary_key=True),
    Column("n", Integer, nullable=False),  # their order; a person's later one replaces it
    Column("item", Text, ForeignKey("round_item.id"), nullable=False),
    Column("judgement", Text, nullable=False),
    Column("who", Text, ForeignKey("coder.name"), nullable=False),
    Column("made_at", Text, nullable=False),
    Column("proposal", Text),  # JSON
    Column("replaces", Text),  # JSON: ids of verdicts that came before it in a reviewer's file
    Index("ix_judged_item", "item", "n"),
)

resolution = Table(
    "resolution",
    metadata,
    Column("id", Text, primary_key=True),
    Column("n", Integer, nullable=False),  # their order; a later one replaces it
    Column("subject", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("who", Text, ForeignKey("coder.name"), nullable=False),
    Column("made_at", Text, nullable=False),
    Column("made", Text, nullable=False),  # JSON: coding ids
    Column("withdrawn", Text, nullable=False),  # JSON: coding ids
    Column("codebook_version", Integer),
    Index("ix_resolution_subject", "subject", "n"),
)

# How far in the history each person had looked when they said so. Not history itself.
look = Table(
    "look",
    metadata,
    Column("who", Text, ForeignKey("coder.name"), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("at", Text, nullable=False),
)
