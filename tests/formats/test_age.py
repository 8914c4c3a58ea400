"""Files sealed in the age format: opened by their passphrase or key alone, and never altered."""

import pyrage
import pytest

from qualcode.errors import Refused, UnreadableFile
from qualcode.formats import age
from qualcode.formats.age import CHUNK, checked_recipient, placed, seal, unseal

WORDS = "otter lamp seven gravel"
SAID = b"We argue about thresholds. " * 4_000


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Little stretching: how much there is of it is asked for in a test of its own."""
    monkeypatch.setattr(age, "WORK", 4)


@pytest.fixture
def file():
    return seal(SAID, passphrase=f" {WORDS} ")


@pytest.fixture(scope="module")
def keys():
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def test_the_passphrase_opens_it_in_any_program_that_reads_age(file):
    assert pyrage.passphrase.decrypt(file, WORDS) == SAID
    assert b"thresholds" not in file


@pytest.mark.parametrize("length", [0, 1, 65_535, 65_536, 65_537, 131_072])
def test_files_of_every_length_come_back_from_another_program(length):
    said = bytes(range(251)) * (length // 251 + 1)

    assert pyrage.passphrase.decrypt(seal(said[:length], passphrase=WORDS), WORDS) == said[:length]


def test_a_passphrase_is_stretched_with_256_mib(monkeypatch):
    monkeypatch.undo()

    sealed = seal(b"short", passphrase=WORDS)

    assert sealed.split(b"\n")[1].endswith(b" 18")
    assert unseal(sealed, passphrase=WORDS) == b"short"


def test_two_files_of_the_same_words_share_nothing_but_the_name_of_the_format():
    one, other = (seal(b"short", passphrase=WORDS).split(b"\n", 1)[1] for _ in range(2))

    assert not {one[n : n + 8] for n in range(10, len(one) - 8)} & {
        other[n : n + 8] for n in range(10, len(other) - 8)
    }


def test_the_same_words_typed_on_another_keyboard_open_it(monkeypatch):
    given = []
    monkeypatch.setattr(
        pyrage.passphrase, "decrypt", lambda data, words: given.append(words) or b""
    )

    unseal(b"age-encryption.org/v1\n", passphrase=" cafe\u0301 au lait noir ")

    assert given == ["café au lait noir"]


def test_a_wrong_passphrase_and_an_altered_file_get_the_same_sentence(file):
    altered = file[:-9] + bytes([file[-9] ^ 1]) + file[-8:]
    cut = file[: len(file) - CHUNK // 2]
    sentences = set()
    for data, words in (
        (file, "another set of words"),
        (altered, WORDS),
        (file[:-1], WORDS),
        (cut, WORDS),
    ):
        with pytest.raises(UnreadableFile) as refused:
            unseal(data, passphrase=words)
        sentences.add(str(refused.value))

    [sentence] = sentences
    assert "passphrase is wrong, or the file is damaged" in sentence


def test_a_public_key_seals_what_only_its_secret_key_opens(keys):
    secret, public = keys
    sealed = seal(SAID, recipient=f" {public}\n")

    assert unseal(sealed, identity=secret) == SAID
    for other in (str(pyrage.x25519.Identity.generate()), "AGE-SECRET-KEY-nothing"):
        with pytest.raises(UnreadableFile, match="key does not open"):
            unseal(sealed, identity=other)


def test_every_bit_of_a_file_for_a_key_counts(keys):
    secret, public = keys
    sealed = seal(b"short", recipient=public)

    for at in range(len(sealed)):
        altered = sealed[:at] + bytes([sealed[at] ^ 2]) + sealed[at + 1 :]
        with pytest.raises(UnreadableFile):
            unseal(altered, identity=secret)


@pytest.mark.parametrize("key", ["", "age1nothing", "AGE-SECRET-KEY-1", "age1" + "q" * 58])
def test_what_is_no_public_key_is_refused(key):
    with pytest.raises(Refused, match="no public key"):
        checked_recipient(key)


@pytest.mark.parametrize("words", ["short", "passwordpassword", "aaaaaaaaaaaaaaa"])
def test_a_weak_passphrase_seals_nothing(words):
    with pytest.raises(Refused, match="four words"):
        seal(SAID, passphrase=words)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"SQLite format 3\x00" * 9])
def test_what_is_no_sealed_file_says_so(data):
    with pytest.raises(UnreadableFile, match="no sealed file"):
        unseal(data, passphrase=WORDS)


def test_a_file_that_asks_for_much_memory_is_refused_before_any_is_taken(file, monkeypatch):
    def never(*given):
        raise AssertionError("it was tried")

    monkeypatch.setattr(pyrage.passphrase, "decrypt", never)
    work = file.split(b"\n")[1]
    greedy = file.replace(work, work.rsplit(b" ", 1)[0] + b" 30", 1)

    with pytest.raises(UnreadableFile, match="too much memory"):
        unseal(greedy, passphrase=WORDS)


def test_a_file_takes_its_place_whole_or_the_old_one_stays(tmp_path):
    place = tmp_path / "names"
    with placed(place) as file:
        file.write(b"first")
    assert place.read_bytes() == b"first"
    assert place.stat().st_mode & 0o777 == 0o600

    with pytest.raises(ZeroDivisionError), placed(place) as file:
        file.write(b"half")
        raise ZeroDivisionError
    with pytest.raises(Refused, match="could not be written"), placed(tmp_path / "no" / "names"):
        pass

    assert place.read_bytes() == b"first"
    assert [p.name for p in tmp_path.iterdir()] == ["names"]
