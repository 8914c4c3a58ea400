"""What stands under a table of counts: unit, scope, filters, coders, what is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.analysis.counting import Numbers
from qualcode.analysis.frames import Frames
from qualcode.model import Direction
from qualcode.model.wording import many

UNIT = (
    "Counts are distinct participants (k of n in scope) with distinct segments beside them;"
    " an indicator counts the segments of its letters once."
)


def caption(
    frames: Frames,
    people: Numbers,
    codings: Numbers,
    only: str,
    *,
    by: Sequence[str] = (),
    groups: Sequence[Sequence[str]] = (),
    also: Sequence[str] = (),
) -> str:
    """The sentences under a table of the people and codings in scope."""
    here = frames.people.iloc[people]
    coders = sorted(set(frames.codings["coder"].iloc[codings].unique()))
    through = len(set(here["transcript"]) & frames.coded_through)
    parts = [
        UNIT,
        f"In scope: {many(here['participant'].nunique(), 'participant')} in"
        f" {many(here['transcript'].nunique(), 'transcript')}, of which {through}"
        f" {'is' if through == 1 else 'are'} coded through.",
    ]
    if only:
        parts.append(f"Only: {only}.")
    if "question" in by:
        parts.append("In scope of a question is who was asked it.")
    if "direction" in by:
        parts.append("A passage coded in two directions stands under both.")
    if groups:
        rows = ", ".join("+".join(group) for group in groups)
        parts.append(f"Counted as one row, each person and passage once: {rows}.")
    if unknown := int(here["participant"].isna().sum()):
        who = "speaker is" if unknown == 1 else "speakers are"
        parts.append(
            f"{unknown} {who} not known as participants, so they stand in no count of"
            " people; where nobody is known, no count of people is given."
        )
    parts.append(f"Coders: {', '.join(coders)}." if coders else "Nothing in scope is coded yet.")
    parts += also
    parts.append("Counts follow who was asked and how long they spoke; they are not strength.")
    return " ".join(parts)


def filters(where: Mapping[str, str | None], direction: str | None, coder: str | None) -> str:
    """What a table was narrowed to, in words; empty where nothing was."""
    parts = [f"{name} {'not known' if value is None else value}" for name, value in where.items()]
    parts += [f"direction {Direction(direction).words}"] if direction else []
    parts += [f"coder {coder}"] if coder else []
    return ", ".join(parts)
