"""Whether a key is a damaged study's own: the seals on the pages that are left tell.

SQLCipher 4 seals each page of a file with HMAC-SHA512, under a second key made of the first and the
salt. So a right passphrase can be told from a wrong one though the file's beginning is lost.
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

from qualcode.store.in_hand import salt_in_hand
from qualcode.store.key import KEY, PAGE

SEAL = 64
# A damage lies together, so a few pages from everywhere are enough.
TRIED = 24


def carries_seals(path: Path, key: bytes) -> bool:
    """Whether a page of a file, other than its first, is sealed with a key, so that it is its own.

    ``key`` is 32 bytes of key and the 16 of salt that the file begins with, or should.
    """
    held = salt_in_hand(path)
    if held is not None:
        # A file that is open here is not opened a second time; its key is known to be right.
        return held == key[KEY:]
    mixed = bytes(byte ^ 0x3A for byte in key[KEY:])
    second = hashlib.pbkdf2_hmac("sha512", key[:KEY], mixed, 2, KEY)
    with path.open("rb") as file:
        for n in _some(path.stat().st_size // PAGE):
            file.seek((n - 1) * PAGE)
            page = file.read(PAGE)
            made = hmac.digest(second, page[:-SEAL] + n.to_bytes(4, "little"), "sha512")
            if hmac.compare_digest(made, page[-SEAL:]):
                return True
    return False


def _some(pages: int) -> list[int]:
    """Numbers of pages from the second on, all of a small file and some from all over a large one.

    >>> _some(4), len(_some(10_000)), max(_some(10_000))
    ([2, 3, 4], 26, 10000)
    """
    step = max((pages - 1) // TRIED, 1)
    return sorted({*range(2, pages + 1, step), pages} - {0, 1})
