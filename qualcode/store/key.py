"""The key of an encrypted study: made from a passphrase, or read back from its recovery sheet.

The whole file is encrypted (SQLCipher 4: AES-256, every page sealed with HMAC-SHA512). It begins
with 16 random bytes, the salt; the key is made from passphrase and salt just as SQLCipher itself
does, so that any program with SQLCipher opens the study with its passphrase. Here a *key* is both
together: 32 bytes of key, then the 16 of the salt.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from contextlib import closing
from pathlib import Path

from qualcode.errors import Locked, Refused
from qualcode.store.engine import APPLICATION_ID, connect_file
from qualcode.store.in_hand import salt_in_hand

ROUNDS = 256_000
KEY, SALT = 32, 16
MAGIC = b"SQLite format 3\x00"
PAGE = 4_096
WRONG = (
    "The passphrase is wrong, or the file is damaged: type the passphrase again, or the sixteen"
    " groups of the recovery sheet. Without one of them nobody can open the study or its backups."
)
OTHER_SHEET = (
    "This recovery sheet belongs to another study, or to an older passphrase of this one, or the"
    " file is damaged: look for the newest sheet, or type the passphrase. Without one of them"
    " nobody can open the study or its backups."
)
MISSING = "This study is encrypted; it opens with its passphrase or its recovery sheet."

# 32 signs of which none is taken for another on paper; what is misread comes back as it was meant.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("OIL", "011")
GROUPS, GROUP = 16, 5
_MARK = 8
_GROUP = re.compile(r"\b[0-9A-Za-z]{5}\b")


def new_key(passphrase: str) -> bytes:
    """The key of a new study, under a salt of its own."""
    return key_of(passphrase, secrets.token_bytes(SALT))


def key_of(passphrase: str, salt: bytes) -> bytes:
    """The key a passphrase makes with a salt; 0.1 s, so that guessing is slow."""
    made = hashlib.pbkdf2_hmac("sha512", passphrase.encode("utf-8"), salt, ROUNDS, KEY)
    return made + salt


def passing_key() -> bytes:
    """The key of a copy that is thrown away in a moment, which nobody is told."""
    return secrets.token_bytes(KEY + SALT)


def salt_in(key: bytes | None) -> bytes:
    """The salt a file under this key begins with; empty for a plain one."""
    return b"" if key is None else key[KEY:]


def salt_of(path: Path) -> bytes:
    """The first 16 bytes of a file."""
    return _head(path)[:SALT]


def looks_encrypted(path: Path) -> bool:
    """Whether a file could be an encrypted study: nothing in it can be told from chance."""
    if salt_in_hand(path):
        return True
    head = _head(path)
    # A page of random bytes misses about none of the 256; texts and other formats miss most.
    return len(head) == PAGE and not head.startswith(MAGIC) and len(set(head)) > 240


def _head(path: Path) -> bytes:
    """The first page of a file, or what of it is known of a study that is open here.

    Such a file is not opened a second time: closing it would let go of SQLite's locks on it.
    """
    salt = salt_in_hand(path)
    if salt is not None:
        return salt or MAGIC
    with path.open("rb") as file:
        return file.read(PAGE)


def refuse_other_key(path: Path, key: bytes | None) -> None:
    """Refuse to go on with a file that somebody has put under another key, or in plain, meanwhile.

    Raises
    ------
    Locked
        Open it again.
    """
    head = _head(path)
    changed = looks_encrypted(path) if key is None else head[:SALT] != key[KEY:]
    if changed:
        raise Locked(
            "The study's passphrase or encryption was changed meanwhile; open the study again."
        )


def opens(path: Path, key: bytes) -> bool:
    """Whether a key opens a file, and a study is in it."""
    from sqlcipher3 import dbapi2

    if salt_of(path) != key[KEY:]:
        return False
    try:
        try:
            found = _mark_in(path, "ro", key)
        except dbapi2.OperationalError as error:
            if "readonly" not in str(error):
                raise
            # What a killed process left half done is undone first, which is written; with a wrong
            # key too, as the pages put back are sealed ones.
            found = _mark_in(path, "rw", key)
        return bool(found == APPLICATION_ID)
    except dbapi2.DatabaseError as error:
        # A file that another program holds is not one that a passphrase does not open.
        if "not a database" in str(error) or "malformed" in str(error):
            return False
        raise


def _mark_in(path: Path, mode: str, key: bytes) -> object:
    with closing(connect_file(path, mode, key)) as connection:
        return connection.execute("PRAGMA application_id").fetchone()[0]


def key_from(path: Path, *, passphrase: str = "", recovery: str = "") -> bytes:
    """The key a passphrase or a recovery sheet makes for a file; whether it opens is not asked.

    ``passphrase`` comes composed and without outer blanks.

    Raises
    ------
    Refused
        A group of the sheet is mistyped, or the sheet is that of another study.
    """
    salt = salt_of(path)
    if not recovery:
        return key_of(passphrase, salt)
    key, mark = read_groups(recovery)
    if mark != salt[:_MARK]:
        raise Refused(OTHER_SHEET)
    return key + salt


def groups_of(key: bytes) -> tuple[str, ...]:
    """A key as 16 groups of five signs: four that say something, and one that checks its group.

    They hold the key and the first half of the salt, which tells whose sheet it is.

    >>> groups_of(bytes(48))[:3]
    ('00000', '00001', '00002')
    """
    bits = int.from_bytes(key[:KEY] + key[KEY : KEY + _MARK], "big")
    values = [bits >> 5 * n & 31 for n in reversed(range(GROUPS * (GROUP - 1)))]
    parts = [values[n : n + GROUP - 1] for n in range(0, len(values), GROUP - 1)]
    return tuple(
        "".join(SIGNS[value] for value in (*part, _check(n, part))) for n, part in enumerate(parts)
    )


def read_groups(text: str) -> tuple[bytes, bytes]:
    """The key (32 bytes) that groups hold, and the mark (8 bytes) of the study it belongs to.

    Raises
    ------
    Refused
        There are more or fewer than 16 groups, or some are mistyped; it says which.
    """
    typed = [as_typed(group) for group in text.replace("-", " ").split()]
    if len(typed) != GROUPS:
        raise Refused(
            f"A recovery sheet has {GROUPS} groups of {GROUP} letters and figures; {len(typed)}"
            " were given."
        )
    wrong = [n + 1 for n, group in enumerate(typed) if not holds(n, group)]
    if wrong:
        named = ", ".join(map(str, wrong))
        raise Refused(f"Mistyped on the recovery sheet: group {named}; compare with the paper.")
    bits = 0
    for group in typed:
        for sign in group[:-1]:
            bits = bits << 5 | SIGNS.index(sign)
    data = bits.to_bytes(KEY + _MARK, "big")
    return data[:KEY], data[KEY:]


def found_groups(text: str) -> str:
    """The groups in a file that holds a saved recovery sheet, or only its groups; else nothing."""
    found = [group for group in _GROUP.findall(text) if not group.isalpha() or group.isupper()]
    for first in range(len(found) - GROUPS + 1):
        part = [as_typed(group) for group in found[first : first + GROUPS]]
        if all(holds(n, group) for n, group in enumerate(part)):
            return " ".join(part)
    return ""


def as_typed(group: str) -> str:
    """A group as it was meant: in capitals, letters that look like figures as figures.

    >>> as_typed("ol1ab")
    '011AB'
    """
    return group.upper().translate(MISREAD)


def holds(n: int, group: str) -> bool:
    """Whether the sign that checks a group fits it; ``n`` is its place, from 0."""
    if len(group) != GROUP or not set(group) <= set(SIGNS):
        return False
    *part, check = (SIGNS.index(sign) for sign in group)
    return _check(n, part) == check


def _check(n: int, part: list[int]) -> int:
    """A sign that is another one when any one sign is, when two are swapped, or two groups."""
    total = n
    for weight, value in enumerate(part, start=2):
        total ^= _times(weight, value)
    return total


def _times(one: int, other: int) -> int:
    """The product of two numbers of the field of 32 elements (x^5 + x^2 + 1)."""
    product = 0
    for bit in range(5):
        if other >> bit & 1:
            product ^= one << bit
    for bit in (8, 7, 6, 5):
        if product >> bit & 1:
            product ^= 0b100101 << (bit - 5)
    return product
