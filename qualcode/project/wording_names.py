"""Words by which a person, a place or a post could be told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.analysis.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from qualcode.model import Respondents

_PARTS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


def naming_words(
    people: pd.DataFrame, respondents: Respondents, participants: Iterable[str]
) -> set[str]:
    """In small letters: every part of a person's label or id and of a place's name, and what a
    post or an agency is called where that is one word, or its last ("visitor", "manager")."""
    whole: set[str] = set()
    last: set[str] = set()
    named = [*people["label"], *people["participant"].dropna(), *participants]
    named += [*people["authority"].dropna(), *people["programme"].dropna()]
    for authority in respondents.authorities:
        named += [authority.name, *authority.variants]
    for name in named:
        whole |= set(_PARTS.findall(fold(str(name))))
    posts = [str(label) for label in people["role_label"].dropna()]
    posts += [name for role in respondents.roles for name in (role.name, *role.variants)]
    posts += [name for agency in respondents.agencies for name in (agency.name, *agency.variants)]
    for name in posts:
        last |= set(_PARTS.findall(fold(name))[-1:])
    plural = {f"{word}s" for word in last} | {f"{word}'s" for word in whole | last}
    return whole | last | plural
