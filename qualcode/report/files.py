"""Writing a file so that the old one or the new one stands there, never half of it."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import suppress
from glob import escape
from pathlib import Path

from qualcode.errors import Refused
from qualcode.names import ENDING

STUDIES = (ENDING, ".backup")
# A file that long in the making was left by a program that was killed.
LEFT_AFTER_S = 600


def replace_file(target: Path, data: bytes) -> None:
    """Put a file in place in one step; what a killed program left of it before goes.

    Raises
    ------
    Refused
        The folder is absent or cannot be written, or the disk is full; the old file stays. Or a
        study or a backup of one stands there.
    """
    if target.suffix in STUDIES and target.exists():
        raise Refused(
            f"{target.name} is a study or a backup of one, and is not written over; name another"
            " file."
        )
    _sweep(target)
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=target.parent, prefix=f".{target.name}.", delete=False
        ) as file:
            temporary = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise Refused(
            f"{target.name} could not be written; check the folder and the space on the disk."
        ) from error


def _sweep(target: Path) -> None:
    """Take away what earlier attempts at this file left when they were killed: it holds words."""
    with suppress(OSError):
        for left in target.parent.glob(f".{escape(target.name)}.????????"):
            if left.is_file() and time.time() - left.stat().st_mtime > LEFT_AFTER_S:
                left.unlink()


def check_writable(target: Path) -> None:
    """Stop before a deed that cannot be done again where its file could not be written after it.

    Raises
    ------
    Refused
        Something stands there, or the folder is absent or cannot be written; nothing is left there.
    """
    if target.exists():
        raise Refused(
            f"{target.name} is there already and is not written over; name a new file. Nothing was"
            " changed."
        )
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.") as file:
            file.write(bytes(4096))
            file.flush()
    except OSError as error:
        raise Refused(
            f"{target.name} could not be written there; check the folder and the space on the disk."
            " Nothing was changed."
        ) from error
