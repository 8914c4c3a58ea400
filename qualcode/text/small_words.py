"""Words of every talk, which say nothing of its subject."""

from __future__ import annotations

from functools import lru_cache

from qualcode.text.lemmas import lemmatiser

_TALK = (
    "erm",
    "er",
    "um",
    "mm",
    "yeah",
    "yes",
    "oh",
    "okay",
    "ok",
    "sort",
    "kind",
    "thing",
    "like",
)
_TALKED = ("things", "got", "get", "lot", "bit", "stuff", "mean", "know", "think", "going", "gonna")


@lru_cache(maxsize=1)
def small_words() -> frozenset[str]:
    """Small English words such as "with", fillers such as "erm", and what they are cut to."""
    listed = {word.replace("’", "'") for word in lemmatiser().nlp.Defaults.stop_words}
    return frozenset({*listed, *_TALK, *_TALKED})


def is_small(word: str) -> bool:
    """Whether a word in small letters is a small one; "they'd" is, as "they" is.

    >>> is_small("they'd"), is_small("don't"), is_small("threshold")
    (True, True, False)
    """
    known = small_words()
    begins = word.removesuffix("n't") if word.endswith("n't") else word.split("'")[0]
    return len(begins) < 2 or begins in known or word in known
