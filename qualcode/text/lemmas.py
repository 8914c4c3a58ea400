"""The one spaCy pipeline: English rules and looked-up lemmas, nothing downloaded."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class Lemmatiser:
    """Texts to spaCy documents whose tokens carry lower-case lemmas."""

    def __init__(self) -> None:
        import spacy
        from spacy.lookups import load_lookups

        self.nlp: Language = spacy.blank("en")
        # One interview may be longer than spaCy's default guard; no parser is in use here.
        self.nlp.max_length = 50_000_000
        table = load_lookups("en", ["lemma_lookup"]).get_table("lemma_lookup")
        self._table: dict[Any, Any] = table
        self._known: dict[int, int] = {}

    def __call__(self, text: str) -> Doc:
        """A document with lemmas; offsets are those of the text."""
        doc = self.nlp.make_doc(text.replace("’", "'"))
        known = self._known
        for token in doc:
            lemma = known.get(token.orth)
            if lemma is None:
                lemma = known[token.orth] = self._lemma(token.lower_)
            token.lemma = lemma
        return doc

    def _lemma(self, word: str) -> int:
        return int(self.nlp.vocab.strings.add(base_form(word, self._table)))


def base_form(word: str, table: Mapping[str, str]) -> str:
    """The looked-up lemma of a lower-case word, looked up again until it stays the same.

    The table leads "meetings" to "meeting" and "meeting" to "meet"; without the second look the
    two would never meet. The clitic "'s" stays itself rather than becoming a verb.
    """
    if word.startswith("'"):
        return word
    for _ in range(3):
        lemma = str(table.get(word, word)).lower()
        if lemma == word:
            break
        word = lemma
    return word[:-1] if _unlisted_plural(word, table) else word


def _unlisted_plural(word: str, table: Mapping[str, str]) -> bool:
    return (
        word.endswith("s")
        and not word.endswith(("ss", "us", "is"))
        and len(word) > 3
        and (word not in table)
    )


@lru_cache(maxsize=1)
def lemmatiser() -> Lemmatiser:
    """The pipeline, made on first use."""
    return Lemmatiser()
