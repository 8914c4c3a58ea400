import pytest

from qualcode.errors import UnreadableFile
from qualcode.formats.rtf import read_rtf

HEAD = rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset238 X;}}"


def read(body):
    draft = read_rtf(HEAD + body + b"}", "talk.rtf")
    lines = [line for line in draft.text.split("\n") if line]
    return lines, [str(oddity) for oddity in draft.oddities]


def test_paragraphs_and_escapes_become_lines():
    lines, oddities = read(
        rb"\f0 Interviewer: How\rquote s it?\par "
        rb"P01: It\'92s caf\'e9, na\u239?ve \u-10179?\u-8704? \{so\}\par}"
        b""
    )

    assert lines == ["Interviewer: How’s it?", "P01: It’s café, naïve 😀 {so}"]
    assert oddities == []


def test_raw_bytes_are_read_in_the_code_page_of_their_font():
    assert read(rb"\f0 It" + b"\x92" + rb"s {\f1 " + b"\xb3" + rb"}\par")[0] == ["It’s ł"]


def test_objects_pictures_and_raw_data_are_left_out_and_listed():
    lines, oddities = read(
        rb"before {\object\objemb{\*\objdata 0105}{\result{shown}}}"
        rb"{\pict\pngblip 8950}{\*\x\bin5 }}}\{}after\par"
    )

    assert lines == ["before after"]
    assert oddities == [
        "1 embedded object left out.",
        "1 picture left out.",
        "1 stretch of raw data left out.",
    ]


def test_deletions_are_left_out_and_insertions_kept():
    lines, oddities = read(rb"We met {\deleted\revauthdel1 never}{\revised  weekly}.\par")

    assert lines == ["We met  weekly."]
    assert oddities == ["5 characters of tracked deletions left out."]


def test_notes_go_to_the_end_and_comments_and_headers_out():
    lines, oddities = read(
        rb"{\header Draft\par}Well{\super\chftn{\footnote\pard {\chftn} She laughs.}}"
        rb"{\*\annotation Check} yes.\par Next.\par"
    )

    assert lines == ["Well yes.", "Next.", "[footnote 1]  She laughs."]
    assert oddities == [
        "1 comment left out.",
        "1 page header or footer left out.",
        "Put at the end of the text, numbered: 1 note.",
    ]


def test_a_link_keeps_its_words_and_loses_its_address():
    link = rb'{\field{\*\fldinst{HYPERLINK "http://127.0.0.1:9/"}}{\fldrslt{here}}}'

    assert read(rb"Look " + link + rb" now\par")[0] == ["Look here now"]


def test_a_table_of_speaker_and_words_becomes_turns():
    def row(who, words):
        return rb"\trowd\cellx1\cellx2\intbl " + who + rb"\cell " + words + rb"\cell\row"

    table = row(b"Q", b"Why?") + row(b"P01", rb"So.\par And so.") + row(b"Q", b"Oh.")

    lines, oddities = read(rb"Start\par" + table + rb"\pard End\par")

    assert lines == ["Start", "Q: Why?", "P01: So.", "And so.", "Q: Oh.", "End"]
    assert oddities == ["1 table read as speaker and words."]


def test_the_times_of_a_table_stand_before_their_own_turn():
    def row(*cells):
        marked = b"".join(cell + rb"\cell " for cell in cells)
        return rb"\trowd\cellx1\cellx2\cellx3\intbl " + marked + rb"\row"

    table = row(b"00:01:00", b"Anna:", b"We do.") + row(b"00:01:09", b"Interviewer:", b"Who?")

    lines, _ = read(rb"Interviewer: So?\par Anna: Yes.\par" + table + rb"\pard End\par")

    assert lines[2:4] == ["[00:01:00] Anna: We do.", "[00:01:09] Interviewer: Who?"]


def test_a_text_box_is_kept_at_the_end():
    box = rb"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt boxed\par}}{\shprslt boxed}}"

    lines, oddities = read(rb"around" + box + rb" it\par")

    assert lines == ["around it", "boxed"]
    assert oddities == ["1 text box kept, at the end of the text."]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"plain words", "is not RTF"),
        (HEAD + b"cut short", "cut short"),
        (HEAD + rb"\bin999999 x}", "cut short"),
        (HEAD + b"{" * 100_000 + b"}" * 100_001, "200 deep"),
        (HEAD + b"}", "no words"),
        (HEAD + rb"\u9999999999?x}", "character set"),
    ],
)
def test_what_is_no_sound_rtf_is_refused(data, sentence):
    with pytest.raises(UnreadableFile, match=sentence):
        read_rtf(data, "talk.rtf")
