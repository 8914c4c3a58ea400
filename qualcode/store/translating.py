"""What the database says when something fails, as one sentence for a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError
from pathlib import Path

from sqlalchemy.exc import DBAPIError, IntegrityError

from qualcode.errors import StudyError
from qualcode.names import is_url
from qualcode.store.damaged import damaged
from qualcode.store.engine import is_damage

STRANGERS = (
    "This study's file holds automatic commands that are none of qualcode's, so this was not done;"
    " run `qualcode doctor` on it, and ask whoever gave you the file."
)


@contextmanager
def translated(place: str | Path, key: bytes | None) -> Iterator[None]:
    """Turn errors of the database into `StudyError`.

    Raises
    ------
    Damaged
        The study's file itself is wrong; the sentence names the newest good backup.
    """
    try:
        yield
    except IntegrityError as error:
        raise StudyError(
            "The study refused this change because something it refers to is not there."
        ) from error
    except DBAPIError as error:
        message = str(error.orig)
        if is_damage(message) and not is_url(place):
            raise damaged(Path(place), key) from error
        raise StudyError(_sentence(message)) from error
    except JSONDecodeError as error:
        # What this program wrote does not read back: SQLite has no checksums of its own.
        if is_url(place):
            raise StudyError("The study holds something unreadable; ask who runs it.") from error
        raise damaged(Path(place), key) from error


def _sentence(message: str) -> str:
    known = {
        "locked": "Another program is writing to this study; try again in a moment.",
        "lock timeout": "Another program is writing to this study; try again in a moment.",
        "readonly": "This study cannot be written here; check that its folder allows it.",
        "full": "The disk is full, so nothing was saved; free some space and try again.",
        "disk I/O": "The disk did not take what was written, so nothing was saved; check that it is"
        " there and has room, and try again.",
        "unable to open": "The study's file or its folder is not there or cannot be written, so"
        " nothing was saved; look whether a disk was unplugged, and try again.",
        "not authorized": STRANGERS,
        "is prohibited": STRANGERS,
        "connection": "The study's database server does not answer; check that it is running.",
    }
    for word, sentence in known.items():
        if word in message:
            return sentence
    return "The study could not be read or written; nothing was changed."
