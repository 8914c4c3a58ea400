"""A study is brought up to date and killed at every statement: before or after, never between."""

from __future__ import annotations

import os
import shutil
import signal
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import event, inspect

from qualcode.store import Store, checks, migrate, utc_now
from qualcode.store.engine import APPLICATION_ID, make_engine

RELEASED = ("0001", "0002", "0003", "0004")
KNOWN = {"passages complete", "last backup"}


@pytest.fixture(scope="module")
def older(tmp_path_factory):
    """Studies as older versions of qualcode left them: with a row where rows can be."""
    folder = tmp_path_factory.mktemp("older")
    made = {}
    for revision in RELEASED:
        place = made[revision] = folder / f"{revision}.qualcode"
        engine = make_engine(place, create=True)
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            command.upgrade(migrate.configuration(connection), revision)
            run = connection.exec_driver_sql
            run(f"PRAGMA application_id={APPLICATION_ID}")
            columns = [column["name"] for column in inspect(connection).get_columns("study")]
            values = {"id": 1, "uuid": "u", "head": "0" * 64, "respondents": LISTS, "options": "{}"}
            row = [values.get(name, "2026-03-01T10:00:00+00:00") for name in columns]
            run(f"INSERT INTO study VALUES ({','.join('?' * len(row))})", tuple(row))
            run(
                "INSERT INTO codebook_version VALUES (1, ?, '2026-03-01', 'mk', 'made')",
                ('{"codes": [], "rules": [], "reporting_groups": [], "name": "Book"}',),
            )
            run("INSERT INTO coder VALUES ('mk', 'researcher', '2026-03-01T10:00:00+00:00')")
        engine.dispose()
    return made


LISTS = '{"roles": [], "agencies": [], "authorities": [], "continuum": {}}'


def upgraded_until(place: Path, statements: int) -> int:
    """Bring a study up to date in a child that is killed before so many statements are done.

    Returns the signal the child ended by, 0 where it came to the end.
    """
    child = os.fork()
    if child == 0:
        engine = make_engine(place)
        done = 0

        def count(*given: object) -> None:
            nonlocal done
            done += 1
            if done > statements:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(engine, "before_cursor_execute", count)
        try:
            migrate.upgrade(engine)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def tables(place: Path) -> tuple[str | None, dict[str, object]]:
    engine = make_engine(place)
    found = migrate.current(engine)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master").all()
        counts = {
            row[1]: connection.exec_driver_sql(f'SELECT count(*) FROM "{row[1]}"').scalar()
            for row in rows
            if row[0] == "table"
        }
    engine.dispose()
    return found, {"rows": sorted(map(tuple, rows), key=repr), "counts": counts}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a child is made by fork")
@pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("revision", RELEASED)
def test_a_migration_killed_at_any_statement_leaves_before_or_after(
    older, tmp_path, revision, every
):
    """In every run each fifth statement; with the full counts each of them."""
    place = tmp_path / "study.qualcode"
    before = tables(older[revision])
    kills = 0
    while True:
        shutil.copy(older[revision], place)
        ended = upgraded_until(place, kills)
        now = tables(place)
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
        assert now == before, f"between, after {kills} statements"
        kills += every

    assert now[0] == migrate.HEAD
    assert kills > 10
    with closing(Store.open(place)) as store, store.read() as connection:
        found = checks.check_up(connection, place, None, utc_now()).findings
        assert {one.check for one in found if one.wrong} == set()


def test_a_killed_migration_is_finished_at_the_next_opening(older, tmp_path):
    place = Path(shutil.copy(older["0003"], tmp_path / "study.qualcode"))
    assert upgraded_until(place, 20) == -signal.SIGKILL
    Store.open(place).close()

    assert tables(place)[0] == migrate.HEAD
    assert list(tmp_path.glob("*.before-*.backup"))
