"""What a mentor is shown: noted, so that two looks do not tell what one person said."""

from __future__ import annotations

import dataclasses
import inspect

import pytest

from qualcode.errors import QualcodeError, Refused, StudyError
from qualcode.model import CoderRole, Consent, Participant
from qualcode.project import Project
from qualcode.project.permits import EVERYBODY, PERMITS, NotYours
from qualcode.store import Store
from qualcode.store.people import save_participants
from tests.project.conftest import upload
from tests.project.test_answers import CASES, INSTRUMENT, give, steps
from tests.project.test_publishing import crowd, interview_all

MENTOR, SECOND = "Margaret Osei", "Tom Kessler"


@pytest.fixture
def filled(project):
    """20 people in Midtown and 14 in East Borough, all of few codes."""
    people = [
        *crowd(100, 12, "Midtown", codes=("8.a",)),
        *crowd(120, 8, "Midtown", codes=("1.a",)),
        *crowd(140, 7, "East Borough", codes=("8.a",)),
        *crowd(150, 7, "East Borough"),
    ]
    interview_all(project, "answers", people)
    return project


@pytest.fixture
def asked(project):
    """A study with an instrument and eight people."""
    with project._write() as tx:
        save_participants(tx, [Participant(f"P{n}", role="sw") for n in range(8)])
    project.set_instrument(upload("instrument.yaml", INSTRUMENT.replace("NO", "'no'")))
    return project


def in_mentors_hands(project, name=MENTOR):
    project.add_coder(project.coder)
    project.add_coder(name, CoderRole.MENTOR)
    return project.acting_as(name)


def acts(project):
    return [event.act for event in project.history()]


def test_nothing_a_mentor_may_call_lets_her_confirm_a_release(filled):
    mentor = in_mentors_hands(filled)
    confirming = [
        (verb, name)
        for verb, permit in PERMITS.items()
        if permit.who == EVERYBODY
        for name in inspect.signature(getattr(Project, verb)).parameters
        if "confirm" in name or name == "same_words"
    ]

    assert confirming == [("publishable", "confirmed")]
    for verb, name in confirming:
        with pytest.raises(NotYours, match="letting files leave in spite of a warning"):
            getattr(mentor, verb)(**{name: True})
    assert "confirm release" not in acts(filled)


def test_a_second_coder_publishes_and_confirms_nothing(filled):
    filled.add_coder(filled.coder)
    filled.add_coder(SECOND, CoderRole.SECOND_CODER)
    second = filled.acting_as(SECOND)
    for verb in (second.publish, second.publishable):
        with pytest.raises(NotYours, match="second coder; letting files leave"):
            verb(["authority"], confirmed=True)

    assert second.publish(["authority"]).by == ("authority",)


def test_a_mentor_does_not_publish(filled):
    mentor = in_mentors_hands(filled)
    with pytest.raises(NotYours, match="taking files out is for researchers"):
        mentor.publish(["authority"])
    assert "export table" not in acts(filled)


def test_one_person_more_between_two_looks_is_not_shown(filled):
    mentor = in_mentors_hands(filled)
    assert mentor.publishable(["authority"]).by == ("authority",)
    interview_all(filled, "late", crowd(200, 1, "Midtown", codes=("1.a",)))

    for by in (["authority"], [], ["role"]):
        with pytest.raises(Refused, match=r"1 person has come or gone.*Look again when it is 6"):
            mentor.publishable(by)
    interview_all(filled, "later", crowd(210, 5, "Midtown", codes=("1.a",)))
    assert mentor.publishable(["authority"]).rows["of_participants"].max() == 26


def test_one_person_fewer_is_not_shown_in_the_sample(sample):
    mentor = in_mentors_hands(sample)
    mentor.publishable()
    sample.remove_transcript(sample.transcripts()[0]["id"])

    with pytest.raises(Refused, match="1 person has come or gone"):
        mentor.publishable()


def test_an_earlier_look_counts_after_a_later_one(filled):
    mentor = in_mentors_hands(filled)
    mentor.publishable(["authority"])
    people = [*crowd(200, 6, "Midtown", codes=("1.a",)), *crowd(210, 1, "East Borough")]
    interview_all(filled, "late", people)

    assert mentor.publishable().by == ()
    with pytest.raises(Refused, match="1 person has come or gone"):
        mentor.publishable(["authority"])


def test_what_a_mentor_saw_keeps_no_file_back_and_shows_another_mentor_nothing(filled):
    mentor, other = in_mentors_hands(filled), in_mentors_hands(filled, "Edith Roy")
    mentor.publishable(["authority"])
    interview_all(filled, "late", crowd(200, 1, "Midtown", codes=("1.a",)))

    assert other.publishable(["authority"]).by == ("authority",)
    assert filled.release_refusal() == ""
    assert filled.publish(["authority"]).by == ("authority",)


def test_a_researcher_opens_a_table_to_a_mentor_by_publishing_it(filled):
    mentor = in_mentors_hands(filled)
    mentor.publishable(["authority"])
    interview_all(filled, "late", crowd(200, 1, "Midtown", codes=("1.a",)))
    with pytest.raises(Refused):
        mentor.publishable(["authority"])

    filled.publish(["authority"], confirmed=True)
    assert mentor.publishable(["authority"]).by == ("authority",)


def test_a_look_is_noted_once_and_told_in_words(filled):
    mentor = in_mentors_hands(filled)
    first = mentor.publishable(["authority"])
    before = filled.version
    again = mentor.publishable(["authority"])
    fresh = filled.acting_as(MENTOR).publishable(["authority"])

    assert first.records() == again.records() == fresh.records()
    assert filled.version == before
    assert acts(filled).count("keep shown") == 1
    assert f"{MENTOR} looked at a table of counts" in str(filled.audit())
    assert "P100" not in "".join(repr(event) for event in filled.history()[-1:])


def test_another_coding_of_the_same_people_takes_the_place_of_the_note(filled):
    mentor = in_mentors_hands(filled)
    mentor.publishable(["authority"])
    own = filled.codings()[0]
    filled.withdraw(own.id)
    mentor.publishable(["authority"])

    with filled._read() as connection:
        assert len(mentor._shown_tables(connection, ["interview", "focus group"])) <= 1
    assert acts(filled).count("keep shown") == 2


def test_a_look_that_cannot_be_noted_is_not_shown(filled, monkeypatch):
    mentor = in_mentors_hands(filled)

    def full(self, who):
        raise StudyError("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(Store, "write", full)
        for _ in range(2):
            with pytest.raises(QualcodeError, match="disk is full"):
                mentor.publishable(["authority"])
    assert mentor.publishable(["authority"]).by == ("authority",)
    assert acts(filled).count("keep shown") == 1


@pytest.mark.parametrize(
    "part",
    [
        {"where": {"authority": "Midtown"}},
        {"coder": "mk"},
        {"direction": "present"},
        {"kinds": ("interview",)},
    ],
)
def test_a_mentors_tables_are_about_everybody(filled, part):
    mentor = in_mentors_hands(filled)
    with pytest.raises(Refused, match="are about everybody"):
        mentor.publishable(["role"], **part)
    assert filled.publishable(["role"], **part).by in (("role",), ())


def test_one_answer_more_between_two_looks_is_not_shown(asked):
    mentor = in_mentors_hands(asked)
    give(asked, steps(**{f"P{n}": "1" for n in range(6)}))
    assert mentor.answers("need", None).answered == 6
    give(asked, steps(P6="3"))

    for look in (mentor.answers, mentor.answers_leaving):
        with pytest.raises(Refused, match="1 person has come or gone"):
            look("need", None)
    assert asked.answers_leaving("need", None).answered == 7
    asked.withdraw_answers("P6")
    assert mentor.answers("need", None).answered == 6
    assert acts(asked).count("keep shown") == 1


def test_answers_by_group_count_the_people_of_each_group(asked):
    mentor = in_mentors_hands(asked)
    everyone = asked.participants()
    asked.set_small_group(3)
    in_teams = [
        dataclasses.replace(p, attributes={"team": "a" if n < 4 else "b"})
        for n, p in enumerate(everyone)
    ]
    asked.set_participants(in_teams)
    give(asked, steps(**{f"P{n}": "1" for n in range(8)}))
    assert mentor.answers("need", "team").by == "team"
    asked.set_participants([dataclasses.replace(in_teams[0], attributes={"team": "b"})])

    with pytest.raises(Refused, match="1 person has come or gone"):
        mentor.answers("need", "team")
    assert mentor.answers("need", None).answered == 8


def test_one_case_more_between_two_looks_is_not_shown(asked):
    mentor = in_mentors_hands(asked)
    asked.set_instrument(upload("i.yaml", INSTRUMENT.replace("NO", "'yes'")))
    give(asked, CASES)
    assert mentor.cases_leaving().cases == 16
    give(asked, "case,agreed,way,phone\nc99,yes,in,invented\n")

    with pytest.raises(Refused, match="1 case has come or gone"):
        mentor.cases_leaving()
    assert asked.cases_leaving().cases == 17


def examples_of(book, code):
    return set(next(one for one in book if one.id == code).examples)


def test_an_example_goes_when_its_speaker_allows_no_quotes_any_more(sample):
    mentor = in_mentors_hands(sample)
    quote = mentor.quotes_for_reading()[0]
    coding = sample.coding(quote.coding)
    sample.add_example(coding.code, coding.quote)
    book, version = sample.codebook, sample.codebook_version
    assert coding.quote in examples_of(mentor.codes(), coding.code)
    speakers = [
        dataclasses.replace(s, consent=s.consent if s.interviewer else Consent.NO_QUOTE)
        for s in sample.speakers()[coding.transcript]
    ]
    sample.set_speakers(coding.transcript, speakers)

    for read in (mentor.codes(), mentor.codebook, mentor.codebook_at(version)):
        assert coding.quote not in examples_of(read, coding.code)
    kept = examples_of(book, coding.code) - {coding.quote}
    assert examples_of(mentor.codes(), coding.code) == kept
    assert coding.quote in examples_of(sample.codes(), coding.code)
    assert coding.quote[:40] not in repr(mentor.codebook_changes(version - 1, version))
    assert coding.quote[:40] not in repr(mentor.codebook_history())
    assert coding.quote[:40] in repr(sample.codebook_history())
