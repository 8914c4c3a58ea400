"""Which way of counting a source's positions follow, found by trying each against the text.

REFI-QDA 10.2 says code points. Programs differ all the same, and an offset that is one too far
moves every quote. So each way of counting is weighed by what it makes of the selections; only a
clear winner is believed. A weight is a natural logarithm of odds, so weights add up.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualcode.formats.refi.letters import legal
from qualcode.formats.refi.measure import POINTS, STANDARD, UNITS, Dialect, Ends, Ruler
from qualcode.model import Span
from qualcode.model.exchange import Offsets, OffsetSample

# Twenty to one: less is no clear margin.
CLEAR = 3.0
# A name that is the selected words in one way of counting and not in another.
_LONG_NAME, _SHORT_NAME, _LONG = 6.0, 3.0, 8
# A start or an end inside a word. People select whole words, mostly: 284 of 303 starts in NVivo.
_EDGE = 2.0
# The share of edges that must lie between words for the others to count as slips.
_MOSTLY = 0.8
# A name so long is in a text because it was taken from it.
_TELLING = 12
_DECLARED = 20.0
_MOST = 100
_CUTS = ("…", "...")
# Measured or reported of each program's files: (what its name begins with, way of counting, weight
# against the other). No file was seen that counts the end as inclusive or the byte order mark.
_HABITS = (
    ("nvivo", "points", -2.0),
    ("nvivo", "crlf 1", -3.0),
    ("atlas", "crlf 2", -2.0),
    ("qualcoder", "crlf 2", -3.0),
    ("qualcoder", "units", -3.0),
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A selection as the file has it, with the two positions still in the file's own counting."""

    guid: str
    start: int
    end: int
    name: str


def declared(origin: str) -> tuple[str, Dialect | None]:
    """The origin without the remark our own exports add, and the counting that it declares."""
    for mark, dialect in DECLARATIONS.items():
        if origin.endswith(mark):
            return origin.removesuffix(mark), dialect
    return origin, None


DECLARATIONS = {
    " (positions in code points)": STANDARD,
    " (positions in UTF-16 units)": Dialect(UNITS),
}


def settle(
    ruler: Ruler, marked: Sequence[Marked], origin: str, said: Dialect | None = None
) -> tuple[Dialect, Offsets]:
    """The counting to read a source with, and how sure that is.

    ``said`` is what the file itself declares. Ways that place every selection alike are one way.
    Without a clear winner, or where the names of the selections stand elsewhere in the text, the
    standard's counting is used and the source stays unproven.
    """
    dialects = ruler.dialects
    if said is not None and said not in dialects:
        # Where every character is one unit, the two units are one.
        said = replace(said, unit=POINTS)
    placed = [[ruler.ends(one.start, one.end, way) for one in marked] for way in dialects]
    evidence = _evidence(ruler.text, marked, placed)
    weights = [
        found + _prior(way, origin, said) for found, way in zip(evidence, dialects, strict=True)
    ]
    ranked: list[tuple[float, int]] = []
    for at in sorted(range(len(dialects)), key=lambda at: -weights[at]):
        if all(placed[at] != placed[before] for _, before in ranked):
            ranked.append((weights[at], at))
    best = ranked[0][1]
    usual = placed[dialects.index(STANDARD)]
    if astray := _astray(ruler.text, marked, placed[best]):
        rival = _instead(marked, usual, _astray(ruler.text, marked, usual) or astray)
    elif len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= CLEAR:
        return dialects[best], _told(dialects[best], True, len(marked))
    else:
        rival = next(placed[at] for _, at in ranked if placed[at] != usual)
    samples = [
        OffsetSample(one.guid, Span(*here), Span(*there))
        for one, here, there in zip(marked, usual, rival, strict=True)
        if here != there and not isinstance(here, str) and not isinstance(there, str)
    ]
    return STANDARD, _told(STANDARD, False, len(marked), tuple(samples[:3]))


def _told(
    dialect: Dialect, proven: bool, tested: int, samples: tuple[OffsetSample, ...] = ()
) -> Offsets:
    return Offsets(
        dialect.unit, dialect.crlf, dialect.bom, dialect.inclusive, proven, tested, samples
    )


def _prior(dialect: Dialect, origin: str, said: Dialect | None) -> float:
    """What to expect before looking: the standard, the producer's habit, its own word."""
    weight = -3.9 * dialect.inclusive - 2.3 * dialect.bom
    weight -= 1.0 * (dialect.unit == UNITS) + 0.5 * (dialect.crlf == 1)
    traits = {"units" if dialect.unit == UNITS else "points", f"crlf {dialect.crlf}"}
    producer = origin.strip().casefold()
    for begins, trait, against in _HABITS:
        if producer.startswith(begins) and trait in traits:
            weight += against
    if said is not None and dialect != said:
        weight -= _DECLARED
    return weight


def _evidence(
    text: str, marked: Sequence[Marked], placed: Sequence[Sequence[Ends | str]]
) -> list[float]:
    """For each counting, the weight of what it makes of the selections; 0 is faultless.

    Edges of words tell nothing of people who select without regard to them: then the best way
    of counting has many edges inside words too, and all of that evidence is dropped.
    """
    named = [0.0] * len(placed)
    cut = [0] * len(placed)
    edges = 0
    for one, outcomes in zip(marked, zip(*placed, strict=True), strict=True):
        different = set(outcomes)
        # An empty selection is empty in whatever way it is counted.
        if one.start >= one.end or len(different) == 1:
            continue
        ends = [found for found in different if not isinstance(found, str)]
        fits = {found for found in ends if repeats(text, found[0], found[1], one.name)}
        if fits:
            against = _LONG_NAME if len(one.name) >= _LONG else _SHORT_NAME
            for way, found in enumerate(outcomes):
                named[way] -= against * (found not in fits)
            continue
        edges += 2
        inside = {found: sum(_inside_word(text, at) for at in found) for found in ends}
        for way, found in enumerate(outcomes):
            cut[way] += 2 if isinstance(found, str) else inside[found]
    weight = _EDGE if min(cut) <= (1 - _MOSTLY) * edges else 0.0
    return [names - weight * cuts for names, cuts in zip(named, cut, strict=True)]


def _astray(text: str, marked: Sequence[Marked], placed: Sequence[Ends | str]) -> dict[int, Ends]:
    """Selections whose names stand elsewhere in the text, by their place in the list.

    Empty unless they are more than a fifth of those that have their words as a name: then the
    file counts in a way that nobody has seen yet, and no way of counting is proven.
    """
    found: dict[int, Ends] = {}
    right = 0
    for number, (one, ends) in enumerate(zip(marked, placed, strict=True)):
        if isinstance(ends, str) or repeats(text, ends[0], ends[1], one.name):
            right += not isinstance(ends, str)
            continue
        words = next((one.name.removesuffix(c) for c in _CUTS if one.name.endswith(c)), one.name)
        at = text.find(words.strip()) if len(words.strip()) >= _TELLING else -1
        if at >= 0:
            found[number] = (at, at + len(words.strip()))
    return found if 4 * len(found) > right else {}


def _instead(
    marked: Sequence[Marked], usual: Sequence[Ends | str], astray: dict[int, Ends]
) -> list[Ends | str]:
    """Where each selection's words stand, for those that are known to stand elsewhere."""
    return [astray.get(number, usual[number]) for number in range(len(marked))]


def repeats(text: str, start: int, end: int, name: str) -> bool:
    """Whether a selection's name is its own words, whole or cut, white space aside."""
    first = name.lstrip()[:1]
    if not first:
        return False
    # Most ways of counting fail at the first letter; accents aside, which may stand apart.
    begins = text[start]
    if first != begins and "!" <= begins <= "~" and "!" <= first <= "~":
        return False
    window = max(4 * len(name), 4 * _MOST)
    whole = end - start <= window
    words = text[start : min(end, start + window)]
    return any(_same(fold(words), fold(name), whole) for fold in (_folded, _composed))


def _same(words: str, name: str, whole: bool) -> bool:
    if whole and words == name:
        return True
    stem = next((name.removesuffix(cut) for cut in _CUTS if name.endswith(cut)), "").rstrip()
    if not stem and len(name) >= _MOST // 2:
        stem = name
    return bool(stem) and words.startswith(stem)


def title_of(text: str, span: Span) -> str:
    """The selected words in one line of at most 100 characters, for any reader to check by."""
    words = _folded(text[span.start : min(span.end, span.start + 4 * _MOST)])
    cut = span.end - span.start > 4 * _MOST or len(words) > _MOST
    return words[: _MOST - 1].rstrip() + "…" if cut else words


def _folded(words: str) -> str:
    return " ".join(legal(words).split())


def _composed(words: str) -> str:
    folded = _folded(words)
    return folded if folded.isascii() else unicodedata.normalize("NFC", folded)


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
