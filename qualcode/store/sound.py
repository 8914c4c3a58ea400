"""Whether a study's file is sound, and what it holds: asked of a bare connection to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qualcode.errors import Damaged
from qualcode.store.events import FIRST

APPLICATION_ID = 0x51434F44  # "QCOD", in the header of every study file


@dataclass(frozen=True, slots=True)
class Held:
    """What a study's file holds.

    Attributes
    ----------
    study
        The study's own number; empty in a file whose study was never finished.
    codings
        How many codings stand in it.
    acts
        How many acts its history has, and ``head`` the seal of the newest.
    """

    study: str
    codings: int
    acts: int
    head: str


def look(connection: Any) -> Held:
    """What a file holds, without checking it.

    Raises
    ------
    sqlcipher3.dbapi2.Error
        It is no study, or cannot be read.
    """
    row = connection.execute("SELECT uuid, head FROM study").fetchone()
    [codings] = connection.execute(
        "SELECT count(*) FROM coding WHERE id NOT IN (SELECT coding FROM withdrawal)"
    ).fetchone()
    last = connection.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    acts, seal = last or (0, FIRST)
    return Held(row[0] if row else "", codings, acts, row[1] if row else seal)


def check(connection: Any, *, encrypted: bool = False) -> Held:
    """What a file holds, once all of it has been read and found sound.

    SQLite's own check of every page, our mark and tables, and that the history ends with the act
    whose seal the study carries. Whether each act fits the one before is for `qualcode doctor`: a
    study with a broken history is still worth a backup.

    Raises
    ------
    Damaged
        Something is wrong with it.
    sqlcipher3.dbapi2.Error
        It cannot be read at all.
    """
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise Damaged("That file is not a qualcode study, or it is damaged.")
    if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        raise Damaged("Its pages do not fit together: the file is damaged.")
    if encrypted and connection.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
        raise Damaged("Some of its pages were changed: the file is damaged.")
    held = look(connection)
    [acts, seal] = connection.execute(
        "SELECT count(*), (SELECT hash FROM event ORDER BY seq DESC LIMIT 1) FROM event"
    ).fetchone()
    if (acts, seal or FIRST) != (held.acts, held.head):
        raise Damaged("Its history does not end where the study says it does.")
    return held
