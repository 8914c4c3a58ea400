"""The rows of a passage table, turned one by one into lines, turns and speakers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from qualcode.formats.consent import consent_of, stricter
from qualcode.formats.draft import Draft, Found
from qualcode.formats.flow import some
from qualcode.formats.grid import Grid, Row
from qualcode.model import Consent, Participant, Problem, Span, Speaker, Turn

_REPORTED = ("participant", "role", "agency", "authority", "programme")


@dataclass
class Reading:
    """The text, turns, speakers and oddities of a passage table while its rows are read."""

    role_column: str
    turns: list[Turn] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _length: int = 0
    _ids: set[str] = field(default_factory=set)
    _speakers: dict[tuple[str | None, ...], Speaker] = field(default_factory=dict)
    _people: dict[str, Participant] = field(default_factory=dict)
    _unknown: Counter[str] = field(default_factory=Counter)

    def take(self, row: Row, has_ids: bool) -> None:
        """Add one row, or say why it is left out."""
        words = row.cells.get("text", "").strip("\n")
        if not words.strip():
            self.problems.append(
                Problem("the column 'text' is empty; the row is left out", row.number)
            )
            return
        speaker = self._speaker(row)
        if not self._may_stand(row, speaker):
            return
        if "\n" in words:
            breaks = some(words.count("\n"), "line break")
            self.problems.append(Problem(f"{breaks} in the text became blanks", row.number))
            words = words.replace("\n", " ")
        id = self._id(row, has_ids)
        line = f"[{id}] {words}"
        start = self._length + len(line) - len(words.lstrip())
        span = Span(start, start + len(words.strip()))
        self.turns.append(Turn(speaker.label, span, id, question=row.get("question") or None))
        self._lines.append(line)
        self._length += len(line) + 2

    def draft(self, grid: Grid) -> Draft:
        """What was read, with a line on each thing not known about the speakers."""
        for column in _REPORTED:
            here = (self.role_column if column == "role" else column) in grid.header
            if number := self._unknown[column]:
                what = f"{number} of {len(self.turns)} rows have no {column}"
                self.problems.append(Problem(what if here else f"no column {column!r}"))
        spoken = {turn.speaker for turn in self.turns}
        speakers = tuple(s for s in self._speakers.values() if s.label in spoken)
        text = "\n\n".join(self._lines) + "\n"
        return Draft(
            text,
            oddities=tuple(self.problems),
            found=Found(tuple(self.turns), speakers),
            participants=tuple(self._people.values()),
        )

    def _id(self, row: Row, has_ids: bool) -> str:
        id = " ".join(row.get("id").split())
        if has_ids and not id:
            self.problems.append(
                Problem("the column 'id' is empty; the row number stands in", row.number)
            )
        base = id = id or str(row.number)
        number = 1
        while id in self._ids:
            number += 1
            id = f"{base}-{number}"
        if number > 1:
            self.problems.append(
                Problem(f"the id {base!r} stands twice; this row becomes {id!r}", row.number)
            )
        self._ids.add(id)
        return id

    def _speaker(self, row: Row) -> Speaker:
        role = row.known(self.role_column)
        columns = ("participant", "agency", "authority", "programme")
        person, agency, authority, programme = (row.known(column) for column in columns)
        key = (person, role, agency, authority, programme)
        if key not in self._speakers:
            interviewer = (role or "").casefold() == "interviewer"
            label = person or ("Interviewer" if interviewer else _described(role, authority))
            self._speakers[key] = Speaker(
                self._own_label(label, agency),
                interviewer=interviewer,
                participant=None if interviewer else person,
                role_label=None if interviewer else role,
                agency_label=agency,
                authority=authority,
                programme=programme,
            )
        return self._speakers[key]

    def _own_label(self, label: str, agency: str | None) -> str:
        """A label no other speaker has; two posts of one name differ by agency or a number."""
        taken = {speaker.label for speaker in self._speakers.values()}
        if label in taken and agency:
            label = f"{label} · {agency}"
        base, number = label, 1
        while label in taken:
            number += 1
            label = f"{base} ({number})"
        return label

    def _may_stand(self, row: Row, speaker: Speaker) -> bool:
        """Keep the person with their consent; a refusal that no person can carry bars the row."""
        if speaker.interviewer:
            return True
        consent = consent_of(row.get("consent"))
        if consent is None:
            self.problems.append(
                Problem("the consent is none of quote, no quote, withdrawn, unknown", row.number)
            )
            consent = Consent.UNKNOWN
        if speaker.participant is not None:
            self._person(speaker, consent, row.number)
        elif consent in (Consent.NO_QUOTE, Consent.WITHDRAWN):
            sentence = "consent is refused and no participant named; the row is left out"
            self.problems.append(Problem(sentence, row.number))
            return False
        known = (
            speaker.participant,
            speaker.role_label,
            speaker.agency_label,
            speaker.authority,
            speaker.programme,
        )
        unknown = [c for c, value in zip(_REPORTED, known, strict=True) if value is None]
        self._unknown.update(unknown)
        return True

    def _person(self, speaker: Speaker, consent: Consent, number: int) -> None:
        person = Participant(
            speaker.participant or "",
            role_label=speaker.role_label,
            agency_label=speaker.agency_label,
            authority=speaker.authority,
            programme=speaker.programme,
            consent=consent,
        )
        known = self._people.setdefault(person.id, person)
        if replace(known, consent=consent) != person:
            self.problems.append(
                Problem(f"participant {person.id!r} is described otherwise further up", number)
            )
        self._people[person.id] = replace(known, consent=stricter(known.consent, consent))


def _described(role: str | None, authority: str | None) -> str:
    return " · ".join(filter(None, (role, authority))) or "Unknown speaker"
