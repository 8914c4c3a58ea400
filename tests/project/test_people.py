"""Roles are read from label and agency, reported when unknown, and settled by a person."""

import pytest

from qualcode.errors import Refused, UnknownParticipant
from qualcode.model import Participant, Speaker
from tests.project.conftest import talk, upload

HEAD = "participant,role,agency,authority\n"


def roles(project):
    return {p.id: p.role for p in project.participants()}


def test_unknown_roles_agencies_and_authorities_are_reported_by_row_and_kept_as_written(project):
    rows = "P01,Astronaut,,\nP02,Teacher,NASA,\nP03,Teacher,,Atlantis\n"

    [who] = project.import_files([upload("who.csv", HEAD + rows)]).imported

    told = [(o.row, o.message) for o in who.oddities]
    assert (2, "the role 'Astronaut' is not in the study's list") in told
    assert (3, "the agency 'NASA' is not in the study's list") in told
    assert (4, "the authority 'Atlantis' is new to the study; kept as written") in told
    assert [p.role_label for p in project.participants()] == ["Astronaut", "Teacher", "Teacher"]
    assert project.participants()[2].authority == "Atlantis"


def test_a_label_at_an_agency_nobody_lists_is_not_read_without_it(project):
    [who] = project.import_files([upload("w.csv", HEAD + "P01,Teacher,NASA,\n")]).imported

    assert roles(project) == {"P01": None}
    assert "the role 'Teacher' at the agency 'NASA' is not in the study's list" in [
        o.message for o in who.oddities
    ]


def test_a_label_of_several_posts_asks_for_its_agency(project):
    [told] = project.set_participants([Participant("P01", role_label="Family Support Manager")])

    assert told == "the role 'Family Support Manager' stands for several posts; give its agency"
    assert roles(project) == {"P01": None}


def test_an_agency_given_later_settles_the_role(project):
    project.import_files([upload("a.csv", "participant,role\nP01,Family Support Manager\n")])

    project.import_files([upload("b.csv", "participant,agency\nP01,SSLP\n")])

    assert roles(project) == {"P01": "sslp_family_support_manager"}


def test_a_label_that_changed_to_an_unknown_one_does_not_keep_the_old_role(project):
    project.import_files([upload("a.csv", "participant,role\nP01,Teacher\n")])
    assert roles(project) == {"P01": "teacher"}

    project.import_files([upload("b.csv", "participant,role\nP01,Astronaut\n")])

    assert roles(project) == {"P01": None}


def test_an_unknown_role_is_settled_as_another_spelling(project):
    project.set_participants([Participant("P01", role_label="Miss"), Participant("P02")])

    project.keep_role("Miss", like="teacher")

    assert roles(project) == {"P01": "teacher", "P02": None}
    assert project.unsettled_roles() == []


def test_an_unknown_role_is_settled_as_a_role_of_its_own_for_people_and_speakers(project):
    project.import_files(
        [
            upload(
                "t.md",
                "---\nrole: Astronaut\n---\n\nInterviewer: Up?\n\nAna: Up.\n\nInterviewer: So?\n",
            )
        ]
    )
    project.set_participants([Participant("P01", role_label="Astronaut", agency_label="NASA")])

    project.keep_role("Astronaut")

    assert roles(project) == {"P01": "astronaut"}
    assert [s.role for s in project.transcript("t").respondents] == ["astronaut"]
    assert project.respondents.role_name("astronaut") == "Astronaut"


def test_two_roles_that_would_share_an_id_get_two(project):
    project.keep_role("Pilot!")
    project.keep_role("Pilot?")

    assert [r.id for r in project.respondents.roles[-2:]] == ["pilot", "pilot_2"]


@pytest.mark.parametrize(("label", "like"), [("Miss", "queen"), ("…", None)])
def test_a_role_that_is_not_there_or_has_no_letters_is_refused(project, label, like):
    before = project.respondents

    with pytest.raises(Refused):
        project.keep_role(label, like=like)
    assert project.respondents == before


@pytest.mark.parametrize("id", ["", "  ", "P\x07"])
def test_a_participant_needs_an_id_that_can_be_read(project, id):
    with pytest.raises(Refused, match="P01"):
        project.set_participants([Participant(id)])
    assert project.participants() == []


def test_speakers_are_confirmed_and_tied_to_people_the_study_has(project):
    project.import_files([talk()])
    project.set_participants([Participant("P09", role_label="Teacher", authority="midtown")])
    before = project.transcript("good").speakers

    with pytest.raises(UnknownParticipant, match="P99"):
        project.set_speakers("good", [before[0], Speaker("P07", participant="P99")])
    with pytest.raises(Refused, match="labels"):
        project.set_speakers("good", [before[0], Speaker("Ana")])
    project.set_speakers("good", [before[0], Speaker("P07", participant="P09")])

    [speaker] = project.transcript("good").respondents
    assert (speaker.participant, speaker.confirmed) == ("P09", True)
    [row] = project.transcripts()
    assert (row["participants"], row["authority"], row["role"]) == (["P09"], "Midtown", "teacher")


def test_a_corrected_label_is_that_of_turns_and_segments_and_the_text_stays(project):
    project.import_files([talk()])
    text = project.transcript("good").text

    project.correct_label("good", "P07", "Ana")

    after = project.transcript("good")
    assert after.text == text
    assert {t.speaker for t in after.turns} == {"Interviewer", "Ana"}
    assert {s.speaker for s in project.segments("good")} == {"Interviewer", "Ana"}
    with pytest.raises(Refused):
        project.correct_label("good", "Ana", "interviewer")
    with pytest.raises(Refused):
        project.correct_label("good", "Nobody", "Bob")
