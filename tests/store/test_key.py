"""The key of an encrypted study: from its passphrase as SQLCipher makes it, or from its sheet."""

import random
import secrets

import pytest
from sqlcipher3 import dbapi2

from qualcode.errors import Locked, Refused, StudyError
from qualcode.store import Store
from qualcode.store.engine import connect_file
from qualcode.store.key import (
    GROUPS,
    SIGNS,
    WRONG,
    found_groups,
    groups_of,
    key_from,
    key_of,
    looks_encrypted,
    new_key,
    opens,
    passing_key,
    read_groups,
    salt_of,
)
from tests.store.conftest import filled

WORDS = "otter lamp seven gravel"


@pytest.fixture(scope="module")
def key():
    return new_key(WORDS)


@pytest.fixture(scope="module")
def sealed(key, tmp_path_factory):
    """An encrypted study with Ana's interview, that nobody writes to."""
    place = tmp_path_factory.mktemp("sealed") / "study.qualcode"
    filled(place, key).close()
    return place


def test_the_passphrase_opens_the_study_in_any_program_with_sqlcipher(sealed):
    connection = dbapi2.connect(str(sealed))
    connection.execute(f"PRAGMA key='{WORDS}'")

    assert connection.execute("SELECT title FROM study").fetchall() == [("Study",)]
    connection.close()


def test_the_file_begins_with_its_salt_and_says_nothing_of_being_a_study(sealed, key):
    head = sealed.read_bytes()[:100]

    assert head[:16] == key[32:]
    assert b"SQLite" not in head
    assert b"QCOD" not in head
    assert looks_encrypted(sealed)


def test_the_key_is_made_again_from_the_passphrase_and_the_file(sealed, key):
    assert key_from(sealed, passphrase=WORDS) == key
    assert opens(sealed, key)
    assert not opens(sealed, key_of("another passphrase", salt_of(sealed)))


def test_two_studies_under_one_passphrase_have_different_keys(key):
    assert new_key(WORDS)[:32] != key[:32]


@pytest.mark.parametrize("given", [None, passing_key()], ids=["no key", "another key"])
def test_without_its_key_the_study_is_locked_in_one_sentence_and_nothing_else_is_said(
    sealed, given, capfd
):
    with pytest.raises(Locked) as refused:
        Store.open(sealed, given)

    assert "passphrase" in str(refused.value)
    assert str(sealed.parent) not in str(refused.value)
    assert capfd.readouterr() == ("", "")


def test_a_plain_study_opens_whatever_key_is_given(file):
    store = Store.open(file, passing_key())

    assert store.key is None
    store.close()


@pytest.mark.parametrize(
    "content",
    [b"", b"short", b"I: How are referrals?\n" * 400, bytes(8_192), b"PK\x03\x04" + bytes(9_000)],
)
def test_what_is_no_study_is_not_taken_for_an_encrypted_one(tmp_path, content):
    place = tmp_path / "other.qualcode"
    place.write_bytes(content)

    assert not looks_encrypted(place)
    with pytest.raises(StudyError) as refused:
        Store.open(place)
    assert not isinstance(refused.value, Locked)


def test_a_wrong_key_for_random_bytes_is_told_as_wrong_or_damaged(tmp_path):
    place = tmp_path / "other.qualcode"
    place.write_bytes(secrets.token_bytes(3 * 4_096))

    with pytest.raises(Locked, match="wrong, or the file is damaged"):
        Store.open(place, key_of(WORDS, salt_of(place)))


def test_the_sheet_gives_the_key_back_however_it_is_typed(sealed, key):
    groups = groups_of(key)

    assert len(groups) == GROUPS
    for typed in (" ".join(groups), "-".join(groups).lower(), "\n".join(groups)):
        assert key_from(sealed, recovery=typed) == key
    muddled = " ".join(groups).replace("0", "O").replace("1", "l")
    assert key_from(sealed, recovery=muddled) == key


def test_every_mistyped_sign_is_found_and_its_group_is_named(key):
    groups = groups_of(key)
    rng = random.Random(8)

    for n in range(GROUPS):
        for at in range(5):
            sign = rng.choice([s for s in SIGNS if s != groups[n][at]])
            typed = [*groups[:n], groups[n][:at] + sign + groups[n][at + 1 :], *groups[n + 1 :]]
            with pytest.raises(Refused, match=rf"group {n + 1};"):
                read_groups(" ".join(typed))


def test_signs_and_groups_that_changed_places_are_found(key):
    rng = random.Random(8)
    for _ in range(200):
        groups = list(groups_of(rng.randbytes(48)))
        n, at = rng.randrange(GROUPS), rng.randrange(4)
        swapped = list(groups[n])
        swapped[at], swapped[at + 1] = swapped[at + 1], swapped[at]
        if "".join(swapped) != groups[n]:
            with pytest.raises(Refused, match="Mistyped"):
                read_groups(" ".join([*groups[:n], "".join(swapped), *groups[n + 1 :]]))
        groups[n], groups[n - 1] = groups[n - 1], groups[n]
        with pytest.raises(Refused, match="Mistyped"):
            read_groups(" ".join(groups))


def test_a_sheet_of_another_study_or_an_older_passphrase_says_so(sealed):
    with pytest.raises(Refused, match="another study, or to an older passphrase"):
        key_from(sealed, recovery=" ".join(groups_of(passing_key())))


def test_too_few_groups_are_counted():
    with pytest.raises(Refused, match=r"16 groups of 5 .*; 3 were given"):
        read_groups("00000 00001 00002")


def test_a_passphrase_of_words_is_not_taken_for_a_sheet(key):
    assert found_groups("otter lamp seven gravel " * 8) == ""
    assert found_groups(" ".join(groups_of(key)[:-1])) == ""
    sheet = "Made: 2026-11-23. Study: Audit 12345. " + "  ".join(groups_of(key)) + " Lock it away."
    assert found_groups(sheet).split() == list(groups_of(key))


def test_nothing_temporary_of_an_encrypted_study_is_written_outside_memory():
    connection = dbapi2.connect(":memory:")
    options = {row[0] for row in connection.execute("PRAGMA compile_options")}

    assert options & {"TEMP_STORE=2", "TEMP_STORE=3"}


def flipped(place, copy, at, bit):
    data = bytearray(place.read_bytes())
    data[at] ^= 1 << bit
    copy.write_bytes(data)


def flips(place, folder, key, count):
    """How many of so many single bits, turned over, are found when the study is opened or read."""
    rng = random.Random(20261123)
    size, found = place.stat().st_size, 0
    for n in range(count):
        copy = folder / f"flipped-{n}.qualcode"
        flipped(place, copy, rng.randrange(size), rng.randrange(8))
        found += not _sound(copy, key)
        copy.unlink()
    return found


def _sound(copy, key):
    try:
        connection = connect_file(copy, "ro", key)
        if key is not None and salt_of(copy) != key[32:]:
            return False
        checks = ("integrity_check", "cipher_integrity_check")[: 1 if key is None else 2]
        said = [connection.execute(f"PRAGMA {check}").fetchall() for check in checks]
        connection.close()
    except (dbapi2.DatabaseError, UnicodeDecodeError):
        return False
    return said in ([[("ok",)]], [[("ok",)], []])


def test_five_hundred_bits_turned_over_in_an_encrypted_file_are_all_found(sealed, key, tmp_path):
    assert _sound(sealed, key)
    assert flips(sealed, tmp_path, key, 500) == 500


def test_the_same_in_a_plain_file_are_not_all_found(file, tmp_path):
    # The control: what is found above is found because the file is encrypted.
    assert flips(file, tmp_path, None, 500) < 500


def test_the_sentence_for_a_wrong_passphrase_names_the_ways_on():
    assert "recovery sheet" in WRONG
    assert "backup" in WRONG
