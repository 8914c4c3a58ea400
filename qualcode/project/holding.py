"""All that the study holds on one participant, for that person to have: the right of access."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qualcode.errors import Refused
from qualcode.model.held import Held, HeldPart, OthersWords
from qualcode.model.names import Replacement
from qualcode.project.erasing import found_of
from qualcode.project.held_parts import Handed, parts_of
from qualcode.project.masking import FreeNames, Layer
from qualcode.project.pseudonyms_seen import NamesSeenVerbs
from qualcode.store import Connection, codes, people
from qualcode.store.erasing_found import Theirs
from qualcode.store.held_rows import HeldRows, load_held, load_talk_of_others
from qualcode.store.replacements import load_names_used, load_replacements
from qualcode.store.rounds import load_apart

KINDS = ("docx", "md")
APART = (
    "You code interviews apart from the others now, and this would show what they coded; hand in"
    " first, then make it."
)
BEYOND = (
    "This is what the study’s file holds. Its backups on this machine hold the same, or what it was"
    " when they were made.",
    "Not in it: the recording, the transcript’s own file, a list of names kept apart, papers and"
    " e-mails, and files that were made from the study and given to somebody.",
    "Notes of whom files and screens told of hold a number made from the id, which keeps small"
    " groups from being told apart; it is not listed.",
    "Other people may have spoken of this person. What they said is theirs, is not in this file,"
    " and can be found only by reading.",
)


class HoldingVerbs(NamesSeenVerbs):
    """Answering somebody who asks what is held on them."""

    def held_about(self, participant: str) -> Held:
        """Everything the study holds on one participant, for that person to read.

        Their facts, talk, codings, notes, answers and whatever else `erasing_preview` would count.
        Left out is what other people said; names that were replaced stay replaced.

        Raises
        ------
        UnknownParticipant
            The study has no such participant.
        Refused
            The acting person codes apart from others now.
        """
        with self._read() as connection:
            if load_apart(connection, self.coder):
                raise Refused(APART)
            theirs = found_of(connection, participant)
            rows = load_held(connection, theirs)
            handed = _handed(connection, theirs, rows)
            study = handed.names(str(people.load_study(connection)["title"]))
            return Held(participant, study, self.store.clock(), parts_of(rows, handed), BEYOND)

    def held_about_file(self, participant: str, ending: str = "docx") -> bytes:
        """The same as a file, .docx or .md; recorded as an export.

        Raises
        ------
        UnknownParticipant, Refused
            As for `held_about`; or the ending is another one, or words in it still look like names
            and nobody said that they may leave.
        """
        kind, data = self._held_as(participant, ending)
        with self._write() as tx:
            tx.record("export held", f"held-about.{kind}", participant=participant)
        return data

    def export_held_about(self, target: Path, participant: str) -> None:
        """Write it to a file, replacing it whole.

        Raises
        ------
        UnknownParticipant, Refused
            As for `held_about_file`, or the file cannot be written.
        """
        from qualcode.report.files import replace_file

        kind, data = self._held_as(participant, target.suffix)
        with self._write() as tx:
            tx.record("export held", f"held-about.{kind}", participant=participant)
            replace_file(target, data)

    def _held_as(self, participant: str, ending: str) -> tuple[str, bytes]:
        from qualcode.report.held_file import as_held_file

        kind = ending.lower().removeprefix(".")
        if kind not in KINDS:
            raise Refused("It goes to .docx or .md; choose one of these endings.")
        held = self.held_about(participant)
        self._refuse_names(words_of(held.parts), said=said_of(held.parts))
        return kind, as_held_file(kind, held)


def words_of(parts: tuple[HeldPart, ...]) -> Iterator[str]:
    """What is handed over beside the person's own facts, for the last look at names."""
    for part in parts:
        if part.title != "Facts":
            for line in part.lines:
                yield line.words
                yield line.source.replace("-", " ").replace("_", " ")


def said_of(parts: tuple[HeldPart, ...]) -> Iterator[tuple[str, str]]:
    """(Text, words) of what was said there, in which names may wait for a decision."""
    for part in parts:
        yield from ((line.source, line.words) for line in part.lines if line.source)


def _handed(connection: Connection, theirs: Theirs, rows: HeldRows) -> Handed:
    names = FreeNames(tuple(load_names_used(connection)))
    written = [
        *(row.text for row in rows.memos),
        *(row.reason for row in rows.settled),
        *(words for _, _, words in rows.notes),
        *(row.proposal or "" for row in rows.verdicts),
        *(words for _, body, _ in rows.kept for words in _strings(body)),
        *rows.codebook,
        *(row.message for row in rows.oddities),
        *(reason for _, reason in rows.reasons),
    ]
    own = (
        talk.row.text[start:end]
        for talk in rows.talk
        for who, start, end in talk.stretches or [("", 0, len(talk.row.text))]
        if who in talk.mine or talk.id in theirs.whole
    )
    others = OthersWords.standing_in(written, load_talk_of_others(connection, theirs), own)
    places: dict[str, list[Replacement]] = {}
    texts = {*theirs.whole, *theirs.shared}
    for one in load_replacements(connection, texts, out_of_view=True):
        if one.replaced:
            places.setdefault(one.transcript, []).append(one)
    return Handed(
        theirs,
        Layer(places),
        names.out_of,
        lambda words: names.out_of(others.cut(words)),
        codes.load_codebook(connection)[0],
    )


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
