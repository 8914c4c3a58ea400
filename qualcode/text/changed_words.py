"""Two forms of the same words beside each other, with what differs."""

from __future__ import annotations

import re

# A word with the blanks before it, so that the pieces put together are the text again.
_PIECE = re.compile(r"\s*(?:\w+|[^\w\s])|\s+")

Pieces = list[tuple[str, bool]]


def changed_words(old: str, new: str) -> tuple[Pieces, Pieces]:
    """Both texts in pieces, each with whether the other text has it there too.

    >>> before, after = changed_words("We met Tom.", "We met Tim.")
    >>> before, after[1]
    ([('We met', True), (' Tom', False), ('.', True)], (' Tim', False))
    """
    from rapidfuzz.distance import Indel

    one, other = _PIECE.findall(old), _PIECE.findall(new)
    left, right = [False] * len(one), [False] * len(other)
    bare = ([piece.strip() for piece in side] for side in (one, other))
    for step in Indel.opcodes(*bare):
        if step.tag == "equal":
            left[step.src_start : step.src_end] = [True] * (step.src_end - step.src_start)
            right[step.dest_start : step.dest_end] = [True] * (step.dest_end - step.dest_start)
    return _joined(one, left), _joined(other, right)


def _joined(pieces: list[str], same: list[bool]) -> Pieces:
    found: Pieces = []
    for piece, is_same in zip(pieces, same, strict=True):
        if found and found[-1][1] is is_same:
            found[-1] = (found[-1][0] + piece, is_same)
        else:
            found.append((piece, is_same))
    return found
