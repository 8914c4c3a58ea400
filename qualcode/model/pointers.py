"""Where an exclude rule sends the coder: the ids it names as the better code."""

from __future__ import annotations

import re

# What an exclude rule names as the better code: "-> 5.a", "see 3.b or 3.c", "belongs to 2". Only
# words with a number or an inner full stop are taken for ids, so that "see the record" is not one.
_ID = r"(?:[^\W_][\w-]*\.[\w.-]*\w|[\w-]*\d[\w-]*)"
_POINTER = re.compile(
    rf"(?:->|→|\bsee(?:\s+(?:also|under|code))?|\bbelongs\s+(?:to|under)|\bgoes\s+(?:to|under))"
    rf"\s*({_ID}(?:\s*(?:,|/|\bor\b|\band\b)\s*{_ID})*)",
    re.IGNORECASE,
)


def pointers(rule: str) -> list[str]:
    """The ids a rule sends the coder to.

    >>> pointers("the record cannot be seen -> 5.a"), pointers("see 3.b or 3.c.")
    (['5.a'], ['3.b', '3.c'])
    >>> pointers("they see the duty desk")
    []
    """
    return [id for match in _POINTER.finditer(rule) for id in re.findall(_ID, match[1])]


def repointed(rule: str, old: str, new: str) -> str:
    """The rule with every pointer to one code turned to another; its other words stay.

    >>> repointed("3.a alone; see 3.a, 3.b", "3.a", "4")
    '3.a alone; see 4, 3.b'
    """

    def turned(match: re.Match[str]) -> str:
        before = match[0][: match.start(1) - match.start()]
        return before + re.sub(_ID, lambda id: new if id[0] == old else id[0], match[1])

    return _POINTER.sub(turned, rule)
