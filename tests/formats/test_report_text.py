"""Finished reports as paragraphs: where each stands, and which are set apart."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from qualcode.errors import UnreadableFile
from qualcode.formats.report_text import read_report
from qualcode.report.quote_check_marks import find_quotations
from tests.soon import soon


def word(*paragraphs, table=(), change=None):
    made = docx.Document()
    for text, style in paragraphs:
        made.add_paragraph(text, style=style)
    if table:
        cells = made.add_table(1, len(table)).rows[0].cells
        for cell, text in zip(cells, table, strict=True):
            cell.text = text
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def found(text, name="report.md"):
    return find_quotations(read_report(text.encode(), name))[0]


def test_a_word_report_is_read_with_its_styles_tables_and_headings():
    data = word(
        ("Findings", "Heading 1"),
        ("They said “we rang the desk at once” there.", "Normal"),
        ("We rang the desk every day.", "Quote"),
        ("Health visitor", "Normal"),
        table=("“nobody came to the meeting”", "12"),
    )
    read = read_report(data, "report.docx")

    assert [(p.place, p.heading, p.block) for p in read] == [
        ("paragraph 1", "Findings", False),
        ("paragraph 2", "Findings", False),
        ("paragraph 3", "Findings", True),
        ("paragraph 4", "Findings", False),
        ("paragraph 5", "Findings", False),
        ("paragraph 6", "Findings", False),
    ]
    assert [q.words for q in find_quotations(read)[0]] == [
        "we rang the desk at once",
        "We rang the desk every day.",
        "nobody came to the meeting",
    ]


def test_pages_are_told_where_word_wrote_them_down_and_deleted_words_are_gone():
    def change(made):
        run = made.paragraphs[1].runs[0]._r
        run.insert(0, parse_xml(f"<w:lastRenderedPageBreak {nsdecls('w')}/>"))
        gone = f"<w:del {nsdecls('w')}><w:r><w:delText>never said</w:delText></w:r></w:del>"
        made.paragraphs[1]._p.append(parse_xml(gone))

    read = read_report(word(("One.", "Normal"), ("Two.", "Normal"), change=change), "r.docx")
    assert [(p.text, p.place) for p in read] == [
        ("One.", "paragraph 1"),
        ("Two.", "paragraph 2, page 2"),
    ]


def test_footnotes_are_read_in_the_order_of_their_marks():
    data = word(("See below.", "Normal"))
    w = nsdecls("w")
    notes = (
        f"<w:footnotes {w}><w:footnote w:id='2'><w:p><w:r><w:t>“we rang the desk at once”</w:t>"
        "</w:r></w:p></w:footnote></w:footnotes>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as made:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                mark = b'<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
                part = part.replace(b"</w:p>", mark, 1)
            if name == "word/_rels/document.xml.rels":
                kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
                one = (
                    b'<Relationship Id="rId99" Type="'
                    + kind
                    + b'footnotes" Target="footnotes.xml"/>'
                )
                part = part.replace(b"</Relationships>", one + b"</Relationships>")
            made.writestr(name, part)
        made.writestr("word/footnotes.xml", notes)
    read = read_report(out.getvalue(), "report.docx")

    assert [(p.place, p.text) for p in read][1] == ("footnote 1", "“we rang the desk at once”")


@pytest.mark.parametrize(
    ("text", "words", "named"),
    [
        ("He said “we rang the desk” (Manager).", "we rang the desk", "Manager"),
        ('He said "we rang the desk" (Manager).', "we rang the desk", "Manager"),
        ("He said ‘we rang the workers’ desk’ (Manager).", "we rang the workers’ desk", "Manager"),
        ("Don't 'we rang the desk' there", "we rang the desk", ""),
        ("He said “we rang the ‘duty’ desk”.", "we rang the ‘duty’ desk", ""),
        ("He said ‘we rang the “duty” desk’.", "we rang the “duty” desk", ""),
        ("“We rang the desk […] twice” — a manager", "We rang the desk […] twice", "a manager"),
        ("“We rang the desk and", "We rang the desk and", ""),
        ("> We rang the desk.\n>\n> Manager, Midtown", "We rang the desk.", "Manager, Midtown"),
        ("> We rang the desk.\n>\n> — Manager", "We rang the desk.", "Manager"),
        ("> “We rang the desk.” (Manager). ●", "We rang the desk.", "Manager"),
        ("He said „wir riefen dort alle an“.", "wir riefen dort alle an", ""),
        ("She said **“we *rang* the desk\\!”**[^1] (Manager)", "we rang the desk!", "Manager"),
    ],
)
def test_a_quotation_is_found_with_who_is_named_after_it(text, words, named):
    [one] = found(text)

    assert (one.words, one.named) == (words, named)


@pytest.mark.parametrize(
    "text", ["The workers' own views aren't theirs", "A “term of art” here", "5' 6\" tall", "None."]
)
def test_apostrophes_and_terms_are_no_quotations(text):
    assert found(text) == []


def test_a_quotation_over_several_paragraphs_is_checked_in_each():
    assert [q.words for q in found("“we rang the desk\n\n“and then we waited long”")] == [
        "we rang the desk",
        "and then we waited long",
    ]


def test_plain_text_set_in_from_the_left_is_set_apart():
    read = read_report(b"They said:\n\n     We rang the desk.\n\nSo it was.", "report.txt")

    assert [(p.place, p.block) for p in read] == [
        ("line 1", False),
        ("line 3", True),
        ("line 5", False),
    ]


@pytest.mark.parametrize(("name", "data"), [("a.pdf", b"%PDF"), ("a", b"x"), ("a.docx", b"PK")])
def test_other_files_are_refused(name, data):
    with pytest.raises(UnreadableFile):
        read_report(data, name)


@pytest.mark.parametrize(
    "text", ["*a " * 6000, "“" * 20_000, "(" * 50_000, "> " * 20_000 + "a b c d", "‘a b’ " * 9000]
)
def test_a_hostile_paragraph_is_read_at_once(text):
    with soon(2):
        found(f"said “we rang the desk” {text}")
