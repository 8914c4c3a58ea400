"""Which interviews stood in portraits that left: no two may differ by a few people."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable, Mapping

from qualcode.model import Coder
from qualcode.store import Connection, Writing, people
from qualcode.store.kept import load_kept, save_kept

KIND = "portrait"


def refusal(
    connection: Connection,
    chosen: Collection[str],
    speaks: Mapping[str, Collection[str]],
    salt: str,
    small: int,
) -> str:
    """Why a portrait of these interviews must not leave; empty where it may.

    ``speaks`` names the known participants of every interview. A strip looks the same in every
    picture, so each stretch of interviews that the pictures together tell apart must hold at least
    ``small`` people.
    """
    if len(_known(chosen, speaks)) < small:
        return (
            f"A picture that leaves needs interviews with at least {small} people known as"
            " participants, so that none of them points at a person; choose more."
        )
    now = _hashes(chosen, salt)
    earlier = _earlier(connection)
    if now in earlier:
        return ""
    ids = {_hash(id, salt): id for id in speaks}
    # What earlier pictures tell apart by themselves is told already.
    before = _parts(earlier)
    for part in _parts([now, *earlier]) - before:
        gone = sum(one not in ids for one in part)
        many = len(_known([ids[one] for one in part if one in ids], speaks)) + gone
        if many < small:
            return (
                "This choice of interviews and that of an earlier picture differ, or agree, in"
                f" interviews of fewer than {small} people, whose strips could be told by laying"
                " the two side by side; choose the same as before, or others altogether."
            )
    return ""


def remember(tx: Writing, chosen: Collection[str], salt: str) -> None:
    """Note which interviews leave, as hashes."""
    now = _hashes(chosen, salt)
    if now not in _earlier(tx.connection):
        people.save_coder(tx, Coder(tx.who))
        save_kept(tx, KIND, secrets.token_hex(8), {"interviews": sorted(now)})


def _parts(sets: list[frozenset[str]]) -> set[frozenset[str]]:
    """Those that stand in the same of these sets, together."""
    parts: dict[tuple[bool, ...], set[str]] = {}
    for one in frozenset().union(*sets):
        parts.setdefault(tuple(one in left for left in sets), set()).add(one)
    return {frozenset(part) for part in parts.values()}


def _earlier(connection: Connection) -> list[frozenset[str]]:
    return [frozenset((kept.body or {})["interviews"]) for kept in load_kept(connection, KIND)]


def _known(ids: Iterable[str], speaks: Mapping[str, Collection[str]]) -> set[str]:
    return {who for id in ids for who in speaks.get(id, ())}


def _hashes(ids: Iterable[str], salt: str) -> frozenset[str]:
    return frozenset(_hash(id, salt) for id in ids)


def _hash(id: str, salt: str) -> str:
    return hashlib.blake2b(id.encode(), key=salt.encode(), digest_size=8).hexdigest()
