"""The codebook's history: what each version changed, and what to read again after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from qualcode.model import Code, Codebook
from qualcode.model.differences import differences
from qualcode.model.pointers import repointed
from qualcode.model.told import BookStep, Reread
from qualcode.store import Connection, codes
from qualcode.store.book_history import Coded, load_acts, load_coded, load_confirmed
from qualcode.store.merging import load_made_from

# What a code says; its cues, examples and colour leave its meaning as it is.
MEANING = ("name", "definition", "include_when", "exclude_when", "retired")

MERGED, FURTHEST = "merged", 12


@dataclass(frozen=True)
class _Act:
    """The act that made a version: its name, the code, what that became and the codes it made."""

    act: str = ""
    code: str = ""
    new: str | None = None
    parts: tuple[str, ...] = ()


def steps_of(
    connection: Connection,
    names: Mapping[str, str],
    as_read: Callable[[Codebook], Codebook],
) -> list[BookStep]:
    """Every version, newest first; ``names`` is what interviews are called, ``as_read`` a codebook
    as it may be read.
    """
    versions = list(reversed(codes.load_versions(connection)))
    made = load_acts(connection)
    acts = {n: _Act(act, code, new, parts) for n, (act, code, new, parts) in made.items()}
    books = {v.n: as_read(codes.load_codebook(connection, v.n)[0]) for v in versions}
    became = _became(acts)
    told = load_made_from(connection)
    coded, confirmed = load_coded(connection), load_confirmed(connection)
    steps, earlier = [], list[int]()
    for version in versions:
        one = acts.get(version.n, _Act())
        alone = bool(one.code) or version.reason == MERGED
        before = told.get(version.n) or _made_from(books, version.n, earlier, alone=alone)
        changes: list[str] = []
        touched: set[str] = set()
        if before is not None:
            changes = differences(books[before], books[version.n])
            touched = _touched(books[before], books[version.n], one)
            touched = {_now(code, version.n, became) for code in touched}
        steps.append(
            BookStep(
                version.n,
                version.made_at,
                version.made_by,
                version.reason,
                before,
                tuple(changes),
                tuple(_in_order(books, touched)),
                _reread(coded, confirmed, touched, version.made_at, names),
            )
        )
        earlier.append(version.n)
    return steps[::-1]


def _in_order(books: Mapping[int, Codebook], touched: Iterable[str]) -> list[str]:
    """Codes in the order of the newest codebook; those gone from it last."""
    order = {code.id: n for n, code in enumerate(books[max(books)])}
    return sorted(touched, key=lambda id: (order.get(id, len(order)), id))


def _made_from(
    books: Mapping[int, Codebook], n: int, earlier: list[int], *, alone: bool
) -> int | None:
    """The version one was made from: the one before it, but after a merge that may be another
    copy's, and the right one stands further back. Merges say which; older ones did not.

    Of a version that one act on one code made (``alone``), or a merge, it is the latest from which
    it differs least.
    """
    if not earlier:
        return None
    if not alone or len(differences(books[earlier[-1]], books[n])) <= 1:
        return earlier[-1]
    near = reversed(earlier[-FURTHEST:])
    return min(near, key=lambda before: len(differences(books[before], books[n])))


def _became(acts: Mapping[int, _Act]) -> list[tuple[int, str, str]]:
    return [(n, one.code, one.new) for n, one in sorted(acts.items()) if one.new]


def _now(code: str, since: int, became: list[tuple[int, str, str]]) -> str:
    for n, old, new in became:
        if n > since and old == code:
            code = new
    return code


def _touched(old: Codebook, new: Codebook, act: _Act) -> set[str]:
    """Codes whose meaning is another than before."""
    before, after = {c.id: c for c in old}, {c.id: c for c in new}
    if act.new:
        # A rule that names the other code now says what it said.
        before = {id: _turned(code, act.code, act.new) for id, code in before.items()}
    found = {id for id, code in after.items() if id in before and _differs(before[id], code)}
    if act.act == "merge code" and act.new:
        found.add(act.new)
    if act.act == "split code":
        found |= {act.code, *act.parts}
    if act.act == "rename code" and act.new and act.new in after:
        # Both copies of a study may have renamed it before they were made one.
        known = before.get(act.code) or before.get(act.new)
        if known is None or _differs(known, after[act.new]):
            found.add(act.new)
    return found


def _turned(code: Code, old: str, new: str) -> Code:
    return replace(
        code, exclude_when=tuple(repointed(rule, old, new) for rule in code.exclude_when)
    )


def _differs(one: Code, other: Code) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in MEANING)


def _reread(
    coded: Mapping[str, list[Coded]],
    confirmed: Mapping[str, str],
    touched: Iterable[str],
    at: str,
    names: Mapping[str, str],
) -> tuple[Reread, ...]:
    counts: Counter[str] = Counter()
    for code in touched:
        for one in coded.get(code, ()):
            again = max(one.done_at or "", confirmed.get(one.id, ""))
            if one.made_at < at and again <= at:
                counts[one.transcript] += 1
    return tuple(Reread(id, names[id], counts[id]) for id in names if counts[id])
