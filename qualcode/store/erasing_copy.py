"""Opening another copy of a study, to take out of it what was taken out of the study."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import QualcodeError, StudyError
from qualcode.store import people
from qualcode.store.engine import make_engine
from qualcode.store.migrate import current, upgrade
from qualcode.store.session import Store


def opened_copy(path: Path, key: bytes | None, study: str) -> Store | None:
    """A copy of this study, its tables made today's: an older qualcode knew no erasing.

    None where it does not open with this key, is damaged, or is of another study.
    """
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
