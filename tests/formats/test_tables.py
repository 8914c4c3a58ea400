import datetime
import io
import zipfile

import openpyxl
import pytest

from qualcode.errors import UnreadableFile
from qualcode.formats import grid as tables
from qualcode.formats.grid import read_grid


def workbook(*rows, prepare=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if prepare:
        prepare(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data, member, old, new):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content.replace(old, new) if name == member else content)
    return out.getvalue()


def cells(grid):
    return [(row.number, dict(row.cells)) for row in grid.rows]


def said(problems):
    return [str(problem) for problem in problems]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_recognised(delimiter):
    text = delimiter.join(["ID ", "Text"]) + "\n" + delimiter.join(["1", '"a, b; c\nd"']) + "\n"

    grid = read_grid(text.encode("utf-8-sig"), "t.csv")

    assert grid.header == ("id", "text")
    assert cells(grid) == [(2, {"id": "1", "text": "a, b; c\nd"})]


def test_excels_line_about_the_delimiter_is_no_row():
    assert cells(read_grid(b"sep=;\nid;text\n1;a\n", "t.csv")) == [(3, {"id": "1", "text": "a"})]


def test_blank_lines_keep_their_numbers():
    assert cells(read_grid(b"id,text\n\n1,a\n,\n2,b\n", "t.csv"))[1] == (
        5,
        {"id": "2", "text": "b"},
    )


def test_ragged_rows_and_faulty_headings_are_reported_by_row():
    grid = read_grid(b"id,,ID,text\n1,x,2,a\n1\n1,,2,a,more\n", "t.csv")

    assert said(grid.problems) == [
        "line 1: the column 'id' stands twice; the first is used",
        "line 1: column 2 has no name and is left out",
        "line 2: has words in a column without a name, which are left out",
        "line 3: has only 1 cells where the heading has 4",
        "line 4: has 5 cells where the heading has 4",
    ]
    assert grid.rows[0].get("id") == "1"


@pytest.mark.parametrize("body", ['1,"never closed\n2,b\n', '1,"a"b\n'])
def test_a_faulty_quotation_mark_is_refused_by_row(body):
    with pytest.raises(UnreadableFile, match=r"Row 2 of t\.csv has a quotation mark"):
        read_grid(f"id,text\n{body}".encode(), "t.csv")


def test_a_huge_cell_is_refused_and_a_large_one_read(monkeypatch):
    large = "x" * 2_000_000
    assert read_grid(f"text\n{large}\n".encode(), "t.csv").rows[0].get("text") == large

    monkeypatch.setattr(tables, "MAX_CELL", 1_000_000)
    with pytest.raises(UnreadableFile, match=r"Row 2 of t\.csv has a cell of more than 1 MB"):
        read_grid(f"text\n{large}\n".encode(), "t.csv")


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    assert len(read_grid(b"text\na\nb\n", "t.csv").rows) == 2

    with pytest.raises(UnreadableFile, match="more than 3 rows"):
        read_grid(b"text\na\nb\nc\n", "t.csv")


def test_an_old_excel_file_is_refused():
    with pytest.raises(UnreadableFile, match="Excel 97"):
        read_grid(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "t.xls")


def test_a_workbook_gives_its_values_as_text():
    grid = read_grid(
        workbook(
            ["ID", "Text", "When", "Share", "Yes"],
            [1, "two\nlines", datetime.datetime(2006, 2, 14), 0.5, True],
            [None, None, None, None, None],
            [2.0, "short"],
        ),
        "t.xlsx",
    )

    assert cells(grid) == [
        (2, {"id": "1", "text": "two\nlines", "when": "2006-02-14", "share": "0.5", "yes": "yes"}),
        (4, {"id": "2", "text": "short"}),
    ]
    assert (grid.oddities, grid.problems) == ((), ())


def test_formulas_are_not_evaluated_and_merged_cells_are_listed():
    def prepare(book):
        book.active.merge_cells("A3:B3")

    grid = read_grid(
        workbook(["id", "text"], ["=1+1", "a"], ["m", None], prepare=prepare), "t.xlsx"
    )

    assert grid.rows[0].get("id") == ""
    assert said(grid.oddities) == [
        "formulas stand as their last calculated values",
        "of merged cells only the first holds the value",
    ]


def test_hidden_and_further_sheets_are_named():
    def prepare(book):
        book.active.sheet_state = "hidden"
        book.active.title = "Old"
        for title in ("Empty", "New", "More"):
            book.create_sheet(title)
        book["New"].append(["text"])
        book["New"].append(["read me"])
        book["More"].append(["text"])
        book.active = 2

    grid = read_grid(workbook(["text"], ["hidden"], prepare=prepare), "t.xlsx")

    assert [row.get("text") for row in grid.rows] == ["read me"]
    assert said(grid.oddities) == [
        "hidden sheets not read: 'Old'",
        "only the sheet 'New' is read, not 'More'",
    ]


def test_a_workbook_without_rows_is_refused():
    with pytest.raises(UnreadableFile, match="no visible sheet with rows"):
        read_grid(workbook(), "t.xlsx")


def test_damaged_and_hostile_workbooks_are_refused():
    good = workbook(["text"], ["a"])
    sheet = "xl/worksheets/sheet1.xml"

    with pytest.raises(UnreadableFile, match="cut short"):
        read_grid(good[:-50], "t.xlsx")
    with pytest.raises(UnreadableFile, match="damaged inside"):
        read_grid(changed(good, sheet, b"</sheetData>", b""), "t.xlsx")
    with pytest.raises(UnreadableFile, match="document type"):
        read_grid(changed(good, sheet, b"<worksheet", b"<!DOCTYPE x []><worksheet"), "t.xlsx")
    with pytest.raises(UnreadableFile, match="not an Excel workbook"):
        read_grid(changed(good, "none", b"", b"").replace(b"[Content_", b"[Kontent_"), "t.xlsx")
