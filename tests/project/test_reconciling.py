"""Differences between two coders: found, settled, settled anew, and never twice."""

import pytest

from qualcode.analysis.disagreement import Lane
from qualcode.errors import InvalidSpan, Refused, UnknownCode, UnknownItem
from qualcode.model import CoderRole, Direction, Span
from qualcode.model.review import Outcome

WHY = "The definition says so"


@pytest.fixture
def tom(project, interview):
    """A second coder of the same interview."""
    project.add_coder("tom", CoderRole.SECOND_CODER)
    return project.acting_as("tom")


@pytest.fixture
def both(project, tom, interview, at):
    """Both have coded the interview through, and differ in every way there is."""
    argue, nobody = at("We argue about thresholds"), at("Nobody agrees what counts")
    desk, know = at("the duty desk helps"), at("We know who to ring")
    project.code(interview, argue, "8.a")
    tom.code(interview, argue, "3.a")
    project.code(interview, nobody, "8.a")
    tom.code(interview, nobody, "8.a", direction="absent_or_barrier")
    project.code(interview, desk, "5.a")
    tom.code(interview, at("But the duty desk helps. We know"), "5.a")
    project.code(interview, at("who to ring"), "1.a")
    tom.code(interview, at("We argue about thresholds. Nobody"), "1.b")
    project.done(interview)
    tom.done(interview)
    assert know
    return project


def of(project, lane, **asked):
    """The one difference of a lane."""
    [found] = project.disagreements(lane=lane, **asked).differences
    return found


def standing(project, coder):
    return sorted((c.code, c.direction.value, str(c.span)) for c in project.codings(coder=coder))


def test_every_lane_is_found_and_counted(both):
    found = both.disagreements()

    assert found.coders == ("mk", "tom")
    assert {str(lane): n for lane, (n, _) in found.lanes.items()} == {
        "agree": 0,
        "code": 1,
        "direction": 1,
        "boundary": 1,
        "only first": 1,
        "only second": 1,
    }
    assert (found.open, found.settled, found.interviews) == (5, 0, 1)
    assert {one.interview for one in found.differences} == {"Interview 1"}


def test_where_two_agree_is_listed_only_when_asked_for(both, tom, interview, at):
    tom.code(interview, at("who to ring"), "1.a")

    assert Lane.AGREE not in {one.lane for one in both.disagreements().differences}
    assert of(both, "agree").one.code == "1.a"
    assert both.disagreements().agreed == 1


def test_differences_are_narrowed_by_code_lane_and_interview(both):
    assert {d.lane for d in both.disagreements(code="8").differences} == {
        Lane.CODE,
        Lane.DIRECTION,
    }
    assert both.disagreements(code="8.b").differences == ()
    assert len(both.disagreements(interview="1").differences) == 5
    assert both.disagreements(interview="Interview 2").differences == ()


def test_what_cannot_be_compared_is_refused_with_the_next_step(project, interview, tom, at):
    with pytest.raises(Refused, match="coded through by two people"):
        project.disagreements()
    project.code(interview, at("We argue"), "8.a")
    project.done(interview)
    tom.done(interview)
    with pytest.raises(Refused, match="Nobody named Zoe"):
        project.disagreements("Zoe")
    with pytest.raises(Refused, match="Two different coders"):
        project.disagreements("mk", "mk")
    with pytest.raises(Refused, match="no lane"):
        project.disagreements(lane="sideways")
    with pytest.raises(UnknownCode):
        project.disagreements(code="99")
    with pytest.raises(Refused, match="no unit"):
        project.confusion(unit="words")


def test_the_order_in_which_two_coders_are_named_is_kept_and_what_was_settled_stays_so(both):
    one = of(both, "code")
    both.settle(one.key, "open", WHY)
    swapped = both.disagreements("tom", "mk")

    assert swapped.coders == ("tom", "mk")
    [settled] = [d for d in swapped.differences if d.settled]
    assert (settled.first.coder, settled.second.coder) == ("tom", "mk")
    assert settled.resolution.subject == one.key
    with pytest.raises(Refused, match="settled this already"):
        both.settle(settled.key, "both", WHY)
    both.settle(settled.key, "both", WHY, seen=settled.resolution.id)
    assert len(both.settlings(one.key)) == 2


def test_where_one_alone_coded_it_is_told_how_to_keep_or_take_it_away(both):
    one = of(both, "only first")
    with pytest.raises(Refused, match="say first to keep that coding, or second to take it away"):
        both.settle(one.key, "keep", WHY)

    both.settle(one.key, "keep", WHY, keep="second")
    assert one.first.id not in [c.id for c in both.codings()]


def test_keeping_one_coding_makes_the_others_like_it_and_both_stay_their_coders_own(both):
    one = of(both, "code")
    made = both.settle(one.key, "keep", WHY, keep="first")

    [new] = [c for c in both.codings(coder="tom") if c.basis == f"review {made.id}"]
    assert (new.code, new.span, new.replaces) == ("8.a", one.first.span, one.second.id)
    assert (made.made, made.withdrawn) == ((new.id,), (one.second.id,))
    assert both.coding(one.first.id) == one.first
    assert (made.outcome, made.reason, made.who) == (Outcome.KEEP, WHY, "mk")


def test_the_second_coder_settles_too_and_the_first_ones_coding_may_give_way(both, tom):
    one = of(both, "direction")
    tom.settle(one.key, "keep", WHY, keep="second")

    assert ("8.a", "absent_or_barrier", str(one.first.span)) in standing(both, "mk")
    assert both.undo()  # what mk did by hand can still be undone


def test_what_one_alone_coded_is_kept_or_taken_away(both):
    first, second = of(both, "only first"), of(both, "only second")
    kept = both.settle(first.key, "keep", WHY, keep="first")
    gone = both.settle(second.key, "keep", WHY, keep="first")

    assert (kept.made, kept.withdrawn) == ((), ())
    assert gone.withdrawn == (second.second.id,)
    assert "1.b" not in {c.code for c in both.codings(coder="tom")}
    assert both.disagreements().open == 3


def test_both_become_something_else(both):
    one = of(both, "code")
    span = Span(one.first.span.start, one.first.span.end - 11)
    made = both.settle(one.key, "change", WHY, code="8.b", direction="mixed", span=span)

    assert len(made.made) == len(made.withdrawn) == 2
    for coder in ("mk", "tom"):
        assert ("8.b", "mixed", str(span)) in standing(both, coder)
    settled = both.disagreements().find(one.key)
    assert settled.settled and not settled.changed


def test_a_change_leaves_what_it_does_not_name_as_each_has_it(both):
    one = of(both, "boundary")
    both.settle(one.key, "change", WHY, direction="planned_or_hoped")

    for coder, was in (("mk", one.first), ("tom", one.second)):
        assert ("5.a", "planned_or_hoped", str(was.span)) in standing(both, coder)


def test_what_is_left_as_it_is_changes_no_coding_and_is_listed_last(both):
    before = both.codings()
    for outcome, lane in (("both", "code"), ("open", "direction")):
        one = of(both, lane)
        both.settle(one.key, outcome, WHY)
        settled = both.disagreements().find(one.key)
        assert (settled.resolution.outcome, settled.changed) == (outcome, False)

    assert both.codings() == before
    assert [one.settled for one in both.disagreements().differences] == [False] * 3 + [True] * 2


def test_the_definition_is_amended_in_the_same_act(both):
    one, version = of(both, "code"), both.codebook_version
    made = both.settle(
        one.key, "codebook", WHY, keep="first", definition="Sharper.", definition_of="3.a"
    )

    assert both.codebook["3.a"].definition == "Sharper."
    assert made.codebook_version == both.codebook_version == version + 1
    assert ("8.a", "present", str(one.first.span)) in standing(both, "tom")


def test_a_rule_is_added_to_the_code_both_gave(both):
    one = of(both, "boundary")
    rules = "\n".join([*both.codebook["5.a"].exclude_when, "It is only wished for"])
    made = both.settle(one.key, "codebook", WHY, exclude_when=rules)

    assert both.codebook["5.a"].exclude_when[-1] == "It is only wished for"
    assert (made.made, made.withdrawn) == ((), ())


def test_when_the_definition_is_refused_no_coding_is_changed(both):
    one, before = of(both, "code"), both.codings()
    same = both.codebook["8.a"].definition
    with pytest.raises(Refused, match="Nothing was changed"):
        both.settle(one.key, "codebook", WHY, keep="first", definition=same, definition_of="8.a")

    assert both.codings() == before
    assert both.settlings(one.key) == []


LACKING = [
    ("keep", {}, "whose coding is kept"),
    ("keep", {"keep": "third"}, "first or second"),
    ("change", {}, "what it becomes"),
    ("open", {"code": "8.b"}, "go with a change"),
    ("keep", {"keep": "first", "definition": "x"}, "change of the codebook"),
    ("codebook", {}, "Write the definition or a rule"),
    ("codebook", {"definition": "x"}, "Say whose definition"),
    ("shrug", {}, "no outcome"),
    ("change", {"direction": "up"}, "no direction"),
    ("open", {"reason": "  "}, "Write why"),
    ("open", {"reason": "x" * 1001}, "up to 1,000 characters"),
    ("open", {"seen": "no-such"}, "not settled yet"),
]


def test_a_settling_that_lacks_something_is_refused_and_changes_nothing(both):
    one, before = of(both, "code"), both.version
    for outcome, given, told in LACKING:
        asked = {"reason": WHY, **given}
        with pytest.raises(Refused, match=told):
            both.settle(one.key, outcome, asked.pop("reason"), **asked)

    assert both.version == before


def test_a_retired_code_and_words_outside_the_text_are_refused(both):
    one = of(both, "code")
    both.retire_code("8.b", "Not used")
    with pytest.raises(Refused, match="retired"):
        both.settle(one.key, "change", WHY, code="8.b")
    with pytest.raises(InvalidSpan):
        both.settle(one.key, "change", WHY, span=Span(10**6, 10**6 + 5))
    with pytest.raises(Refused, match="Nothing would change"):
        both.settle(of(both, "only first").key, "change", WHY, code="1.a")


def test_both_cannot_stand_where_one_alone_coded(both):
    with pytest.raises(Refused, match="Only one of them"):
        both.settle(of(both, "only first").key, "both", WHY)


def test_what_is_no_difference_is_not_found(both):
    for key in ("", "pair", "pair a b", "item x", "pair - -"):
        with pytest.raises(UnknownItem, match="no such difference"):
            both.settle(key, "open", WHY)


def test_two_tabs_cannot_settle_the_same_difference(both, tom):
    one = of(both, "code")
    both.settle(one.key, "keep", WHY, keep="first")
    with pytest.raises(Refused, match="mk has settled this already: kept as it is"):
        tom.settle(one.key, "keep", "I say otherwise", keep="second")

    assert len(both.settlings(one.key)) == 1


def test_a_difference_is_not_settled_again_under_another_key(both, tom):
    one = of(both, "code")
    alone = f"pair {one.first.id} -"
    with pytest.raises(Refused, match="no difference between two coders now"):
        both.settle(alone, "keep", WHY, keep="second")
    both.settle(one.key, "both", WHY)
    for who, key in ((both, alone), (tom, f"pair - {one.second.id}")):
        with pytest.raises(Refused, match="settled with another meanwhile"):
            who.settle(key, "keep", WHY, keep="first" if who is tom else "second")

    assert len(both.settlings(one.key)) == 1
    assert ("8.a", "present", str(one.first.span)) in standing(both, "mk")


def test_what_was_settled_alone_is_settled_with_a_partner_that_came_later(both, tom):
    one = of(both, "only first")
    both.settle(one.key, "keep", WHY, keep="first")
    tom.code(one.first.transcript, one.first.span, "1.b")
    [pair] = [d for d in both.disagreements(lane="code").differences if d.first == one.first]

    both.settle(pair.key, "keep", WHY, keep="first")

    assert ("1.a", "present", str(one.first.span)) in standing(both, "tom")


def test_codings_of_different_words_are_no_difference(both):
    far = of(both, "only first").first, of(both, "code").second
    with pytest.raises(Refused, match="no difference between two coders now"):
        both.settle(f"pair {far[0].id} {far[1].id}", "keep", WHY, keep="first")
    assert both.disagreements().settled == 0


def test_where_the_same_coding_stands_already_one_is_left_and_it_takes_the_star(both, tom):
    one = of(both, "direction")
    tom.star(one.second.id)
    there = tom.code(one.second.transcript, one.second.span, "8.b")
    made = both.settle(one.key, "change", WHY, code="8.b", direction="present")

    assert [c.id for c in both.codings(coder="tom", code="8.b")] == [there.id]
    assert both.coding(there.id).starred
    assert one.second.id in made.withdrawn and there.id not in made.made


def test_what_was_changed_meanwhile_is_not_settled_unseen(both, tom):
    one = of(both, "code")
    tom.change_code(one.second.id, "4.a")
    with pytest.raises(Refused, match="changed meanwhile"):
        both.settle(one.key, "open", WHY)


def test_settled_anew_a_difference_goes_back_to_what_was_coded(both):
    one = of(both, "code")
    first = both.settle(one.key, "keep", WHY, keep="first")
    both.settle(one.key, "both", "We read it again", seen=first.id)

    assert ("3.a", "present", str(one.second.span)) in standing(both, "tom")
    [settled] = [d for d in both.disagreements().differences if d.key == one.key]
    assert (settled.resolution.outcome, settled.changed) == (Outcome.BOTH, False)
    assert both.disagreements().lanes[Lane.CODE] == (0, 1)


def test_a_coding_taken_away_comes_back_when_it_is_settled_anew(both):
    one = of(both, "only first")
    gone = both.settle(one.key, "keep", WHY, keep="second")
    assert "1.a" not in {c.code for c in both.codings(coder="mk")}
    both.settle(one.key, "keep", "It was right", keep="first", seen=gone.id)

    assert "1.a" in {c.code for c in both.codings(coder="mk")}
    assert both.disagreements().open == 4


def test_a_settled_difference_stays_findable_after_its_codings_changed(both, tom):
    one = of(both, "code")
    both.settle(one.key, "open", WHY)
    tom.change_code(one.second.id, "4.a")
    found = both.disagreements()

    assert found.find(one.key).changed
    assert [d.codes for d in found.differences if d.lane is Lane.CODE and not d.settled] == [
        ("8.a", "4.a")
    ]


def test_a_code_that_is_renamed_does_not_open_what_was_settled(both):
    one = of(both, "code")
    both.settle(one.key, "both", WHY)
    both.rename_code("3.a", "Another name", "Clearer", new_id="3.z")
    found = both.disagreements()

    assert found.lanes[Lane.CODE] == (0, 1)
    assert not found.find(one.key).changed


def test_nothing_is_shown_or_settled_while_somebody_codes_apart(both, tom, interview):
    key = of(both, "code").key
    both.start_round(over="interviews", coders=["mk", "tom"], reviewers=["mk"])
    found = both.disagreements()

    assert (found.differences, found.interviews, found.apart) == ((), 0, 1)
    with pytest.raises(Refused, match="still codes this interview"):
        both.settle(key, "open", WHY)


def test_confusion_counts_what_was_coded_before_it_was_settled(both):
    before = both.confusion()
    both.settle(of(both, "code").key, "keep", WHY, keep="first")

    assert before.counts["8.a", "3.a"] == 1
    assert both.confusion() == before
    assert both.confusion(unit="indicators").counts["8", "3"] == 1


def test_in_a_reflexive_study_nothing_is_counted(both):
    both.set_profile("reflexive")
    with pytest.raises(Refused, match="would say nothing about their worth"):
        both.confusion()
    assert both.disagreements().differences


def test_a_mentor_sees_lanes_but_no_words_and_settles_nothing(both, interview):
    both.add_coder("Margaret", CoderRole.MENTOR)
    mentor = both.acting_as("Margaret")
    found = mentor.disagreements()

    assert found.open == 5
    for one in found.differences:
        for coding in (one.first, one.second):
            assert coding is None or (coding.quote, coding.transcript) == ("", "")
    assert mentor.confusion().counts
    with pytest.raises(Refused):
        mentor.settle(found.differences[0].key, "open", WHY)


def test_the_history_of_a_settling_holds_no_words_of_anybody(both):
    one = of(both, "code")
    both.settle(one.key, "keep", "Thresholds are what she means", keep="first")
    [event] = [e for e in both.history() if e.act == "settle"]

    assert event.who == "mk"
    assert "hreshold" not in event.subject + event.detail


def test_an_accepted_suggestion_does_not_wait_again_once_its_coding_was_settled(both, interview):
    both.suggest()
    offered = next(iter(both.pending(interview)))
    both.decide(offered.id, "accept")
    [mine] = [c for c in both.codings(coder="mk") if c.basis == f"suggestion {offered.id}"]
    one = next(d for d in both.disagreements().differences if d.first and d.first.id == mine.id)
    both.settle(one.key, "change", WHY, direction=Direction.MIXED)

    assert not both.is_waiting(offered.id)


def test_who_has_become_a_mentor_is_no_coder_of_a_pair_any_more(both):
    assert both.pairs_of_coders() == [("mk", "tom", 1)]
    both.set_role("tom", CoderRole.MENTOR)

    assert both.pairs_of_coders() == []
    for asks in (both.disagreements, both.agreement):
        with pytest.raises(Refused):
            asks()
