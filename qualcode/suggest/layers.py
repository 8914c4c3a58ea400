"""The layers of an engine: what they are made of, and for whom they may be taught with what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np

from qualcode.model import Codebook
from qualcode.suggest.cues import CueLayer, Found
from qualcode.suggest.definition import DefinitionLayer
from qualcode.suggest.embeddings import Embedder
from qualcode.suggest.learned import Learned, learn
from qualcode.suggest.lessons import Candidate, Lessons, lay_out
from qualcode.suggest.meaning import MeaningLayer
from qualcode.suggest.record import Record
from qualcode.suggest.weigh import CUE, DEFINITION, EXAMPLE, MEANING, Scores, blend, families, weigh

ENGINE = "layers 2"
# Passages weighed at a time, so that what is kept for their reasons stays small.
BLOCK = 512


@dataclass(frozen=True)
class Weighed:
    """A block of passages with all that their reasons are made of, passage by passage."""

    passages: Sequence[Candidate]
    scores: Scores
    hits: list[Found]
    rows: Any
    near: np.ndarray
    terms: Any


class Layered:
    """A codebook, a record, and the layers made of them when they are first needed."""

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
        self._apart: dict[int, Self] = {}
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

    def _for(self, group: str | None) -> Self:
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

    def _without(self, part: int) -> Self:
        lessons = self._lessons
        assert lessons is not None  # noqa: S101
        out = set(lessons.groups[lessons.folds == part].tolist())
        engine = type(self)(
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

    def _blocks(self, passages: Sequence[Candidate]) -> Iterator[tuple[Self, list[int]]]:
        """The places of the passages, by the engine that may weigh them, a block at a time."""
        places: dict[str | None, list[int]] = {}
        for n, passage in enumerate(passages):
            places.setdefault(passage.group, []).append(n)
        by_engine: dict[int, tuple[Self, list[int]]] = {}
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

    def _weighed(self, passages: Sequence[Candidate]) -> Weighed:
        hits, layers, rows = self._plain(passages)
        learned, none = self._learned, np.full(layers.shape[:2], np.nan)
        if learned is None:
            total = weigh(layers, np.ones(layers.shape[1:]), self._kin)
            blank = [None] * len(passages)
            return Weighed(passages, Scores(layers, none, total), hits, rows, none, blank)
        near = learned.examples.cosines(passages)
        layers[:, :, EXAMPLE] = learned.examples.scores(passages, near)
        own = weigh(layers, learned.gates, self._kin)
        model = learned.model.probabilities(passages, layers, [None] * len(passages))
        total = blend(own, model, learned.units, self._kin, self._top_columns)
        terms = learned.model.terms(passages)
        return Weighed(passages, Scores(layers, model, total), hits, rows, near, terms)


def name_of(*, semantic: bool) -> str:
    """The name of an engine that nobody's decisions have taught."""
    return f"{ENGINE} and meaning" if semantic else ENGINE
