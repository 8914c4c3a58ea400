"""Checks of what is around a study: its backups, its folder, its disk. What they find is advice."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from qualcode.store import backups, places
from qualcode.store.checks_facts import Check, Facts
from qualcode.store.closed_backups import DAMAGED, is_plain, why_closed

AGE = timedelta(days=1)
SPARE = 64 * 2**20


def _backed_up(facts: Facts) -> Iterable[str]:
    """Acts of more than a day ago that are in no backup that opens."""
    if facts.file is None or not facts.events:
        return ()
    held = (backups.held_by(one, facts.key) for one in backups.backups_of(facts.file))
    newest = next((one for one in held if one is not None), None)
    acts = newest.acts if newest is not None else 0
    now = datetime.fromisoformat(facts.now)
    late = (now - AGE).isoformat(timespec="microseconds")
    # As text: a time that cannot be read is told by another check.
    return [f"act {e.seq}" for e in facts.events[acts:] if e.at < late]


def _backups_open(facts: Facts) -> Iterator[str]:
    if facts.file is None:
        return
    first = True
    for one in backups.backups_of(facts.file):
        # All of the newest is read; of the others whether they open.
        look = backups.checked if first else backups.held_by
        keys = [facts.key, None] if is_plain(one.path) else [facts.key]
        opens = any(look(one, key) is not None for key in keys)
        # One under an older passphrase is as it should be: it opens with that one.
        if not opens and why_closed(one.path, facts.key) != DAMAGED:
            continue
        first = False
        if not opens:
            yield f"the backup of {one.made_at[:16].replace('T', ', ')}"


def _copies(facts: Facts) -> Iterable[str]:
    if facts.file is None:
        return ()
    return ["a file beside it"] * len(places.conflicted_copies(facts.file))


def _folder(facts: Facts) -> Iterable[str]:
    trouble = places.trouble_at(facts.file) if facts.file is not None else ""
    return (trouble,) if trouble else ()


def _may_be_written(facts: Facts) -> Iterable[str]:
    if facts.file is None:
        return ()
    both = {"the study's file": facts.file, "its folder": facts.file.parent}
    return [name for name, path in both.items() if not os.access(path, os.W_OK)]


def _space(facts: Facts) -> Iterable[str]:
    """Room for a backup and the journal of a large change, and some to spare."""
    if facts.file is None:
        return ()
    free = shutil.disk_usage(facts.file.parent).free
    needed = 2 * facts.file.stat().st_size + SPARE
    return () if free >= needed else (f"{free // 2**20} MB free",)


CHECKS = (
    Check(
        "last backup",
        "Work of more than a day ago is in no backup.",
        "Make a backup now.",
        _backed_up,
        wrong=False,
    ),
    Check(
        "backups open",
        "A backup is damaged.",
        "Make a new one, and keep backups on another disk too.",
        _backups_open,
        wrong=False,
    ),
    Check(
        "second versions",
        "Beside the study lies a file that a synchronising program made of a second version of it;"
        " it may hold work that the study has not.",
        "Open it with qualcode and see; merging brings its work into the study.",
        _copies,
        wrong=False,
    ),
    Check(
        "folder",
        "The study lies in a folder that others copy or share, which can damage it.",
        "Move it to this machine's own disk.",
        _folder,
        wrong=False,
    ),
    Check(
        "may be written",
        "The study's file or its folder cannot be written, so the study is open for reading only.",
        "Copy it to a folder of your own to work on it.",
        _may_be_written,
        wrong=False,
    ),
    Check(
        "disk space",
        "The disk is nearly full. What you do is still stored, or you are told that it is not.",
        "Free some space before you go on.",
        _space,
        wrong=False,
    ),
)
