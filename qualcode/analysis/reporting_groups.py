"""Letters reported together: one row for several codes, each person and segment once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from qualcode.errors import Refused
from qualcode.model import Code, Codebook

BETWEEN = "+"


def grouped(codebook: Codebook, groups: Iterable[Sequence[str]]) -> Codebook:
    """The codebook with one row for each group, in the place of its first member.

    A group is called as its members, ``1.b+1.c``. Codes under a member stand under the group.

    Raises
    ------
    UnknownCode, Refused
        A member is not in the codebook, or a group has fewer than two.

    >>> book = Codebook(codes=(Code("1", "Aims"), Code("1.a", "Goals", "1"), Code("1.b", "P", "1")))
    >>> [code.title for code in grouped(book, [("1.a", "1.b")])]
    ['1 Aims', '1.a+1.b Goals; P']
    """
    made = _checked(codebook, groups)
    into = {member: id for id, members in reversed(made.items()) for member in members}
    codes: dict[str, Code] = {}
    for code in codebook:
        parent = into.get(code.parent or "", code.parent)
        if code.id not in into:
            codes[code.id] = replace(code, parent=parent)
            continue
        for id, members in made.items():
            if code.id in members and id not in codes:
                codes[id] = _group(codebook, id, members, into)
    return replace(codebook, codes=tuple(codes.values()), reporting_groups=())


def covered(codebook: Codebook, groups: Iterable[Sequence[str]]) -> Mapping[str, frozenset[str]]:
    """Row of the grouped codebook -> the codes whose codings it counts, in the book's order."""
    made = _checked(codebook, groups)
    return {
        code.id: frozenset().union(*(codebook.family(id) for id in made.get(code.id, (code.id,))))
        for code in grouped(codebook, groups)
    }


def _checked(codebook: Codebook, groups: Iterable[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    made = {}
    for group in groups:
        members = tuple(dict.fromkeys(codebook[id].id for id in group))
        if len(members) < 2:
            raise Refused("A row for several codes needs at least two, such as 1.b+1.c.")
        made[BETWEEN.join(members)] = members
    return made


def _group(codebook: Codebook, id: str, members: Sequence[str], into: Mapping[str, str]) -> Code:
    names = "; ".join(codebook[member].name for member in members)
    parents = {codebook[member].parent for member in members} - set(members)
    # Letters of several indicators have none in common; then the row stands by itself.
    parent = parents.pop() if len(parents) == 1 else None
    at = into.get(parent or "", parent)
    return Code(id, names, None if at == id else at)
