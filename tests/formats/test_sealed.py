"""Sealed files: only the passphrase opens them, and no altered one is opened."""

import base64
import json

import pytest

from qualcode.errors import Refused, UnreadableFile
from qualcode.formats import sealed
from qualcode.formats.sealed import ALTERED, checked_passphrase, seal, suggested_passphrase, unseal

PASSPHRASE = "four plain words here"
WORDS = b'{"said": "We argue about thresholds."}'


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """One round of stretching: the count itself is asked for in a test of its own."""
    monkeypatch.setattr(sealed, "ITERATIONS", 1)


@pytest.fixture
def file():
    return seal("review", WORDS, PASSPHRASE)


def changed(file, /, **parts):
    return json.dumps({**json.loads(file), **parts}).encode()


def test_the_passphrase_opens_what_it_sealed(file):
    assert unseal("review", file.encode(), PASSPHRASE) == WORDS


def test_nothing_of_the_words_can_be_read_in_the_file(file):
    plain = json.loads(file)

    assert set(plain) == {"qualcode", "format", "file", "salt", "iv", "sealed"}
    assert (plain["qualcode"], plain["format"]) == ("review", 1)
    assert b"thresholds" not in file.encode() + base64.b64decode(plain["sealed"])


def test_two_files_of_the_same_words_share_neither_salt_nor_iv_nor_id(file):
    other = json.loads(seal("review", WORDS, PASSPHRASE))

    assert all(other[part] != json.loads(file)[part] for part in ("salt", "iv", "file", "sealed"))


def test_keys_are_stretched_600000_times(monkeypatch):
    monkeypatch.undo()
    made = seal("review", WORDS, PASSPHRASE)
    # The same by the standard library, which knows nothing of the other.
    import hashlib

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    plain = json.loads(made)
    raw = {name: base64.b64decode(plain[name]) for name in ("salt", "iv", "sealed")}
    key = hashlib.pbkdf2_hmac("sha256", PASSPHRASE.encode(), raw["salt"], 600_000)
    covered = f"qualcode review 1 {plain['file']}".encode()

    assert (len(raw["salt"]), len(raw["iv"])) == (16, 12)
    assert AESGCM(key).decrypt(raw["iv"], raw["sealed"], covered) == WORDS


def test_outer_blanks_and_decomposed_letters_do_not_lock_anybody_out():
    made = seal("review", WORDS, " café with four cats")

    assert unseal("review", made.encode(), "cafe\u0301 with four cats ") == WORDS


def test_a_wrong_passphrase_is_told_as_an_altered_file(file):
    with pytest.raises(UnreadableFile) as refused:
        unseal("review", file.encode(), "four plain words there")
    assert str(refused.value) == ALTERED


def test_every_flipped_byte_is_noticed(file):
    raw = bytearray(file.encode())
    for n in range(len(raw)):
        raw[n] ^= 1
        with pytest.raises(UnreadableFile):
            unseal("review", bytes(raw), PASSPHRASE)
        raw[n] ^= 1
    assert unseal("review", bytes(raw), PASSPHRASE) == WORDS


@pytest.mark.parametrize(
    "parts",
    [
        {"qualcode": "verdicts"},
        {"format": 2},
        {"format": True},
        {"file": "00000000-0000-4000-8000-000000000000"},
        {"file": 5},
        {"salt": "AAAA"},
        {"iv": "é"},
        {"iv": None},
        {"sealed": ""},
        {"sealed": "not base64 at all"},
        {"more": 1},
    ],
)
def test_a_changed_header_is_refused(file, parts):
    with pytest.raises(UnreadableFile) as refused:
        unseal("review", changed(file, **parts), PASSPHRASE)
    assert str(refused.value) == ALTERED


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"qualcode": "review"}',
        b"1" * 9999,
    ],
)
def test_what_is_no_sealed_file_is_refused(data):
    with pytest.raises(UnreadableFile) as refused:
        unseal("review", data, PASSPHRASE)
    assert str(refused.value) == ALTERED


def test_a_huge_file_is_refused_before_it_is_read():
    with pytest.raises(UnreadableFile, match="larger than 60 MB"):
        unseal("review", b" " * 60_000_001, PASSPHRASE)


@pytest.mark.parametrize(
    "text",
    ["", "elevenchars", "  elevenchars  ", "aaaaaaaaaaaaaaaa", "two\nlines of it", "a b" * 99],
)
def test_a_weak_or_odd_passphrase_is_refused(text):
    with pytest.raises(Refused):
        checked_passphrase(text)
    with pytest.raises(Refused):
        seal("review", WORDS, text)


def test_a_surrogate_in_a_passphrase_opens_nothing(file):
    with pytest.raises(UnreadableFile):
        unseal("review", file.encode(), "four plain words \ud800")


def test_suggested_passphrases_are_strong_and_never_the_same():
    made = {suggested_passphrase() for _ in range(50)}

    assert len(made) == 50
    assert all(checked_passphrase(one) == one and len(one) == 19 for one in made)
