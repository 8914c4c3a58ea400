"""Where a study stands decides the one next thing to do."""

from qualcode.model import Coder, CoderRole, Participant, Speaker
from qualcode.project import Step, new
from tests.project.conftest import talk, upload


def test_an_empty_study_asks_for_transcripts_first(project):
    assert project.standing().next is Step.UPLOAD


def test_a_speaker_nobody_has_looked_at_comes_before_coding(project):
    [taken] = project.import_files([talk("t.txt")]).imported

    standing = project.standing()

    assert standing.next is Step.CONFIRM
    assert standing.unconfirmed == (taken.id,)
    assert standing.unmatched == 1


def test_a_speaker_confirmed_as_not_known_is_not_asked_about_again(project):
    [taken] = project.import_files([talk("t.txt")]).imported
    project.set_speakers(taken.id, project.transcript(taken.id).speakers)

    assert project.standing().next is Step.CODE
    assert project.standing().unmatched == 1


def test_a_role_the_list_does_not_have_is_to_be_settled(project, interview):
    project.set_participants([Participant("P09", role_label="Chief Wizard")])

    [unsettled] = project.unsettled_roles()

    assert project.standing().next is Step.SETTLE
    assert (unsettled.label, unsettled.who) == ("Chief Wizard", ("P09",))
    project.keep_role("Chief Wizard")
    assert project.unsettled_roles() == []


def test_only_roles_that_the_agency_can_have_are_offered_as_the_same(project):
    project.set_participants([Participant("P09", role_label="Wizard", agency_label="SSD")])

    [unsettled] = project.unsettled_roles()

    assert {r.agency for r in unsettled.alike} <= {"social_services", None}
    project.keep_role(unsettled.label, unsettled.agency, like=unsettled.alike[0].id)
    assert project.participants()[0].role == unsettled.alike[0].id


def test_a_study_without_codes_asks_for_a_codebook_before_coding(tmp_path):
    made = new(tmp_path / "s.qualcode", "mk")
    [taken] = made.import_files([talk("t.txt")]).imported
    made.set_speakers(taken.id, made.transcript(taken.id).speakers)

    assert made.standing().next is Step.CODEBOOK
    made.close()


def test_after_coding_come_suggestions_then_other_interviews_then_themes(project, interview, at):
    project.code(interview, at("We argue about thresholds."), "8.a")
    project.suggest(interview)
    assert project.standing().next is Step.DECIDE

    for waiting in list(project.pending()):
        project.decide(waiting.id, "reject")
    assert project.standing().next is Step.THEMES

    [other] = project.import_files([talk("t.txt")]).imported
    project.set_speakers(other.id, project.transcript(other.id).speakers)
    assert project.standing().next is Step.CODE_ON
    assert project.standing().untouched == (other.id,)


def test_what_a_reviewer_questioned_comes_before_suggestions(project, interview, at):
    project.add_coder("Maud", CoderRole.MENTOR)
    project.code(interview, at("duty desk"), "1.a")
    round = project.start_round(reviewers=["Maud"])
    [row] = project.review_items(round.id)
    assert (project.standing().asked, project.standing().next is Step.ANSWER) == (0, False)

    project.acting_as("Maud").judge(row.item.id, "question")
    assert (project.standing().asked, project.standing().next) == (1, Step.ANSWER)

    project.resolve(row.item.id, "keep", "It holds.")
    assert project.standing().asked == 0


def test_coded_through_counts_the_acting_coder_and_anyone_apart(project, interview):
    project.acting_as("tk").done(interview)

    standing = project.standing()

    assert (standing.coded_by_me, standing.coded_by_anyone) == (0, 1)
    assert Coder("tk") in project.coders()


def test_a_preview_shows_what_would_come_and_takes_nothing(project):
    shown = project.preview(talk("t.txt"))

    assert (shown.what, shown.count, shown.turns) == ("transcript", 3, (2, 1))
    assert shown.speakers == (Speaker("Interviewer", interviewer=True), Speaker("P07"))
    assert shown.opening[0] == "Interviewer: How is it?"
    assert project.transcripts() == []


def test_a_preview_tells_tables_apart(project):
    people = upload("participants.csv", "participant,role\nP01,Teacher\nP02,Teacher\n")

    assert (project.preview(people).what, project.preview(people).count) == ("participants", 2)
    assert project.participants() == []
