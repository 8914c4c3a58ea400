"""One code ranked for one passage, and its band."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model import Band, Reason
from qualcode.suggest.threshold import Bar

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


def band_of(score: float) -> Band:
    """The band before there is evidence."""
    if score >= STRONG:
        return Band.STRONG
    return Band.POSSIBLE if score >= POSSIBLE else Band.BELOW


def banded(score: float, bar: Bar | None, cued: bool) -> tuple[Band, tuple[Reason, ...]]:
    """The band, and where people's decisions have set it, how such passages fared so far."""
    plain = band_of(score)
    if bar is None:
        return plain, ()
    if bar.start is None:
        # Nothing reaches the target out of interview: only what a cue points at is shown.
        words = "not proven: too few like this were accepted in other interviews"
        kept = Band.POSSIBLE if cued and plain is not Band.BELOW else Band.BELOW
        return kept, (Reason("record", words, 0.0, (), (("unproven", "yes"),)),)
    share = bar.right / bar.shown
    detail = (("right", str(bar.right)), ("shown", str(bar.shown)), ("start", f"{bar.start:.4f}"))
    if score < bar.start or plain is Band.BELOW:
        words = "hidden: too few with so low a score were accepted in other interviews"
        return Band.BELOW, (Reason("record", words, share, (), detail),)
    words = f"of {bar.shown} like this in other interviews {bar.right} were accepted"
    strong = bar.strong is not None and score >= bar.strong
    return Band.STRONG if strong else Band.POSSIBLE, (Reason("record", words, share, (), detail),)
