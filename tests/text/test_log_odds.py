"""Log-odds with an informative prior, against a worked example."""

import numpy as np
import pytest

from qualcode.text.log_odds import log_odds


def test_log_odds_repeat_the_worked_example():
    # The words safe, told and the, in two groups of three interviews; worked by hand from Monroe,
    # Colaresi & Quinn (2008), equations 15, 16 and 22.
    z = log_odds(np.array([8, 5, 100]), np.array([2, 5, 110]), np.array([10.0, 10.0, 210.0]))

    assert z == pytest.approx([1.169, 0.033, -2.916], abs=5e-4)


def test_one_word_alone_is_neither_more_nor_less_often():
    assert log_odds(np.array([3]), np.array([0]), np.array([500.0])).tolist() == [0.0]


def test_no_words_have_no_z():
    none = np.zeros(0)

    assert log_odds(none, none, none).tolist() == []
