"""Notes and comments of another program, taken in as memos on what they hang on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualcode.model import Memo, Segment, Span
from qualcode.model.exchange import RefiNote, RefiProject, TextSource
from qualcode.project.exchange_fields import facts_of
from qualcode.project.exchange_ids import as_guid, guid_of, other_id
from qualcode.project.exchange_out import DIRECTION, MEMO
from qualcode.project.framework_cells import SUMMARY
from qualcode.project.theme_keeping import KIND as THEME
from qualcode.store import notes, people
from qualcode.store.exchange import load_ever_kept, load_memo_ids

if TYPE_CHECKING:
    from qualcode.project.exchange_in import Taking


def take_memos(taking: Taking) -> None:
    """Save each note once for everything it hangs on; a note on nothing is about the study."""
    known = load_memo_ids(taking.tx.connection)
    for memo in _memos(taking):
        if memo.id not in known:
            known.add(memo.id)
            notes.save_memo(taking.tx, memo)
            taking.tally.came["memos"] += 1


def _memos(taking: Taking) -> Iterator[Memo]:
    project, at = taking.project, taking.tx.at
    hooks, ours = project.hooks(), _own_notes(taking)
    things = _places(project)
    for note in project.notes:
        words = _words(note)
        if not words or note.name.startswith(DIRECTION):
            continue
        # A summary or a note of ours that came home is none of theirs, unless they changed it.
        if _plain(note.text) in ours.get(note.guid, ()):
            continue
        abouts = list(
            dict.fromkeys(
                _about(taking, kind, guid, things) for kind, guid in hooks.get(note.guid, ())
            )
        )
        author = taking.coder(note.user)
        for n, about in enumerate(abouts or ["study"]):
            id = as_guid(note.guid) if n == 0 else None
            if note.guid in ours:
                # Its GUID is the summary's own; each other wording comes once.
                id = other_id(note.guid, about, _plain(note.text))
            yield Memo(id or other_id(note.guid, about), words, author, note.time or at, about)
    for source in project.sources:
        if source.guid in taking.texts:
            yield from _descriptions(taking, source)
    yield from _of_cases(taking)


def _of_cases(taking: Taking) -> Iterator[Memo]:
    """What was written of a case, on the first text that is theirs: a participant has no memos."""
    project = taking.project
    alone = project.users[0].guid if len(project.users) == 1 else ""
    sources = {s.guid: source.guid for source in project.sources for s in source.selections}
    for case in project.cases:
        said = case.description.strip()
        own = [*case.sources, *(sources[guid] for guid in case.selections if guid in sources)]
        theirs = [taking.texts[guid][0] for guid in own if guid in taking.texts]
        if said and theirs:
            author, about = taking.coder(alone), f"transcript {theirs[0]}"
            yield Memo(other_id(case.guid, "description"), said, author, taking.tx.at, about)
        else:
            taking.tally.cases_described += bool(said)


def _own_notes(taking: Taking) -> dict[str, set[str]]:
    """What this study ever wrote as summaries and as notes on themes, by the GUIDs of its notes."""
    connection, found = taking.tx.connection, defaultdict[str, set[str]](set)
    study = str(people.load_study(connection)["uuid"])
    for _, body in load_ever_kept(connection, SUMMARY):
        id = f"{body['rows']} {body['value']} {body['code']}"
        found[guid_of(study, "summary", id)].add(_plain(body["text"]))
    for key, body in load_ever_kept(connection, THEME):
        found[guid_of(study, "theme note", key)].add(_plain(body.get("note", "")))
    return found


def _plain(text: str) -> str:
    """Words to compare: files may wrap lines otherwise."""
    return " ".join(text.split())


def _descriptions(taking: Taking, source: TextSource) -> Iterator[Memo]:
    """Comments on a text and on passages in it, which other programs keep as descriptions."""
    at = taking.tx.at
    said = source.description.strip()
    if said and not facts_of(said):
        about = f"transcript {taking.texts[source.guid][0]}"
        author = taking.coder(source.user)
        yield Memo(other_id(source.guid, "description"), said, author, source.time or at, about)
    for selection in source.selections:
        if said := selection.description.strip():
            about = _passage(taking, source.guid, selection.span)
            author = taking.coder(selection.user)
            time = selection.time or at
            yield Memo(other_id(selection.guid, "description"), said, author, time, about)


def _words(note: RefiNote) -> str:
    """What a note says, under its title where that says more."""
    text = note.text.strip() or note.description.strip()
    title = " ".join(note.name.split())
    if not title or title == MEMO or title.startswith(f"{MEMO} on: ") or title in text:
        return text
    return f"{title}\n\n{text}" if text else title


def _places(project: RefiProject) -> dict[str, tuple[str, Span]]:
    """Selections by their GUIDs: the source and the place."""
    return {s.guid: (source.guid, s.span) for source in project.sources for s in source.selections}


def _about(taking: Taking, kind: str, guid: str, things: dict[str, tuple[str, Span]]) -> str:
    """What a memo is about in the study: the thing its note hangs on, as near as there is one."""
    if kind == "code" and guid in taking.codes:
        return f"code {taking.codes[guid]}"
    if kind == "coding" and guid in taking.codings:
        return f"coding {taking.codings[guid]}"
    if kind == "source" and guid in taking.texts:
        return f"transcript {taking.texts[guid][0]}"
    if kind == "selection" and guid in things and things[guid][0] in taking.texts:
        return _passage(taking, *things[guid])
    return "study"


def _passage(taking: Taking, source: str, span: Span) -> str:
    """The passage a stretch of text begins in."""
    transcript, segments = taking.texts[source]
    found: Segment | None = None
    for segment in segments:
        if segment.span.start <= span.start:
            found = segment
    return f"segment {transcript}:{found.span.start}" if found else f"transcript {transcript}"
