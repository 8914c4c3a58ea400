"""Finding words in everything respondents said."""

from __future__ import annotations

import numpy as np

from qualcode.analysis.finding import Finder
from qualcode.analysis.frames import Frames
from qualcode.analysis.tokens import Shelf
from qualcode.model import Span

Found = tuple[int, tuple[Span, ...]]
# A passage full of a word is read anyway; more places than this are not told.
MOST_MARKS = 20


def find_in_talk(
    frames: Frames, shelf: Shelf, wanted: Finder | None, chosen: np.ndarray, limit: int | None
) -> list[Found]:
    """Rows of segments, of those chosen, in which something stands, and where inside them.

    ``chosen`` is a bool array of shape (segments,). With nothing looked for, all chosen ones are
    found. Words that reach from one segment into the next are not.

    Raises
    ------
    Refused
        A pattern takes too long.
    """
    first = frames.segments["start"].to_numpy("int64")
    last = frames.segments["end"].to_numpy("int64")
    rows = frames.segments.groupby("transcript", sort=False).indices
    found: list[Found] = []
    for id, all_rows in rows.items():
        own = np.asarray(all_rows)
        own = own[chosen[own]]
        own = own[np.argsort(first[own], kind="stable")]
        if wanted is None:
            found += [(int(n), ()) for n in own]
        elif wanted.pattern is not None:
            text = shelf.text(str(id))
            for n in own.tolist():
                if marks := tuple(wanted.places(text[first[n] : last[n]])):
                    found.append((n, marks))
        elif len(own):
            found += _plainly(str(id), shelf, wanted, own, first, last)
        if limit is not None and len(found) >= limit:
            return found[:limit]
    return found


def _plainly(
    id: str, shelf: Shelf, wanted: Finder, own: np.ndarray, first: np.ndarray, last: np.ndarray
) -> list[Found]:
    """One search through the whole text; what lies in no chosen segment falls away."""
    places = np.array(list(wanted.in_folded(shelf.folded(id))), dtype=np.int64).reshape(-1, 2)
    at = np.searchsorted(first[own], places[:, 0], side="right") - 1
    rows = own[np.maximum(at, 0)]
    within = (at >= 0) & (places[:, 1] <= last[rows])
    by_row: dict[int, list[Span]] = {}
    moved = places[within] - first[rows[within], None]
    for n, (start, end) in zip(rows[within].tolist(), moved.tolist(), strict=True):
        marks = by_row.setdefault(n, [])
        if len(marks) < MOST_MARKS:
            marks.append(Span(start, end))
    return [(n, tuple(marks)) for n, marks in by_row.items()]
