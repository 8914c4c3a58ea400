"""New cues that codings speak for, and cues that they speak against.

Words are weighed by log-odds with an informative Dirichlet prior: Monroe, Colaresi & Quinn (2008),
Fightin' Words, Political Analysis 16(4), equations 15, 16 and 22; the prior is the whole record.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from qualcode.model import Code, Codebook
from qualcode.suggest.cues import CueLayer, weight
from qualcode.suggest.definition import content
from qualcode.suggest.lessons import Candidate, lay_out
from qualcode.suggest.record import Record
from qualcode.text.log_odds import log_odds as weighed
from qualcode.text.phrases import PhraseFinder

LONGEST = 3
CERTAIN = 1.96
INTERVIEWS = 3
# The prior is worth this share of the words of the record.
PRIOR = 0.1
LINES = 3
AROUND = 50
MOST = 12
DECISIONS = 8
WEAK = 0.3


class Proposal(NamedTuple):
    """Words that could become a cue: z of their log-odds, the interviews of the code they stand
    in, and lines with and without the code."""

    words: str
    z: float
    interviews: int
    lines_for: tuple[str, ...]
    lines_against: tuple[str, ...]


class Weak(NamedTuple):
    """A cue whose record speaks against it: accepted of judged passages, in so many interviews,
    and the upper bound (80 %) of the share it will be right in."""

    cue: str
    accepted: int
    judged: int
    interviews: int
    upper: float


def log_odds(
    here: Counter[str], there: Counter[str], strength: float | None = None
) -> dict[str, float]:
    """Each word's z of the log-odds between two texts, the prior being both texts together.

    ``here`` and ``there`` are counts; ``strength`` is how many words the prior is worth, a tenth of
    all when it is not given.
    """
    both = here + there
    if not both:
        return {}
    words = list(both)
    counts = [np.array([side[word] for word in words], dtype=float) for side in (here, there)]
    total = counts[0] + counts[1]
    strength = PRIOR * total.sum() if strength is None else strength
    z = weighed(counts[0], counts[1], strength * total / total.sum())
    return dict(zip(words, z.tolist(), strict=True))


def propose(record: Record, codebook: Codebook, code: str) -> list[Proposal]:
    """Words of accepted passages that other read passages have less, the surest first.

    They stand in accepted passages of at least three interviews, are no cue of the code yet, and
    z is above 1.96. Passages of the code's own letters or indicator are on neither side.
    """
    own = codebook[code]
    lessons = lay_out(record, codebook, [code])
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    seen: dict[str, set[str]] = defaultdict(set)
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for passage, label in zip(lessons.passages, lessons.labels[:, 0].tolist(), strict=True):
        for phrase, written in _phrases(passage) if label else ():
            counts[label < 0][phrase] += 1
            if label > 0:
                seen[phrase].add(passage.group or "")
                said[phrase][written] += 1
    if not counts[0] or not counts[1]:
        return []
    known = PhraseFinder({code: own.cues})
    ranked = sorted(log_odds(*counts).items(), key=lambda pair: (-pair[1], pair[0]))
    found: list[Proposal] = []
    for phrase, z in ranked:
        if z <= CERTAIN or len(found) == MOST:
            break
        within = any(f" {phrase} " in f" {p.words.casefold()} " for p in found)
        words = min(said[phrase], key=lambda w: (-said[phrase][w], w)) if said[phrase] else ""
        if len(seen[phrase]) < INTERVIEWS or within or known.find(words):
            continue
        lines = [_lines(lessons.passages, lessons.labels[:, 0] * sign, words) for sign in (1, -1)]
        found.append(Proposal(words, round(z, 3), len(seen[phrase]), lines[0], lines[1]))
    return found


def weak(record: Record, codebook: Codebook, codes: Iterable[Code]) -> dict[str, list[Weak]]:
    """Each code's cues that proved weak: after at least eight judged passages the upper bound of
    their share accepted lies under 0.3. The worst first."""
    codes = list(codes)
    lessons = lay_out(record, codebook, [code.id for code in codes])
    found: dict[str, list[Weak]] = defaultdict(list)
    for (code, cue), own in CueLayer(codes, lessons).records().items():
        upper = own.upper(weight(cue))
        if own.judged >= DECISIONS and upper < WEAK:
            found[code].append(Weak(cue, own.accepted, own.judged, own.interviews, upper))
    return {code: sorted(own, key=lambda w: (w.upper, w.cue)) for code, own in found.items()}


def _phrases(passage: Candidate) -> Iterator[tuple[str, str]]:
    """Runs of one to three words as lemmas and as written, that begin and end in telling words."""
    words, telling = passage.words, set(content(passage.words))
    for first, lemma in enumerate(words.lemmas):
        if lemma not in telling:
            continue
        for last in range(first, min(first + LONGEST, len(words.lemmas))):
            run = words.lemmas[first : last + 1]
            if not all(w.replace("'", "").isalpha() for w in run):
                break
            if run[-1] in telling:
                written = passage.text[words.starts[first] : words.ends[last]]
                yield " ".join(run), " ".join(written.split()).casefold()


def _lines(passages: Sequence[Candidate], labels: np.ndarray, words: str) -> tuple[str, ...]:
    finder = PhraseFinder({"": [words]})
    lines = []
    for row in np.flatnonzero(labels > 0).tolist():
        text = passages[row].text
        for hit in finder.find_in(passages[row].words)[:1]:
            start, end = max(0, hit.span.start - AROUND), hit.span.end + AROUND
            line = " ".join(text[start:end].split())
            lines.append(f"{'…' if start else ''}{line}{'…' if end < len(text) else ''}")
        if len(lines) == LINES:
            break
    return tuple(lines)
