"""What is said under tables of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.analysis.keyness import Keyness, Side
    from qualcode.model.term_list import TermLists


def vocabulary_caption(
    people: pd.DataFrame,
    words: int,
    left_out: int,
    lists: TermLists,
    asked: Mapping[str, str],
    *,
    small: int = 0,
) -> str:
    """Unit, scope, filters and what is left out; a scope of fewer people than ``small`` is not
    told."""
    known = people["participant"].nunique()
    scope = (
        f"fewer than {small} participants"
        if known < small
        else f"{known:,} participants in {people['transcript'].nunique():,} transcripts,"
        f" {words:,} words"
    )
    terms = " and ".join(f"{len(one.terms)} terms of {one.name!r}" for one in lists.both)
    parts = [
        "Counts are distinct participants (k of n in scope) who use a term of a list, with uses"
        " beside them; uses for each 1,000 words are of what the group says altogether.",
        f"In scope: {scope}; {terms}.",
    ]
    if asked:
        parts.append("Only: " + ", ".join(f"{name} {value}" for name, value in asked.items()) + ".")
    if not small and (unknown := int(people["participant"].isna().sum())):
        parts.append(f"{unknown} speakers are not known as participants and no count of people"
                     " holds them.")  # fmt: skip
    names = "uses" if known < small else f"{left_out:,} uses"
    parts.append(
        f"Interviewers' words are left out, and {names} inside the name of a post or a team. No"
        " coding stands behind these counts, and neither list is the better one."
    )
    return " ".join(parts)


def keyness_caption(
    found: Keyness,
    asked: str,
    *,
    binary: bool,
    fewest: int,
    version: int | None,
    coders: Sequence[str],
) -> str:
    """Unit, both sides, how it is ordered and what is left out."""
    unit = "Each interview counts a word once." if binary else "Every use of a word counts."
    parts = [
        f"Words of {asked}. {unit} On the one side {_amount(found.here)}, on the other"
        f" {_amount(found.there)}; interviewers' words are left out.",
        "The order is the log-odds with an informative prior (Monroe, Colaresi and Quinn 2008). z"
        " only orders the words: it is no test, and says nothing of why.",
        "Listed are words that at least three interviews of their side use"
        + (f", and at least {fewest} people; words that name people, places or posts, or are always"
           " written with a capital, are left out, the numbers of the others and of words said less"
           " often are kept back, and z is given in halves."
           if fewest else "."),
    ]  # fmt: skip
    if version is not None:
        parts.append(f"Codebook version {version}; coders: {', '.join(coders) or 'none'}.")
    return " ".join(parts)


def _amount(side: Side) -> str:
    return f"{side.words:,} words of {side.people:,} people in {side.interviews:,} interviews"
