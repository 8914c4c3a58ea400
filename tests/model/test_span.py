"""Span: half-open, never empty, in code points."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import InvalidSpan
from qualcode.model import Span, merge

ends = st.integers(0, 60)
spans = st.tuples(ends, ends).filter(lambda p: p[0] < p[1]).map(lambda p: Span(*p))


@given(st.integers(-5, 30), st.integers(-5, 30))
def test_a_span_is_made_exactly_when_it_holds_a_character(start, end):
    if 0 <= start < end:
        assert len(Span(start, end)) == end - start > 0
    else:
        with pytest.raises(InvalidSpan):
            Span(start, end)


@given(spans)
def test_a_span_is_read_back_from_how_it_is_written(span):
    assert Span.parse(str(span)) == span


@pytest.mark.parametrize("text", ["", "12", "a:b", "-1:4", "4:", ":4", "1:2:3", "1.5:3", "²:9"])
def test_what_is_not_start_and_end_is_refused_with_an_example(text):
    with pytest.raises(InvalidSpan, match="START:END"):
        Span.parse(text)


@pytest.mark.parametrize("text", ["4:4", "9:2"])
def test_an_empty_or_reversed_span_is_refused(text):
    with pytest.raises(InvalidSpan, match="empty or reversed"):
        Span.parse(text)


@given(spans, spans)
def test_overlap_and_containment_say_what_the_characters_say(a, b):
    inside_a, inside_b = set(range(a.start, a.end)), set(range(b.start, b.end))

    assert a.overlaps(b) == b.overlaps(a) == bool(inside_a & inside_b)
    assert a.contains(b) == (inside_b <= inside_a)


@given(st.lists(spans))
def test_merged_spans_hold_the_same_characters_and_lie_apart(found):
    merged = merge(found)

    held = {n for span in merged for n in range(span.start, span.end)}
    assert held == {n for span in found for n in range(span.start, span.end)}
    assert all(a.end < b.start for a, b in itertools.pairwise(merged))
