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

from qualcode.analysis.disclosure_layers import Kin, Layer, Marks, Numbers, Split, onto, splits
from qualcode.analysis.disclosure_lines import Line, close_lines, next_to_hide, serving
from qualcode.analysis.disclosure_program import Program
from qualcode.analysis.disclosure_ranges import Seen, exposed

# Tables by their attributes: what is kept back of them, and whether that is safe.
Decided = dict[tuple[str, ...], tuple[Marks, bool]]
# Each round hides at least one more cell; a table that needs more is not worth printing.
ROUNDS = 60


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
        stage = _Stage(layers[by], below, [hidden[layer.by] for layer in below], related)
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


def certain(layer: Layer, small: int, never: Callable[[Layer, int], bool]) -> Marks:
    """What must be hidden of a table whatever is decided on in coarser ones."""
    # Passages of people not known cannot be more people than they are passages.
    unknown = (layer.people == 0) & (layer.segments > 0) & (layer.segments < small)
    hidden = (layer.people > 0) & (layer.people < small) | unknown
    hidden |= (layer.of > 0) & (layer.of < small)
    hidden[:, [never(layer, group) for group in range(len(layer.keys))]] = True
    return np.asarray(hidden)


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
    stage = _Stage(
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


class _Stage:
    """One table, with all coarser ones decided on."""

    def __init__(
        self,
        layer: Layer,
        below: Sequence[Layer],
        decided: Sequence[Marks],
        related: Kin,
        *,
        divided: Sequence[Split] | None = None,
        past: Marks | None = None,
    ) -> None:
        self.layer = layer
        self.below = list(below)
        self.decided = list(decided)
        self.kin = related
        self.hidden = np.zeros(layer.people.shape, dtype=bool)
        self.divided = splits([*below, layer]) if divided is None else list(divided)
        groups = sum(len(one.keys) for one in [*below, layer])
        # What is beyond help, or nobody's business: not asked about.
        self.past = np.zeros((len(layer.people), groups), bool) if past is None else past
        self.out = self.past[:, groups - len(layer.keys) :]
        self.lines = [line for split in self.divided for line in self._lines_of(split)]
        self.serving = serving(layer, self.lines)

    def _lines_of(self, split: Split) -> list[Line]:
        if split.fine != len(self.below) or split.by_direction:
            return []
        coarse, marks = self.below[split.coarse], self.decided[split.coarse]
        return [
            Line(np.flatnonzero(split.onto == g), ~marks[:, g], coarse.people[:, g])
            for g in range(len(coarse.keys))
            if (split.onto == g).any()
        ]

    def begin(
        self,
        small: int,
        telling: Callable[[Layer, int], bool],
        never: Callable[[Layer, int], bool],
    ) -> None:
        """Hide what must be hidden for its own sake."""
        layer = self.layer
        self.hidden = certain(layer, small, never)
        extreme = ((layer.people == 0) | (layer.people == layer.of)) & (layer.of >= small)
        extreme &= ~self._told_above() & ~self.hidden
        for group in range(len(layer.keys)):
            if extreme[:, group].any() and telling(layer, group):
                self.hidden[:, group] |= extreme[:, group]

    def _told_above(self) -> Marks:
        """Counts of nobody or everybody that a coarser table tells anyway."""
        told = np.zeros(self.layer.people.shape, dtype=bool)
        for coarse, marks in zip(self.below, self.decided, strict=True):
            at = onto(self.layer, coarse)
            extreme = ((coarse.people == 0) | (coarse.people == coarse.of)) & ~marks
            told |= extreme[:, at] & (at >= 0)
        return told

    def close(self) -> bool:
        """Hide further cells until nothing hidden can be worked out; whether that succeeded."""
        close_lines(self.layer, self.lines, self.hidden, self.out)
        if not self.hidden.any() and not any(marks.any() for marks in self.decided):
            return True
        program = Program([*self.below, self.layer], self.divided, self.kin)
        safe = True
        for codes in self.kin.families:
            safe = self._close_family(program, codes) and safe
        return safe

    def _close_family(self, program: Program, codes: Sequence[int]) -> bool:
        """Hide more of one family of codes until an attacker is left in doubt everywhere."""
        own = list(codes)
        confined, seen = np.zeros_like(self.past), program.seen(own)
        for _ in range(ROUNDS):
            hidden = np.concatenate([*self.decided, self.hidden], axis=1)
            asked = hidden & ~confined & ~self.past
            tight = self._tight(program, own, hidden, asked, seen)[0] if asked[own].any() else []
            if not tight:
                known = confined.any() and self._tight(program, own, hidden, confined, seen)[1]
                return not known
            before = int(self.hidden.sum())
            for code, group in tight:
                if not self._hide_beside(program, own, code, group):
                    confined[code, group] = True
            if int(self.hidden.sum()) > before:
                close_lines(self.layer, self.lines, self.hidden, self.out)
        return False

    def _tight(
        self, program: Program, codes: Sequence[int], hidden: Marks, asked: Marks, seen: Seen
    ) -> tuple[list[tuple[int, int]], bool]:
        """Hidden counts that are confined too closely, and whether one is known exactly."""
        question = program.ask(codes, ~hidden, asked)
        tight, known = exposed(question, seen)
        found: dict[tuple[int, int], None] = {}
        for place in question.asked[tight]:
            n, column = divmod(int(place), 2 * program.groups)
            found[codes[n], column % program.groups] = None
        return list(found), bool(known.any())

    def _hide_beside(self, program: Program, codes: Sequence[int], code: int, group: int) -> bool:
        """Hide one more count near a confined one; False where none is left."""
        near = self._near(program, group)
        everywhere = np.arange(len(self.layer.keys))
        others = [other for other in codes if other != code]
        for among, rows in ((near, [code]), (everywhere, [code]), (near, others)):
            for row in rows:
                more = next_to_hide(self.layer, among, self.hidden | self.out, row, self.serving)
                if more is not None:
                    self.hidden[row, more] = True
                    return True
        return False

    def _near(self, program: Program, group: int) -> Numbers:
        """Groups of this table that share a line with a group, or lie in it."""
        first = int(program.starts[-2])
        if group >= first:
            shared = [line.parts for line in self.lines if group - first in line.parts]
            beside = self._directions_of(group - first)
            return np.unique(np.concatenate([*shared, beside])).astype("int64")
        at = int(np.searchsorted(program.starts, group, side="right")) - 1
        if not set(self.below[at].by) <= set(self.layer.by):
            return np.arange(len(self.layer.keys))
        inside = onto(self.layer, self.below[at]) == group - int(program.starts[at])
        return np.flatnonzero(inside)

    def _directions_of(self, group: int) -> Numbers:
        """The group's other directions, in a table by direction; else the group itself."""
        if "direction" not in self.layer.by:
            return np.array([group], "int64")
        at = self.layer.by.index("direction")
        own = self.layer.keys[group]
        same = [key[:at] + key[at + 1 :] == own[:at] + own[at + 1 :] for key in self.layer.keys]
        return np.flatnonzero(same)
