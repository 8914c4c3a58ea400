"""The second layer: how like the codebook entry the passage's words are (TF-IDF)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

from qualcode.model import Code, Codebook, Reason
from qualcode.suggest.lessons import Candidate
from qualcode.text.words import Words, read_words

# Words of an interview that say nothing of its subject.
_TALK = ("think", "like", "just", "really", "sort", "kind", "mean", "know", "erm", "does", "bit")
FILLERS = frozenset((*_TALK, "say", "let", "come", "go", "get", "thing", "way", "turn"))
TOP_WORDS = 3
EXCLUDE_SHARE = 0.3
_WORD = re.compile(r"[a-z][a-z'-]+")


class DefinitionLayer:
    """Compares passages with name, definition, include rules and cues, minus exclude rules.

    A likeness is centred: from it goes what the same words have in common with the entries of
    other indicators on average, so that an entry of common words is not near to everything.
    """

    def __init__(self, codes: Iterable[Code], codebook: Codebook) -> None:
        codes = list(codes)
        self.ids = [code.id for code in codes]
        entries = [read_words(_for(code, codebook)) for code in codes]
        against = [read_words(" ".join(code.exclude_when)) for code in codes]
        self._vectoriser = TfidfVectorizer(analyzer=content, sublinear_tf=True)
        # A codebook may have no word that says anything, such as a single code "Other".
        self._mute = not any(map(content, entries))
        if self._mute:
            return
        self._for = self._vectoriser.fit_transform(entries)
        self._against = self._vectoriser.transform(against)
        self._words = self._vectoriser.get_feature_names_out()
        self._entries = {
            id: dict(zip(row.indices.tolist(), row.data.tolist(), strict=True))
            for id, row in zip(self.ids, self._for, strict=True)
        }
        tops = [codebook.top(id) for id in self.ids]
        other = np.array([[a != b for a in tops] for b in tops], dtype=float)
        likeness = np.asarray((self._for @ self._for.T).todense())
        self.common = (likeness * other).sum(0) / np.maximum(other.sum(0), 1.0)

    def similarities(self, passages: Sequence[Words]) -> tuple[np.ndarray, Any]:
        """Cosine to each entry, less a share of that to its exclude rules and less what the entry
        has in common with others; never below 0.

        Returns
        -------
        float array of shape (passages, codes), in 0 to 1; and the passages' TF-IDF rows.
        """
        if self._mute:
            return np.zeros((len(passages), len(self.ids))), [None] * len(passages)
        rows = self._vectoriser.transform(passages)
        plain = np.asarray((rows @ self._for.T).todense())
        less = np.asarray((rows @ self._against.T).todense())
        clear = plain - EXCLUDE_SHARE * less
        return np.clip(clear - np.minimum(self.common, 0.5 * plain), 0.0, 1.0), rows

    def shared(self, row: Any, code: str) -> list[str]:
        """The lemmas a passage shares with a code's entry, the most telling first; ``row`` is its
        TF-IDF row."""
        if row is None:
            return []
        entry = self._entries[code]
        found = [
            (float(value * entry[col]), str(self._words[col]))
            for value, col in zip(row.data, row.indices, strict=True)
            if col in entry
        ]
        return [word for _, word in sorted(found, reverse=True)]

    def reason(self, row: Any, code: str, similarity: float, passage: Candidate) -> Reason:
        """The words a passage shares with a code's entry, as they are written in the passage."""
        terms = self.shared(row, code)[:TOP_WORDS]
        words = passage.words
        written: dict[str, str] = {}
        for lemma, start, end in zip(words.lemmas, words.starts, words.ends, strict=True):
            written.setdefault(lemma, passage.text[start:end].lower())
        named = [written.get(term, term) for term in terms]
        said = f"the word {named[0]}" if len(named) == 1 else f"the words {', '.join(named)}"
        detail = tuple(("term", term) for term in terms)
        return Reason("definition", f"shares {said} with the definition", similarity, (), detail)


def content(passage: Words) -> list[str]:
    """The lemmas that say something of a subject."""
    stops = _stops()
    return [w for w in passage.lemmas if w not in stops and _WORD.fullmatch(w)]


@lru_cache(maxsize=1)
def _stops() -> frozenset[str]:
    """Stop words as they are written and as their lemmas: passages are compared by lemmas."""
    written = ENGLISH_STOP_WORDS | FILLERS
    return frozenset(written | {lemma for word in written for lemma in read_words(word).lemmas})


def _for(code: Code, codebook: Codebook) -> str:
    parent = codebook[code.parent].name if code.parent else ""
    cues = (re.sub(r"[*/]|\.{3}|…", " ", cue) for cue in code.cues)
    return " ".join([code.name, parent, code.definition, *code.include_when, *cues])
