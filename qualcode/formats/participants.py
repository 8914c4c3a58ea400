"""participants.csv: who was interviewed, in which transcript, and what they allow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from qualcode.errors import InvalidFile
from qualcode.formats.consent import consent_of, narrower, permission_of, stricter
from qualcode.formats.grid import Row, read_grid
from qualcode.formats.naming import transcript_id
from qualcode.formats.recognise import READABLE
from qualcode.model import Consent, Kind, Participant, Permission, Problem

_ALLOWED = ("archive", "name authority")
_WRITTEN_SO = "name_authority"
_PERSON = ("participant", "role", "agency", "authority", "programme", "consent", *_ALLOWED)
_INTERVIEW = ("transcript", "label", "kind", "level", "wave", "date", "mode")


@dataclass(frozen=True)
class ParticipantRow:
    """A participant and the interviews one row names; a person may stand in several rows."""

    participant: Participant
    transcripts: tuple[str, ...] = ()
    label: str | None = None
    kind: Kind | None = None
    level: str | None = None
    wave: str | None = None
    date: str | None = None
    mode: str | None = None
    row: int | None = None


def read_participants(data: bytes, name: str) -> tuple[list[ParticipantRow], list[Problem]]:
    """The rows of a participants table (CSV or Excel), and everything wrong with it by row.

    Rows of one person complete each other; where they contradict, the first stands and the
    other is a problem, but of two consents or permissions the one that allows less stands.
    Columns that are not known become attributes of the person.

    Raises
    ------
    UnreadableFile
        No table.
    InvalidFile
        No column ``participant``.
    """
    grid = read_grid(data, name)
    if grid.lacks("participant"):
        raise InvalidFile(
            f"{name} has no column 'participant', only {grid.columns()}; give every person an id"
            " there, such as P01.",
            grid.problems,
        )
    ours = {*_PERSON, *_INTERVIEW, _WRITTEN_SO}
    further = [c for c in grid.header if c not in ours]
    problems = list(grid.problems)
    people: dict[str, Participant] = {}
    rows: list[ParticipantRow] = []
    for row in grid.rows:
        person = _person(row, further, problems)
        if person is None:
            problems.append(Problem("the column 'participant' is empty", row.number))
            continue
        known = people.get(person.id)
        people[person.id] = _joined(known, person, row.number, problems) if known else person
        rows.append(_interview(row, person, problems))
    return [replace(row, participant=people[row.participant.id]) for row in rows], problems


def transcript_named(written: str) -> str:
    """A transcript's id from how people name it, with or without the file's ending.

    >>> transcript_named(" P 01.docx"), transcript_named("P-01")
    ('P-01', 'P-01')
    """
    has_ending = written.strip().casefold().endswith(READABLE)
    return transcript_id(written.strip() if has_ending else f"{written.strip()}.txt")


def _person(row: Row, further: list[str], problems: list[Problem]) -> Participant | None:
    id = " ".join(row.get("participant").split())
    if not id:
        return None
    consent = consent_of(row.get("consent"))
    if consent is None:
        sentence = "the consent is none of quote, no quote, withdrawn, unknown"
        problems.append(Problem(sentence, row.number))
    allowed = {
        name: permission_of(row.get(name) or row.get(name.replace(" ", "_"))) for name in _ALLOWED
    }
    problems += [
        Problem(f"the column {name!r} says none of yes, no, unknown", row.number)
        for name, said in allowed.items()
        if said is None
    ]
    return Participant(
        id,
        role_label=row.known("role"),
        agency_label=row.known("agency"),
        authority=row.known("authority"),
        programme=row.known("programme"),
        consent=consent or Consent.UNKNOWN,
        attributes={column: value for column in further if (value := row.known(column))},
        archive=allowed["archive"] or Permission.UNKNOWN,
        name_authority=allowed["name authority"] or Permission.UNKNOWN,
    )


def _joined(
    first: Participant, other: Participant, number: int, problems: list[Problem]
) -> Participant:
    """One person out of two rows."""

    def agreed(column: str, old: str | None, new: str | None) -> str | None:
        if old is not None and new is not None and old != new:
            sentence = f"participant {first.id!r} has another {column} in an earlier row"
            problems.append(Problem(sentence, number))
        return new if old is None else old

    if Consent.UNKNOWN not in (first.consent, other.consent):
        agreed("consent", first.consent, other.consent)
    names = dict.fromkeys([*first.attributes, *other.attributes])
    pairs = {c: (first.attributes.get(c), other.attributes.get(c)) for c in names}
    attributes: Mapping[str, str] = {
        column: value for column, pair in pairs.items() if (value := agreed(column, *pair))
    }
    return Participant(
        first.id,
        role_label=agreed("role", first.role_label, other.role_label),
        agency_label=agreed("agency", first.agency_label, other.agency_label),
        authority=agreed("authority", first.authority, other.authority),
        programme=agreed("programme", first.programme, other.programme),
        consent=stricter(first.consent, other.consent),
        attributes=attributes,
        archive=narrower(first.archive, other.archive),
        name_authority=narrower(first.name_authority, other.name_authority),
    )


def _interview(row: Row, person: Participant, problems: list[Problem]) -> ParticipantRow:
    kind = None
    written = (row.known("kind") or "").casefold().replace("_", " ")
    if written:
        try:
            kind = Kind(written)
        except ValueError:
            known = ", ".join(Kind)
            problems.append(Problem(f"the kind is none of {known}", row.number))
    parts = filter(str.strip, row.get("transcript").split(";"))
    return ParticipantRow(
        person,
        transcripts=tuple(dict.fromkeys(map(transcript_named, parts))),
        label=row.get("label") or None,
        kind=kind,
        level=row.known("level"),
        wave=row.known("wave"),
        date=row.known("date"),
        mode=row.known("mode"),
        row=row.number,
    )
