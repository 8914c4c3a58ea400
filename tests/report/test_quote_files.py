"""Quotes as files: whole, readable, and safe whatever somebody said."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import docx
import openpyxl
import pytest
from lxml import etree, html

from qualcode.report.export import as_file
from qualcode.report.quotes_order import Arranged
from qualcode.report.quotes_text import turned_back
from tests.analysis.study import BOOK
from tests.report.test_export import NOTE, quote

HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "<script>alert(1)</script>",
    "a\x00b\ufffe\ud800",
    "\u202eabc",
    "\u2067abc\u202e",
    "]]>&<w:p/>",
    "{{ 7*7 }} [^1]: x",
    "word " * 10_000,
]


def arranged(words):
    return Arranged(tuple(quote(w, coding=f"coding-{n:02}") for n, w in enumerate(words)))


def made(ending, quotes, **options):
    return as_file(quotes, ending, BOOK, title="My <quotes>", note=NOTE, **options)


def test_hostile_words_break_no_file_and_run_nowhere():
    quotes = arranged(HOSTILE)

    page = made("html", quotes).decode()
    tree = html.document_fromstring(page)
    assert not tree.xpath("//script | //img | //iframe | //*[@onclick] | //link | //p//a")
    assert "default-src 'none'" in page and "<script>" not in page
    document = docx.Document(io.BytesIO(made("docx", quotes)))
    assert sum(p.style.name == "Quote" for p in document.paragraphs) == len(HOSTILE)
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", quotes)))
    cells = [cell for row in book["Quotes"].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"} and "=1+1" in {c.value for c in cells}
    longest = max(len(cell.value) for cell in cells)
    assert 32_000 < longest <= 32_767
    rows = list(csv.reader(io.StringIO(made("csv", quotes).decode("utf-8-sig"), newline="")))
    assert len(rows) == len(HOSTILE) + 1 and "'=1+1" in {row[2] for row in rows}
    assert made("md", quotes).decode().count("\n> “") == len(HOSTILE)


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("plain", ""),
        ("\u202ea", "\u202c"),
        ("\u2067a\u202eb", "\u202c\u2069"),
        ("\u2067a\u202eb\u2069", ""),
        ("\u2067a\u202cb", "\u2069"),
        ("\u202c\u2069", ""),
        ("\u200fa", ""),
    ],
)
def test_words_that_turn_the_direction_of_writing_turn_no_caption(words, ends):
    assert turned_back(words) == words + ends


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_a_word_document_has_contents_footnotes_and_no_comments_and_every_part_is_xml():
    data = made("docx", Arranged((quote("One."), quote("Two.", coding="c2")), (quote("No."),)))
    packed = parts_of(data)
    for name, content in packed.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)
    body, notes = packed["word/document.xml"].decode(), packed["word/footnotes.xml"].decode()

    assert not [name for name in packed if "comment" in name.lower()]
    assert sorted(re.findall(r"Source (\w+)", notes)) == ["c1", "c1", "c2"]
    called = re.findall(r'footnoteReference w:id="(\d+)"', body)
    assert called == ["1", "2", "3"] == re.findall(r'<w:footnote w:id="(\d+)"', notes)
    assert b"footnotes+xml" in packed["[Content_Types].xml"]
    # Each entry of the contents leads to a heading that is there.
    anchors = re.findall(r'w:anchor="(\w+)"', body)
    assert len(anchors) == 2 and all(f'w:name="{one}"' in body for one in anchors)
    assert body.count('fldCharType="begin"') == body.count('fldCharType="end"') == 1
    document = docx.Document(io.BytesIO(data))
    assert ("Heading 3", "Counter-examples") in [
        (p.style.name, p.text) for p in document.paragraphs
    ]


def test_a_table_has_the_code_with_every_level_and_what_the_caption_tells():
    one = quote("w", starred=True, coders=("ruth", "tom"), directions=("present", "mixed"))
    table = Arranged(
        (one,),
        (quote("v", coding="c2", code="2", code_name="Barriers"),),
        places={("c1", one.person): "Midtown"},
        attributes={one.person: {"wave": "first"}},
    )
    rows = list(csv.DictReader(io.StringIO(made("csv", table).decode("utf-8-sig"))))

    assert [row["path"] for row in rows] == ["1 Aims > 1.a Shared aims", "2 Barriers"]
    assert (rows[0]["level_1"], rows[0]["level_2"]) == ("1 Aims", "1.a Shared aims")
    assert rows[1]["level_2"] == "" and rows[1]["counter_example"] == "yes"
    first = {name: rows[0][name] for name in ("role", "authority", "wave", "coder", "starred")}
    assert list(first.values()) == ["Health visitor", "Midtown", "first", "ruth; tom", "yes"]
    assert rows[0]["edited"] == "" and rows[0]["direction"] == "present; mixed"


def test_a_web_page_lists_its_headings_and_each_link_leads_to_one():
    tree = html.document_fromstring(made("html", arranged(["So."]), block=True).decode())

    links = [a.get("href") for a in tree.xpath("//nav//a")]
    assert len(links) == 2 and all(tree.get_element_by_id(link[1:]) is not None for link in links)
    assert tree.xpath("//footer/text()") == ["Health visitor, Midtown"]
    assert tree.xpath("//h1/text()") == ["My <quotes>"] and tree.xpath("//small/text()") == [
        "coding-0"
    ]


@pytest.mark.parametrize("ending", ["docx", "html", "md", "csv", "xlsx"])
def test_no_quotes_make_a_whole_file_without_empty_headings(ending):
    data = made(ending, Arranged(()))

    assert len(data) > 60
    if ending == "docx":
        names = {p.style.name for p in docx.Document(io.BytesIO(data)).paragraphs}
        assert names == {"Title", "Quotes Note"}
