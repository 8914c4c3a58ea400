"""Coded-segment tables with the columns other programs give them; all rows are invented."""

import csv
import io

import pytest

from qualcode.errors import InvalidFile
from qualcode.formats.coded_segments import WordPlaces, read_coded_segments
from qualcode.model import Span

MAXQDA = (
    ("Color", "Document group", "Document name", "Code", "Beginning", "End", "Weight score",
     "Segment", "Modified by", "Author", "Creation date", "Comment", "Area", "Coverage %"),
    ("", "East", "Interview 7", "Trust > Managers", "3", "3", "0", "We rely on them.", "x", "bea",
     "2026-05-01 10:00:00", "Ask again.", "16", "0.5"),
)  # fmt: skip
ATLAS = (
    ("ID", "Document", "Quotation Name", "Quotation Content", "Comment", "Codes", "Reference",
     "Density", "Created by", "Created", "Modified"),
    ("1:1", "D 1: Interview 7.docx", "We rely…", "We rely on them.", "Ask again.",
     "● Trust\n● Money", "3 - 3", "2", "bea", "5/1/2026 10:00:00 AM", ""),
    ("1:2", "D 1: Interview 7.docx", "", "Marked only.", "", "", "4", "0", "bea", "", ""),
)  # fmt: skip
NVIVO = (
    ("Hierarchical Name", "File", "Coverage", "Reference Number", "Coded Text",
     "Coded By Initials", "Modified On"),
    ("Codes\\\\Trust\\\\Managers", "Files\\\\East\\\\Interview 7", "0.5", "1", "We rely on them.",
     "BE", "1/05/2026"),
)  # fmt: skip
TAGUETTE = (
    ("id", "document", "tag", "content"),
    ("5", "Interview 7", "trust", "We rely on them."),
)


def table(rows, ending="csv"):
    if ending == "csv":
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        return out.getvalue().encode()
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("rows", "codes", "coder", "comment", "begin"),
    [
        (MAXQDA, [("Trust", "Managers")], "bea", "Ask again.", 3),
        (ATLAS, [("Trust",), ("Money",), ()], "bea", "Ask again.", None),
        (NVIVO, [("Trust", "Managers")], "BE", "", None),
        (TAGUETTE, [("trust",)], "", "", None),
    ],
    ids=["maxqda", "atlas", "nvivo", "taguette"],
)
def test_the_columns_of_each_program_are_known(rows, codes, coder, comment, begin, ending):
    found, problems = read_coded_segments(table(rows, ending), f"segments.{ending}")

    assert problems == []
    assert [one.code for one in found] == codes
    assert {one.transcript for one in found} == {"Interview-7"}
    first = found[0]
    assert (first.words, first.coder) == ("We rely on them.", coder)
    assert (first.comment, first.begin) == (comment, begin)


def test_a_time_is_taken_only_when_it_means_one_thing():
    [clear], _ = read_coded_segments(table(MAXQDA), "a.csv")
    doubtful = read_coded_segments(table(ATLAS), "a.csv")[0][0]

    assert clear.made_at == "2026-05-01T10:00:00.000000+00:00"
    assert (doubtful.created, doubtful.made_at) == ("5/1/2026 10:00:00 AM", "")


@pytest.mark.parametrize(
    ("rows", "lost", "told"),
    [
        (MAXQDA, "Segment", "segment"),
        (ATLAS, "Codes", "code"),
        (NVIVO, "File", "document"),
        (TAGUETTE, "content", "segment"),
    ],
)
def test_a_table_without_a_column_it_needs_is_refused(rows, lost, told):
    [head, *rest] = rows
    head = ["else" if name == lost else name for name in head]
    with pytest.raises(InvalidFile, match=f"lacks the columns '{told}'"):
        read_coded_segments(table([head, *rest]), "segments.csv")


@pytest.mark.parametrize(
    ("rows", "column"),
    [(MAXQDA, "Code"), (ATLAS, "Quotation Content"), (NVIVO, "Coded Text"), (TAGUETTE, "tag")],
)
def test_a_row_that_lacks_a_cell_is_listed(rows, column):
    head, first = rows[0], list(rows[1])
    first[head.index(column)] = " "
    found, problems = read_coded_segments(table([head, first]), "segments.csv")

    assert found == []
    assert [problem.row for problem in problems] == [2]


TALK = "INT: How?\n\nBo: We know.\nIt was cold.\n\nWe know."


@pytest.mark.parametrize(
    ("begin", "at"), [(15, 15), (3, 15), (38, 38), (6, 38)], ids=["place", "line", "place", "line"]
)
def test_words_that_stand_twice_are_told_apart_by_where_they_begin(begin, at):
    places = WordPlaces(TALK)

    assert places.beginning(places.find("We know."), begin) == [Span(at, at + 8)]


@pytest.mark.parametrize("begin", [0, 1, 5, 99])
def test_a_beginning_that_fits_none_decides_nothing(begin):
    places = WordPlaces(TALK)
    both = places.find("We know.")

    assert places.beginning(both, begin) == both
