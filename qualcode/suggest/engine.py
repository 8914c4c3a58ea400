"""The engine: the layers weighed, ranked and put into words."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cached_property
from typing import Any

import numpy as np

from qualcode.model import Band, Codebook, Reason, Segment, Span, Suggestion, Transcript
from qualcode.suggest.cues import CueLayer
from qualcode.suggest.definition import DefinitionLayer
from qualcode.suggest.learned import Learned, learn
from qualcode.suggest.lessons import Candidate, Lessons, candidate, lay_out
from qualcode.suggest.ranked import Ranked, banded
from qualcode.suggest.record import Record
from qualcode.suggest.weigh import CUE, DEFINITION, EXAMPLE, Scores, blend, families, weigh
from qualcode.suggest.windows import windows
from qualcode.text.phrases import Hit

ENGINE = "layers 2"
NAMESPACE = uuid.UUID("6f1f5ef0-6c1e-4e0b-9d7f-0b8f0c6f2a11")
# An example or a model is named as a reason from this score on.
NAMED = 0.02
LIKELY = 0.3


class Engine:
    """Suggests codes of one codebook, from its cues and definitions and from what people decided.

    Same engine, codebook, record and text give the same suggestions; the ids do not even depend
    on the record. Retired codes are never suggested. What is suggested in an interview owes
    nothing to decisions made in that interview.
    """

    def __init__(self, codebook: Codebook, *, record: Record | None = None) -> None:
        self.codebook = codebook
        self.codes = tuple(code for code in codebook if not code.retired)
        self.ids = tuple(code.id for code in self.codes)
        document = json.dumps(asdict(codebook), sort_keys=True, ensure_ascii=False)
        digest = hashlib.sha256(document.encode("utf-8")).hexdigest()
        self.codebook_version = f"{codebook.version}/{digest[:12]}"
        self.record = record or Record()
        self.name = f"{ENGINE}/{self.record.digest}" if self.record else ENGINE
        self._tops = {code.id: codebook.top(code.id) for code in codebook}
        self._kin = families([self._tops[id] for id in self.ids])
        at = {id: n for n, id in enumerate(self.ids)}
        self._top_columns = [at.get(self._tops[id], -1) for id in self.ids]

    @cached_property
    def _lessons(self) -> Lessons | None:
        return lay_out(self.record, self.codebook, self.ids) if self.record else None

    @cached_property
    def _cues(self) -> CueLayer:
        return CueLayer(self.codes, self._lessons)

    @cached_property
    def _definitions(self) -> DefinitionLayer:
        return DefinitionLayer(self.codes, self.codebook)

    @cached_property
    def _learned(self) -> Learned | None:
        """Examples, models and bars; trained on first use."""
        if self._lessons is None:
            return None
        _, plain, _ = self._plain(self._lessons.passages)
        return learn(self._lessons, plain, self._kin, self._top_columns)

    def train(self) -> None:
        """Learn from the record now rather than at the first passage."""
        _ = self._learned

    def cue_reasons(self, text: str, *, offset: int = 0) -> dict[str, Reason]:
        """The cue layer alone: code -> reason."""
        return self._cues.reasons(text, offset=offset)

    def scores(
        self, texts: Sequence[str], groups: Sequence[str | None] | None = None
    ) -> np.ndarray:
        """Every passage's score for every code, in the order of ``ids``.

        Returns
        -------
        float array of shape (passages, codes), in 0 to 1.
        """
        return self._weighed(_candidates(texts, groups))[0].total

    def rank(
        self,
        texts: Sequence[str],
        offsets: Iterable[int] | None = None,
        *,
        groups: Sequence[str | None] | None = None,
        top: int | None = None,
        least: float = 0.0,
    ) -> list[list[Ranked]]:
        """Every passage's codes, best first; each passage is weighed on its own.

        ``top`` keeps the best few of each passage, ``least`` those that reach a score. ``groups``
        name the interviews the passages stand in: what was learned there is left out.
        """
        if not texts or not self.codes:
            return [[] for _ in texts]
        passages = _candidates(texts, groups)
        scores, hits, rows = self._weighed(passages)
        places = list(offsets) if offsets is not None else [0] * len(texts)
        ranked = []
        for i, passage in enumerate(passages):
            total = scores.total[i]
            found = [(-total[c], self.ids[c], c) for c in np.flatnonzero(total > 0).tolist()]
            best = [c for score, _, c in sorted(found) if -score >= least][:top]
            ranked.append(
                [self._ranked(passage, scores, i, c, hits[i], rows[i], places[i]) for c in best]
            )
        return ranked

    def _plain(
        self, passages: Sequence[Candidate]
    ) -> tuple[list[dict[str, list[Hit]]], np.ndarray, Any]:
        """Cue hits, the cue and definition scores (passages, codes, 3), and the TF-IDF rows."""
        hits = [self._cues.hits(passage.words) for passage in passages]
        layers = np.zeros((len(passages), len(self.ids), 3))
        at = {id: n for n, id in enumerate(self.ids)}
        for i, (passage, found) in enumerate(zip(passages, hits, strict=True)):
            for code, own in found.items():
                layers[i, at[code], CUE] = self._cues.score(code, own, besides=passage.group)
        layers[:, :, DEFINITION], rows = self._definitions.similarities(
            [passage.words for passage in passages]
        )
        return hits, layers, rows

    def _weighed(
        self, passages: Sequence[Candidate]
    ) -> tuple[Scores, list[dict[str, list[Hit]]], Any]:
        hits, layers, rows = self._plain(passages)
        learned, none = self._learned, np.full(layers.shape[:2], np.nan)
        if learned is None or self._lessons is None:
            gates = np.ones((len(self.ids), 3))
            return Scores(layers, none, weigh(layers, gates, self._kin)), hits, rows
        layers[:, :, EXAMPLE] = learned.examples.scores(passages)
        own = weigh(layers, learned.gates, self._kin)
        parts = [self._lessons.fold_of(passage.group) for passage in passages]
        model = learned.model.probabilities(passages, layers, parts)
        total = blend(own, model, learned.units, self._kin, self._top_columns)
        return Scores(layers, model, total), hits, rows

    def _ranked(
        self,
        passage: Candidate,
        scores: Scores,
        i: int,
        column: int,
        hits: dict[str, list[Hit]],
        row: Any,
        place: int,
    ) -> Ranked:
        code, score = self.ids[column], round(float(scores.total[i, column]), 6)
        reasons = self._reasons(passage, scores, i, column, hits.get(code, []), row, place)
        learned = self._learned
        band, told = banded(score, learned.bars[column] if learned else None, bool(hits.get(code)))
        return Ranked(code, score, band, (*reasons, *told))

    def _reasons(
        self,
        passage: Candidate,
        scores: Scores,
        i: int,
        column: int,
        hits: list[Hit],
        row: Any,
        place: int,
    ) -> list[Reason]:
        code, layers, learned = self.ids[column], scores.layers[i, column], self._learned
        reasons = []
        if hits:
            own = self._cues.reason(code, hits, passage.text, offset=place, besides=passage.group)
            reasons.append(own)
        if layers[DEFINITION] > 0:
            reasons.append(self._definitions.reason(row, code, float(layers[DEFINITION])))
        if learned and self._lessons is not None:
            if layers[EXAMPLE] > NAMED and learned.gates[column, EXAMPLE]:
                reasons += learned.examples.reasons(passage, code, float(layers[EXAMPLE]))
            chance = scores.model[i, column]
            if column in learned.units and chance >= LIKELY:
                part = self._lessons.fold_of(passage.group)
                reasons.append(learned.model.reason(passage, column, float(chance), part))
        return reasons or [Reason("model", "what was learned from accepted passages", 0.0)]

    def by_indicator(self, codes: Sequence[Ranked]) -> list[Ranked]:
        """One entry an indicator, its best letter's, best first; those without a sign come last
        with score 0, so that every indicator is ranked."""
        best: dict[str, Ranked] = {}
        for one in codes:
            top = self._tops[one.code]
            # Between an indicator and its letter the letter says more.
            if top not in best or (best[top].code == top and best[top].score <= one.score):
                best[top] = one
        found = sorted(best.values(), key=lambda one: (-one.score, one.code))
        rest = [code.id for code in self.codes if code.parent is None and code.id not in best]
        return found + [Ranked(id, 0.0, Band.BELOW, ()) for id in rest]

    def suggest(
        self,
        transcript: Transcript,
        segments: Sequence[Segment],
        *,
        top: int = 3,
        group: str | None = None,
    ) -> list[Suggestion]:
        """At most ``top`` suggestions for each of the respondents' segments, best first.

        Of a long segment the sentences that say it are offered. A segment for which nothing is at
        least possible keeps its best code, in the band ``below``: it is listed when asked for, and
        offered nowhere. ``group`` names the interview in the record; else it is the transcript.
        """
        own = group if group is not None else transcript.id
        cut = [(n, span) for n, s in enumerate(segments) for span in windows(transcript.text, s)]
        ranked = self.rank(
            [transcript.quote(span) for _, span in cut],
            [span.start for _, span in cut],
            groups=[own] * len(cut),
            top=top,
        )
        offers: dict[int, list[tuple[Span, Ranked]]] = {}
        for (n, span), codes in zip(cut, ranked, strict=True):
            offers.setdefault(n, []).extend((span, one) for one in codes)
        return [
            self._suggestion(transcript, span, one)
            for n in sorted(offers)
            for span, one in _best(offers[n], top)
        ]

    def _suggestion(self, transcript: Transcript, span: Span, one: Ranked) -> Suggestion:
        parts = (ENGINE, self.codebook_version, transcript.sha256, str(span), one.code)
        return Suggestion(
            id=str(uuid.uuid5(NAMESPACE, "\n".join((transcript.id, *parts)))),
            transcript=transcript.id,
            span=span,
            quote=transcript.quote(span),
            code=one.code,
            score=one.score,
            band=one.band,
            reasons=one.reasons,
            engine=self.name,
            codebook_version=self.codebook_version,
        )


def _candidates(texts: Sequence[str], groups: Sequence[str | None] | None) -> list[Candidate]:
    known = groups if groups is not None else [None] * len(texts)
    return [candidate(text, group) for text, group in zip(texts, known, strict=True)]


def _best(offers: Sequence[tuple[Span, Ranked]], top: int) -> list[tuple[Span, Ranked]]:
    """The best offers of one segment; a code comes twice only for words apart."""
    kept: list[tuple[Span, Ranked]] = []
    order = sorted(offers, key=lambda o: (-o[1].score, len(o[0]), o[0], o[1].code))
    for span, one in order:
        clash = any(
            k.code == one.code and place.start < span.end and span.start < place.end
            for place, k in kept
        )
        if not clash and (not kept or one.band is not Band.BELOW):
            kept.append((span, one))
        if len(kept) == top:
            break
    return kept
