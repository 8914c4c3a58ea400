"""A theme table as it may be published: counted, protected, and coarser where it must be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pandas as pd

from qualcode.analysis.disclosure import Decided, Protected, protect
from qualcode.analysis.disclosure_asked import Asked, count_rows, next_coarser
from qualcode.analysis.disclosure_layers import Kin, Layer, Marks, Numbers, kin, layer_of
from qualcode.analysis.disclosure_sizes import SmallInside, person_numbers, rows_in
from qualcode.analysis.disclosure_stage import certain
from qualcode.analysis.disclosure_words import NOTHING, coarser, kept_back, too_few, unknown
from qualcode.analysis.frames import Frames
from qualcode.analysis.frequency import ThemeTable, at_level, count_themes
from qualcode.analysis.reporting_groups import covered, grouped
from qualcode.model import Codebook

MOST_GROUPS = 400


@dataclass(frozen=True)
class Published:
    """A table as it may leave.

    cells, kept : cells of groups that have anybody, and how many of them are kept back
    safe : whether nothing kept back can be known exactly
    """

    asked: Asked
    table: ThemeTable
    protected: Protected | None
    cells: int
    kept: int
    safe: bool

    @property
    def mostly_hidden(self) -> bool:
        """Whether more than half of it is kept back, or it could not be made safe."""
        return not self.safe or 2 * self.kept > self.cells


class _Cells:
    """Where the rows of a table stand in the table over all its attributes."""

    def __init__(self, asked: Asked, table: ThemeTable, codes: Mapping[str, int]) -> None:
        self._whole = not asked.by
        self._at = [
            (codes[str(row["code"])], asked.key({str(k): v for k, v in row.items()}))
            for row in table.rows[["code", *asked.by]].to_dict("records")
        ]

    def places(self, layer: Layer) -> tuple[list[int], tuple[list[int], list[int]]]:
        """Rows whose group has anybody, and their places among a table's codes and groups."""
        at = {key: n for n, key in enumerate(layer.keys)}
        there = [n for n, (_, key) in enumerate(self._at) if key in at]
        return there, ([self._at[n][0] for n in there], [at[self._at[n][1]] for n in there])

    def worth(self, layer: Layer, hidden: Marks) -> bool:
        """Whether not more than half of the rows are hidden, or there is nothing coarser."""
        there, marked = self.places(layer)
        return self._whole or 2 * int(hidden[marked].sum()) <= len(there)


Further = Callable[[Asked, Protected, Kin], Protected]


class Guard:
    """Makes tables that may leave, of one study in one state.

    Parameters
    ----------
    small : people a published group needs
    unique : roles of which an authority has only one post
    further : keeps back more because of what was published earlier
    """

    def __init__(
        self,
        frames: Frames,
        codebook: Codebook,
        small: int,
        unique: Collection[str] = (),
        further: Further | None = None,
    ) -> None:
        self.frames = frames
        self.codebook = codebook
        self.small = small
        self._unique = frozenset(unique)
        self._further = further
        self._inside: SmallInside | None = None
        # Coarser tables stand in many finer ones; each is counted and decided on once.
        self._layers: dict[object, Layer] = {}
        self._decided: dict[object, Decided] = {}

    def publishable(self, asked: Asked) -> Published:
        """The table asked for, or the coarser one that more can be shown of."""
        best = self._made(asked)
        while best.mostly_hidden and best.asked.by:
            tables = [self._made(other) for other in next_coarser(best.asked, self.frames)]
            fitting = [made for made in tables if not made.mostly_hidden or not made.asked.by]
            best = max(
                fitting or tables, key=lambda made: (made.cells - made.kept) / max(made.cells, 1)
            )
        if not best.safe:
            best = _all_kept(best.asked, best.table)
        return replace(best, table=replace(best.table, caption=self._words(best, asked)))

    def _made(self, asked: Asked) -> Published:
        table = at_level(self._count(asked), grouped(self.codebook, asked.groups), asked.level)
        if not self._worth(asked):
            return _all_kept(asked, table)
        rows = self._rows(asked)
        codes = {code: n for n, code in enumerate(rows)}
        cells = _Cells(asked, table, codes)
        # A table kept back for the most at first sight is not looked into further.
        finest = self._layer(asked, asked.over)
        if not cells.worth(finest, certain(finest, self.small, self._never)):
            return _all_kept(asked, table)
        protected = self._protected(asked, kin(rows), cells.worth)
        if self._further is not None:
            protected = self._further(asked, protected, kin(rows))
        there, marked = cells.places(protected.layers[asked.over])
        marks = np.zeros(len(table.rows), dtype=bool)
        marks[there] = protected.hidden[asked.over][marked]
        kept = int(marks.sum())
        return Published(asked, _masked(table, marks), protected, len(there), kept, protected.safe)

    def _count(self, asked: Asked) -> ThemeTable:
        return count_themes(
            self.frames,
            self.codebook,
            asked.by,
            where=asked.where,
            direction=asked.direction,
            coder=asked.coder,
            groups=asked.groups,
            also=asked.also,
        )

    def _worth(self, asked: Asked) -> bool:
        """Whether a table has few enough groups, and few enough small ones, to be printed."""
        if not self._in_scope(asked):
            return False
        personal = [name for name in asked.over if name in self.frames.people]
        sizes = self._sizes(personal)
        if len(sizes) > MOST_GROUPS:
            return False
        unknown = bool(self.frames.people["participant"].isna().any())
        return unknown or bool(asked.where) or 2 * int((sizes < self.small).sum()) <= len(sizes)

    def _sizes(self, names: Sequence[str]) -> Numbers:
        """People in every group that has any."""
        people = self.frames.people
        group = np.zeros(len(people), "int64")
        for name in names:
            codes, values = pd.factorize(people[name], use_na_sentinel=False)
            group = np.unique(group * max(len(values), 1) + codes, return_inverse=True)[1]
        pairs = np.unique(np.stack([group, person_numbers(people)]), axis=1)
        return np.unique(pairs[0], return_counts=True)[1]

    def _protected(
        self, asked: Asked, related: Kin, worth: Callable[[Layer, Marks], bool]
    ) -> Protected:
        over = asked.over
        layers = {
            by: self._layer(asked, by) for n in range(len(over) + 1) for by in combinations(over, n)
        }
        inside = self._small_inside()
        finders = {by: rows_in(self.frames, by) for by in layers}

        def telling(layer: Layer, group: int) -> bool:
            return inside.within(finders[layer.by](layer.keys[group]))

        return protect(
            layers,
            related,
            self.small,
            telling=telling,
            never=self._never,
            worth=worth,
            decided=self._decided.setdefault((asked.coder, asked.groups), {}),
        )

    def _layer(self, asked: Asked, by: tuple[str, ...]) -> Layer:
        key = (asked.coder, asked.groups, by)
        if key not in self._layers:
            counted = count_rows(self.frames, self.codebook, asked, by)
            self._layers[key] = layer_of(counted, self._rows(asked))
        return self._layers[key]

    def _rows(self, asked: Asked) -> dict[str, frozenset[str]]:
        """Every code, and then every reporting group asked for, with the codes it counts."""
        return {**covered(self.codebook, ()), **covered(self.codebook, asked.groups)}

    def _small_inside(self) -> SmallInside:
        if self._inside is None:
            names = self.frames.attributes
            self._inside = SmallInside(self.frames, names, self.small, self._unique)
        return self._inside

    def _never(self, layer: Layer, group: int) -> bool:
        """A post of which an authority has only one, named with the authority."""
        told = dict(zip(layer.by, layer.keys[group], strict=True))
        return told.get("role") in self._unique and told.get("authority") is not None

    def _words(self, made: Published, asked: Asked) -> str:
        """The caption of a table that leaves."""
        if not self._in_scope(asked):
            return too_few(self.small)
        said = [made.table.caption]
        if made.asked.by != asked.by:
            said.append(coarser(asked.by, made.asked.by))
        said.append(kept_back(made.kept, made.cells, self.small))
        if made.protected is None and made.cells:
            said.append(NOTHING)
        if self.frames.people["participant"].isna().any():
            said.append(unknown(self.small))
        return " ".join(said)

    def _in_scope(self, asked: Asked) -> bool:
        """Whether enough people are in scope that the caption may speak of them.

        Speakers nobody knows may be as many people as they have segments.
        """
        people = self.frames.people
        rows = np.ones(len(people), dtype=bool)
        for name, value in (asked.where or {}).items():
            rows &= rows_in(self.frames, (name,))((value,))
        known = people["participant"].notna().to_numpy()
        many = people["participant"][rows & known].nunique()
        said = self.frames.segments["person"].to_numpy("int64")
        return int(many + (rows & ~known)[said].sum()) >= self.small or not len(people)


def _all_kept(asked: Asked, table: ThemeTable) -> Published:
    marks = np.ones(len(table.rows), dtype=bool)
    return Published(asked, _masked(table, marks), None, len(marks), len(marks), True)


def _masked(table: ThemeTable, kept: Marks) -> ThemeTable:
    """The table with nulls in the rows that are kept back."""
    rows = table.rows.copy()
    rows["segments"] = rows["segments"].astype("Int64")
    for name in ("participants", "of_participants", "segments"):
        rows[name] = rows[name].mask(kept)
    rows["suppressed"] = kept
    return replace(table, rows=rows, compared="")
