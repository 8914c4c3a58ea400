"""A bundle gives back the copy that was put in, and nothing that was put together otherwise."""

import io
import json
import zipfile

import pyrage
import pytest

from qualcode.errors import Refused, UnreadableFile
from qualcode.formats import sealed_bundle
from qualcode.formats.age import seal, unseal
from qualcode.formats.sealed_bundle import read_bundle, write_bundle

COPY, KEY = bytes(range(256)) * 20, bytes(range(48))
ABOUT = {
    "study": "0b1e",
    "made": "2026-11-23T12:00:00",
    "purpose": "mentor",
    "codings": 3,
    "acts": 9,
    "head": "f00d",
}


@pytest.fixture(scope="module")
def keys():
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


@pytest.fixture(scope="module")
def bundle(keys):
    return write_bundle(COPY, KEY, about=ABOUT, recipient=keys[1])


def test_what_was_put_in_comes_out(bundle, keys):
    manifest, copy = read_bundle(bundle, identity=keys[0])

    assert copy == COPY
    assert bytes.fromhex(manifest.key) == KEY
    assert (manifest.purpose, manifest.codings, manifest.acts) == ("mentor", 3, 9)


def test_neither_the_copy_nor_its_key_can_be_read_from_outside(bundle):
    assert COPY[:64] not in bundle
    assert KEY not in bundle
    assert KEY.hex().encode() not in bundle
    assert b"0b1e" not in bundle


def test_there_are_two_files_inside_and_no_third(bundle, keys):
    with zipfile.ZipFile(io.BytesIO(unseal(bundle, identity=keys[0]))) as inside:
        assert inside.namelist() == ["manifest.json", "study.db"]


def packed(entries, compression=zipfile.ZIP_STORED):
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w", compression) as made:
        for name, data in entries:
            made.writestr(name, data)
    return inside.getvalue()


def head(**changed):
    whole = {"format": "qualcode bundle", "version": 1, **ABOUT}
    whole |= {"key": KEY.hex(), "sha256": "0" * 64}
    return json.dumps({**whole, **changed})


@pytest.mark.parametrize(
    "inside",
    [
        b"no zip",
        packed([]),
        packed([("study.db", COPY), ("manifest.json", head())]),
        packed([("manifest.json", "[]"), ("study.db", COPY)]),
        packed([("manifest.json", head()), ("study.db", COPY)]),
        packed([("manifest.json", head(key="ab")), ("study.db", COPY)]),
        packed([("manifest.json", head(codings="3")), ("study.db", COPY)]),
        packed([("manifest.json", head(more=1)), ("study.db", COPY)]),
        packed([("manifest.json", head()), ("study.db", COPY), ("a.names", b"")]),
        packed([("manifest.json", head()), ("study.db", bytes(10_000))], zipfile.ZIP_DEFLATED),
    ],
)
def test_what_is_no_bundle_is_refused_in_one_sentence(keys, inside):
    with pytest.raises(UnreadableFile, match="holds no study"):
        read_bundle(seal(inside, recipient=keys[1]), identity=keys[0])


def test_a_newer_bundle_says_so(keys):
    newer = packed([("manifest.json", head(version=2)), ("study.db", COPY)])

    with pytest.raises(UnreadableFile, match="newer qualcode"):
        read_bundle(seal(newer, recipient=keys[1]), identity=keys[0])


def test_a_file_larger_than_any_bundle_is_not_opened(monkeypatch):
    monkeypatch.setattr(sealed_bundle, "LARGEST", 10)

    with pytest.raises(UnreadableFile, match="larger than any"):
        read_bundle(b"x" * 11, passphrase="otter lamp seven gravel")


def test_a_bundle_nobody_could_open_is_not_made(keys, monkeypatch):
    monkeypatch.setattr(sealed_bundle, "LARGEST", len(COPY))

    with pytest.raises(Refused, match="larger than a bundle"):
        write_bundle(COPY, KEY, about=ABOUT, recipient=keys[1])
