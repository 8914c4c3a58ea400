"""The second layer: how like the codebook entry the passage's words are (TF-IDF)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

from qualcode.model import Code, Codebook, Reason

# Words of an interview that say nothing of its subject.
FILLERS = frozenset({"think", "like", "just", "really", "sort", "kind", "mean", "know", "erm"})
TOP_WORDS = 3
EXCLUDE_SHARE = 0.3


class DefinitionLayer:
    """Compares passages with name, definition, include rules and cues, minus exclude rules."""

    def __init__(self, codebook: Codebook) -> None:
        self.ids = [code.id for code in codebook]
        for_it = [_for(code, codebook) for code in codebook]
        against = [" ".join(code.exclude_when) for code in codebook]
        self._vectoriser = TfidfVectorizer(
            stop_words=sorted({w for s in ENGLISH_STOP_WORDS | FILLERS for w in _words(s)}),
            token_pattern=r"(?u)\b[a-z][a-z’'-]+\b",  # noqa: S106 - a pattern, not a secret
            sublinear_tf=True,
            preprocessor=_stemmed,
        )
        # A codebook may have no word that says anything, such as a single code "Other".
        self._mute = not any(map(self._vectoriser.build_analyzer(), for_it))
        if self._mute:
            return
        self._for = self._vectoriser.fit_transform(for_it)
        self._against = self._vectoriser.transform(against)
        self._words = self._vectoriser.get_feature_names_out()

    def similarities(self, texts: Sequence[str]) -> tuple[np.ndarray, Any]:
        """Cosine to each entry minus a share of that to its exclude rules, never below 0.

        Returns
        -------
        float array of shape (passages, codes), in 0 to 1; and the passages' TF-IDF rows.
        """
        if self._mute:
            return np.zeros((len(texts), len(self.ids))), [None] * len(texts)
        rows = self._vectoriser.transform(texts)
        plain = np.asarray((rows @ self._for.T).todense())
        less = np.asarray((rows @ self._against.T).todense())
        return np.clip(plain - EXCLUDE_SHARE * less, 0.0, 1.0), rows

    def reason(self, row: Any, code: str, similarity: float) -> Reason:
        """The words a passage shares with a code's entry, in words."""
        entry = self._for[self.ids.index(code)]
        shared = row.multiply(entry).tocoo()
        best = sorted(zip(shared.data, shared.col, strict=True), reverse=True)[:TOP_WORDS]
        words = ", ".join(str(self._words[col]) for _, col in best)
        shared_words = f"the word {words}" if len(best) == 1 else f"the words {words}"
        return Reason("definition", f"shares {shared_words} with the definition", similarity)


def _for(code: Code, codebook: Codebook) -> str:
    parent = codebook[code.parent].name if code.parent else ""
    return " ".join([code.name, parent, code.definition, *code.include_when, *code.cues])


def _words(text: str) -> list[str]:
    """A stop word as it is written and as its lemma: passages are compared by lemmas."""
    return [text, *_stemmed(text).split()]


def _stemmed(text: str) -> str:
    from qualcode.text.lemmas import lemmatiser

    return " ".join(token.lemma_ for token in lemmatiser()(text))
