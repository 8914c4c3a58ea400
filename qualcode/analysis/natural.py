"""The order people expect of names with numbers in them."""

from __future__ import annotations

import re


def natural(value: object) -> list[tuple[bool, int, str]]:
    """A key that sorts as people count.

    >>> sorted(["wave 10", "wave 2", "Wave 1"], key=natural)
    ['Wave 1', 'wave 2', 'wave 10']
    """
    parts = re.split(r"([0-9]+)", str(value).casefold())
    return [(p.isdecimal(), int(p) if p.isdecimal() else 0, p) for p in parts if p]
