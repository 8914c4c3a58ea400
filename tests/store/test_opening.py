"""Making, opening and refusing studies; every connection is a careful one."""

import contextlib
import time
from pathlib import PurePosixPath, PureWindowsPath

import pytest

from qualcode.errors import StudyError
from qualcode.model import Participant
from qualcode.store import Store, codes, engine, events, people, texts
from qualcode.store.engine import file_uri, is_url
from tests.dump import dump
from tests.soon import soon
from tests.store.conftest import ANA, BOOK


def test_a_closed_study_opens_with_all_it_held(store):
    before = dump(store)
    store.close()

    again = Store.open(store.place)

    assert dump(again) == before
    with again.read() as connection:
        assert people.load_study(connection)["title"] == "Study"
        assert codes.load_codebook(connection) == (BOOK, 1)
    again.close()


def test_a_study_is_not_made_where_one_is(store):
    before = dump(store)

    with pytest.raises(StudyError, match=r"exists already|holds a study already"):
        Store.create(store.place)
    assert dump(store) == before


def test_a_file_that_is_no_study_is_not_overwritten(tmp_path):
    letter = tmp_path / "letter.qualcode"
    letter.write_text("Dear all", encoding="utf-8")

    with pytest.raises(StudyError, match=r"letter\.qualcode exists already"):
        Store.create(letter)
    with pytest.raises(StudyError, match="is not a qualcode study"):
        Store.open(letter)
    assert letter.read_text(encoding="utf-8") == "Dear all"


def test_what_holds_no_study_is_not_opened_and_stays_as_it_is(place):
    with pytest.raises(StudyError, match=r"no study.*`qualcode new`"):
        Store.open(place)

    if is_url(place):
        # Had opening made tables, making the study would be refused now.
        Store.create(place).close()
    else:
        assert not place.exists()


def test_another_programs_database_is_not_opened(tmp_path):
    from sqlcipher3 import dbapi2

    other = tmp_path / "other.qualcode"
    connection = dbapi2.connect(str(other))
    connection.execute("CREATE TABLE study (id INTEGER)")
    connection.commit()
    connection.close()

    with pytest.raises(StudyError, match="is not a qualcode study"):
        Store.open(other)


def test_a_study_is_not_made_in_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(StudyError, match="folder") as caught:
        Store.create(tmp_path / "absent" / "study.qualcode")
    assert str(tmp_path) not in str(caught.value)


def test_a_damaged_file_is_said_to_be_damaged(file):
    data = bytearray(file.read_bytes())
    data[4096:] = b"\x7f" * (len(data) - 4096)
    file.write_bytes(data)

    with pytest.raises(StudyError, match=r"damaged|could not be read"):
        store = Store.open(file)
        with store.read() as connection:
            texts.load_transcript(connection, "ana")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("postgresql:nothing", "not a database address"),
        ("postgresql://nobody@127.0.0.1:9/none", "does not answer"),
    ],
)
def test_a_database_that_cannot_be_reached_is_one_sentence(address, sentence):
    with pytest.raises(StudyError, match=sentence):
        Store.open(address)


def test_writing_to_a_server_that_has_gone_is_one_sentence(store, monkeypatch):
    from sqlalchemy.exc import OperationalError

    def gone():
        raise OperationalError("connect", {}, Exception("connection refused"))

    monkeypatch.setattr(store.engine, "connect", gone)

    with pytest.raises(StudyError, match="does not answer"), store.write("mk"):
        pass


PRAGMAS = {
    "journal_mode": "delete",
    "synchronous": 3,  # EXTRA
    "fullfsync": 1,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
    "busy_timeout": 3_000,
}


def test_every_connection_to_a_file_is_a_careful_one(file):
    store = Store.open(file)
    open_at_once = [store.engine.connect() for _ in range(8)]
    try:
        for connection in open_at_once:
            effective = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in PRAGMAS
            }
            assert effective == PRAGMAS
    finally:
        for connection in open_at_once:
            connection.close()
        store.close()


def test_a_second_writer_is_told_within_seconds_and_reading_goes_on(store):
    other = Store.open(store.place)

    with store.write("mk") as tx:
        tx.record("star", "nothing")
        with other.read() as connection:
            assert texts.load_text(connection, "ana") == ANA
        with (
            soon(3, time.monotonic),
            pytest.raises(StudyError, match="Another program is writing"),
            other.write("tk"),
        ):
            pass

    with other.write("tk") as tx:
        tx.record("star", "nothing")
    other.close()


def test_an_error_of_the_database_does_not_quote_what_was_written(store):
    from sqlalchemy import insert

    from qualcode.store import schema

    row = {"id": "m", "about": "x", "text": "her very words", "author": "who", "made_at": ""}
    with pytest.raises(StudyError) as caught, store.write("mk") as tx:
        tx.connection.execute(insert(schema.memo).values(row))

    assert "words" not in f"{caught.value} {caught.value.__cause__}"


def test_reading_sees_one_state_whatever_is_written_meanwhile(store, monkeypatch):
    monkeypatch.setitem(engine.PRAGMAS, "busy_timeout", "100")
    other = Store.open(store.place)

    with store.read() as connection:
        before = events.load_count(connection)
        # A file lets nobody finish writing until it has been read; a database does.
        with contextlib.suppress(StudyError), other.write("tk") as tx:
            tx.record("star", "nothing")
        assert events.load_count(connection) == before
    other.close()


def test_a_file_that_may_not_be_read_is_one_sentence(file, monkeypatch):
    def locked(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("qualcode.store.opening.looks_like_study", locked)

    with pytest.raises(StudyError, match=r"study\.qualcode cannot be read"):
        Store.open(file)


def test_a_study_that_cannot_be_finished_leaves_no_file(tmp_path, monkeypatch):
    def full(engine):
        raise StudyError("The disk is full.")

    monkeypatch.setattr("qualcode.store.session.upgrade", full)

    with pytest.raises(StudyError, match="full"):
        Store.create(tmp_path / "half.qualcode")
    assert list(tmp_path.iterdir()) == []


def test_a_file_on_a_network_share_has_an_address_sqlite_takes():
    share = PureWindowsPath(r"\\office\team\carers 2006.qualcode")
    drive = PureWindowsPath(r"C:\studies\50%#.qualcode")

    assert file_uri(share, "rw") == "file:////office/team/carers%202006.qualcode?mode=rw"
    assert file_uri(drive, "ro") == "file:///C:/studies/50%25%23.qualcode?mode=ro"
    assert file_uri(PurePosixPath("/a/é?"), "rwc") == "file:///a/%C3%A9%3F?mode=rwc"


def test_a_file_with_a_strange_name_is_made_and_opened(tmp_path):
    place = tmp_path / "50% #1 é.qualcode"
    Store.create(place).close()

    Store.open(place).close()
    assert [file.name for file in tmp_path.iterdir()] == [place.name]


def test_people_come_in_the_same_order_from_every_database(store):
    ids = ["p10", "P2", "P10", "ä1", "-P1", "P_1"]
    with store.write("mk") as tx:
        people.save_participants(tx, [Participant(id) for id in ids])

    with store.read() as connection:
        found = [p.id for p in people.load_participants(connection)]
    assert found == sorted(ids)
