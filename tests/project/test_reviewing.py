"""Verdicts, comments and settling; and what a mentor reads while she gives them."""

import dataclasses
import json
import uuid

import pytest

from qualcode.errors import InvalidSpan, Refused, UnknownCode, UnknownItem
from qualcode.model import CoderRole, Consent, Direction, Span
from qualcode.model.review import ItemState, Judgement, Outcome, Proposal
from tests.project.rounds_parts import without_rounds

WORDS = "We argue about thresholds."


@pytest.fixture
def round_of_two(project, interview):
    """Two codings in review; Maud is the mentor. Returns project, Maud's hands, both item ids."""
    project.add_coder("Maud", CoderRole.MENTOR)
    project.add_coder("tk", CoderRole.SECOND_CODER)
    project.code(interview, at(project, interview, WORDS), "1.a")
    project.code(interview, at(project, interview, "We know who to ring."), "4.a")
    project.start_round()
    return project, project.acting_as("Maud"), *(r.item.id for r in project.review_items("1"))


def at(project, interview, words):
    start = project.transcript(interview).text.index(words)
    return Span(start, start + len(words))


def state(project, item):
    return next(r.state for r in project.review_items("1") if r.item.id == item)


def test_an_item_is_read_in_its_context(round_of_two, interview):
    project, maud, first, second = round_of_two

    view = maud.review_item(first)

    assert (view.lead, view.coding.quote, view.rest) == (
        "",
        WORDS,
        " Nobody agrees what counts.",
    )
    assert [(b.speaker, b.words, b.interviewer) for b in view.before] == [
        ("Interviewer", "How do referrals go?", True)
    ]
    assert [a.words for a in view.after] == ["But the duty desk helps. We know who to ring."]
    assert (view.row.interview, view.row.title) == ("Interview 1", project.codebook["1.a"].title)
    assert view.code == project.codebook["1.a"]
    assert maud.review_item(second).lead == "But the duty desk helps. "
    assert maud.review_item(first[:8]).row == view.row
    with pytest.raises(UnknownItem, match="no such item"):
        maud.review_item("nothing")


def test_a_definition_is_shown_as_it_was_then(round_of_two):
    project, maud, first, _ = round_of_two
    then = project.codebook["1.a"]

    project.edit_code("1.a", "clearer", definition="Something else.")

    assert maud.review_item(first).code == then


def test_verdicts_make_the_state_of_an_item(round_of_two):
    project, maud, first, second = round_of_two
    assert state(project, first) is ItemState.WAITING

    agreed = maud.judge(first, "agree")
    assert state(project, first) is ItemState.AGREED
    project.judge(first, Judgement.QUESTION, comment="Why so?")
    assert state(project, first) is ItemState.QUESTIONED
    again = maud.judge(first, "disagree", seen=agreed.id)
    assert state(project, first) is ItemState.DISAGREED

    rows = {r.item.id: r for r in maud.review_items("1")}
    assert (rows[first].mine, rows[first].comments) == (Judgement.DISAGREE, 1)
    assert (rows[second].mine, rows[second].state) == (None, ItemState.WAITING)
    assert [v.id for v in maud.review_item(first).verdicts][-1] == again.id
    assert [m.text for m in maud.review_item(first).thread] == ["Why so?"]


def test_two_tabs_decide_nothing_twice(round_of_two):
    _, maud, first, _ = round_of_two
    one = maud.judge(first, "agree", comment="Yes.")

    same = maud.judge(first, "agree", comment="Yes.")
    assert same == one
    with pytest.raises(Refused, match="You have said agree of this item in another tab"):
        maud.judge(first, "disagree", comment="No.")

    view = maud.review_item(first)
    assert [v.id for v in view.verdicts] == [one.id]
    assert [m.text for m in view.thread] == ["Yes."]
    assert maud.judge(first, "disagree", seen=one.id).judgement is Judgement.DISAGREE


def test_a_verdict_with_an_id_of_its_own_comes_in_once(round_of_two):
    project, maud, first, second = round_of_two
    verdict, comment = str(uuid.uuid4()), str(uuid.uuid4())
    before = project.version

    for _ in range(2):
        maud.judge(first, "question", comment="Hm.", id=verdict)
        maud.comment(first, "And more.", id=comment)

    assert project.version - before == 3
    assert [m.text for m in maud.review_item(first).thread] == ["Hm.", "And more."]
    for act in (
        lambda: maud.judge(second, "question", id=verdict),
        lambda: project.judge(first, "question", id=verdict),
        lambda: maud.comment(second, "Hm.", id=comment),
        lambda: maud.judge(second, "question", id="7"),
        lambda: maud.comment(second, "Hm.", id=verdict.upper()),
    ):
        with pytest.raises(Refused, match="id of"):
            act()
    assert state(project, second) is ItemState.WAITING


def test_a_proposal_is_checked_and_keeps_only_what_is_new(round_of_two, interview):
    project, maud, first, second = round_of_two
    old = project.codings()[0]
    more = at(project, interview, WORDS + " Nobody agrees")

    given = maud.judge(
        first, "disagree", proposal=Proposal("8.a", more, Direction.PRESENT)
    ).proposal
    assert given == Proposal("8.a", more, None)
    assert maud.review_item(first).verdicts[0].proposal == given
    assert project.codings()[0] == old

    question = at(project, interview, "How do referrals go?")
    project.retire_code("2.a", "not needed")
    for proposal, error in (
        (Proposal(code="99"), UnknownCode),
        (Proposal(code="2.a"), Refused),
        (Proposal(span=question), Refused),
        (Proposal(span=Span(0, 10**6)), InvalidSpan),
        (Proposal(code="4.a", direction=Direction.PRESENT), Refused),
    ):
        with pytest.raises(error) as refused:
            maud.judge(second, "disagree", proposal=proposal, comment="Lost?")
        assert interview not in str(refused.value)
    assert state(project, second) is ItemState.WAITING
    assert maud.review_item(second).thread == ()


def test_what_cannot_be_said_is_refused_and_nothing_is_stored(round_of_two):
    project, maud, first, _ = round_of_two
    before = project.version

    for act, told in (
        (lambda: maud.judge(first, "perhaps"), "one of agree, question, disagree"),
        (lambda: maud.judge(first, "agree", comment="x" * 50_000), "5,000 characters"),
        (lambda: maud.comment(first, "x" * 50_000), "this one has 50,000"),
        (lambda: maud.comment(first, "  "), "empty"),
        (lambda: project.acting_as("tk").judge(first, "agree"), "tk does not review Round 1"),
    ):
        with pytest.raises(Refused, match=told):
            act()
    for act in (lambda: maud.judge("nothing", "agree"), lambda: maud.comment("nothing", "Hm.")):
        with pytest.raises(UnknownItem):
            act()
    assert project.version == before
    assert project.acting_as("tk").comment(first, "I can comment.").author == "tk"


def test_verdicts_are_given_in_review_and_comments_until_the_end(round_of_two):
    project, maud, first, _ = round_of_two
    project.return_round("1")

    with pytest.raises(Refused, match="returned now: settle what was questioned"):
        maud.judge(first, "agree")
    maud.comment(first, "Still here.")
    project.finish_round("1", confirmed=True)
    with pytest.raises(Refused, match="final now"):
        maud.comment(first, "Too late.")
    with pytest.raises(Refused, match="final now"):
        project.resolve(first, "keep", "It is right.")


def test_the_history_holds_no_words_of_a_review(round_of_two):
    project, maud, first, _ = round_of_two
    maud.judge(first, "question", comment="A secret remark.")
    project.resolve(first, "keep", "A private reason.")

    told = json.dumps([dataclasses.astuple(e) for e in project.history()])

    for words in ("secret", "private", "argue"):
        assert words not in told


# Settling


def test_keeping_leaves_everything_and_settles(round_of_two):
    project, maud, first, _ = round_of_two
    maud.judge(first, "disagree")
    with pytest.raises(Refused, match="1 item is questioned and not settled"):
        project.finish_round("1")
    before = project.codings()

    made = project.resolve(first, "keep", " It is about thresholds. ")

    assert (made.outcome, made.reason, made.who) == (
        Outcome.KEEP,
        "It is about thresholds.",
        "mk",
    )
    assert project.codings() == before
    assert state(project, first) is ItemState.SETTLED
    assert project.review_item(first).resolutions == (made,)
    project.finish_round("1", confirmed=True)


def test_a_doubt_after_the_settling_opens_the_item_again(round_of_two):
    project, maud, first, _ = round_of_two
    doubt = maud.judge(first, "question")
    kept = project.resolve(first, "open", "Both readings hold.")

    agreed = maud.judge(first, "agree", seen=doubt.id)
    assert state(project, first) is ItemState.SETTLED
    maud.judge(first, "disagree", seen=agreed.id)
    assert state(project, first) is ItemState.DISAGREED
    project.resolve(first, "keep", "Once more.", seen=kept.id)
    assert state(project, first) is ItemState.SETTLED


def test_changing_takes_the_newest_proposal_and_the_original_stays(round_of_two):
    project, maud, first, _ = round_of_two
    project.star(project.codings()[0].id)
    old = project.codings()[0]
    maud.judge(first, "disagree", proposal=Proposal(code="8.a", direction=Direction.MIXED))

    made = project.acting_as("tk").resolve(first, "change", "She is right.")

    [new] = [c for c in project.codings() if c.span == old.span]
    assert (new.code, new.direction, new.coder, new.starred) == (
        "8.a",
        Direction.MIXED,
        "mk",
        True,
    )
    assert (new.basis, new.replaces) == (f"review {made.id}", old.id)
    assert (made.made, made.withdrawn) == ((new.id,), (old.id,))
    view = maud.review_item(first)
    assert (view.coding.code, view.stands) == ("1.a", False)


def test_what_is_named_goes_before_what_was_proposed_and_heirs_are_followed(
    round_of_two, interview
):
    project, maud, first, _ = round_of_two
    maud.judge(first, "disagree", proposal=Proposal(code="8.a"))
    other = project.change_direction(project.codings()[0].id, "mixed")
    words = at(project, interview, "argue about")

    project.resolve(first, "change", "Shorter.", span=words)

    new = project.codings()[0]
    assert (new.code, new.quote, new.direction, new.replaces) == (
        "1.a",
        "argue about",
        Direction.MIXED,
        other.id,
    )


def test_undo_of_an_earlier_step_follows_what_was_settled(round_of_two):
    project, _, _, second = round_of_two
    project.resolve(second, "change", "Better so.", code="8.a")

    project.undo()

    assert [c.code for c in project.codings()] == ["1.a"]
    project.redo()
    assert [c.code for c in project.codings()] == ["1.a", "8.a"]


def test_both_adds_a_coding_and_leaves_the_first(round_of_two):
    project, maud, first, _ = round_of_two
    maud.judge(first, "question", proposal=Proposal(code="8.a"))
    old = project.codings()[0]

    made = project.resolve(first, "both", "Both are there.")

    assert [c.code for c in project.codings()] == ["1.a", "8.a", "4.a"]
    assert project.codings()[0] == old
    assert made.withdrawn == ()
    assert project.codings()[1].id == made.made[0]


def test_the_codebook_is_amended_with_its_reason(round_of_two):
    project, _, first, _ = round_of_two

    made = project.resolve(
        first, "codebook", "Unclear until now.", definition="What counts, and who says."
    )

    assert project.codebook["1.a"].definition == "What counts, and who says."
    assert made.codebook_version == project.codebook_version == 2
    assert project.codebook_versions()[0].reason == "Unclear until now."
    assert [c.code for c in project.codings()] == ["1.a", "4.a"]
    both = project.resolve(
        first, "codebook", "And moved.", definition="Narrower.", code="8.a", seen=made.id
    )
    assert [c.code for c in project.codings()] == ["8.a", "4.a"]
    assert len(both.made) == 1


def test_what_cannot_be_settled_so_is_refused_and_nothing_changes(round_of_two):
    project, _, first, _ = round_of_two
    before = project.version

    for outcome, reason, more, told in (
        ("perhaps", "Because.", {}, "no outcome 'perhaps'"),
        ("keep", "  ", {}, "Write why"),
        ("keep", "x" * 50_000, {}, "1,000 characters"),
        ("keep", "Because.", {"code": "8.a"}, "choose change or both"),
        ("open", "Because.", {"direction": "mixed"}, "choose change or both"),
        ("keep", "Because.", {"definition": "New."}, "choose to change the codebook"),
        ("codebook", "Because.", {}, "Write the code's new definition"),
        ("change", "Because.", {}, "Nothing would change"),
        ("change", "Because.", {"code": "1.a"}, "Nothing would change"),
        ("change", "Because.", {"direction": "sideways"}, "no direction 'sideways'"),
        ("both", "Because.", {}, "Name what should stand beside it"),
        ("both", "Because.", {"code": "1.a"}, "already"),
    ):
        with pytest.raises(Refused, match=told):
            project.resolve(first, outcome, reason, **more)

    assert project.version == before


def test_a_mentor_settles_nothing_and_nobody_settles_twice(round_of_two):
    project, maud, first, _ = round_of_two
    with pytest.raises(Refused, match="mentor"):
        maud.resolve(first, "keep", "Because.")
    one = project.resolve(first, "change", "Clearer.", code="8.a")

    assert project.resolve(first, "change", "Clearer.", code="8.a") == one
    with pytest.raises(Refused, match="mk has settled this item meanwhile: changed"):
        project.acting_as("tk").resolve(first, "keep", "No.")
    assert [c.code for c in project.codings()] == ["8.a", "4.a"]
    with pytest.raises(UnknownItem):
        project.resolve("nothing", "keep", "Because.")


def test_another_decision_with_the_same_reason_is_told_not_dropped(round_of_two):
    project, _, first, second = round_of_two
    asked = (
        (first, "both", {"code": "8.a"}, [{"code": "8.b"}, {"code": "8.a", "direction": "mixed"}]),
        (first, "change", {"code": "3.a"}, [{"code": "3.b"}, {"direction": "mixed"}]),
        (
            second,
            "codebook",
            {"definition": "Help at once."},
            [{"definition": "Help."}, {"definition": "Help at once.", "code": "8.a"}],
        ),
    )
    seen = None
    for item, outcome, wanted, others in asked:
        last = project.review_item(item).resolutions
        seen = last[-1].id if last else None
        one = project.resolve(item, outcome, "talked", seen=seen, **wanted)
        assert project.resolve(item, outcome, "talked", seen=seen, **wanted) == one
        before = project.version
        for other in others:
            with pytest.raises(Refused, match="has settled this item meanwhile"):
                project.resolve(item, outcome, "talked", seen=seen, **other)
        assert project.version == before


def test_a_coding_withdrawn_since_is_kept_so_or_left_open(round_of_two):
    project, _, first, _ = round_of_two
    project.withdraw(project.codings()[0].id)

    with pytest.raises(Refused, match="withdrawn since"):
        project.resolve(first, "change", "Because.", code="8.a")
    assert project.resolve(first, "keep", "It is gone.").made == ()


def test_a_theme_is_judged_and_settled_by_words_alone(round_of_two):
    project, maud, _, _ = round_of_two
    for_it, against = project.codings()
    theme = project.add_theme(
        "Thresholds divide.", evidence=[for_it.id], counter=[against.id], note="Mine alone."
    )
    project.start_round(themes=[theme.id])
    item = project.review_items("2")[0].item.id

    maud.judge(item, "question", comment="Whose?")
    view = maud.review_item(item)

    assert (view.theme.statement, view.theme.note) == ("Thresholds divide.", "")
    assert [q.words for q in view.quotes_for] == [WORDS]
    [told] = view.quotes_against
    assert (told.attribution, told.title, told.transcript) == ("Participant", "Interview 1", "")
    assert (told.participant, told.role, told.authority) == (None, None, None)
    assert project.review_item(item).theme.note == "Mine alone."
    with pytest.raises(Refused, match="proposed for codings"):
        project.judge(item, "disagree", proposal=Proposal(code="8.a"))
    for outcome, more in (
        ("both", {}),
        ("codebook", {"definition": "x"}),
        ("change", {"code": "1"}),
    ):
        with pytest.raises(Refused):
            project.resolve(item, outcome, "Because.", **more)
    assert project.resolve(item, "keep", "It holds.").made == ()
    assert project.review_items("2")[0].state is ItemState.SETTLED


def test_a_theme_is_settled_as_changed_once_it_was_changed(round_of_two):
    project, maud, _, _ = round_of_two
    theme = project.add_theme("Thresholds divide.")
    project.start_round(themes=[theme.id])
    item = project.review_items("2")[0].item.id
    maud.judge(item, "question")

    with pytest.raises(Refused, match=r"reads as it did.*under Themes, Written themes"):
        project.resolve(item, "change", "Said anew.")
    project.edit_theme(theme.id, note="What it is filed under makes no other theme of it.")
    with pytest.raises(Refused, match="reads as it did"):
        project.resolve(item, "change", "Said anew.")
    assert project.review_items("2")[0].state is ItemState.QUESTIONED

    project.edit_theme(theme.id, statement="Thresholds divide, where nobody meets.")
    project.resolve(item, "change", "Said anew.")
    assert project.review_items("2")[0].state is ItemState.SETTLED


# What a mentor reads


def test_words_of_who_does_not_allow_quoting_stay_with_the_researcher(round_of_two, interview):
    project, maud, first, _ = round_of_two
    [asks, tells] = project.speakers()[interview]
    project.set_speakers(interview, [asks, dataclasses.replace(tells, consent=Consent.NO_QUOTE)])

    seen, own = maud.review_item(first), project.review_item(first)

    assert (seen.withheld, seen.lead, seen.coding.quote, seen.rest) == (True, "", "", "")
    assert [(line.words, line.withheld) for line in seen.after] == [("", True)]
    assert [line.words for line in seen.before] == ["How do referrals go?"]
    assert [r.short for r in maud.review_items("1")] == ["", ""]
    assert maud.in_context(seen.coding.id).quote == ""
    assert (own.withheld, own.coding.quote, own.row.short) == (True, WORDS, WORDS)
    assert project.review_item(first, leaving=True).coding.quote == ""


def test_a_mentor_reads_no_label_and_no_name_of_a_file(project, tmp_path):
    file = tmp_path / "anna-blake.md"
    file.write_text(
        "Interviewer: Who rings?\n\nAnna Blake: I do. Always.\n\nInterviewer: And?\n\n"
        "Bert Cole: So do I.\n\nAnna Blake: True.\n",
        encoding="utf-8",
    )
    [interview] = [i.id for i in project.import_files([file]).imported]
    project.add_coder("Maud", CoderRole.MENTOR)
    text = project.transcript(interview).text
    # From inside a label, over three people's words.
    start, end = text.index("Blake: I do"), text.index("do I.") + 5
    project.code(interview, Span(start, end), "1.a")
    project.code(interview, at(project, interview, "Always"), "4.a")
    project.start_round()
    project.start_round(over="interviews")
    maud = project.acting_as("Maud")

    told = [maud.review_item(r.item.id) for r in maud.review_items("1")]
    everything = repr(
        (told, maud.rounds(), maud.review_items("2"), maud.in_context(told[0].coding.id))
    )

    for name in ("Anna", "Blake", "Bert", "Cole", "anna-blake", interview):
        assert name not in everything
    assert told[0].coding.quote == ("I do. Always.\n\nInterviewer: And?\n\nParticipant: So do I.")
    assert told[0].row.short == "I do. Always."
    assert [line.words for line in told[0].after] == ["True."]


def test_a_quote_in_context_follows_what_replaced_it(round_of_two):
    project, maud, _, _ = round_of_two
    old = project.codings()[0]
    project.change_code(old.id, "8.a")

    found = maud.in_context(old.id)

    assert (found.quote, found.caption, found.interview) == (WORDS, "Participant", "Interview 1")
    project.withdraw(old.id)
    with pytest.raises(UnknownItem, match="does not stand"):
        maud.in_context(old.id)


def test_an_item_outlives_its_interview(round_of_two, interview):
    project, maud, first, _ = round_of_two
    maud.judge(first, "question", comment="Why?")
    project.remove_transcript(interview)

    view = maud.review_item(first)

    assert (view.stands, view.withheld, view.coding.quote) == (False, True, "")
    assert [m.text for m in view.thread] == ["Why?"]
    assert [r.short for r in maud.review_items("1")] == ["", ""]
    with pytest.raises(InvalidSpan) as refused:
        maud.judge(first, "disagree", proposal=Proposal(span=Span(0, 9)), seen=view.verdicts[0].id)
    assert interview not in str(refused.value)


def test_an_interview_keeps_its_number_when_another_is_removed(sample):
    project = without_rounds(sample)
    project.start_round(count=30, seed=5)
    before = {r.item.id: r.interview for r in project.review_items("1")}
    numbers = {
        t["id"]: f"Interview {n}"
        for n, t in enumerate(
            (t for t in project.transcripts() if t["kind"] in ("interview", "focus group")), 1
        )
    }
    codings = {c.id: c.transcript for c in project.codings()}
    assert all(r.interview == numbers[codings[r.item.about]] for r in project.review_items("1"))

    project.remove_transcript(project.transcripts()[0]["id"])

    assert {r.item.id: r.interview for r in project.review_items("1")} == before
