"""Files made to harm: each is named and refused, fast and within bounds."""

import io
import stat
import struct
import tracemalloc
import zipfile
import zlib

import pytest

from qualcode.formats.refi import read_qdc, read_qde, read_qdpx
from tests.formats.refi_files import (
    CODES,
    FILE,
    USERS,
    bundle,
    packed,
    project_file,
    selection,
    text_source,
)
from tests.soon import soon

TEXT = b"Trust takes time."
GOOD = bundle(TEXT, selection(1, 0, 5, "Trust"))
PROJECT = project_file(f"<Sources>{text_source(selection(1, 0, 5, 'Trust'))}</Sources>")
LAUGHS = (
    '<!DOCTYPE Project [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + "]>"
)


def symlink():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("project.qde", PROJECT)
        entry = zipfile.ZipInfo(f"sources/{FILE}.txt")
        entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        made.writestr(entry, "/etc/hostname")
    return out.getvalue()


def lying_size():
    """A member whose directory says 10 bytes and whose data are 50 MB of dashes."""
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = body.compress(b"-" * 50_000_000) + body.flush()
    whole = bytearray(packed(("project.qde", PROJECT), (f"sources/{FILE}.txt", b"0123456789")))
    at = whole.rindex(b"PK\x01\x02")
    local = struct.unpack_from("<L", whole, at + 42)[0]
    name = struct.unpack_from("<H", whole, local + 26)[0]
    begins = local + 30 + name
    packed_size = struct.unpack_from("<L", whole, at + 20)[0]
    whole[begins : begins + packed_size] = data
    grown = len(data) - packed_size
    at += grown
    struct.pack_into("<L", whole, at + 20, len(data))
    struct.pack_into("<H", whole, at + 10, 8)
    struct.pack_into("<H", whole, local + 8, 8)
    end = whole.rindex(b"PK\x05\x06")
    struct.pack_into("<L", whole, end + 16, struct.unpack_from("<L", whole, end + 16)[0] + grown)
    return bytes(whole)


def encrypted():
    whole = bytearray(GOOD)
    at = whole.rindex(b"PK\x01\x02")
    whole[at + 8] |= 1
    return bytes(whole)


def swapped(**more):
    return packed(("project.qde", project_file(**more)))


HOSTILE = {
    "nothing": (b"", "cut short or damaged"),
    "no zip": (b"hello", "cut short or damaged"),
    "only a directory's end": (b"PK\x05\x06" + bytes(18), "no REFI-QDA project"),
    "half": (GOOD[: len(GOOD) // 2], "cut short or damaged"),
    "all but the end": (GOOD[:-30], "cut short or damaged"),
    "damaged data": (GOOD.replace(b"PK\x03\x04", b"PK\x03\x05", 1), "cut short or damaged"),
    "a bomb": (
        packed(("project.qde", PROJECT), (f"sources/{FILE}.txt", b"-" * 30_000_000)),
        "packed more than 200 times",
    ),
    "a bomb in the project file": (
        packed(("project.qde", PROJECT + " " * 30_000_000)),
        "packed more than 200 times",
    ),
    "a bomb that says it is small": (lying_size(), "cut short or damaged"),
    "a crowd": (packed(*((f"sources/{i}", b"") for i in range(10_001))), "more than the 10000"),
    "a name that climbs": (packed(("project.qde", PROJECT), ("../../x", b"")), "leads out"),
    "a name that climbs later": (packed(("project.qde", PROJECT), ("a/../../x", b"")), "leads out"),
    "an absolute name": (packed(("project.qde", PROJECT), ("/x", b"")), "leads out"),
    "a drive": (packed(("project.qde", PROJECT), ("C:x", b"")), "leads out"),
    "a backslash": (packed(("project.qde", PROJECT), ("sources\\x.txt", b"")), "leads out"),
    "a link": (symlink(), "a link to another file"),
    "one name twice": (packed(("project.qde", PROJECT), ("project.qde", PROJECT)), "same part"),
    "two projects": (packed(("a.qde", PROJECT), ("b.qde", PROJECT)), "2 project files"),
    "no project": (packed(("sources/a.txt", b"words")), "no REFI-QDA project"),
    "a password": (encrypted(), "password-protected"),
    "billion laughs": (swapped(head=LAUGHS), "document type"),
    "an entity": (
        swapped(head='<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
        "document type",
    ),
    "UTF-16 with a document type": (
        packed(("project.qde", ("<!DOCTYPE Project>" + "<Project/>").encode("utf-16"))),
        "document type",
    ),
    "truncated XML": (packed(("project.qde", PROJECT[:-40])), "damaged inside, near line"),
    "a wrong encoding": (
        packed(("project.qde", PROJECT.replace('"p"', '"café"').encode("latin-1"))),
        "damaged inside",
    ),
    "an unknown encoding": (
        packed(("project.qde", PROJECT.replace("utf-8", "klingon"))),
        "damaged inside",
    ),
    "an empty project file": (packed(("project.qde", b"")), "damaged inside"),
    "another kind of XML": (packed(("project.qde", b"<html/>")), "is not REFI-QDA"),
    "a codebook": (
        packed(("project.qde", '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>')),
        "a codebook",
    ),
    "codes 51 deep": (
        swapped(
            codes="<CodeBook><Codes>"
            + "".join(f'<Code guid="{i}" name="c" isCodable="true">' for i in range(51))
            + "</Code>" * 51
            + "</Codes></CodeBook>"
        ),
        "codes more than 50 deep",
    ),
    "elements a million deep": (
        packed(("project.qde", project_file("<a>" * 100_000))),
        "deep",
    ),
    "a million elements": (
        packed(("project.qde", project_file(*["<a/>" * 610_000])), method=zipfile.ZIP_STORED),
        "more than 600,000 elements",
    ),
}


HOSTILE |= {
    "a tag of two million letters": (
        swapped(users=f'<Users><User name="{"".join(map(str, range(350_000)))}"/></Users>'),
        "a tag of more than a million letters",
    ),
    "too many codes": (
        swapped(
            codes="<CodeBook><Codes>"
            + "".join(f'<Code guid="{n}" name="c" isCodable="1"/>' for n in range(20_001))
            + "</Codes></CodeBook>"
        ),
        "more than 20,000 codes",
    ),
    "one large text named again and again": (
        packed(
            (
                "project.qde",
                project_file(
                    "<Sources>" + "".join(text_source(number=n) for n in range(40))
                ).replace("</Project>", "</Sources></Project>"),
            ),
            (f"sources/{FILE}.txt", "".join(map(str, range(400_000)))),
        ),
        "more than 60 MB of texts",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_named_and_refused_in_two_seconds_of_work(name):
    data, reason = HOSTILE[name]
    with soon(2):
        project, problems = read_qdpx(data, "bad.qdpx")

    assert project is None
    assert len(problems) == 1
    assert "bad.qdpx" in problems[0].message
    assert reason in problems[0].message


@pytest.mark.parametrize("name", ["a bomb", "a bomb that says it is small", "a crowd"])
def test_a_bomb_is_never_unpacked(name):
    tracemalloc.start()
    try:
        read_qdpx(HOSTILE[name][0], "bad.qdpx")
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()


def test_the_same_archive_without_a_fault_is_read():
    project, problems = read_qdpx(GOOD, "good.qdpx")

    assert problems == []
    assert [len(source.selections) for source in project.sources] == [1]


def test_a_sound_source_packed_hard_but_small_is_read():
    project, problems = read_qdpx(bundle(b"-" * 900_000), "good.qdpx")

    assert problems == []
    assert len(project.sources[0].text) == 900_000


@pytest.mark.parametrize(
    "path",
    ["internal://../../etc/hostname", "absolute:///etc/hostname", "relative:///../x.txt", "/x.txt"],
)
def test_a_path_that_leads_elsewhere_is_not_followed(path):
    data = packed(("project.qde", project_file(f"<Sources>{text_source(path=path)}</Sources>")))

    project, problems = read_qdpx(data, "p.qdpx")

    assert project.sources[0].text is None
    assert [p.message for p in problems] == ["source 1: its text file is not in the project"]


@pytest.mark.parametrize("reader", [read_qde, read_qdc])
def test_a_file_without_an_archive_is_guarded_alike(reader):
    for data in (b"", b"<a", b"\xff\xfe\x00", project_file(head=LAUGHS).encode(), b"PK\x03\x04"):
        project, [problem] = reader(data, "bad.file")
        assert project is None
        assert "bad.file" in problem.message


def test_no_part_of_the_words_is_in_a_refusal():
    text = project_file("<Sources><TextSource><Secret words", users=USERS, codes=CODES)

    _, [problem] = read_qdpx(packed(("project.qde", text)), "bad.qdpx")

    assert "Secret" not in problem.message
