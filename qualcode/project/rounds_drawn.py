"""Drawing what is looked at in a round: seeded, and in proportion to strata."""

from __future__ import annotations

import random
from collections.abc import Hashable, Sequence


def shares(sizes: Sequence[int], count: int) -> list[int]:
    """How many of ``count`` each stratum gives: in proportion to its size, by largest remainders.

    Each stratum that is not empty gives at least one where the count allows it. Of equally large
    remainders the first gives.

    >>> shares([90, 9, 1], 10)
    [8, 1, 1]
    >>> shares([5, 5], 20)
    [5, 5]
    """
    total = sum(sizes)
    if count >= total:
        return list(sizes)
    quotas = [count * size / total for size in sizes]
    given = [int(quota) for quota in quotas]
    filled = [n for n, size in enumerate(sizes) if size]
    if count >= len(filled):
        for n in filled:
            given[n] = max(given[n], 1)
    while sum(given) < count:
        n = max(
            (n for n in filled if given[n] < sizes[n]),
            key=lambda n: (quotas[n] - given[n], -n),
        )
        given[n] += 1
    while sum(given) > count:
        n = max((n for n in filled if given[n] > 1), key=lambda n: (given[n] - quotas[n], n))
        given[n] -= 1
    return given


def draw_in_tiers(
    strata: Sequence[Hashable], tiers: Sequence[int], count: int | None, seed: int
) -> list[int]:
    """As `draw`, but from a tier only where the lower ones do not suffice; one tier for each.

    >>> draw_in_tiers("aaaa", [2, 0, 1, 0], 3, seed=1)
    [1, 2, 3]
    """
    drawn: list[int] = []
    for tier in sorted(set(tiers)):
        places = [n for n, one in enumerate(tiers) if one == tier]
        left = None if count is None else count - len(drawn)
        if left == 0:
            break
        drawn += [places[n] for n in draw([strata[n] for n in places], left, seed)]
    return sorted(drawn)


def draw(strata: Sequence[Hashable], count: int | None, seed: int) -> list[int]:
    """Which things are drawn, as their positions in order; ``strata`` names the one each is in.

    The same seed draws the same of the same things.
    """
    if count is None or count >= len(strata):
        return list(range(len(strata)))
    rng = random.Random(seed)  # noqa: S311 - a sample, not a secret
    within: dict[Hashable, list[int]] = {}
    for n, stratum in enumerate(strata):
        within.setdefault(stratum, []).append(n)
    # Of strata that are as large as one another chance decides which gives.
    groups = list(within.values())
    rng.shuffle(groups)
    given = shares([len(group) for group in groups], count)
    drawn = [n for group, most in zip(groups, given, strict=True) for n in rng.sample(group, most)]
    return sorted(drawn)
