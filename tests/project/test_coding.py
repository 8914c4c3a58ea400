"""Coding by hand: made, changed, withdrawn and undone, each by its own coder."""

import pytest

from qualcode.errors import InvalidSpan, Refused, UnknownCode, UnknownItem, UnknownTranscript
from qualcode.model import Direction, Span
from tests.dump import dump
from tests.project.conftest import upload


def marks(project, coder="mk"):
    """What stands of a coder: words, code and direction."""
    return {(c.quote, c.code, c.direction.value) for c in project.codings(coder=coder)}


def test_a_coding_keeps_words_code_direction_and_who_made_it(project, interview, at):
    made = project.code(interview, at("argue about"), "1.a", direction="absent_or_barrier")

    [kept] = project.codings()
    assert kept == made
    assert (kept.quote, kept.code, kept.coder) == ("argue about", "1.a", "mk")
    assert (kept.direction, kept.basis) == (Direction.ABSENT, "by hand")
    assert kept.made_at


def test_several_codes_may_overlap(project, interview, at):
    project.code(interview, at("We argue about thresholds"), "1")
    project.code(interview, at("about thresholds. Nobody"), "2")
    project.code(interview, at("We argue about thresholds"), "1", direction="mixed")

    assert len(project.codings()) == 3


def test_the_same_code_on_the_same_words_is_refused_once_it_stands(project, interview, at):
    project.code(interview, at("We argue"), "1")

    with pytest.raises(Refused, match="already"):
        project.code(interview, at("We argue"), "1")
    assert project.acting_as("tk").code(interview, at("We argue"), "1").coder == "tk"


def test_what_cannot_be_coded_is_refused_and_nothing_is_stored(project, interview, at):
    before = dump(project.store)
    length = len(project.transcript(interview).text)
    cases = [
        (UnknownTranscript, "tlak", Span(0, 4), "1", "present"),
        (UnknownCode, interview, at("We argue"), "1a1", "present"),
        (InvalidSpan, interview, Span(length - 2, length + 1), "1", "present"),
        (InvalidSpan, interview, at("\n\n"), "1", "present"),
        (Refused, interview, at("How do referrals go?"), "1", "present"),
        (Refused, interview, at("referrals"), "1", "present"),
        (Refused, interview, at("Interviewer"), "1", "present"),
        (Refused, interview, at("We argue"), "1", "sideways"),
    ]

    for error, *arguments, direction in cases:
        with pytest.raises(error) as caught:
            project.code(*arguments, direction=direction)
        assert "referrals" not in str(caught.value)

    assert dump(project.store) == before


def test_an_unknown_code_names_the_nearest(project, interview, at):
    with pytest.raises(UnknownCode, match=r"Did you mean '3\.b'\?"):
        project.code(interview, at("We argue"), "3b")


def test_words_that_reach_from_the_interviewer_into_an_answer_can_be_coded(project, interview, at):
    start = at("referrals").start

    project.code(interview, Span(start, at("argue").end), "1")

    assert len(project.codings()) == 1


def test_codings_are_found_by_transcript_coder_and_code_with_its_letters(project, interview, at):
    project.code(interview, at("We argue"), "1.a")
    project.code(interview, at("duty desk"), "2")
    project.acting_as("tk").code(interview, at("ring"), "1")

    assert [c.code for c in project.codings(code="1")] == ["1.a", "1"]
    assert [c.code for c in project.codings(coder="tk")] == ["1"]
    assert len(project.codings(transcript=interview)) == 3
    with pytest.raises(UnknownTranscript):
        project.codings(transcript="tlak")


def test_a_withdrawn_coding_is_gone_and_only_its_coder_can_withdraw_it(project, interview, at):
    made = project.code(interview, at("We argue"), "1")
    other = project.acting_as("tk")

    for act in (
        lambda: other.withdraw(made.id),
        lambda: other.change_direction(made.id, "mixed"),
        lambda: other.change_code(made.id, "2"),
    ):
        with pytest.raises(Refused, match="mk's"):
            act()
    assert marks(project) == {("We argue", "1", "present")}
    project.withdraw(made.id)

    assert project.codings() == []
    with pytest.raises(UnknownItem):
        project.withdraw(made.id)


def test_a_changed_direction_is_a_new_coding_that_replaces_the_old(project, interview, at):
    old = project.code(interview, at("We argue"), "1")
    project.star(old.id)

    new = project.change_direction(old.id, "planned_or_hoped")

    assert project.codings() == [new]
    assert (new.replaces, new.quote, new.starred) == (old.id, old.quote, True)
    assert new.id != old.id
    # By its old id what stands in its place is meant.
    again = project.change_direction(old.id, "mixed")
    assert (project.codings(), again.replaces) == ([again], new.id)
    project.withdraw(again.id)
    with pytest.raises(UnknownItem):
        project.change_direction(old.id, "present")


def test_undo_goes_back_step_by_step(project, interview, at):
    first = project.code(interview, at("We argue"), "1")
    project.code(interview, at("duty desk"), "2")
    changed = project.change_direction(first.id, "mixed")
    project.withdraw(changed.id)

    told = [project.undo() for _ in range(4)]

    assert told[0].startswith("Put code 1 back")
    assert told[1].startswith("Put code 1 (present) back")
    assert told[2].startswith("Withdrew code 2")
    assert told[3].startswith("Withdrew code 1")
    assert project.codings() == []
    with pytest.raises(Refused, match="nothing to undo"):
        project.undo()


def test_undo_after_an_undone_change_takes_back_the_coding_itself(project, interview, at):
    made = project.code(interview, at("We argue"), "1")
    project.change_code(made.id, "2")
    project.undo()
    assert marks(project) == {("We argue", "1", "present")}

    project.undo()

    assert marks(project) == set()


def test_undo_leaves_other_coders_acts_alone(project, interview, at):
    other = project.acting_as("tk")
    project.code(interview, at("We argue"), "1")
    other.code(interview, at("duty desk"), "2")

    project.undo()

    assert [c.coder for c in project.codings()] == ["tk"]
    with pytest.raises(Refused, match="mk has nothing"):
        project.undo()


IMPORTED = "transcript,quote,code,coder\ntalk,We argue,1,mk\n"


def test_undo_does_not_take_back_what_was_imported(project, interview):
    project.import_files([upload("c.csv", IMPORTED)])

    with pytest.raises(Refused, match="nothing to undo"):
        project.undo()
    assert marks(project) == {("We argue", "1", "present")}


@pytest.mark.parametrize("act", ["withdraw", "change"])
def test_undo_takes_back_what_was_done_to_an_imported_coding(project, interview, act):
    project.import_files([upload("c.csv", IMPORTED)])
    [coding] = project.codings()
    if act == "withdraw":
        project.withdraw(coding.id)
    else:
        project.change_direction(coding.id, "mixed")

    project.undo()

    assert marks(project) == {("We argue", "1", "present")}
    with pytest.raises(Refused, match="nothing to undo"):
        project.undo()


def test_undo_passes_over_a_removed_transcript(project, interview, at):
    project.import_files(
        [upload("other.txt", "Interviewer: Hm?\n\nAna: We ring.\n\nInterviewer: Yes?\n")]
    )
    start = project.transcript("other").text.index("We ring")
    project.code("other", Span(start, start + 7), "1")
    project.code(interview, at("We argue"), "2")
    project.remove_transcript(interview)

    assert project.undo().startswith("Withdrew code 1 from “other”")
    assert project.codings() == []


def test_a_transcript_is_coded_through_by_each_coder_and_can_be_reopened(project, interview):
    other = project.acting_as("tk")

    project.done(interview)
    other.done(interview)
    other.done(interview, done=False)
    project.mark_read(interview)

    assert {r.coder: r.done_at is not None for r in project.readings()} == {"mk": True, "tk": False}
    with pytest.raises(UnknownTranscript):
        project.done("tlak")


def test_who_acts_is_a_name_that_can_be_read(project, interview, at):
    assert project.acting_as("  Ruth   Adeyemi ").coder == "Ruth Adeyemi"
    for name in ("", "  ", "R\x00", "x" * 81):
        with pytest.raises(Refused, match="name"):
            project.acting_as(name)


def test_memos_on_a_coding_follow_it_when_its_direction_changes(project, interview):
    first = next(s for s in project.segments(interview) if not s.interviewer)
    coding = project.code(interview, first.span, "8.a")
    memo = project.add_memo("Ask her again.", about=f"coding {coding.id}")

    changed = project.change_direction(coding.id, "mixed")

    assert project.memos(f"coding {changed.id}") == [memo]
