"""Word and other packed documents: rows I12 to I15, I18 to I21."""

from __future__ import annotations

import io
import struct
import zipfile
from functools import partial

from tests.faults.makers import TALK, WORDS, Row, refused, taken
from tests.formats.refi_files import packed
from tests.formats.test_docx import cell as table_cell
from tests.formats.test_docx import docx, para, run, say, table
from tests.formats.test_odt import odt

# What the first bytes of an encrypted Office file, and of one of before 2007, are.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
LAUGHS = (
    '<!DOCTYPE r [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + "]>"
)
DTDS = {
    "a billion laughs": LAUGHS,
    "a swollen entity": f'<!DOCTYPE r [<!ENTITY a "{"a" * 50_000}">]>',
    "an entity of a file": '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    "a document type elsewhere": '<!DOCTYPE r SYSTEM "http://192.0.2.1/x.dtd">',
}
BODY = say("Interviewer: How is it?") + say(f"P07: {WORDS}")


def tagged(tag: str, extra: str = "", **more: object) -> bytes:
    """The interview in Word with a turn of its own, so that no two are one text."""
    return docx(BODY + say(f"P07: It is {tag}.") + extra, **more)


def tracked() -> bytes:
    return tagged(
        "tracked",
        para(
            run("P07: He said "),
            '<w:del w:id="1"><w:r><w:delText>everything</w:delText></w:r></w:del>',
            f'<w:ins w:id="2">{run("nothing")}</w:ins>',
            run(" happened."),
        ),
    )


def nested() -> bytes:
    inner = table([table_cell(say("inside"))])
    control = f"<w:sdt><w:sdtContent>{say('P07: Controlled.')}</w:sdtContent></w:sdt>"
    link = para(f"<w:hyperlink>{run('P07: Linked.')}</w:hyperlink>")
    return tagged("nested", control + link + table([table_cell(say("outside"), inner)]))


def armed() -> bytes:
    return tagged(
        "armed",
        parts=(("word/vbaProject.bin", b"macro"), ("word/embeddings/oleObject1.bin", OLE)),
        rels=(
            ("attachedTemplate", "http://192.0.2.1/x.dotm", 'TargetMode="External"'),
            ("image", "http://192.0.2.1/x.png", 'TargetMode="External"'),
        ),
    )


def with_dtd(dtd: str) -> bytes:
    """A Word file whose main part begins with a document type."""
    return rewritten(tagged("typed"), "word/document.xml", lambda xml: dtd.encode() + xml)


def rewritten(data: bytes, member: str, change: object) -> bytes:
    """A zip with one member changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as made:
        for name in old.namelist():
            content = old.read(name)
            made.writestr(name, change(content) if name == member else content)  # type: ignore[operator]
    return out.getvalue()


def wrong_crc() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(tagged("crc"))) as old, zipfile.ZipFile(out, "w") as made:
        for name in old.namelist():
            made.writestr(name, old.read(name), compress_type=zipfile.ZIP_STORED)
    return out.getvalue().replace(b"kitchen", b"Kitchen")


def encrypted() -> bytes:
    data = bytearray(tagged("locked"))
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def bomb() -> bytes:
    return packed(("word/document.xml", b"<a/>" + b" " * 60_000_000))


def huge() -> bytes:
    """A declared size of 800 MB."""
    data = bytearray(packed(("word/document.xml", TALK * 100)))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, 800_000_000)
    return bytes(data)


def lying() -> bytes:
    """A member that unpacks to more than its directory says."""
    data = bytearray(packed(("word/document.xml", b"<a>" + b"so " * 1_000_000 + b"</a>")))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, 100)
    struct.pack_into("<L", data, 22, 100)
    return bytes(data)


def overlapping() -> bytes:
    """Two members over the same bytes."""
    data = bytearray(packed(("word/document.xml", "x" * 40), ("b.xml", "y" * 40), method=0))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    struct.pack_into("<L", data, second + 42, 0)
    return bytes(data)


def crowd(n: int) -> bytes:
    return packed(("word/document.xml", "<a/>"), *((f"m/{i}.xml", "") for i in range(n)), method=0)


def within() -> bytes:
    return packed(("word/document.xml", packed(("word/document.xml", TALK))))


def twice() -> bytes:
    return packed(("word/document.xml", "<a/>"), ("word/document.xml", "<b/>"))


def fine_odt(tag: str, prolog: str = "") -> bytes:
    return odt(f"<text:p>P07: {WORDS}</text:p><text:p>P07: It is {tag}.</text:p>", prolog=prolog)


def rows() -> list[Row]:
    found = [
        taken(
            "I12",
            "tracked changes",
            "tracked.docx",
            tracked,
            "10 characters",
            holds=("He said nothing happened.",),
            lacks=("everything",),
        ),
        taken(
            "I12",
            "tables in tables, controls and links",
            "nested.docx",
            nested,
            holds=("inside", "outside", "Controlled", "Linked"),
        ),
        taken(
            "I13", "macros, objects and outside links", "armed.docx", armed, "macro", holds=(WORDS,)
        ),
        taken("I13", "a file for macros", "armed.docm", partial(tagged, "docm"), holds=(WORDS,)),
        refused("I14", "a locked Office file", "locked.docx", lambda: OLE, "password-protected"),
        refused("I15", "an old Word file called .docx", "old.docx", lambda: OLE, "old Office file"),
        refused(
            "I15",
            "a .pages file called .docx",
            "pages.docx",
            lambda: packed(("Index/Document.iwa", b"\0" * 40), ("preview.jpg", b"\xff\xd8")),
        ),
        taken("I15", "an .odt called .docx", "odt.docx", partial(fine_odt, "odt"), holds=(WORDS,)),
        taken(
            "I15",
            "an .rtf called .docx",
            "rtf.docx",
            lambda: rb"{\rtf1\ansi P07: " + WORDS.encode() + rb"\par P07: It is rtf.\par}",
            holds=(WORDS,),
        ),
        refused(
            "I15",
            "a picture called .docx",
            "picture.docx",
            lambda: b"\x89PNG\r\n\x1a\n" + bytes(300),
            "is not the .docx file",
        ),
        refused(
            "I18",
            "a file cut short",
            "cut.docx",
            lambda: tagged("cut")[:400],
            "cut short or damaged",
        ),
        refused("I18", "a wrong check sum", "crc.docx", wrong_crc, "damaged"),
        refused("I18", "a locked zip", "zip.docx", encrypted, "password-protected"),
        refused("I19", "a part packed very hard", "bomb.docx", bomb, "packed more than"),
        refused("I19", "a declared size of 800 MB", "huge.docx", huge, "MB"),
        refused("I19", "a part larger than it says", "lying.docx", lying, "damaged"),
        refused("I19", "parts over the same bytes", "over.docx", overlapping, "damaged"),
        refused("I19", "very many parts", "crowd.docx", partial(crowd, 5_001), "parts"),
        refused("I19", "a zip in a zip", "within.docx", within, "damaged"),
        refused("I20", "two parts of one name", "twice.docx", twice, "same part twice"),
    ]
    found += [
        refused(
            "I21",
            f"{what} in a Word file",
            f"dtd-{n}.docx",
            partial(with_dtd, dtd),
            "document type",
        )
        for n, (what, dtd) in enumerate(DTDS.items())
    ]
    found += [
        refused(
            "I21",
            f"{what} in an .odt",
            f"dtd-{n}.odt",
            partial(fine_odt, "typed", dtd),
            "document type",
        )
        for n, (what, dtd) in enumerate(DTDS.items())
    ]
    return found
