"""Two coders' codings side by side: which go together, and in which lane."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.confusion import NOTHING, count_confusion
from qualcode.analysis.disagreement import Lane, align, lane_of
from qualcode.model import Coding, Direction, Span
from tests.soon import soon

TEXT = "we share a worry early and ring each other before it grows into something else "
TOPS = {"3.a": "3", "3.b": "3", "5.a": "5"}


def coding(id, start, end, code="3.a", direction="present", coder="ana", transcript="one"):
    quote = (TEXT * 60)[start:end]
    return Coding(id, transcript, Span(start, end), quote, code, coder, Direction(direction))


def lanes(first, second):
    return [
        (str(p.lane), p.first.id if p.first else None, p.second.id if p.second else None)
        for p in align(first, second, TOPS)
    ]


def test_the_same_code_in_the_same_direction_on_nearly_the_same_words_is_agreement():
    assert lanes([coding("a", 0, 100)], [coding("b", 0, 90)]) == [("agree", "a", "b")]
    assert lanes([coding("a", 0, 100)], [coding("b", 0, 89)]) == [("boundary", "a", "b")]


def test_another_direction_is_a_difference_whatever_the_bounds():
    mixed = coding("b", 40, 80, direction="mixed")

    assert lanes([coding("a", 0, 100)], [mixed]) == [("direction", "a", "b")]


def test_other_codes_on_the_same_words_go_together():
    assert lanes([coding("a", 0, 50)], [coding("b", 10, 60, "5.a")]) == [("code", "a", "b")]


def test_what_one_alone_coded_stands_alone():
    far = coding("b", 200, 260)

    assert lanes([coding("a", 0, 50)], [far]) == [
        ("only first", "a", None),
        ("only second", None, "b"),
    ]


def test_the_same_code_goes_together_before_another_that_shares_more_words():
    second = [coding("b", 0, 50, "5.a"), coding("c", 30, 60)]

    assert lanes([coding("a", 0, 50)], second) == [
        ("boundary", "a", "c"),
        ("only second", None, "b"),
    ]


def test_of_several_with_the_same_code_the_closest_go_together_and_each_is_used_once():
    first = [coding("a", 0, 60), coding("b", 40, 100)]
    second = [coding("c", 38, 100), coding("d", 0, 100)]

    assert lanes(first, second) == [("boundary", "a", "d"), ("agree", "b", "c")]


def test_where_words_are_shared_alike_codes_of_one_indicator_go_together():
    first = [coding("a", 0, 50, "3.a")]
    second = [coding("b", 0, 50, "5.a"), coding("c", 0, 50, "3.b")]

    assert ("code", "a", "c") in lanes(first, second)


def test_codings_that_share_only_a_blank_do_not_meet():
    end = TEXT.index(" ", 10)
    first, second = coding("a", 0, end + 1), coding("b", end, 60)
    assert first.span.overlaps(second.span)

    assert [lane for lane, *_ in lanes([first], [second])] == ["only first", "only second"]


def test_codings_of_different_texts_never_meet():
    assert len(align([coding("a", 0, 50)], [coding("b", 0, 50, transcript="two")])) == 2


def test_a_difference_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        lane_of(None, None)


spans = st.tuples(st.integers(0, 150), st.integers(1, 60), st.sampled_from(sorted(TOPS)))


@given(st.lists(spans, max_size=12), st.lists(spans, max_size=12), st.randoms())
def test_every_coding_is_used_once_and_their_order_makes_no_difference(ones, twos, shuffle):
    first = [coding(f"a{n}", s, s + w, code) for n, (s, w, code) in enumerate(ones)]
    second = [coding(f"b{n}", s, s + w, code) for n, (s, w, code) in enumerate(twos)]
    found = align(first, second, TOPS)

    assert sorted(p.first.id for p in found if p.first) == sorted(c.id for c in first)
    assert sorted(p.second.id for p in found if p.second) == sorted(c.id for c in second)
    other = [list(first), list(second)]
    for own in other:
        shuffle.shuffle(own)
    assert align(*other, TOPS) == found
    swapped = {(p.second and p.second.id, p.first and p.first.id) for p in found if p.first}
    # Who is called the first makes no difference to who goes with whom, ties apart.
    assert len(align(second, first, TOPS)) == len(found)
    assert all(a is None or a.startswith("b") for a, _ in swapped)


def test_twelve_thousand_codings_each_are_set_side_by_side_soon():
    rng = random.Random(3)

    def many(who):
        found = []
        for n in range(12_000):
            start = rng.randrange(0, 4000)
            code = rng.choice(sorted(TOPS))
            talk = f"t{n % 200}"
            found.append(coding(f"{who}{n}", start, start + 120, code, transcript=talk))
        return found

    first, second = many("a"), many("b")
    with soon(1):
        found = align(first, second, TOPS)

    assert sum(p.lane is Lane.CODE for p in found) > 100


def test_the_confusion_table_counts_every_coding_once():
    first = [coding("a", 0, 50), coding("b", 100, 150), coding("c", 200, 250)]
    second = [coding("d", 0, 50), coding("e", 100, 150, "3.b"), coding("f", 300, 350, "5.a")]
    aligned = align(first, second, TOPS)
    codes = [("3", "Working"), ("3.a", "Early"), ("3.b", "Late"), ("5.a", "Time"), ("5", "x")]
    found = count_confusion(aligned, ("ana", "bo"), codes, indicators=TOPS, interviews=1)

    assert found.counts == {
        ("3.a", "3.a"): 1,
        ("3.a", "3.b"): 1,
        ("3.a", NOTHING): 1,
        (NOTHING, "5.a"): 1,
    }
    assert found.codes == (("3.a", "Early"), ("3.b", "Late"), ("5.a", "Time"))
    assert (found.given("3.a"), found.given("5.a")) == ((3, 1), (0, 1))
    assert found.mixed_up() == [("3.a", "3.b", 1)]


def test_letters_of_one_indicator_are_no_confusion_once_they_are_rolled_up():
    aligned = align([coding("a", 0, 50, "3.a")], [coding("b", 0, 50, "3.b")], TOPS)
    found = count_confusion(
        aligned, ("ana", "bo"), [("3", "Working")], unit="indicators", indicators=TOPS
    )

    assert found.counts == {("3", "3"): 1}
    assert found.mixed_up() == []


def test_a_code_that_has_left_the_codebook_keeps_its_place_at_the_end():
    aligned = align([coding("a", 0, 50, "9.z")], [coding("b", 0, 50, "3.a")], {})
    found = count_confusion(aligned, ("ana", "bo"), [("3.a", "Early")])

    assert found.codes == (("3.a", "Early"), ("9.z", "9.z"))
