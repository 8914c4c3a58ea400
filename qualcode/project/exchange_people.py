"""Cases of another program, made into participants and tied to those who speak."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from qualcode.formats.consent import consent_of
from qualcode.model import Consent, Participant, Span, Speaker, Transcript
from qualcode.model.exchange import RefiProject, RefiValue
from qualcode.project.exchange_out import PERSONAL
from qualcode.project.exchange_tally import Tally
from qualcode.project.placing import join_participants
from qualcode.store import Writing, people

_FIELDS = {
    "role": "role_label",
    "agency": "agency_label",
    "organisation": "agency_label",
    "authority": "authority",
    "programme": "programme",
    "program": "programme",
    "consent": "consent",
}
OF_TEXTS = ("wave", "level", "date", "mode")
_ATTRIBUTE = " (attribute)"


@dataclass
class Claims:
    """Who says they speak in a source: all of it, or the stretches that are theirs."""

    whole: list[str] = field(default_factory=list)
    spans: list[tuple[Span, str]] = field(default_factory=list)


def take_people(tx: Writing, project: RefiProject, tally: Tally) -> dict[str, Claims]:
    """Save a participant for every case; returns who claims which source, by its GUID."""
    names = {variable.guid: variable.name.strip() for variable in project.variables}
    sources = {source.guid: source for source in project.sources}
    places = {
        s.guid: (source.guid, s.span) for source in project.sources for s in source.selections
    }
    claims: dict[str, Claims] = defaultdict(Claims)
    found: dict[str, Participant] = {}
    nameless = 0
    for case in project.cases:
        own = [guid for guid in case.sources if guid in sources]
        name = _person(case.name)
        if not name and len(own) == 1:
            # A case without a name holds what is known of its one document.
            name = _person(sources[own[0]].name)
        if not name:
            nameless += 1
            continue
        made = participant_of(name, case.values, names)
        found[name] = _joined(found[name], made) if name in found else made
        for guid in case.selections:
            if guid in places:
                source, span = places[guid]
                claims[source].spans.append((span, name))
        told = {places[guid][0] for guid in case.selections if guid in places}
        for guid in own:
            if guid not in told:
                claims[guid].whole.append(name)
        tally.cases_coded += len(case.codes)
    tally.nameless = nameless
    _save(tx, found, tally)
    return claims


def participant_of(name: str, values: Sequence[RefiValue], names: dict[str, str]) -> Participant:
    """A participant from a case's values; what the study has no field for is an attribute."""
    fields: dict[str, str] = {}
    consent, attributes = Consent.UNKNOWN, dict[str, str]()
    for value in values:
        variable, words = names.get(value.variable, ""), (value.value or "").strip()
        if not variable or not words:
            continue
        known = _FIELDS.get(variable.casefold())
        if known == "consent" and (said := consent_of(words)) is not None:
            consent = said
        elif known not in (None, "consent"):
            fields.setdefault(known, words)
        else:
            base = variable.removesuffix(_ATTRIBUTE)
            attributes[base if base in PERSONAL else variable] = words
    # The fields are words; what a person permits does not come from another program.
    made = Participant(name, consent=consent, attributes=attributes)
    return dataclasses.replace(made, **fields)  # type: ignore[arg-type]


def _joined(one: Participant, other: Participant) -> Participant:
    """One person from two cases of one name."""
    fields = ("role_label", "agency_label", "authority", "programme")
    return dataclasses.replace(
        one,
        **{f: getattr(one, f) or getattr(other, f) for f in fields},
        consent=one.consent if one.consent is not Consent.UNKNOWN else other.consent,
        attributes={**other.attributes, **one.attributes},
    )


def _save(tx: Writing, found: dict[str, Participant], tally: Tally) -> None:
    known = {p.id: p for p in people.load_participants(tx.connection)}
    respondents = people.load_respondents(tx.connection)
    # What a person withdrew here since must survive an older file.
    joined = join_participants(tx.connection, found.values(), respondents, may_widen=False)
    changed = [p for p in joined if p != known.get(p.id)]
    people.save_participants(tx, changed)
    tally.came["participants"] = sum(p.id not in known for p in changed)
    before = {(p.id, name) for p in known.values() for name in p.attributes}
    tally.came["attributes of participants"] = len(
        {(p.id, name) for p in changed for name in p.attributes} - before
    )
    if filled := sum(p.id in known for p in changed):
        tally.adjusted.append(
            f"Facts were added to {filled} participant{'s' if filled > 1 else ''} known here."
        )


def tied(transcript: Transcript, claims: Claims | None, tally: Tally) -> tuple[Speaker, ...]:
    """The speakers of a new text, each with the one participant who claims their words."""
    if claims is None:
        return transcript.speakers
    said: dict[str, set[str]] = defaultdict(set)
    for span, name in claims.spans:
        for turn in transcript.turns:
            if turn.span.overlaps(span):
                said[turn.speaker].add(name)
    talking = transcript.respondents
    if len(talking) == 1 and len(set(claims.whole)) == 1:
        said[talking[0].label].add(claims.whole[0])
    elif claims.whole:
        tally.untied += len(claims.whole)
    made = []
    for speaker in transcript.speakers:
        names = set() if speaker.interviewer else said.get(speaker.label, set())
        if len(names) == 1:
            speaker = dataclasses.replace(speaker, participant=next(iter(names)), confirmed=True)
        elif names:
            tally.untied += len(names)
        made.append(speaker)
    return tuple(made)


def _person(name: str) -> str:
    """The id of a participant: the case's name, letter by letter but for what cannot be seen."""
    return "".join(c if c.isprintable() else " " for c in name).strip()
