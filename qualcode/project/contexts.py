"""A coded passage in its context, told so that nobody is given away."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.model import (
    CoderRole,
    Coding,
    Consent,
    Kind,
    Participant,
    Permission,
    Segment,
    Speaker,
)
from qualcode.model.review import Round
from qualcode.project.base import role_of
from qualcode.project.blind import standing_for
from qualcode.project.masking import Layer, load_layer
from qualcode.project.options import in_force
from qualcode.project.review_views import Line
from qualcode.project.transcripts import people_of
from qualcode.project.understanding import UnderstandingVerbs
from qualcode.project.withheld_words import load_kept_back
from qualcode.store import Connection, people, round_items, talk, texts

if TYPE_CHECKING:
    from qualcode.report.attribution import Ladder

AROUND = 2


@dataclass(frozen=True)
class Context:
    """A coded passage with what is said around it, without raw names.

    Attributes
    ----------
    lead, quote, rest
        The words of its own passage before the coded ones, those, and the words after them. Where
        a coding reaches over several speakers, each later one's words follow their caption.
    before, after
        The passages around it, at most two on each side.
    caption
        Who says it, by the attribution ladder; of several people, theirs in order.
    withheld
        Whether somebody who says it does not allow quoting. A mentor then reads none of the three.
    interview
        ``Interview 7``: its place in the study.
    stretches
        Where names are replaced: what of its own passage stands as it was said, each with where it
        begins in the transcript. Empty where none is.
    """

    lead: str
    quote: str
    rest: str
    before: tuple[Line, ...]
    after: tuple[Line, ...]
    caption: str
    withheld: bool
    interview: str
    stretches: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Telling:
    """How interviews and the people in them are called where raw names must not be read.

    ``people`` and ``kept_back`` are by transcript and label: respondents with what is known of
    them, and those of them who do not allow quoting. ``layer`` holds the names replaced.
    """

    interviews: Mapping[str, str]
    people: Mapping[tuple[str, str], Speaker]
    kept_back: frozenset[tuple[str, str]]
    ladder: Ladder
    layer: Layer = field(default_factory=Layer)

    def caption(self, segment: Segment) -> str:
        """Who speaks in a segment, as closely as may be told."""
        from qualcode.report.attribution import LAST_RUNG

        if segment.interviewer:
            return "Interviewer"
        speaker = self.people.get((segment.transcript, segment.speaker))
        if speaker is None or speaker.consent is Consent.WITHDRAWN:
            return LAST_RUNG
        return self.ladder.name(speaker.role, speaker.authority)

    def keeps_back(self, segment: Segment) -> bool:
        """Whether who speaks in a segment does not allow quoting."""
        return (segment.transcript, segment.speaker) in self.kept_back


class ContextVerbs(UnderstandingVerbs):
    """Reading a quote where it was said."""

    def in_context(self, coding: str) -> Context:
        """A coding, or what stands in its place, with what is said around it.

        A mentor reads no words of people who do not allow quoting, and words in square brackets
        in place of names; researchers and coders read all of it, on their own screens.

        Raises
        ------
        UnknownItem
            No such coding stands, or it is kept from this person while they code apart.
        """
        with self._read() as connection:
            found = standing_for(connection, coding, self.coder)
            hide = role_of(connection, self.coder) is CoderRole.MENTOR
            return context_of(connection, load_telling(connection), found, hide=hide)


def interview_names(connection: Connection) -> dict[str, str]:
    """What transcripts are called where their own names must not be read: id -> ``Interview 7``.

    They are counted in the order they came, those taken out of view too, so that a number stays
    with its interview; other texts are called by their kind.
    """
    counts: dict[str, int] = {}
    names = {}
    for text in round_items.load_texts(connection):
        kind = Kind(text.kind)
        word = "Interview" if kind.counts_as_interview else kind.value.capitalize()
        counts[word] = counts.get(word, 0) + 1
        names[text.id] = f"{word} {counts[word]}"
    return names


def rounds_as_told(connection: Connection, who: str, found: Sequence[Round]) -> list[Round]:
    """Rounds as a person may read them: transcripts' ids are made of file names, so that a mentor
    reads ``Interview 7`` for them."""
    if role_of(connection, who) is not CoderRole.MENTOR:
        return list(found)
    names = interview_names(connection)
    return [
        dataclasses.replace(one, interviews=tuple(names[id] for id in one.interviews))
        for one in found
    ]


def load_telling(connection: Connection) -> Telling:
    """How everybody in the study is called: as `SharingVerbs.captioned` would, by the ladder."""
    from qualcode.analysis.frames import make_frames
    from qualcode.report.attribution import Ladder

    spoken = people_of(connection)
    counted = {
        text.id: text._asdict()
        for text in round_items.load_texts(connection)
        if text.in_view and Kind(text.kind).counts_as_interview
    }
    known = {p.id: p for p in people.load_participants(connection)}
    within = [(id, s) for id, s in spoken if id in counted]
    frames = make_frames(counted, within, known, [], [], [])
    small = int(in_force(people.load_study(connection))["small_group"])
    return Telling(
        interview_names(connection),
        {(id, s.label): _as_told(s, known) for id, s in spoken},
        load_kept_back(connection),
        Ladder(frames.people, people.load_respondents(connection), small),
        load_layer(connection),
    )


def _as_told(speaker: Speaker, known: Mapping[str, Participant]) -> Speaker:
    """A speaker without an authority that may not be named."""
    person = known.get(speaker.participant or "")
    if person is None or person.name_authority is not Permission.NO:
        return speaker
    return dataclasses.replace(speaker, authority=None)


def context_of(connection: Connection, telling: Telling, coding: Coding, *, hide: bool) -> Context:
    """A coding with what is said around it; ``hide`` takes away the words that may not leave, and
    replaces names.

    Raises
    ------
    UnknownTranscript
        Its transcript is out of view.
    """
    text = texts.load_text(connection, coding.transcript)
    segments = talk.load_segments(connection, coding.transcript)
    touched = [n for n, s in enumerate(segments) if s.span.overlaps(coding.span)]
    if not touched:
        return Context("", "", "", (), (), "", False, telling.interviews[coding.transcript])
    first, last = touched[0], touched[-1]
    own = segments[first : last + 1]
    withheld = any(telling.keeps_back(s) for s in own)
    captions = dict.fromkeys(telling.caption(s) for s in own if not s.interviewer)
    lead = text[own[0].span.start : max(coding.span.start, own[0].span.start)]
    rest = text[min(coding.span.end, own[-1].span.end) : own[-1].span.end]
    silent = hide and withheld
    layer = telling.layer if hide else Layer()
    id, begins, ends = coding.transcript, own[0].span.start, own[-1].span.end
    passage = layer.masked(id, text[begins:ends], begins)
    return Context(
        lead="" if silent else layer.words(id, lead, begins),
        quote="" if silent else _said(own, coding, text, telling, layer),
        rest="" if silent else layer.words(id, rest, min(coding.span.end, ends)),
        before=_lines(segments[max(first - AROUND, 0) : first], text, telling, hide=hide),
        after=_lines(segments[last + 1 : last + 1 + AROUND], text, telling, hide=hide),
        caption="; ".join(captions) or "Interviewer",
        withheld=withheld,
        interview=telling.interviews[coding.transcript],
        stretches=tuple((begins + at, said) for at, said in passage.stretches(text[begins:ends]))
        if passage.cuts and not silent
        else (),
    )


def _said(own: Sequence[Segment], coding: Coding, text: str, telling: Telling, layer: Layer) -> str:
    """The coded words without labels: each further speaker's after their caption."""
    parts: list[str] = []
    speaker = own[0].speaker
    for segment in own:
        start = max(segment.span.start, coding.span.start)
        words = text[start : min(segment.span.end, coding.span.end)]
        words = layer.words(coding.transcript, words, start)
        parts.append(
            words if segment.speaker == speaker else f"{telling.caption(segment)}: {words}"
        )
        speaker = segment.speaker
    return "\n\n".join(parts)


def _lines(
    segments: Sequence[Segment], text: str, telling: Telling, *, hide: bool
) -> tuple[Line, ...]:
    lines = []
    for segment in segments:
        withheld = telling.keeps_back(segment)
        words = "" if withheld and hide else text[segment.span.start : segment.span.end]
        if hide:
            words = telling.layer.words(segment.transcript, words, segment.span.start)
        lines.append(Line(telling.caption(segment), words, segment.interviewer, withheld))
    return tuple(lines)
