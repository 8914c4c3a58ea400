"""Coefficients of agreement: what is undefined, and what holds of any ratings."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, f1_score

from qualcode.analysis.agreement import (
    brennan_prediger,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    negative_agreement,
    percent_agreement,
    positive_agreement,
    scott_pi,
)
from qualcode.errors import AgreementUndefined

BEYOND_CHANCE = [fleiss_kappa, gwet_ac1, brennan_prediger, krippendorff_alpha]
pairs = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=40)


@given(pairs)
def test_kappa_is_scikit_learns(rated):
    one, two = np.array(rated).T
    if len(set(one) | set(two)) == 1:
        with pytest.raises(AgreementUndefined, match="the same"):
            cohen_kappa(one, two)
    else:
        assert cohen_kappa(one, two) == pytest.approx(cohen_kappa_score(one, two))


@given(pairs)
def test_positive_agreement_is_the_f1_of_either_against_the_other(rated):
    one, two = (np.array(rated).T > 1).astype(int)
    assume((one | two).any())

    assert positive_agreement([one, two]) == pytest.approx(f1_score(one, two))


@given(pairs, st.randoms())
def test_neither_the_order_of_units_nor_that_of_coders_matters(rated, random):
    one, two = np.array(rated).T
    assume(len(set(one) | set(two)) > 1)
    random.shuffle(rated)
    ratings = np.array(rated).T[::-1]

    for coefficient in BEYOND_CHANCE:
        assert coefficient(ratings) == pytest.approx(coefficient([one, two]))


def test_categories_may_have_names():
    assert cohen_kappa(["a", "b", "a"], ["a", "b", "b"]) == pytest.approx(0.4)


@pytest.mark.parametrize("coefficient", BEYOND_CHANCE)
@pytest.mark.parametrize("ratings", [[[0, 0, 0]] * 2, [[2, 2, -1]] * 3], ids=["all", "with gaps"])
def test_one_value_everywhere_is_undefined_and_not_perfect(coefficient, ratings):
    assert percent_agreement(ratings) == 1.0
    with pytest.raises(AgreementUndefined, match="All ratings are the same"):
        coefficient(ratings)


@pytest.mark.parametrize("coefficient", [*BEYOND_CHANCE, percent_agreement])
def test_without_a_unit_rated_twice_nothing_is_said(coefficient):
    with pytest.raises(AgreementUndefined, match="No unit was rated by two"):
        coefficient([[1, 0, -1, -1], [-1, -1, 0, 1]])


@pytest.mark.parametrize("coefficient", [cohen_kappa, scott_pi])
def test_two_coders_without_a_common_unit_are_not_compared(coefficient):
    with pytest.raises(AgreementUndefined, match="no unit that both"):
        coefficient([1, -1], [-1, 1])
    with pytest.raises(AgreementUndefined, match="no unit that both"):
        coefficient([], [])
    with pytest.raises(ValueError, match="same units"):
        coefficient([1], [1, 0])


@pytest.mark.parametrize("coefficient", [*BEYOND_CHANCE, percent_agreement])
def test_one_coder_agrees_with_nobody(coefficient):
    with pytest.raises(AgreementUndefined, match="here is one"):
        coefficient([[0, 1, 1]])


def test_a_unit_rated_once_is_dropped_from_alpha_and_kept_in_gwets_margins():
    twice = np.array([[0, 1, 1, 0], [0, 1, 0, 0]])
    once = np.array([[0, 1, 1, 0, 1], [0, 1, 0, 0, -1]])

    assert krippendorff_alpha(once) == krippendorff_alpha(twice)
    assert percent_agreement(once) == percent_agreement(twice)
    assert gwet_ac1(once) != gwet_ac1(twice)
    assert fleiss_kappa(once) != fleiss_kappa(twice)


def test_ac1_knows_a_category_that_nobody_used():
    ratings = [[0, 1, 0, 1], [0, 1, 1, 1]]

    assert gwet_ac1(ratings, categories=3) > gwet_ac1(ratings, categories=2) == gwet_ac1(ratings)
    with pytest.raises(ValueError, match="2 categories were given"):
        gwet_ac1(ratings, categories=1)


def test_a_code_nobody_gave_has_no_positive_agreement():
    with pytest.raises(AgreementUndefined, match="Nobody gave"):
        positive_agreement([[0, 0], [0, 0]])
    with pytest.raises(AgreementUndefined, match="nowhere absent"):
        negative_agreement([[1, 1], [1, 1]])
    assert positive_agreement([[1, 0], [0, 0]]) == 0.0
    assert negative_agreement([[1, 0, -1], [0, 0, 0]]) == pytest.approx(2 / 3)


def test_what_is_no_rating_is_told():
    with pytest.raises(ValueError, match="-1"):
        krippendorff_alpha([[0, -2], [0, 1]])
    with pytest.raises(ValueError, match="shape"):
        krippendorff_alpha([0, 1])
    with pytest.raises(ValueError, match="nominal, ordinal, interval"):
        krippendorff_alpha([[0, 1], [0, 1]], "ratio")


def test_missing_marks_of_fractions_are_nan_and_minus_one_is_a_value():
    ratings = [[-1.0, 2.0, np.nan], [-1.0, 3.0, 1.0]]

    assert percent_agreement(ratings) == 0.5
