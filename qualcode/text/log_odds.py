"""Which words one text uses more than another, with what is expected anyway taken into account.

Monroe, Colaresi & Quinn (2008), Fightin' Words, Political Analysis 16(4), equations 15, 16 and 22.
"""

from __future__ import annotations

import numpy as np


def log_odds(here: np.ndarray, there: np.ndarray, prior: np.ndarray) -> np.ndarray:
    """Each word's z of the log-odds between two texts, with an informative Dirichlet prior.

    z puts words in an order. It is no test: words of one talk are not independent of each other.

    Parameters
    ----------
    here, there : array, shape (words,)
        How often each word stands in the two texts.
    prior : array, shape (words,)
        How often it is expected, more than 0 for every word; the sum says how much that counts.

    Returns
    -------
    float array, shape (words,); above 0 where the word is more often here than expected, and all
    0 where there is only one word, so that nothing can be more often than anything else.
    """
    if len(prior) < 2:
        return np.zeros(len(prior))
    strength = prior.sum()
    a, b = here + prior, there + prior
    odds = np.log(a / (here.sum() + strength - a)) - np.log(b / (there.sum() + strength - b))
    return np.asarray(odds / np.sqrt(1 / a + 1 / b))
