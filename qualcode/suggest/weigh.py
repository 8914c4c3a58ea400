"""Layers to one score per passage and code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.suggest.model import Unit

# Shares of the cue, the definition, the example and the meaning layer; set by hand on development
# passages. The last is there only where sentence vectors are compared.
SHARES = np.array([0.7, 0.6, 0.5, 0.5])
FAMILY = 0.3
CUE, DEFINITION, EXAMPLE, MEANING = range(4)


@dataclass(frozen=True)
class Scores:
    """Arrays over (passages, codes): each layer's score, the model's, and the whole."""

    layers: np.ndarray
    model: np.ndarray
    total: np.ndarray


def families(tops: Sequence[str]) -> list[list[int]]:
    """For each code the columns of its indicator and all of its letters."""
    return [[m for m, other in enumerate(tops) if other == top] for top in tops]


def weigh(layers: np.ndarray, gates: np.ndarray, kin: Sequence[Sequence[int]]) -> np.ndarray:
    """The layers' weighted sum, 0 to 1, with a share of what speaks for the whole indicator.

    Parameters
    ----------
    layers : float array, shape (passages, codes, layers)
    gates : float array, shape (codes, layers)
        0 where a layer is switched off for a code.
    kin : for each code the columns of its family
    """
    own = np.clip((layers * (gates * SHARES[: layers.shape[2]])).sum(2), 0.0, 1.0)
    together = np.empty_like(own)
    for code, columns in enumerate(kin):
        together[:, code] = 1.0 - np.prod(1.0 - own[:, list(columns)], axis=1)
    return np.where(own > 0, (1 - FAMILY) * own + FAMILY * together, 0.0)


def blend(
    own: np.ndarray,
    model: np.ndarray,
    units: dict[int, Unit],
    kin: Sequence[Sequence[int]],
    tops: Sequence[int],
) -> np.ndarray:
    """The models' probabilities mixed in, each by its unit's share.

    An indicator's model speaks for its letters as strongly as the other layers tell them apart.
    """
    total = own.copy()
    for code, unit in units.items():
        probability = model[:, code]
        if len(unit.columns) > 1 and code != tops[code]:
            best = own[:, list(kin[code])].max(1)
            probability = probability * np.where(best > 0, own[:, code] / np.maximum(best, 1e-9), 0)
        mixed = (1 - unit.share) * own[:, code] + unit.share * probability
        total[:, code] = np.where(np.isnan(mixed), own[:, code], mixed)
    return total
