"""Positions are found as the program that wrote them counted, or the source is marked unproven."""

import random

import pytest

from qualcode.formats.refi import read_qdpx
from qualcode.formats.refi.measure import Dialect, Rule, Ruler
from tests.formats.refi_files import bundle, selection

BOM = b"\xef\xbb\xbf"
# Invented. Characters beyond the basic plane stand early, so that units and points differ.
TEXT = (
    "Interviewer: 🙂 What helps here?\n"
    "P01: Time, and 📊 a manager who listens to us.\n"
    "P01: Thresholds were argued over every week.\n"
    "P01: Nobody rings the duty desk any more 🙂 and that costs us.\n"
)
QUOTES = [
    "a manager who listens",
    "Thresholds were argued",
    "the duty desk",
    "that costs us",
    "What helps",
    "Nobody rings",
]


def counted(text, unit, crlf, bom, inclusive, quote):
    """Where a quote stands, as a program would count it that goes by the four habits."""
    at = text.index(quote)

    def position(end):
        before = text[:end].replace("\n", "\r\n") if crlf == 2 else text[:end]
        points = len(before)
        units = len(before.encode("utf-16-le")) // 2
        return (units if unit == "UTF-16 units" else points) + bom

    start, end = position(at), position(at + len(quote))
    return start, end - inclusive


def quotes(project):
    [source] = project.sources
    return [source.text[one.span.start : one.span.end] for one in source.selections]


def made(unit, crlf, bom, inclusive, *, names=True, quotes=tuple(QUOTES), origin="Test"):
    marks = []
    for number, quote in enumerate(quotes, 1):
        start, end = counted(TEXT, unit, crlf, bom, inclusive, quote)
        marks.append(selection(number, start, end, quote if names else ""))
    return bundle(BOM + TEXT.replace("\n", "\r\n").encode(), *marks, origin=origin)


@pytest.mark.parametrize("unit", ["code points", "UTF-16 units"])
@pytest.mark.parametrize("crlf", [1, 2])
@pytest.mark.parametrize("bom", [False, True])
@pytest.mark.parametrize("inclusive", [False, True])
def test_each_way_of_counting_is_told_by_the_selections_names(unit, crlf, bom, inclusive):
    project, problems = read_qdpx(made(unit, crlf, bom, inclusive), "p.qdpx")

    assert quotes(project) == QUOTES
    assert problems == []
    told = project.sources[0].offsets
    assert told.proven
    assert (told.unit, told.crlf, told.bom, told.inclusive) == (unit, crlf, bom, inclusive)
    assert [one.name for one in project.sources[0].selections] == [""] * 6


@pytest.mark.parametrize("unit", ["code points", "UTF-16 units"])
@pytest.mark.parametrize("crlf", [1, 2])
def test_without_names_the_edges_of_words_tell(unit, crlf):
    project, _ = read_qdpx(made(unit, crlf, False, False, names=False), "p.qdpx")

    assert quotes(project) == QUOTES
    assert project.sources[0].offsets.proven


@pytest.mark.parametrize(
    ("origin", "unit", "crlf"),
    [("NVivo 12.6", "UTF-16 units", 2), ("QualCoder 4.0", "code points", 1)],
)
def test_two_selections_without_names_are_enough_where_the_program_is_known(origin, unit, crlf):
    data = made(unit, crlf, False, False, names=False, quotes=QUOTES[1:3], origin=origin)

    project, _ = read_qdpx(data, "p.qdpx")

    assert quotes(project) == QUOTES[1:3]
    assert project.sources[0].offsets.proven


def test_without_evidence_the_standard_is_followed_and_three_samples_are_shown():
    # Titles, no quotes; and every start and end stands between words in each way of counting.
    text = "🙂 " + "a " * 40
    marks = [selection(n, 4 * n, 4 * n + 5, "a title of one's own") for n in range(1, 6)]

    project, problems = read_qdpx(bundle(text.encode(), *marks), "p.qdpx")

    [source] = project.sources
    assert not source.offsets.proven
    assert source.offsets.as_the_standard_says
    assert [one.span.start for one in source.selections] == [4, 8, 12, 16, 20]
    assert [sample.span.start for sample in source.offsets.samples] == [4, 8, 12]
    assert all(sample.span != sample.rival for sample in source.offsets.samples)
    assert problems == []


def test_sources_are_judged_one_by_one_and_never_by_their_program_alone():
    text = "🙂 " + "a " * 40
    marks = [selection(1, 4, 9)]

    project, _ = read_qdpx(bundle(text.encode(), *marks, origin="NVivo 12"), "p.qdpx")

    assert project.sources[0].selections[0].span.start == 4
    assert not project.sources[0].offsets.proven


def test_names_that_stand_elsewhere_are_shown_and_nothing_counts_as_proven():
    # Written into the project file, a Windows line end is one character; this one counted two.
    marks = [
        selection(n, *counted(TEXT, "code points", 2, 0, 0, q), q) for n, q in enumerate(QUOTES)
    ]
    late = [mark for mark, quote in zip(marks, QUOTES, strict=True) if quote != "What helps"]

    project, _ = read_qdpx(bundle(TEXT.encode(), *late), "p.qdpx")

    [source] = project.sources
    assert not source.offsets.proven
    for sample, quote in zip(source.offsets.samples, QUOTES, strict=False):
        assert source.text[sample.rival.start : sample.rival.end] == quote
        assert source.text[sample.span.start : sample.span.end] != quote


def test_a_few_titles_that_happen_to_stand_in_the_text_spoil_no_proof():
    marks = [
        selection(n, *counted(TEXT, "code points", 1, 0, 0, q), q) for n, q in enumerate(QUOTES)
    ]
    at = TEXT.index("Time")

    project, _ = read_qdpx(
        bundle(TEXT.encode(), *marks, selection(9, at, at + 4, "that costs us")), "p.qdpx"
    )

    assert project.sources[0].offsets.proven
    assert project.sources[0].selections[-1].name == "that costs us"


def test_people_who_cut_words_prove_nothing_however_many_their_selections():
    # Invented: a long talk, marked at random and without names.
    chance = random.Random(7)
    text = "🙂 " + TEXT * 30
    starts = [chance.randrange(len(text) - 60) for _ in range(300)]
    marks = [selection(n, at, at + chance.randrange(9, 50)) for n, at in enumerate(starts)]

    project, _ = read_qdpx(bundle(text.encode(), *marks), "p.qdpx")

    [source] = project.sources
    assert not source.offsets.proven
    assert [one.span.start for one in source.selections] == starts


def test_a_declared_way_of_counting_is_not_believed_against_the_words():
    marks = [
        selection(n, *counted(TEXT, "code points", 1, 0, 0, q), q) for n, q in enumerate(QUOTES)
    ]
    origin = "qualcode (positions in UTF-16 units)"

    project, _ = read_qdpx(bundle(TEXT.encode(), *marks, origin=origin), "p.qdpx")

    assert quotes(project) == QUOTES
    assert project.origin == "qualcode"


def test_a_plain_text_needs_no_proof():
    project, _ = read_qdpx(bundle(b"Trust takes time.", selection(1, 6, 11)), "p.qdpx")

    assert quotes(project) == ["takes"]
    assert project.sources[0].offsets.proven


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("a manager who", ""),
        ("a  manager&#10;who", ""),
        ("What the desk lacks", "What the desk lacks"),
        ("line:6", "line:6"),
    ],
)
def test_a_name_is_kept_where_it_is_no_quote(name, kept):
    at = TEXT.index("a manager who")

    project, _ = read_qdpx(bundle(TEXT.encode(), selection(1, at, at + 13, name)), "p.qdpx")

    assert project.sources[0].selections[0].name == kept


def test_a_name_cut_with_an_ellipsis_proves_as_a_whole_one_does():
    at = TEXT.index("Thresholds")
    marks = [selection(1, at, at + 40, "Thresholds were argued…"), selection(2, at, at + 10)]

    project, _ = read_qdpx(bundle(TEXT.encode(), *marks), "p.qdpx")

    assert project.sources[0].offsets.proven
    assert project.sources[0].selections[0].name == ""


def test_composed_letters_prove_decomposed_ones_and_the_text_stays_as_it_is():
    text = "🙂 The cafe\u0301 closed early."
    marks = [selection(1, 6, 11, "café"), selection(2, 12, 18, "closed")]

    project, _ = read_qdpx(bundle(text.encode(), *marks), "p.qdpx")

    assert project.sources[0].text == text
    assert quotes(project) == ["cafe\u0301", "closed"]


def test_nothing_but_line_ends_and_the_mark_is_taken_from_a_text():
    text = " \u00a0Tabs\tand\u2028marks \u200b“quoted” \x0b\x1f ﬁn\ufeff \r\rlast \n\n"

    project, problems = read_qdpx(bundle(BOM + text.encode()), "p.qdpx")

    assert problems == []
    assert project.sources[0].text == text.replace("\r", "\n")


@pytest.mark.parametrize("data", [b"caf\xe9", "wide".encode("utf-16"), b"a\x00b"])
def test_a_source_that_is_not_utf_8_is_listed_with_its_selections(data):
    project, [problem] = read_qdpx(bundle(data, selection(1, 0, 2)), "p.qdpx")

    assert project.sources[0].text is None
    assert project.sources[0].selections == ()
    assert "not text in UTF-8; 1 selection on it left out" in problem.message


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (5, 5, "is empty"),
        (6, 5, "ends before it starts"),
        (0, 18, "lies outside"),
        (-1, 4, "lies outside"),
        ("x", 4, "no whole numbers"),
        ("1_0", 12, "no whole numbers"),
        (0, "9" * 30, "no whole numbers"),
    ],
)
def test_a_selection_that_fits_nowhere_is_listed_and_never_clamped(start, end, said):
    marks = [selection(1, start, end), selection(2, 6, 11, "takes")]

    project, [problem] = read_qdpx(bundle(b"Trust takes time.", *marks), "p.qdpx")

    assert quotes(project) == ["takes"]
    assert said in problem.message
    assert problem.row == 4
    assert "takes" not in problem.message


def test_a_position_inside_a_character_points_nowhere():
    ruler = Ruler("a🙂b", bom=False)

    assert ruler.span(0, 2, Dialect("UTF-16 units")) == (
        "lies outside of its text or inside a character"
    )


def test_the_rule_counts_as_python_encodes():
    text = "a\n🙂\n\nb📊"

    for at in range(len(text) + 1):
        wide = text[:at].replace("\n", "\r\n").encode("utf-16-le")
        assert Rule(text).position(at) == len(wide) // 2
