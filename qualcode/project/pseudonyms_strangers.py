"""Somebody else of the same first name: where a part of a name stands alone, and who may be meant.

"There was a different Denise then, Denise Wray": neither Denise is surely Denise Abara.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

LIKE = 0.75  # of the letters of a surname, where a slip of the keyboard may part two
# A surname after a first name, also over a line's end, but no speaker's label there.
_AFTER = (
    r"(?:(?:[ \t]+|[ \t]*\n[ \t]*)([^\W\d_a-z][^\W\d_]*(?:['’-][^\W\d_]+)*)(?![\w-])(?![ \t]*:))?"
)


@dataclass
class _Word:
    """A part of a name in one text: where it stands alone, with its own surname, with others."""

    alone: set[int] = field(default_factory=set)
    own: bool = False
    others: dict[str, set[int]] = field(default_factory=dict)


def of_strangers(texts: Mapping[str, str], own: Collection[str]) -> dict[str, set[int]]:
    """By text, where names begin that may be somebody else's who shares a part of this name.

    A part that stands alone is doubted where somebody else has it in the same text; and where
    somebody else has it in another text while this name is not said whole here.

    >>> talk = {"a": "Denise Abara and Denise.", "b": "Denise came.", "c": "Denise Wray."}
    >>> of_strangers(talk, ["Denise Abara"])
    {'a': set(), 'b': {0}, 'c': {0}}
    """
    from qualcode.text.names_words import fold

    parts = {fold(word): word for name in own for word in bare_words(name)}
    if not parts:
        return {}
    whole = any(len(bare_words(name)) > 1 for name in own)
    every = "|".join(sorted(map(re.escape, parts.values())))
    form = re.compile(rf"(?<![\w-])((?i:{every}))(?![\w-]){_AFTER}")
    seen = {id: _words_in(text, form, parts if whole else ()) for id, text in texts.items()}
    shared = {
        word
        for word in parts
        if len({o for words in seen.values() for o in words.get(word, _Word()).others})
        > (0 if whole else 1)
    }
    return {id: _doubted(words, shared, whole=whole) for id, words in seen.items()}


def _words_in(text: str, form: re.Pattern[str], parts: Collection[str]) -> dict[str, _Word]:
    from qualcode.text.beside_signs import may_be_name
    from qualcode.text.names_words import fold

    found: dict[str, _Word] = {}
    for match in form.finditer(text):
        one = found.setdefault(fold(match[1]), _Word())
        after = re.sub(r"['’]s$", "", match[2] or "")
        if not after or not may_be_name(after):
            one.alone.add(match.start())
        elif any(near(fold(after), part) for part in parts):
            one.own = True
        else:
            one.others.setdefault(fold(after), set()).add(match.start())
    return found


def _doubted(words: Mapping[str, _Word], shared: Collection[str], *, whole: bool) -> set[int]:
    doubted: set[int] = set()
    for word, one in words.items():
        if whole:
            doubted = doubted.union(*one.others.values())
        if (whole and one.others) or (word in shared and not one.own):
            doubted |= one.alone
    return doubted


def near(one: str, other: str) -> bool:
    """Whether two surnames are alike but for a slip of the keyboard."""
    return difflib.SequenceMatcher(None, one, other).ratio() >= LIKE


def bare_words(name: str) -> list[str]:
    """The words of a name without titles and possessives.

    >>> bare_words("Mrs Grace Mbeki-Lowther’s")
    ['Grace', 'Mbeki-Lowther']
    """
    from qualcode.text.names_cues import TITLES
    from qualcode.text.names_words import fold

    words = [re.sub(r"['’]s$", "", word) for word in name.split()]
    return [word for word in words if word and fold(word) not in TITLES]
