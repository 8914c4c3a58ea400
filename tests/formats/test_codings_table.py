import csv
import io

import pytest

from qualcode.errors import InvalidFile
from qualcode.formats.codings import CodingRow, read_codings
from qualcode.model import Direction, Span


def read(*rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    found, problems = read_codings(out.getvalue().encode(), "codings.csv")
    return found, [str(problem) for problem in problems]


def test_a_coding_is_placed_by_quote_by_span_or_by_both():
    found, problems = read(
        ["id", "transcript", "start", "end", "quote", "code", "coder", "direction", "memo"],
        ["x", "east-01.md", "", "", "we met ", "1.a", "mk", "", "check"],
        ["y", "east-01", "3", "9", "", "2", "mk", "absent or barrier", ""],
        ["z", "east-01", "0", "6", "we met", "2", "mk", "mixed", ""],
    )

    assert problems == []
    assert found == [
        CodingRow("east-01", "1.a", "mk", Direction.PRESENT, "we met ", None, 2),
        CodingRow("east-01", "2", "mk", Direction.ABSENT, None, Span(3, 9), 3),
        CodingRow("east-01", "2", "mk", Direction.MIXED, "we met", Span(0, 6), 4),
    ]


def test_faulty_rows_are_listed_and_left_out():
    found, problems = read(
        ["transcript", "start", "end", "quote", "code", "coder", "direction"],
        ["t", "", "", "a", "1", "mk", "good"],
        ["t", "5", "5", "", "1", "mk", ""],
        ["t", "5", "", "", "1", "mk", ""],
        ["", "", "", " ", "", "mk", ""],
        ["t", "", "", " ", "1", "mk", ""],
        ["t", "", "", "kept", "1", "mk", ""],
    )

    assert [coding.quote for coding in found] == ["kept"]
    assert problems == [
        "line 2: the direction is none of present, absent_or_barrier, planned_or_hoped, mixed",
        "line 3: the end must lie after the start",
        "line 4: start and end must both be whole numbers of characters",
        "line 5: the column 'transcript' is empty",
        "line 5: the column 'code' is empty",
        "line 6: neither a quote nor start and end say which words are coded",
    ]


@pytest.mark.parametrize(
    "header", [["transcript", "code", "quote"], ["transcript", "code", "coder"]]
)
def test_a_table_that_lacks_a_column_is_refused(header):
    with pytest.raises(InvalidFile, match="lacks the columns"):
        read(header, ["t", "1", "x"])
