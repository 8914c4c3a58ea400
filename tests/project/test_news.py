"""What changed since somebody last looked: in plain sentences, with where each leads."""

from __future__ import annotations

import pytest

from qualcode.model import CoderRole
from qualcode.model.review import Proposal
from qualcode.project import Project

MENTOR, SECOND = "Margaret Osei", "Tom Kessler"


@pytest.fixture
def coded(project: Project, interview: str) -> Project:
    """One interview with a coding of mk's, a mentor and a second coder."""
    project.add_coder(MENTOR, CoderRole.MENTOR)
    project.add_coder(SECOND, CoderRole.SECOND_CODER)
    first, second = (s for s in project.segments(interview) if not s.interviewer)
    project.code(interview, first.span, "8.a")
    project.code(interview, second.span, "3.b")
    return project


def told(project: Project, who: str) -> list[str]:
    return [line.words for line in project.acting_as(who).news().lines]


def looked(project: Project, *names: str) -> None:
    for name in names:
        project.acting_as(name).note_look()


def test_a_first_look_tells_what_others_have_done_so_far(coded):
    news = coded.acting_as(MENTOR).news()

    assert news.since is None
    assert news.words == "This is your first look: what others have done so far."
    assert [line.words for line in news.lines] == [
        "mk brought in a version of the codebook: made with the study.",
        "mk made 2 codings (1 with 3.b and 1 with 8.a).",
        "mk brought in 1 transcript.",
    ]


def test_where_nobody_else_was_there_is_nothing_to_tell(coded):
    news = coded.news()

    assert news.lines == ()
    assert news.words == "Nobody else has done anything here yet."


def test_what_was_seen_is_told_no_more_and_the_history_holds_no_look(coded):
    before = coded.version
    looked(coded, MENTOR)
    news = coded.acting_as(MENTOR).news()

    assert news.lines == ()
    assert news.words.startswith("Nothing has changed since you last looked on ")
    assert coded.version == before


def test_what_came_after_the_page_was_drawn_stays_new(coded, interview):
    mentor = coded.acting_as(MENTOR)
    seen = mentor.news().seq
    coded.add_theme("Thresholds divide.")
    mentor.note_look(seen)
    assert told(coded, MENTOR) == ["mk wrote the theme “Thresholds divide”."]

    mentor.note_look()
    mentor.note_look(1)  # an old tab takes nothing back
    assert told(coded, MENTOR) == []


def test_a_round_its_verdicts_its_comments_and_how_it_was_settled(coded):
    looked(coded, "mk", MENTOR, SECOND)
    mentor = coded.acting_as(MENTOR)
    round = coded.start_round("Spring", reviewers=[MENTOR], due="2099-06-30", seed=1)
    first, second = (row.item.id for row in coded.review_items(round.id))
    [line] = mentor.news().lines
    assert line.words == (
        "mk started round 1 (“Spring”) with 2 items, due on 30 June 2099. You are asked to review"
        " it."
    )
    assert (line.page, line.named, line.mine) == ("rounds", {"round": "1"}, True)
    assert not coded.acting_as(SECOND).news().lines[0].mine

    looked(coded, "mk", MENTOR)
    mentor.judge(first, "agree")
    said = mentor.judge(second, "question", comment="Why?")
    mentor.judge(second, "disagree", proposal=Proposal(code="1.a"), seen=said.id)
    assert [(line.words, line.named) for line in coded.news().lines] == [
        (
            "Margaret Osei judged 2 items of round 1 (1 agree and 1 disagree), all of them your"
            " codings.",
            {"round": "1"},
        ),
        ("Margaret Osei commented on 1 item of round 1, your coding.", {"item": second}),
    ]
    assert told(coded, MENTOR) == []

    looked(coded, "mk", MENTOR)
    coded.return_round(round.id)
    coded.comment(second, "Because.")
    coded.resolve(second, "change", "She is right.")
    lines = mentor.news().lines
    assert [line.words for line in lines] == [
        "Round 1 went back to its coders (by mk).",
        "mk commented on 1 item of round 1, judged or commented on by you.",
        "mk settled 1 item of round 1 (1 changed), judged or commented on by you.",
        "mk changed 1.",
    ]
    assert lines[2].named == {"item": second}


def test_codings_are_counted_by_code_and_coder(coded, interview):
    looked(coded, MENTOR)
    tom = coded.acting_as(SECOND)
    first, second = (s for s in coded.segments(interview) if not s.interviewer)
    for code in ("1.a", "2.a", "3.a", "3.b"):
        tom.code(interview, first.span, code)
    tom.withdraw(tom.code(interview, second.span, "1.a").id)
    [mine] = coded.codings(code="8.a")
    coded.change_code(mine.id, "8.b")

    assert told(coded, MENTOR) == [
        "Tom Kessler made 5 codings (2 with 1.a, 1 with 2.a, 1 with 3.a and 1 with others) and"
        " withdrew 1.",
        "mk changed 1.",
    ]
    assert [line for line in told(coded, SECOND) if "Tom" in line] == []


def test_who_codes_apart_is_not_told_what_the_other_codes(coded, interview):
    coded.add_coder("mk")
    coded.start_round(over="interviews", coders=["mk", SECOND], reviewers=[MENTOR], seed=1)
    looked(coded, SECOND, MENTOR)
    first = next(s for s in coded.segments(interview) if not s.interviewer)
    coded.code(interview, first.span, "1.a")

    assert told(coded, MENTOR) == ["mk made 1 coding (1 with 1.a)."]
    assert told(coded, SECOND) == []


def test_changes_to_the_codebook_come_with_their_reason(coded):
    looked(coded, MENTOR)
    coded.edit_code("3.b", "Too wide before", definition="Trust between managers.")
    coded.retire_code("1.a", "Never used")
    lines = coded.acting_as(MENTOR).news().lines

    assert [(line.words, line.page, line.named) for line in lines] == [
        ("mk retired the code 1.a: Never used.", "codebook", {"code": "1.a"}),
        ("mk changed what 3.b says: Too wide before.", "codebook", {"code": "3.b"}),
    ]
    looked(coded, MENTOR)
    for n in range(9):
        coded.edit_code("3.b", f"Try {n}", definition=f"Trust {n}.")
    assert told(coded, MENTOR)[-1] == "3 earlier changes to the codebook."


def test_themes_written_changed_and_dropped(coded):
    kept, gone = coded.add_theme("Trust comes first."), coded.add_theme("Time is short.")
    looked(coded, MENTOR)
    coded.edit_theme(kept.id, statement="Trust comes first, and late.")
    coded.drop_theme(gone.id)
    never = coded.add_theme("Never read.")
    coded.drop_theme(never.id)
    lines = coded.acting_as(MENTOR).news().lines

    assert [(line.words, line.named) for line in lines] == [
        ("mk changed the theme “Trust comes first, and late”.", {"theme": kept.id}),
        ("mk dropped the theme “Time is short”.", {"view": "findings"}),
    ]


def test_a_role_that_was_given_is_told_to_whom_it_was_given(coded):
    looked(coded, MENTOR, SECOND)
    coded.set_role(SECOND, "mentor")

    assert told(coded, SECOND) == ["mk made you a mentor."]
    assert told(coded, MENTOR) == ["mk made Tom Kessler a mentor."]


def test_no_words_of_participants_and_no_names_of_transcripts_are_told(coded, interview):
    row = next(r for r in coded.transcripts() if r["id"] == interview)
    coded.start_round(reviewers=[MENTOR], seed=1)
    text = " ".join(told(coded, MENTOR))

    assert len(text) > 100
    for hidden in (row["title"], interview, "thresholds. Nobody", "P01", "duty desk"):
        assert hidden not in text


def test_someone_the_study_does_not_know_yet_can_look(coded):
    looked(coded, "New")

    assert told(coded, "New") == []
    assert "New" in [c.name for c in coded.coders()]


def test_a_theme_cut_short_ends_with_its_dots_alone(coded):
    looked(coded, MENTOR)
    coded.add_theme("Thresholds are argued over again and again " * 5)
    [said] = told(coded, MENTOR)
    assert said.endswith(" …”")
