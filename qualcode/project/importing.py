"""Files into the study: a batch is one transaction, and a file that fails fails alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.errors import QualcodeError, UnreadableFile
from qualcode.model import Kind, Problem, Transcript
from qualcode.project.base import Base
from qualcode.project.given import Upload, content, refuse
from qualcode.project.placing import join_participants, place_speakers
from qualcode.store import Writing, codes, people, talk, texts
from qualcode.text import segments_of


@dataclass(frozen=True)
class Imported:
    """One file taken in: what it became and what was odd about it."""

    file: str
    what: str
    id: str
    count: int
    oddities: tuple[Problem, ...] = ()


@dataclass
class ImportReport:
    """What became of a batch. ``notes`` are facts about the whole, such as what is unknown."""

    imported: list[Imported] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class ImportVerbs(Base):
    """Bringing files in."""

    def import_files(
        self,
        files: Iterable[Path | Upload],
        *,
        participants: Path | Upload | None = None,
        kind: Kind | None = None,
        wave: str | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> ImportReport:
        """Import transcripts, passage tables, participants and codings, each by its content.

        Transcripts come first, then participants, then codings, whatever their order in
        ``files``. A file that cannot be taken is listed under ``refused`` and changes nothing.
        ``progress`` is called with the number of files dealt with.
        """
        report = ImportReport()
        batch = [(content_of(file), file) for file in files]
        if participants is not None:
            batch.append(("participants", participants))
        batch.sort(key=lambda pair: ("transcript", "participants", "codings").index(pair[0]))
        with self._write() as tx:
            desk = _Desk(tx, kind, wave)
            for n, (what, file) in enumerate(batch, 1):
                name = file.name
                try:
                    with tx.attempt():
                        report.imported.append(desk.take(what, name, content(file)))
                except QualcodeError as error:
                    report.refused.append((name, str(error)))
                if progress:
                    progress(n)
            report.notes = desk.notes()
        return report


@dataclass
class _Desk:
    """Takes one file after another inside one transaction."""

    tx: Writing
    kind: Kind | None
    wave: str | None

    def __post_init__(self) -> None:
        self.respondents = people.load_respondents(self.tx.connection)
        self.taken = {id.casefold() for id in texts.load_ids(self.tx.connection, removed=True)}
        self.fingerprints = texts.load_fingerprints(self.tx.connection)
        self.new_ids: list[str] = []
        self.unplaced: set[str] = set()

    def take(self, what: str, name: str, data: bytes) -> Imported:
        handler = {
            "transcript": self._transcript,
            "participants": self._participants,
            "codings": self._codings,
        }[what]
        return handler(name, data)

    def _transcript(self, name: str, data: bytes) -> Imported:
        from qualcode.formats import read_transcript

        read = read_transcript(data, name, kind=self.kind, wave=self.wave)
        transcript = self._with_new_id(read.transcript)
        if (twin := self.fingerprints.get(transcript.sha256)) is not None:
            raise UnreadableFile(
                f"{name} has the same text as transcript {twin!r}, so it was not taken twice."
            )
        found = list(read.oddities)
        speakers, odd = place_speakers(transcript.speakers, self.respondents)
        transcript = dataclasses.replace(transcript, speakers=tuple(speakers))
        if read.participants:
            # A consent withdrawn since must survive the file of an older interview.
            joined = join_participants(
                self.tx.connection, read.participants, self.respondents, may_widen=False
            )
            people.save_participants(self.tx, joined)
        found += odd
        texts.save_transcript(
            self.tx, transcript, segments_of(transcript), file_name=name, oddities=found
        )
        self.taken.add(transcript.id.casefold())
        self.fingerprints[transcript.sha256] = transcript.id
        self.new_ids.append(transcript.id)
        return Imported(name, "transcript", transcript.id, len(transcript.turns), tuple(found))

    def _with_new_id(self, transcript: Transcript) -> Transcript:
        id, n = transcript.id, 2
        while id.casefold() in self.taken:
            id, n = f"{transcript.id}-{n}", n + 1
        return transcript if id == transcript.id else dataclasses.replace(transcript, id=id)

    def _participants(self, name: str, data: bytes) -> Imported:
        from qualcode.formats.participants import read_participants
        from qualcode.project.matching import match_participants

        rows, problems = read_participants(data, name)
        refuse(name, problems)
        oddities = match_participants(self.tx, rows, self.respondents, name)
        return Imported(
            name, "participants", name, len({r.participant.id for r in rows}), tuple(oddities)
        )

    def _codings(self, name: str, data: bytes) -> Imported:
        from qualcode.formats.codings import read_codings
        from qualcode.project.matching import save_coding_rows

        rows, problems = read_codings(data, name)
        refuse(name, problems)
        codebook, _ = codes.load_codebook(self.tx.connection)
        taken = save_coding_rows(self.tx, rows, codebook, name)
        twice = len(rows) - taken
        were = "1 coding stands" if twice == 1 else f"{twice} codings stand"
        oddities = (Problem(f"{were} already and came no second time"),) if twice else ()
        return Imported(name, "codings", name, taken, oddities)

    def notes(self) -> list[str]:
        """What is not known about the speakers of the new transcripts, in words."""
        speakers = [
            s
            for id, s in talk.load_all_speakers(self.tx.connection)
            if id in set(self.new_ids) and not s.interviewer
        ]
        unknown = sum(s.participant is None for s in speakers)
        if not unknown:
            return []
        return [
            f"{unknown} of {len(speakers)} speakers not matched to a participant; give a"
            " participants file, or confirm them on the Transcripts page."
        ]


def content_of(file: Path | Upload) -> str:
    """Transcripts, participants or codings, told apart by a table's header."""
    if Path(file.name).suffix.lower() not in (".csv", ".xlsx"):
        return "transcript"
    from qualcode.formats.grid import read_grid

    try:
        header = set(read_grid(content(file), file.name).header)
    except QualcodeError:
        return "transcript"
    if "text" in header:
        return "transcript"
    if {"transcript", "code"} <= header:
        return "codings"
    return "participants" if "participant" in header else "transcript"
