"""The lines of a text that open a turn, judged over the whole text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qualcode.formats.bare_labels import bare_openings
from qualcode.formats.labels import (
    Opening,
    accepted,
    candidate,
    could_be_a_name,
    fold_label,
    is_plausible,
    misspelt,
    passage,
    seconds,
)
from qualcode.model import Problem

_NUMBERED = re.compile(r"[ \t]*(?:\[(\d{1,5})\]|(\d{1,5})[.)]?)(?:[ \t]+|$)")
_CUE_START = re.compile(r"[ \t]*(\d{1,4}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?)[ \t]*-->")
_SPEAKER_ID = re.compile(r"[PR]\d{1,4}", re.I)
_WORD = re.compile(r"[^\W\d_]+")
_UNKNOWN = "Unknown speaker"


def find_openings(lines: Sequence[str]) -> tuple[list[Opening | None], list[Problem]]:
    """For every line the turn it opens, or None; and the lines where that was in doubt.

    A label counts when it is repeated, or known as a label. One that occurs once counts in a
    text with labels when it is a capitalised name where a turn could begin.
    """
    candidates = [candidate(line) for line in lines]
    sure = accepted(candidates)
    openings = [c if c and fold_label(c.label) in sure else None for c in candidates]
    oddities: list[Problem] = []
    if sure:
        oddities = _add_rare_names(lines, candidates, openings)
    if not any(openings):
        openings = _cue_blocks(lines) or _passages(lines) or openings
    # Facts above the talk, such as ``Participant: P01``, must not hide the form of the talk.
    bare = bare_openings(lines)
    if bare and sum(map(bool, bare)) > 2 * sum(map(bool, openings)):
        return bare, []
    return openings, oddities


def _add_rare_names(
    lines: Sequence[str], candidates: Sequence[Opening | None], openings: list[Opening | None]
) -> list[Problem]:
    """Accept names that occur once where they stand like a turn; list the ones left as words."""
    doubtful = [
        (i, c)
        for i, c in enumerate(candidates)
        if c
        and openings[i] is None
        and i
        and (c.time is not None or openings[i - 1] or not lines[i - 1].strip())
    ]
    if not doubtful:
        return []
    known = {fold_label(o.label): o.label for o in reversed(openings) if o}
    words = {word for line in lines for word in _WORD.findall(line) if word.islower()}
    first = next(i for i, opening in enumerate(openings) if opening)
    oddities = []
    for i, found in doubtful:
        if (meant := misspelt(found.label, known)) is not None:
            openings[i] = replace(found, label=known[meant])
            oddities.append(Problem(f"a misspelt label was taken for {known[meant]!r}", i + 1))
        elif i > first and could_be_a_name(found.label, words):
            openings[i] = found
            oddities.append(Problem("a speaker who is labelled only once; check the label", i + 1))
        elif i > first:
            oddities.append(Problem("begins like a speaker's label; kept as words", i + 1))
    return oddities


def _passages(lines: Sequence[str]) -> list[Opening | None] | None:
    """``[id] words``: ids that recur or look like people are speakers, others name passages."""
    found = [passage(line) for line in lines]
    ids = [p.label for p in found if p]
    people = len(set(ids)) < len(ids) or all(_SPEAKER_ID.fullmatch(id) for id in ids)
    if not ids or (len(ids) == 1 and not people):
        return None
    return [
        p and (Opening(p.label, p.words) if people else Opening(_UNKNOWN, p.words, p.id))
        for p in found
    ]


def _cue_blocks(lines: Sequence[str]) -> list[Opening | None] | None:
    """Times on a line, a name on the next, then the words, as Teams writes them in Word."""
    openings: list[Opening | None] = [None] * len(lines)
    for i, line in enumerate(lines[:-1]):
        times = _CUE_START.match(line)
        name = lines[i + 1].strip()
        if times and len(name) <= 40 and name[:1].isalpha() and is_plausible(name):
            openings[i + 1] = Opening(name, len(lines[i + 1]), time=seconds(times[1]))
    return openings if sum(o is not None for o in openings) > 1 else None


def numbered_lines(lines: Sequence[str], openings: Sequence[Opening | None]) -> dict[int, int]:
    """In a transcript of numbered paragraphs, the unlabelled ones: line index and words' offset.

    Numbers count when they rise one by one and stand at half of the labels or more.
    """
    rising: dict[int, int] = {}
    last = None
    for i, line in enumerate(lines):
        found = _NUMBERED.match(line)
        if found is None:
            continue
        value = int(found[1] or found[2])
        if last is None or 0 <= value - last <= 2:
            last, rising[i] = value, found.end()
    at_labels = sum(
        openings[i] is not None
        or (not lines[i][end:].strip() and i + 1 < len(lines) and openings[i + 1] is not None)
        for i, end in rising.items()
    )
    if at_labels < 3 or at_labels * 2 < sum(o is not None for o in openings):
        return {}
    return {i: end for i, end in rising.items() if openings[i] is None}
