"""Ids that can be known again and not read."""

from __future__ import annotations

import hashlib


def hashed(one: str, salt: str) -> str:
    """A person's, text's or case's id under a salt: 16 hex digits."""
    return hashlib.blake2b(one.encode(), key=salt.encode(), digest_size=8).hexdigest()


def fingerprint(kind: str, id: str, study: str) -> str:
    """An id of this study for lists that must name nobody: 32 hex digits."""
    words = f"{kind} {id}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(words, key=study.encode()[:64], digest_size=16).hexdigest()
