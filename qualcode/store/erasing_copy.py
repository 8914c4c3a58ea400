"""Opening another copy of a study, to take out of it what was taken out of the study."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from qualcode.errors import QualcodeError, StudyError
from qualcode.names import ENDING
from qualcode.store import people, schema
from qualcode.store.engine import looks_like_study, make_engine
from qualcode.store.key import looks_encrypted, opens
from qualcode.store.migrate import current, upgrade
from qualcode.store.session import Store


def is_copy(path: Path, key: bytes | None, study: str) -> bool:
    """Whether a file is a copy of this study, whatever it is called; nothing of it is changed."""
    try:
        plain = looks_like_study(path)
    except OSError:
        return False
    if not plain and (key is None or not path.name.endswith(ENDING)):
        return False
    engine = make_engine(path, key=None if plain else key, read_only=True)
    try:
        with engine.connect() as connection:
            return connection.execute(select(schema.study.c.uuid)).scalar() == study
    except (DBAPIError, QualcodeError):
        # Another program's file, or one that does not open: no copy that is known.
        return False
    finally:
        engine.dispose()


def is_sealed(path: Path, key: bytes | None) -> bool:
    """Whether a file is called a study and is none that opens plainly or with this key."""
    try:
        if not path.name.endswith(ENDING) or looks_like_study(path):
            return False
        return looks_encrypted(path) and (key is None or not opens(path, key))
    except (OSError, DBAPIError):
        return True


def opened_copy(path: Path, key: bytes | None, study: str) -> Store | None:
    """A copy of this study, its tables made today's: an older qualcode knew no erasing.

    None where it does not open with this key, is damaged, or is of another study.
    """
    if looks_like_study(path):
        key = None  # made before the study was encrypted
    store = Store(make_engine(path, key=key), path, key=key)
    try:
        with store._translated():
            if current(store.engine) is None:
                raise StudyError("That is no study.")
            upgrade(store.engine)
        with store.read() as connection:
            ours = str(people.load_study(connection)["uuid"]) == study
    except QualcodeError:
        # Told by its name among those that could not be opened.
        ours = False
    if not ours:
        store.close()
        return None
    return store
