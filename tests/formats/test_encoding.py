import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import UnreadableFile
from qualcode.formats.encoding import decode

TALK = "INT: How was it?\n\nP01: Fine — “mostly”, said Siân, but we don’t meet in Tŷ Mawr.\n"
CODECS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    "utf-32-be",
)


def odd(data):
    return [str(problem) for problem in decode(data)[1]]


@pytest.mark.parametrize("codec", CODECS)
def test_one_text_in_eight_encodings_gives_the_same_text(codec):
    assert decode(TALK.encode(codec))[0] == TALK


@pytest.mark.parametrize("codec", CODECS)
@given(words=st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"]), max_size=60))
def test_any_words_survive_each_encoding_unchanged(codec, words):
    text = (
        f"INT: And what came of it, if anything?\nP01: {words}\nINT: Thank you for that answer.\n"
    )
    text += "P01: Not at all.\n" * 8

    assert decode(text.encode(codec))[0] == text


@given(st.binary(max_size=400))
def test_any_bytes_give_text_without_replacement_or_a_refusal(data):
    try:
        text, _ = decode(data)
    except UnreadableFile:
        return
    assert "\0" not in text and "\r" not in text and text.strip()
    marks = data.count(b"\xef\xbf\xbd") + data.count(b"\xfd\xff") + data.count(b"\xff\xfd")
    assert text.count("\ufffd") <= marks


def test_windows_1252_is_read_and_listed_with_the_line_of_its_first_odd_byte():
    text, problems = decode("first\nit’s “here”".encode("cp1252"))

    assert text == "first\nit’s “here”"
    assert [(p.row, "Windows-1252" in p.message) for p in problems] == [(2, True)]


def test_plain_utf8_has_no_oddities():
    assert decode(TALK.encode())[1] == []


def test_mixed_encodings_are_refused_with_line_and_byte():
    data = "one\nit’s\n".encode() + "caf\xe9\n".encode("cp1252")

    with pytest.raises(UnreadableFile, match=r"talk.txt mixes encodings: byte 14 in line 3"):
        decode(data, "talk.txt")


def test_lone_surrogates_are_refused_with_their_place():
    with pytest.raises(UnreadableFile, match="byte 2 in line 1"):
        decode(b"a \xed\xa0\x80 b")
    with pytest.raises(UnreadableFile, match="byte 4 in line 2"):
        decode("\ufeffa\n".encode("utf-16-le") + b"\x00\xd8b\x00")


def test_nuls_are_left_out_and_counted():
    text, problems = decode(b"INT: so\x00me wo\x00rds and more")

    assert text == "INT: some words and more"
    assert "2 NUL" in problems[0].message


def test_line_ends_become_lf_and_nothing_is_trimmed():
    assert decode(b"  a \r\nb\r\n\r\n c \n")[0] == "  a \nb\n\n c \n"


def test_a_lone_carriage_return_is_a_line_end_and_listed():
    text, problems = decode(b"one\ntwo\rthree")

    assert text == "one\ntwo\nthree"
    assert problems[0].row == 2


def test_marks_others_read_as_line_ends_are_kept_and_listed():
    text, problems = decode("one\ntwo\u2028x\x85y\x0cz".encode())

    assert text == "one\ntwo\u2028x\x85y\x0cz"
    assert [p.row for p in problems] == [2, 2, 2]


def test_invisible_characters_are_kept_and_listed_with_their_line():
    text, problems = decode("a\nP\u200b01: b\u202ec\u200b".encode())

    assert "\u200b" in text and "\u202e" in text
    assert [(p.row, "U+202E" in p.message or "2 times" in p.message) for p in problems] == [
        (2, True),
        (2, True),
    ]


def test_composed_and_decomposed_letters_stay_as_they_are():
    assert decode("e\u0301 \u00e9".encode())[0] == "e\u0301 \u00e9"


def test_very_many_oddities_are_counted_not_all_listed():
    assert len(decode("\u200b\n".join("abcdefgh" * 20).encode())[1]) == 21


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xff\xfe", b"\xef\xbb\xbf\n"]
)
def test_a_file_without_text_is_refused(data):
    with pytest.raises(UnreadableFile, match="no text"):
        decode(data)


def test_binary_data_is_refused():
    with pytest.raises(UnreadableFile):
        decode(bytes(range(128)) * 20)


def test_mac_roman_is_pointed_out():
    assert any("Mac Roman" in o for o in odd("I don’t\nknow".encode("mac_roman")))
    assert not any("Mac Roman" in o for o in odd("I don’t\nknow".encode("cp1252")))
