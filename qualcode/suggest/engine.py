"""The engine: the layers weighed, ranked and put into words."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from qualcode.model import Band, Codebook, Reason, Segment, Span, Suggestion, Transcript
from qualcode.suggest.cues import CueLayer, Found, weight
from qualcode.suggest.definition import DefinitionLayer
from qualcode.suggest.embeddings import Embedder
from qualcode.suggest.learned import Learned, learn
from qualcode.suggest.lessons import Candidate, Lessons, candidate, lay_out
from qualcode.suggest.meaning import MeaningLayer
from qualcode.suggest.ranked import Ranked, banded
from qualcode.suggest.record import Record
from qualcode.suggest.weigh import (
    CUE,
    DEFINITION,
    EXAMPLE,
    MEANING,
    Scores,
    blend,
    families,
    weigh,
)
from qualcode.suggest.windows import windows
from qualcode.text.phrases import measure

ENGINE = "layers 2"
NAMESPACE = uuid.UUID("6f1f5ef0-6c1e-4e0b-9d7f-0b8f0c6f2a11")
# An example or a model is named as a reason from this score on.
NAMED = 0.02
LIKELY = 0.3
# A definition less alike than this does not bear out a cue of one word.
BORNE_OUT = 0.05
LAYERS = ("cue", "definition", "example", "meaning")
# Passages weighed at a time, so that what is kept for their reasons stays small.
BLOCK = 512


@dataclass(frozen=True)
class _Weighed:
    """A block of passages with all that their reasons are made of, passage by passage."""

    passages: Sequence[Candidate]
    scores: Scores
    hits: list[Found]
    rows: Any
    near: np.ndarray
    terms: Any


class Engine:
    """Suggests codes of one codebook, from its cues and definitions and from what people decided.

    Same engine, codebook, record and text give the same suggestions; the ids do not even depend
    on the record. Retired codes are never suggested. What is suggested in an interview owes
    nothing to decisions made in that interview.
    """

    def __init__(
        self,
        codebook: Codebook,
        *,
        record: Record | None = None,
        semantic: bool | Embedder = False,
    ) -> None:
        """Read the codebook; learning waits for the first passage.

        ``semantic`` compares meanings too, in an embedder's vectors: one of its own, or one given,
        which remembers texts of other engines.

        Raises
        ------
        Refused
            ``semantic`` is asked for and the extra of that name is not installed.
        """
        self.codebook = codebook
        self._embedder = Embedder() if semantic is True else semantic or None
        self.codes = tuple(code for code in codebook if not code.retired)
        self.ids = tuple(code.id for code in self.codes)
        document = json.dumps(asdict(codebook), sort_keys=True, ensure_ascii=False)
        digest = hashlib.sha256(document.encode("utf-8")).hexdigest()
        self.codebook_version = f"{codebook.version}/{digest[:12]}"
        self.record = record or Record()
        self.name = name_of(semantic=self._embedder is not None)
        if self.record:
            self.name += f"/{self.record.digest}"
        self._tops = {code.id: codebook.top(code.id) for code in codebook}
        self._apart: dict[int, Engine] = {}
        self._kin = families([self._tops[id] for id in self.ids])
        at = {id: n for n, id in enumerate(self.ids)}
        self._top_columns = [at.get(self._tops[id], -1) for id in self.ids]

    @cached_property
    def _lessons(self) -> Lessons | None:
        return lay_out(self.record, self.codebook, self.ids) if self.record else None

    @cached_property
    def _found(self) -> list[Found] | None:
        """The cues in the lessons' passages where another engine has looked for them."""
        return None

    @cached_property
    def _cues(self) -> CueLayer:
        return CueLayer(self.codes, self._lessons, self._found)

    @cached_property
    def _definitions(self) -> DefinitionLayer:
        return DefinitionLayer(self.codes, self.codebook)

    @cached_property
    def _meaning(self) -> MeaningLayer | None:
        if self._embedder is None:
            return None
        return MeaningLayer(self.codes, self.codebook, self._embedder, self._lessons)

    @cached_property
    def _learned(self) -> Learned | None:
        """Examples, models and bars; trained on first use."""
        if self._lessons is None:
            return None
        _, plain, _ = self._plain(self._lessons.passages, self._cues.taught)
        if self._embedder is not None:
            # Learning needs the memory, and no new vectors.
            self._embedder.rest()
        return learn(self._lessons, plain, self._kin, self._top_columns)

    def train(self) -> None:
        """Learn from the record now rather than at the first passage."""
        _ = self._learned

    def _for(self, group: str | None) -> Engine:
        """The engine for an interview's passages: taught without the whole part it stands in.

        Not its labels alone are left out: which layers count, from where a code is shown and what
        the models were told of other passages would still owe something to them.
        """
        part = self._lessons.fold_of(group) if self._lessons is not None else None
        if part is None:
            return self
        if part not in self._apart:
            self._apart[part] = self._without(part)
        return self._apart[part]

    def _without(self, part: int) -> Engine:
        lessons = self._lessons
        assert lessons is not None  # noqa: S101
        out = set(lessons.groups[lessons.folds == part].tolist())
        engine = Engine(
            self.codebook, record=self.record.without(out), semantic=self._embedder or False
        )
        engine.name = self.name
        engine._definitions = self._definitions
        if engine.record:
            # As laid out and looked through already: reading all again would take longer.
            rows = np.flatnonzero(lessons.folds != part)
            taught = self._cues.taught
            engine._lessons = lessons.only(rows)
            engine._found = [taught[row] for row in rows.tolist()]
        return engine

    def _blocks(self, passages: Sequence[Candidate]) -> Iterator[tuple[Engine, list[int]]]:
        """The places of the passages, by the engine that may weigh them, a block at a time."""
        places: dict[str | None, list[int]] = {}
        for n, passage in enumerate(passages):
            places.setdefault(passage.group, []).append(n)
        by_engine: dict[int, tuple[Engine, list[int]]] = {}
        for group, own in places.items():
            engine = self._for(group)
            by_engine.setdefault(id(engine), (engine, []))[1].extend(own)
        for engine, own in by_engine.values():
            for start in range(0, len(own), BLOCK):
                yield engine, own[start : start + BLOCK]

    def embed(self, texts: Sequence[str], progress: Callable[[float], None] | None = None) -> None:
        """Work out what the texts mean beforehand, the slow part; nothing without ``semantic``.

        ``progress`` is called with the share done, 0 to 1.
        """
        if self._embedder is not None:
            self._embedder.embed(texts, progress=progress)

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

    def _plain(
        self, passages: Sequence[Candidate], found: list[Found] | None = None
    ) -> tuple[list[Found], np.ndarray, Any]:
        """Cue hits, the cue, definition and meaning scores (passages, codes, layers), TF-IDF rows.

        There are four layers where meanings are compared, else three. ``found`` are the cue hits,
        where they are known.
        """
        hits = found or [self._cues.hits(passage.words) for passage in passages]
        layers = np.zeros((len(passages), len(self.ids), 4 if self._meaning else 3))
        at = {id: n for n, id in enumerate(self.ids)}
        for i, (passage, cues) in enumerate(zip(passages, hits, strict=True)):
            for code, own in cues.items():
                layers[i, at[code], CUE] = self._cues.score(code, own, besides=passage.group)
        layers[:, :, DEFINITION], rows = self._definitions.similarities(
            [passage.words for passage in passages]
        )
        if self._meaning:
            layers[:, :, MEANING] = self._meaning.scores(passages)
        return hits, layers, rows

    def _weighed(self, passages: Sequence[Candidate]) -> _Weighed:
        hits, layers, rows = self._plain(passages)
        learned, none = self._learned, np.full(layers.shape[:2], np.nan)
        if learned is None:
            total = weigh(layers, np.ones(layers.shape[1:]), self._kin)
            blank = [None] * len(passages)
            return _Weighed(passages, Scores(layers, none, total), hits, rows, none, blank)
        near = learned.examples.cosines(passages)
        layers[:, :, EXAMPLE] = learned.examples.scores(passages, near)
        own = weigh(layers, learned.gates, self._kin)
        model = learned.model.probabilities(passages, layers, [None] * len(passages))
        total = blend(own, model, learned.units, self._kin, self._top_columns)
        terms = learned.model.terms(passages)
        return _Weighed(passages, Scores(layers, model, total), hits, rows, near, terms)

    def _ranked(self, weighed: _Weighed, i: int, column: int, place: int) -> Ranked:
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

    def _thin(self, weighed: _Weighed, i: int, column: int) -> bool:
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

    def _reasons(self, weighed: _Weighed, i: int, column: int, place: int) -> list[Reason]:
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


def name_of(*, semantic: bool) -> str:
    """The name of an engine that nobody's decisions have taught."""
    return f"{ENGINE} and meaning" if semantic else ENGINE


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
