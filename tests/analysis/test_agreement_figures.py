"""The table of codes: its figures are the coefficients', and its words fit its numbers."""

import dataclasses
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis import agreement as a
from qualcode.analysis.agreement.bootstrap import alpha_interval, alpha_intervals
from qualcode.analysis.agreement.figures import figures_of
from qualcode.analysis.agreement.remarks import remark_of
from qualcode.analysis.agreement.table import CodeFigures
from qualcode.errors import AgreementUndefined
from qualcode.model import Code, Codebook

BOOK = Codebook(codes=(Code("1", "One"), Code("1.a", "First", "1"), Code("2", "Two")))
FAMILY = {"1": ("1", "1.a"), "1.a": ("1.a",), "2": ("2",)}
TEXT = "we share news here now. It helps us. They trust. And so on we go."
TEXTS = {"ana": TEXT, "ben": TEXT[:40]}
SEGMENTS = [("ana", 0, 24), ("ana", 24, 48), ("ana", 48, len(TEXT)), ("ben", 0, 30)]
WORD = re.compile(r"\w+")
CODERS = ("A", "B", "C")


def holds_a_word(id, start, end):
    return any(start <= w.start() and w.end() <= end for w in WORD.finditer(TEXTS[id]))


codings = st.lists(
    st.tuples(
        st.sampled_from(["ana", "ben"]),
        st.integers(0, 60),
        st.integers(1, 40),
        st.sampled_from(list(FAMILY)),
        st.sampled_from(CODERS),
    )
    .map(lambda c: (c[0], c[1], min(c[1] + c[2], len(TEXTS[c[0]])), c[3], c[4]))
    .filter(lambda c: c[1] < c[2] and holds_a_word(*c[:3])),
    max_size=14,
)


def table(rows, unit="segment", coders=CODERS, segments=SEGMENTS, texts=TEXTS, book=BOOK, seed=1):
    names = ("transcript", "start", "end", "code", "coder")
    columns = {name: [row[n] for row in rows] for n, name in enumerate(names)}
    rng = np.random.default_rng(seed)
    return figures_of(unit, segments, texts, columns, book, coders, rng=rng)


def ratings(rows, code, unit, coders):
    """Who gave each unit the code, found by looking at every word of every unit."""
    spots = [
        (id, n, n + 1) if unit == "character" else (id, start, end)
        for id, start, end in SEGMENTS
        for n in (range(start, end) if unit == "character" else [start])
    ]
    found = np.zeros((len(coders), len(spots)), dtype=int)
    for id, start, end, own, who in rows:
        if own in FAMILY[code] and who in coders:
            for k, (where, a, b) in enumerate(spots):
                low, high = max(a, start), min(b, end)
                there = low < high if unit == "character" else holds_a_word(where, low, high)
                found[coders.index(who), k] |= where == id and there
    return found


def or_none(coefficient, *args, **options):
    try:
        return pytest.approx(coefficient(*args, **options))
    except AgreementUndefined:
        return None


@settings(max_examples=60)
@given(codings, st.sampled_from(["segment", "character"]), st.sampled_from([CODERS, CODERS[:2]]))
def test_figures_are_those_of_the_coefficients(rows, unit, coders):
    codes, _, n = table(rows, unit, coders)

    for f in codes:
        marks = ratings(rows, f.code, unit, coders)
        assert (f.n, n) == (marks.shape[1], marks.shape[1])
        assert f.counts == tuple(marks.sum(axis=1))
        assert (f.both, f.anyone) == (marks.all(axis=0).sum(), marks.any(axis=0).sum())
        assert f.percent == pytest.approx(a.percent_agreement(marks))
        assert f.positive == or_none(a.positive_agreement, marks)
        assert f.negative == or_none(a.negative_agreement, marks)
        assert f.alpha == or_none(a.krippendorff_alpha, marks)
        assert f.ac1 == or_none(a.gwet_ac1, marks)
        assert f.kappa == (or_none(a.cohen_kappa, *marks) if len(coders) == 2 else None)


@settings(max_examples=40)
@given(codings)
def test_boundaries_are_compared_on_respondents_characters(rows):
    codes, _, _ = table(rows, coders=("A", "B"))
    said = sorted((id, n) for id, start, end in SEGMENTS for n in range(start, end))
    place = {spot: n for n, spot in enumerate(said)}

    for f in codes:
        spans = [
            [
                (min(own), max(own) + 1)
                for id, start, end, code, who in rows
                if code in FAMILY[f.code] and who == coder
                if (own := [place[id, n] for n in range(start, end) if (id, n) in place])
            ]
            for coder in ("A", "B")
        ]
        assert f.unitized == or_none(a.unitized_alpha, spans, len(said))
        assert f.overlap == or_none(a.mean_overlap, *spans)


def test_alpha_of_all_codes_is_of_sets_of_codes():
    # Per passage the letters' sets: A {1.a} {1.a, 2} {} {2}, B {1.a} {1.a} {} {2}; all at length 4.
    rows = [("ana", 0, 24, "1.a", "A"), ("ana", 24, 48, "1.a", "A"), ("ana", 24, 48, "2", "A")]
    rows += [("ben", 0, 30, "2", "A"), ("ana", 0, 48, "1.a", "B"), ("ben", 0, 30, "2", "B")]
    many = {f"ana{n}": TEXT for n in range(10)}
    segments = [(f"ana{n}", a, b) for n in range(10) for _, a, b in SEGMENTS[:3]]
    spread = [(f"ana{n}", *row[1:]) for n in range(10) for row in rows if row[0] == "ana"]
    codes, overall, n = table(spread, coders=("A", "B"), segments=segments, texts=many)
    by = {f.code: f for f in codes}

    assert n == 30
    # Only code 2 differs, in 10 of 60 ratings: expected 2 x 10 x 50 / (60 x 59).
    observed, expected = 2 * 10 / 60, 2 * 10 * 50 / (60 * 59) + 2 * 40 * 20 / (60 * 59)
    assert overall == pytest.approx(1 - observed / expected)
    assert by["1.a"].alpha == 1.0
    assert table(rows, coders=("A", "B"))[1] is None


def test_intervals_draw_interviews_and_are_the_same_each_time():
    rng = np.random.default_rng
    alike = np.array([[20, 2, 8]] * 6)
    mixed = np.array([[20, 0, 10], [10, 20, 0], [30, 0, 0], [25, 0, 5], [20, 10, 0], [28, 0, 2]])

    low, high = alpha_interval(mixed, rng=rng(1))
    assert low < 0.5 < high
    assert alpha_interval(mixed, rng=rng(1)) == (low, high)
    assert alpha_interval(mixed, rng=rng(2)) != (low, high)
    same = alpha_interval(alike, rng=rng(1))
    assert same[0] == pytest.approx(same[1])
    assert alpha_interval(mixed[:4], rng=rng(1)) is None
    # In a third of the draws nobody used it at all.
    once = np.array([[9, 1, 0]] + [[10, 0, 0]] * 5)
    assert alpha_interval(once, rng=rng(1)) is None
    both = alpha_intervals(np.stack([mixed, once]), rng=rng(1))
    assert both[0].tolist() == [low, high]
    assert np.isnan(both[1]).all()


PLAIN = CodeFigures(
    "1",
    "One",
    True,
    n=100,
    counts=(20, 20),
    both=18,
    anyone=22,
    percent=0.96,
    positive=0.9,
    negative=0.97,
    kappa=0.87,
    alpha=0.87,
    ac1=0.94,
    unitized=0.8,
    overlap=0.9,
    low=0.8,
    high=0.95,
    remark="",
    too_few=False,
)


def remark(unit="segment", interviews=9, coders=("Ruth", "Tom"), **changes):
    return remark_of(dataclasses.replace(PLAIN, **changes), coders, unit, interviews)


def test_figures_that_fit_need_no_words():
    assert remark() == ""
    assert PLAIN.band == "may be relied on"
    assert dataclasses.replace(PLAIN, alpha=0.7).band == "tentative only"
    assert dataclasses.replace(PLAIN, alpha=0.5).band == "not to be relied on"
    assert dataclasses.replace(PLAIN, too_few=True).band == ""


NONE_SHARED = {"both": 0, "anyone": 14, "counts": (7, 7), "percent": 0.86, "positive": 0.0}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            NONE_SHARED | {"alpha": -0.07, "ac1": 0.83},
            "They agree on 86 % of the passages, but share none with this code.",
        ),
        (
            {"both": 4, "anyone": 19, "percent": 0.85, "alpha": 0.3, "ac1": 0.6},
            "of the 19 that either of them gave it, 4 were given it by both",
        ),
        ({"both": 85, "anyone": 98, "percent": 0.87, "alpha": 0.1}, "most of which carry this"),
        ({"percent": 0.85, "alpha": 0.3, "ac1": 0.82}, "AC1 is high because the code is rare"),
        ({"counts": (9, 0), "both": 0, "anyone": 9, "positive": 0.0}, "Only Ruth gave this code."),
        ({"overlap": 0.4}, "matched codings share 40 % of what either marked"),
        ({"low": 0.31}, "Alpha may be as low as 0.31"),
        ({"low": None, "high": None, "interviews": 4}, "fewer than 5 interviews"),
        ({"low": None, "high": None}, "stands in too few interviews"),
        ({"n": 29, "too_few": True}, "No verdict: fewer than 30 passages."),
        ({"too_few": True}, "No verdict: fewer than 5 passages carry it."),
        ({"too_few": True, "unit": "sentence"}, "fewer than 5 sentences carry it."),
        ({"too_few": True, "unit": "character"}, "fewer than 30 passages, or fewer than 5 with"),
        ({"anyone": 0, "both": 0, "alpha": None}, "Undefined: nobody used this code."),
        ({"anyone": 100, "both": 100, "alpha": None}, "Undefined: all of them gave it to all"),
    ],
)
def test_words_stand_where_numbers_contradict_each_other_or_say_nothing(changes, words):
    assert words in remark(**changes)


def test_thirty_characters_are_no_ground_for_a_verdict():
    rows = [("ana", 0, 24, "2", "A"), ("ana", 0, 20, "2", "B")]
    by = {f.code: f for f in table(rows, "character", ("A", "B"))[0]}

    assert by["2"].n > 30
    assert by["2"].too_few
