"""The names key: names come back with their passphrase alone, and from no other file."""

import json

import pytest

from qualcode.errors import Refused, UnreadableFile
from qualcode.formats import age, identity_key
from qualcode.formats.identity_key import NamedEntry, NamesKey, load_names, save_names

WORDS = "otter lamp seven gravel"
KEITH = NamedEntry("a1", "person", "Keith Moor", ("Keith", "Mr Moor", "keith"), "[team manager]")
KEY = NamesKey("0b1e", (KEITH,))


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Little stretching of passphrases, which is asked for elsewhere."""
    monkeypatch.setattr(age, "WORK", 4)


@pytest.fixture
def unsealed(monkeypatch):
    """Sealing that seals nothing: what is inside is asked for here."""
    monkeypatch.setattr(identity_key, "seal", lambda data, passphrase: data)
    monkeypatch.setattr(identity_key, "unseal", lambda data, passphrase: data)


def test_names_come_back_as_they_were_and_stand_nowhere_in_the_file(tmp_path):
    place = tmp_path / "study.names"
    save_names(place, WORDS, KEY)

    assert load_names(place, WORDS) == KEY
    data = place.read_bytes()
    assert not any(word.encode() in data for word in ("Keith", "Moor", "manager", "0b1e"))
    assert place.stat().st_mode & 0o777 == 0o600
    with pytest.raises(UnreadableFile, match="wrong, or the file is damaged"):
        load_names(place, "another set of words")


def test_an_absent_file_is_told_plainly(tmp_path):
    with pytest.raises(UnreadableFile, match="cannot be read"):
        load_names(tmp_path / "study.names", WORDS)


@pytest.mark.parametrize(
    "other",
    [
        "[]",
        "{}",
        "nothing",
        "[" * 100_000,
        '{"format": "qualcode names key", "version": 1, "study": "a", "entries": [{}]}',
        '{"format": "qualcode names key", "version": 1, "study": 1, "entries": []}',
    ],
)
def test_another_kind_of_file_is_refused(tmp_path, unsealed, other):
    place = tmp_path / "study.names"
    place.write_text(other)

    with pytest.raises(UnreadableFile, match="no names key"):
        load_names(place, WORDS)


def test_a_newer_file_says_so(tmp_path, unsealed):
    place = tmp_path / "study.names"
    save_names(place, WORDS, KEY)
    place.write_text(json.dumps({**json.loads(place.read_text()), "version": 2}))

    with pytest.raises(UnreadableFile, match="newer qualcode"):
        load_names(place, WORDS)


@pytest.mark.parametrize("name", ["", "x" * 201])
def test_names_that_are_none_are_refused_and_the_old_file_stays(tmp_path, unsealed, name):
    place = tmp_path / "study.names"
    save_names(place, WORDS, KEY)

    with pytest.raises(Refused, match="1 to 200"):
        save_names(place, WORDS, NamesKey("0b1e", (NamedEntry("b", "person", name, (), "[x]"),)))

    assert load_names(place, WORDS) == KEY


def test_a_file_far_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(identity_key, "LARGEST", 10)
    place = tmp_path / "study.names"
    place.write_bytes(b"x" * 11)

    with pytest.raises(UnreadableFile, match="larger than any"):
        load_names(place, WORDS)
