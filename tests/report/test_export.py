"""Files of quotes: nothing runs, nothing dies, nothing leaves that should stay."""

from __future__ import annotations

import csv
import dataclasses
import io

import docx
import pytest

from qualcode.errors import Refused
from qualcode.report import export
from qualcode.report.export import as_file
from tests.analysis import study
from tests.analysis.study import BOOK
from tests.report.test_attribution import quote as plain

NOTE = "A note."


def quote(words: str, **changes):
    return dataclasses.replace(
        plain("hv", "Midtown"),
        **{"words": words, "attribution": "Health visitor, Midtown", "code": "1.a", **changes},
    )


FIRST = ["code", "name", "quote", "attribution", "direction", "source"]


def as_csv(quotes):
    return as_file(quotes, "csv", BOOK, title="T", note=NOTE).decode("utf-8-sig")


def as_markdown(quotes, book=BOOK, title="T", note=NOTE, *, block=False):
    return as_file(quotes, "md", book, title=title, note=note, block=block).decode()


def cells(text: str):
    return list(csv.reader(io.StringIO(text, newline="")))


def document(*quotes, block=False):
    data = as_file(quotes, "docx", BOOK, title="My quotes", note=NOTE, block=block)
    return docx.Document(io.BytesIO(data))


@pytest.mark.parametrize(
    "words", ["=1+1", "+44", "-3", "@me", "\tx", "\rx", "\n=x", "＝1", '=HYPERLINK("x";"y")']
)
def test_a_cell_that_a_spreadsheet_would_run_is_led_by_an_apostrophe(words):
    [_, row] = cells(as_csv([quote(words, attribution="=Role")]))

    assert row[2] == f"'{words}"
    assert row[3] == "'=Role"


def test_csv_keeps_words_and_leaves_out_who_and_where():
    words = 'She said: "never", and\nleft; ‘so’ …'
    data = as_file([quote(words, participant="P77", transcript="secret-town")], ".csv", BOOK,
                   title="", note="")  # fmt: skip

    [head, row] = cells(data.decode("utf-8-sig"))
    assert head[:6] == FIRST
    assert row[:6] == ["1.a", "One", words, "Health visitor, Midtown", "present", "c1"]
    assert data.startswith(b"\xef\xbb\xbf") and b"P77" not in data and b"secret" not in data


def test_two_coders_directions_both_stand():
    both = quote("w", directions=("present", "mixed"))

    assert cells(as_csv([both]))[1][4] == "present; mixed"
    assert "(Health visitor, Midtown). ●\xa0◐" in as_markdown([both], BOOK, "T", NOTE)


@pytest.mark.parametrize("ending", ["docx", "csv", "md", "html"])
def test_characters_no_file_can_hold_become_visible(ending):
    data = as_file([quote("a\x00b\x0bc\ud800d")], ending, BOOK, title="T\x01", note=NOTE)

    text = data.decode() if ending != "docx" else "\n".join(
        p.text for p in docx.Document(io.BytesIO(data)).paragraphs
    )  # fmt: skip
    assert "a�b�c�d" in text


def test_markdown_shows_words_as_they_are():
    text = as_markdown([quote("*not* _bold_ [x](y) <b> `c` # a | b & $5\nnext")], BOOK, "T", NOTE)

    assert r"> “\*not\* \_bold\_ \[x\](y) \<b\> \`c\` \# a \| b \& \$5 next”" in text


@pytest.mark.parametrize(
    ("words", "written"),
    [("3. So", r"3\. So"), ("- so", r"\- so"), ("+ so", r"\+ so"), ("3.5 of", "3.5 of")],
)
def test_a_block_in_markdown_opens_no_list(words, written):
    text = as_markdown([quote(words)], BOOK, "T", NOTE, block=True)

    assert f"> {written} ●[^c1]" in text.splitlines()


def test_headings_stand_in_codebook_order_with_the_indicator_above_its_letters():
    quotes = [quote("a"), quote("b", code="2")]
    text = as_markdown(quotes, BOOK, "T", NOTE)

    heads = [line for line in text.splitlines() if line.startswith("##")]
    assert heads == ["## 1 Aims", "### 1.a Shared aims", "## 2 Barriers"]


def test_a_word_document_has_real_headings_and_quotes():
    made = document(quote("Nobody agrees <what> counts."), quote("b", code="2", attribution=None))

    assert [(p.style.name, p.text) for p in made.paragraphs if p.style.name != "Quotes Note"] == [
        ("Title", "My quotes"),
        ("Contents", "Contents"),
        ("toc 1", "1 Aims"),
        ("toc 2", "1.a Shared aims"),
        ("toc 1", "2 Barriers"),
        ("Heading 1", "1 Aims"),
        ("Heading 2", "1.a Shared aims"),
        ("Quote", "“Nobody agrees <what> counts.” (Health visitor, Midtown).\xa0●"),
        ("Heading 1", "2 Barriers"),
        ("Quote", "“b”\xa0●"),
    ]
    assert made.core_properties.author == "" and made.core_properties.title == "My quotes"


def test_block_form_has_no_marks_of_quotation_and_the_speaker_on_a_line_below():
    made = document(quote("Nobody agrees."), block=True)

    assert [(p.style.name, p.text) for p in made.paragraphs[-2:]] == [
        ("Quote", "Nobody agrees.\xa0●"),
        ("Quote Speaker", "Health visitor, Midtown"),
    ]
    assert made.styles["Quote"].paragraph_format.left_indent
    text = as_markdown([quote("Nobody agrees.")], BOOK, "T", NOTE, block=True)
    assert "> Nobody agrees. ●[^c1]\n>\n> Health visitor, Midtown\n" in text


def test_no_quotes_make_a_document_all_the_same():
    assert len(document().paragraphs) == 3
    [head] = cells(as_csv([]))
    assert head[:6] == FIRST


@pytest.mark.parametrize(
    ("ending", "told"),
    [("", r"\.csv or \.xlsx"), (".pdf", "print it to PDF"), ("xls", r"docx, \.html, \.md")],
)
def test_other_endings_are_refused(ending, told):
    with pytest.raises(Refused, match=told):
        as_file([], ending, BOOK, title="", note="")


def test_withheld_quotes_never_get_a_caption():
    quotes = [quote("a"), quote("b", withheld="the participant allows no quotes")]
    frames = study.frames()

    left = export.captioned(quotes, frames, plain_lists(), "none", 3, confirmed=False)
    assert [q.words for q in left] == ["a"]
    with pytest.raises(Refused, match="None of these people"):
        export.captioned(quotes[1:], frames, plain_lists(), "none", 3, confirmed=False)


def plain_lists():
    from tests.report.test_attribution import LISTED

    return LISTED


def test_a_caption_changes_nothing_else_of_a_quote():
    one = dataclasses.replace(quote("b"), coders=("ana", "tk"), as_said="before", starred=True)
    assert one.captioned("Manager") == dataclasses.replace(one, attribution="Manager")
