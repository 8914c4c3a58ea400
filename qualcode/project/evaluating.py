"""How good the suggestions are on this study."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from qualcode.errors import Refused
from qualcode.model import Codebook, Span, Verdict
from qualcode.project.deciding_first import DecidingFirstVerbs, FirstDecision
from qualcode.project.evaluated import Decided, Evaluated
from qualcode.project.learning import LearningVerbs
from qualcode.project.understanding import UnderstandingVerbs
from qualcode.store import coded, earlier, offers, texts
from qualcode.store.readings import load_readings

if TYPE_CHECKING:
    from qualcode.analysis.agreement.pair import PairAgreement
    from qualcode.analysis.frames import Frames
    from qualcode.suggest.evaluation import Share
    from qualcode.suggest.folds import Labelled
    from qualcode.suggest.scoring import MakeEngine

SEED = 7
WHERE = ["transcript", "start", "end", "person"]
# A coding belongs to a passage when they share at least this much of the shorter of the two.
SHARED = 0.5


class EvaluationVerbs(LearningVerbs, UnderstandingVerbs, DecidingFirstVerbs):
    """Measuring suggestions against what people coded."""

    def evaluate(
        self,
        *,
        coder: str | None = None,
        seed: int = SEED,
        target: float = 0.6,
        progress: Callable[[float], None] | None = None,
    ) -> Evaluated:
        """Leave out one interview after another, and compare suggestions with people's codings.

        Only interviews that are coded through count: what nobody read is not a passage without
        codes. Interviews of the same participant are left out together. Nothing is stored.

        Parameters
        ----------
        coder : only this coder's codings and interviews
        target : the precision asked for when telling how much of the talk could be offered for
        progress : called with the share done, 0 to 1

        Raises
        ------
        Refused
            Fewer than two interviews are coded through, nothing in them is coded, or the target
            lies outside 0 to 1.
        """
        import numpy as np

        from qualcode.suggest.evaluate import evaluate
        from qualcode.suggest.layers import name_of

        if not 0 < target <= 1:
            raise Refused("The precision asked for lies above 0 and up to 1; give such as 0.6.")
        codebook = self.codebook
        passages, coders, left_out = self._labelled(coder)
        found = evaluate(
            passages,
            codebook,
            make_engine=self._engine_maker(codebook),
            rng=np.random.default_rng(seed),
            record=self.record(),
            target=target,
            seed=seed,
            engine=name_of(semantic=self._meanings() is not None),
            progress=progress,
        )
        return Evaluated(
            found,
            coders,
            left_out,
            self._from_suggestions(coder),
            self._human(codebook) if coder is None else (),
            _blind(self._first(coder), codebook),
            self._shown(coder),
        )

    def _from_suggestions(self, coder: str | None) -> int:
        with self._read() as connection:
            codings = coded.load_codings(connection, coder=coder)
        return sum(c.basis.startswith("suggestion ") for c in codings)

    def _engine_maker(self, codebook: Codebook) -> MakeEngine:
        from qualcode.suggest import Engine

        embedder = self._meanings() or False
        return lambda record: Engine(codebook, record=record, semantic=embedder)

    def _labelled(self, coder: str | None) -> tuple[list[Labelled], tuple[str, ...], int]:
        """Respondents' passages of the interviews coded through, with their codes; by whom; and
        how many interviews nobody has coded through."""
        from qualcode.suggest.folds import Labelled

        frames = self.frames()
        through = self._through(coder)
        people = frames.people.to_dict("records")
        given: dict[int, set[str]] = defaultdict(set)
        for segment, place, code, who, transcript in _placed(frames):
            if who in through.get(transcript, ()) and _belongs(*place):
                given[segment].add(code)
        groups = self.interview_groups()
        interviews = list(dict.fromkeys(p["transcript"] for p in people))
        with self._read() as connection:
            text = {id: texts.load_text(connection, id) for id in interviews if id in through}
        found = [
            Labelled(
                id=f"{transcript}:{start}",
                group=groups[transcript],
                words=text[transcript][start:end],
                codes=frozenset(given[n]),
                attributes={"role": people[who]["role"], "authority": people[who]["authority"]},
                interview=transcript,
            )
            for n, transcript, start, end, who in frames.segments[WHERE].itertuples()
            if transcript in through
        ]
        coders = sorted({who for id in text for who in through[id]})
        return found, tuple(coders), len(interviews) - len(text)

    def _through(self, coder: str | None = None) -> dict[str, dict[str, str]]:
        """Transcript -> who has coded it through, and when."""
        with self._read() as connection:
            readings = load_readings(connection)
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for reading in readings:
            if reading.done_at and coder in (None, reading.coder):
                found[reading.transcript][reading.coder] = reading.done_at
        return dict(found)

    def _human(self, codebook: Codebook) -> tuple[PairAgreement, ...]:
        """Every two coders of the same interviews, as they stood before they could have talked:
        when the second of them had coded an interview through. Reflexive analysis wants none."""
        if self.about()["profile"] == "reflexive":
            return ()
        from qualcode.analysis.agreement.pair import pair_agreement

        through = self._through()
        segments: dict[str, list[Span]] = defaultdict(list)
        for _, transcript, start, end, _ in self.frames().segments[WHERE].itertuples():
            segments[transcript].append(Span(start, end))
        with self._read() as connection:
            stood = earlier.load_all_that_stood(connection)
        pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
        for transcript, who in through.items():
            if transcript in segments:
                for first, second in combinations(sorted(who), 2):
                    pairs[first, second].append(transcript)
        found = []
        for pair, both in pairs.items():
            at = {id: max(through[id][who] for who in pair) for id in both}
            then = [
                s
                for s in stood
                if s.transcript in at
                and s.made_at <= at[s.transcript]
                and (s.withdrawn_at is None or s.withdrawn_at > at[s.transcript])
            ]
            first, second = (
                _marked([s for s in then if s.coder == who], both, segments, codebook)
                for who in pair
            )
            ids = [code.id for code in codebook]
            found.append(pair_agreement(pair, ids, first, second, len(both)))
        return tuple(sorted(found, key=lambda p: (-p.passages, p.coders)))

    def _first(self, coder: str | None) -> list[FirstDecision]:
        return [d for d in self.first_decisions() if coder in (None, d.coder)]

    def _shown(self, coder: str | None) -> Decided | None:
        """The last word of each coder on each suggestion that was shown to them."""
        with self._read() as connection:
            decisions = offers.load_decisions(connection)
        last = {
            (d.suggestion, d.coder): d
            for d in decisions
            if d.verdict is not Verdict.SKIP and coder in (None, d.coder)
        }
        if not last:
            return None
        taken = [d.verdict is Verdict.ACCEPT and d.code is None for d in last.values()]
        return Decided(len(last), _share(sum(taken), len(taken)))


def _placed(frames: Frames) -> Iterator[tuple[int, tuple[Span, Span], str, str, str]]:
    """Each coding with each segment it touches: the segment, both spans, code, coder, text."""
    codings, at = frames.codings, frames.codings["segment"].to_numpy(dtype="int64")
    starts = frames.segments["start"].to_numpy()[at].tolist()
    ends = frames.segments["end"].to_numpy()[at].tolist()
    columns = (codings[name] for name in ("start", "end", "code", "coder", "transcript"))
    for segment, a, b, start, end, code, who, transcript in zip(
        at.tolist(), starts, ends, *columns, strict=True
    ):
        yield segment, (Span(int(start), int(end)), Span(a, b)), code, who, transcript


def _belongs(coding: Span, segment: Span) -> bool:
    common = min(coding.end, segment.end) - max(coding.start, segment.start)
    return common >= SHARED * min(coding.end - coding.start, segment.end - segment.start)


def _marked(
    codings: Iterable[earlier.Stood],
    transcripts: Sequence[str],
    segments: dict[str, list[Span]],
    codebook: Codebook,
) -> Any:
    """Bool array, shape (passages, codes): which passages carry a code or one under it."""
    import numpy as np

    ids = [code.id for code in codebook]
    above = {id: [n for n, of in enumerate(ids) if id in codebook.family(of)] for id in ids}
    at: dict[str, int] = {}
    total = 0
    for id in transcripts:
        at[id], total = total, total + len(segments[id])
    marked = np.zeros((total, len(ids)), dtype=bool)
    for c in codings:
        for n, segment in enumerate(segments[c.transcript]):
            if c.code in above and _belongs(Span(c.start, c.end), segment):
                marked[at[c.transcript] + n, above[c.code]] = True
    return marked


def _share(k: int, n: int) -> Share:
    from qualcode.suggest.figures import share

    return share(k, n)


def _blind(decisions: Sequence[FirstDecision], codebook: Codebook) -> Decided | None:
    """What would have been offered against what people gave a passage without seeing it."""
    if not decisions:
        return None
    agreed = offered = ones = threes = with_codes = 0
    for decision in decisions:
        given = {code for code, _ in decision.codes}
        ranked = [code for code, _, _ in decision.offered]
        offered += len(ranked)
        agreed += sum(code in given for code in ranked)
        if given:
            with_codes += 1
            ones += bool(given & set(ranked[:1]))
            threes += bool(given & set(ranked[:3]))
    return Decided(
        len(decisions),
        _share(agreed, offered),
        _share(ones, with_codes),
        _share(threes, with_codes),
    )
