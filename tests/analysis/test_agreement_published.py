"""Coefficients of agreement against what was published, each vector with its source.

Not repeated here, and why:

- The unitizing alpha of 1995 and 2004 (limits 0.553, -0.926, 0.679, 0.066; 0.7286, 1.0, 0.859) is
  another measure of the same name; its data are used for the one of 2016.
- Conger's kappa (0.76282 on Krippendorff's data) and gamma (Mathet 2015) are not computed.
- Standard errors (0.0589 on the abstractors) are not computed: intervals come from resampling.
- The AnnoMI transcripts (0.737, 0.467) are not part of qualcode and would have to be fetched.
"""

import numpy as np
import pytest

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
    unitized_alpha,
)
from qualcode.errors import AgreementUndefined

# Cohen (1960), A coefficient of agreement for nominal scales, p. 45.
COHEN = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
# Artstein & Poesio (2008), Inter-coder agreement for computational linguistics, p. 558 and 568.
TAGS = [[20, 10], [20, 50]]
DIALOGUE = [[46, 0, 0], [6, 32, 6], [0, 0, 10]]
# Krippendorff (2004), Content Analysis, 2nd ed., p. 246.
CONTENT = [[12, 18, 18], [0, 14, 18], [0, 0, 20]]
# Gwet (2014), Handbook of Inter-Rater Reliability: two abstractors of 100 records.
ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
# Gwet (2008): eight times yes from both, once no from both, once they differ.
YES_NO = [[8, 1], [0, 1]]
# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: B, and C with missing ratings.
BINARY = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [0, 1, 1, 0, 0, 1, 0, 1, 0, 0]]
FOUR = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, -1, -1, -1],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, -1, -1],
    [-1, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, -1],
]
# Wikipedia, Krippendorff's alpha: three coders of 15 units.
THREE = [
    [-1, -1, -1, -1, -1, 3, 4, 1, 2, 1, 1, 3, 3, -1, 3],
    [1, -1, 2, 1, 3, 3, 4, 3, -1, -1, -1, -1, -1, -1, -1],
    [-1, -1, 2, 1, 3, 4, 4, -1, 2, 1, 1, 3, 3, -1, 4],
]
# Hayes & Krippendorff (2007), p. 84: 40 news reports, five observers, "." for not rated.
NEWS = """112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111. .100. 0000. 1222. 33223 111.1
111.1 212.2 1233. 1101. 000.0 0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2
110.0 2121. 22.22 3222. 222.2 223.2 222.2 22.12 2222. 111.1"""
# Fleiss (1971), p. 379: 30 patients, six psychiatrists each, who differ from patient to patient.
PATIENTS = """444444 222555 233335 555555 222444 113333 333355 113334 114444 555555
144444 124444 222333 144444 224445 333335 111455 111112 224444 133555
555555 244444 224555 114444 144445 222224 111155 224444 133333 555555"""
# Krippendorff (1995), On the reliability of unitizing contiguous data, p. 57: four pairs, 24 units.
PAIRS_1995 = {
    "A": ([(2, 10), (14, 20)], [(4, 8), (15, 17)]),
    "B": ([(0, 18)], [(0, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 9), (9, 10)]),
    "C": (
        [(2, 8), (10, 12), (14, 18), (20, 22)],
        [(0, 2), (4, 8), (10, 14), (16, 18), (20, 22)],
    ),
    "D": (
        [(0, 2), (2, 10), (10, 14), (14, 20), (20, 24)],
        [(0, 4), (4, 8), (8, 15), (15, 17), (17, 24)],
    ),
}


def sides(table):
    """Two coders' ratings out of a table of the first's by the second's; shape (2, units)."""
    pairs = [
        (a, b) for a, row in enumerate(table) for b, count in enumerate(row) for _ in range(count)
    ]
    return np.array(pairs).T


def columns(lines):
    """Ratings from one word a unit, a sign for each coder; shape (coders, units)."""
    units = [[-1 if sign == "." else int(sign) for sign in word] for word in lines.split()]
    return np.array(units).T


def digits(spans, length=24):
    marks = np.zeros(length, dtype=int)
    for start, end in spans:
        marks[start:end] = 1
    return marks


@pytest.mark.parametrize(
    ("table", "kappa"),
    [(COHEN, 0.49153), (TAGS, 0.348), (DIALOGUE, 0.801), (CONTENT, 0.258), (ABSTRACTORS, 0.79641)],
    ids=["Cohen", "tags", "dialogue", "content", "abstractors"],
)
def test_cohens_kappa(table, kappa):
    assert cohen_kappa(*sides(table)) == pytest.approx(kappa, abs=5e-4)


@pytest.mark.parametrize(
    ("table", "pi"), [(TAGS, 0.341), (CONTENT, 0.186), (YES_NO, 0.6078)], ids=str
)
def test_scotts_pi_is_fleiss_kappa_of_two(table, pi):
    assert scott_pi(*sides(table)) == pytest.approx(pi, abs=5e-4)
    assert fleiss_kappa(sides(table)) == pytest.approx(scott_pi(*sides(table)))


def test_percent_agreement():
    assert percent_agreement(sides(TAGS)) == pytest.approx(0.7)
    assert percent_agreement(sides(ABSTRACTORS)) == pytest.approx(0.89)
    assert percent_agreement(BINARY) == pytest.approx(0.6)


def test_bennetts_s():
    assert brennan_prediger(sides(TAGS), categories=2) == pytest.approx(0.4)
    assert brennan_prediger(sides(ABSTRACTORS)) == pytest.approx(0.835)


@pytest.mark.parametrize(
    ("table", "ac1"), [(COHEN, 0.5760), (ABSTRACTORS, 0.84933), (YES_NO, 0.8658)], ids=str
)
def test_gwets_ac1(table, ac1):
    assert gwet_ac1(sides(table)) == pytest.approx(ac1, abs=5e-5)


def test_alpha_of_two_coders():
    # Printed 0.800; it is 0.80053, which to three decimals would be 0.801.
    assert krippendorff_alpha(sides(DIALOGUE)) == pytest.approx(0.800, abs=1e-3)
    assert krippendorff_alpha(sides(ABSTRACTORS)) == pytest.approx(0.79726, abs=5e-6)
    assert krippendorff_alpha(BINARY) == pytest.approx(0.095, abs=5e-4)


@pytest.mark.parametrize(
    ("metric", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_alpha_matches_krippendorffs_own_example_with_missing_ratings(metric, alpha):
    assert krippendorff_alpha(FOUR, metric) == pytest.approx(alpha, abs=5e-4)
    with_nan = np.where(np.array(FOUR) < 0, np.nan, FOUR)
    assert krippendorff_alpha(with_nan, metric) == krippendorff_alpha(FOUR, metric)


def test_the_same_ratings_by_others_measures():
    assert gwet_ac1(FOUR) == pytest.approx(0.77544, abs=5e-6)
    assert fleiss_kappa(FOUR) == pytest.approx(0.76117, abs=5e-6)
    assert brennan_prediger(FOUR) == pytest.approx(0.77273, abs=5e-6)


@pytest.mark.parametrize(("metric", "alpha"), [("nominal", 0.691), ("interval", 0.811)])
def test_alpha_of_three_coders_with_much_missing(metric, alpha):
    assert krippendorff_alpha(THREE, metric) == pytest.approx(alpha, abs=5e-4)


@pytest.mark.parametrize(
    ("metric", "alpha"), [("ordinal", 0.7598), ("nominal", 0.47651), ("interval", 0.757)]
)
def test_alpha_of_five_observers_of_the_news(metric, alpha):
    ratings = columns(NEWS)

    assert ratings.shape == (5, 40)
    assert krippendorff_alpha(ratings, metric) == pytest.approx(alpha, abs=5e-4)


def test_fleiss_kappa_of_the_psychiatrists():
    ratings = columns(PATIENTS)

    assert ratings.shape == (6, 30)
    assert percent_agreement(ratings) == pytest.approx(0.5556, abs=5e-5)
    assert fleiss_kappa(ratings) == pytest.approx(0.430, abs=5e-4)
    published = [0.248, 0.248, 0.517, 0.470, 0.565]
    recomputed = [0.245, 0.245, 0.520, 0.471, 0.566]
    for category, (told, exact) in enumerate(zip(published, recomputed, strict=True), 1):
        found = fleiss_kappa((ratings == category).astype(int))
        assert found == pytest.approx(told, abs=5e-3)
        assert found == pytest.approx(exact, abs=5e-4)


def test_the_first_fifteen_patients():
    # Gwet (2014), data set distrib.6raters.
    ratings = columns(PATIENTS)[:, :15]

    assert gwet_ac1(ratings) == pytest.approx(0.44480, abs=5e-6)
    assert fleiss_kappa(ratings) == pytest.approx(0.41393, abs=5e-6)
    assert krippendorff_alpha(ratings) == pytest.approx(0.42044, abs=5e-6)
    assert brennan_prediger(ratings) == pytest.approx(0.43889, abs=5e-6)


@pytest.mark.parametrize(("split", "kappa"), [((75, 75), 0.3143), ((150, 0), 0.3478)], ids=str)
def test_a_thousand_characters_of_the_nvivo_manual(split, kappa):
    one, two = sides([[800, split[0]], [split[1], 50]])

    assert percent_agreement([one, two]) == pytest.approx(0.85)
    assert cohen_kappa(one, two) == pytest.approx(kappa, abs=5e-5)


@pytest.mark.parametrize(
    ("both", "kappa", "ac1", "positive"),
    [(425, 0.70, 0.70, 0.85), (50, 0.31, 0.81, 0.40), (5, -0.02, 0.82, 0.06), (0, -0.08, 0.83, 0)],
)
def test_the_same_agreement_means_less_the_rarer_the_code(both, kappa, ac1, positive):
    # 1,000 units, 850 agreed on; measured for the evidence page, to two decimals.
    ratings = sides([[850 - both, 75], [75, both]])

    assert percent_agreement(ratings) == pytest.approx(0.85)
    assert cohen_kappa(*ratings) == pytest.approx(kappa, abs=5e-3)
    assert gwet_ac1(ratings, categories=2) == pytest.approx(ac1, abs=5e-3)
    assert positive_agreement(ratings) == pytest.approx(positive, abs=5e-3)
    assert negative_agreement(ratings) > 0.84


def test_the_pairs_of_1995_taken_as_single_units():
    bertha, bill = (digits(spans) for spans in PAIRS_1995["A"])
    assert cohen_kappa(bertha, bill) == pytest.approx(0.385, abs=1e-3)
    assert scott_pi(bertha, bill) == pytest.approx(0.314, abs=1e-3)
    assert krippendorff_alpha([bertha, bill]) == pytest.approx(0.329, abs=1e-3)
    john, jill = (digits(spans) for spans in PAIRS_1995["B"])
    assert cohen_kappa(john, jill) == pytest.approx(0.385, abs=1e-3)
    gerret, gill = (digits(spans) for spans in PAIRS_1995["C"])
    assert cohen_kappa(gerret, gill) == pytest.approx(0.314, abs=1e-3)


@pytest.mark.parametrize(("pair", "alpha"), [("A", 0.3583), ("B", 0.4220), ("C", 0.3512)])
def test_unitized_alpha_of_the_pairs_of_1995(pair, alpha):
    # The measure of 2016; two implementations agree on these values.
    assert unitized_alpha(PAIRS_1995[pair], 24) == pytest.approx(alpha, abs=5e-5)


def test_unitized_alpha_where_everything_is_coded_is_undefined():
    with pytest.raises(AgreementUndefined):
        unitized_alpha(PAIRS_1995["D"], 24)


def test_unitized_alpha_of_krippendorffs_two_coders():
    # Krippendorff (2004), p. 254, counted from 150: category c, and k on which they agree.
    first, second = [(75, 145), (220, 250)], [(70, 150), (205, 225), (250, 270)]
    same = [(30, 90), (150, 200)]

    assert unitized_alpha([first, second], 300) == pytest.approx(0.5163, abs=5e-5)
    assert unitized_alpha([same, same], 300) == pytest.approx(1.0)
