"""What of a study is one person's: their interviews, their turns, what hangs on them."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, select

from qualcode.model import Consent
from qualcode.model.erased import Said, blanked, long_words
from qualcode.store import schema
from qualcode.store.erasing_names import name_form, names_among

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Theirs:
    """What of a study is one person's.

    Attributes
    ----------
    whole
        Interviews in which nobody else answers: they go with everything on them.
    shared
        Texts in which others speak too -> the person's labels there.
    labels
        Text -> what the person is called there, and was called before: as typed in the text, and in
        earlier versions of it.
    turns
        Shared text -> where the person's talk stands, with the label before it.
    texts
        Shared text -> its new text, as long as the old one.
    said
        What the person said and nobody else did.
    codings, suggestions
        Ids of those that go.
    requoted
        Codings and suggestions over this person's and others' words -> their new words.
    items
        Items of review that go.
    called
        What the person was called: the id, their labels, and names among the words of these.
    """

    participant: str
    whole: frozenset[str] = frozenset()
    shared: Mapping[str, frozenset[str]] = field(default_factory=dict)
    labels: Mapping[str, frozenset[str]] = field(default_factory=dict)
    turns: Mapping[str, Spans] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    said: Said = field(default_factory=Said)
    codings: frozenset[str] = frozenset()
    suggestions: frozenset[str] = frozenset()
    requoted: Mapping[str, str] = field(default_factory=dict)
    items: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()

    def is_about(self, subject: str) -> bool:
        """Whether what a memo or an item of review is about goes: ``coding <id>`` and the like."""
        kind, _, rest = subject.partition(" ")
        if kind == "participant":
            return rest == self.participant
        if any(id in self.codings or id in self.items for id in rest.split()):
            return True
        text, _, start = rest.rpartition(":")
        if rest in self.whole or text in self.whole:
            return True
        own = self.turns.get(text, ())
        return start.isdigit() and any(a <= int(start) < b for a, b in own)


@dataclass(frozen=True)
class _Turn:
    speaker: str
    start: int
    end: int


def find_theirs(
    connection: Connection,
    participant: str,
    also_whole: Collection[str] = (),
    also: Collection[tuple[str, str]] = (),
) -> Theirs:
    """What is this person's; ``also_whole`` are texts, and ``also`` speakers (text, label), known
    to be theirs already.
    """
    s = schema.speaker.c
    rows = connection.execute(
        select(s.transcript, s.label, s.interviewer, s.participant, s.consent)
    ).all()
    gone = {(row.transcript, row.label) for row in rows if _is_withdrawn(row)}
    theirs: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    for row in rows:
        mine = row.participant == participant or (row.transcript, row.label) in also
        if mine:
            theirs.setdefault(row.transcript, set()).add(row.label)
        elif not row.interviewer and (row.transcript, row.label) not in gone:
            others.setdefault(row.transcript, set()).add(row.label)
    whole = frozenset({t for t in theirs if not others.get(t)} | set(also_whole))
    shared = {t: frozenset(labels) for t, labels in theirs.items() if t not in whole}
    # Interviewers, and those who were taken out before: none of them answers here.
    asking = gone | {(row.transcript, row.label) for row in rows if row.interviewer}
    turns = _turns(connection)
    t = schema.transcript.c
    texts = {row.id: row.text for row in connection.execute(select(t.id, t.text))}
    said = _said(connection, texts, turns, whole, shared, asking)
    spans = {id: _own_spans(turns.get(id, []), labels) for id, labels in shared.items()}
    labels = {id: frozenset(theirs.get(id, set()) | others.get(id, set())) for id in whole}
    before = _labels_before(connection, participant, texts, turns, theirs)
    labels = {
        id: labels.get(id, frozenset()) | shared.get(id, frozenset()) | before.get(id, frozenset())
        for id in {*labels, *shared}
    }
    own = {label for id in theirs for label in (*theirs[id], *before.get(id, ()))}
    rest = {row.label for row in rows if row.label not in theirs.get(row.transcript, ())}
    called = names_among(participant, own, rest, list(texts.values()))
    form = name_form(called)
    new = {id: _without(texts[id], turns.get(id, []), shared[id], form) for id in shared}
    found = Theirs(
        participant,
        whole,
        shared,
        labels,
        turns=spans,
        texts=new,
        said=said,
        called=called,
    )
    return _with_what_hangs(connection, found, texts, turns, asking)


def _labels_before(
    connection: Connection,
    participant: str,
    texts: Mapping[str, str],
    turns: Mapping[str, list[_Turn]],
    theirs: Mapping[str, Collection[str]],
) -> dict[str, frozenset[str]]:
    """Text -> what the person was called there before: in older copies they still are.

    A corrected label leaves the text as it was typed, so the older one stands before their turns;
    and earlier versions of a text say who spoke in them.
    """
    found: dict[str, set[str]] = {id: set() for id in theirs}
    for id, labels in theirs.items():
        end = 0
        for turn in turns.get(id, ()):
            if turn.speaker in labels:
                found[id].add(_typed_label(texts[id][end : turn.start]))
            end = turn.end
    v = schema.text_version.c
    for row in connection.execute(select(v.transcript, v.structure)):
        if row.transcript in found:
            speakers = json.loads(row.structure)["speakers"]
            mine = (one for one in speakers if one.get("participant") == participant)
            found[row.transcript] |= {str(one["label"]) for one in mine}
    return {id: frozenset(labels - {""}) for id, labels in found.items()}


def _typed_label(before: str) -> str:
    """The label typed before a turn; empty where none stands there.

    >>> _typed_label("\\n\\n[00:01:20] Keith B: "), _typed_label("Just talk\\n\\n")
    ('Keith B', '')
    """
    match = re.search(r"([^\n\[\]:]{1,60}?)[ \t]*:[ \t]*$", before)
    return match[1].strip() if match else ""


def _is_withdrawn(row: Any) -> bool:
    """Whether a speaker is what an earlier erasure left: nobody."""
    return (
        row.participant is None
        and row.consent == Consent.WITHDRAWN.value
        and bool(re.fullmatch(r"Withdrawn \d+", row.label))
    )


def _turns(connection: Connection) -> dict[str, list[_Turn]]:
    t = schema.turn.c
    found: dict[str, list[_Turn]] = {}
    rows = connection.execute(
        select(t.transcript, t.speaker, t.start, t.end).order_by(t.transcript, t.start)
    )
    for row in rows:
        found.setdefault(row.transcript, []).append(_Turn(row.speaker, row.start, row.end))
    return found


def _said(
    connection: Connection,
    texts: Mapping[str, str],
    turns: Mapping[str, list[_Turn]],
    whole: Collection[str],
    shared: Mapping[str, frozenset[str]],
    asking: Collection[tuple[str, str]],
) -> Said:
    """The person's words, those of earlier versions of their interviews too, without others'."""
    own, rest = [], []
    for id, text in texts.items():
        if id not in whole and id not in shared:
            rest.append(text)
        elif id in whole and not turns.get(id):
            own.append(text)
        else:
            for turn in turns.get(id, ()):
                words = text[turn.start : turn.end]
                mine = (id, turn.speaker) not in asking if id in whole else None
                if mine or (mine is None and turn.speaker in shared[id]):
                    own.append(words)
                elif mine is None:
                    rest.append(words)
    v = schema.text_version.c
    rows = connection.execute(select(v.transcript, v.text)).all()
    own += [row.text for row in rows if row.transcript in whole]
    said = Said.of(own)
    for text in rest:
        said.without(text)
    return said


def _own_spans(turns: list[_Turn], labels: Collection[str]) -> Spans:
    """The person's turns, each from the end of the one before it."""
    found, before = [], 0
    for turn in turns:
        if turn.speaker in labels:
            found.append((before, turn.end))
        before = turn.end
    return tuple(found)


def _without(
    text: str, turns: list[_Turn], labels: Collection[str], form: re.Pattern[str] | None
) -> str:
    """A text of the same length without the person's words and labels, and names in its head."""
    if form is not None and turns:
        # A heading is a first turn before which no label stands.
        head = text[: turns[0].start or turns[0].end]
        text = form.sub(lambda m: "." * len(m[0]), head) + text[len(head) :]
    before = 0
    for turn in turns:
        if turn.speaker in labels:
            # The label stands between the turns; what ends it stays, so that turns look the same.
            head = "".join(c if c.isspace() or c == ":" else "." for c in text[before : turn.start])
            text = text[:before] + head + text[turn.start :]
            text = blanked(text, [(turn.start, turn.end)])
        before = turn.end
    return text


def _with_what_hangs(
    connection: Connection,
    found: Theirs,
    texts: Mapping[str, str],
    turns: Mapping[str, list[_Turn]],
    asking: Collection[tuple[str, str]],
) -> Theirs:
    gone: dict[str, set[str]] = {"coding": set(), "suggestion": set()}
    requoted: dict[str, str] = {}
    for table in (schema.coding, schema.suggestion):
        c = table.c
        for row in connection.execute(select(c.id, c.transcript, c.start, c.end, c.quote)):
            id = row.transcript
            if id in found.whole:
                gone[table.name].add(row.id)
                continue
            if id not in found.shared:
                continue
            if texts[id][row.start : row.end] != row.quote:
                # It stands on an earlier version of the text, whose places are others.
                if found.said.holds(row.quote) or long_words(row.quote) & found.said.words:
                    requoted[row.id] = found.said.cut(row.quote)
                    if requoted[row.id] == row.quote:
                        requoted[row.id] = blanked(row.quote, [(0, len(row.quote))])
                continue
            touched = {
                turn.speaker
                for turn in turns.get(id, ())
                if turn.start < row.end
                and row.start < turn.end
                and (id, turn.speaker) not in asking
            }
            if touched and touched <= found.shared[id]:
                gone[table.name].add(row.id)
            elif (new := found.texts[id][row.start : row.end]) != row.quote:
                requoted[row.id] = new
    c = schema.coding.c
    before = {r.id: r.replaces for r in connection.execute(select(c.id, c.replaces)) if r.replaces}
    for id in list(gone["coding"]):
        # What a coding replaced was made of the same words, in an earlier version of the text.
        while (id := before.get(id, "")) in requoted:
            gone["coding"].add(id)
    i = schema.round_item.c
    theirs = replace(
        found,
        codings=frozenset(gone["coding"]),
        suggestions=frozenset(gone["suggestion"]),
        requoted={id: words for id, words in requoted.items() if id not in gone["coding"]},
    )
    items = connection.execute(select(i.id, i.subject))
    return replace(theirs, items=frozenset(row.id for row in items if theirs.is_about(row.subject)))
