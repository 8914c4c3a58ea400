"""A study as the exchange standard REFI-QDA tells it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qualcode.model import Coding, Direction, Participant, Span, Transcript
from qualcode.model.exchange import (
    RefiCase,
    RefiCode,
    RefiCoding,
    RefiLink,
    RefiNote,
    RefiProject,
    RefiSelection,
    RefiSet,
    RefiUser,
    RefiValue,
    RefiVariable,
    TextSource,
)
from qualcode.project.exchange_fields import TEXT_FACTS, facts
from qualcode.project.exchange_gather import Gathered
from qualcode.project.exchange_ids import guid_of
from qualcode.project.exchange_out_codes import refi_codes

ORIGIN = "qualcode"
DIRECTION = "Direction: "
MEMO = "Memo"
# What every participant has; further attributes follow by their own names.
PERSONAL = ("Role", "Agency", "Authority", "Programme", "Consent")


def refi_of(study: Gathered) -> RefiProject:
    """All of a study that the standard has a place for."""
    return _Writer(study).project()


@dataclass
class _Writer:
    study: Gathered
    notes: list[RefiNote] = field(default_factory=list)
    on: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    at: dict[str, dict[Span, list[str]]] = field(default_factory=lambda: defaultdict(dict))

    def project(self) -> RefiProject:
        study = self.study
        self._memos()
        self._directions()
        codes = tuple(
            RefiCode(
                c.guid,
                c.name,
                c.parent,
                c.colour,
                c.description,
                c.codable,
                notes=self._on("code", c.guid),
            )
            for c in refi_codes(
                study.uuid, study.book, study.origins, {c.code for c in study.codings}
            )
        )
        talking = self._talking()
        cases = tuple(self._case(p, talking[p.id]) for p in study.participants)
        sources = self._sources(talking)
        links = self._summaries(talking)
        sets = self._themes()
        return RefiProject(
            name=str(study.study["title"]),
            origin=ORIGIN,
            time=str(study.study["made_at"]),
            users=tuple(RefiUser(self._user(name), name) for name in self._people()),
            codes=codes,
            variables=tuple(
                RefiVariable(self.guid("variable", name), name) for name in self._variables()
            ),
            cases=cases,
            sources=sources,
            notes=tuple(self.notes),
            links=links,
            sets=sets,
            hung=self._on("project", ""),
        )

    def guid(self, kind: str, id: str) -> str:
        return self.study.origins.guid(kind, id) or guid_of(self.study.uuid, kind, id)

    def _people(self) -> list[str]:
        """Everybody who joined; of a project brought in nobody who did nothing but that."""
        study = self.study
        names = [coder.name for coder in study.coders]
        if not study.origins.guids.get("coder"):
            return names
        did = {c.coder for c in study.codings} | {m.author for m in study.memos}
        did |= {one.who for one in study.summaries}
        return [n for n in names if n in did or study.origins.guid("coder", n)]

    def _user(self, name: str) -> str:
        return self.guid("coder", name)

    def _on(self, kind: str, guid: str) -> tuple[str, ...]:
        return tuple(self.on.get((kind, guid), ()))

    # Notes

    def _memos(self) -> None:
        """Every memo as a note with its author and time, hung on what it is about."""
        codings = {c.id for c in self.study.codings}
        heirs = {c.replaces: c.id for c in self.study.codings if c.replaces}
        texts = {t.id for t in self.study.transcripts}
        for memo in self.study.memos:
            guid = self.guid("memo", memo.id)
            kind, _, id = memo.about.partition(" ")
            name = MEMO
            if kind == "code" and id in self.study.book:
                self.on["code", self.guid("code", id)].append(guid)
            elif kind == "coding" and (id := heirs.get(id, id)) in codings:
                self.on["coding", self.guid("coding", id)].append(guid)
            elif kind == "transcript" and id in texts:
                self.on["source", self.guid("transcript", id)].append(guid)
            elif kind == "segment" and id.rpartition(":")[0] in texts:
                where, _, start = id.rpartition(":")
                self.on["segment", f"{where}:{start}"].append(guid)
            else:
                if id in self.study.left or id.rpartition(":")[0] in self.study.left:
                    continue
                name = MEMO if kind == "study" else f"{MEMO} on: {kind}"
                self.on["project", ""].append(guid)
            user = self._user(memo.author)
            self.notes.append(RefiNote(guid, name, memo.text, user, memo.made_at))

    def _directions(self) -> None:
        """A note for each direction but the plain one, hung on the codings that have it."""
        used = Counter(c.direction for c in self.study.codings)
        for direction in Direction:
            if direction is Direction.PRESENT or not used[direction]:
                continue
            guid = self.guid("direction", direction.value)
            told = f"The passage speaks of its code as {direction.words} ({direction.mark})."
            self.notes.append(RefiNote(guid, f"{DIRECTION}{direction.words}", told))
            for coding in self.study.codings:
                if coding.direction is direction:
                    self.on["coding", self.guid("coding", coding.id)].append(guid)

    # Texts

    def _talking(self) -> dict[str, list[Transcript]]:
        """Participant -> the transcripts they speak in."""
        found: dict[str, list[Transcript]] = defaultdict(list)
        for transcript in self.study.transcripts:
            for who in dict.fromkeys(s.participant for s in transcript.respondents):
                if who is not None:
                    found[who].append(transcript)
        return found

    def _sources(self, talking: Mapping[str, list[Transcript]]) -> tuple[TextSource, ...]:
        titles = Counter(t.title or t.id for t in self.study.transcripts)
        coded: dict[str, dict[Span, list[Coding]]] = defaultdict(dict)
        for coding in self.study.codings:
            coded[coding.transcript].setdefault(coding.span, []).append(coding)
        known = {p.id: p for p in self.study.participants}
        made = []
        for transcript in self.study.transcripts:
            title = transcript.title or transcript.id
            guid = self.guid("transcript", transcript.id)
            alone = transcript.respondents
            person = known.get(alone[0].participant or "") if len(alone) == 1 else None
            made.append(
                TextSource(
                    guid,
                    title if titles[title] == 1 else f"{title} ({transcript.id})",
                    transcript.text,
                    self._selections(transcript, coded[transcript.id]),
                    values=self._values(person) if person else (),
                    notes=self._on("source", guid),
                    description=self._facts(transcript),
                )
            )
        return tuple(made)

    def _facts(self, transcript: Transcript) -> str:
        t = transcript
        given = (t.id, t.kind.value, t.wave, t.level, t.date, t.mode)
        return facts(zip(TEXT_FACTS, given, strict=True))

    def _selections(
        self, transcript: Transcript, coded: Mapping[Span, list[Coding]]
    ) -> tuple[RefiSelection, ...]:
        """A selection for each span: those coded, those with a memo, and turns of many voices."""
        spans: dict[Span, list[str]] = {span: [] for span in coded}
        for turn in self._shared_turns(transcript):
            spans.setdefault(turn, [])
        for kind, key in list(self.on):
            where, _, start = key.rpartition(":")
            if kind == "segment" and where == transcript.id and start.isdecimal():
                span = _paragraph(transcript, int(start), coded)
                spans.setdefault(span, []).extend(self.on[kind, key])
        return tuple(
            RefiSelection(
                self._selection(transcript.id, span),
                span,
                tuple(self._coding(c) for c in coded.get(span, ())),
                notes=tuple(notes),
            )
            for span, notes in sorted(spans.items())
        )

    def _selection(self, transcript: str, span: Span) -> str:
        return self.guid("selection", f"{transcript} {span.start} {span.end}")

    def _coding(self, coding: Coding) -> RefiCoding:
        guid = self.guid("coding", coding.id)
        return RefiCoding(
            guid,
            self.guid("code", coding.code),
            self._user(coding.coder),
            coding.made_at,
            self._on("coding", guid),
        )

    @staticmethod
    def _shared_turns(transcript: Transcript) -> list[Span]:
        """Turns of participants where several people speak; alone, the whole text is theirs."""
        if len(transcript.respondents) < 2:
            return []
        named = {s.label for s in transcript.respondents if s.participant}
        return [turn.span for turn in transcript.turns if turn.speaker in named]

    # People

    def _variables(self) -> list[str]:
        own = {name for p in self.study.participants for name in p.attributes}
        return [*PERSONAL, *sorted(_own(name) for name in own)]

    def _values(self, person: Participant) -> tuple[RefiValue, ...]:
        given = {
            "Role": person.role_label or person.role,
            "Agency": person.agency_label or person.agency,
            "Authority": person.authority,
            "Programme": person.programme,
            "Consent": person.consent.value,
            **{_own(name): value for name, value in sorted(person.attributes.items())},
        }
        return tuple(
            RefiValue(self.guid("variable", name), value) for name, value in given.items() if value
        )

    def _case(self, person: Participant, talking: Iterable[Transcript]) -> RefiCase:
        sources, selections = [], []
        for transcript in talking:
            sources.append(self.guid("transcript", transcript.id))
            mine = {s.label for s in transcript.respondents if s.participant == person.id}
            theirs = {turn.span: turn.speaker for turn in transcript.turns}
            selections += [
                self._selection(transcript.id, span)
                for span in self._shared_turns(transcript)
                if theirs[span] in mine
            ]
        return RefiCase(
            self.guid("participant", person.id),
            person.id,
            values=self._values(person),
            sources=tuple(sources),
            selections=tuple(selections),
        )

    # What is concluded

    def _summaries(self, talking: Mapping[str, object]) -> tuple[RefiLink, ...]:
        """Each summary a note, linked to its code and to the cases of its row."""
        links = []
        for one in self.study.summaries:
            if one.code not in self.study.book:
                continue
            id = f"{one.rows} {one.value} {one.code}"
            guid = self.guid("summary", id)
            title = f"Summary: {one.code}, {one.rows} {one.value or 'not known'}"
            user = self._user(one.who)
            self.notes.append(RefiNote(guid, title, one.text, user, one.written_at))
            ends = [self.guid("code", one.code)]
            ends += [self.guid("participant", p.id) for p in self._row(one.rows, one.value)]
            links += [
                RefiLink(self.guid("link", f"{id} {end}"), "summary", guid, end, "OneWay")
                for end in ends
            ]
        return tuple(links)

    def _row(self, rows: str, value: str | None) -> list[Participant]:
        if value is None:
            return []
        if rows == "participant":
            return [p for p in self.study.participants if p.id == value]
        return [
            p
            for p in self.study.participants
            if value in (getattr(p, rows, None), p.attributes.get(rows))
        ]

    def _themes(self) -> tuple[RefiSet, ...]:
        """Each written theme a set of its codes, with the researcher's note among its notes."""
        made = []
        for theme in self.study.themes:
            notes: tuple[str, ...] = ()
            if theme.note:
                notes = (self.guid("theme note", theme.id),)
                self.notes.append(RefiNote(notes[0], "Note on a theme", theme.note))
            made.append(
                RefiSet(
                    self.guid("theme", theme.id),
                    " ".join(theme.statement.split())[:100],
                    theme.statement,
                    tuple(self.guid("code", c) for c in theme.codes if c in self.study.book),
                    notes=notes,
                )
            )
        return tuple(made)


def _own(name: str) -> str:
    """An attribute's name beside the five everybody has."""
    return f"{name} (attribute)" if name in PERSONAL else name


def _paragraph(transcript: Transcript, start: int, coded: Mapping[Span, object]) -> Span:
    """The words a memo on a passage stands on: coded ones that begin there, else the line."""
    for span in sorted(coded):
        if span.start == start:
            return span
    start = min(start, len(transcript.text) - 1)
    end = transcript.text.find("\n", start)
    return Span(start, max(end if end >= 0 else len(transcript.text), start + 1))
