"""A codebook reshaped: edited, added to, moved, renamed, merged, retired, and what changed."""

from dataclasses import replace

import pytest

from qualcode.errors import Refused, UnknownCode
from qualcode.model import Code, Codebook, breaches, editing, reshaping
from qualcode.model.differences import differences

BOOK = Codebook(
    codes=(
        Code("1", "Aims"),
        Code("1.a", "Shared", parent="1", confused_with=("2.a",), cues=("same page",)),
        Code("1.b", "Written", parent="1", exclude_when=("said only -> 1.a; see 2.a, 1.c",)),
        Code("2", "Trust"),
        Code("2.a", "Names", parent="2", cues=("Same  page", "first names"), examples=("E",)),
        Code("2.a.i", "By first name", parent="2.a"),
    ),
    reporting_groups=(("1.a", "1.b"), ("2.a", "2.a.i")),
)


def ids(book):
    assert breaches(book) == []
    return [code.id for code in book]


def test_a_new_code_stands_after_the_last_of_its_parents_family():
    book = reshaping.added(BOOK, Code("2.b", " Two\nlines ", parent="2"))
    book = reshaping.added(book, Code("1.c", "C", parent="1"))

    assert ids(book) == ["1", "1.a", "1.b", "1.c", "2", "2.a", "2.a.i", "2.b"]
    assert book["2.b"].name == "Two lines"
    assert ids(reshaping.added(BOOK, Code("3", "New")))[-1] == "3"


@pytest.mark.parametrize(
    ("code", "error", "says"),
    [
        (Code("1.a", "Again"), Refused, "already"),
        (Code("", "None"), Refused, "number"),
        (Code(" 9", "Blank"), Refused, "number"),
        (Code("9|8", "Bar"), Refused, "number"),
        (Code("9\n", "Line"), Refused, "number"),
        (Code("9" * 201, "Long"), Refused, "number"),
        (Code("9", " "), Refused, "name"),
        (Code("9", "n" * 401), Refused, "name"),
        (Code("9", "C", colour="red"), Refused, "colour"),
        (Code("9", "P", parent="8"), UnknownCode, "8"),
        (Code("9", "C", confused_with=("8",)), UnknownCode, "8"),
    ],
)
def test_what_cannot_be_a_code_is_refused(code, error, says):
    with pytest.raises(error, match=says):
        reshaping.added(BOOK, code)


def test_a_renamed_code_is_renamed_wherever_it_is_named():
    book = reshaping.renamed(BOOK, "2.a", "2.x")

    assert ids(book) == ["1", "1.a", "1.b", "2", "2.x", "2.a.i"]
    assert book["1.a"].confused_with == ("2.x",)
    assert book["1.b"].exclude_when == ("said only -> 1.a; see 2.x, 1.c",)
    assert book["2.a.i"].parent == "2.x"
    assert book.reporting_groups == (("1.a", "1.b"), ("2.x", "2.a.i"))
    with pytest.raises(Refused, match="already"):
        reshaping.renamed(BOOK, "2.a", "1.a")


def test_a_code_moves_with_all_under_it_and_never_under_itself():
    book = reshaping.moved(BOOK, "2.a", "1")

    assert ids(book) == ["1", "1.a", "1.b", "2.a", "2.a.i", "2"]
    assert (book["2.a"].parent, book["2.a.i"].parent) == ("1", "2.a")
    assert reshaping.moved(BOOK, "2.a", None)["2.a"].parent is None
    for under in ("2", "2.a", "2.a.i"):
        with pytest.raises(Refused, match="stands under"):
            reshaping.moved(BOOK, "2", under)
    with pytest.raises(UnknownCode):
        reshaping.moved(BOOK, "2.a", "7")


def test_a_merged_code_leaves_its_cues_examples_and_letters_behind():
    book = reshaping.merged(BOOK, "2.a", "1.a")

    assert ids(book) == ["1", "1.a", "1.b", "2", "2.a.i"]
    assert book["1.a"].cues == ("same page", "first names")
    assert book["1.a"].examples == ("E",)
    assert book["1.a"].confused_with == ()
    assert book["2.a.i"].parent == "1.a"
    assert book["1.b"].exclude_when == ("said only -> 1.a; see 1.a, 1.c",)
    assert book.reporting_groups == (("1.a", "1.b"), ("2.a.i",))
    for into in ("2", "2.a"):
        with pytest.raises(Refused, match="stands under"):
            reshaping.merged(BOOK, "2", into)


def test_retiring_takes_the_letters_along_and_restoring_those_above():
    book = reshaping.retired(BOOK, "2")
    assert [c.id for c in book if c.retired] == ["2", "2.a", "2.a.i"]

    for act in (
        lambda: reshaping.added(book, Code("2.b", "B", parent="2")),
        lambda: reshaping.moved(book, "1.a", "2"),
        lambda: reshaping.merged(book, "1.a", "2.a"),
        lambda: reshaping.retired(book, "2"),
        lambda: reshaping.restored(book, "1"),
    ):
        with pytest.raises(Refused):
            act()

    assert [c.id for c in reshaping.restored(book, "2.a") if c.retired] == ["2.a.i"]


def test_fields_are_edited_and_what_they_cannot_hold_is_refused():
    book = editing.edited(
        BOOK, "1.a", definition=" New \n", cues="one\n\n  two \nOne", colour="#1b9e77", name="N"
    )
    code = book["1.a"]
    assert (code.definition, code.cues, code.colour) == ("New", ("one", "two"), "#1b9e77")
    assert ids(book) == ids(BOOK)

    wrong = [
        {"name": " "},
        {"colour": "#12"},
        {"cues": ["x" * 301]},
        {"definition": "x" * 5001},
        {"confused_with": ["1.a"]},
        {"parent": "2"},
        {"definition": ""},
    ]
    for fields in wrong:
        with pytest.raises(Refused):
            editing.edited(BOOK, "1.a", **fields)
    with pytest.raises(UnknownCode):
        editing.edited(BOOK, "1.a", confused_with=["7"])


def test_a_long_cue_that_came_with_a_file_does_not_stop_an_edit():
    long = replace(BOOK, codes=(*BOOK.codes, Code("3", "L", cues=("y" * 400,))))

    book = editing.edited(long, "3", cues=["y" * 400, "short"])

    assert book["3"].cues == ("y" * 400, "short")


def test_words_are_added_once_trimmed_and_on_one_line():
    book = editing.with_phrase(BOOK, "1.b", "cues", "  put it\r\nin   writing ")
    assert book["1.b"].cues == ("put it in writing",)

    for words in ("", " \n ", "x" * 301, "PUT it in writing"):
        with pytest.raises(Refused):
            editing.with_phrase(book, "1.b", "cues", words)
    assert editing.with_phrase(book, "1.b", "examples", "x" * 300)["1.b"].examples


def test_changes_are_told_in_sentences():
    book = editing.edited(BOOK, "1.a", name="Common", definition="D", cues=["same page", "new"])
    book = reshaping.renamed(book, "2.a", "3")
    book = reshaping.moved(book, "3", None)
    book = reshaping.retired(book, "1.b")
    book = reshaping.added(book, Code("4", "Four"))

    assert differences(BOOK, book) == [
        "New: 4 Four.",
        "2.a Names has the number 3 now.",
        "3: stands at the top now, before under 2.",
        "1.a: name is now “Common”, before “Shared”.",
        "1.a: definition is now “D”.",
        "1.a: how people say it: added “new”.",
        "1.b: retired.",
    ]
    assert differences(BOOK, BOOK) == []
    assert differences(BOOK, reshaping.merged(BOOK, "1.b", "1.a"))[0] == "Gone: 1.b Written."
    assert differences(BOOK, replace(BOOK, codes=BOOK.codes[::-1])) == [
        "The order of the codes changed."
    ]
    [line] = differences(BOOK, editing.edited(BOOK, "1", definition="x" * 900))
    assert len(line) < 350
    assert line.endswith("x…”.")
