"""Whose words a name gets: its own, those of a like name, or new ones; in doubt a person says."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from qualcode.errors import Refused
from qualcode.project.pseudonyms_look import COMMON
from qualcode.project.pseudonyms_names import Named, OtherName


def group_for(
    named: Named,
    names: Sequence[str],
    words: str,
    kind: str,
    *,
    everywhere: bool,
    same: bool | None,
) -> str:
    """The id the places of a name share: that of the name, or of the words, or a new one.

    Parameters
    ----------
    same : whether the name is the same person's as one it may be mixed up with; None where nobody
        has said so

    Raises
    ------
    OtherName
        The words stand for another name, or a like name has other words, and nobody has said
        whether both are one.
    Refused
        Two like names have words of their own, so that "the same" does not say which is meant.
    """
    holder = named.holding(words)
    if kind in COMMON:
        return holder or str(uuid.uuid4())
    own = named.groups_of(names, kind)
    if holder and (holder in own or same):
        return holder
    if holder and same is None and not (own and everywhere) and named.alike(holder, names):
        return holder
    if holder:
        raise OtherName(
            f"[{words}] stands for another name already. Is it the same person? Say so, or number"
            f" them, such as [{named.free(words)}].",
            held=True,
            free=named.free(words),
        )
    if len(own) == 1 and everywhere and same is not False:
        return own[0]
    like = named.like(names) if everywhere and kind == "person" else {}
    if same is None and like:
        others = " and ".join(f"[{instead}]" for instead in like.values())
        raise OtherName(
            f"A name like this one has {others} already. Say whether both are the same person, who"
            " then gets these words everywhere, or whether this is somebody else.",
            held=False,
            free=words,
        )
    if same and len(like) > 1:
        raise Refused(
            "More than one person has a name like this one; write the words of the one who is"
            " meant."
        )
    return next(iter(like)) if same and like else str(uuid.uuid4())
