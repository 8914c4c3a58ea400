"""The engine: the layers weighed, ranked and put into words."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from qualcode.model import Band, Reason, Segment, Span, Suggestion, Transcript
from qualcode.suggest.cues import weight
from qualcode.suggest.layers import ENGINE, Layered, Weighed
from qualcode.suggest.lessons import Candidate, candidate
from qualcode.suggest.ranked import Ranked, banded
from qualcode.suggest.weigh import (
    CUE,
    DEFINITION,
    EXAMPLE,
    MEANING,
)
from qualcode.suggest.windows import windows
from qualcode.text.phrases import measure

NAMESPACE = uuid.UUID("6f1f5ef0-6c1e-4e0b-9d7f-0b8f0c6f2a11")
# An example or a model is named as a reason from this score on.
NAMED = 0.02
LIKELY = 0.3
# A definition less alike than this does not bear out a cue of one word.
BORNE_OUT = 0.05
LAYERS = ("cue", "definition", "example", "meaning")


class Engine(Layered):
    """Suggests codes of one codebook, from its cues and definitions and from what people decided.

    Same engine, codebook, record and text give the same suggestions; the ids do not even depend
    on the record. Retired codes are never suggested. What is suggested in an interview owes
    nothing to decisions made in that interview.
    """

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
        passages = _candidates(texts, groups)
        found = np.zeros((len(passages), len(self.ids)))
        for engine, own in self._blocks(passages):
            found[own] = engine._weighed([passages[n] for n in own]).scores.total
        return found

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
        places = list(offsets) if offsets is not None else [0] * len(texts)
        ranked: list[list[Ranked]] = [[] for _ in texts]
        for engine, own in self._blocks(passages):
            weighed = engine._weighed([passages[n] for n in own])
            for i, n in enumerate(own):
                total = weighed.scores.total[i]
                found = [(-total[c], self.ids[c], c) for c in np.flatnonzero(total > 0).tolist()]
                best = [c for score, _, c in sorted(found) if -score >= least][:top]
                ranked[n] = [engine._ranked(weighed, i, c, places[n]) for c in best]
        return ranked

    def indicators(
        self,
        texts: Sequence[str],
        *,
        groups: Sequence[str | None] | None = None,
        top: int | None = None,
    ) -> list[list[Ranked]]:
        """Every indicator of every passage once, by its best letter, as `by_indicator` gives them.

        Only the ``top`` best of a passage have reasons: the others are there for their scores.
        """
        passages = _candidates(texts, groups)
        ranked: list[list[Ranked]] = [[] for _ in texts]
        for engine, own in self._blocks(passages):
            weighed = engine._weighed([passages[n] for n in own])
            for i, n in enumerate(own):
                total = weighed.scores.total[i]
                found = [(-total[c], self.ids[c], c) for c in np.flatnonzero(total > 0).tolist()]
                bare = [Ranked(id, _cut(-score), Band.BELOW, ()) for score, id, _ in sorted(found)]
                column = {id: c for _, id, c in found}
                best = self.by_indicator(bare)
                ranked[n] = [
                    engine._ranked(weighed, i, column[one.code], 0) if one.code in column else one
                    for one in best[:top]
                ] + best[len(best[:top]) :]
        return ranked

    def _ranked(self, weighed: Weighed, i: int, column: int, place: int) -> Ranked:
        code, score = self.ids[column], _cut(weighed.scores.total[i, column])
        learned = self._learned
        cued = bool(weighed.hits[i].get(code)) and self._voted(column, CUE)
        band, told = banded(score, learned.bars[column] if learned else None, cued)
        if self._thin(weighed, i, column):
            band = Band.BELOW
        first, *others = self._reasons(weighed, i, column, place)
        off = [("off", layer) for n, layer in enumerate(LAYERS) if not self._voted(column, n)]
        first = replace(first, detail=(*first.detail, *off))
        return Ranked(code, score, band, (first, *others, *told))

    def _voted(self, column: int, layer: int) -> bool:
        """Whether a layer has a say for a code; one that does not exist has nothing to lose."""
        gates = self._learned.gates if self._learned else None
        return gates is None or layer >= gates.shape[1] or bool(gates[column, layer])

    def _thin(self, weighed: Weighed, i: int, column: int) -> bool:
        """Whether all that speaks for a code is one word: of the definition, or a cue that the
        definition does not bear out and nobody's acceptance either."""
        layers, code = weighed.scores.layers[i, column], self.ids[column]
        alike = float(layers[DEFINITION]) if self._voted(column, DEFINITION) else 0.0
        later = [n for n in range(EXAMPLE, len(layers)) if self._voted(column, n)]
        model = self._learned is not None and column in self._learned.units
        if model or any(layers[n] > NAMED for n in later):
            return False
        cues = {hit.phrase for hit in weighed.hits[i].get(code, ())}
        if not cues or not self._voted(column, CUE):
            return alike > 0 and len(self._definitions.shared(weighed.rows[i], code)) == 1
        [cue, *others] = cues
        besides = weighed.passages[i].group
        return (
            alike < BORNE_OUT
            and not others
            and measure(cue)[0] == 1
            and self._cues.weight(code, cue, besides=besides) <= weight(cue)
        )

    def _reasons(self, weighed: Weighed, i: int, column: int, place: int) -> list[Reason]:
        """What each layer that has a say saw, in words."""
        passage, code, learned = weighed.passages[i], self.ids[column], self._learned
        layers, hits = weighed.scores.layers[i, column], weighed.hits[i].get(code, [])
        reasons = []
        if hits and self._voted(column, CUE):
            own = self._cues.reason(code, hits, passage.text, offset=place, besides=passage.group)
            reasons.append(own)
        if layers[DEFINITION] > 0 and self._voted(column, DEFINITION):
            alike = float(layers[DEFINITION])
            reasons.append(self._definitions.reason(weighed.rows[i], code, alike, passage))
        if self._meaning and self._voted(column, MEANING) and layers[MEANING] > NAMED:
            reasons += self._meaning.reasons(passage, code, float(layers[MEANING]))
        if learned:
            if layers[EXAMPLE] > NAMED and learned.gates[column, EXAMPLE]:
                reasons += learned.examples.reasons(weighed.near[i], code, float(layers[EXAMPLE]))
            chance = weighed.scores.model[i, column]
            if column in learned.units and chance >= LIKELY:
                reasons.append(learned.model.reason(weighed.terms[i], column, float(chance)))
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


def _cut(score: float) -> float:
    return round(float(score), 6)


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
