"""Speakers named without a colon: on a line above the words, or before a dash."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from qualcode.formats.labels import (
    Opening,
    could_be_a_name,
    fold_label,
    is_interviewer,
    is_plausible,
    is_respondent,
)

_ALONE = re.compile(r"[ \t]*(?:\*\*|__)?([^\W\d_][\w .'’()/&-]{0,38}?)(?:\*\*|__)?[ \t]*")
_DASHED = re.compile(r"[ \t]*([^\W\d_][\w.'’ ]{0,23}?)[ \t]+[-–—][ \t]+(?=\S)")
_WORD = re.compile(r"[^\W\d_]+")


def bare_openings(lines: Sequence[str]) -> list[Opening | None] | None:
    """The turns of a text that names its speakers in one of these ways, or None.

    Two labels at least must be repeated. One of them must be an interviewer's; failing that they
    are two names that the text has as nothing else.
    """
    return _kept(lines, _alone(lines)) or _dashed(lines)


def _alone(lines: Sequence[str]) -> list[Opening | None]:
    """Lines that could be a label, with words below; nothing else stands in front of a line."""
    names = [_ALONE.fullmatch(line) if len(line) < 60 else None for line in lines]
    labels = [name[1] if name and _could_be(name[1]) else None for name in names]
    times = Counter(fold_label(label) for label in labels if label)
    found: list[Opening | None] = [None] * len(lines)
    for i, label in enumerate(labels):
        below = next((j for j in (i + 1, i + 2) if j < len(lines) and lines[j].strip()), None)
        words = below is not None and not (
            (under := labels[below]) and times[fold_label(under)] > 1 and lines[below] != lines[i]
        )
        apart = i == 0 or not lines[i - 1].strip()
        if label and words and (apart or label.isupper() or is_interviewer(label)):
            found[i] = Opening(label, len(lines[i]))
    return found


def _dashed(lines: Sequence[str]) -> list[Opening | None] | None:
    """``I - words``, when half of the paragraphs or more begin like that."""
    names = [_DASHED.match(line[:60]) for line in lines]
    found = [Opening(n[1], n.end()) if n and _could_be(n[1]) else None for n in names]
    kept = _kept(lines, found)
    if kept is None:
        return None
    filled = [bool(line.strip()) for line in lines]
    starts = sum(full and not above for above, full in zip([False, *filled], filled, strict=False))
    paragraphs = sum(filled) if all(filled) or starts < 2 else starts
    return kept if sum(o is not None for o in kept) * 2 >= paragraphs else None


def _could_be(label: str) -> bool:
    return is_plausible(label) and not label.endswith((".", ","))


def _kept(lines: Sequence[str], found: Sequence[Opening | None]) -> list[Opening | None] | None:
    """The openings whose label is established; None when that makes no conversation."""
    times = Counter(fold_label(o.label) for o in found if o)
    looks = {fold_label(o.label): o.label for o in reversed(found) if o}
    often = [label for label, n in times.items() if n > 1]
    if len(often) < 2:
        return None
    asking = {label for label in often if is_interviewer(looks[label])}
    words = {word for line in lines for word in _WORD.findall(line) if word.islower()}
    # A line of talk can begin with "I -" too, so a letter vouches for roles and letters only.
    letters = asking and all(len(label) == 1 for label in asking)
    sure = {label for label in often if not letters and _is_name(looks[label], words)}
    if asking:
        sure |= {label for label in times if _is_role(looks[label])}
    elif len(sure) != 2 or len(often) != 2:
        return None
    if len(sure) < 2:
        return None
    return [o if o and fold_label(o.label) in sure else None for o in found]


def _is_role(label: str) -> bool:
    return (is_interviewer(label) or is_respondent(label)) and label[:1].isupper()


def _is_name(label: str, words: Collection[str]) -> bool:
    if len(label) == 1 or not is_plausible(f"{label} {label}"):
        return False
    return could_be_a_name(label, words) or label.isupper()
