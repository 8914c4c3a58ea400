"""What a person must know of an erasure: files that left, and what is left to do by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from qualcode.formats.identity_key import ENDING as NAMES
from qualcode.model.erasure import Export
from qualcode.model.wording import many
from qualcode.names import ENDING, is_url
from qualcode.project.erasing_certificate import copies_in_words
from qualcode.project.erasing_copies import Copies, named
from qualcode.project.erasing_key import KeyEntries
from qualcode.project.history_acts import EXPORTED
from qualcode.store import Connection, events, talk
from qualcode.store.erasing_found import Theirs
from qualcode.store.erasing_names import PLACES

OUT = "export "
BOOKS = PLACES["codebook_version.document"]
# Files a mentor was given, and whole copies, by their acts.
ALSO = {
    "export review": "a sealed file for a mentor",
    "export bundle": "a copy of the whole study",
    "export mentor bundle": "a copy of the whole study, for a mentor",
}


def exports_since(connection: Connection, theirs: Theirs) -> list[Export]:
    """Every file that left after the person's words had come in, the newest first."""
    texts = theirs.whole | set(theirs.shared)
    found: list[Export] = []
    inside = not texts
    for event in events.load_events(connection):
        if event.act == "import transcript" and event.subject in texts:
            inside = True
        if inside and event.act.startswith(OUT):
            what = ALSO.get(event.act) or EXPORTED.get(event.act.removeprefix(OUT), "a file")
            found.append(Export(event.at, what, event.subject, event.who))
    # A study taken over from another program has no such act.
    return found[::-1]


def warnings_of(connection: Connection, theirs: Theirs) -> list[str]:
    """What erasing cannot do, for this person."""
    said = []
    loose = [
        text
        for text, speaker in talk.load_all_speakers(connection)
        if not speaker.interviewer and speaker.participant is None
    ]
    if loose:
        said.append(
            f"{many(len(loose), 'speaker')} in {many(len(set(loose)), 'text')} "
            f"{'is' if len(loose) == 1 else 'are'} matched to nobody. If one of them is this"
            " person, match them first: only matched talk is found."
        )
    if theirs.shared:
        said.append(
            "What other people said about this person in texts they share stays: it is theirs."
            " Read those texts for it."
        )
    if theirs.whole or theirs.shared:
        said.append(
            "The history keeps the ids of the participant and of the interviews, with what was done"
            " when, which code was put where, and when an interview was: numbers and ids, no"
            " words. If an id is made of a name, say so to your"
            " data-protection officer."
        )
    told = sum(theirs.said.holds(_reason(one.detail)) for one in events.load_events(connection))
    if told:
        said.append(
            f"In {many(told, 'act')} of the history somebody gave a reason in words this person"
            " said; the history cannot be rewritten, so they stay there."
        )
    return said


def named_in_words(named: Mapping[str, int], codes: Sequence[str] = ()) -> list[str]:
    """Where what the person was called still stands; nothing where it stands nowhere.

    ``codes`` are those of the newest codebook in whose text it stands, by their ids.

    >>> named_in_words({"memos": 2})
    ['What this person was called, a name or the id, still stands in: memos (2). Read them, and \
take it out by hand. It may be an ordinary word there, such as "may".']
    """
    if not named:
        return []
    places = ", ".join(f"{place} ({n})" for place, n in named.items())
    more = " The id of a text cannot be changed." if "ids of texts" in named else ""
    if BOOKS in named:
        where = f"in {_few(codes)}" if codes else "in none of today's codes"
        more += f" In the codebook it stands {where}; earlier versions of it cannot be changed."
    return [
        f"What this person was called, a name or the id, still stands in: {places}. Read them, and"
        f' take it out by hand. It may be an ordinary word there, such as "may".{more}'
    ]


def sealed_in_words(names: Sequence[str]) -> list[str]:
    """Files near the study that may be copies of it and do not open; nothing without any.

    >>> sealed_in_words(["old.qualcode"])
    ['This encrypted file near the study cannot be opened here, so nothing is taken out of it; it \
may be a copy: old.qualcode. Open it and erase the person there too, or delete it.']
    """
    if not names:
        return []
    one = len(names) == 1
    which = "This encrypted file" if one else "These encrypted files"
    it, there = ("it", "it may be a copy") if one else ("them", "they may be copies")
    return [
        f"{which} near the study cannot be opened here, so nothing is taken out of {it}; {there}:"
        f" {_few(names)}. Open {it} and erase the person there too, or delete {it}."
    ]


def worded_in_words(worded: Mapping[str, int]) -> list[str]:
    """Where single long words of the person still stand in what others wrote.

    >>> worded_in_words({"memos": 1})
    ['Single long words that only this person had said stand in what others wrote: memos (1). They \
are left as they are and were not looked for; read them.']
    """
    if not worded:
        return []
    places = ", ".join(f"{place} ({n})" for place, n in worded.items())
    return [
        f"Single long words that only this person had said stand in what others wrote: {places}."
        " They are left as they are and were not looked for; read them."
    ]


def _reason(detail: str) -> str:
    return str(json.loads(detail).get("reason", "")) if '"reason"' in detail else ""


def to_do(
    place: str | Path,
    theirs: Theirs,
    copies: Copies,
    exports: list[Export],
    keyed: KeyEntries,
    beside: Sequence[str] = (),
) -> Iterator[str]:
    """What is left for people to do; ``beside`` are files near the study that hold their words."""
    if beside:
        yield (
            f"These files near the study hold words of this person: {_few(beside)}. Delete them, or"
            " take the words out."
        )
    if exports:
        yield (
            f"Destroy the {many(len(exports), 'file')} that left the study since this person's"
            " words came in, and ask everybody who was given one to do so too. They are listed."
        )
    if copies.unopened:
        yield (
            f"{copies_in_words(len(copies.unopened))} of the study could not be opened, so"
            " nothing could be taken out of them; delete them by hand. They are listed."
        )
    if copies.holding:
        yield (
            "These copies still hold words of this person, who may be called otherwise there:"
            f" {_few([named(place, path) for path in copies.holding])}. Delete them by hand."
        )
    yield from sealed_in_words([named(place, one) for one in copies.sealed])
    yield from _of_the_key(place, keyed)
    yield (
        "Delete the recording, the transcript's own file, and copies of the study on other"
        " machines. A copy merged later brings nobody back."
    )
    if theirs.shared:
        yield "Read the texts this person shared with others for what others said about them."
    yield "Tell the person that it is done."


def _few(names: Sequence[str], most: int = 12) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _of_the_key(place: str | Path, keyed: KeyEntries) -> Iterator[str]:
    """What is to be taken out of the names key, with how; of one that is kept elsewhere too."""
    yield from keyed.lines
    beside = not is_url(place) and (
        Path(place).with_name(Path(place).name.removesuffix(ENDING) + NAMES).exists()
    )
    if keyed.lines or beside:
        yield (
            "It is taken out of a names key on the page Names, or with `qualcode names-key FILE"
            ' --forget "[words]"`.'
        )
    else:
        yield "If you keep a names key or a list of names elsewhere, take this person out of it."
