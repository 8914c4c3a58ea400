"""The history as people read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

# What acts are about, in the order people are offered them.
KINDS = (
    *("codings", "suggestions", "codebook", "texts"),
    *("review", "writing", "files", "study"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """One act in one plain sentence, without anybody's words or a transcript's own name.

    Attributes
    ----------
    seq, at, who
        Its number in the history, when (UTC, ISO 8601) and by whom it was done.
    words
        The sentence; it begins with the person's name.
    kind
        What it was about: one of `KINDS`.
    page, named
        Where it leads: an address of the app and what that address names; empty where nowhere.
    elsewhere
        Whether it was done in another copy of the study and came by merging.
    times
        How many acts it stands for: more than one where equal ones in a row were folded.
    """

    seq: int
    at: str
    who: str
    words: str
    kind: str
    page: str = ""
    named: Mapping[str, str] = field(default_factory=dict)
    elsewhere: bool = False
    times: int = 1


def folded(told: Iterable[Told]) -> list[Told]:
    """Equal acts in a row, of one person and day, as one: the newest, with their number.

    >>> one = Told(8, "2026-03-01T10:00", "Ruth", "Ruth wrote a theme.", "writing")
    >>> [(t.seq, t.times) for t in folded([one, replace(one, seq=7), replace(one, seq=6, who="T")])]
    [(8, 2), (6, 1)]
    """
    found = list[Told]()
    for one in told:
        if found and _alike(found[-1], one):
            found[-1] = replace(found[-1], times=found[-1].times + one.times)
        else:
            found.append(one)
    return found


def _alike(one: Told, other: Told) -> bool:
    said = [(t.at[:10], t.who, t.words, t.page, t.named, t.elsewhere) for t in (one, other)]
    return said[0] == said[1]


@dataclass(frozen=True, slots=True)
class Reread:
    """An interview to read again after a change of the codebook.

    ``codings`` counts those of the changed codes that were made before it and not touched since.
    """

    transcript: str
    interview: str
    codings: int


@dataclass(frozen=True, slots=True)
class BookStep:
    """One version of the codebook: when, by whom, why, and what it changed, in sentences.

    ``codes`` are those whose meaning changed, by their present ids; ``reread`` the interviews with
    codings of them from before, in their order. ``before`` is the version it was made from; None
    for the first.
    """

    n: int
    made_at: str
    made_by: str
    reason: str
    before: int | None = None
    changes: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    reread: tuple[Reread, ...] = ()
