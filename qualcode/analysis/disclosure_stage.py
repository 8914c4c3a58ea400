"""One table is decided on: what must be hidden, and what else, so that nothing gives it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from qualcode.analysis.disclosure_layers import Kin, Layer, Marks, Numbers, Split, onto, splits
from qualcode.analysis.disclosure_lines import Line, close_lines, next_to_hide, serving
from qualcode.analysis.disclosure_program import Program
from qualcode.analysis.disclosure_ranges import Seen, exposed

# Each round hides at least one more cell; a table that needs more is not worth printing.
ROUNDS = 60


def certain(layer: Layer, small: int, never: Callable[[Layer, int], bool]) -> Marks:
    """What must be hidden of a table whatever is decided on in coarser ones."""
    # Passages of people not known cannot be more people than they are passages.
    unknown = (layer.people == 0) & (layer.segments > 0) & (layer.segments < small)
    hidden = (layer.people > 0) & (layer.people < small) | unknown
    hidden |= (layer.of > 0) & (layer.of < small)
    hidden[:, [never(layer, group) for group in range(len(layer.keys))]] = True
    return np.asarray(hidden)


class Stage:
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
