"""Queries of codes: how they are read, what they hold for, and what they refuse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.search import Both, Carries, Either, Near, Not, parse, passages_with
from qualcode.errors import QualcodeError
from tests.analysis import study
from tests.analysis.study import BOOK

A, B, C = Carries("1.a"), Carries("1.b"), Carries("2")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1.a", A),
        ("1.A and 1.b", Both(A, B)),
        ("1.a 1.b", Both(A, B)),
        ("1.a OR 1.b AND 2", Either(A, Both(B, C))),
        ("(1.a OR 1.b) AND 2", Both(Either(A, B), C)),
        ("1.a NOT 2", Both(A, Not(C))),
        ("not not 2", C),
        ("1.a AND NOT (1.b or 2)", Both(A, Not(Either(B, C)))),
        ("1.a near 1.b", Near(A, B, 1)),
        ("NOT 1.a NEAR/2 2", Not(Near(A, C, 2))),
        ('"1.a" 2', Both(A, C)),
    ],
)
def test_operators_bind_as_they_are_told_to(text, read):
    assert parse(text, BOOK) == read


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "empty"),
        ("1.a AND", "missing at the end"),
        ("AND 1.a", "missing at character 1"),
        ("(1.a OR 2", "bracket at character 1 of 9 is not closed"),
        ("1.a)", "bracket at character 4 of 4 closes nothing"),
        ("1.a NEAR/0 2", "NEAR at character 5"),
        ("1.a NEAR/51 2", "1 to 50"),
        (
            "1.a OR 9.z",
            r"^At character 8 of 10 stands no code of this study: '9\.z'\..* `qualcode",
        ),
        ('"1.a', "not closed"),
        ("NOT", "missing at the end"),
        ("\0", "no code"),
        ("😀", "no code"),
        ("١.أ", "no code"),
        ("1.a " * 1250, "at most 1,000 characters"),
        ("(" * 60 + "1.a" + ")" * 60, "More than 50 brackets"),
    ],
)
def test_a_faulty_query_is_a_sentence_that_points_to_the_place(text, told):
    with pytest.raises(QualcodeError, match=told.replace("(", r"\(")):
        parse(text, BOOK)


@given(st.text(alphabet='12.ab ()ANDORTNE/"é', max_size=40))
def test_whatever_is_typed_is_read_or_refused(text):
    try:
        parse(text, BOOK)
    except QualcodeError as refused:
        assert len(str(refused)) > 10


def found(text, frames=None):
    """Where the passages begin, by transcript."""
    frames = frames or study.frames()
    rows = frames.segments[passages_with(parse(text, BOOK), frames, BOOK)]
    return list(zip(rows["transcript"], rows["start"], strict=True))


def test_codes_on_the_same_passage():
    # Ann's first words carry 1.a, 1.b and, with Bob's, 2.a; Bob's only 2.a; Ann's last 1.
    assert found("1.a AND 1.b") == [("T1", 10)]
    assert found("1 AND 2") == [("T1", 10)]
    assert found("2 NOT 1") == [("T1", 30), ("T4", 10)]
    assert found("1.b OR 2") == [("T1", 10), ("T1", 30), ("T4", 10)]


def test_an_indicator_is_found_by_its_letters():
    assert ("T1", 30) in found("2") and ("T4", 10) in found("2")
    assert found("2.a") == [("T1", 10), ("T1", 30)]


def test_not_asks_for_everything_else():
    everything = len(study.frames().segments)

    assert len(found("NOT 1")) == everything - len(found("1"))


def test_near_counts_respondents_passages_and_stays_in_the_interview():
    codings = [study.coding("a", "T1", 10, 30, "1.a"), study.coding("b", "T1", 50, 70, "2.a"),
               study.coding("c", "T2", 10, 30, "2.a")]  # fmt: skip
    frames = study.frames(codings)

    assert found("1.a NEAR 2.a", frames) == []
    assert found("1.a NEAR/2 2.a", frames) == [("T1", 10), ("T1", 50)]
    # The first of T2 follows the last of T1 in the table, and is no neighbour of it.
    assert found("2.a NEAR/1 2.a", frames) == [("T1", 50), ("T2", 10)]


def test_nothing_coded_holds_nothing():
    assert found("1.a", study.frames([])) == []
    assert len(found("NOT 1.a", study.frames([]))) == len(study.frames([]).segments)
