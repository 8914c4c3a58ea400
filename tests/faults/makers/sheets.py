"""Tables and codebooks: rows I5, I14, I19, I21, I24, I25 and I27 to I29."""

from __future__ import annotations

import datetime
import io
import zipfile
from functools import partial

from tests.faults.makers import MARKER, WORDS, Row, refused, taken
from tests.faults.makers.packages import DTDS, OLE, bomb, rewritten
from tests.formats.test_tables import workbook

PEOPLE = "participant,transcript,label,role,agency,authority,wave\n"
HEAD = "id,speaker,text\n"


def passages(tag: str, *rows: str, head: str = HEAD) -> bytes:
    return (head + f'1,P07,"{WORDS}"\n2,P07,It is {tag}.\n' + "".join(rows)).encode()


def book(tag: str, *, prepare: object = None) -> bytes:
    rows = (["id", "speaker", "text"], [1, "P07", WORDS], [2, "P07", f"It is {tag}."])
    return workbook(*rows, prepare=prepare)


def formulas(made: object) -> None:
    sheet = made.active  # type: ignore[attr-defined]
    sheet.append([3, "P07", '=HYPERLINK("http://192.0.2.1","so")'])
    sheet.append([4, "P07", "=1+1"])


def hidden(made: object) -> None:
    other = made.create_sheet("Kept")  # type: ignore[attr-defined]
    other.append(["secret"])
    other.sheet_state = "hidden"
    made.active.merge_cells("A5:C5")  # type: ignore[attr-defined]
    made.active.append([datetime.date(2026, 5, 1), "P07", datetime.datetime(2026, 5, 1, 9, 30)])  # type: ignore[attr-defined]


def linked() -> bytes:
    """A workbook with a link to another one, at an address nobody has."""
    out = io.BytesIO(book("linked"))
    with zipfile.ZipFile(out, "a") as made:
        made.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
        made.writestr(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            '<Relationships><Relationship Id="r" Target="http://192.0.2.1/other.xlsx"'
            ' TargetMode="External"/></Relationships>',
        )
    return out.getvalue()


def many_rows(n: int) -> bytes:
    """A workbook of so many rows, written as Excel writes them."""
    rows = "".join(f'<row r="{i}"><c r="A{i}" t="str"><v>so</v></c></row>' for i in range(3, n))
    return rewritten(
        book("many"),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"</sheetData>", rows.encode() + b"</sheetData>"),
    )


def book_of(*codes: str, head: str = "codes:\n") -> bytes:
    return (head + "".join(codes)).encode()


def code(id: str, name: str = "A", *more: str) -> str:
    return f'  - id: "{id}"\n    name: {name}\n' + "".join(f"    {line}\n" for line in more)


def alias_bomb() -> bytes:
    lines = ["a0: &a0 [lol]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10)]
    return "\n".join([*lines, "codes: *a9"]).encode()


def chain(n: int) -> bytes:
    codes = [code("c0")] + [code(f"c{i}", "A", f'parent: "c{i - 1}"') for i in range(1, n)]
    return book_of(*codes)


def rows() -> list[Row]:
    long_cell = "so " * 3_400_000
    found = [
        taken(
            "I24",
            "formulas and links",
            "formulas.xlsx",
            lambda: book("formulas", prepare=formulas),
            "formulas",
            holds=(WORDS,),
            lacks=("HYPERLINK", "=1"),
        ),
        taken(
            "I24",
            "hidden sheets, merged cells and dates",
            "hidden.xlsx",
            lambda: book("hidden", prepare=hidden),
            "hidden sheets not read",
            "merged",
            holds=(WORDS,),
            lacks=("secret",),
        ),
        taken(
            "I24",
            "links to another workbook",
            "linked.xlsx",
            linked,
            "other workbook",
            holds=(WORDS,),
            lacks=("192.0.2.1",),
        ),
        refused("I24", "200,001 rows", "rows.xlsx", lambda: many_rows(200_010), "200,000 rows"),
        refused("I24", "a million rows", "million.xlsx", lambda: many_rows(1_000_000), long=True),
        refused("I14", "a locked workbook", "locked.xlsx", lambda: OLE, "password-protected"),
        refused("I19", "a workbook packed very hard", "bomb.xlsx", bomb, "packed more than"),
        taken(
            "I25",
            "semicolons, a byte order mark and line ends in cells",
            "semi.csv",
            lambda: '\ufeffid;speaker;text\n1;P07;"One;\ntwo"\n2;P07;semi\n'.encode(),
            holds=("One;",),
        ),
        taken(
            "I25",
            "rows too short and too long",
            "ragged.csv",
            lambda: passages("ragged", "3\n", "4,P07,a,b,c\n"),
            "line 4",
            "line 5",
        ),
        refused(
            "I25",
            "a quotation mark that is not closed",
            "quote.csv",
            lambda: passages("quote", '3,P07,"so\n'),
            "quotation mark",
        ),
        refused(
            "I25",
            "a cell of over 10 MB",
            "cell.csv",
            lambda: passages("cell", f'3,P07,"{long_cell}"\n'),
            "10 MB",
        ),
        refused(
            "I5",
            "half a surrogate in a table",
            "half.csv",
            lambda: PEOPLE.encode() + b"P01,standing,\xed\xa0\x80,,,,\n",
            "byte",
            "line",
        ),
        refused(
            "I25",
            "people for an interview that is not there",
            "people.csv",
            lambda: (PEOPLE + "P01,nowhere,,,,,\n").encode(),
            "line 2",
        ),
        refused(
            "I25",
            "codings of words that stand nowhere",
            "codings.csv",
            lambda: f"transcript,quote,code,coder\nstanding,{WORDS},1,mk\n".encode(),
            "line 2",
        ),
        refused("I27", "aliases of aliases", "bomb.yaml", alias_bomb, by="codebook"),
        refused("I27", "one alias", "alias.yaml", lambda: b"codes: &a\n  - *a\n", by="codebook"),
        refused(
            "I28",
            "a key twice, an id twice, a parent that is not there, a circle",
            "wrong.yaml",
            lambda: book_of(
                code("1", "A", "name: B"),
                code("1"),
                code("2", "A", 'parent: "9"'),
                code("3", "A", 'parent: "4"'),
                code("4", "A", 'parent: "3"'),
            ),
            "line 4",
            "line 5",
            "line 7",
            "line 10",
            "line 13",
            by="codebook",
        ),
        refused(
            "I28", "tabs", "tabs.yaml", lambda: b"codes:\n\t- id: a\n", "line 2", by="codebook"
        ),
        refused(
            "I28",
            "words that YAML takes for something else",
            "words.yaml",
            lambda: (
                b"codes:\n  - id: NO\n    name: A\n  - id: 1.10\n    name: B\n"
                b"  - id: 12:30:45\n    name: C\n"
            ),
            "line 2",
            "line 4",
            "line 6",
            by="codebook",
        ),
        taken(
            "I28",
            "a thousand parents",
            "chain.yaml",
            partial(chain, 1000),
            by="codebook",
            holds=("c999",),
        ),
        refused(
            "I28",
            "lists a thousand deep",
            "deep.yaml",
            lambda: b"codes: " + b"[" * 1000 + b"]" * 1000,
            by="codebook",
        ),
        refused(
            "I21",
            "a tag that would make an object",
            "tag.yaml",
            lambda: b"codes: !!python/object/apply:os.system ['true']\n",
            by="codebook",
        ),
    ]
    found += [
        refused(
            "I21",
            f"{what} in a workbook",
            f"dtd-{n}.xlsx",
            lambda dtd=dtd: rewritten(
                book("typed"), "xl/workbook.xml", lambda xml: dtd.encode() + xml
            ),
            "document type",
        )
        for n, (what, dtd) in enumerate(DTDS.items())
    ]
    return found + names()


def names() -> list[Row]:
    """I29: names of codes that are more or less than names."""
    first = "Shared aims"
    plain = ("**so**", ":red[x]", "![](http://192.0.2.1/x.png)", "$x$", "<b>so</b>")
    found = [
        refused("I29", what, name, name_of.encode, by="code name")
        for what, name, name_of in (
            ("no name", "none", ""),
            ("blanks for a name", "blank", " \t "),
            ("a name of 10,000 letters", "long", "so" * 5000),
            ("a name that turns its direction", "bidi", "so\u202etxt"),
        )
    ]
    found += [
        taken("I29", f"the name {name}", "name", name.encode, by="code name", holds=(f"<{name}>",))
        for name in plain
    ]
    found += [
        taken(
            "I29",
            "a name in two lines",
            "lines",
            b"one\ntwo".strip,
            by="code name",
            holds=("<one two>",),
        ),
        taken(
            "I29",
            "a name between blanks",
            "trim",
            f"  {first} ".encode,
            by="code name",
            holds=(f"<{first}>",),
        ),
        taken(
            "I29",
            "a name that stands in other capitals",
            "case",
            first.upper().encode,
            by="code name",
        ),
        taken(
            "I29",
            "a name that stands but for its blanks",
            "gap",
            b"Shared   aims".strip,
            by="code name",
        ),
        taken(
            "I29",
            "a name with an accent",
            "nfc",
            "Caf\u00e9".encode,
            by="code name",
            holds=("Caf\u00e9",),
        ),
        taken("I29", "the same accent written apart", "nfd", "Cafe\u0301".encode, by="code name"),
    ]
    assert MARKER
    return found
