"""Bringing a study's tables to this version of qualcode, with a checked backup before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from qualcode.errors import StudyError
from qualcode.store.engine import APPLICATION_ID, back_up

if TYPE_CHECKING:
    from alembic.config import Config

# The newest revision in migrations/versions; a test holds the two together. It stands here so
# that opening an up-to-date study does not import Alembic.
HEAD = "0005"


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's configuration, without an ini file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def current(engine: Engine) -> str | None:
    """The revision of the tables found, or None in an empty database."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


class Newer(StudyError):
    """A newer qualcode wrote the study: this one may only read it."""


def refuse_newer(connection: Connection) -> None:
    """Refuse to judge a study whose tables this qualcode does not know yet.

    Raises
    ------
    Newer
        A newer qualcode wrote it.
    """
    marks = text("SELECT version_num FROM alembic_version")
    try:
        if not inspect(connection).has_table("alembic_version"):
            return
        found = [str(mark) for mark in connection.execute(marks).scalars()]
    except DBAPIError:
        # A damaged file: what is wrong with it is for others to say.
        return
    if any(mark.isdecimal() and int(mark) > int(HEAD) for mark in found):
        raise Newer(
            "This study was last opened with a newer qualcode, so this one cannot tell whether it"
            " is whole. Update qualcode, then look again."
        )


def upgrade(
    engine: Engine,
    file: Path | None = None,
    key: bytes | None = None,
    *,
    only_look: bool = False,
) -> None:
    """Bring the tables to `HEAD` in one transaction; a file is backed up and checked first.

    ``only_look`` changes nothing: it tells a newer study from an older one.

    Raises
    ------
    Newer
        The study was written by a newer qualcode.
    """
    found = current(engine)
    if found == HEAD:
        return
    from alembic import command
    from alembic.script import ScriptDirectory

    known = {s.revision for s in ScriptDirectory.from_config(configuration()).walk_revisions()}
    if found is not None and found not in known:
        raise Newer(
            "This study was last opened with a newer qualcode, so it is open for reading only."
            " Update qualcode to work on it."
        )
    if only_look:
        return
    if found is not None and file is not None:
        copy, n = file.with_name(f"{file.name}.before-{HEAD}.backup"), 2
        while copy.exists():
            copy, n = file.with_name(f"{file.name}.before-{HEAD}-{n}.backup"), n + 1
        back_up(file, copy, key)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        command.upgrade(configuration(connection), HEAD)
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
