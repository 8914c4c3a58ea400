"""A bundle: a whole study in one sealed file, to send to a mentor or a colleague.

It is an age file, for a passphrase or a public key, that holds a zip of two files: ``study.db``, a
copy of the study that SQLCipher encrypted with a key of its own, and ``manifest.json``, with that
key and what the copy holds. So the study is never on a disk in plain, at neither end.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import asdict, dataclass
from typing import Any

from qualcode.errors import Refused, UnreadableFile
from qualcode.formats.age import seal, unseal

ENDING = ".qualbundle"
FORMAT, VERSION = "qualcode bundle", 1
# Some 4,000 interviews; all of it is in memory while it is opened.
LARGEST = 400_000_000
MANIFEST, STUDY = "manifest.json", "study.db"
_KEY = 48


@dataclass(frozen=True)
class Manifest:
    """What a bundle holds.

    Attributes
    ----------
    study
        The study's own id (uuid).
    made
        When the bundle was made (UTC, ISO 8601).
    purpose
        ``mentor`` or ``colleague``.
    codings
        How many codings stand in the copy, ``acts`` how many acts its history has.
    head
        The seal of the newest act.
    key
        The key of the copy inside: 48 bytes, in hexadecimal.
    sha256
        Of the copy inside.
    """

    study: str
    made: str
    purpose: str
    codings: int
    acts: int
    head: str
    key: str
    sha256: str


def write_bundle(
    study: bytes,
    key: bytes,
    *,
    about: dict[str, Any],
    passphrase: str = "",
    recipient: str = "",
) -> bytes:
    """A bundle of an encrypted copy and its key; ``about`` are the other values of `Manifest`.

    Raises
    ------
    Refused
        The passphrase is too weak, the public key is none, or the study is too large.
    """
    manifest = Manifest(key=key.hex(), sha256=hashlib.sha256(study).hexdigest(), **about)
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w", zipfile.ZIP_STORED) as packed:
        head = {"format": FORMAT, "version": VERSION, **asdict(manifest)}
        packed.writestr(MANIFEST, json.dumps(head, sort_keys=True))
        packed.writestr(STUDY, study)
    sealed = seal(inside.getvalue(), passphrase=passphrase, recipient=recipient)
    if len(sealed) > LARGEST:
        raise Refused(
            "The study is larger than a bundle can be, so nobody could open it; send it on an"
            " encrypted disk."
        )
    return sealed


def read_bundle(data: bytes, *, passphrase: str = "", identity: str = "") -> tuple[Manifest, bytes]:
    """What a bundle holds: its manifest, and the encrypted copy of the study.

    Raises
    ------
    UnreadableFile
        The passphrase or key is wrong or the file was altered, which look the same; or it is
        another kind of file, or a newer qualcode made it.
    """
    if len(data) > LARGEST:
        raise UnreadableFile("The file is larger than any bundle; check that it is the right one.")
    other = UnreadableFile("That sealed file holds no study; choose the bundle.")
    inside = unseal(data, passphrase=passphrase, identity=identity)
    try:
        with zipfile.ZipFile(io.BytesIO(inside)) as packed:
            entries = packed.infolist()
            stored = all(e.compress_type == zipfile.ZIP_STORED for e in entries)
            if not stored or [e.filename for e in entries] != [MANIFEST, STUDY]:
                raise other
            head, study = json.loads(packed.read(MANIFEST)), packed.read(STUDY)
    except (zipfile.BadZipFile, ValueError, RecursionError, NotImplementedError, RuntimeError):
        raise other from None
    if not isinstance(head, dict) or head.pop("format", None) != FORMAT:
        raise other
    if head.pop("version", None) != VERSION:
        raise UnreadableFile("A newer qualcode made this bundle; bring this one up to date.")
    return _manifest(head, study, other), study


def _manifest(head: dict[str, Any], study: bytes, other: UnreadableFile) -> Manifest:
    try:
        manifest = Manifest(**head)
        sound = len(bytes.fromhex(manifest.key)) == _KEY
    except (TypeError, ValueError):
        raise other from None
    texts = (manifest.study, manifest.made, manifest.purpose, manifest.head, manifest.sha256)
    numbers = (manifest.codings, manifest.acts)
    sound = sound and all(isinstance(text, str) for text in texts)
    sound = sound and all(type(number) is int for number in numbers)
    if not sound or hashlib.sha256(study).hexdigest() != manifest.sha256:
        raise other
    return manifest
