"""How a codebook's shorthand is written out for readers of a report."""

from __future__ import annotations

import re

from qualcode.model import Direction, Origin

# Origin -> where a code comes from, as it stands in a column.
COMES_FROM = {
    Origin.LITERATURE: "the literature",
    Origin.EMERGENT: "the interviews",
    Origin.IN_VIVO: "people's own words",
}
_CODE = r"\d+(?:\.\w+)*"
_ARROW = re.compile(rf"\s*(?:->|→)\s*({_CODE}(?:(?:, | or | and ){_CODE})*)")
_NOWHERE = re.compile(r"\s*(?:->|→)\s*no code\b")
_DIRECTION = re.compile(r"\b(" + "|".join(d.value for d in Direction if "_" in d.value) + r")\b")
_CHAIN = re.compile(r"([\w’'-]+)((?:/[\w’'-]+)+)")
SHOWN = 2  # other words of a chain


def rule_words(rule: str) -> str:
    """A rule without arrows and names of the program.

    >>> rule_words("a document is the topic -> 1.b, 1.c")
    'a document is the topic (see 1.b, 1.c)'
    >>> rule_words("usually as absent_or_barrier")
    'usually as absent or barrier'
    """
    plain = _DIRECTION.sub(lambda found: Direction(found[1]).words, rule)
    return _ARROW.sub(r" (see \1)", _NOWHERE.sub(" (no code)", plain))


def cue_words(cue: str) -> str:
    """A phrase with words to choose from, as a reader takes it in.

    >>> cue_words("shared/common/joint/same view")
    'shared (or common, joint …) view'
    >>> cue_words("role/job")
    'role (or job)'
    """

    def told(found: re.Match[str]) -> str:
        others = found[2].strip("/").split("/")
        more = " …" if len(others) > SHOWN else ""
        return f"{found[1]} (or {', '.join(others[:SHOWN])}{more})"

    return _CHAIN.sub(told, cue)
