"""The Rounds page: a round is made, judged, answered, settled; nothing is decided twice."""

from __future__ import annotations

from itertools import pairwise

import pytest

from qualcode.model import CoderRole, Span
from qualcode.model.review import ItemState, Judgement, Outcome, Proposal, RoundState
from tests.app.conftest import pressed, words
from tests.project.rounds_parts import without_rounds

MENTOR = "Margaret Osei"


@pytest.fixture
def sample(sample):
    """Here nobody has made a round yet."""
    without_rounds(sample)
    return sample


@pytest.fixture
def made(sample):
    """A round of six codings with Margaret as its reviewer."""
    sample.add_coder(MENTOR, CoderRole.MENTOR)
    return sample.start_round(count=6, reviewers=[MENTOR], seed=3)


@pytest.fixture
def rounds(shown, sample):
    """The page, in Ruth's hands unless somebody else's name is given."""

    def run(who=None, **state):
        return shown("rounds", of=sample.acting_as(who) if who else sample, **state)

    return run


def text(app):
    return words(app) + "\n".join(m.value for m in app.markdown)


def test_without_a_round_a_mentor_is_told_so_and_a_researcher_can_make_one(sample, rounds):
    sample.add_coder(MENTOR, CoderRole.MENTOR)
    app = rounds(MENTOR)
    assert "Nothing waits for your judgement yet" in text(app)
    assert not app.button

    assert "drawn by chance" in text(rounds())


def test_a_round_is_made_with_a_mentor_who_is_added_on_the_way(sample, rounds):
    app = rounds()
    app.text_input(key="round-new-0-mentor").input(MENTOR).run()
    app = pressed(app, "round-new-mentor")
    app.number_input(key="round-new-0-codings").set_value(5).run()
    app = pressed(app, "round-new-go")

    [made] = sample.rounds()
    assert (made.reviewers, made.state) == ((MENTOR,), RoundState.IN_REVIEW)
    assert len(sample.review_items(made.id)) == 5
    assert "stays as it is now" in words(app)


def test_a_round_that_cannot_be_drawn_is_refused_and_what_was_typed_stays(project, shown):
    app = shown("rounds", of=project)
    app.text_input(key="round-new-0-title").input("Mine").run()
    app = pressed(app, "round-new-go")

    assert project.rounds() == []
    assert app.text_input(key="round-new-0-title").value == "Mine"
    assert "nothing to draw" in words(pressed(app, "round-new-go"))


def test_a_verdict_brings_the_next_item_that_waits(sample, made, rounds):
    items = [row.item.id for row in sample.review_items(made.id)]
    app = rounds(MENTOR)
    assert "6 of 6 items wait for your verdict" in words(app)
    app.text_area(key=f"review-{items[0]}-comment").input("Fits <well>.").run()
    app = pressed(app, "review-agree")

    first = sample.review_items(made.id)[0]
    assert (first.state, first.comments) == (ItemState.AGREED, 1)
    assert "Item 2 of 6" in words(app) and "You agree with item 1." in words(app)
    assert "5 of 6 items wait for your verdict" in words(app)
    app = pressed(app, "review-previous")
    assert "Fits &lt;well&gt;." in words(app)


def test_a_proposal_goes_along_and_the_words_are_found_in_the_passage(sample, made, rounds):
    item = sample.review_items(made.id)[0].item.id
    view = sample.review_item(item)
    chosen = " ".join(view.coding.quote.split()[:3])
    other = "8.a" if view.coding.code != "8.a" else "8.b"
    app = rounds(MENTOR)
    app.selectbox(key=f"review-{item}-code").set_value(other).run()
    app.text_area(key=f"review-{item}-words").input("words nobody said").run()
    app = pressed(app, "review-disagree")
    assert sample.review_items(made.id)[0].state is ItemState.WAITING
    assert "do not stand in the passage" in words(app)

    assert app.selectbox(key=f"review-{item}-code").value == other
    app.text_area(key=f"review-{item}-words").input(chosen.upper()).run()
    pressed(app, "review-disagree")
    [verdict] = sample.review_item(item).verdicts
    assert (verdict.judgement, verdict.proposal.code) == (Judgement.DISAGREE, other)
    start = view.coding.span.start
    assert verdict.proposal.span.start == start
    assert verdict.proposal.span.end < view.coding.span.end


def test_what_is_typed_survives_a_switch_of_item(sample, made, rounds):
    item = sample.review_items(made.id)[0].item.id
    app = rounds(MENTOR)
    app.text_area(key=f"review-{item}-comment").input("Half a thought").run()
    app = pressed(pressed(app, "review-next"), "review-previous")

    assert app.text_area(key=f"review-{item}-comment").value == "Half a thought"


def test_two_tabs_decide_nothing_twice(sample, made, rounds):
    item = sample.review_items(made.id)[0].item.id
    one, other = rounds(MENTOR), rounds(MENTOR)
    other.text_area(key=f"review-{item}-comment").input("In the other tab").run()
    pressed(one, "review-agree")
    app = pressed(other, "review-disagree")

    [verdict] = sample.review_item(item).verdicts
    assert verdict.judgement is Judgement.AGREE
    assert "another tab" in words(app)
    assert app.text_area(key=f"review-{item}-comment").value == "In the other tab"


def test_a_comment_that_is_far_too_long_is_refused_and_kept_in_its_field(sample, made, rounds):
    item = sample.review_items(made.id)[0].item.id
    app = rounds(MENTOR)
    app.text_area(key=f"review-{item}-comment").input("x" * 50_000).run()
    app = pressed(app, "review-question")

    assert sample.review_item(item).verdicts == () and sample.review_item(item).thread == ()
    assert "5,000 characters" in words(app)
    assert len(app.text_area(key=f"review-{item}-comment").value) == 50_000


def test_the_coder_settles_with_what_was_proposed_and_a_reason(sample, made, rounds):
    item = sample.review_items(made.id)[0].item.id
    old = sample.review_item(item).coding
    code = "8.a" if old.code != "8.a" else "8.b"
    sample.acting_as(MENTOR).judge(item, "disagree", proposal=Proposal(code=code))
    app = rounds()
    assert "1 of 6 items waits for your answer" in words(app)
    assert app.selectbox(key=f"settle-{item}-code").value == code
    app = pressed(app, "settle-change")
    assert sample.review_item(item).resolutions == ()
    assert "eason" in words(app)

    app.text_area(key=f"settle-{item}-reason").input("She is right.").run()
    app = pressed(app, "settle-change")
    [settled] = sample.review_item(item).resolutions
    assert (settled.outcome, settled.reason) == (Outcome.CHANGE, "She is right.")
    assert sample.coding(settled.made[0]).code == code
    assert "Nothing waits to be settled" in words(app)


def test_a_definition_is_amended_in_the_same_place(sample, made, rounds):
    item = sample.review_items(made.id)[0].item.id
    code = sample.review_item(item).coding.code
    sample.acting_as(MENTOR).judge(item, "question", comment="What counts?")
    app = rounds()
    app.text_area(key=f"settle-{item}-reason").input("Told apart now.").run()
    app.text_area(key=f"settle-{item}-definition").input("A sharper definition.").run()
    app = pressed(app, "settle-keep")
    assert "another definition too" in words(app)
    app = pressed(app, "settle-codebook")

    assert sample.codebook[code].definition == "A sharper definition."
    assert sample.review_item(item).resolutions[-1].outcome is Outcome.CODEBOOK


def test_two_coders_settle_nothing_twice(sample, made, rounds):
    item = sample.review_items(made.id)[0].item.id
    sample.acting_as(MENTOR).judge(item, "question")
    app = rounds()
    app.text_area(key=f"settle-{item}-reason").input("Mine").run()
    sample.acting_as("Tom Kessler").resolve(item, "keep", "Tom's")
    app = pressed(app, "settle-open")

    [settled] = sample.review_item(item).resolutions
    assert settled.reason == "Tom's"


def test_a_mentor_is_offered_no_settling_and_reads_no_name(sample, made, rounds):
    item = sample.review_items(made.id)[0].item.id
    sample.acting_as(MENTOR).judge(item, "disagree")
    app = rounds(MENTOR, review_pick=item)

    assert not [b for b in app.button if b.key.startswith("settle-")]
    titles = [row["title"] for row in sample.transcripts()]
    assert not [title for title in titles if title in words(app)]


def test_the_list_is_narrowed_and_the_open_item_stays_in_sight(sample, made, rounds):
    items = [row.item.id for row in sample.review_items(made.id)]
    mentor = sample.acting_as(MENTOR)
    mentor.judge(items[1], "question")
    mentor.judge(items[3], "question")
    app = rounds(MENTOR)
    app.selectbox(key="review-state").set_value("questioned").run()
    assert "Item 1 of 6" in words(app)
    app = pressed(app, "review-next")
    assert "Item 2 of 6" in words(app)
    app = pressed(app, "review-next")
    assert "Item 4 of 6" in words(app) and app.button(key="review-next").disabled


def test_the_end_is_told(sample, made, rounds):
    mentor = sample.acting_as(MENTOR)
    for row in sample.review_items(made.id)[:-1]:
        mentor.judge(row.item.id, "agree")
    app = pressed(rounds(MENTOR), "review-agree")

    assert "You have looked at all 6 items." in words(app)
    app = rounds()
    app = pressed(app, "round-finish")
    assert sample.round(made.id).state is RoundState.FINAL
    assert "This round is finished" in words(app)
    assert not [b for b in app.button if b.key == "review-agree"]


def test_finishing_over_what_waits_is_asked_about_and_can_be_taken_back(sample, made, rounds):
    app = pressed(rounds(), "round-finish")
    assert sample.round(made.id).state is RoundState.IN_REVIEW
    assert "6 of 6 items have no verdict" in words(app)
    app = pressed(app, "round-finish-not")
    assert not [b for b in app.button if b.key == "round-finish-all-the-same"]
    app = pressed(pressed(app, "round-finish"), "round-finish-all-the-same")
    assert sample.round(made.id).state is RoundState.FINAL

    app = pressed(app, "round-review")
    assert "write a note why it is opened again" in words(app)
    app.text_input(key="round-note").input("Too early.").run()
    pressed(app, "round-review")
    assert sample.round(made.id).state is RoundState.IN_REVIEW


def test_a_step_that_is_not_possible_is_told(sample, made, rounds):
    item = sample.review_items(made.id)[0].item.id
    sample.acting_as(MENTOR).judge(item, "question")
    app = pressed(rounds(), "round-finish")

    assert sample.round(made.id).state is RoundState.IN_REVIEW
    assert "not settled yet" in words(app)


def test_a_round_is_coded_apart_and_handed_in(sample, rounds):
    sample.add_coder(MENTOR, CoderRole.MENTOR)
    ruth, tom = sample.coder, "Tom Kessler"
    made = sample.start_round(over="interviews", count=1, coders=[ruth, tom])
    assert "0 of 2 coders have handed in" in words(rounds(MENTOR))
    app = pressed(rounds(), "round-begin")
    assert sample.round(made.id).state is RoundState.CODING
    [interview] = made.interviews
    sample.done(interview, False)
    app = pressed(app, "round-submit")
    assert "not marked as coded through" in words(app)

    sample.done(interview, True)
    app = pressed(app, "round-submit")
    assert sample.round(made.id).submitted == (ruth,)
    other = sample.acting_as(tom)
    other.done(interview, True)
    other.submit_round(made.id)
    app = pressed(rounds(), "round-review")
    assert sample.round(made.id).state is RoundState.IN_REVIEW


def test_of_several_rounds_the_newest_stands_first_and_opens(sample, made, rounds, monkeypatch):
    # Such a round was made before that day.
    monkeypatch.setattr("qualcode.project.rounds_checked.checked_due", lambda due, now: due)
    later = sample.start_round("Late *one*", count=2, due="2020-01-02", reviewers=[MENTOR])
    app = rounds(MENTOR)
    assert "Late *one*" in words(app) and "overdue" in words(app)
    app = pressed(app, "round-open-" + later.id)

    assert "2 of 2 items wait for your verdict" in words(app)
    app = pressed(app, "rounds-all")
    assert "Late *one*" in words(app) and "6 items" in words(app)


def test_of_several_rounds_the_only_one_that_waits_opens_by_itself(sample, made, rounds):
    other = sample.start_round("Other", count=2, reviewers=[MENTOR])
    mentor = sample.acting_as(MENTOR)
    for row in sample.review_items(other.id):
        mentor.judge(row.item.id, "agree")

    assert "6 of 6 items wait for your verdict" in words(rounds(MENTOR))


def test_a_written_theme_is_judged_too(sample, rounds):
    sample.add_coder(MENTOR, CoderRole.MENTOR)
    theme = sample.written_themes()[0]
    sample.start_round(count=1, themes=[theme.id], reviewers=[MENTOR])
    app = rounds(MENTOR)
    assert theme.statement in words(app) and "Speaks against it" in words(app)
    pressed(app, "review-question")

    [row, _] = sample.review_items("1")
    assert (row.item.kind, row.state) == ("theme", ItemState.QUESTIONED)
    app = rounds()
    app.text_area(key=f"settle-{row.item.id}-reason").input("Said more plainly.").run()
    app = pressed(app, "settle-change")
    assert "The theme reads as it did" in words(app)
    assert app.text_area(key=f"settle-{row.item.id}-reason").value == "Said more plainly."
    assert app.button(key="settle-theme").label == "Open the theme to write it anew"

    sample.edit_theme(theme.id, statement="It is said more plainly now.")
    pressed(app, "settle-change")
    assert sample.review_item(row.item.id).resolutions[0].outcome is Outcome.CHANGE


def test_the_quotes_of_a_theme_name_their_interview_and_lead_to_their_context(sample, rounds):
    sample.add_coder(MENTOR, CoderRole.MENTOR)
    theme = next(t for t in sample.written_themes() if t.evidence and t.counter)
    sample.start_round(count=1, themes=[theme.id], reviewers=[MENTOR])
    item = sample.review_items("1")[0].item.id
    view = sample.acting_as(MENTOR).review_item(item)
    app = rounds(MENTOR)

    shown = words(app)
    for quote in (*view.quotes_for, *view.quotes_against):
        assert quote.title.startswith("Interview ") and f", {quote.title} · <b" in shown
    doors = [b.key for b in app.button if b.label == "In context"]
    assert len(doors) == len(view.quotes_for) + len(view.quotes_against)


def test_what_the_researcher_does_with_a_round_stands_above_its_items(sample, made, rounds):
    app = rounds()
    assert app.button(key="rounds-all").label == "All rounds, or make another"
    order = [b.key for b in app.button]
    assert order.index("round-finish") < order.index("review-next")

    assert not [b for b in rounds(MENTOR).button if b.key == "round-finish"]


def test_a_long_list_is_leafed_through(sample, rounds):
    sample.add_coder(MENTOR, CoderRole.MENTOR)
    of = len(sample.review_items(sample.start_round(count=90, reviewers=[MENTOR]).id))
    app = rounds(MENTOR)
    assert f"1 to 40 of {of}" in words(app)
    app = pressed(pressed(app, "review-later"), "review-later")
    assert f"81 to {of} of {of}" in words(app) and app.button(key="review-later").disabled

    assert f"1 to 40 of {of}" in words(pressed(app, "review-next"))


@pytest.mark.parametrize("named", [{"round": "99"}, {"item": "no-such-item"}])
def test_an_address_that_leads_nowhere_is_told(sample, made, rounds, named, monkeypatch):
    app = rounds(MENTOR, review_round=named.get("round"), review_pick=named.get("item"))

    assert "The address names" in words(app)


def test_a_coding_that_begins_in_a_question_is_not_put_into_the_answers_mouth(sample, rounds):
    sample.add_coder(MENTOR, CoderRole.MENTOR)
    text = sample.transcripts()[4]["id"]
    asked, answered = next(
        (a, b) for a, b in pairwise(sample.segments(text)) if a.interviewer and not b.interviewer
    )
    coding = sample.code(text, Span(asked.span.start, answered.span.end), "2.c")
    made = sample.start_round(reviewers=[MENTOR])
    [item] = [row.item.id for row in sample.review_items(made.id) if row.item.about == coding.id]
    drawn = words(rounds(MENTOR, review_pick=item))
    own = drawn[drawn.index('<p class="qcr-own">') :]

    assert own.startswith('<p class="qcr-own"><span class="qck-words">')
