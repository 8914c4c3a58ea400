"""A codebook reshaped: each function gives a new codebook that keeps the rules, or refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qualcode.errors import Refused
from qualcode.model.codebook import Code, Codebook
from qualcode.model.editing import checked_colour, checked_name, with_code
from qualcode.model.pointers import repointed
from qualcode.model.respondents import fold

LONGEST_ID = 200


def added(book: Codebook, code: Code) -> Codebook:
    """The codebook with one more code, after the last of its parent's family.

    Raises
    ------
    UnknownCode, Refused
        Its parent or a code it is confused with is not there; its id is taken, or its id or name
        cannot be one; its parent is retired.
    """
    _checked_id(book, code.id)
    code = replace(code, name=checked_name(code.name))
    _checked_parent(book, code.parent)
    for other in code.confused_with:
        book[other]
    checked_colour(code.colour)
    return _placed(book, [code], code.parent)


def renamed(book: Codebook, old: str, new: str) -> Codebook:
    """The codebook with another id for a code, wherever it is named.

    Raises
    ------
    UnknownCode, Refused
        There is no such code; the new id is taken or cannot be one.
    """
    book[old]
    _checked_id(book, new)
    return _everywhere(book, old, new, lambda code: replace(code, id=new))


def moved(book: Codebook, id: str, parent: str | None) -> Codebook:
    """The codebook with a code and all under it set under another, or at the top.

    Raises
    ------
    UnknownCode, Refused
        There is no such code or parent; it would stand under itself; the parent is retired.
    """
    code, family = book[id], book.family(id)
    if parent in family:
        raise Refused(f"{parent} is {id} itself or stands under it; choose another place.")
    if not code.retired:
        _checked_parent(book, parent)
    elif parent is not None:
        book[parent]
    whole = [replace(c, parent=parent) if c.id == id else c for c in book if c.id in family]
    rest = replace(book, codes=tuple(c for c in book if c.id not in family))
    return _placed(rest, whole, parent)


def merged(book: Codebook, id: str, into: str) -> Codebook:
    """The codebook with one code gone into another, which takes its cues, examples and letters.

    Raises
    ------
    UnknownCode, Refused
        One of them is not there, they are the same, the other is retired or stands under it.
    """
    gone, kept = book[id], book[into]
    if kept.retired:
        raise Refused(f"{into} is retired; bring it back first, or choose another code.")
    if into in book.family(id):
        raise Refused(f"{into} is {id} itself or stands under it; move it first.")
    taken = replace(
        kept,
        cues=_joined(kept.cues, gone.cues),
        examples=_joined(kept.examples, gone.examples),
    )
    return _everywhere(with_code(book, taken), id, into, lambda code: None)


def retired(book: Codebook, id: str) -> Codebook:
    """The codebook with a code, and every code under it, offered for no new coding.

    Raises
    ------
    UnknownCode, Refused
        There is no such code, or it is retired already.
    """
    if book[id].retired:
        raise Refused(f"{id} is retired already.")
    family = book.family(id)
    return replace(book, codes=tuple(replace(c, retired=c.retired or c.id in family) for c in book))


def restored(book: Codebook, id: str) -> Codebook:
    """The codebook with a retired code in use again, and those above it; not those under it.

    Raises
    ------
    UnknownCode, Refused
        There is no such code, or it is in use.
    """
    if not book[id].retired:
        raise Refused(f"{id} is in use already.")
    back: list[str] = []
    at: str | None = id
    while at is not None:
        back.append(at)
        at = book[at].parent
    return replace(
        book, codes=tuple(replace(c, retired=c.retired and c.id not in back) for c in book)
    )


def _checked_id(book: Codebook, id: str) -> None:
    if not id or id != id.strip() or len(id) > LONGEST_ID or not id.isprintable() or "|" in id:
        raise Refused(
            f"A code's number has 1 to {LONGEST_ID} ordinary characters, none of them |, and no"
            " blank at its ends; choose another, such as 3.e."
        )
    if id in book:
        raise Refused(f"The codebook has a code {id} already; choose another number.")


def _checked_parent(book: Codebook, parent: str | None) -> None:
    if parent is not None and book[parent].retired:
        raise Refused(f"{parent} is retired; bring it back first, or choose another place.")


def _placed(book: Codebook, codes: list[Code], parent: str | None) -> Codebook:
    """Codes put in after the last of the parent's family, or at the end."""
    here = book.family(parent) if parent is not None else {c.id for c in book}
    last = max((n for n, c in enumerate(book.codes) if c.id in here), default=-1) + 1
    return replace(book, codes=(*book.codes[:last], *codes, *book.codes[last:]))


def _everywhere(
    book: Codebook, old: str, new: str, becomes: Callable[[Code], Code | None]
) -> Codebook:
    """The book with one code changed or gone and every mention of it turned to another id."""

    def other(id: str) -> str:
        return new if id == old else id

    codes: list[Code] = []
    for code in book:
        after = becomes(code) if code.id == old else code
        if after is None:
            continue
        confused = dict.fromkeys(map(other, after.confused_with))
        confused.pop(after.id, None)
        codes.append(
            replace(
                after,
                parent=other(after.parent) if after.parent else None,
                confused_with=tuple(confused),
                exclude_when=tuple(repointed(rule, old, new) for rule in after.exclude_when),
            )
        )
    return replace(book, codes=tuple(codes), reporting_groups=_groups(book, old, new))


def _groups(book: Codebook, old: str, new: str) -> tuple[tuple[str, ...], ...]:
    """The reporting groups with the new id for the old; a code stands in one group only."""
    grouped = any(new in group for group in book.reporting_groups)
    named = {old: [] if grouped else [new]}
    groups = ([n for id in group for n in named.get(id, [id])] for group in book.reporting_groups)
    return tuple(tuple(group) for group in groups if group)


def _joined(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    there = set(map(fold, one))
    return (*one, *(words for words in other if fold(words) not in there))


def next_number(book: Codebook, parent: str | None, besides: tuple[str, ...] = ()) -> str:
    """A free id of the kind a parent's codes have: the next letter, else the next number.

    >>> book = Codebook(codes=(Code("1", "A"), Code("1.a", "B", parent="1")))
    >>> next_number(book, "1"), next_number(book, "1", ("1.b",)), next_number(book, None)
    ('1.b', '1.c', '2')
    """
    taken = {*(code.id for code in book), *besides}
    numbers = [str(n) for n in range(1, len(taken) + 2)]
    endings = [*"abcdefghijklmnopqrstuvwxyz", *numbers] if parent else numbers
    stem = f"{parent}." if parent else ""
    return next(stem + ending for ending in endings if stem + ending not in taken)
