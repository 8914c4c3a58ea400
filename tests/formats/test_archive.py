import io
import struct
import warnings
import zipfile

import pytest

from qualcode.errors import UnreadableFile
from qualcode.formats import archive as guard
from qualcode.formats.archive import open_archive
from qualcode.formats.xml import parse_xml


def packed(*members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in members:
            made.writestr(name, content)
    return out.getvalue()


GOOD = packed(("a.txt", "one " * 50), ("folder/b.txt", "two"))


def test_a_sound_archive_gives_its_members():
    archive = open_archive(GOOD, "good.docx")

    assert archive.names == ("a.txt", "folder/b.txt")
    assert archive.read("folder/b.txt") == b"two"


def test_an_empty_archive_has_no_members():
    assert open_archive(packed(), "empty.docx").names == ()


def test_a_member_that_is_not_there_is_named_by_the_file_alone():
    with pytest.raises(UnreadableFile, match=r"good\.docx lacks a part"):
        open_archive(GOOD, "good.docx").read("c.txt")


@pytest.mark.parametrize("cut", [1, 30, len(GOOD) // 2, len(GOOD) - 10])
def test_a_truncated_archive_is_refused(cut):
    with pytest.raises(UnreadableFile, match="cut short or damaged"):
        open_archive(GOOD[:cut], "good.docx")


def test_a_wrong_checksum_is_refused_on_reading():
    plain = packed(("a.txt", "hello there"), method=zipfile.ZIP_STORED)
    archive = open_archive(plain.replace(b"hello there", b"hello thera"), "x.docx")

    with pytest.raises(UnreadableFile, match="cut short or damaged"):
        archive.read("a.txt")


def test_damaged_compressed_bytes_are_refused_on_reading():
    data = bytearray(GOOD)
    data[36] ^= 0xFF
    archive = open_archive(bytes(data), "x.docx")

    with pytest.raises(UnreadableFile, match="damaged"):
        archive.read("a.txt")


def test_an_encrypted_member_is_refused():
    data = bytearray(GOOD)
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1

    with pytest.raises(UnreadableFile, match="password"):
        open_archive(bytes(data), "locked.docx")


def test_two_members_of_one_name_are_refused():
    with pytest.raises(UnreadableFile, match="twice"):
        open_archive(packed(("a.txt", "1"), ("a.txt", "2")), "x.docx")


def test_a_bomb_is_refused_by_its_ratio():
    with pytest.raises(UnreadableFile, match="packed more than 100 times"):
        open_archive(packed(("a.txt", b"\0" * 3_000_000)), "x.docx")


def test_a_small_member_may_be_packed_hard():
    small = packed(("a.txt", b"\0" * 900_000))

    assert len(open_archive(small, "x.docx").read("a.txt")) == 900_000


def test_a_declared_size_over_the_limit_is_refused():
    data = bytearray(GOOD)
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = struct.pack("<I", 201_000_000)

    with pytest.raises(UnreadableFile, match="more than 200 MB"):
        open_archive(bytes(data), "x.docx")


def test_bytes_are_counted_while_they_are_unpacked(monkeypatch):
    archive = open_archive(packed(("a.txt", "x" * 60), ("b.txt", "y" * 60)), "x.docx")
    archive._left = 100

    archive.read("a.txt")
    with pytest.raises(UnreadableFile, match="unpacks to more"):
        archive.read("b.txt")


def test_a_member_larger_than_it_declares_is_refused():
    data = bytearray(GOOD)
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = struct.pack("<I", 20)
    archive = open_archive(bytes(data), "x.docx")

    with pytest.raises(UnreadableFile, match="damaged"):
        archive.read("a.txt")


def test_too_many_members_are_refused(monkeypatch):
    monkeypatch.setattr(guard, "MAX_ENTRIES", 1)

    with pytest.raises(UnreadableFile, match="holds 2 parts"):
        open_archive(GOOD, "x.docx")


def test_overlapping_members_are_refused():
    plain = packed(("a.txt", "x" * 40), ("b.txt", "y" * 40), method=zipfile.ZIP_STORED)
    data = bytearray(plain)
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = struct.pack("<I", 0)

    with pytest.raises(UnreadableFile, match="damaged"):
        open_archive(bytes(data), "x.docx")


LAUGHS = b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><r>&b;</r>'


@pytest.mark.parametrize(
    "document",
    [
        LAUGHS,
        LAUGHS.decode().encode("utf-16"),
        b'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd"><r/>',
        b'<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/hostname">]><r>&f;</r>',
    ],
)
def test_a_document_type_is_refused(document):
    with pytest.raises(UnreadableFile, match="document type"):
        parse_xml(document, "x.docx")


def test_plain_xml_is_parsed_without_its_comments():
    assert parse_xml(b"<r>a<!-- b -->c</r>", "x.docx").text == "ac"


@pytest.mark.parametrize("document", [b"", b"<r>", b"<r>&nbsp;</r>", b"<a>" * 400])
def test_damaged_xml_is_refused(document):
    with pytest.raises(UnreadableFile, match="damaged inside"):
        parse_xml(document, "x.docx")
