import pytest

from qualcode.errors import UnreadableFile
from qualcode.formats.html import read_html


def test_blocks_become_paragraphs_and_turns_stand_apart():
    page = (
        "<html><head><title>No</title><style>p{}</style></head><body><script>no()</script>"
        "<h1>Talk</h1><p><b>INT:</b> How\n  was it?</p><p>P01: Fine.<br>Mostly &amp; so on.</p>"
        "<div>INT: <i>Why</i>?<!-- no --></div></body></html>"
    )

    assert read_html(page.encode(), "a.html").text == (
        "Talk\n\nINT: How was it?\n\nP01: Fine.\nMostly & so on.\n\nINT: Why?"
    )


def test_rows_of_a_table_are_lines_with_tabs_between_cells():
    page = (
        "<html><table><tr><td>INT</td><td><p>How?</p></td></tr>"
        "<tr><td>P01</td><td>Well.</td></tr></table>"
    )

    assert read_html(page.encode(), "a.html").text == "INT\tHow?\n\nP01\tWell."


def test_the_encoding_a_page_names_is_used():
    page = '<html><head><meta charset="iso-8859-2"></head><body><p>Wałęsa</p></body></html>'

    assert read_html(page.encode("iso-8859-2"), "a.html").text == "Wałęsa"


def test_hidden_matter_is_left_out():
    assert read_html(b"<html><p hidden>no</p><p>yes</p></html>", "a.html").text == "yes"


def test_deep_nesting_is_read_or_refused():
    page = "<html>" + "<div>" * 50_000 + "words" + "</div>" * 50_000
    try:
        text = read_html(page.encode(), "a.html").text
    except UnreadableFile:
        return
    assert text == "words"


@pytest.mark.parametrize("page", [b"<html></html>", b"<html><script>x</script>", b"<!-- x -->"])
def test_a_page_without_text_is_refused(page):
    with pytest.raises(UnreadableFile, match=r"a\.html"):
        read_html(page, "a.html")


@pytest.mark.parametrize("named", ["hex", "zlib", "rot13", "nothing"])
def test_an_encoding_that_is_none_of_text_is_passed_over(named):
    page = f'<html><head><meta charset="{named}"></head><body><p>Wałęsa</p></body></html>'

    assert read_html(page.encode(), "a.html").text == "Wałęsa"
