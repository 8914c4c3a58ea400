"""Sealed files: AES-256-GCM under a key made from a passphrase, as a browser can open them too.

A sealed file is JSON with six keys: ``qualcode`` (what it is), ``format``, ``file`` (a random id),
``salt``, ``iv`` and ``sealed`` (in base64). The first three are covered by the seal as well. Format
1 means PBKDF2-HMAC-SHA256 with 600,000 rounds, so that no file can ask for fewer, or for a year's.
"""

from __future__ import annotations

import base64
import json
import secrets
import unicodedata
import uuid
from typing import Any

from qualcode.errors import Refused, UnreadableFile

FORMAT = 1
ITERATIONS = 600_000
SHORTEST = 12
LONGEST_PASSPHRASE = 200
# Bytes of a sealed file that is taken back: some 2,000 of the longest comments, twice encoded.
LARGEST = 60_000_000
SALT, IV = 16, 12
KEYS = {"qualcode", "format", "file", "salt", "iv", "sealed"}
ALTERED = (
    "The passphrase is wrong or the file was altered: type the passphrase again; if it is right,"
    " ask for the file again."
)
# Letters and digits that are not taken for one another, on paper or on the telephone.
PLAIN = "abcdefghjkmnpqrstuvwxyz23456789"
# What the commonest passphrases of twelve characters and more are put together from.
COMMON = (
    *("correcthorsebatterystaple", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1q2w3e4r5t", "1qaz2wsx"),
    *("qazwsx", "qwerty", "qwertz", "azerty", "asdfgh", "abcdefghijkl", "abcdef", "abc"),
    *("passphrase", "passwort", "password", "passw0rd", "p455w0rd", "pass", "word", "letmein"),
    *("iloveyou", "loveyou", "welcome", "administrator", "admin", "changeme", "secret", "login"),
    *("qualcode", "safeguarding", "socialworker", "socialwork", "interviews", "research"),
    *("study", "football", "liverpool", "chelsea", "arsenal", "monkey", "dragon", "princess"),
    *("sunshine", "january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december", "spring", "summer", "autumn", "winter"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("the", "and", "my", "is", "for", "our", "your", "a"),
)


def checked_passphrase(text: str) -> str:
    """A passphrase as it is used: composed (NFC), without outer blanks, which phones add.

    Raises
    ------
    Refused
        It has fewer than 12 characters, or fewer than 6 different ones, or such as no keyboard
        makes, or more than 200, or is put together from the commonest words alone.
    """
    text = composed(text)
    if not text.isprintable() or len(text) > LONGEST_PASSPHRASE:
        raise Refused("A passphrase is one line of ordinary characters, 200 at most.")
    if len(text) < SHORTEST:
        raise Refused(
            f"The passphrase has {len(text)} characters and needs {SHORTEST}; four words make a"
            " good one."
        )
    if len(set(text)) < 6:
        raise Refused("The passphrase repeats very few characters; four words make a good one.")
    if _easily_guessed(text):
        raise Refused(
            "This passphrase is among the first that are tried; choose four words that have"
            " nothing to do with each other."
        )
    return text


def composed(text: str) -> str:
    """A passphrase as it is used when something is opened: composed (NFC), no outer blanks."""
    return unicodedata.normalize("NFC", text).strip(" ")


def _easily_guessed(text: str) -> bool:
    """Whether nothing is left of it without the commonest words, years and rows of keys.

    >>> _easily_guessed("Password2026!"), _easily_guessed("otter lamp seven gravel")
    (True, False)
    """
    left = "".join(c for c in text.casefold() if c.isalnum())
    for common in COMMON:
        left = left.replace(common, "")
    return not left.strip("0123456789")


def suggested_passphrase() -> str:
    """A new passphrase that can be read out: four groups of four, some 79 bits."""
    groups = ("".join(secrets.choice(PLAIN) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


def seal(kind: str, data: bytes, passphrase: str, *, file: str | None = None) -> str:
    """Data as a sealed file of a kind, under a salt and an iv of its own.

    Raises
    ------
    Refused
        The passphrase is too weak, see `checked_passphrase`.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    file = file or str(uuid.uuid4())
    salt, iv = secrets.token_bytes(SALT), secrets.token_bytes(IV)
    key = _key(checked_passphrase(passphrase), salt)
    sealed = AESGCM(key).encrypt(iv, data, _covered(kind, file))
    return json.dumps(
        {
            "qualcode": kind,
            "format": FORMAT,
            "file": file,
            "salt": base64.b64encode(salt).decode(),
            "iv": base64.b64encode(iv).decode(),
            "sealed": base64.b64encode(sealed).decode(),
        }
    )


def unseal(kind: str, data: bytes, passphrase: str) -> bytes:
    """What a sealed file of a kind holds.

    Raises
    ------
    UnreadableFile
        It is too large; or it is another kind of file, was altered, or the passphrase is wrong,
        which are one and the same: nobody learns from the answer which it was.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(data) > LARGEST:
        raise UnreadableFile(
            f"The file is larger than {LARGEST // 1_000_000} MB, which no sealed file is; ask for"
            " it again."
        )
    try:
        header = _header(kind, data)
        salt, iv = _raw(header["salt"], SALT), _raw(header["iv"], IV)
        key = _key(composed(passphrase), salt)
        return AESGCM(key).decrypt(iv, _raw(header["sealed"]), _covered(kind, header["file"]))
    except (ValueError, RecursionError, InvalidTag):
        raise UnreadableFile(ALTERED) from None


def _header(kind: str, data: bytes) -> dict[str, Any]:
    """The keys of a sealed file, each of its type; `ValueError` otherwise."""
    header = json.loads(data.decode("utf-8"))
    if not isinstance(header, dict) or set(header) != KEYS:
        raise ValueError("not a sealed file")
    if header["qualcode"] != kind or type(header["format"]) is not int:
        raise ValueError("another kind")
    if header["format"] != FORMAT:
        raise ValueError("another format")
    if not all(isinstance(header[name], str) for name in ("file", "salt", "iv", "sealed")):
        raise ValueError("not text")
    return header


def _raw(text: str, length: int | None = None) -> bytes:
    raw = base64.b64decode(text, validate=True)
    if length is not None and len(raw) != length:
        raise ValueError("of another length")
    # Spare bits at the end would be a change that nobody notices.
    if base64.b64encode(raw).decode() != text:
        raise ValueError("written in another way")
    return raw


def _covered(kind: str, file: str) -> bytes:
    return f"qualcode {kind} {FORMAT} {file}".encode()


def _key(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

    kdf = PBKDF2HMAC(algorithm=SHA256(), length=32, salt=salt, iterations=ITERATIONS)
    return kdf.derive(passphrase.encode("utf-8"))
