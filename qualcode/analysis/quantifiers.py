"""Words for how many: never without the numbers they stand for."""

from __future__ import annotations

SMALLEST_FOR_WORDS = 6  # of fewer people "a majority" would be three of five
_NUMBERS = ("nobody", "one person", "two people")


def in_words(k: int, n: int) -> str:
    """How many people of those in scope, in words a report can use, with k and n.

    >>> in_words(14, 27), in_words(2, 27), in_words(7, 27)
    ('a majority (14 of 27)', 'two people (2 of 27)', 'a minority (7 of 27)')
    """
    if n <= 0:
        return "nobody was asked"
    of = f"({k} of {n})"
    if k < len(_NUMBERS):
        return f"{_NUMBERS[k]} {of}"
    if k == n:
        return f"all {n} people {of}"
    if n < SMALLEST_FOR_WORDS:
        return f"{k} of {n} people"
    if 2 * k == n:
        return f"half of the people {of}"
    return f"{'a majority' if 2 * k > n else 'a minority'} {of}"


def plainly(k: int, n: int, places: int, of_places: int) -> str:
    """The sentence under a theme.

    >>> plainly(7, 27, 3, 4)
    '7 of 27 people, in 3 of 4 authorities'
    >>> plainly(1, 1, 0, 0)
    '1 of 1 person'
    """
    said = f"{k} of {n} {'person' if n == 1 else 'people'}"
    if not of_places:
        return said
    return f"{said}, in {places} of {of_places} {'authority' if of_places == 1 else 'authorities'}"
