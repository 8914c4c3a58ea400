"""What a file would become, before anything is taken in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from qualcode.errors import UnreadableFile
from qualcode.model import Problem, Speaker, Transcript
from qualcode.project.base import Base
from qualcode.project.given import Upload, refuse
from qualcode.project.importing import content_of
from qualcode.store import texts

OPENING_LINES = 4


@dataclass(frozen=True)
class Preview:
    """One file as it was read. ``count`` is of turns, people or codings, as ``what`` says.

    ``turns`` gives the number of turns of every speaker, in the order they first speak;
    ``opening`` the first lines as they stand in the text.
    """

    file: str
    what: str
    count: int
    words: int = 0
    speakers: tuple[Speaker, ...] = ()
    turns: tuple[int, ...] = ()
    opening: tuple[str, ...] = ()
    oddities: tuple[Problem, ...] = ()


class PreviewVerbs(Base):
    """Looking before importing."""

    def preview(self, file: Upload) -> Preview:
        """Read a file without taking it in: what it is, who speaks, how it begins, what is odd.

        Raises
        ------
        UnreadableFile, InvalidFile
            The file cannot be read or breaks its rules, or the study has its text already.
        """
        what = content_of(file)
        if what == "transcript":
            return self._transcript_preview(file)
        if what == "participants":
            from qualcode.formats.participants import read_participants

            people, problems = read_participants(file.data, file.name)
            count = len({row.participant.id for row in people})
        else:
            from qualcode.formats.codings import read_codings

            codings, problems = read_codings(file.data, file.name)
            count = len(codings)
        refuse(file.name, problems)
        return Preview(file.name, what, count)

    def _transcript_preview(self, file: Upload) -> Preview:
        from qualcode.formats import read_transcript

        read = read_transcript(file.data, file.name)
        with self._read() as connection:
            twin = texts.load_fingerprints(connection).get(read.transcript.sha256)
        if twin is not None:
            raise UnreadableFile(
                f"{file.name} has the same text as transcript {twin!r}, so it is here already."
            )
        return _as_preview(file.name, read.transcript, read.oddities)


def _as_preview(name: str, transcript: Transcript, oddities: tuple[Problem, ...]) -> Preview:
    spoken = Counter(turn.speaker for turn in transcript.turns)
    lines = [line.strip() for line in transcript.text.splitlines() if line.strip()]
    return Preview(
        name,
        "transcript",
        len(transcript.turns),
        transcript.words,
        transcript.speakers,
        tuple(spoken[s.label] for s in transcript.speakers),
        tuple(lines[:OPENING_LINES]),
        oddities,
    )


def readable_endings() -> tuple[str, ...]:
    """The endings of the files that can be taken in, with their dots."""
    from qualcode.formats import READABLE

    return READABLE
