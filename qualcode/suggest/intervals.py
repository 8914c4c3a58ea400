"""How sure a share of a few is: intervals for k of n, and for figures over whole interviews."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

LEAST_GROUPS = 5


def wilson(k: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """The score interval for k of n.

    Raises
    ------
    ValueError
        n is not positive, or k lies outside 0 to n.

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical inference.
    """
    _check(k, n)
    from scipy.stats import norm

    return _score(k, n, float(norm.ppf((1 + level) / 2)))


def wilson_lower(k: int, n: int, z: float) -> float:
    """The lower end of the score interval at ``z`` standard errors; 0 for no cases."""
    return _score(k, n, z)[0] if n else 0.0


def _score(k: int, n: int, z: float) -> tuple[float, float]:
    middle = k + z * z / 2
    half = z * math.sqrt(z * z / 4 + k * (n - k) / n)
    return max(0.0, (middle - half) / (n + z * z)), min(1.0, (middle + half) / (n + z * z))


def clopper_pearson(k: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """The exact interval for k of n: never narrower than it says.

    Raises
    ------
    ValueError
        n is not positive, or k lies outside 0 to n.

    References
    ----------
    Clopper & Pearson (1934), The use of confidence or fiducial limits.
    """
    _check(k, n)
    from scipy.stats import beta

    tail = (1 - level) / 2
    low = 0.0 if k == 0 else float(beta.ppf(tail, k, n - k + 1))
    high = 1.0 if k == n else float(beta.ppf(1 - tail, k + 1, n - k))
    return low, high


def _check(k: int, n: int) -> None:
    if not (n > 0 and 0 <= k <= n):
        raise ValueError(f"{k} of {n} is no share.")


def by_groups(
    figure: Callable[[np.ndarray], float],
    groups: Sequence[object],
    rng: np.random.Generator,
    *,
    times: int = 1000,
    level: float = 0.95,
) -> tuple[float, float] | None:
    """A percentile interval for a figure, drawing whole groups (interviews) anew each time.

    Parameters
    ----------
    figure : takes an int array of places (some several times), returns the figure
    groups : the group of each place

    Returns
    -------
    Low and high; None below five groups, where nothing can be said.
    """
    places: dict[object, list[int]] = {}
    for i, group in enumerate(groups):
        places.setdefault(group, []).append(i)
    if len(places) < LEAST_GROUPS:
        return None
    parts = [np.array(own) for own in places.values()]
    drawn = rng.integers(0, len(parts), size=(times, len(parts)))
    found = [figure(np.concatenate([parts[g] for g in row])) for row in drawn]
    tail = (1 - level) / 2
    low, high = np.quantile(found, [tail, 1 - tail])
    return float(low), float(high)
