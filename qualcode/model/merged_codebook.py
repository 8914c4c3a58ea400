"""Two codebooks that went different ways, made one: ours, with what only theirs has."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from qualcode.model.codebook import Code, Codebook


@dataclass(frozen=True)
class Joined:
    """A joined codebook, and what could not be joined.

    Attributes
    ----------
    added
        Ids of the codes taken over.
    reworded
        Codes of both that theirs changed and ours has otherwise: ours stays.
    clashing
        Codes both made for themselves under one number, and what stands under theirs:
        (id, our name, their name); theirs is not taken.
    """

    book: Codebook
    added: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    clashing: tuple[tuple[str, str, str], ...] = ()


def joined(
    ours: Codebook,
    theirs: Codebook,
    base: Codebook,
    *,
    became: Mapping[str, str],
    needed: Collection[str],
    suspects: Collection[str] = (),
) -> Joined:
    """Our codebook with the codes that only theirs has.

    Parameters
    ----------
    base
        The newest codebook that both had.
    became
        Code -> what we made of it since: such a code is not missing here.
    needed
        Codes that codings from there carry: they are taken even where ours dropped them.
    suspects
        Numbers that stood for two ideas when the copies were merged before.
    """
    here, there, was = ({code.id: code for code in book} for book in (ours, theirs, base))
    clash = {
        id: (id, here[id].name, code.name)
        for id, code in there.items()
        if id in here and (id not in was or id in suspects) and _other_name(here[id], code)
    }
    wanted: dict[str, Code] = {}
    for code in theirs:
        missing = code.id not in here and code.id not in became
        if missing and (code.id not in was or code.id in needed):
            _with_parents(code, there, here, became, wanted)
    for id, code in list(wanted.items()):
        if above := _clashing_above(code, there, clash):
            clash.setdefault(id, (id, here[above].name, code.name))
            del wanted[id]
    ids = {*here, *wanted}
    added = [_fitted(code, became, ids) for code in wanted.values()]
    reworded = [
        id
        for id, code in there.items()
        if id in here and id not in clash and code != here[id] and code != was.get(id)
    ]
    return Joined(_placed(ours, added), tuple(wanted), tuple(reworded), tuple(clash.values()))


def clashing(ours: Codebook, theirs: Codebook, suspects: Collection[str]) -> bool:
    """Whether one of the suspected numbers still stands for two ideas."""
    here, there = ({c.id: c for c in book if c.id in suspects} for book in (ours, theirs))
    return any(id in there and _other_name(code, there[id]) for id, code in here.items())


def _other_name(one: Code, other: Code) -> bool:
    return one.name.casefold().split() != other.name.casefold().split()


def _with_parents(
    code: Code,
    there: Mapping[str, Code],
    here: Mapping[str, Code],
    became: Mapping[str, str],
    wanted: dict[str, Code],
) -> None:
    """Want a code, and first the codes above it that are missing too."""
    parent = code.parent
    if (
        parent is not None
        and parent in there
        and not any(parent in known for known in (here, became, wanted))
    ):
        _with_parents(there[parent], there, here, became, wanted)
    wanted.setdefault(code.id, code)


def _clashing_above(
    code: Code, there: Mapping[str, Code], clash: Mapping[str, object]
) -> str | None:
    parent = code.parent
    while parent is not None and parent in there:
        if parent in clash:
            return parent
        parent = there[parent].parent
    return None


def _fitted(code: Code, became: Mapping[str, str], ids: Collection[str]) -> Code:
    """A code with its parent and neighbours named as they are here."""
    parent = became.get(code.parent, code.parent) if code.parent else None
    confused = dict.fromkeys(became.get(other, other) for other in code.confused_with)
    confused.pop(code.id, None)
    return replace(
        code,
        parent=parent if parent in ids else None,
        confused_with=tuple(other for other in confused if other in ids),
    )


def _placed(book: Codebook, added: list[Code]) -> Codebook:
    """Each code put in after the last of its parent's family, or at the end."""
    for code in added:
        family = book.family(code.parent) if code.parent is not None else {c.id for c in book}
        last = max((n for n, c in enumerate(book.codes) if c.id in family), default=-1) + 1
        book = replace(book, codes=(*book.codes[:last], code, *book.codes[last:]))
    return book
