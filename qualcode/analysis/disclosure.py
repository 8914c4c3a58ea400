"""Which counts may be published, so that nothing published gives a hidden one back.

A count is kept back when 1 to ``small`` - 1 people stand behind it or its group has fewer than
``small`` people (primary), and further ones are kept back so that sums, unions and the codes above
and below do not tell it (complementary). Whatever table a count stands in, it is decided on in the
smallest table that holds it: the total first, then tables by one attribute, then by two; so the
same count is shown or kept back wherever it is published.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qualcode.analysis.disclosure_layers import Kin, Layer, Marks, Split, splits
from qualcode.analysis.disclosure_stage import Stage

# Tables by their attributes: what is kept back of them, and whether that is safe.
Decided = dict[tuple[str, ...], tuple[Marks, bool]]


@dataclass(frozen=True)
class Protected:
    """Tables with what of them is kept back.

    hidden : attributes of a table, sorted -> shape (codes, groups)
    safe : whether no count kept back is known exactly
    """

    layers: Mapping[tuple[str, ...], Layer]
    hidden: Mapping[tuple[str, ...], Marks]
    safe: bool


def protect(
    layers: Mapping[tuple[str, ...], Layer],
    related: Kin,
    small: int,
    *,
    telling: Callable[[Layer, int], bool] = lambda layer, group: False,
    never: Callable[[Layer, int], bool] = lambda layer, group: False,
    worth: Callable[[Layer, Marks], bool] = lambda layer, hidden: True,
    decided: Decided | None = None,
) -> Protected:
    """Decide table by table, from the total to the finest, what is kept back.

    Parameters
    ----------
    layers : every table over some of the attributes of the finest one, by its sorted attributes
    telling : whether a count of nobody or of everybody in this group tells of a small group
    never : groups that are kept back however many people they have
    worth : whether the finest table is worth more work, from what must be hidden for its own sake
    decided : tables decided on before, with the same study, codes and functions; more are added
    """
    hidden: dict[tuple[str, ...], Marks] = {}
    decided = {} if decided is None else decided
    safe, most = True, max(len(by) for by in layers)
    for by in sorted(layers, key=lambda names: (len(names), "direction" in names, names)):
        if by in decided and len(by) < most:
            hidden[by], held = decided[by]
            safe = held and safe
            continue
        below = [layers[other] for other in hidden if set(other) < set(by)]
        stage = Stage(layers[by], below, [hidden[layer.by] for layer in below], related)
        stage.begin(small, telling, never)
        if len(by) == most and not worth(stage.layer, stage.hidden):
            stage.hidden[:] = True
        else:
            if by not in decided:
                held = stage.close()
                decided[by] = (stage.hidden, held)
            stage.hidden, held = decided[by]
            safe = held and safe
        hidden[by] = stage.hidden
    return Protected(layers, hidden, safe)


@dataclass(frozen=True)
class Known:
    """Tables published earlier, tied to the finest one by groups that lie in both.

    layers, hidden : the earlier tables and what of them is not known
    finest : tables of the smallest groups there are, of which nothing is known
    divided : how ``finest`` divides each table in ``layers``, by their places in [*layers, *finest]
    own : how the last of ``finest`` divides the table at hand
    past : shape (codes, groups of layers): counts that need no protection any more
    """

    layers: Sequence[Layer]
    hidden: Sequence[Marks]
    finest: Sequence[Layer]
    divided: Sequence[Split]
    own: Split
    past: Marks


def protect_further(
    protected: Protected,
    by: tuple[str, ...],
    related: Kin,
    known: Known,
    past: Mapping[tuple[str, ...], Marks],
) -> Protected:
    """Keep back more of the finest table where earlier ones and it together would tell too much.

    ``past`` marks, for each table, counts that were published before.
    """
    lower = [layer for other, layer in protected.layers.items() if other != by]
    own = protected.layers[by]
    below = [*lower, *known.layers, *known.finest]
    shift, last = len(lower), len(below)
    lattice = [replace(s, fine=last if s.fine == shift else s.fine) for s in splits([*lower, own])]
    tied = [replace(s, fine=s.fine + shift, coarse=s.coarse + shift) for s in known.divided]
    nothing = [np.ones(layer.people.shape, dtype=bool) for layer in known.finest]
    stage = Stage(
        own,
        below,
        [*(protected.hidden[layer.by] for layer in lower), *known.hidden, *nothing],
        related,
        divided=[*lattice, *tied, replace(known.own, fine=known.own.fine + shift, coarse=last)],
        past=np.concatenate(
            [*(past[layer.by] for layer in lower), known.past, *nothing, past[by]], axis=1
        ),
    )
    stage.hidden = protected.hidden[by].copy()
    safe = stage.close() and protected.safe
    return Protected(protected.layers, {**protected.hidden, by: stage.hidden}, safe)
