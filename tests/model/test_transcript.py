"""A transcript's text answers for its quotes."""

import pytest

from qualcode.errors import InvalidSpan, UnknownItem
from qualcode.model import Kind, Span, Speaker, Transcript

FAMILY = "👩‍👩‍👧"
TALK = Transcript(
    "ana", f"I: How?\n\nAna: {FAMILY} helps.", speakers=(Speaker("I", True), Speaker("Ana"))
)


def test_offsets_count_code_points_not_what_the_eye_takes_for_one_sign():
    start = TALK.text.index(FAMILY)

    assert len(FAMILY) == 5
    assert TALK.quote(Span(start, start + 5)) == FAMILY


def test_a_span_past_the_end_is_refused_and_the_words_stay_out_of_the_sentence():
    with pytest.raises(InvalidSpan) as caught:
        TALK.quote(Span(0, 999))

    assert "outside transcript 'ana'" in str(caught.value)
    assert "helps" not in str(caught.value)


def test_the_fingerprint_changes_with_every_character():
    assert TALK.sha256 != Transcript("ana", TALK.text + " ").sha256
    assert TALK.sha256 == Transcript("other id", TALK.text).sha256


def test_respondents_are_everyone_but_the_interviewers():
    assert [s.label for s in TALK.respondents] == ["Ana"]


def test_a_label_nobody_has_is_refused():
    with pytest.raises(UnknownItem):
        TALK.speaker("Bob")


def test_only_interviews_and_focus_groups_count_as_interviews():
    assert [k for k in Kind if k.counts_as_interview] == [Kind.INTERVIEW, Kind.FOCUS_GROUP]
