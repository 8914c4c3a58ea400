"""All that is learned from a record, in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from qualcode.suggest.examples import ExampleLayer
from qualcode.suggest.lessons import Lessons
from qualcode.suggest.model import ModelLayer, Unit
from qualcode.suggest.threshold import Bar, bar, earns
from qualcode.suggest.weigh import EXAMPLE, blend, weigh


@dataclass(frozen=True)
class Learned:
    """The taught layers, which of them count for which code, and from where each is shown.

    Attributes
    ----------
    gates : float array, shape (codes, layers)
        0 where a layer's own record does not earn its place for a code.
    """

    examples: ExampleLayer
    model: ModelLayer
    units: dict[int, Unit]
    gates: np.ndarray
    bars: list[Bar | None]


def learn(
    lessons: Lessons,
    layers: np.ndarray,
    kin: Sequence[Sequence[int]],
    tops: Sequence[int],
) -> Learned:
    """Teach the layers, then judge them on passages whose interview did not teach them.

    ``layers``: float array of shape (passages, codes, layers) with the cue, definition and meaning
    scores, in which a passage's own interview has no part; the example scores are filled in.
    """
    examples = ExampleLayer(lessons)
    layers[:, :, EXAMPLE] = examples.scores(lessons.passages)
    codes, each = range(len(lessons.ids)), range(layers.shape[2])
    gates = np.array(
        [[float(earns(layers[:, c, n], lessons.labels[:, c])) for n in each] for c in codes]
    )
    own = weigh(layers, gates, kin)
    # Many small fits: more threads than one only wait for one another.
    with threadpool_limits(1):
        model = ModelLayer(lessons, kin, layers)
    chances = model.probabilities(lessons.passages, layers, lessons.folds.tolist())
    units = {
        code: unit
        for code, unit in model.units.items()
        if earns(np.nan_to_num(chances[:, code]), lessons.labels[:, code])
    }
    total = blend(own, chances, units, kin, tops)
    bars = [bar(total[:, c], lessons.labels[:, c], lessons.groups) for c in codes]
    return Learned(examples, model, units, gates, bars)
