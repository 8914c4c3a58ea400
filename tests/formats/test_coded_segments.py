"""Code systems and coded segments as other programs print and export them."""

import pytest

from qualcode.errors import InvalidFile, UnreadableFile
from qualcode.formats.code_paths import path_of
from qualcode.formats.code_system import read_code_system
from qualcode.formats.coded_segments import CodedSegment, WordPlaces, read_coded_segments
from tests.conftest import SHARED
from tests.formats.pdfs import make_pdf

FOLDER = SHARED / "data" / "pdpilot"
NAME, MEMO, USED = 40, 200, 500


def printed_system(*rows):
    """A code system: (indent in steps, name, memo, frequency), the root added."""
    lines = [(20, 800, "Code System"), (NAME, 780, "Code System"), (MEMO, 780, "Memo")]
    lines += [(USED, 780, "Frequency"), (NAME, 760, "Code System"), (USED + 20, 760, "9")]
    for n, (steps, name, memo, used) in enumerate(rows):
        y = 740 - 30 * n
        lines.append((NAME + 15 * (steps + 1), y, name))
        lines += [(MEMO, y - 12 * k, part) for k, part in enumerate(memo.split("\n")) if part]
        lines += [(USED + 30, y, used)] if used else []
    return make_pdf([lines])


TREE = printed_system(
    (0, "Trust", "How far people rely\non each other.", "0"),
    (1, "Between managers", "", "2"),
    (1, "Between workers", "", "1"),
    (0, "Money", "", "3"),
)


def test_indents_make_the_tree_and_memos_the_definitions():
    system, problems = read_code_system(TREE, "codes.pdf")

    assert problems == []
    assert [(c.id, c.name, c.parent) for c in system.codebook] == [
        ("1", "Trust", None),
        ("1.1", "Between managers", "1"),
        ("1.2", "Between workers", "1"),
        ("2", "Money", None),
    ]
    assert system.codebook["1"].definition == "How far people rely on each other."
    assert system.used == {"1": 0, "1.1": 2, "1.2": 1, "2": 3}


def test_a_code_named_twice_is_a_problem_with_its_row():
    _, problems = read_code_system(
        printed_system((0, "Trust", "", "1"), (0, "trust", "", "1")), "codes.pdf"
    )

    assert [(p.row, p.message) for p in problems] == [(3, "this code stands in the tree already")]


def test_a_table_of_codes_names_the_way_to_each():
    table = "code,memo,frequency\nTrust,,0\nTrust > Managers,At the top.,2\n"
    system, problems = read_code_system(table.encode(), "codes.csv")

    assert problems == []
    assert [(c.id, c.name, c.parent) for c in system.codebook] == [
        ("1", "Trust", None), ("1.1", "Managers", "1"),
    ]  # fmt: skip


def test_a_parent_that_is_not_there_is_a_problem():
    _, problems = read_code_system(b"code\nTrust > Managers\n", "codes.csv")

    assert [p.row for p in problems] == [2]


@pytest.mark.parametrize("read", [read_code_system, read_coded_segments])
def test_a_pdf_without_the_headings_is_refused(read):
    with pytest.raises(InvalidFile, match="no table with the columns"):
        read(make_pdf([[(40, 700, "A letter")]]), "letter.pdf")


@pytest.mark.parametrize("read", [read_code_system, read_coded_segments])
def test_a_damaged_pdf_is_refused(read):
    with pytest.raises(UnreadableFile, match="damaged"):
        read(b"%PDF-1.4\nnothing", "cut.pdf")


@pytest.mark.parametrize("read", [read_code_system, read_coded_segments])
def test_a_table_without_the_columns_is_refused(read):
    with pytest.raises(InvalidFile, match="column"):
        read(b"who,what\na,b\n", "table.csv")


def printed_segments(*pages):
    """Coded segments: pages of (y, document, code, words), the headings on the first."""
    made = []
    for n, rows in enumerate(pages):
        lines = []
        if n == 0:
            lines = [(40, 800, "Document name"), (140, 800, "Code"), (300, 800, "Segment")]
        for y, document, code, words in rows:
            lines += [(40, y, document), (140, y, code)] if document else []
            lines += [(300, y + 1 - 12 * k, part) for k, part in enumerate(words.split("\n"))]
        made.append(lines)
    return make_pdf(made)


def test_segments_run_over_lines_and_pages():
    data = printed_segments(
        [(780, "talk", "Trust > Managers", "We rely on\neach other.")],
        [(800, "", "", "Every day."), (760, "other", "Money", "None left.")],
    )
    found, problems = read_coded_segments(data, "segments.pdf")

    assert problems == []
    assert found == [
        CodedSegment("talk", ("Trust", "Managers"), "We rely on\neach other.\nEvery day.", 1),
        CodedSegment("other", ("Money",), "None left.", 2),
    ]


def test_a_row_that_a_pages_edge_cuts_is_read_once():
    row = (-5, "talk", "Trust", "We rely on each other.")
    data = printed_segments([(780, "a", "Money", "None."), row], [(838, *row[1:])])
    found, _ = read_coded_segments(data, "segments.pdf")

    assert [s.transcript for s in found] == ["a", "talk"]


def test_a_table_of_segments_is_read_by_its_columns_names():
    table = "Document name,Code,Segment\ntalk.docx,Trust\\Managers,We rely.\ntalk,,We rely.\n"
    found, problems = read_coded_segments(table.encode(), "segments.csv")

    assert [(s.transcript, s.code) for s in found] == [("talk", ("Trust", "Managers"))]
    assert [p.row for p in problems] == [3]


def test_ways_are_cut_at_arrows_and_backslashes_only():
    assert path_of("A-B > C/D") == ("A-B", "C/D")
    assert path_of("Trust\\Managers") == ("Trust", "Managers")
    assert path_of("  ") == ()


TALK = "Ann: It’s a small town,\nand we know\n\nBo: each other. We know each other."


def test_words_are_found_over_line_breaks_and_with_other_apostrophes():
    places = WordPlaces(TALK)
    [span] = places.find("It's a small town, and we  know")

    assert TALK[span.start : span.end] == "It’s a small town,\nand we know"


def test_words_that_stand_twice_are_found_twice():
    assert [TALK[s.start : s.end] for s in WordPlaces(TALK).find("each other")] == [
        "each other.", "each other.",
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["mall town", "each othe", "nowhere", "…", ""])
def test_parts_of_words_and_nothing_are_not_found(words):
    assert WordPlaces(TALK).find(words) == []


@pytest.mark.shared
@pytest.mark.skipif(not FOLDER.is_dir(), reason="shared/data/pdpilot is not at hand")
def test_a_real_code_system_and_its_segments_agree():
    system, wrong = read_code_system((FOLDER / "code-system.pdf").read_bytes(), "code-system.pdf")
    found, problems = read_coded_segments(
        (FOLDER / "coded-segments.pdf").read_bytes(), "coded-segments.pdf"
    )

    assert (wrong, problems) == ([], [])
    assert (len(system.codebook), sum(system.used.values())) == (91, 293)
    # 32 segments, all of one code, are counted in the system and were not printed.
    assert len(found) == 293 - 32
    assert {s.transcript for s in found} == {f"P{n}" for n in range(1, 8)}
