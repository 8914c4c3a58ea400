"""What a person must know of an erasure: files that left, and what is left to do by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from qualcode.formats.identity_key import ENDING as NAMES
from qualcode.model.erasure import Export
from qualcode.model.wording import many
from qualcode.names import ENDING, is_url
from qualcode.project.erasing_certificate import copies_in_words
from qualcode.project.erasing_copies import Copies
from qualcode.project.history_acts import EXPORTED
from qualcode.store import Connection, events, talk
from qualcode.store.erasing_found import Theirs

OUT = "export "
# Files a mentor was given, and whole copies, by their acts.
ALSO = {"export review": "a sealed file for a mentor", "export bundle": "a copy of the whole study"}


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
            " when: numbers and ids, no words. If an id is made of a name, say so to your"
            " data-protection officer."
        )
    told = sum(theirs.said.holds(_reason(one.detail)) for one in events.load_events(connection))
    if told:
        said.append(
            f"In {many(told, 'act')} of the history somebody gave a reason in words this person"
            " said; the history cannot be rewritten, so they stay there."
        )
    return said


def _reason(detail: str) -> str:
    return str(json.loads(detail).get("reason", "")) if '"reason"' in detail else ""


def to_do(
    place: str | Path, theirs: Theirs, copies: Copies, exports: list[Export]
) -> Iterator[str]:
    """What is left for people to do."""
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
    key = (
        None
        if is_url(place)
        else Path(place).with_name(Path(place).name.removesuffix(ENDING) + NAMES)
    )
    if key is not None and key.exists():
        yield "Take this person's name out of the names key: `qualcode names-key` opens it."
    else:
        yield "If you keep a names key or a list of names elsewhere, take this person out of it."
    yield (
        "Delete the recording, the transcript's own file, and copies of the study on other"
        " machines. A copy merged later brings nobody back."
    )
    if theirs.shared:
        yield "Read the texts this person shared with others for what others said about them."
    yield "Tell the person that it is done."
