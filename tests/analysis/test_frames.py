"""Who speaks, what they said, how it is coded."""

from __future__ import annotations

from qualcode.analysis.frames import make_frames
from qualcode.model import Consent, Participant, Reading, Speaker
from tests.analysis import study


def touched(frames, id):
    rows = frames.codings[frames.codings["coding"] == id]
    labels = frames.people["label"]
    return [(labels[p], s) for p, s in zip(rows["person"], rows["segment"], strict=True)]


def test_interviewers_and_people_who_withdrew_are_in_no_table():
    frames = study.frames()

    assert set(frames.people["label"]) == {"Ann", "Bob", "Cat", "S1", "Eve"}
    assert set(frames.people.loc[frames.segments["person"], "label"]) == {
        "Ann", "Bob", "Cat", "S1", "Eve",
    }  # fmt: skip
    assert {"c6", "c8"}.isdisjoint(frames.codings["coding"])


def test_a_coding_stands_once_for_every_segment_it_touches():
    frames = study.frames()

    assert [label for label, _ in touched(frames, "c5")] == ["Ann", "Bob"]
    assert len({segment for _, segment in touched(frames, "c7")}) == 2
    assert len(touched(frames, "c1")) == 1


def test_a_coding_that_ends_where_a_segment_starts_does_not_touch_it():
    frames = study.frames([study.coding("c", "T1", 20, 30, "1")])

    assert [label for label, _ in touched(frames, "c")] == ["Ann"]


def test_what_is_not_known_is_none_never_nan_or_an_empty_string():
    frames = study.frames(
        speakers=[("T1", Speaker("Ann", participant="P1", role=study.HV, authority=""))]
    )

    [ann] = frames.people.to_dict("records")
    assert ann["authority"] is None and ann["level"] is None and ann["agency"] is None


def test_the_wave_is_the_interviews_whatever_the_participant_carries():
    people = {"P1": Participant("P1", attributes={"wave": "second", "age": "40s"})}
    frames = study.frames(speakers=study.SPEAKERS[:1], people=people)

    assert frames.people["wave"].tolist() == ["first"]
    assert frames.people["age"].tolist() == ["40s"]


def test_an_attribute_named_like_a_column_of_the_tables_is_asked_for_by_another_name():
    frames = study.frames()

    assert "name" not in frames.attributes and "name (person)" in frames.attributes
    assert "Cat" in set(frames.people["name (person)"])


def test_consent_decides_who_may_be_quoted():
    frames = study.frames()

    quotable = dict(zip(frames.people["label"], frames.people["quotable"], strict=True))
    assert quotable == {"Ann": True, "Bob": True, "Cat": True, "S1": True, "Eve": False}


def test_consent_withdrawn_by_a_speaker_nobody_matched_holds_too():
    frames = study.frames(speakers=[("T4", Speaker("S1", consent=Consent.WITHDRAWN))])

    assert frames.people.empty and frames.codings.empty


def test_an_empty_study_has_empty_tables():
    frames = make_frames({}, [], {}, [], [], [])

    assert frames.people.empty and frames.segments.empty and frames.codings.empty


def test_a_question_that_is_not_known_is_none_whatever_stands_beside_it():
    made = [study.coding("c1", "T1", 10, 20, "1"), study.coding("c2", "T2", 10, 20, "1")]
    frames = study.frames(made, questions={("T1", 10): "q1"})

    assert frames.codings["question"].tolist() == ["q1", None]
    assert frames.segments["question"].tolist()[:2] == ["q1", None]


def test_an_interview_whose_people_withdrew_is_in_no_list_and_a_document_stays():
    gone = [("T1", Speaker("Ann", consent=Consent.WITHDRAWN)), ("T2", Speaker("Bob"))]
    readings = [Reading(id, "ruth", done_at="2026-01-01") for id in ("T1", "T2", "T3")]
    frames = make_frames(study.about("T1", "T2", "T3"), gone, {}, [], [], readings)

    # Nobody speaks in T3, such as in a document.
    assert set(frames.titles) == {"T2", "T3"}
    assert frames.coded_through == {"T2", "T3"}
