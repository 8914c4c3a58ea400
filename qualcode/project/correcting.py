"""Transcripts corrected after coding: a new version of the text, and the codings found again.

A coding whose words were not touched goes along by itself. One whose words were changed, or are
gone, stands no more until a person has looked at it: see `correcting_places.py`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from qualcode.errors import Refused
from qualcode.model import Coder, Problem, Transcript
from qualcode.model.corrected import Correction, OldText, TextVersion
from qualcode.project.blind import load_hiding_of_others
from qualcode.project.correcting_people import with_known_speakers
from qualcode.project.correcting_places import PlacingVerbs
from qualcode.project.correcting_plan import Plan, perform, plan_of
from qualcode.project.given import Upload, content
from qualcode.project.placing import place_speakers
from qualcode.store import Connection, moves, people, text_versions, texts
from qualcode.store.rounds import load_apart

# With a smaller share of the words in common it is taken for another interview.
ALIKE = 0.2
LONGEST_REASON = 500


class CorrectingVerbs(PlacingVerbs):
    """Transcripts corrected after coding."""

    def correct_transcript(
        self, id: str, file: Path | Upload, reason: str = "", *, dry_run: bool = False
    ) -> Correction:
        """Put the text of a corrected file in the place of a transcript's.

        The transcript keeps its id, its title and what is known of its speakers. Codings whose
        words stand as they did go along; the others wait in `to_place`. What it said before stays
        readable as an older version. With ``dry_run`` it is only told what would happen.

        Raises
        ------
        UnknownTranscript, UnreadableFile
            The study has no such transcript; the file cannot be read.
        Refused
            No reason is given, the text is the same or that of another transcript, hardly any
            of its words are those of the transcript, or somebody codes it apart for a round now.
        """
        from qualcode.formats import read_transcript

        with self._read() as connection:
            kind = texts.load_transcript(connection, id).kind
        read = read_transcript(content(file), file.name, kind=kind)
        return self._corrected(
            id, read.transcript, read.oddities, file.name, reason, dry_run=dry_run
        )

    def correct_back(
        self, id: str, version: int, reason: str = "", *, dry_run: bool = False
    ) -> Correction:
        """Put an older version of a transcript in the place of the newest, as a further version.

        Raises
        ------
        UnknownTranscript, UnknownItem, Refused
            As for `correct_transcript`; or there is no such older version.
        """
        with self._read() as connection:
            then = text_versions.load_version(connection, id, version).transcript
        name = f"version {version}"
        return self._corrected(id, then, (), name, reason, dry_run=dry_run)

    def _corrected(
        self,
        id: str,
        read: Transcript,
        oddities: Sequence[Problem],
        file_name: str,
        reason: str,
        *,
        dry_run: bool,
    ) -> Correction:
        if dry_run:
            with self._read() as connection:
                return _planned(connection, id, read).told
        reason = " ".join(reason.split())
        if not reason or len(reason) > LONGEST_REASON:
            raise Refused(
                "Say in a few words why the transcript was corrected; others will want to know."
            )
        with self._write() as tx:
            plan = _planned(tx.connection, id, read)
            people.save_coder(tx, Coder(tx.who))
            perform(tx, plan, reason=reason, file_name=file_name, oddities=oddities)
        return plan.told

    def text_versions(self, id: str) -> list[TextVersion]:
        """The versions of a transcript, the oldest first; the last is the one there is now.

        Raises
        ------
        UnknownTranscript
            The study has none of this id.
        """
        with self._read() as connection:
            return text_versions.load_text_versions(connection, id)

    def old_text(self, id: str, version: int) -> OldText:
        """A version of a transcript, with the codings that stood on it as they were.

        Codings of others are left out where the acting coder codes apart from them.

        Raises
        ------
        UnknownTranscript, UnknownItem
            The study has no such transcript, or that no such version.
        """
        with self._read() as connection:
            told = text_versions.load_text_versions(connection, id)
            found = text_versions.load_version(connection, id, version)
            if version == told[-1].n:
                from qualcode.store.coded import load_codings

                stood = load_codings(connection, transcript=id)
            else:
                stood = moves.load_stood(connection, id, version)
            seen = load_hiding_of_others(connection, self.coder).seen(stood, self.coder)
        old = text_versions.as_old_text(found, told[version - 1])
        return dataclasses.replace(old, codings=tuple(seen))


def _planned(connection: Connection, id: str, read: Transcript) -> Plan:
    """The correction worked out, unless it is refused."""
    now = texts.load_transcript(connection, id)
    if id in load_apart(connection, None):
        raise Refused(
            "This interview is being coded apart for a round of review; correct it when everybody"
            " has handed in, so that all have coded the same words."
        )
    if read.sha256 == now.sha256:
        raise Refused("The file says the same as the transcript, so there is nothing to correct.")
    if (twin := texts.load_fingerprints(connection).get(read.sha256)) is not None:
        raise Refused(f"The file has the text of transcript {twin!r}; choose the right file.")
    n = text_versions.load_number(connection, id)
    older = [text_versions.load_version(connection, id, m) for m in range(1, n)]
    speakers, _ = place_speakers(read.speakers, people.load_respondents(connection))
    new = with_known_speakers(
        dataclasses.replace(read, id=id, speakers=tuple(speakers)),
        now,
        [one for version in older for one in version.transcript.speakers],
        {p.id for p in people.load_participants(connection)},
    )
    new = dataclasses.replace(
        new,
        title=now.title,
        kind=now.kind,
        level=now.level,
        wave=now.wave,
        date=now.date,
        mode=now.mode,
    )
    plan = plan_of(connection, new)
    if plan.aligned.shared < ALIKE:
        raise Refused(
            "Hardly any words of the transcript are in this file, so it seems to be another"
            " interview; bring it in on its own, or choose the right file."
        )
    return plan
