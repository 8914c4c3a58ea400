"""A damaged study: one sentence names the newest good backup, and nothing is copied over it."""

from contextlib import closing

import pytest

from qualcode.errors import Damaged
from qualcode.store import Store, backups
from qualcode.store.engine import connect_file
from qualcode.store.in_hand import is_in_hand
from tests.store.conftest import ana
from tests.store.test_backups import at, made, spoil


def cut_short(file):
    with file.open("r+b") as whole:
        whole.truncate(file.stat().st_size - 4096 * 3 - 100)


def emptied(file):
    file.write_bytes(b"")


def zeroed(file):
    """As a disk leaves it that lost its last writes."""
    file.write_bytes(bytes(file.stat().st_size))


def headless(file):
    spoil(file, 0)


def overwritten(file):
    file.write_bytes(b"Dear all, " * 2000)


FAULTS = [cut_short, emptied, zeroed, headless, overwritten]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.__name__)
def test_a_damaged_study_names_the_newest_good_backup(file, fault):
    good = made(file, 2)
    spoil(made(file, 1).path)
    kept = good.path.read_bytes()
    fault(file)
    damaged = file.read_bytes()

    with pytest.raises(Damaged, match=r"newest good backup is of .*, with 0 codings") as caught:
        Store.open(file)

    assert "`qualcode restore`" in str(caught.value)
    assert str(file.parent) not in str(caught.value)
    assert good.path.read_bytes() == kept
    assert file.read_bytes() == damaged


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.__name__)
def test_without_a_backup_a_damaged_study_is_said_to_be_one(file, fault):
    fault(file)

    with pytest.raises(Damaged, match=r"damaged|is not a qualcode study"):
        Store.open(file)


def test_a_whole_study_opens_the_same_way(file):
    made(file, 1)

    Store.open(file).close()


def test_a_page_that_rots_while_the_study_is_open_is_told_when_it_is_read(file):
    made(file, 1)
    from tests.dump import dump

    with closing(Store.open(file)) as store:
        for where in range(4096 * 2, file.stat().st_size, 4096):
            spoil(file, where)
        with pytest.raises(Damaged, match="newest good backup"):
            dump(store)


def test_looking_at_a_study_that_is_open_keeps_its_locks(file):
    """The system drops a process's locks on a file when any of its readers closes it."""
    from qualcode.project import Project

    with closing(Store.open(file)) as store:
        assert is_in_hand(file)
        with store.write("mk") as tx:
            tx.record("star", "nothing")
            Store.open(file).close()
            Project.open(file, "mk").close()
            assert is_locked(file)
    assert not is_in_hand(file)


def test_reading_it_beside_sqlite_would_have_dropped_them(file):
    """The control."""
    with closing(Store.open(file)) as store, store.write("mk") as tx:
        tx.record("star", "nothing")
        assert is_locked(file)
        file.read_bytes()
        assert not is_locked(file)


def is_locked(file):
    """Whether another process finds the file locked for writing."""
    import subprocess
    import sys

    asked = (
        "import sys; from sqlcipher3 import dbapi2\n"
        "c = dbapi2.connect(sys.argv[1], timeout=0, isolation_level=None)\n"
        "try:\n    c.execute('BEGIN IMMEDIATE')\n"
        "except dbapi2.OperationalError:\n    print('locked')\n"
    )
    ran = subprocess.run([sys.executable, "-c", asked, file], capture_output=True, text=True)
    return ran.stdout == "locked\n"


def test_a_study_under_another_name_finds_no_backups_of_ours(file):
    made(file)
    other = file.rename(file.with_name("renamed.qualcode"))

    assert backups.newest_good(other, None) is None
    emptied(other)
    with pytest.raises(Damaged, match="is not a qualcode study, or it is damaged"):
        Store.open(other)


def test_a_backup_of_a_study_that_grew_says_how_many_codings_it_holds(file):
    from qualcode.model import Coder, Coding, Span
    from qualcode.store import coded, people

    with closing(Store.open(file)) as store, store.write("mk") as tx:
        people.save_coder(tx, Coder("mk"))
        text = ana().text
        one = Coding("c1", "ana", Span(14, 20), text[14:20], "1", "mk")
        coded.save_codings(tx, [one])
    made(file, 1)
    zeroed(file)

    with pytest.raises(Damaged, match="with 1 coding;"):
        Store.open(file)
    assert at(1)[:4] == "2026"
    with closing(connect_file(backups.backups_of(file)[0].path, "ro")) as kept:
        assert kept.execute("SELECT count(*) FROM coding").fetchone() == (1,)
