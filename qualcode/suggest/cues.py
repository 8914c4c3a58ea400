"""The first layer: cue phrases of the codebook found in the passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from qualcode.model import Codebook, Reason, Span
from qualcode.text.phrases import Hit, PhraseFinder

# How much one cue says, by its number of words: a longer phrase is less often an accident.
# Set by hand, before any decision was recorded that could have told better.
WEIGHT = {1: 0.35, 2: 0.5, 3: 0.6}
LONGEST = 0.65


def weight(cue: str) -> float:
    """What one cue is worth, 0 to 1."""
    return WEIGHT.get(len(cue.split()), LONGEST)


class CueLayer:
    """Finds every code's cues in a passage."""

    def __init__(self, codebook: Codebook) -> None:
        self._finder = PhraseFinder({code.id: code.cues for code in codebook})

    def reasons(self, text: str, *, offset: int = 0) -> dict[str, Reason]:
        """One reason per code that has at least one cue in the text; weights 0 to 1."""
        hits: dict[str, list[Hit]] = defaultdict(list)
        for hit in self._finder.find(text, offset=offset):
            hits[hit.key].append(hit)
        return {code: _reason(own) for code, own in hits.items()}


def _reason(hits: Sequence[Hit]) -> Reason:
    cues = list(dict.fromkeys(hit.phrase for hit in hits))
    miss = 1.0
    for cue in cues:
        miss *= 1.0 - weight(cue)
    spans: tuple[Span, ...] = tuple(sorted({hit.span for hit in hits}))
    named = ", ".join(f"“{cue}”" for cue in cues)
    return Reason("cue", f"cue {named}" if len(cues) == 1 else f"cues {named}", 1.0 - miss, spans)
