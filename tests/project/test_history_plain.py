"""The history as people speak: wrote or changed, states as on the page, equal acts once."""

import pytest

from qualcode.model import CoderRole
from qualcode.model.told import folded
from qualcode.store.kept import save_kept


def keep(project, kind, key, body):
    with project._write() as tx:
        save_kept(tx, kind, key, body)


def told(project):
    return [one.words for one in project.audit()]


@pytest.mark.parametrize(
    ("kind", "first", "then"),
    [
        ("feedback", "mk wrote a piece of feedback.", "mk changed a piece of feedback."),
        (
            "asked",
            "mk noted which questions were asked where.",
            "mk changed which questions were asked where.",
        ),
    ],
)
def test_what_is_new_was_written_and_what_was_there_was_changed(project, kind, first, then):
    keep(project, kind, "one", {"a": 1})
    keep(project, kind, "one", {"a": 2})

    assert told(project)[:2] == [then, first]


def test_of_what_was_taken_out_nobody_says_which_it_was(project):
    keep(project, "feedback", "one", {"a": 1})
    with project._write() as tx:
        tx.connection.exec_driver_sql("DELETE FROM kept")

    assert told(project)[0] == "mk wrote or changed a piece of feedback."


def test_a_round_is_told_in_the_words_of_its_page(project, interview):
    spans = [s.span for s in project.segments(interview) if not s.interviewer]
    project.code(interview, spans[0], "1.a")
    project.add_coder("Margaret", CoderRole.MENTOR)
    made = project.start_round(reviewers=["Margaret"])
    project.return_round(made.id)
    project.finish_round(made.id, "", confirmed=True)

    said = told(project)

    assert "mk finished round 1." in said
    assert "mk gave round 1 back to its coders." in said
    assert not any("state" in one for one in said)


def test_equal_acts_in_a_row_are_one_line_and_others_between_keep_them_apart(project):
    for key in "abc":
        keep(project, "feedback", key, {"a": 1})
    keep(project, "theme", "t", {"a": 1})
    keep(project, "feedback", "d", {"a": 1})

    lines = [(one.words, one.times) for one in folded(project.audit())[:3]]

    assert lines == [
        ("mk wrote a piece of feedback.", 1),
        ("mk wrote a theme.", 1),
        ("mk wrote a piece of feedback.", 3),
    ]


def test_acts_that_lead_to_different_places_stay_apart(project, interview):
    first, second = [s.span for s in project.segments(interview) if not s.interviewer][:2]
    project.code(interview, first, "1.a")
    project.code(interview, second, "1.a")

    assert [one.times for one in folded(project.audit())[:2]] == [1, 1]
