"""A project of another program into a study: its texts, codes, codings, people and memos."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from qualcode.model import (
    Codebook,
    Coder,
    Coding,
    Direction,
    Kind,
    Segment,
    Span,
    Speaker,
    Transcript,
    Turn,
)
from qualcode.model.exchange import RefiCoding, RefiProject, RefiSelection, TextSource
from qualcode.model.wording import many
from qualcode.project.exchange_codes import placed_codes
from qualcode.project.exchange_fields import facts_of
from qualcode.project.exchange_ids import as_guid, other_id
from qualcode.project.exchange_memos import take_memos
from qualcode.project.exchange_origins import KINDS, save_origins
from qualcode.project.exchange_out import DIRECTION
from qualcode.project.exchange_people import (
    OF_TEXTS,
    Claims,
    take_people,
    tied,
)
from qualcode.project.exchange_tally import UNKNOWN_CODER, Tally, plain_name
from qualcode.project.exchange_told import LookAt, Unproven
from qualcode.project.placing import place_speakers
from qualcode.store import Writing, coded, codes, people, talk, texts
from qualcode.store.exchange import (
    load_coding_places,
    load_same_texts,
    load_standing_codings,
)
from qualcode.text import segments_of

REASON = "codes of another program"
LOOKED_AT = 100  # characters of a sample


@dataclass
class Taking:
    """An import under way.

    Attributes
    ----------
    coders
        GUID of a user -> their name in the study.
    codes
        GUID of a code -> its id.
    texts
        GUID of a source -> the transcript's id and its segments.
    codings
        GUID of a coding -> its id.
    book
        The codebook as it stands afterwards.
    """

    tx: Writing
    project: RefiProject
    tally: Tally = field(default_factory=Tally)
    coders: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    texts: dict[str, tuple[str, list[Segment]]] = field(default_factory=dict)
    codings: dict[str, str] = field(default_factory=dict)
    book: Codebook = field(default_factory=Codebook)

    def coder(self, guid: str) -> str:
        """Whose something is; of nobody known, one name that says so."""
        name = self.coders.get(guid)
        if name is None:
            people.save_coder(self.tx, Coder(UNKNOWN_CODER))
            self.coders[guid] = name = UNKNOWN_CODER
        return name


def take_project(
    tx: Writing, project: RefiProject, tell: Callable[[float], None] = lambda done: None
) -> Taking:
    """Take in all of a project that the study lacks; nothing that stands is changed.

    ``tell`` is told how much is done, 0 to 1.
    """
    taking = Taking(tx, project)
    before = _there(tx)
    known = before["coder"]
    now_ = datetime.fromisoformat(tx.at)
    for n, user in enumerate(project.users, 1):
        name = plain_name(user.name) or plain_name(user.id)
        if name:
            # In the file's order: who joined first is the first of two coders.
            later = now_ + timedelta(microseconds=n)
            people.save_coder(tx, Coder(name), at=later.isoformat(timespec="microseconds"))
            taking.coders[user.guid] = name
    _take_codes(taking)
    claims = take_people(tx, project, taking.tally)
    _take_texts(taking, claims, lambda done: tell(0.6 * done))
    _take_codings(taking)
    tell(0.9)
    take_memos(taking)
    now = _there(tx)
    taking.tally.came["coders"] = len(now["coder"] - known)
    save_origins(taking, {kind: now[kind] - before[kind] for kind in KINDS})
    return taking


def _there(tx: Writing) -> dict[str, set[str]]:
    """The ids of what a study holds, by kind."""
    known = people.load_participants(tx.connection)
    return {
        "code": {code.id for code in codes.load_codebook(tx.connection)[0]},
        "coder": {coder.name for coder in people.load_coders(tx.connection)},
        "transcript": set(texts.load_ids(tx.connection, removed=True)),
        "participant": {person.id for person in known},
        "variable": {name for person in known for name in person.attributes},
    }


def _take_codes(taking: Taking) -> None:
    tx, tally = taking.tx, taking.tally
    taking.book = codes.load_codebook(tx.connection)[0]
    if not taking.project.codes:
        return
    placed = placed_codes(codes.load_codebook(tx.connection)[0], taking.project.codes)
    taking.codes, taking.book = placed.ids, placed.book
    if placed.added:
        codes.save_codebook(tx, placed.book, REASON)
        tally.came["codes"] = len(placed.added)
    if groups := [c.name for c in taking.project.codes if not c.codable]:
        shown = ", ".join(f"“{plain_name(name)}”" for name in groups[:10])
        more = f" and {len(groups) - 10} more" if len(groups) > 10 else ""
        tally.adjusted.append(
            f"{many(len(groups), 'code')} only group others in that program: {shown}{more}. Here"
            " passages can be coded with them too; on the way back they only group again, unless"
            " somebody did."
        )
    if placed.renumbered:
        tally.adjusted.append(
            f"The number{'s' * (len(placed.renumbered) > 1)} {', '.join(placed.renumbered[:10])}"
            " stand for something else here, so that these codes came under new ones."
        )
    if placed.joined:
        tally.adjusted.append(
            f"{placed.joined} codes have the name of another in the same place and came as one"
            " with it."
        )


# Texts


def _take_texts(
    taking: Taking, claims: Mapping[str, Claims], tell: Callable[[float], None]
) -> None:
    tx, tally = taking.tx, taking.tally
    respondents = people.load_respondents(tx.connection)
    # Each of ours stands for one of theirs: two people may have given the same short answer.
    standing = load_same_texts(tx.connection)
    taken = {id.casefold() for id in texts.load_ids(tx.connection, removed=True)}
    ways: Counter[str] = Counter()
    for n, source in enumerate(taking.project.sources, 1):
        tell(n / len(taking.project.sources))
        if source.text is None:
            continue
        if not source.text.strip():
            tally.empty += 1
            continue
        made = _transcript(source, taken)
        tally.signs += made.text != source.text
        if twins := standing.get(made.sha256):
            twin = twins.pop(0)
            tally.twins += 1
            taking.texts[source.guid] = (twin, talk.load_segments(tx.connection, twin))
        else:
            speakers = tied(made, claims.get(source.guid), tally)
            placed, odd = place_speakers(speakers, respondents)
            made = dataclasses.replace(made, speakers=tuple(placed))
            segments = segments_of(made)
            texts.save_transcript(tx, made, segments, oddities=odd)
            taken.add(made.id.casefold())
            tally.came["interviews and texts"] += 1
            taking.texts[source.guid] = (made.id, segments)
        if source.offsets is not None:
            if not source.offsets.proven:
                tally.unproven.append(_unproven(source, taking.texts[source.guid][0]))
            elif not source.offsets.as_the_standard_says:
                ways[source.offsets.words] += 1
    for words, n in ways.items():
        tally.adjusted.append(
            f"In {n} text{'s' * (n > 1)}, positions were {words}; they were read so, as the marked"
            " words prove."
        )


def _transcript(source: TextSource, taken: set[str]) -> Transcript:
    """A source as a transcript under an id of its own."""
    from qualcode.formats.naming import transcript_id
    from qualcode.formats.reading import SPOKEN, one_voice
    from qualcode.formats.turns import find_turns

    # Lengths stay, so that every place stays.
    text = (source.text or "").replace("\0", "�")
    told = facts_of(source.description)
    title = " ".join(source.name.split())
    id, n = told.get("Name") or transcript_id(f"{title}.txt"), 2
    base = id
    while id.casefold() in taken:
        id, n = f"{base}-{n}", n + 1
    kind = next((k for k in Kind if k.value == told.get("Kind")), Kind.INTERVIEW)
    found = find_turns(text) if kind in SPOKEN else one_voice(text)
    turns: tuple[Turn, ...] = found.turns
    speakers: tuple[Speaker, ...] = found.speakers
    about = {name: told.get(name.capitalize()) for name in OF_TEXTS}
    return Transcript(
        id,
        text,
        title=title.removesuffix(f" ({id})") or id,
        kind=kind,
        turns=turns,
        speakers=speakers,
        **about,
    )


def _unproven(source: TextSource, id: str) -> Unproven:
    text, offsets = source.text or "", source.offsets
    shown = [] if offsets is None else offsets.samples
    return Unproven(
        id, tuple(LookAt(_words(text, one.span), _words(text, one.rival)) for one in shown)
    )


def _words(text: str, span: Span) -> str:
    words = " ".join(text[span.start : span.end].split())
    return words if len(words) <= LOOKED_AT else words[: LOOKED_AT - 1] + "…"


# Codings


def _take_codings(taking: Taking) -> None:
    tx, tally = taking.tx, taking.tally
    places = load_coding_places(tx.connection)
    standing = load_standing_codings(tx.connection)
    directions = _directions(taking.project)
    hung = {guid for case in taking.project.cases for guid in case.selections}
    new: list[Coding] = []
    for source, selection, given in _codings_of(taking.project):
        if source.guid not in taking.texts:
            continue
        transcript, _ = taking.texts[source.guid]
        if given is None:
            tally.marks += selection is not None and not (
                selection.notes or selection.description.strip() or selection.guid in hung
            )
            continue
        code = taking.codes.get(given.code)
        if code is None:
            tally.codeless += 1
            continue
        span = selection.span if selection is not None else _whole(source.text or "")
        id = as_guid(given.guid) or other_id(given.guid, transcript, span, code)
        if places.get(id, (transcript, span.start, span.end)) != (transcript, span.start, span.end):
            # Some programs give one GUID to several things.
            id = other_id(given.guid, transcript, span, code)
        taking.codings.setdefault(given.guid, id)
        user = given.user or (selection.user if selection is not None else source.user)
        coder = taking.coder(user)
        direction = next((directions[n] for n in given.notes if n in directions), Direction.PRESENT)
        same = (transcript, span.start, span.end, code, coder, direction.value)
        if id in places or same in standing:
            tally.already += 1
            continue
        places[id] = (transcript, span.start, span.end)
        standing.add(same)
        quote = (source.text or "")[span.start : span.end].replace("\0", "�")
        made_at = given.time or (selection.time if selection is not None else source.time)
        new.append(
            Coding(id, transcript, span, quote, code, coder, direction, made_at, basis="import")
        )
        tally.whole += selection is None
        tally.nobodys += coder == UNKNOWN_CODER
        tally.by_coder[coder] += 1
    coded.save_codings(tx, new)
    tally.came["codings"] = len(new)


def _codings_of(
    project: RefiProject,
) -> Iterator[tuple[TextSource, RefiSelection | None, RefiCoding | None]]:
    """Every coding with its selection, None for a whole text; selections without one, with None."""
    for source in project.sources:
        for selection in source.selections:
            for coding in selection.codings:
                yield source, selection, coding
            if not selection.codings:
                yield source, selection, None
        for coding in source.codings:
            yield source, None, coding


def _whole(text: str) -> Span:
    start = len(text) - len(text.lstrip())
    return Span(start, len(text.rstrip()))


def _directions(project: RefiProject) -> dict[str, Direction]:
    """Notes that say the direction of the codings they hang on."""
    named = {f"{DIRECTION}{direction.words}": direction for direction in Direction}
    return {note.guid: named[note.name] for note in project.notes if note.name in named}
