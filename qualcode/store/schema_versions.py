"""Tables of transcripts that were corrected after coding: what they said before, and where the
codings went.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text

from qualcode.store.tables import metadata

# What a transcript said before it was corrected, with the turns and segments it had.
text_version = Table(
    "text_version",
    metadata,
    Column("transcript", Text, ForeignKey("transcript.id"), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("structure", Text, nullable=False),  # JSON: see store/text_versions.py
    Column("file_name", Text, nullable=False),
    Column("until", Text, nullable=False),  # when the next version took its place
    Column("who", Text, ForeignKey("coder.name"), nullable=False),
    Column("reason", Text, nullable=False),
)

# Where each coding was on an older version, and what became of it then: see model/corrected.py.
coding_move = Table(
    "coding_move",
    metadata,
    Column("coding", Text, ForeignKey("coding.id"), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),  # that version
    Column("transcript", Text, ForeignKey("transcript.id"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("stood", Boolean, nullable=False),  # false where it had been withdrawn before
    Column("state", Text, nullable=False),
    Column("speaker", Boolean, nullable=False),  # somebody else says the words now
    Column("settled_by", Text, ForeignKey("coder.name")),
    Column("settled_at", Text),
    Index("ix_coding_move_transcript", "transcript", "n"),
    Index("ix_coding_move_state", "state"),
)
