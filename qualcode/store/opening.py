"""Opening a study's file: is it one, is it whole, may it be written where it lies."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Engine

from qualcode.errors import Damaged, Locked, StudyError
from qualcode.store.backups import newest_good
from qualcode.store.damaged import damaged, is_cut_short
from qualcode.store.engine import looks_like_study, make_engine
from qualcode.store.in_hand import is_in_hand
from qualcode.store.key import MISSING, WRONG, looks_encrypted, opens
from qualcode.store.migrate import HEAD, Newer, current, upgrade
from qualcode.store.places import allowed_all_the_same, trouble_at
from qualcode.store.restoring import looked_at
from qualcode.store.seals import carries_seals
from qualcode.store.set_aside import no_study, what_it_is
from qualcode.store.translating import translated


def open_file(path: Path, key: bytes | None) -> tuple[Engine, bytes | None, str]:
    """A study's engine with its tables up to date, its key, and why it is open for reading only.

    Raises
    ------
    StudyError
        There is no such file, or it is no study.
    Locked
        It is encrypted, and no key is given or not the right one.
    Damaged
        It is damaged; the sentence names the newest good backup.
    """
    if not path.is_file():
        raise no_study(path)
    key = _right_key(path, key)
    reason = read_only_because(path)
    engine = make_engine(path, key=key, read_only=bool(reason))
    try:
        with translated(path, key):
            if key is None and is_cut_short(path):
                raise damaged(path, key)
            if reason:
                _up_to_date(engine)
            else:
                upgrade(engine, path, key)
    except Newer as newer:
        engine.dispose()
        return make_engine(path, key=key, read_only=True), key, reason or str(newer)
    except BaseException:
        engine.dispose()
        raise
    return engine, key, reason


def read_only_because(path: Path) -> str:
    """Why a study cannot be written where it lies; empty where it can."""
    if told := what_it_is(path):
        return told
    trouble = "" if allowed_all_the_same() else trouble_at(path)
    if trouble.startswith("a network"):
        return (
            f"This study lies on {trouble}, where it can be damaged when two people open it, so"
            " it is open for reading only; `qualcode move-study` moves it to this machine."
        )
    if trouble:
        return (
            f"This study lies in a folder that {trouble} copies to other machines, which can damage"
            " it, so it is open for reading only; `qualcode move-study` moves it out of there."
        )
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        return (
            "This study's file or its folder cannot be written, so it is open for reading only."
            " Copy it to a folder of your own to work on it."
        )
    return ""


def refuse_another(path: Path, key: bytes | None, study: str) -> None:
    """Refuse to go on with a file of another study that took the place of the one that was open.

    Raises
    ------
    StudyError
        Open it again.
    """
    held = looked_at(path, key) if study else None
    if held is not None and held.study and held.study != study:
        raise StudyError(
            "Another study's file was put in this study's place meanwhile; open the study again."
        )


def _right_key(path: Path, key: bytes | None) -> bytes | None:
    """The key a file opens with; None for a plain study."""
    if key is None and is_in_hand(path):
        return None
    try:
        if looks_like_study(path):
            return None
        encrypted = looks_encrypted(path)
    except OSError as error:
        raise StudyError(f"{path.name} cannot be read; check who may open it.") from error
    if encrypted and key is None:
        raise Locked(MISSING)
    if encrypted and key is not None and opens(path, key):
        return key
    own = encrypted and key is not None and carries_seals(path, key)
    if own or newest_good(path, key) is not None:
        raise damaged(path, key)
    if encrypted:
        raise Locked(WRONG)
    raise Damaged(
        f"{path.name} is not a qualcode study, or it is damaged. If it is the right file, look for"
        " a backup of it on another disk, and keep the damaged file."
    )


def _up_to_date(engine: Engine) -> None:
    found = current(engine)
    if found == HEAD:
        return
    upgrade(engine, only_look=True)
    raise StudyError(
        "This study is of an older qualcode and must be brought up to date, which is not possible"
        " where it lies; copy it to a folder of your own and open it there."
    )
