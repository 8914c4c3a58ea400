"""Migrations lead to the tables the code knows, and a backup stands before each."""

import shutil
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, inspect, select, text

from qualcode.errors import StudyError
from qualcode.store import Store, coded, events, migrate, readings, schema
from qualcode.store.engine import APPLICATION_ID, back_up, make_engine
from qualcode.store.schema import metadata
from tests.dump import dump
from tests.store.conftest import fill
from tests.store.test_codings import coding

NEXT = '''"""The next tables"""
from alembic import op
import sqlalchemy as sa

revision = "next"
down_revision = "{head}"

def upgrade():
    op.create_table("extra", sa.Column("id", sa.Integer(), primary_key=True))
    {then}
'''


def test_the_migrated_tables_are_those_of_the_schema(store):
    with store.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_revision_is_the_one_studies_are_opened_at(store):
    scripts = ScriptDirectory.from_config(migrate.configuration())

    assert scripts.get_heads() == [migrate.HEAD]
    assert migrate.current(store.engine) == migrate.HEAD


def test_a_study_of_a_newer_qualcode_is_read_and_left_alone(store):
    with store.engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = dump(store)

    opened = Store.open(store.place)

    assert "newer qualcode" in opened.read_only
    assert dump(opened) == before
    with pytest.raises(StudyError, match="newer qualcode"), opened.write("mk") as tx:
        tx.record("star", "nothing")
    assert dump(store) == before
    opened.close()


@pytest.fixture
def newer(tmp_path, monkeypatch):
    """Makes a next revision of qualcode, which may fail midway; run before opening a study."""

    def make(then="pass"):
        scripts = tmp_path / "migrations"
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(Path(migrate.__file__).parent / "migrations", scripts, ignore=ignored)
        code = NEXT.format(head=migrate.HEAD, then=then)
        (scripts / "versions" / "next.py").write_text(code, encoding="utf-8")
        plain = migrate.configuration

        def configuration(connection=None):
            config = plain(connection)
            config.set_main_option("script_location", str(scripts))
            return config

        monkeypatch.setattr(migrate, "configuration", configuration)
        monkeypatch.setattr(migrate, "HEAD", "next")

    return make


def has_extra(store):
    return inspect(store.engine).has_table("extra")


def test_an_older_study_is_migrated_with_nothing_lost(store, newer):
    before = dump(store)
    store.close()
    newer()

    again = Store.open(store.place)

    assert has_extra(again)
    assert dump(again) == before
    with again.read() as connection:
        assert events.find_break(connection) is None
    again.close()


def test_a_migration_that_fails_leaves_the_study_as_it_was(store, newer):
    before = dump(store)
    head = migrate.HEAD
    newer(then='raise RuntimeError("midway")')

    with pytest.raises(RuntimeError, match="midway"):
        Store.open(store.place)

    assert not has_extra(store)
    assert migrate.current(store.engine) == head
    assert dump(store) == before


def test_a_checked_backup_of_the_older_study_stands_beside_the_migrated_file(file, newer):
    old = Store.open(file)
    before, head = dump(old), migrate.HEAD
    old.close()
    newer()

    Store.open(file).close()

    [backup] = file.parent.glob("*.backup")
    assert backup.name == "study.qualcode.before-next.backup"
    kept = unmigrated(backup)
    assert migrate.current(kept.engine) == head
    assert not has_extra(kept)
    assert dump(kept) == before
    kept.close()


def unmigrated(path):
    """A study as its file is, without bringing it up to date."""
    return Store(make_engine(path), path)


def test_an_up_to_date_study_opens_without_a_backup(file):
    Store.open(file).close()

    assert list(file.parent.glob("*.backup")) == []


def test_without_a_backup_nothing_is_migrated(file, newer, monkeypatch):
    def full(source, target, key=None):
        raise StudyError("The backup could not be written; free some space and retry.")

    newer()
    monkeypatch.setattr(migrate, "back_up", full)

    with pytest.raises(StudyError, match="backup"):
        Store.open(file)

    raw = unmigrated(file)
    assert not has_extra(raw)
    raw.close()


def test_a_backup_that_cannot_be_written_is_one_sentence(file, tmp_path):
    with pytest.raises(StudyError, match="free some space"):
        back_up(file, tmp_path / "absent" / "copy.backup")


def test_a_damaged_study_makes_no_backup(file, tmp_path):
    data = bytearray(file.read_bytes())
    data[8192:12288] = b"\x55" * 4096
    file.write_bytes(data)

    with pytest.raises(StudyError, match="backup"):
        back_up(file, tmp_path / "copy.backup")
    assert not (tmp_path / "copy.backup").exists()


@pytest.fixture
def first(place):
    """A study with the tables of revision 0001: a coding that stands, one that was withdrawn."""
    made = Store(make_engine(place, create=True), place)
    with made.engine.connect().execution_options(writing=True) as connection, connection.begin():
        command.upgrade(migrate.configuration(connection), "0001")
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    fill(made)
    with made.write("mk") as tx:
        coded.save_codings(tx, [coding(), coding("c2", 24, 29)])
        coded.save_withdrawal(tx, "c2")
        opened = {"transcript": "ana", "coder": "mk", "read_at": "2026-01-02"}
        tx.connection.execute(insert(schema.reading).values(opened))
    yield made
    made.close()


REVIEW = ("round", "round_step", "round_item", "round_coding", "judged", "resolution", "look")
KEEPING = ("text_version", "coding_move", "replacement")
NEW = ("step", "desk", "kept", "reading", *REVIEW, *KEEPING)
LATER = ("archive", "name_authority")


def rows_of_0001(store):
    """What the tables of 0001 hold, as their own columns were."""
    with store.read() as connection:
        return {
            table.name: sorted(
                repr(row)
                for row in connection.execute(
                    select(*(c for c in table.columns if c.name not in LATER))
                )
            )
            for table in metadata.sorted_tables
            if table.name not in NEW
        }


def test_a_study_of_0001_keeps_everything_and_gains_steps_desks_and_places(first):
    assert not inspect(first.engine).has_table("step")
    before = rows_of_0001(first)
    first.close()

    again = Store.open(first.place)

    assert migrate.current(again.engine) == migrate.HEAD
    assert rows_of_0001(again) == before
    with again.read() as connection:
        [stands] = coded.load_codings(connection)
        assert (stands.id, stands.quote) == ("c1", coding().quote)
        [reading] = readings.load_readings(connection)
        assert (reading.read_at, reading.place) == ("2026-01-02", None)
        assert events.find_break(connection) is None
    found = dump(again)
    assert (found["step"], found["desk"]) == ([], [])
    again.close()


def test_a_study_file_of_0001_is_backed_up_before_it_is_changed(first, fresh):
    if fresh.kind != "sqlite":
        return
    before = rows_of_0001(first)
    first.close()

    Store.open(first.place).close()

    kept = unmigrated(first.place.with_name(f"study.qualcode.before-{migrate.HEAD}.backup"))
    assert migrate.current(kept.engine) == "0001"
    assert rows_of_0001(kept) == before
    assert not inspect(kept.engine).has_table("step")
    kept.close()
