"""Who speaks in a corrected text, and the passages people had split or joined by hand."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from qualcode.errors import Refused
from qualcode.model import Segment, Speaker, Transcript
from qualcode.model.corrected import Followed
from qualcode.store.following import Aligned
from qualcode.text import segments_of
from qualcode.text.segments import merge_segments, split_segment


def with_known_speakers(
    new: Transcript, old: Transcript, earlier: Iterable[Speaker], known: set[str]
) -> Transcript:
    """The new text with what the study knows of its speakers, by their labels.

    Parameters
    ----------
    earlier
        Speakers of older versions, who may speak again.
    known
        Ids of the study's participants.
    """
    people = {one.label: one for one in [*earlier, *old.speakers]}
    called = _as_called(new, old)
    speakers = []
    for one in new.speakers:
        label = called.get(one.label, one.label)
        there = people.get(label)
        if there is None:
            there = dataclasses.replace(
                one, participant=one.participant if one.participant in known else None
            )
        speakers.append(dataclasses.replace(there, label=label))
    turns = tuple(
        dataclasses.replace(turn, speaker=called.get(turn.speaker, turn.speaker))
        for turn in new.turns
    )
    return dataclasses.replace(new, turns=turns, speakers=tuple(speakers))


def _as_called(new: Transcript, old: Transcript) -> dict[str, str]:
    """A label as files have it -> what a person corrected it to in the study."""
    taken = {one.label for one in old.speakers}
    found: dict[str, str] = {}
    for label in dict.fromkeys(one.label for one in new.speakers if one.label not in taken):
        for turn in old.turns:
            head = old.text[: turn.span.start].rpartition("\n")[2].strip()
            if turn.speaker not in head and head.rstrip(" :").endswith(label):
                found[label] = turn.speaker
                break
    return found if len(set(found.values())) == len(found) else {}


def carried_segments(
    new: Transcript, old: Transcript, segments: Sequence[Segment], aligned: Aligned
) -> tuple[list[Segment], Followed]:
    """The passages of the new text, split and joined where a person had done so in the old one."""
    made = {s.span.start for s in segments_of(old)}
    there = {s.span.start for s in segments}
    now = segments_of(new)
    done, gone = 0, 0
    for start in sorted(there - made):
        at = aligned.start(start)
        cut = None if at is None else _cut(now, at, new.text)
        now, done, gone = (now, done, gone + 1) if cut is None else (cut, done + 1, gone)
    for start in sorted(made - there):
        at = aligned.start(start)
        joined = None if at is None else _joined(now, at, new.text)
        now, done, gone = (now, done, gone + 1) if joined is None else (joined, done + 1, gone)
    return now, Followed("passages split or joined by hand", same=done, gone=gone)


def _cut(segments: list[Segment], at: int, text: str) -> list[Segment] | None:
    for n, one in enumerate(segments):
        if one.span.start == at:
            return segments
        if one.span.start < at < one.span.end:
            try:
                return [*segments[:n], *split_segment(one, at, text), *segments[n + 1 :]]
            except Refused:
                return None
    return None


def _joined(segments: list[Segment], at: int, text: str) -> list[Segment] | None:
    for n, one in enumerate(segments):
        if one.span.start == at and n:
            before = segments[n - 1]
            try:
                whole = merge_segments(before, one, text[before.span.end : one.span.start])
            except Refused:
                return None
            return [*segments[: n - 1], whole, *segments[n + 1 :]]
        if one.span.start < at < one.span.end:
            return segments
    return None


def starts_now(old: Sequence[Segment], new: Sequence[Segment], aligned: Aligned) -> dict[int, int]:
    """Where passages begin -> where they begin now, as far as one does."""
    there = {s.span.start for s in new}
    found = {s.span.start: aligned.start(s.span.start) for s in old}
    return {start: now for start, now in found.items() if now is not None and now in there}
