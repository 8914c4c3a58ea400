"""The fourth layer: a logistic regression per code, where enough was accepted to learn from.

Words and parts of words (TF-IDF) are brought down to a hundred dimensions first: fitting is then
more than ten times as quick, and since that is linear, what a word adds can still be told exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from qualcode.model import Reason
from qualcode.suggest.examples import terms
from qualcode.suggest.lessons import Candidate, Lessons

# A model has a say from this many accepted passages, in this many interviews.
ENOUGH = 20
INTERVIEWS = 3
# Its share of the score grows as n / (n + HALF) up to the cap.
HALF = 100
CAP = 0.5
MOST_TERMS = 6000
MOST_PARTS = 6000
DIMENSIONS = 100
SCALE = 3.0
REGULAR = 2.0
TOP_TERMS = 3


@dataclass(frozen=True)
class Unit:
    """A model's target: the code it speaks for and the columns whose passages it learned from."""

    columns: tuple[int, ...]
    accepted: int
    share: float


def units(lessons: Lessons, families: Sequence[Sequence[int]]) -> dict[int, Unit]:
    """The model of each code: its own, else its indicator's if that has enough, else none."""
    found = {}
    for code in range(len(lessons.ids)):
        for columns in ((code,), tuple(families[code])):
            accepted, interviews = lessons.spread(columns)
            if accepted >= ENOUGH and interviews >= INTERVIEWS:
                found[code] = Unit(columns, accepted, min(CAP, accepted / (accepted + HALF)))
                break
    return found


class ModelLayer:
    """Trained once for all passages and once for each part left out."""

    def __init__(
        self, lessons: Lessons, families: Sequence[Sequence[int]], layers: np.ndarray
    ) -> None:
        """Train; ``layers`` of shape (passages, codes, layers) are the other layers' scores, which
        owe nothing to a passage's own interview."""
        self.units = units(lessons, families)
        self._lessons = lessons
        if not self.units:
            return
        self._words = TfidfVectorizer(
            analyzer=terms, sublinear_tf=True, min_df=2, max_features=MOST_TERMS
        )
        self._parts = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=(3, 4),
            sublinear_tf=True,
            min_df=3,
            max_features=MOST_PARTS,
        )
        self._own = texts = self._learn_texts(lessons.passages)
        self._names = [str(name) for name in self._words.get_feature_names_out()]
        self._fitted: dict[tuple[tuple[int, ...], int | None], Any] = {}
        for unit in dict.fromkeys(self.units.values()):
            table = _table(texts, unit, layers)
            known, y = _target(lessons, unit)
            for part in (None, *range(int(lessons.folds.max()) + 1)):
                rows = known & (lessons.folds != part) if part is not None else known
                self._fitted[unit.columns, part] = _fit(table, y, rows)

    def probabilities(
        self, passages: Sequence[Candidate], layers: np.ndarray, parts: Sequence[int | None]
    ) -> np.ndarray:
        """Each code's probability, by the model that did not see the passage's interview.

        Returns
        -------
        float array of shape (passages, codes); not a number where there is no model.
        """
        found = np.full((len(passages), len(self._lessons.ids)), np.nan)
        if not self.units or not passages:
            return found
        known = passages is self._lessons.passages
        texts = self._own if known else self._texts(passages)
        parts_of = np.array([-1 if part is None else part for part in parts])
        done: dict[tuple[int, ...], np.ndarray] = {}
        for code, unit in self.units.items():
            if unit.columns not in done:
                table = _table(texts, unit, layers)
                own = np.full(len(passages), np.nan)
                for part in np.unique(parts_of):
                    rows = parts_of == part
                    fitted = self._fitted[unit.columns, None if part < 0 else int(part)]
                    if fitted is not None:
                        own[rows] = fitted.predict_proba(table[rows])[:, 1]
                done[unit.columns] = own
            found[:, code] = done[unit.columns]
        return found

    def terms(self, passages: Sequence[Candidate]) -> csr_matrix:
        """The passages' TF-IDF rows by word, as `reason` takes them one by one."""
        if not self.units or not passages:
            return csr_matrix((len(passages), 0))
        return csr_matrix(self._words.transform([p.words for p in passages]))

    def reason(self, row: csr_matrix, code: int, probability: float) -> Reason:
        """The words that spoke most for and against, with what the model learned from.

        ``row`` is the passage's row of `terms`.
        """
        unit = self.units[code]
        fitted = self._fitted[unit.columns, None]
        kept = self._dense.components_
        pull_of = fitted.coef_[0, : len(kept)] @ kept[:, row.indices]
        pulls = sorted(
            (float(value * pull), self._names[col])
            for value, pull, col in zip(row.data, pull_of, row.indices, strict=True)
        )
        for_it = [term for pull, term in reversed(pulls[-TOP_TERMS:]) if pull > 0]
        against = [term for pull, term in pulls[:TOP_TERMS] if pull < 0]
        words = f"learned from {unit.accepted} accepted passages"
        words += f": {', '.join(for_it)}" if for_it else ""
        detail = (
            *(("for", term) for term in for_it),
            *(("against", term) for term in against),
            ("share", f"{unit.share:.2f}"),
        )
        return Reason("model", words, probability, (), detail)

    def _learn_texts(self, passages: Sequence[Candidate]) -> np.ndarray:
        raw = [p.text for p in passages]
        words = self._words.fit_transform([p.words for p in passages])
        try:
            parts = self._parts.fit_transform(raw)
        except ValueError:
            # So few and short passages share no part of a word.
            parts = self._parts.set_params(min_df=1).fit_transform(raw)
        table = csr_matrix(hstack([words, parts]))
        most = max(1, min(DIMENSIONS, min(table.shape) - 1))
        self._dense = TruncatedSVD(most, n_iter=3, random_state=0).fit(table)
        return np.asarray(self._dense.transform(table))

    def _texts(self, passages: Sequence[Candidate]) -> np.ndarray:
        return np.asarray(self._dense.transform(self._terms(passages)))

    def _terms(self, passages: Sequence[Candidate]) -> csr_matrix:
        words = self._words.transform([p.words for p in passages])
        return csr_matrix(hstack([words, self._parts.transform([p.text for p in passages])]))


def _table(texts: np.ndarray, unit: Unit, layers: np.ndarray) -> np.ndarray:
    # Of an indicator's model, the strongest letter speaks for all.
    return np.hstack([texts, SCALE * layers[:, list(unit.columns), :].max(1)])


def _target(lessons: Lessons, unit: Unit) -> tuple[np.ndarray, np.ndarray]:
    """Which passages are known for a unit, and which were accepted."""
    own = lessons.labels[:, list(unit.columns)]
    accepted = np.asarray((own > 0).any(1))
    return np.asarray(accepted | (own < 0).all(1)), accepted


def _fit(table: np.ndarray, y: np.ndarray, rows: np.ndarray) -> LogisticRegression | None:
    if len(set(y[rows].tolist())) < 2:
        return None
    model = LogisticRegression(C=REGULAR, tol=1e-3, max_iter=200)
    return model.fit(table[rows], y[rows])
