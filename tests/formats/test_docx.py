import io
import zipfile

import pytest

from qualcode.errors import UnreadableFile
from qualcode.formats.docx import read_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(words):
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def para(*inner, mark=""):
    return f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{''.join(inner)}</w:p>"


def say(words):
    return para(run(words))


def cell(*inner):
    return f"<w:tc><w:tcPr/>{''.join(inner)}</w:tc>"


def table(*rows):
    inner = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{inner}</w:tbl>"


def docx(body, *, parts=(), rels=(), namespace=W, main="word/document.xml"):
    """A package of the body and further parts, as (path, xml or bytes)."""
    out = io.BytesIO()
    folder, file = main.rsplit("/", 1)
    xml = (
        f'<w:document xmlns:w="{namespace}"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
        ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
        f' xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{body}</w:body></w:document>'
    )
    links = "".join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/{kind}" Target="{target}" {mode}/>'
        for i, (kind, target, mode) in enumerate(rels)
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        root = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="{main}"/>'
        made.writestr("_rels/.rels", f'<Relationships xmlns="{RELS}">{root}</Relationships>')
        made.writestr(main, xml)
        made.writestr(
            f"{folder}/_rels/{file}.rels", f'<Relationships xmlns="{RELS}">{links}</Relationships>'
        )
        for path, content in parts:
            made.writestr(path, content)
    return out.getvalue()


def read(body, **more):
    draft = read_docx(docx(body, **more), "talk.docx")
    return draft.text.split("\n"), [str(oddity) for oddity in draft.oddities]


def test_paragraphs_become_lines_with_their_words_unchanged():
    lines, oddities = read(say("We’ve   got a plan ") + say("and a second\u00a0one."))

    assert [line for line in lines if line] == ["We’ve   got a plan ", "and a second\u00a0one."]
    assert oddities == []


@pytest.mark.parametrize("namespace", [W, STRICT])
def test_both_dialects_of_word_are_read(namespace):
    assert read(say("Fine."), namespace=namespace)[0][0] == "Fine."


def test_the_main_part_is_found_under_another_name():
    assert read(say("Fine."), main="word/document2.xml")[0][0] == "Fine."


def test_insertions_are_kept_and_deletions_left_out_and_counted():
    body = para(
        run("We met "),
        "<w:del><w:r><w:delText>never</w:delText></w:r></w:del>",
        f"<w:ins>{run('weekly')}</w:ins>",
    )

    lines, oddities = read(body)

    assert lines[0] == "We met weekly"
    assert oddities == ["1 tracked deletion (5 characters) left out."]


def test_a_moved_passage_stands_only_at_its_new_place():
    body = para(f"<w:moveFrom>{run('twice')}</w:moveFrom>", run("once ")) + para(
        f"<w:moveTo>{run('twice')}</w:moveTo>"
    )

    lines, oddities = read(body)

    assert [line for line in lines if line] == ["once ", "twice"]
    assert oddities == ["1 moved passage at its old place (5 characters) left out."]


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    lines, _ = read(para(run("one "), mark="<w:del/>") + say("two") + say("three"))

    assert [line for line in lines if line] == ["one two", "three"]


def test_every_character_is_imported_or_reported():
    body = (
        para(run("abc"), "<w:del><w:r><w:delText>defg</w:delText></w:r></w:del>")
        + para(f"<w:moveFrom>{run('hi')}</w:moveFrom>", run("j"))
        + table([cell(say("kl")), cell(say("mno"))])
    )

    lines, oddities = read(body)

    assert len("".join(lines)) == len("abcjklmno")
    assert "(4 characters)" in oddities[0]
    assert "(2 characters)" in oddities[1]


def test_a_table_is_read_row_by_row():
    body = table([cell(say("Date")), cell(say("3 May"))], [cell(say("Place")), cell(say("Office"))])

    lines, oddities = read(body)

    assert [line for line in lines if line] == ["Date", "3 May", "Place", "Office"]
    assert oddities == ["1 table read row by row."]


def test_a_table_of_speaker_and_words_becomes_turns():
    body = table(
        [cell(say("Speaker")), cell(say("Words"))],
        [cell(say("Interviewer")), cell(say("How is it?"))],
        [cell(say("P01")), cell(say("Fine."), say("Mostly."))],
        [cell(say("Interviewer:")), cell(say("Why mostly?"))],
        [cell(say("P01")), cell(say("The thresholds."))],
    )

    lines, oddities = read(body)

    assert [line for line in lines if line] == [
        "Speaker",
        "Words",
        "Interviewer: How is it?",
        "P01: Fine.",
        "Mostly.",
        "Interviewer: Why mostly?",
        "P01: The thresholds.",
    ]
    assert oddities == ["1 table read as speaker and words."]


def rows(*cells):
    return table(*([cell(say(words) if words else "") for words in row] for row in cells))


TALK = say("Interviewer: How is it?") + say("Anna: It grew.")
CHECK = "1 table read row by row, as part of the turn before; check whose words they are."


def test_a_table_below_labelled_paragraphs_keeps_each_word_with_its_speaker():
    lines, oddities = read(
        TALK
        + rows(("Anna", "We meet weekly."), ("Interviewer", "Who is we?"), ("", "All?"))
        + say("Anna: The nurses.")
    )

    assert [line for line in lines if line][2:] == [
        "Anna: We meet weekly.",
        "Interviewer: Who is we?",
        "All?",
        "Anna: The nurses.",
    ]
    assert oddities == ["1 table read as speaker and words."]


def test_a_table_above_the_paragraphs_that_name_its_speakers_is_talk_too():
    lines, _ = read(rows(("Anna", "We meet weekly."), ("Ben", "We do.")) + say("Anna: So.") * 2)

    assert lines[0] == "Anna: We meet weekly."


def test_the_times_of_a_table_stand_before_their_own_turn():
    lines, oddities = read(
        TALK
        + rows(
            ("Time", "Speaker", "Words"),
            ("00:01:00", "Anna:", "We meet weekly."),
            ("[00:01:20]", "Interviewer:", "Who is we?"),
            ("00:01:30", "Health visitor:", "I am one."),
        )
    )

    assert [line for line in lines if line][2:] == [
        "[00:01:00] Anna: We meet weekly.",
        "[00:01:20] Interviewer: Who is we?",
        "[00:01:30] Health visitor: I am one.",
    ]
    assert oddities == [
        "1 table read as speaker and words.",
        "The tables' column headings (16 characters) left out.",
    ]


@pytest.mark.parametrize(
    "facts",
    [
        (("Interviewer", "Dan Fox"), ("Participant", "P01"), ("Date", "3 May")),
        (("Interviewer:", "Dan Fox"), ("Date:", "3 May"), ("Place:", "Office")),
        (("Anna", "Nurse"), ("Ben", "Teacher")),
        (("00:01", "We meet weekly."), ("00:02", "We do.")),
        (("Anna", "Nurse", "Midtown."), ("Ben", "Teacher", "East.")),
        (("Service", "It is open daily."), ("Anna", "She runs it."), ("Fee", "There is none.")),
    ],
)
def test_a_table_of_facts_below_talk_is_read_row_by_row_and_to_be_checked(facts):
    lines, oddities = read(TALK + rows(*facts))

    assert [line for line in lines if line][2:] == [words for row in facts for words in row]
    assert oddities == [CHECK]


def test_a_table_of_facts_above_the_talk_needs_no_check():
    _, oddities = read(rows(("Interviewer", "Dan Fox"), ("Date", "3 May")) + TALK)

    assert oddities == ["1 table read row by row."]


def test_a_table_within_a_table_keeps_its_words_in_place():
    inner = table([cell(say("in"))])
    lines, _ = read(table([cell(say("before"), inner, say("after")), cell(say("last"))]))

    assert [line for line in lines if line] == ["before", "in", "after", "last"]


def test_footnotes_stand_numbered_at_the_end():
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0">{say("x")}'
        f'</w:footnote><w:footnote w:id="7">{say("She laughs.")}</w:footnote></w:footnotes>'
    )
    body = para(run("Well"), '<w:r><w:footnoteReference w:id="7"/></w:r>') + say("Yes.")

    lines, oddities = read(
        body, parts=[("word/footnotes.xml", notes)], rels=[("footnotes", "footnotes.xml", "")]
    )

    assert [line for line in lines if line] == ["Well", "Yes.", "[footnote 1] She laughs."]
    assert oddities == ["Put at the end of the text, numbered: 1 footnote."]


def test_comments_headers_and_footers_are_counted_and_left_out():
    comments = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="1">{say("Check")}</w:comment></w:comments>'
    )
    header = f'<w:hdr xmlns:w="{W}">{say("Draft")}</w:hdr>'
    empty = f'<w:ftr xmlns:w="{W}"><w:p/></w:ftr>'

    lines, oddities = read(
        say("Words."),
        parts=[
            ("word/comments.xml", comments),
            ("word/header1.xml", header),
            ("word/footer1.xml", empty),
        ],
        rels=[
            ("comments", "comments.xml", ""),
            ("header", "header1.xml", ""),
            ("footer", "footer1.xml", ""),
        ],
    )

    assert "".join(lines) == "Words."
    assert oddities == [
        "1 comment (5 characters) left out.",
        "1 page header (5 characters) left out.",
    ]


def test_content_controls_links_and_smart_tags_are_read_through():
    block = f"<w:sdt><w:sdtPr/><w:sdtContent>{say('Block.')}</w:sdtContent></w:sdt>"
    line = para(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('In')}</w:sdtContent></w:sdt>",
        f"<w:hyperlink>{run('line')}</w:hyperlink>",
        f"<w:smartTag>{run('.')}</w:smartTag>",
    )

    assert [text for text in read(block + line)[0] if text] == ["Block.", "Inline."]


def test_an_unfilled_form_field_is_left_out():
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{run('Click here')}</w:sdtContent></w:sdt>"
    )

    lines, oddities = read(para(run("Name: "), control))

    assert lines[0] == "Name: "
    assert oddities == ["1 unfilled form field (10 characters) left out."]


def test_of_a_field_the_result_is_kept_and_the_instruction_left_out():
    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = mark("begin") + run("INNER") + mark("separate") + run("lost") + mark("end")
    body = para(
        mark("begin"),
        "<w:r><w:instrText>PAGE</w:instrText></w:r>",
        inner,
        mark("separate"),
        run("4"),
        mark("end"),
        run(" pages"),
    )

    assert read(body)[0][0] == "4 pages"


def test_a_broken_field_does_not_swallow_the_rest():
    broken = para('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', run("X"))

    assert "Still here." in read(broken + say("Still here."))[0]


def test_a_text_box_is_kept_once_and_listed():
    box = f"<w:txbxContent>{say('boxed')}</w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )

    lines, oddities = read(para(run("around "), drawing, run("it")) + say("next"))

    assert [line for line in lines if line] == ["around it", "boxed", "next"]
    assert oddities == ["1 text box kept, after the paragraph holding it."]


def test_tabs_hyphens_and_breaks_within_a_paragraph():
    body = para(
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:br/>"
        "<w:t>d</w:t></w:r>"
    )

    lines, oddities = read(body)

    assert lines[0] == "a\tb\u2011c d"
    assert oddities == ["Read as blanks within paragraphs: 1 line break."]


def test_tab_stops_are_no_words():
    body = '<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>' + run("a") + "</w:p>"

    assert read(body)[0][0] == "a"


def test_breaks_between_turns_of_one_paragraph_become_lines():
    body = para("<w:r><w:t>Interviewer: How so?</w:t><w:br/><w:t>Ann: It grew.</w:t></w:r>")

    lines, oddities = read(body)

    assert [line for line in lines if line] == ["Interviewer: How so?", "Ann: It grew."]
    assert oddities == ["Read as line ends between turns: 1 line break."]


def test_macros_objects_and_outside_references_are_listed_and_not_followed():
    outside = 'TargetMode="External"'
    settings_rels = (
        f'<Relationships xmlns="{RELS}"><Relationship Id="r" Type="{OFFICE}/attachedTemplate"'
        f' Target="http://127.0.0.1:9/t.dotm" {outside}/></Relationships>'
    )

    _, oddities = read(
        say("Words."),
        parts=[
            ("word/vbaProject.bin", b"macro"),
            ("word/embeddings/oleObject1.bin", b"ole"),
            ("word/settings.xml", f'<w:settings xmlns:w="{W}"/>'),
            ("word/_rels/settings.xml.rels", settings_rels),
        ],
        rels=[
            ("image", "http://127.0.0.1:9/a.png", outside),
            ("hyperlink", "http://127.0.0.1:9/", outside),
            ("settings", "settings.xml", ""),
        ],
    )

    assert oddities == [
        "The file carries macros; they were neither run nor kept.",
        "1 embedded object left out.",
        "2 references to other files or addresses not followed.",
    ]


def test_pictures_symbols_and_hidden_text_are_listed():
    body = para(
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>kept</w:t></w:r>",
        '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>',
        "<w:r><w:drawing><pic:pic/></w:drawing></w:r>",
    )

    lines, oddities = read(body)

    assert lines[0] == "kept\uf0e0"
    assert oddities == [
        "1 picture left out.",
        "1 run of hidden text kept.",
        "1 symbol of special fonts kept by their number.",
    ]


def test_python_docx_and_qualcode_see_the_same_words():
    import docx as writer

    made = writer.Document()
    made.add_heading("Talk", 1)
    made.add_paragraph("First item", style="List Bullet")
    made.add_paragraph("Interviewer: And then?")
    out = io.BytesIO()
    made.save(out)

    draft = read_docx(out.getvalue(), "talk.docx")

    lines = [line for line in draft.text.split("\n") if line]
    assert lines == ["Talk", "First item", "Interviewer: And then?"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password-protected"),
        (b"PK\x03\x04 and no more", "cut short"),
        (docx(say("Words."))[:-40], "cut short"),
        (docx("<w:p/>"), "no words"),
        (docx("<w:p>"), "damaged inside"),
    ],
)
def test_what_is_no_sound_document_is_refused_in_one_sentence(data, sentence):
    with pytest.raises(UnreadableFile, match=sentence) as refusal:
        read_docx(data, "talk.docx")

    assert "\n" not in str(refusal.value)


def test_an_archive_that_is_no_document_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.txt", "a")

    with pytest.raises(UnreadableFile, match="not a Word document"):
        read_docx(out.getvalue(), "talk.docx")


def test_a_document_type_inside_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')

    with pytest.raises(UnreadableFile, match="document type"):
        read_docx(out.getvalue(), "talk.docx")
