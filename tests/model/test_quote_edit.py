"""Cuts and replacements of a quote: what is left is the source, and nothing is invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import Refused
from qualcode.model import Span
from qualcode.model.quote_edit import (
    CUT,
    QuoteEdit,
    checked_edits,
    edited_words,
    found_span,
    found_spans,
    words_key,
)

SAID = "I rang Anna, as ever, and she came."


def at(words, said=SAID):
    return found_span(said, words)


def edited(*edits, said=SAID):
    return edited_words(said, checked_edits(said, edits))


def test_a_cut_and_a_replacement_stand_in_brackets_and_touch_no_word():
    assert edited(QuoteEdit(at("as ever"))) == f"I rang Anna, {CUT}, and she came."
    assert (
        edited(QuoteEdit(at("Anna"), "the nurse")) == "I rang [the nurse], as ever, and she came."
    )
    assert edited(QuoteEdit(Span(8, 10))) == "I rang A […] a, as ever, and she came."


def test_blanks_at_the_ends_stay_and_cuts_side_by_side_become_one():
    assert edited(QuoteEdit(Span(6, 12))) == "I rang […] as ever, and she came."
    assert edited(QuoteEdit(at("I")), QuoteEdit(at("rang"))).startswith("[…] Anna")


def test_brackets_somebody_typed_are_not_doubled():
    assert "[the nurse]" in edited(QuoteEdit(at("Anna"), " [the nurse] "))
    assert "[[" not in edited(QuoteEdit(at("Anna"), "[the nurse]"))


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ([QuoteEdit(Span(0, 99))], "reaches beyond the quote"),
        ([QuoteEdit(Span(0, 6)), QuoteEdit(Span(4, 9))], "overlap"),
        ([QuoteEdit(Span(6, 7))], "at least one word"),
        ([QuoteEdit(Span(0, len(SAID)))], "Nothing that was said"),
        ([QuoteEdit(Span(0, 6)), QuoteEdit(Span(7, len(SAID)), "x")], "Nothing that was said"),
        ([QuoteEdit(Span(7, 11), "[]")], "in place of these words"),
        ([QuoteEdit(Span(7, 11), "a] b [c")], "without brackets"),
        ([QuoteEdit(Span(7, 11), "a\nb")], "on one line"),
        ([QuoteEdit(Span(7, 11), "x" * 201)], "at most 200"),
    ],
)
def test_edits_that_do_not_fit_are_refused_without_the_words(edits, told):
    with pytest.raises(Refused, match=told) as refused:
        checked_edits(SAID, edits)
    assert "Anna" not in str(refused.value)


def test_words_are_found_the_time_that_is_meant_and_refused_where_they_are_not():
    assert found_span("so so", "so", 2) == Span(3, 5)
    for part, nth in (("never", 1), ("so", 3), ("", 1)):
        with pytest.raises(Refused, match="not in the quote"):
            found_span("so so", part, nth)


def test_the_key_tells_interviews_and_words_apart_and_holds_neither():
    keys = {words_key(*pair) for pair in (("a", "bc"), ("ab", "c"), ("a", "b"), ("a", "\ud800"))}
    assert len(keys) == 4 and all(len(key) == 32 for key in keys)


@given(st.text("ab c,.’\n", min_size=1, max_size=60), st.data())
def test_what_leaves_is_the_source_but_for_the_edits(said, data):
    ends = st.integers(0, len(said))
    drawn = data.draw(st.lists(st.tuples(ends, ends, st.sampled_from(["", "word"])), max_size=4))
    try:
        edits = checked_edits(said, [QuoteEdit(Span(a, b), w) for a, b, w in drawn if a < b])
    except Refused:
        return
    made = edited_words(said, edits)

    # Taking the signs out again leaves what stands outside the edits, in its order.
    kept, at = [], 0
    for edit in edits:
        kept.append(said[at : edit.span.start])
        at = edit.span.end
    kept.append(said[at:])
    left = made
    for edit in edits:
        left = left.replace(edit.sign, "", 1)
    assert "".join(left.split()) == "".join("".join(kept).split())
    assert (made == said) == (not edits)


def test_every_place_of_a_name_is_found_whatever_the_apostrophe():
    said = "Keith came. I can ring Keith, and Keith’s diary; not Keithley."

    assert [said[s.start : s.end] for s in found_spans(said, "Keith")] == ["Keith"] * 3
    assert [s.start for s in found_spans(said, "Keith's diary")] == [34]
    for part in ("Karl", ""):
        with pytest.raises(Refused, match="not in the quote"):
            found_spans("Keith came.", part)
