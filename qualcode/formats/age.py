"""Files sealed in the age format (age-encryption.org/v1), by a passphrase or to a public key.

Any other program that reads age opens them too, so a sealed file does not depend on qualcode.
pyrage opens every file and seals those for a key. Those for a passphrase are put together here from
the parts the format names, since pyrage takes as much memory for them as the machine it runs on is
fast: a file from a quick machine may then not open on a small one.
"""

from __future__ import annotations

import base64
import hmac
import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from qualcode.errors import Refused, UnreadableFile
from qualcode.formats.sealed import checked_passphrase, composed

WRONG = (
    "The passphrase is wrong, or the file is damaged: type it again; if it is right, ask for the"
    " file again."
)
WRONG_KEY = (
    "This key does not open the file, or the file is damaged: choose the key it was made for, or"
    " ask for the file again."
)
_MAGIC = b"age-encryption.org/v1\n"
_STRETCHED = re.compile(rb"-> scrypt [A-Za-z0-9+/]{22} ([0-9]{1,2})\n")
# A passphrase takes 1 KiB of memory times two to this power: 256 MiB, and about a second.
WORK = 18
# No file may ask for more than 1 GiB.
MOST_WORK = 20
CHUNK = 64 * 1024


def checked_recipient(text: str) -> str:
    """A public key, ``age1...``, as it is used.

    Raises
    ------
    Refused
        It is none.
    """
    import pyrage

    text = text.strip()
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise Refused(
            "That is no public key: it begins with age1 and has 62 characters; copy it whole."
        ) from None
    return text


def seal(data: bytes, *, passphrase: str = "", recipient: str = "") -> bytes:
    """Data as a sealed file: to a public key where one is given, else by a passphrase.

    Raises
    ------
    Refused
        The passphrase is too weak, see `qualcode.formats.sealed.checked_passphrase`, or the
        public key is none.
    """
    import pyrage

    if recipient:
        to = pyrage.x25519.Recipient.from_str(checked_recipient(recipient))
        return bytes(pyrage.encrypt(data, [to]))
    return _sealed_by_words(data, checked_passphrase(passphrase).encode("utf-8"))


def _sealed_by_words(data: bytes, words: bytes) -> bytes:
    """An age file with one scrypt recipient, as age-encryption.org/v1 describes it."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    file_key, salt, nonce = (secrets.token_bytes(16) for _ in range(3))
    label = b"age-encryption.org/v1/scrypt" + salt
    wrapping = Scrypt(salt=label, length=32, n=1 << WORK, r=8, p=1).derive(words)
    wrapped = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    head = _MAGIC + b"-> scrypt %s %d\n%s\n---" % (_plain(salt), WORK, _plain(wrapped))
    mac = hmac.digest(_derived(file_key, b"", b"header"), head, "sha256")
    stream = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    parts = [head, b" ", _plain(mac), b"\n", nonce]
    last = max(0, len(data) - 1) // CHUNK
    for n in range(last + 1):
        counted = n.to_bytes(11, "big") + bytes([n == last])
        parts.append(stream.encrypt(counted, data[n * CHUNK : (n + 1) * CHUNK], None))
    return b"".join(parts)


def _derived(key: bytes, salt: bytes, what: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=what).derive(key)


def _plain(raw: bytes) -> bytes:
    """Base64 without the signs that fill it up."""
    return base64.b64encode(raw).rstrip(b"=")


def unseal(data: bytes, *, passphrase: str = "", identity: str = "") -> bytes:
    """What a sealed file holds: by a secret key (``AGE-SECRET-KEY-...``), else by a passphrase.

    Raises
    ------
    UnreadableFile
        It is no sealed file, was altered, or the passphrase or key is wrong, which look the same;
        or opening it would take more memory than any file of ours does.
    """
    import pyrage

    stretched = _STRETCHED.match(data, len(_MAGIC))
    if not data.startswith(_MAGIC):
        raise UnreadableFile("That is no sealed file; check that it is the right one.")
    if stretched and int(stretched[1]) > MOST_WORK:
        raise UnreadableFile("Opening this file would take too much memory; ask for it again.")
    if identity:
        try:
            key = pyrage.x25519.Identity.from_str(identity.strip())
            return bytes(pyrage.decrypt(data, [key]))
        except (pyrage.IdentityError, pyrage.DecryptError):
            raise UnreadableFile(WRONG_KEY) from None
    try:
        return bytes(pyrage.passphrase.decrypt(data, composed(passphrase)))
    except pyrage.DecryptError:
        raise UnreadableFile(WRONG) from None


@contextmanager
def placed(target: Path) -> Iterator[IO[bytes]]:
    """A file for this account alone that takes its place in one step when all is written.

    Raises
    ------
    Refused
        It cannot be written; an older file of the name stays as it was.
    """
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=target.parent, prefix=f".{target.name}.", delete=False
        ) as file:
            temporary = Path(file.name)
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise Refused(
                f"{target.name} could not be written; check the folder and the space on the disk."
            ) from error
        raise
