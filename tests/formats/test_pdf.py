import pytest
from pdfs import lines, locked, make_pdf

from qualcode.errors import UnreadableFile
from qualcode.formats.pdf import read_pdf
from qualcode.formats.turns import find_turns

TALK = lines(
    "INT: How do you hear of a family that moves",
    "into the district?",
    "",
    "P01: From the school, mostly, though it takes",
    "a while until someone rings.",
    "",
    "INT: And then?",
)


def messages(draft):
    return [o.message for o in draft.oddities]


def test_lines_are_joined_to_paragraphs_and_turns_stand_apart():
    draft = read_pdf(make_pdf([TALK]), "a.pdf")

    assert draft.text == (
        "INT: How do you hear of a family that moves into the district?\n\n"
        "P01: From the school, mostly, though it takes a while until someone rings.\n\n"
        "INT: And then?"
    )
    assert draft.oddities == ()


def test_numbers_in_the_margin_are_left_out_and_listed():
    numbers = [(40, 800, "1"), (40, 758, "2"), (40, 716, "3")]

    draft = read_pdf(make_pdf([[*TALK, *numbers]]), "a.pdf")

    assert draft.text == read_pdf(make_pdf([TALK]), "a.pdf").text
    assert messages(draft) == ["number in the margin: 3 left out"]


def test_running_heads_and_page_numbers_are_left_out_and_listed():
    pages = [
        [(72, 830, "Study of moves"), *lines(f"P01: {word} thing."), (300, 20, f"Page {i} of 4")]
        for i, word in enumerate(["One", "Another", "Some", "Last"], 1)
    ]

    draft = read_pdf(make_pdf(pages), "a.pdf")

    assert draft.text.split("\n\n") == [
        "P01: One thing.",
        "P01: Another thing.",
        "P01: Some thing.",
        "P01: Last thing.",
    ]
    assert messages(draft) == ["page number or running head: 8 left out"]


def test_words_said_at_the_same_place_of_many_pages_are_kept():
    pages = [lines("P01: Yes.", "", f"INT: Question {word}?") for word in ("a", "b", "c", "d")]

    assert read_pdf(make_pdf(pages), "a.pdf").text.count("P01: Yes.") == 4


def test_a_sentence_that_runs_over_the_page_stays_one_paragraph():
    first = lines("INT: How so?", "", "P01: Because the room that we were given for it was")
    draft = read_pdf(make_pdf([first, lines("too small for us all.", "", "INT: I see.")]), "a.pdf")

    assert "was too small for us all." in draft.text


def test_a_line_cut_by_the_pages_edge_is_kept_once_and_listed():
    cut = "and so we waited for the better part of a year"
    first = [*lines("INT: How so?", "", "P01: Nobody came,"), (72, 758, cut)]
    second = [(72, 835, cut), *lines("before we asked again.", top=821)]

    draft = read_pdf(make_pdf([first, second]), "a.pdf")

    assert draft.text.count("better part") == 1
    assert any("two pages" in m for m in messages(draft))


def test_words_outside_the_page_are_not_taken():
    assert "unseen" not in read_pdf(make_pdf([[*TALK, (72, 900, "unseen")]]), "a.pdf").text


def test_a_hyphen_at_a_line_end_goes_only_where_the_whole_word_is_known():
    draft = read_pdf(
        make_pdf(
            [lines("P01: We meet in super-", "vision and in supervision we do self-", "referral.")]
        ),
        "a.pdf",
    )

    assert draft.text == "P01: We meet in supervision and in supervision we do self-referral."
    assert messages(draft) == ["word broken at a line end: 1 joined"]


def test_a_page_without_text_is_named():
    draft = read_pdf(make_pdf([TALK, []]), "a.pdf")

    assert messages(draft) == ["page 2 has no text (a scan or an empty page)"]


def test_a_scan_is_refused():
    with pytest.raises(UnreadableFile, match=r"a\.pdf has no text .*scan"):
        read_pdf(make_pdf([[], []]), "a.pdf")


def test_a_locked_file_is_refused_and_one_without_password_is_read():
    with pytest.raises(UnreadableFile, match="password-protected: save an open copy"):
        read_pdf(locked(make_pdf([TALK]), "secret"), "a.pdf")
    assert len(find_turns(read_pdf(locked(make_pdf([TALK]), ""), "a.pdf").text).turns) == 3


def test_a_damaged_file_is_refused():
    good = make_pdf([TALK])
    for data in (b"%PDF-1.4\n", b"%PDF-1.7 nothing of the kind", good[:60]):
        with pytest.raises(UnreadableFile, match=r"a\.pdf"):
            read_pdf(data, "a.pdf")


def test_a_loop_in_the_page_tree_is_refused():
    data = make_pdf([TALK]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
    with pytest.raises(UnreadableFile, match=r"a\.pdf"):
        read_pdf(data, "a.pdf")


def test_too_many_pages_are_refused():
    with pytest.raises(UnreadableFile, match="2001 pages"):
        read_pdf(make_pdf([[]] * 2001), "a.pdf")
