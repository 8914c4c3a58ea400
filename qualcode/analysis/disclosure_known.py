"""Tables published before as an attacker's knowledge about the one at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from qualcode.analysis.disclosure import Known, Protected, protect_further
from qualcode.analysis.disclosure_asked import Asked, count_rows
from qualcode.analysis.disclosure_layers import Key, Kin, Layer, Marks, Split, layer_of
from qualcode.analysis.frames import Frames
from qualcode.analysis.releases import Release, coding_digests, hashes, people_in, same_people
from qualcode.model import Codebook

ATOM = "@smallest"


@dataclass(frozen=True)
class _Old:
    """A release with today's counts of its cells.

    by : what its groups are told apart by, with a name of its own for the people it had, where
        these are not all the people there are now
    shown : cells a reader has that still hold; ``hidden`` cells it kept back
    """

    by: tuple[str, ...]
    layer: Layer
    shown: Marks
    hidden: Marks
    same: bool


class Earlier:
    """Keeps back more of a table where it and earlier ones together would tell too much.

    Earlier counts that no longer hold, because the coding changed or people left, are not used.
    Tables by question are looked at on their own.
    """

    def __init__(self, frames: Frames, codebook: Codebook, releases: Sequence[Release]) -> None:
        self._frames = frames
        self._codebook = codebook
        self._releases = releases
        self._looked_at: dict[tuple[int, object], _Old] = {}
        self._codings: dict[str | None, dict[str, str]] = {}

    def further(self, asked: Asked, protected: Protected, related: Kin) -> Protected:
        """The protection of a table, with more kept back where it must be."""
        by = asked.over
        if "question" in by or not protected.layers[by].keys:
            return protected
        frames = self._marked
        found = [
            (release, self._old(frames, release, n, asked))
            for n, release in enumerate(self._releases)
            if self._matters(release, asked)
        ]
        if not found:
            return protected
        protected = self._as_before(asked, protected, found)
        past = {
            names: self._past(layer, [old for _, old in found])
            for names, layer in protected.layers.items()
        }
        if any(self._counted_on(release, old, asked) for release, old in found):
            past[by] |= ~protected.hidden[by]
        # An earlier table of which everybody has left since tells nothing any more.
        news = [old for _, old in found if old.layer.keys and not self._told(old, protected)]
        if not news:
            return protected
        known = self._known(frames, asked, protected.layers[by], news)
        return protect_further(protected, by, related, known, past)

    def _matters(self, release: Release, asked: Asked) -> bool:
        here = all(name in self._frames.people for name in release.attributes)
        return here and release.asked.coder == asked.coder and "question" not in release.asked.over

    @cached_property
    def _marked(self) -> Frames:
        """The frames with a column for each release: whether a person was in it."""
        people = self._frames.people.copy()
        for n, release in enumerate(self._releases):
            if not all(name in people for name in release.attributes):
                continue
            now = people_in(self._frames, release.attributes, {}, release.salt)
            then = {p for p, groups in release.people.items() if now.get(p, frozenset()) >= groups}
            inside = [p in then for p in hashes(self._frames, release.salt)]
            values = ["in" if one else None for one in inside]
            people[f"@{n}"] = pd.Series(values, index=people.index, dtype=object)
        return replace(self._frames, people=people)

    def _old(self, frames: Frames, release: Release, n: int, asked: Asked) -> _Old:
        known = self._looked_at.get((n, asked.groups))
        if known is None:
            known = self._looked_at[n, asked.groups] = self._look(frames, release, n, asked)
        return known

    def _look(self, frames: Frames, release: Release, n: int, asked: Asked) -> _Old:
        over, same = release.asked.over, same_people(release, self._frames)
        where = {**(release.asked.where or {}), **({} if same else {f"@{n}": "in"})}
        counted = count_rows(
            frames, self._codebook, replace(asked, coder=release.asked.coder), over, where
        )
        codes = {code: n for n, code in enumerate(dict.fromkeys(counted.rows["code"]))}
        layer = layer_of(counted)
        shown = np.zeros(layer.people.shape, dtype=bool)
        hidden = np.zeros_like(shown)
        at = {key: n for n, key in enumerate(layer.keys)}
        for (code, key), cell in release.cells.items():
            if code in codes and key in at:
                place = codes[code], at[key]
                now = (layer.people[place], layer.sizes[at[key]], layer.segments[place])
                shown[place] = cell is not None and tuple(int(v) for v in now) == cell
                hidden[place] = cell is None
        by = over if same else (*over, f"@{n}")
        keyed = layer.keys if same else tuple((*key, "in") for key in layer.keys)
        return _Old(over, replace(layer, by=by, keys=keyed), shown, hidden, same)

    def _as_before(
        self, asked: Asked, protected: Protected, found: Sequence[tuple[Release, _Old]]
    ) -> Protected:
        """What was kept back of the same people and codings stays kept back."""
        by = asked.over
        layer, marks = protected.layers[by], protected.hidden[by].copy()
        digests = self._digests(asked.coder)
        at = {key: n for n, key in enumerate(layer.keys)}
        codes = list(digests)
        for release, old in found:
            if old.by != by or not old.same:
                continue
            for (code, key), cell in release.cells.items():
                held = digests.get(code)
                if cell is None and held == release.codings.get(code, "") and key in at:
                    marks[codes.index(code), at[key]] = True
        return replace(protected, hidden={**protected.hidden, by: marks})

    def _digests(self, coder: str | None) -> dict[str, str]:
        if coder not in self._codings:
            self._codings[coder] = coding_digests(self._frames, self._codebook, coder)
        return self._codings[coder]

    def _counted_on(self, release: Release, old: _Old, asked: Asked) -> bool:
        """Whether an earlier table was tested as if the one at hand stood beside it.

        That holds for its margins, published or not. To hide more of them now would protect
        nothing anew, and where other tables tell them it would be in vain.
        """
        same = old.same and release.codings == self._digests(asked.coder)
        margin = set(asked.over) < set(release.asked.over)
        return same and margin and release.asked.groups == asked.groups

    def _past(self, layer: Layer, found: Sequence[_Old]) -> Marks:
        """Counts of a table that were published before."""
        past = np.zeros(layer.people.shape, dtype=bool)
        at = {key: n for n, key in enumerate(layer.keys)}
        for old in found:
            if old.by == layer.by and old.same:
                for n, key in enumerate(old.layer.keys):
                    if key in at:
                        past[:, at[key]] |= old.shown[:, n]
        return past

    def _told(self, old: _Old, protected: Protected) -> bool:
        """Whether everything an earlier table shows stands in the lattice at hand anyway."""
        if not old.same or old.by not in protected.layers:
            return False
        layer, marks = protected.layers[old.by], protected.hidden[old.by]
        at = [layer.keys.index(key) for key in old.layer.keys]
        return not (old.shown & marks[:, at]).any() and not (old.hidden & ~marks[:, at]).any()

    def _known(self, frames: Frames, asked: Asked, own: Layer, news: Sequence[_Old]) -> Known:
        """Earlier tables and the one at hand, tied by the smallest groups that lie in all."""
        names = sorted(
            {n for one in (own, *(o.layer for o in news)) for n in one.by} - {"direction"}
        )
        split = any("direction" in one.by for one in (own, *(o.layer for o in news)))
        atoms, number = _atoms(frames.people, names)
        people = frames.people.copy()
        people[ATOM] = pd.Series(number, index=people.index, dtype=object)
        told = replace(frames, people=people)
        whole = layer_of(count_rows(told, self._codebook, asked, (ATOM,)))
        finest = [whole]
        if split:
            finest.append(layer_of(count_rows(told, self._codebook, asked, (ATOM, "direction"))))
        layers = [old.layer for old in news]
        places = {one.by: len(layers) + n for n, one in enumerate(finest)}
        divided = [_tie(finest, places, layer, n, names, atoms) for n, layer in enumerate(layers)]
        if split:
            of = {key[0]: n for n, key in enumerate(whole.keys)}
            onto = np.array([of[key[0]] for key in finest[1].keys], "int64")
            divided.append(Split(len(layers) + 1, len(layers), onto, True))
        return Known(
            layers,
            [~old.shown for old in news],
            finest,
            divided,
            _tie(finest, places, own, -1, names, atoms),
            np.concatenate([~old.hidden for old in news], axis=1),
        )


def _atoms(people: pd.DataFrame, names: Sequence[str]) -> tuple[dict[str, Key], list[str]]:
    """The combinations of values there are, and which one each row of the people has."""
    found: dict[Key, str] = {}
    number = (
        [
            found.setdefault(tuple(values), str(len(found)))
            for values in zip(*(people[name] for name in names), strict=True)
        ]
        if names
        else ["0"] * len(people)
    )
    return {atom: key for key, atom in found.items()} or {"0": ()}, number


def _tie(
    finest: Sequence[Layer],
    places: Mapping[tuple[str, ...], int],
    layer: Layer,
    at: int,
    names: Sequence[str],
    atoms: Mapping[str, Key],
) -> Split:
    """How the smallest groups divide a table."""
    fine = finest[-1] if "direction" in layer.by else finest[0]
    keys = {key: n for n, key in enumerate(layer.keys)}
    onto = []
    for key in fine.keys:
        told = dict(zip(names, atoms[str(key[0])], strict=True))
        if len(key) > 1:
            told["direction"] = key[1]
        onto.append(keys.get(tuple(told[name] for name in layer.by), -1))
    return Split(places[fine.by], at, np.array(onto, "int64"), False)
