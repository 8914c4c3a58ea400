"""A passphrase that does not open a study: wrong, older, or right for a file that is damaged."""

import shutil
from functools import partial

import pytest

from qualcode.errors import Damaged, Locked, Refused
from qualcode.store import Store, backups, not_opened
from qualcode.store.key import groups_of, key_of, new_key, read_groups, salt_of
from qualcode.store.rekeying import rewrite
from qualcode.store.seals import carries_seals
from tests.store.conftest import filled

WORDS, OTHER = "otter lamp seven gravel", "harbour tin ninety quilt"
AT = "2026-05-20T09:30:00.000000+00:00"


@pytest.fixture(scope="module")
def key():
    return new_key(WORDS)


@pytest.fixture(scope="module")
def ground(key, tmp_path_factory):
    """An encrypted study with a backup, that nobody writes to."""
    place = tmp_path_factory.mktemp("ground") / "study.qualcode"
    filled(place, key).close()
    backups.make(place, key, at=AT)
    return place


@pytest.fixture
def study(ground, tmp_path):
    """A copy of it, without its backups."""
    return shutil.copy(ground, tmp_path / "study.qualcode")


@pytest.fixture
def beside(ground, study):
    """The copy with its backups."""
    shutil.copytree(ground.with_name("study.backups"), study.with_name("study.backups"))
    return study


def spoilt(place, start, end):
    data = bytearray(place.read_bytes())
    data[start:end] = bytes(byte ^ 0x5A for byte in data[start:end])
    place.write_bytes(data)


def told(place, words=WORDS):
    return not_opened.why(place, partial(key_of, words))


def told_of_sheet(place, key):
    half, mark = read_groups(" ".join(groups_of(key)))
    return not_opened.why(place, half.__add__, mark)


def test_a_right_passphrase_for_a_file_with_a_damaged_beginning_is_told_from_a_wrong_one(study):
    spoilt(study, 16, 4096)

    assert isinstance(told(study), Damaged)
    assert "is damaged" in str(told(study))
    wrong = told(study, OTHER)
    assert isinstance(wrong, Locked)
    assert str(wrong).startswith("The passphrase is wrong, or the file is damaged")
    # A backup needs the same passphrase, so it is no way out.
    assert str(wrong).endswith("nobody can open the study or its backups.")


def test_without_the_seals_of_its_pages_a_right_passphrase_looks_wrong(study, monkeypatch):
    # The control: what is told apart above is told apart by them.
    monkeypatch.setattr(not_opened, "carries_seals", lambda path, key: False)
    spoilt(study, 16, 4096)

    assert isinstance(told(study), Locked)


@pytest.mark.parametrize(("start", "end"), [(3, 4), (0, 8), (12, 13)])
def test_the_sheet_of_a_file_whose_salt_is_damaged_is_told_to_be_its_own(study, key, start, end):
    spoilt(study, start, end)

    assert isinstance(told_of_sheet(study, key), Damaged)
    other = told_of_sheet(study, new_key(OTHER))
    assert isinstance(other, Refused)
    assert "another study, or to an older passphrase" in str(other)


def test_its_own_sheet_is_known_by_the_salt_though_no_page_is_left(study, key):
    spoilt(study, 16, study.stat().st_size)

    assert isinstance(told_of_sheet(study, key), Damaged)


def test_with_a_backup_a_passphrase_is_known_though_the_salt_is_damaged(beside):
    spoilt(beside, 0, 16)

    right = told(beside)
    assert isinstance(right, Damaged)
    assert "newest good backup is of 20 May 2026" in str(right)
    assert "wrong, or the file is damaged" in str(told(beside, OTHER))


def test_a_passphrase_that_opens_a_backup_alone_is_told_to_be_an_older_one(beside, key):
    rewrite(beside, key, new_key(OTHER), lambda copy: None)

    for older in (told(beside), told_of_sheet(beside, key)):
        assert isinstance(older, Locked)
        assert str(older).startswith("That opens the backup of 20 May 2026")
        assert "older passphrase" in str(older)
    assert "is wrong" in str(told(beside, "five other plain words"))


def test_a_damaged_file_whose_backups_have_another_key_says_so(beside, key):
    other = new_key(OTHER)
    rewrite(beside, key, other, lambda copy: None)
    spoilt(beside, 16, 4096)

    with pytest.raises(Damaged, match="opens none of its backups; give the passphrase"):
        Store.open(beside, other)


def test_seals_are_those_of_one_file_and_key_only(study, key):
    assert carries_seals(study, key)
    assert not carries_seals(study, key_of(OTHER, salt_of(study)))
    shutil.copy(study, study.with_name("short.qualcode"))
    with study.with_name("short.qualcode").open("r+b") as file:
        file.truncate(4096)
    assert not carries_seals(study.with_name("short.qualcode"), key)
