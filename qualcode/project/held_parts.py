"""What is held on one participant, laid out in parts; other people's words are left out."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.model import Codebook, Direction
from qualcode.model.held import HeldLine, HeldPart
from qualcode.project.history_acts import EXPORTED, FAMILIES, WORDS, family_of
from qualcode.project.history_kinds import KINDS, kind_named
from qualcode.project.masking import Layer
from qualcode.store.asked import ASKED
from qualcode.store.erasing_found import Theirs
from qualcode.store.held_rows import HeldRows, TalkOf, count_acts

# Fields of what people wrote that say which things it hangs on, and no more.
_LINKS = frozenset(
    [
        *("coding", "codes", "counter", "evidence", "under", "quotes", "session", "theme", "salt"),
        *("transcript", "participant", "who", "written_at"),
    ]
)


@dataclass(frozen=True)
class Handed:
    """What words have to go through before this person may have them.

    ``written`` takes others' words and replaced names out of what people wrote, and ``names`` the
    names alone; ``layer`` holds the names replaced in the texts.
    """

    theirs: Theirs
    layer: Layer
    names: Callable[[str], str]
    written: Callable[[str], str]
    book: Codebook

    def text(self, id: str) -> str:
        """A text's id, which is made of the name of a file: without a replaced name in it."""
        told = id.replace("-", " ").replace("_", " ")
        without = self.names(told)
        return id if without == told else without

    def code(self, id: str) -> str:
        """A code by its id and name."""
        return self.names(f"{id} {self.book[id].name}") if id in self.book else id


def parts_of(rows: HeldRows, handed: Handed) -> tuple[HeldPart, ...]:
    """Everything, in the order a person would ask for it; parts with nothing in them left out."""
    made = (
        ("Facts", "What is noted of the person, and what they permit.", _facts(rows, handed)),
        (
            "What they said",
            "Their interviews, and their own part of texts in which others speak too. Where a name"
            " was replaced, the words in its place stand in square brackets.",
            _said(rows, handed),
        ),
        (
            "Passages with a code",
            "A code says what a passage is about. Those taken back later are still kept.",
            _coded(rows, handed),
        ),
        (
            "Codes a program proposed",
            "Proposals that a person looked at or may still look at; none counts by itself.",
            _proposed(rows, handed),
        ),
        (
            "Notes and verdicts on it",
            "What the people who code and review wrote on these passages and interviews, or wrote"
            " with words of this person in it.",
            _noted(rows, handed),
        ),
        (
            "Answers, summaries and themes",
            "What is of this person alone, and what quotes or rests on their words. Every version"
            " that is kept is listed.",
            _written(rows, handed),
        ),
        (
            "Examples in the list of codes",
            "Words of this person that stand in the list of codes, in any version of it.",
            _examples(rows, handed),
        ),
        (
            "What was done, and when",
            "The study's history, counted. It holds ids and times, and reasons people gave.",
            _history(rows, handed),
        ),
    )
    parts = (HeldPart(title, note, tuple(lines)) for title, note, lines in made)
    return tuple(part for part in parts if part.lines)


def _facts(rows: HeldRows, handed: Handed) -> Iterator[HeldLine]:
    if (one := rows.person) is not None:
        yield HeldLine("Id", one.id)
        for label, words in (
            ("Role", one.role_label or one.role),
            ("Agency", one.agency_label or one.agency),
            ("Authority", one.authority),
            ("Programme", one.programme),
            *((name, str(value)) for name, value in json.loads(one.attributes).items()),
            ("May be quoted", one.consent),
            ("May be deposited or shared", one.archive),
            ("The authority may be named", one.name_authority),
        ):
            if words:
                yield HeldLine(label, words)
    for one in rows.speakers:
        told = [one.role_label or one.role, one.agency_label or one.agency, one.authority]
        told += [one.programme, f"may be quoted: {one.consent}"]
        yield HeldLine(f"Called in {handed.text(one.transcript)}", f"{one.label} ({_listed(told)})")


def _said(rows: HeldRows, handed: Handed) -> Iterator[HeldLine]:
    lines: set[str] = set()
    for talk in rows.talk:
        row, whole = talk.row, talk.id in handed.theirs.whole
        if talk.version is None:
            lines = set()
            known = [row.title, row.kind, row.mode, row.wave, row.level]
            named = handed.names(f"{_listed(known)}; file {row.file_name}")
            gone = "; taken out of the study’s lists" if row.removed_at else ""
            held = f"held {row.date}, " if row.date else ""
            came = f"{handed.text(row.id)}, {held}brought in {row.imported_at[:10]}{gone}"
            yield HeldLine(came, named)
        for who, words in _stretches(talk, handed, whole):
            if talk.version is not None and words in lines:
                continue
            lines.add(words)
            older = f" (version {talk.version}, corrected since)" if talk.version else ""
            yield HeldLine(f"{who}{older}", words, talk.id)
    for one in rows.oddities:
        yield HeldLine("Odd in the file", handed.written(one.message))


def _stretches(talk: TalkOf, handed: Handed, whole: bool) -> Iterator[tuple[str, str]]:
    """What may be handed over of a text: (who speaks, words)."""
    text, id = talk.row.text, talk.id
    if not talk.stretches and whole:
        yield "This person", _masked(talk, handed, id, 0, len(text))
    for who, start, end in talk.stretches:
        unnamed = whole and talk.version is not None and who not in talk.asking
        if who in talk.mine or unnamed:
            yield "This person", _masked(talk, handed, id, start, end)
        elif whole and who in talk.asking:
            yield "Interviewer", _masked(talk, handed, id, start, end)


def _masked(talk: TalkOf, handed: Handed, id: str, start: int, end: int) -> str:
    words = str(talk.row.text[start:end])
    return handed.layer.words(id, words, start) if talk.version is None else handed.names(words)


def _coded(rows: HeldRows, handed: Handed) -> Iterator[HeldLine]:
    texts = {one.row.id: one for one in rows.talk if one.version is None}
    known: set[str] = set()
    for one in rows.codings:
        told = [handed.code(one.code), handed.text(one.transcript), f"coded {one.made_at[:10]}"]
        if one.direction != Direction.PRESENT.value:
            told.insert(1, Direction(one.direction).words)
        if one.id in rows.withdrawn:
            told.append("taken back since")
        known.add(one.quote)
        words = _quoted(one, texts[one.transcript], handed)
        yield HeldLine(", ".join(told), words, one.transcript)
    for one in rows.moved:
        if one.quote not in known:
            known.add(one.quote)
            words = _old_quote(one.quote, one.transcript, handed)
            yield HeldLine(f"In an earlier version of {handed.text(one.transcript)}", words)


def _quoted(row: Any, talk: TalkOf, handed: Handed) -> str:
    """The person's own words of a coded passage, and in their interviews the questions."""
    text, whole = talk.row.text, row.transcript in handed.theirs.whole
    if text[row.start : row.end] != row.quote:
        return _old_quote(row.quote, row.transcript, handed)
    if whole:
        return handed.layer.words(row.transcript, row.quote, row.start)
    own = [
        (max(start, row.start), min(end, row.end))
        for who, start, end in talk.stretches
        if who in talk.mine and start < row.end and row.start < end
    ]
    return " … ".join(handed.layer.words(row.transcript, text[a:b], a) for a, b in own)


def _old_quote(quote: str, transcript: str, handed: Handed) -> str:
    """Words of a text as it was once; of one that others share, those only this person says."""
    if transcript in handed.theirs.whole:
        return handed.names(quote)
    return handed.names(" … ".join(handed.theirs.said.standing_in(quote)))


def _proposed(rows: HeldRows, handed: Handed) -> Iterator[HeldLine]:
    counts = Counter(one.code for one in rows.suggestions)
    for code, n in sorted(counts.items()):
        yield HeldLine(handed.code(code), f"proposed for {_many(n, 'passage')}")
    if rows.decisions:
        yield HeldLine("Decided by a person", _many(rows.decisions, "time"))


def _noted(rows: HeldRows, handed: Handed) -> Iterator[HeldLine]:
    for one in rows.memos:
        yield HeldLine(f"Memo, {one.made_at[:10]}", handed.written(one.text))
    for one in rows.verdicts:
        proposed = json.loads(one.proposal) if one.proposal else {}
        words = "; ".join([one.judgement, *_fields(proposed)])
        yield HeldLine(f"Verdict in a review, {one.made_at[:10]}", handed.written(words))
    for one in rows.settled:
        words = handed.written(f"{one.outcome}; {one.reason}")
        yield HeldLine(f"How a difference was settled, {one.made_at[:10]}", words)
    for what, at, words in rows.notes:
        yield HeldLine(f"{what}, {at[:10]}", handed.written(words))


def _written(rows: HeldRows, handed: Handed) -> Iterator[HeldLine]:
    newest = {(row.kind, row.key): row.id for row, _, _ in rows.kept}
    for row, body, alone in rows.kept:
        one = KINDS[row.kind][1] if row.kind in KINDS else "thing people wrote"
        label = f"{one[0].upper()}{one[1:]}, {row.made_at[:10]}"
        label += "" if newest[row.kind, row.key] == row.id else ", an earlier version"
        label += "" if alone else ", of others too"
        if row.kind == ASKED:
            words = f"where the questions of the schedule stand in {handed.text(row.key)}"
        elif isinstance(body, dict) and body.get("coding") in handed.theirs.requoted:
            # An edited quote in which others speak too.
            words = handed.names(
                " … ".join(handed.theirs.said.standing_in("; ".join(_fields(body))))
            )
        else:
            words = handed.written("; ".join(_fields(body)))
        yield HeldLine(label, words)


def _fields(body: Any, name: str = "") -> Iterator[str]:
    """The words and numbers in something kept, each with what it is called there."""
    if isinstance(body, dict):
        for key, value in body.items():
            if key not in _LINKS:
                yield from _fields(value, " ".join([name, key.replace("_", " ")]).strip())
    elif isinstance(body, list):
        plain = [one for one in body if isinstance(one, str | int | float)]
        if plain:
            yield f"{name}: {', '.join(map(str, plain))}"
        for one in body:
            if isinstance(one, dict | list):
                yield from _fields(one, name)
    elif body not in (None, ""):
        yield f"{name}: {body}" if name else str(body)


def _examples(rows: HeldRows, handed: Handed) -> Iterator[HeldLine]:
    for words in rows.codebook:
        yield HeldLine("In the list of codes", handed.written(words))


def _history(rows: HeldRows, handed: Handed) -> Iterator[HeldLine]:
    for act, n, first, last in count_acts(rows.acts):
        days = first if first == last else f"{first} to {last}"
        yield HeldLine(f"{act_in_words(act)}, {days}", _many(n, "time"))
    for at, reason in rows.reasons:
        yield HeldLine(f"A reason given, {at[:10]}", handed.written(reason))


def act_in_words(act: str) -> str:
    """What was done, without where and by whom.

    >>> act_in_words("import transcript"), act_in_words("keep answers"), act_in_words("code")
    ('Brought in an interview', 'Wrote a participant’s answers', 'Coded a passage of an interview')
    """
    family = family_of(act)
    template = FAMILIES[family][1] if family else WORDS.get(act, act)
    rest = act.removeprefix(family) if family else ""
    filled = template.replace("{interview}", "an interview").replace("{whose} ", "a ")
    filled = filled.replace("{wrote} {written}", f"wrote {kind_named(rest)}")
    filled = filled.replace("{written}", kind_named(rest)).replace("{memo}", "a memo")
    filled = filled.replace("{offered}", "suggestions")
    filled = filled.replace("{exported}", EXPORTED.get(rest, "what was asked for"))
    plain = " ".join(re.sub(r"\{[a-z_]+\}", "", filled).split()).replace("'", "’")
    return f"{plain[:1].upper()}{plain[1:]}"


def _listed(values: Sequence[object]) -> str:
    return ", ".join(str(one) for one in values if one)


def _many(n: int, one: str) -> str:
    return f"{n:,} {one}" + ("" if n == 1 else "s")
