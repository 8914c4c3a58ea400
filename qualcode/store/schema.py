"""The tables of a study. Offsets count Unicode code points; times are UTC in ISO 8601."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
)

from qualcode.store.schema_names import replacement
from qualcode.store.schema_review import (
    judged,
    look,
    resolution,
    round,
    round_coding,
    round_item,
    round_step,
)
from qualcode.store.schema_versions import coding_move, text_version
from qualcode.store.tables import metadata

__all__ = [
    "code",
    "codebook_version",
    "coder",
    "coding",
    "coding_move",
    "decision",
    "desk",
    "event",
    "judged",
    "kept",
    "look",
    "memo",
    "metadata",
    "oddity",
    "participant",
    "reading",
    "replacement",
    "resolution",
    "round",
    "round_coding",
    "round_item",
    "round_step",
    "segment",
    "speaker",
    "step",
    "study",
    "suggestion",
    "text_version",
    "transcript",
    "turn",
    "withdrawal",
]

study = Table(
    "study",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("uuid", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("profile", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("respondents", Text, nullable=False),  # JSON: roles, agencies, authorities
    Column("options", Text, nullable=False),  # JSON
    Column("head", Text, nullable=False),  # hash of the newest event, so that none is cut off
)

coder = Table(
    "coder",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("made_at", Text, nullable=False),
)

participant = Table(
    "participant",
    metadata,
    Column("id", Text, primary_key=True),
    Column("role_label", Text),
    Column("role", Text),
    Column("agency_label", Text),
    Column("agency", Text),
    Column("authority", Text),
    Column("programme", Text),
    Column("consent", Text, nullable=False),
    Column("attributes", Text, nullable=False),  # JSON
    Column("archive", Text, nullable=False, server_default="unknown"),
    Column("name_authority", Text, nullable=False, server_default="unknown"),
)

transcript = Table(
    "transcript",
    metadata,
    Column("id", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("words", Integer, nullable=False),
    Column("level", Text),
    Column("wave", Text),
    Column("date", Text),
    Column("mode", Text),
    Column("file_name", Text, nullable=False),
    Column("imported_at", Text, nullable=False),
    Column("removed_at", Text),
)


def _of_transcript() -> Column[str]:
    return Column("transcript", Text, ForeignKey("transcript.id"), nullable=False)


turn = Table(
    "turn",
    metadata,
    Column("transcript", Text, ForeignKey("transcript.id"), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("speaker", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("row_id", Text),
    Column("time", Float),
    Column("question", Text),
)

# The current segmentation: whole turns or paragraphs, until a person splits or merges them.
segment = Table(
    "segment",
    metadata,
    Column("transcript", Text, ForeignKey("transcript.id"), primary_key=True),
    Column("start", Integer, primary_key=True, autoincrement=False),
    Column("end", Integer, nullable=False),
    Column("speaker", Text, nullable=False),
)

speaker = Table(
    "speaker",
    metadata,
    Column("transcript", Text, ForeignKey("transcript.id"), primary_key=True),
    Column("label", Text, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("interviewer", Boolean, nullable=False),
    Column("participant", Text, ForeignKey("participant.id")),
    Column("role_label", Text),
    Column("role", Text),
    Column("agency_label", Text),
    Column("agency", Text),
    Column("authority", Text),
    Column("programme", Text),
    Column("consent", Text, nullable=False),
    Column("confirmed", Boolean, nullable=False),
)

oddity = Table(
    "oddity",
    metadata,
    Column("transcript", Text, ForeignKey("transcript.id"), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("row", Integer),
    Column("message", Text, nullable=False),
)

codebook_version = Table(
    "codebook_version",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("document", Text, nullable=False),  # JSON of the whole codebook
    Column("made_at", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

# Every code id that ever stood in the codebook: what a coding may refer to.
code = Table(
    "code",
    metadata,
    Column("id", Text, primary_key=True),
    Column("first_version", Integer, ForeignKey("codebook_version.n"), nullable=False),
)

coding = Table(
    "coding",
    metadata,
    Column("id", Text, primary_key=True),
    _of_transcript(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("code", Text, ForeignKey("code.id"), nullable=False),
    Column("direction", Text, nullable=False),
    Column("coder", Text, ForeignKey("coder.name"), nullable=False),
    Column("made_at", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("starred", Boolean, nullable=False),
    Column("replaces", Text, ForeignKey("coding.id")),
    Index("ix_coding_place", "transcript", "start", "end", "code", "id"),
    Index("ix_coding_code", "code"),
    Index("ix_coding_replaces", "replaces"),
    Index("ix_coding_coder", "coder", "made_at"),
)

withdrawal = Table(
    "withdrawal",
    metadata,
    Column("coding", Text, ForeignKey("coding.id"), primary_key=True),
    Column("coder", Text, ForeignKey("coder.name"), nullable=False),
    Column("made_at", Text, nullable=False),
)

reading = Table(
    "reading",
    metadata,
    Column("transcript", Text, ForeignKey("transcript.id"), primary_key=True),
    Column("coder", Text, ForeignKey("coder.name"), primary_key=True),
    Column("read_at", Text),
    Column("done_at", Text),
    Column("place", Integer),  # offset of the first line in view when this person left
)

suggestion = Table(
    "suggestion",
    metadata,
    Column("id", Text, primary_key=True),
    _of_transcript(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("code", Text, ForeignKey("code.id"), nullable=False),
    Column("score", Float, nullable=False),
    Column("band", Text, nullable=False),
    Column("reasons", Text, nullable=False),  # JSON
    Column("engine", Text, nullable=False),
    Column("codebook_version", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Index("ix_suggestion_transcript", "transcript", "start"),
)

decision = Table(
    "decision",
    metadata,
    Column("id", Text, primary_key=True),
    Column("n", Integer, nullable=False),  # their order; a later one replaces an earlier
    Column("suggestion", Text, ForeignKey("suggestion.id"), nullable=False),
    Column("verdict", Text, nullable=False),
    Column("coder", Text, ForeignKey("coder.name"), nullable=False),
    Column("made_at", Text, nullable=False),
    Column("code", Text),
    Column("start", Integer),
    Column("end", Integer),
    Column("coding", Text, ForeignKey("coding.id")),
    Index("ix_decision_suggestion", "suggestion", "coder"),
)

# What a coder can undo or redo. Not history: an undone step goes when its coder acts anew.
step = Table(
    "step",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("coder", Text, ForeignKey("coder.name"), nullable=False),
    Column("act", Text, nullable=False),
    Column("transcript", Text, ForeignKey("transcript.id"), nullable=False),
    Column("before", Text, nullable=False),  # JSON: coding ids, null where none stood before
    Column("after", Text, nullable=False),  # JSON: as many, null where none stood after
    Column("suggestion", Text, ForeignKey("suggestion.id")),
    Column("undone", Boolean, nullable=False),
    Index("ix_step_coder", "coder", "n"),
)

# The last act of each browser tab that was dealt with, so that none is done twice.
desk = Table(
    "desk",
    metadata,
    Column("client", Text, primary_key=True),
    Column("coder", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("refused", Text, nullable=False),  # JSON: [seq, sentence] of the last refused acts
)

memo = Table(
    "memo",
    metadata,
    Column("id", Text, primary_key=True),
    Column("about", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("author", Text, ForeignKey("coder.name"), nullable=False),
    Column("made_at", Text, nullable=False),
    Index("ix_memo_about", "about"),
)

# What people write about the study as a whole, in every version: see model/kept.py.
kept = Table(
    "kept",
    metadata,
    Column("id", Text, primary_key=True),
    Column("n", Integer, nullable=False),  # their order; a later one replaces an earlier
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("body", Text),  # JSON; null where it was dropped
    Column("who", Text, ForeignKey("coder.name"), nullable=False),
    Column("made_at", Text, nullable=False),
    Index("ix_kept_kind", "kind", "key", "n"),
)

event = Table(
    "event",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),  # JSON; ids and numbers, never participants' words
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index("ix_event_act", "act", "who"),
)
