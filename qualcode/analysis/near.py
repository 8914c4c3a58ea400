"""The same words twice: exactly, or all but a few letters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from qualcode.analysis.tokens import fold

# Fewer words are said by many people; they are no sign of a slip.
FEWEST = 8
ALIKE = 90.0
RUN = 4
# A run of words that so many texts share is a turn of phrase.
COMMON = 40
_BETWEEN = re.compile(r"[^\w\0]+")


def same_words(texts: Sequence[str]) -> list[list[int]]:
    """Groups of texts of at least eight words that say the same but for case, stops and blanks.

    >>> said = "nobody at the panel could agree what the words meant"
    >>> same_words([said, "Thank you.", said.upper() + "!", "Thank you."])
    [[0, 2]]
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for n, words in enumerate(_plain(texts)):
        if words.count(" ") >= FEWEST - 1:
            groups[words].append(n)
    return [group for group in groups.values() if len(group) > 1]


def nearly_same_words(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of texts of at least eight words that are alike to nine tenths and not the same.

    Alike is the share of letters kept when one is turned into the other; compared are texts that
    share a run of four words which few others have.
    """
    from rapidfuzz import fuzz

    plain = _plain(texts)
    said = [words.split() for words in plain]
    runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, words in enumerate(said):
        if len(words) >= FEWEST:
            for run in {tuple(words[k : k + RUN]) for k in range(len(words) - RUN + 1)}:
                runs[run].append(n)
    pairs = {
        (a, b)
        for own in runs.values()
        if 1 < len(own) <= COMMON
        for k, a in enumerate(own)
        for b in own[k + 1 :]
    }
    return sorted(
        (a, b)
        for a, b in pairs
        if plain[a] != plain[b] and fuzz.ratio(plain[a], plain[b], score_cutoff=ALIKE)
    )


def _plain(texts: Sequence[str]) -> list[str]:
    """The words of texts in small letters, a blank between them; all texts in one go."""
    joined = fold("\0".join(text.replace("\0", " ") for text in texts))
    return [words.strip() for words in _BETWEEN.sub(" ", joined).split("\0")] if texts else []
