"""Who may do what: every verb for every role, and only the call from outside is asked."""

from __future__ import annotations

import inspect

import pytest

from qualcode.errors import Refused
from qualcode.model import CoderRole
from qualcode.project import Project
from qualcode.project.permits import FREE, PERMITS, UNDECIDED, NotYours, permit_of, verbs_of
from qualcode.project.study import StudyVerbs

MENTOR, SECOND = "Margaret Osei", "Tom Kessler"

# What was decided, apart from the table it is kept in. A new verb stands in one of these too,
# unless it is for researchers and second coders.
MENTORS = """
about coders claims codes glance news note_look
code_counts codebook_versions codebook_changes codebook_at codebook_history counted_codebook
publishable compared_by
quotes_for_reading themes_for_reading in_context
instrument answers answer_values answers_leaving cases_leaving
rounds round round_steps lost_items review_items review_item judge comment
agreement disagreements confusion settlings pairs_of_coders
feedback feedback_sessions feedback_themes feedback_versions
add_feedback edit_feedback drop_feedback
audit audit_people check_history
retention_notice erasing_notice consent_notice
"""
RESEARCHERS = """
restore restore_look move_study set_backup_folder repair
add_coder set_role set_options set_small_group set_profile confirm_release
confirm_names keep_names_key named_people who_is_meant forget_name
start_round review_round return_round finish_round merge remove_transcript
correct_transcript correct_back
export_project project_files export_codebook codebook_qdc import_project
encrypt decrypt change_passphrase recovery_sheet refuse_to_encrypt refuse_to_change_passphrase
other_copies bundle
set_codebook move_code rename_code merge_codes split_code retire_code restore_code
withdraw_answers withdraw_case take_back_feedback
held_about held_about_file export_held_about
erasing_preview erase_participant erasures finish_erasing prove_again keep_until purge
"""
VERBS = [verb for verb in verbs_of(Project) if verb not in FREE]


@pytest.fixture
def three(project: Project) -> dict[CoderRole, Project]:
    """One study in the hands of a researcher, a mentor and a second coder."""
    project.add_coder("mk")
    project.add_coder(MENTOR, CoderRole.MENTOR)
    project.add_coder(SECOND, CoderRole.SECOND_CODER)
    hands = (project, project.acting_as(MENTOR), project.acting_as(SECOND))
    return {one.acting_role: one for one in hands}


def is_refused(project: Project, verb: str) -> bool:
    """Whether a bare call is refused for the role; without arguments most fail in another way."""
    try:
        getattr(project, verb)()
    except NotYours:
        return True
    except Exception:
        return False
    return False


def test_every_verb_was_decided_on_and_no_verb_that_is_gone_stays_in_the_table():
    assert len(VERBS) > 200
    assert set(VERBS) - set(PERMITS) == set()
    assert set(PERMITS) - set(VERBS) == set()
    assert "open" not in PERMITS


@pytest.mark.parametrize("role", list(CoderRole))
def test_every_verb_for_every_role(three, role):
    expected = {
        CoderRole.RESEARCHER: set(VERBS),
        CoderRole.SECOND_CODER: set(VERBS) - set(RESEARCHERS.split()),
        CoderRole.MENTOR: set(MENTORS.split()),
    }[role]

    allowed = {verb for verb in VERBS if not is_refused(three[role], verb)}

    assert allowed - expected == set()
    assert expected - allowed == set()


def test_a_verb_nobody_decided_on_is_for_researchers():
    assert permit_of("burn_it_all") is UNDECIDED
    assert UNDECIDED.who == {CoderRole.RESEARCHER}


def test_a_refusal_names_the_person_the_role_and_the_next_step(three, interview):
    mentor = three[CoderRole.MENTOR]
    before = mentor.version
    with pytest.raises(NotYours) as told:
        mentor.code(interview, mentor.codebook, "3.b")

    assert str(told.value) == (
        f"{MENTOR} reads and comments as a mentor; coding is for researchers and second coders."
        " Choose on the Overview who is working, or say it with --coder."
    )
    with pytest.raises(NotYours, match=f"{SECOND} works as a second coder; reshaping the codebook"):
        three[CoderRole.SECOND_CODER].retire_code("3.b", "no")
    assert mentor.version == before


def test_only_the_call_from_outside_is_asked(three, interview):
    # `quotes_for_reading` calls `quotes` and `frames`, which a mentor may not.
    mentor = three[CoderRole.MENTOR]
    project = three[CoderRole.RESEARCHER]
    first = next(s for s in project.segments(interview) if not s.interviewer)
    project.code(interview, first.span, "8.a")

    assert [q.code for q in mentor.quotes_for_reading()] == ["8.a"]
    for refused in (mentor.quotes, mentor.frames):
        with pytest.raises(NotYours):
            refused()


def test_a_failing_verb_leaves_no_door_open(three):
    mentor = three[CoderRole.MENTOR]
    with pytest.raises(Exception, match="no such"):
        mentor.judge("nothing", "agree")

    assert is_refused(mentor, "frames")


def test_what_is_handed_over_bit_by_bit_is_asked_at_once(three):
    with pytest.raises(NotYours):
        three[CoderRole.MENTOR].pending()
    assert list(three[CoderRole.SECOND_CODER].pending()) == []


def test_a_verb_keeps_its_signature_and_its_words():
    assert list(inspect.signature(Project.set_role).parameters) == ["self", "name", "role"]
    assert Project.about.__doc__ == StudyVerbs.about.__doc__


def test_whoever_the_study_does_not_know_is_a_researcher(three):
    assert not is_refused(three[CoderRole.MENTOR].acting_as("New"), "frames")


def test_a_role_is_given_and_taken(three):
    project = three[CoderRole.RESEARCHER]
    project.set_role(MENTOR, CoderRole.SECOND_CODER)
    assert not is_refused(project.acting_as(MENTOR), "frames")
    project.set_role(MENTOR, "mentor")

    assert is_refused(project.acting_as(MENTOR), "frames")
    acts = [(e.act, e.subject, e.detail) for e in project.history(2)]
    assert acts == [
        ("set role", MENTOR, '{"role": "second coder"}'),
        ("set role", MENTOR, '{"role": "mentor"}'),
    ]


def test_the_same_role_again_is_no_act(three):
    project = three[CoderRole.RESEARCHER]
    before = project.version
    project.set_role(MENTOR, "mentor")

    assert project.version == before


@pytest.mark.parametrize(
    ("name", "role", "told"),
    [
        ("Nobody", "mentor", "does not know Nobody"),
        (MENTOR, "boss", "There is no such role; choose one of researcher, mentor, second coder"),
        ("mk", "mentor", "Nobody would be left as a researcher"),
        ("", "mentor", "1 to 80"),
    ],
)
def test_a_role_that_cannot_be_given(three, name, role, told):
    with pytest.raises(Refused, match=told):
        three[CoderRole.RESEARCHER].set_role(name, role)


def test_a_mentor_cannot_make_herself_a_researcher(three):
    with pytest.raises(NotYours, match="saying who is who is for researchers"):
        three[CoderRole.MENTOR].set_role(MENTOR, "researcher")
    assert three[CoderRole.MENTOR].acting_role is CoderRole.MENTOR
