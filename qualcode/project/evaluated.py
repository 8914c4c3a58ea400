"""What an evaluation of a study found, and what it says in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualcode.analysis.agreement.pair import PairAgreement
    from qualcode.suggest.evaluation import Evaluation, LevelFigures, Share

LIMITS = (
    "Cue phrases and definitions are taken as they are now. If somebody wrote them after reading"
    " these very interviews, the figures are too good.",
    "The codings are people's readings, not the truth: where two people would differ, the"
    " suggestions cannot be right for both.",
    "Codes accepted from suggestions were swayed by them, so agreement with these says less.",
    "Whether suggestions save time, or change what people see, is not measured here.",
)


@dataclass(frozen=True)
class Decided:
    """What people made of real suggestions. ``agreed`` are the offers whose very code they gave.

    ``passages`` is how many passages, or suggestions, were decided on; ``hit1`` and ``hit3`` are
    of the passages given a code, known only where the person decided before seeing the offers.
    """

    passages: int
    agreed: Share
    hit1: Share | None = None
    hit3: Share | None = None


@dataclass(frozen=True)
class Evaluated:
    """An evaluation with what stands beside it.

    ``coders`` are those whose codings it is measured against; ``left_out`` counts interviews
    nobody has coded through, ``from_suggestions`` codings that came of accepting a suggestion.
    ``human`` compares coders with each other, the pair with the most passages first. ``blind``
    are decisions made before a suggestion was seen, ``shown`` those made on seeing it; None where
    there is none yet.
    """

    evaluation: Evaluation
    coders: tuple[str, ...]
    left_out: int
    from_suggestions: int
    human: tuple[PairAgreement, ...]
    blind: Decided | None
    shown: Decided | None

    def as_record(self) -> dict[str, Any]:
        """Everything as plain lists, numbers and words, for JSON."""
        return {**asdict(self), "limits": list(LIMITS)}

    def in_words(self) -> list[str]:
        """The whole, a sentence each, without jargon."""
        return [*self._basis(), *self._bands(), *self._first(), *self._decided()]

    def _basis(self) -> Iterator[str]:
        e = self.evaluation
        yield (
            f"{e.passages:,} passages of {_many(e.interviews, 'interview')} coded through by"
            f" {' and '.join(self.coders)}; {e.coded:,} of them carry a code. Suggestions for each"
            " interview were made without what anybody coded in it."
        )
        if self.left_out:
            yield f"Left out: {_many(self.left_out, 'interview')} nobody has coded through yet."
        if self.from_suggestions:
            yield (
                f"{_many(self.from_suggestions, 'coding')} came of accepting a suggestion, which"
                " flatters these figures."
            )

    def _bands(self) -> Iterator[str]:
        level = self.finest
        for band, share in (("strong", level.strong), ("possible", level.possible)):
            if share.n:
                yield (
                    f"Of {_many(share.n, 'suggestion')} it called {band}, people agreed with"
                    f" {share.k}{_between(share)}."
                )
            else:
                yield f"It called no suggestion {band}."

    def _first(self) -> Iterator[str]:
        for level in self.evaluation.levels:
            if level.hit1 is None or level.hit3 is None:
                continue
            base = level.baselines
            what = "top codes (indicators)" if level.level == "indicators" else "codes below them"
            beside = (
                f"without learning from anybody {_pair(base.untaught_hit1, base.untaught_hit3)}",
                f"cue phrases alone {_pair(base.cues_hit1, base.cues_hit3)}",
                f"always naming what is coded most {_pair(base.usual_hit1, base.usual_hit3)}",
            )
            yield (
                f"By {what}: for {level.hit1:.0%} of the {level.passages:,} coded passages its"
                f" first choice was a code people gave, for {level.hit3:.0%} one of its first"
                f" three ({'; '.join(beside)})."
            )

    def _decided(self) -> Iterator[str]:
        if self.blind is None:
            yield "Decided before suggestions were shown: none yet."
        else:
            yield (
                f"Decided before suggestions were shown: {_many(self.blind.passages, 'passage')};"
                f" {_agreed(self.blind.agreed)}."
            )
        if self.shown is not None:
            yield f"Decided on seeing them: {_agreed(self.shown.agreed)}."

    @property
    def finest(self) -> LevelFigures:
        """The figures by the very codes suggested: letters where there are any."""
        return self.evaluation.levels[-1]


def _many(n: int, one: str) -> str:
    return f"{n:,} {one}{'' if n == 1 else 's'}"


def _pair(one: float | None, three: float | None) -> str:
    return f"{one or 0:.0%} and {three or 0:.0%}"


def _between(share: Share) -> str:
    if share.interval is None:
        return ""
    low, high = share.interval
    return f" (on so few likely between {low:.0%} and {high:.0%})"


def _agreed(share: Share) -> str:
    return f"people agreed with {share.k} of {_many(share.n, 'suggestion')}"
