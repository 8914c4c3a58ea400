"""Finding phrases in text by their lemmas: "sharing information" meets "share information"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualcode.model import Span
from qualcode.text.lemmas import lemmatiser


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: whose it is, how it is written in the codebook, and where it stands."""

    key: str
    phrase: str
    span: Span


class PhraseFinder:
    """Looks for the phrases of many keys at once (spaCy's PhraseMatcher on lemmas)."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        from spacy.matcher import PhraseMatcher

        lemmas = lemmatiser()
        self._matcher = PhraseMatcher(lemmas.nlp.vocab, attr="LEMMA")
        self._names: dict[int, tuple[str, str]] = {}
        for key, own in phrases.items():
            for phrase in own:
                name = f"{key}\t{phrase}"
                self._matcher.add(name, [lemmas(phrase.lower())])
                self._names[lemmas.nlp.vocab.strings[name]] = (key, phrase)

    def find(self, text: str, *, offset: int = 0) -> list[Hit]:
        """All hits in a text, in order; spans are moved by ``offset`` characters."""
        doc = lemmatiser()(text)
        hits = []
        for name, start, end in self._matcher(doc):
            key, phrase = self._names[name]
            last = doc[end - 1]
            hits.append(
                Hit(
                    key,
                    phrase,
                    Span(offset + doc[start].idx, offset + last.idx + len(last.text)),
                )
            )
        return sorted(hits, key=lambda hit: (hit.span, hit.key))
