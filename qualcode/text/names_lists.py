"""Lists of words as they are written in this room: in one string, with blanks between."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """The words of a list.

    >>> sorted(listed("mr mrs"))
    ['mr', 'mrs']
    """
    return frozenset(words.split())
