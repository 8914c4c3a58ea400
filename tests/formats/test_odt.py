import io
import zipfile

import pytest

from qualcode.errors import UnreadableFile
from qualcode.formats.odt import read_odt

NS = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in [
        ("text", "text"),
        ("table", "table"),
        ("office", "office"),
        ("draw", "drawing"),
        ("style", "style"),
        ("svg", "svg-compatible"),
    ]
)


def odt(body, *, parts=(), prolog=""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        made.writestr(
            "content.xml",
            f"{prolog}<office:document-content {NS}><office:body><office:text>{body}"
            "</office:text></office:body></office:document-content>",
        )
        for path, content in parts:
            made.writestr(path, content)
    return out.getvalue()


def read(body, **more):
    draft = read_odt(odt(body, **more), "talk.odt")
    lines = [line for line in draft.text.split("\n") if line]
    return lines, [str(oddity) for oddity in draft.oddities]


def test_paragraphs_spans_blanks_and_tabs_become_lines():
    lines, oddities = read(
        "<text:h>Talk</text:h>\n  <text:p>\n   We <text:span>met</text:span>\n  weekly,"
        "<text:s text:c='2'/>mostly<text:tab/>here.</text:p>"
    )

    assert lines == ["Talk", "We met weekly,  mostly\there."]
    assert oddities == []


def test_tracked_deletions_are_left_out_and_counted():
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info>me"
        "</office:change-info><text:p>never</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes>"
    )

    lines, oddities = read(changes + "<text:p>We met<text:change/> weekly.</text:p>")

    assert lines == ["We met weekly."]
    assert oddities == ["1 tracked deletion (5 characters) left out."]


def test_lists_tables_and_sections_are_read_in_order():
    row = "<table:table-row>{}</table:table-row>".format
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    table = (
        row(cell("Q") + cell("Why?"))
        + row(cell("P01") + cell("So."))
        + row(cell("Q") + cell("Oh."))
    )

    lines, oddities = read(
        "<text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>"
        f"<text:section><table:table>{table}</table:table></text:section>"
    )

    assert lines == ["one", "Q: Why?", "P01: So.", "Q: Oh."]
    assert oddities == ["1 table read as speaker and words."]


def test_a_table_below_labelled_paragraphs_keeps_each_word_with_its_speaker():
    row = "<table:table-row>{}</table:table-row>".format
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    table = row(cell("Anna") + cell("We do.")) + row(cell("Interviewer") + cell("Who?"))

    lines, _ = read(
        "<text:p>Interviewer: So?</text:p><text:p>Anna: Yes.</text:p>"
        f"<table:table>{table}</table:table>"
    )

    assert lines[2:] == ["Anna: We do.", "Interviewer: Who?"]


def test_notes_comments_boxes_and_pictures_are_listed():
    lines, oddities = read(
        "<text:p>Well<text:note text:note-class='footnote'><text:note-citation>1"
        "</text:note-citation><text:note-body><text:p>She laughs.</text:p></text:note-body>"
        "</text:note>, yes<office:annotation><text:p>Check</text:p></office:annotation>."
        "<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame>"
        "<draw:frame><draw:image/><svg:title>alt</svg:title></draw:frame></text:p>"
    )

    assert lines == ["Well, yes.", "boxed", "[footnote 1] She laughs."]
    assert oddities == [
        "1 comment (5 characters) left out.",
        "1 picture left out.",
        "Put at the end of the text, numbered: 1 note.",
        "1 text box kept, after the paragraph holding it.",
    ]


def test_page_headers_are_left_out_and_counted():
    styles = f"<office:x {NS}><style:header>Draft</style:header><style:footer/></office:x>"

    lines, oddities = read("<text:p>Words.</text:p>", parts=[("styles.xml", styles)])

    assert lines == ["Words."]
    assert oddities == ["1 page header or footer (5 characters) left out."]


def test_what_odfdo_writes_is_read():
    import odfdo

    made = odfdo.Document("text")
    made.body.clear()
    made.body.append(odfdo.Paragraph("Interviewer: And then?"))
    made.body.append(odfdo.Paragraph("P01: It  grew."))
    out = io.BytesIO()
    made.save(out)

    text = read_odt(out.getvalue(), "talk.odt").text

    assert [line for line in text.split("\n") if line] == [
        "Interviewer: And then?",
        "P01: It  grew.",
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (odt("<text:p/>"), "no words"),
        (odt("<text:p>"), "damaged inside"),
        (odt("<text:p>a</text:p>")[:-30], "cut short"),
        (odt("", prolog='<!DOCTYPE x [<!ENTITY a "b">]>'), "document type"),
        (
            odt("", parts=[("META-INF/manifest.xml", "<manifest:encryption-data/>")]),
            "password-protected",
        ),
    ],
)
def test_what_is_no_sound_document_is_refused(data, sentence):
    with pytest.raises(UnreadableFile, match=sentence):
        read_odt(data, "talk.odt")


def test_another_kind_of_archive_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.txt", "a")

    with pytest.raises(UnreadableFile, match="not an OpenDocument text"):
        read_odt(out.getvalue(), "talk.odt")
