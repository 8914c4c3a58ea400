"""A study sealed into one file for somebody else, and taken out of it again."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import Refused, StudyError
from qualcode.formats.sealed import checked_passphrase
from qualcode.formats.sealed_bundle import Manifest, read_bundle, write_bundle
from qualcode.names import is_url, with_ending
from qualcode.project.given import Upload, content
from qualcode.project.unlocking import draw
from qualcode.store import Store
from qualcode.store.engine import PART, claim
from qualcode.store.key import passing_key
from qualcode.store.places import refuse_here
from qualcode.store.rekeying import checked_copy

if TYPE_CHECKING:
    from qualcode.project.base import Base

PURPOSES = ("mentor", "colleague")
FOR_MENTOR = (
    "It was made for a mentor, and whoever works in it begins as a researcher: make yourself a"
    " mentor first, under Change a role on the page Overview."
)
RAW = (
    "A bundle holds the whole study: the interviews as they were typed, with every name in them,"
    " and words people did not allow to be quoted."
)


def packed(project: Base, *, purpose: str, passphrase: str, recipient: str) -> bytes:
    """The study as a bundle; what must be weighed before is asked by the verb."""
    store = project.store
    if is_url(store.place):
        raise Refused("A study in a database cannot be bundled; export it as a project instead.")
    if not recipient:
        checked_passphrase(passphrase)
    own = passing_key()
    with tempfile.TemporaryDirectory(prefix="qualcode-") as folder:
        copy = Path(folder) / "study.db"
        held = checked_copy(Path(store.place), copy, store.key, own)
        about = {
            "study": held.study,
            "made": store.clock(),
            "purpose": purpose,
            "codings": held.codings,
            "acts": held.acts,
            "head": held.head,
        }
        return write_bundle(
            copy.read_bytes(), own, about=about, passphrase=passphrase, recipient=recipient
        )


def unbundle(
    file: Path | Upload,
    place: str | Path,
    *,
    passphrase: str = "",
    identity: str = "",
    new_passphrase: str = "",
    plain: bool = False,
) -> tuple[Path, Manifest]:
    """Take a study out of a bundle into a file that does not exist yet; where it is, what it holds.

    The study opens with the bundle's passphrase, or with ``new_passphrase``; ``plain`` leaves it
    unencrypted.

    Raises
    ------
    UnreadableFile
        The passphrase or the key (``identity``) is wrong or the file was altered, or it is no
        bundle.
    Refused
        No passphrase is given for the study that comes out, or the folder is copied or shared by
        others.
    StudyError
        There is a file of that name, or it cannot be written.
    """
    target = Path(with_ending(place))
    if target.exists():
        raise StudyError(f"{target.name} exists already; choose another name.")
    if not target.parent.is_dir():
        raise StudyError("The folder for the study does not exist; make it first.")
    refuse_here(target)
    words = new_passphrase or passphrase
    if not plain and not words:
        raise Refused("Give a passphrase for the study that comes out of the bundle.")
    key = None if plain else draw(words).key
    manifest, study = read_bundle(content(file), passphrase=passphrase, identity=identity)
    part = target.with_name(f".{target.name}.{os.urandom(4).hex()}{PART}")
    own = bytes.fromhex(manifest.key)
    with tempfile.TemporaryDirectory(prefix="qualcode-") as folder:
        copy = Path(folder) / "study.db"
        copy.write_bytes(study)
        Store.open(copy, own).close()
        try:
            checked_copy(copy, part, own, key)
            claim(part, target)
        except FileExistsError:
            # Made by somebody else since it was asked above.
            raise StudyError(f"{target.name} exists already; choose another name.") from None
        except OSError as error:
            raise StudyError(
                "The study could not be written; check its folder and the space on the disk."
            ) from error
        finally:
            part.unlink(missing_ok=True)
    return target, manifest
