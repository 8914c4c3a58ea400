"""Codes of another program, found in the study's codebook or added to it."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from dataclasses import dataclass, field

from qualcode.model import Code, Codebook, Origin, fold
from qualcode.model.exchange import RefiCode
from qualcode.project.exchange_fields import code_of

_NUMBERED = re.compile(r"(\d+(?:\.\w{1,4})*)\.?\s+(\S.*)", re.S)


@dataclass
class Codes:
    """What became of the codes of a file.

    Attributes
    ----------
    ids
        GUID -> the code it is in the study.
    book
        The codebook afterwards.
    added
        Ids that are new in it.
    renumbered
        Numbers that stand for another idea here, so that the code came under a new one.
    joined
        How many codes came as one with another of the same name and parent.
    """

    book: Codebook
    ids: dict[str, str] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    renumbered: list[str] = field(default_factory=list)
    joined: int = 0


def placed_codes(book: Codebook, codes: tuple[RefiCode, ...]) -> Codes:
    """Find every code by its number and name, else by its name under the same parent, else add it.

    A definition that stands here stays as it is. ``codes`` hold parents before their children.
    """
    placing = _Placing(Codes(book))
    for code in codes:
        placing.place(code)
    return placing.done()


class _Placing:
    def __init__(self, found: Codes) -> None:
        self.found = found
        self.by_id: dict[str, Code] = {code.id: code for code in found.book}
        self.by_name: dict[tuple[str | None, str], str] = {}
        self.anywhere: dict[str, list[str]] = defaultdict(list)
        self.confused: dict[str, tuple[str, ...]] = {}
        for code in found.book:
            self._note(code)

    def _note(self, code: Code) -> None:
        self.by_id[code.id] = code
        self.by_name.setdefault((code.parent, fold(code.name)), code.id)
        self.anywhere[fold(code.name)].append(code.id)

    def place(self, given: RefiCode) -> None:
        """Find or add one code."""
        read = code_of(given.description, given.name.strip() or "Code")
        ours = bool(read.id)
        if not ours:
            read = dataclasses.replace(_numbered(read), colour=given.colour, origin=Origin.EMERGENT)
        parent = self.found.ids.get(given.parent or "")
        known = self._known(read, parent, ours=ours)
        if known is not None:
            self.found.ids[given.guid] = known
            return
        id = read.id
        if not id or id in self.by_id:
            if id:
                self.found.renumbered.append(id)
            id = self._next(parent)
        self.confused[id] = read.confused_with
        code = dataclasses.replace(read, id=id, parent=parent, confused_with=())
        self._note(code)
        self.found.added.append(id)
        self.found.ids[given.guid] = id

    def _known(self, read: Code, parent: str | None, *, ours: bool) -> str | None:
        name = fold(read.name)
        same = self.by_id.get(read.id) if read.id else None
        if same is not None and fold(same.name) == name:
            return same.id
        below = self.by_name.get((parent, name))
        if below is not None and not (ours and below in self.found.added):
            self.found.joined += below in self.found.added
            return below
        alone = self.anywhere.get(name, [])
        # A name that stands once in the codebook is that code, wherever the other program put it.
        old = [id for id in alone if id not in self.found.added]
        return old[0] if len(old) == 1 and parent is None and not ours else None

    def _next(self, parent: str | None) -> str:
        n = 1 + sum(code.parent == parent for code in self.by_id.values())
        while (id := f"{parent}.{n}" if parent else str(n)) in self.by_id:
            n += 1
        return id

    def done(self) -> Codes:
        """The codebook with every new code after its parent's family."""
        found = self.found
        was = found.book.codes
        new = [self.by_id[id] for id in found.added]
        # What codes are confused with is known by number, once all are there.
        new = [
            dataclasses.replace(
                code,
                confused_with=tuple(c for c in self.confused[code.id] if c in self.by_id),
            )
            for code in new
        ]
        found.book = dataclasses.replace(found.book, codes=_in_families(was, new))
        return found


def _in_families(was: tuple[Code, ...], new: list[Code]) -> tuple[Code, ...]:
    """Codes in published order: those there were, and each new one last in its parent's family."""
    if not was:
        return tuple(new)
    below: dict[str | None, list[Code]] = defaultdict(list)
    for code in new:
        below[code.parent].append(code)
    ends: dict[str, str] = {}
    parents = {code.id: code.parent for code in was}
    for code in was:
        at: str | None = code.id
        while at is not None:
            ends[at] = code.id
            at = parents[at]
    after: dict[str, list[str]] = defaultdict(list)
    for parent in below:
        if parent is not None and parent in ends:
            after[ends[parent]].append(parent)
    ordered: list[Code] = []

    def add(parent: str | None) -> None:
        waiting = list(reversed(below.get(parent, [])))
        while waiting:
            code = waiting.pop()
            ordered.append(code)
            waiting += reversed(below.get(code.id, []))

    for code in was:
        ordered.append(code)
        # The innermost family ends first.
        for parent in reversed(after.get(code.id, [])):
            add(parent)
    add(None)
    return tuple(ordered)


def _numbered(code: Code) -> Code:
    """A code whose name begins with a number, as ours do when a program dropped the rest."""
    match = _NUMBERED.fullmatch(code.name)
    return dataclasses.replace(code, id=match[1], name=match[2].strip()) if match else code
