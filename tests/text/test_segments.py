"""Segments hold every word of the turns; splitting and merging undo each other."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import Refused
from qualcode.model import Segment, Span, Speaker, Transcript, Turn
from qualcode.text import segments_of
from qualcode.text.segments import merge_segments, place, split_segment

talk = st.text(alphabet="ab .?!…”\n\t 👩‍é", min_size=1, max_size=60).filter(str.strip)


@st.composite
def transcripts(draw):
    text, turns = "", []
    for n, words in enumerate(draw(st.lists(talk, min_size=1, max_size=5))):
        speaker = "I" if n % 2 == 0 else "P01"
        text += f"{speaker}: "
        start = len(text)
        text += words
        turns.append(Turn(speaker, Span(start, len(text))))
        text += "\n\n"
    speakers = (Speaker("I", interviewer=True), Speaker("P01"))
    return Transcript("t", text, turns=tuple(turns), speakers=speakers)


@given(transcripts())
def test_segments_lie_in_their_turns_in_order_and_apart(transcript):
    segments = segments_of(transcript)

    for segment in segments:
        [turn] = [t for t in transcript.turns if t.span.contains(segment.span)]
        assert (segment.speaker, segment.interviewer) == (turn.speaker, turn.speaker == "I")
    ordered = itertools.pairwise(segments)
    assert all(a.span.end <= b.span.start for a, b in ordered)


@given(transcripts())
def test_segments_hold_every_character_of_the_turns_that_is_not_blank(transcript):
    def seen(spans):
        text = transcript.text
        return [n for s in spans for n in range(s.start, s.end) if not text[n].isspace()]

    of_turns = seen(turn.span for turn in transcript.turns)

    assert seen(segment.span for segment in segments_of(transcript)) == of_turns


def one_turn(text):
    """The segments' words of a text that one person speaks."""
    transcript = Transcript("t", text, turns=(Turn("P01", Span(0, len(text))),))
    return [transcript.quote(s.span) for s in segments_of(transcript)]


def test_a_blank_line_parts_segments_whatever_stands_before_it():
    assert one_turn("we talk\n \nwe listen") == ["we talk", "we listen"]


def test_a_line_break_parts_segments_only_after_the_end_of_a_sentence():
    assert one_turn("We talk.\nWe listen to\neach other.") == [
        "We talk.",
        "We listen to\neach other.",
    ]


def test_half_posts_and_pauses_do_not_part_segments():
    text = "It is .5 of a post, e.g. mine… and ..... that is it."

    assert one_turn(text) == [text]


pieces = st.text(alphabet="ab é👩\n", max_size=20)


@given(pieces, pieces)
def test_merging_undoes_splitting(before, after):
    text, at = f"x{before}{after}y", 1 + len(before)
    whole = Segment("t", Span(0, len(text)), "P01")

    left, right = split_segment(whole, at, text)

    between = text[left.span.end : right.span.start]
    assert between.strip() == ""
    assert left.span.start < left.span.end <= at <= right.span.start < right.span.end
    assert merge_segments(left, right, between) == whole


def test_a_split_keeps_the_speaker_and_drops_the_blanks_at_the_cut():
    text = "We talk.  We listen."
    left, right = split_segment(Segment("t", Span(0, 20), "P01"), 9, text)

    assert (text[0 : left.span.end], text[right.span.start : 20]) == ("We talk.", "We listen.")
    assert left.speaker == right.speaker == "P01"


@pytest.mark.parametrize("at", [0, 3, 12, 15])
def test_a_split_that_leaves_a_side_without_words_is_refused(at):
    with pytest.raises(Refused):
        split_segment(Segment("t", Span(0, 12), "P01"), at, "   helps    ")


def test_segments_of_two_speakers_or_with_words_between_are_not_merged():
    first, second = Segment("t", Span(0, 4), "P01"), Segment("t", Span(10, 14), "P01")

    with pytest.raises(Refused):
        merge_segments(first, second, " P01: ")
    with pytest.raises(Refused):
        merge_segments(first, Segment("t", Span(5, 9), "I"), " ")


def test_a_segment_is_found_by_its_id_and_a_lost_one_is_refused():
    segments = [Segment("t", Span(0, 4), "P01"), Segment("t", Span(5, 9), "P01")]

    assert place(segments, "t:5") == 1
    with pytest.raises(Refused, match="split or merged"):
        place(segments, "t:2")
