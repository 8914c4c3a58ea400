"""The engine: both layers weighed, ranked and put into words."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

from qualcode.model import Band, Codebook, Reason, Segment, Suggestion, Transcript
from qualcode.suggest.cues import CueLayer
from qualcode.suggest.definition import DefinitionLayer

ENGINE = "cues+definition 1"
NAMESPACE = uuid.UUID("6f1f5ef0-6c1e-4e0b-9d7f-0b8f0c6f2a11")
CUE_SHARE = 0.7
STRONG = 0.45
POSSIBLE = 0.12


@dataclass(frozen=True, slots=True)
class Ranked:
    """One code for one passage: score 0 to 1, its band and the reasons behind it."""

    code: str
    score: float
    band: Band
    reasons: tuple[Reason, ...]

    @property
    def reason(self) -> str:
        """All reasons in one sentence."""
        return "; ".join(reason.words for reason in self.reasons)


class Engine:
    """Suggests codes of one codebook. Same engine, codebook and text give the same ids."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        document = json.dumps(asdict(codebook), sort_keys=True, ensure_ascii=False)
        digest = hashlib.sha256(document.encode("utf-8")).hexdigest()
        self.codebook_version = f"{codebook.version}/{digest[:12]}"
        self._cues = CueLayer(codebook)
        self._tops = {code.id: codebook.top(code.id) for code in codebook}

    @cached_property
    def _definitions(self) -> DefinitionLayer:
        return DefinitionLayer(self.codebook)

    def cue_reasons(self, text: str, *, offset: int = 0) -> dict[str, Reason]:
        """The cue layer alone: code -> reason."""
        return self._cues.reasons(text, offset=offset)

    def rank(
        self,
        texts: Sequence[str],
        offsets: Iterable[int] | None = None,
        *,
        top: int | None = None,
        least: float = 0.0,
    ) -> list[list[Ranked]]:
        """Every passage's codes, best first; each passage is weighed on its own.

        ``top`` keeps the best few of each passage, ``least`` those that reach a score.
        """
        if not texts or not len(self.codebook):
            return [[] for _ in texts]
        similarities, rows = self._definitions.similarities(texts)
        places = list(offsets) if offsets is not None else [0] * len(texts)
        ranked = []
        for i, text in enumerate(texts):
            cues = self._cues.reasons(text, offset=places[i])
            likeness = dict(zip(self._definitions.ids, similarities[i].tolist(), strict=True))
            best = [one for one in self._weigh(cues, likeness) if one[1] >= least][:top]
            ranked.append(
                [
                    Ranked(c, round(s, 6), _band(s), self._reasons(c, cues, likeness, rows[i]))
                    for c, s in best
                ]
            )
        return ranked

    def _weigh(
        self, cues: dict[str, Reason], likeness: dict[str, float]
    ) -> list[tuple[str, float]]:
        own = {
            code: CUE_SHARE * (cues[code].weight if code in cues else 0.0)
            + (1 - CUE_SHARE) * likeness[code]
            for code in likeness
        }
        family: dict[str, float] = {}
        for code, score in own.items():
            top = self._tops[code]
            family[top] = max(family.get(top, 0.0), score)
        # A letter gains a little from its indicator's best: siblings share vocabulary.
        scores = {c: min(1.0, 0.85 * s + 0.15 * family[self._tops[c]]) for c, s in own.items()}
        order = sorted((c for c in scores if own[c] > 0), key=lambda c: (-scores[c], c))
        return [(code, scores[code]) for code in order]

    def _reasons(
        self, code: str, cues: dict[str, Reason], likeness: dict[str, float], row: object
    ) -> tuple[Reason, ...]:
        reasons = [cues[code]] if code in cues else []
        if likeness[code] > 0:
            reasons.append(self._definitions.reason(row, code, likeness[code]))
        return tuple(reasons)

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
        rest = [code.id for code in self.codebook.children(None) if code.id not in best]
        return found + [Ranked(id, 0.0, Band.BELOW, ()) for id in rest]

    def suggest(
        self, transcript: Transcript, segments: Sequence[Segment], *, top: int = 3
    ) -> list[Suggestion]:
        """At most ``top`` suggestions for each of the respondents' segments, best first.

        A segment for which nothing is at least possible keeps its best code, in the band
        ``below``: it is listed when asked for, and offered nowhere.
        """
        spoken = [s for s in segments if not s.interviewer]
        texts = [transcript.quote(s.span) for s in spoken]
        starts = [s.span.start for s in spoken]
        ranked = self.rank(texts, starts, top=top)
        return [
            self._suggestion(transcript, segment, text, one)
            for segment, text, codes in zip(spoken, texts, ranked, strict=True)
            for n, one in enumerate(codes)
            if n == 0 or one.band is not Band.BELOW
        ]

    def _suggestion(
        self, transcript: Transcript, segment: Segment, text: str, one: Ranked
    ) -> Suggestion:
        parts = (ENGINE, self.codebook_version, transcript.sha256, str(segment.span), one.code)
        return Suggestion(
            id=str(uuid.uuid5(NAMESPACE, "\n".join((transcript.id, *parts)))),
            transcript=transcript.id,
            span=segment.span,
            quote=text,
            code=one.code,
            score=one.score,
            band=one.band,
            reasons=one.reasons,
            engine=ENGINE,
            codebook_version=self.codebook_version,
        )


def _band(score: float) -> Band:
    if score >= STRONG:
        return Band.STRONG
    return Band.POSSIBLE if score >= POSSIBLE else Band.BELOW
