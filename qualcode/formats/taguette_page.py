"""The text of a Taguette document: its HTML as people read it, and where its positions lie in it.

Taguette counts UTF-8 bytes of the text between the tags, white space included. People see white
space as single blanks and every block as a line, so each position is carried over.
"""

from __future__ import annotations

import html
import re
from array import array
from bisect import bisect_left, bisect_right
from itertools import accumulate

from qualcode.errors import InvalidSpan
from qualcode.formats.refi.measure import lf
from qualcode.formats.turns import compose
from qualcode.model import Span

# Its documents went through a cleaner that leaves few tags, so words are never mistaken for one.
_TAG = re.compile(
    r"""<(?:/?([a-zA-Z][a-zA-Z0-9]{0,20})(?:[\s/](?:[^<>"']|"[^"<]*"|'[^'<]*')*)?|!--[^<>]*--)>"""
)
_BLOCK_TAGS = "address article blockquote body br div dd dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre"
_BLOCKS = frozenset((*_BLOCK_TAGS.split(), *["section", "table", "td", "th", "tr", "ul"]))
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_WORDS = re.compile(r"[^ \t\n\r\f]+")
_WIDE = re.compile(r"[^\x00-\x7f]")


class Page:
    """A document, as ``text`` for people and as ``raw`` text for positions.

    >>> page = Page("<p>Ann: we  met</p><p>à la carte</p>")
    >>> page.text, page.raw
    ('Ann: we met\\nà la carte', 'Ann: we  metà la carte')
    >>> page.span(*page.points(9, 14))
    Span(start=8, end=13)
    """

    def __init__(self, source: str) -> None:
        nodes, breaks = _cut(source)
        self.raw = "".join(nodes)
        self._nodes = [0, *accumulate(map(len, nodes))]
        self._node_bytes = [0, *accumulate(len(node.encode("utf-8", "replace")) for node in nodes)]
        # Bytes that lie within a character: each moves what follows by one.
        self._inner = array("I")
        passed = 0
        for found in _WIDE.finditer(self.raw):
            first = found.start() + passed + 1
            more = len(found.group().encode("utf-8", "replace")) - 1
            self._inner.extend(range(first, first + more))
            passed += more
        # Every word: where it starts in the raw text and in the text, and how long it is.
        self._raw_starts, self._starts, self._lengths = array("I"), array("I"), array("I")
        self.text = self._lay_out([0, *breaks], [*breaks, len(self.raw)])

    def _lay_out(self, starts: list[int], ends: list[int]) -> str:
        """The words in lines, one for every block that has any; notes where each stands."""
        blocks = [
            (line, start, end)
            for start, end in zip(starts, ends, strict=True)
            if (line := _BLANKS.sub(" ", self.raw[start:end]).strip(" ")).strip()
        ]
        text = compose([line for line, _, _ in blocks])
        at = 0
        for line, start, end in blocks:
            while text[at] == "\n":
                at += 1
            word = at
            for found in _WORDS.finditer(self.raw, start, end):
                length = found.end() - found.start()
                self._raw_starts.append(found.start())
                self._starts.append(word)
                self._lengths.append(length)
                word += length + 1
            at += len(line)
        return text

    def points(self, start: int, end: int) -> tuple[int, int]:
        """Two positions in bytes as positions in `raw`; within a character, the one after it."""
        inner = self._inner
        return start - bisect_left(inner, start), end - bisect_left(inner, end)

    def older_points(self, start: int, end: int) -> tuple[int, int]:
        """What early releases cut out as the words of a highlight.

        They took bytes for characters within a node, so after an accent the words are others than
        those marked. The marks themselves are right.
        """
        return self._older(start, after=True), self._older(end, after=False)

    def _older(self, position: int, *, after: bool) -> int:
        find = bisect_right if after else bisect_left
        node = min(max(find(self._node_bytes, position) - 1, 0), len(self._nodes) - 2)
        return min(self._nodes[node] + position - self._node_bytes[node], self._nodes[node + 1])

    def span(self, start: int, end: int) -> Span | None:
        """Where the words between two positions of `raw` stand in the text; None for no words."""
        first = bisect_right(self._raw_starts, start) - 1
        if first < 0 or start >= self._raw_starts[first] + self._lengths[first]:
            first, start = first + 1, -1
        last = bisect_left(self._raw_starts, end) - 1
        if not 0 <= first <= last < len(self._starts):
            return None
        begin = self._starts[first] + max(0, start - self._raw_starts[first])
        stop = self._starts[last] + min(self._lengths[last], end - self._raw_starts[last])
        try:
            return Span(begin, stop)
        except InvalidSpan:
            return None


def raw_text(source: str) -> str:
    """The text between the tags, as positions count it."""
    return "".join(_cut(source)[0])


def _cut(source: str) -> tuple[list[str], list[int]]:
    """The text nodes of a page, and the positions in their text at which a block begins or ends."""
    source = lf(source)
    nodes: list[str] = []
    breaks: list[int] = []
    at = length = 0
    for tag in _TAG.finditer(source):
        words = html.unescape(source[at : tag.start()])
        nodes.append(words)
        length += len(words)
        at = tag.end()
        if (tag[1] or "").lower() in _BLOCKS and (not breaks or breaks[-1] != length):
            breaks.append(length)
    nodes.append(html.unescape(source[at:]))
    return nodes, breaks
