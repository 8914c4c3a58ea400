"""A theme table as a file: the same rows, and nothing of what is kept back."""

from __future__ import annotations

import csv
import dataclasses
import io

import openpyxl
import pytest

from qualcode.analysis.frequency import count_themes
from qualcode.report.theme_files import Chart, theme_file
from tests.analysis import study
from tests.analysis.study import BOOK
from tests.report.test_heatmap import LISTED

NOTES = ("The caption.", "=What it cannot show")


@pytest.fixture
def table():
    """By authority, with everything about East kept back."""
    made = count_themes(study.frames(), BOOK, ("authority",))
    rows = made.rows.astype({"segments": "Int64"})
    east = rows["authority"] == "East"
    rows.loc[east, "suppressed"] = True
    rows.loc[east, ["participants", "of_participants", "segments"]] = None
    return dataclasses.replace(made, rows=rows)


def made(table, ending, **more):
    return theme_file(table, ending, BOOK, LISTED, notes=NOTES, **more)


def test_csv_holds_the_rows_and_the_notes(table):
    rows = list(csv.reader(io.StringIO(made(table, "csv").decode("utf-8-sig"))))

    assert rows[0] == [str(name) for name in table.rows.columns]
    found = {(row[0], row[2]): row[3:] for row in rows[1:-2]}
    assert found["1", "Midtown"] == ["1", "3", "2", "False"]
    assert found["1", "East"] == ["", "", "", "True"]
    assert rows[-2:] == [["The caption."], ["'=What it cannot show"]]


def test_excel_holds_the_table_as_read_and_the_rows(table):
    book = openpyxl.load_workbook(io.BytesIO(made(table, "xlsx")))

    assert book.sheetnames == ["Table", "Rows", "Notes"]
    head, first, *_ = book["Table"].iter_rows(values_only=True)
    assert head == ("Code", "Name", "East", "Midtown", "Southshire")
    assert first == ("1", "Aims", "c", "1 of 3 (2)", "0 passages")
    hidden = [row for row in book["Rows"].iter_rows(values_only=True) if row[2] == "East"]
    assert all(row[3:6] == (None, None, None) for row in hidden)


@pytest.mark.parametrize("chart", [Chart.HEAT, Chart.DOTS])
def test_pictures_hold_the_notes_and_not_what_is_kept_back(table, chart):
    picture = made(table, "svg", chart=chart).decode()

    assert "The caption." in picture and "1 of 3" in picture
    assert "of 1 " not in picture.replace("of 1<", "of 1 ")
    assert made(table, "png", chart=chart).startswith(b"\x89PNG")


def test_another_ending_is_refused(table):
    with pytest.raises(ValueError, match="no doc"):
        made(table, "doc")
