"""What a merge says of itself: sums that add up, a changed definition, and what contradicts."""

import shutil

import pytest

from qualcode.model import CoderRole
from qualcode.project import Project


@pytest.fixture
def copies(project, interview, tmp_path):
    """The study in mk's hands with one coding of 3.b, and a copy of it in Tom's."""
    project.code(interview, spans(project, interview)[0], "3.b")
    project.add_coder("Tom")
    project.add_coder("Margaret", CoderRole.MENTOR)
    project.start_round(reviewers=["Margaret"])
    other = Project.open(shutil.copy(project.store.place, tmp_path / "tom.qualcode"), "Tom")
    yield project, other
    other.close()


def spans(project, interview):
    return [s.span for s in project.segments(interview) if not s.interviewer]


def told(merged):
    return " ".join(conflict.words for conflict in merged.conflicts)


def item_of(project):
    [row] = project.review_items(project.rounds()[0].id)
    return row.item.id


def test_whose_codings_and_those_withdrawn_there_add_up_to_what_came(copies, interview):
    here, there = copies
    there.withdraw(there.code(interview, spans(there, interview)[1], "1.a").id)
    there.code(interview, spans(there, interview)[1], "5.a")

    merged = here.merge(there.store.place, dry_run=True)

    assert dict(merged.added)["codings"] == 2
    assert (merged.by_coder, merged.gone) == ((("Tom", 1),), 1)


def test_a_definition_changed_there_is_told_with_the_interviews_to_read_again(copies):
    here, there = copies
    was = here.codebook["3.b"].definition
    there.edit_code("3.b", "narrower", definition="Only by phone.")

    merged = here.merge(there.store.place, dry_run=True)

    [line] = merged.changes
    assert line.startswith("3.b: ") and "“Only by phone.”" in line and was[:40] in line
    assert [(one.interview, one.codings) for one in merged.reread] == [("Interview 1", 1)]


def test_what_only_this_copy_changed_is_no_news(copies, interview):
    here, there = copies
    here.edit_code("3.b", "narrower", definition="Only by phone.")
    there.code(interview, spans(there, interview)[1], "5.a")

    merged = here.merge(there.store.place, dry_run=True)

    assert (merged.changes, merged.reread) == ((), ())


def test_each_version_stands_beside_the_one_its_author_had_in_both_copies(copies):
    here, there = copies
    was = here.codebook["3.b"].definition
    here.edit_code("3.b", "ours", definition="Def A")
    there.edit_code("3.b", "theirs", definition="Def B")
    here.merge(there.store.place)
    there.merge(here.store.place)

    for project in (here, there):
        steps = {step.reason: step for step in project.codebook_history()}
        assert "“Def A”" in steps["ours"].changes[0] and was[:40] in steps["ours"].changes[0]
        assert "“Def B”" in steps["theirs"].changes[0] and was[:40] in steps["theirs"].changes[0]
        assert steps["merged"].changes == ()
        assert steps["merged"].before == steps["ours"].n


@pytest.mark.parametrize("other", ["question", "disagree"])
def test_another_verdict_on_the_same_item_is_listed_and_the_same_one_is_not(copies, other):
    here, there = copies
    here.acting_as("Margaret").judge(item_of(here), "question")
    there.acting_as("Margaret").judge(item_of(here), other)

    said = told(here.merge(there.store.place, dry_run=True))

    line = "Margaret said “question” of item 1 of round 1 here and “disagree” in the other copy"
    assert (line in said) == (other == "disagree")


def test_an_item_settled_by_a_definition_that_did_not_stay_is_listed(copies):
    here, there = copies
    item = item_of(here)
    for project, words in ((here, "Def A"), (there, "Def B")):
        project.acting_as("Margaret").judge(item, "question")
        project.resolve(item, "codebook", "unclear", definition=words)

    merged = here.merge(there.store.place)

    assert "(definition here: “Def A”, there: “Def B”)" in told(merged)
    assert here.codebook["3.b"].definition == "Def A"
    assert "Item 1 of round 1 is settled by what the other copy wrote of 3.b" in told(merged)
    assert "settled by what" not in told(here.merge(there.store.place))
