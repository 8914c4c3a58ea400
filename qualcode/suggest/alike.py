"""Which passages say the same words, so that none of them may teach what another is tested on."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from scipy.sparse import csr_matrix

# Shared words, of the words of the shorter passage.
SHARE = 0.8
# Runs of three words shared, of those of the shorter one: what only uses common words shares few.
RUNS = 0.4
# Shorter passages are compared whole: "yes, I do" stands in many a longer one.
FEWEST = 5
BLOCK = 512
_WORD = re.compile(r"\w+(?:'\w+)?")


def kindred(texts: Sequence[str], keys: Sequence[Iterable[Hashable]]) -> list[int]:
    """A number for each passage; the same where two share a key or their words.

    Words are shared where two passages are the same but for case, space and stops, or where four
    fifths of the shorter one's words stand in the other, in runs.

    >>> kindred(["We met.", "we  met", "We parted."], [["a"], ["b"], ["c"]])
    [0, 0, 2]
    """
    said = [_WORD.findall(text.lower().replace("’", "'")) for text in texts]
    above = list(range(len(texts)))
    first: dict[Hashable, int] = {}
    for n, (words, own) in enumerate(zip(said, keys, strict=True)):
        for key in (*(("key", key) for key in own), ("words", " ".join(words))):
            # Passages without words share nothing.
            if key != ("words", ""):
                _join(above, first.setdefault(key, n), n)
    _overlapping(said, above)
    return [_head(above, n) for n in range(len(texts))]


def _overlapping(said: Sequence[Sequence[str]], above: list[int]) -> None:
    """Join passages that share enough words, in runs."""
    rows = [n for n, words in enumerate(said) if len(words) >= FEWEST]
    if not rows:
        return
    runs = _table([list(zip(said[n], said[n][1:], said[n][2:], strict=False)) for n in rows])
    sizes = np.asarray(runs.sum(1)).ravel()
    words = [frozenset(said[n]) for n in rows]
    for start in range(0, len(rows), BLOCK):
        shared = (runs[start : start + BLOCK] @ runs.T).tocoo()
        first, second = shared.row + start, shared.col
        enough = shared.data >= RUNS * np.minimum(sizes[first], sizes[second])
        enough &= first < second
        for a, b in zip(first[enough].tolist(), second[enough].tolist(), strict=True):
            least = SHARE * min(len(words[a]), len(words[b]))
            # Words are compared only where that could still join two.
            if _head(above, rows[a]) != _head(above, rows[b]) and len(words[a] & words[b]) >= least:
                _join(above, rows[a], rows[b])


def _table(items: Sequence[Sequence[Hashable]]) -> csr_matrix:
    """Passages in rows, what they hold in columns: 1 or 0."""
    columns: dict[Hashable, int] = {}
    held = [sorted({columns.setdefault(item, len(columns)) for item in own}) for own in items]
    ends = np.cumsum([0, *map(len, held)])
    at = np.array([column for own in held for column in own], dtype=np.int64)
    shape = (len(items), len(columns))
    return csr_matrix((np.ones(len(at), dtype=np.int32), at, ends), shape=shape)


def _head(above: list[int], n: int) -> int:
    while above[n] != n:
        above[n] = above[above[n]]
        n = above[n]
    return n


def _join(above: list[int], a: int, b: int) -> None:
    a, b = sorted((_head(above, a), _head(above, b)))
    above[b] = a
