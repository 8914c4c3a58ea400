"""Merging on either database, with the other copy in a file or in a database."""

import shutil

import pytest
from sqlalchemy import insert, select

from qualcode.errors import Refused, StudyError
from qualcode.model import Code, Codebook, Coder, CoderRole, Coding, Direction, Memo, Span
from qualcode.project import Project
from qualcode.store import Store, coded, codes, events, kept, notes, people, readings, schema
from qualcode.store.merging import load_parting, opened_beside
from qualcode.store.merging_order import take_ordered
from qualcode.store.schema import metadata
from tests.dump import dump
from tests.store.conftest import ANA, BOOK

WORDS = ANA.index("It helps")


def copy_of(store, place):
    """The same study in another file, row by row, whatever database it is in."""
    made = Store.create(place)
    with (
        store.read() as source,
        made.engine.connect().execution_options(writing=True) as target,
        target.begin(),
    ):
        for table in metadata.sorted_tables:
            rows = [dict(row) for row in source.execute(select(table)).mappings()]
            if rows:
                target.execute(insert(table), rows)
    return made


def work(store, who, id, *, code="2", start=WORDS):
    """One coding, one memo and one reading by a person."""
    with store.write(who) as tx:
        people.save_coder(tx, Coder(who))
        span = Span(start, start + 8)
        quote = ANA[start : start + 8]
        coded.save_codings(tx, [Coding(id, "ana", span, quote, code, who, Direction.MIXED, tx.at)])
        notes.save_memo(tx, Memo(f"memo {id}", "A thought", who, tx.at, f"coding {id}"))
        readings.save_reading(tx, "ana", done=True)


@pytest.fixture
def other(store, tmp_path):
    """A copy of the study, in a file."""
    made = copy_of(store, tmp_path / "other.qualcode")
    yield made
    made.close()


def test_both_databases_take_what_a_copy_has_and_come_out_equal(store, other, tmp_path):
    work(store, "mk", "mine")
    work(other, "Tom", "theirs", start=14)

    merged = Project(store, "mk").merge(other.place)

    assert dict(merged.added)["codings"] == 1
    with store.read() as connection:
        found = {c.id: c for c in coded.load_codings(connection)}
        assert set(found) == {"mine", "theirs"}
        assert found["theirs"].quote == ANA[14:22]
        assert {m.author for m in notes.load_memos(connection)} == {"mk", "Tom"}
        assert events.find_break(connection) is None
    # From the database into the file as well.
    Project(other, "mk").merge(copy_of(store, tmp_path / "back.qualcode").place)
    both = [{row[0] for row in dump(one)["coding"]} for one in (store, other)]
    assert both[0] == both[1]
    before = dump(store)
    assert Project(store, "mk").merge(other.place).nothing_new
    assert dump(store) == before


def test_what_fails_midway_leaves_nothing_behind(store, other, monkeypatch):
    work(other, "Tom", "theirs")
    before = dump(store)

    def fail(merging):
        raise Refused("A verdict could not be read.")

    monkeypatch.setattr("qualcode.store.merging_rounds.take_rounds", fail)
    with pytest.raises(Refused):
        Project(store, "mk").merge(other.place)

    assert dump(store) == before


def test_the_codebook_of_the_other_is_taken_with_its_numbers(store, other):
    with other.write("mk") as tx:
        codes.save_codebook(tx, Codebook(codes=(*BOOK.codes, Code("3", "New"))), "one more")
    work(other, "Tom", "theirs", code="3")

    Project(store, "mk").merge(other.place)

    with store.read() as connection:
        book, n = codes.load_codebook(connection)
    assert ([c.id for c in book], n) == (["1", "2", "3"], 2)


def test_ours_is_renumbered_to_stay_the_newest(store, other):
    with store.write("mk") as tx:
        kept.save_kept(tx, "theme", "t", {"statement": "ours"})
    with other.write("mk") as tx:
        kept.save_kept(tx, "theme", "t", {"statement": "theirs"})

    Project(store, "mk").merge(other.place)

    with store.read() as connection:
        versions = kept.load_versions(connection, "theme", "t")
    assert [v.body["statement"] for v in versions] == ["ours", "theirs"]


def test_a_study_in_a_database_is_merged_into_a_file(store, other):
    work(store, "Tom", "theirs")

    merged = Project(other, "mk").merge(store.place)

    assert merged.by_coder == (("Tom", 1),)


def test_a_file_is_read_without_being_changed_even_where_its_tables_are_older(
    store, other, tmp_path, monkeypatch
):
    file = tmp_path / "older.qualcode"
    other.close()
    shutil.copy(other.place, file)
    before = file.read_bytes()

    def upgraded(engine, path=None, key=None):
        assert path is None or path.parent != tmp_path
        return original(engine, path, key)

    from qualcode.store import session

    original = session.upgrade
    monkeypatch.setattr(session, "upgrade", upgraded)
    with opened_beside(file) as theirs, store.read() as ours:
        assert load_parting(ours, theirs)[0] == events.load_count(ours)

    assert file.read_bytes() == before
    assert {p.name for p in tmp_path.iterdir() if "older" in p.name} == {"older.qualcode"}


def test_a_file_that_is_none_is_one_sentence(tmp_path):
    with pytest.raises(StudyError, match="check the file's name"), opened_beside(tmp_path / "no"):
        pass


def test_roles_differ_by_name_alone(store, other):
    for made, role in ((store, CoderRole.MENTOR), (other, CoderRole.SECOND_CODER)):
        with made.write("mk") as tx:
            people.save_coder(tx, Coder("Tom", role))

    merged = Project(store, "mk").merge(other.place)

    assert [c.kind for c in merged.conflicts] == ["person"]
    with store.read() as connection:
        assert Coder("Tom", CoderRole.MENTOR) in people.load_coders(connection)


def test_an_order_is_kept_with_the_later_on_top(store, other):
    from qualcode.store.merging import Merging

    for made in (store, other):
        with made.write("mk") as tx:
            kept.save_kept(tx, "plan", "plan", {"by": str(made.place)})
    with other.read() as theirs, store.write("mk") as tx:
        contested = take_ordered(
            Merging(tx, theirs, 0, ""), schema.kept, lambda row: row["key"], "later"
        )
        newest = kept.load_one(tx.connection, "plan", "plan")

    assert len(contested) == 1
    assert newest is not None
    assert newest.body == {"by": str(other.place)}
