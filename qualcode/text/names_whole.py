"""Whether a name stands within something longer that names by itself: an address, a number, a body.

Replaced on its own there, the rest would leave and be taken for no address any more.
"""

from __future__ import annotations

import re

from qualcode.text.names_bodies import bodies
from qualcode.text.names_stop import GENERIC
from qualcode.text.names_words import Chunk, fold

_AROUND = 60
_NEXT = re.compile(r"[ \t]{1,2}([^\W\d_a-z][^\W\d_]+)")
_END = re.compile(r"\s|$")


def within_longer(text: str, start: int, end: int) -> bool:
    """Whether a place is only a part of an address, a number, or the name of a body or street.

    >>> within_longer("Write to p.marsh@harbour.example.", 17, 24)
    True
    >>> within_longer("Ask at Harbour Primary School.", 7, 14), within_longer("At Harbour.", 3, 10)
    (True, False)
    """
    return _in_token(text, start, end) or _in_body(text, start, end)


def _in_token(text: str, start: int, end: int) -> bool:
    """Whether a place is a part of an e-mail or web address, or of a number with signs in it."""
    first = max(text.rfind(sign, 0, start) for sign in " \n\t") + 1
    last = _END.search(text, end)
    word = text[first : last.start() if last else len(text)]
    if "@" in word or "://" in word or word.casefold().startswith("www."):
        return True
    beside = text[first:start][-2:] + text[end : end + 2]
    return any(c.isdigit() for c in word) and bool(re.search(r"[\d/_]|-\d|\d-", beside))


def _in_body(text: str, start: int, end: int) -> bool:
    """Whether a school, a service or a street is called by the name and words beside it."""
    after = _NEXT.match(text, end)
    if after and fold(after[1]) in GENERIC:
        return True
    low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
    # Cut at line ends: a name goes on over one, a body's never over two.
    low = max(low, text.rfind("\n\n", low, start) + 1)
    window = text[low:high].replace("\n", " ").replace("’", "'")
    return any(
        low + one.start <= start and end <= low + one.end and one.end - one.start > end - start
        for one in bodies(Chunk(0, window))
    )
