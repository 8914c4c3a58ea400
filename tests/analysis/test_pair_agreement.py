"""Two coders compared: published tables, and what cannot be said."""

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score, f1_score

from qualcode.analysis.pair_agreement import cohen_kappa, pair_agreement, positive_agreement

# Cohen (1960), A coefficient of agreement for nominal scales, p. 45: kappa 0.492.
COHEN = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
# Artstein & Poesio (2008), Inter-coder agreement, p. 558: kappa 0.348; p. 568: 0.801.
ARTSTEIN = [[20, 10], [20, 50]]
DIALOGUE = [[46, 0, 0], [6, 32, 6], [0, 0, 10]]
# Krippendorff (2004), Content Analysis, p. 246: 0.258.
KRIPPENDORFF = [[12, 18, 18], [0, 14, 18], [0, 0, 20]]


def sides(table):
    pairs = [
        (a, b) for a, row in enumerate(table) for b, count in enumerate(row) for _ in range(count)
    ]
    return [a for a, _ in pairs], [b for _, b in pairs]


@pytest.mark.parametrize(
    ("table", "kappa"),
    [(COHEN, 0.492), (ARTSTEIN, 0.348), (DIALOGUE, 0.801), (KRIPPENDORFF, 0.258)],
)
def test_kappa_is_the_published_one_and_scikit_learns(table, kappa):
    first, second = sides(table)

    assert cohen_kappa(first, second) == pytest.approx(kappa, abs=5e-4)
    assert cohen_kappa(first, second) == pytest.approx(cohen_kappa_score(first, second))


def test_kappa_of_coders_who_never_vary_is_not_known():
    assert cohen_kappa([0, 0, 0], [0, 0, 0]) is None
    assert cohen_kappa([0, 0, 1], [0, 0, 1]) == 1.0


@pytest.mark.parametrize(("first", "second"), [([], []), ([1], [1, 2])])
def test_coders_of_different_units_are_not_compared(first, second):
    with pytest.raises(ValueError, match="same units"):
        cohen_kappa(first, second)


def test_positive_agreement_falls_where_plain_agreement_stays():
    # 1,000 passages, 850 agreed on, both coders at a prevalence of 0.125: PA+ 0.40, kappa 0.31.
    first, second = sides([[800, 75], [75, 50]])

    assert positive_agreement(50, 150) == pytest.approx(0.4)
    assert cohen_kappa(first, second) == pytest.approx(0.31, abs=5e-3)
    assert positive_agreement(50, 150) == pytest.approx(f1_score(first, second))


def test_positive_agreement_on_nothing_is_not_known():
    assert positive_agreement(0, 0) is None
    assert positive_agreement(0, 3) == 0.0


def test_codes_are_compared_one_by_one_and_rare_ones_not_at_all():
    first = np.zeros((40, 2), dtype=bool)
    second = first.copy()
    first[:6, 0] = second[2:8, 0] = True
    first[:4, 1] = second[:4, 1] = True
    found = pair_agreement(("A", "B"), ["1", "2"], first, second, interviews=3)

    one, two = found.codes
    assert (one.both, one.only_first, one.only_second, one.neither) == (4, 2, 2, 32)
    assert one.positive == pytest.approx(2 / 3)
    assert (two.too_few, two.positive, two.kappa) == (True, None, None)


def test_few_passages_say_nothing():
    marked = np.ones((29, 1), dtype=bool)

    assert pair_agreement(("A", "B"), ["1"], marked, marked, 1).codes[0].too_few
