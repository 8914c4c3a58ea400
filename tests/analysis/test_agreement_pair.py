"""Two coders beside the suggestions: counted code by code, and where nothing can be said."""

import numpy as np
import pytest

from qualcode.analysis.agreement.pair import pair_agreement


def test_codes_are_compared_one_by_one_and_rare_ones_not_at_all():
    first = np.zeros((40, 2), dtype=bool)
    second = first.copy()
    first[:6, 0] = second[2:8, 0] = True
    first[:4, 1] = second[:4, 1] = True
    found = pair_agreement(("A", "B"), ["1", "2"], first, second, interviews=3)

    one, two = found.codes
    assert (one.both, one.only_first, one.only_second, one.neither) == (4, 2, 2, 32)
    assert one.positive == pytest.approx(2 / 3)
    assert one.kappa == pytest.approx((36 / 40 - 0.745) / 0.255)
    assert (two.too_few, two.positive, two.kappa) == (True, None, None)


def test_few_passages_say_nothing():
    marked = np.ones((29, 1), dtype=bool)

    assert pair_agreement(("A", "B"), ["1"], marked, marked, 1).codes[0].too_few


def test_a_code_on_everything_has_no_kappa():
    marked = np.ones((30, 1), dtype=bool)
    [found] = pair_agreement(("A", "B"), ["1"], marked, marked, 1).codes

    assert (found.too_few, found.positive, found.kappa) == (False, 1.0, None)
