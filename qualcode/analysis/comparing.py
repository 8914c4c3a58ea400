"""Comparing waves or levels: who stands in each, who in several, and which has nobody."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.analysis.counting import Numbers
from qualcode.analysis.frames import Frames
from qualcode.analysis.natural import natural
from qualcode.model.wording import many

COMPARED = ("wave", "level", "kind")


def compared(frames: Frames, people: Numbers, by: Sequence[str]) -> str:
    """For each wave, level or kind compared: its people and interviews, and how many are in both.

    Two waves are different people unless it is said how many were interviewed in both. A value
    that only the filters leave without people is named too.
    """
    return " ".join(_said(frames, people, name) for name in by if name in COMPARED).strip()


def _said(frames: Frames, people: Numbers, name: str) -> str:
    here = frames.people.iloc[people]
    values = sorted({v for v in frames.people[name] if v is not None}, key=natural)
    if not values:
        return f"No {name} is known of any interview."
    told, there = [], []
    for value in values:
        own = here[here[name] == value]
        if own.empty:
            told.append(f"nobody was interviewed in {name} {value}")
            continue
        there.append(set(own["participant"].dropna()))
        interviews = own["transcript"].nunique()
        told.append(
            f"{name} {value} has {many(len(there[-1]), 'participant')} in"
            f" {many(interviews, 'interview')}"
        )
    sentence = _capital("; ".join(told) + ".")
    return sentence + (f" {_in_several(there, name)}" if len(there) > 1 else "")


def _in_several(there: Sequence[set[str]], name: str) -> str:
    everyone = set().union(*there)
    n = sum(sum(who in own for own in there) > 1 for who in everyone)
    which = "both" if len(there) == 2 else "several"
    if not n:
        return f"Nobody stands in {which}: the {name}s are different people."
    return f"{n} {'stands' if n == 1 else 'stand'} in {which}; the others differ."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
