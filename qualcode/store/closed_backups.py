"""Why a backup does not open with the study's own key."""

from __future__ import annotations

from pathlib import Path

from qualcode.store.engine import looks_like_study
from qualcode.store.key import looks_encrypted, salt_in, salt_of

OLDER = "older passphrase"
SEALED = "encrypted, as the study was then"
DAMAGED = "damaged"


def why_closed(backup: Path, key: bytes | None) -> str:
    """Why a backup that was not opened with ``key`` is closed, in a few words.

    A new passphrase gives the file a new salt, which it begins with: a backup that begins with
    another was made under another passphrase, or is damaged just there.
    """
    try:
        other = looks_encrypted(backup) and salt_of(backup) != salt_in(key)
    except OSError:
        return DAMAGED
    if not other:
        return DAMAGED
    return SEALED if key is None else OLDER


def is_plain(backup: Path) -> bool:
    """Whether a backup can be read by anybody."""
    try:
        return looks_like_study(backup)
    except OSError:
        return False
