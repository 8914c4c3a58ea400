"""Rows as files: text stays text, what is not known stays empty, notes stand below."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from qualcode.report.tables import as_csv, as_xlsx

ROWS = [
    {"code": "1.a", "people": 7, "said": "=HYPERLINK(1)", "kept": False},
    {"code": "2", "people": None, "said": "a, “b”\nc", "kept": True},
]
COLUMNS = ["code", "people", "said", "kept"]


def read(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_csv_holds_every_row_and_runs_no_formula():
    assert read(as_csv(ROWS, COLUMNS, ["Counts are people."])) == [
        COLUMNS,
        ["1.a", "7", "'=HYPERLINK(1)", "False"],
        ["2", "", "a, “b”\nc", "True"],
        ["Counts are people."],
    ]


def test_a_workbook_keeps_numbers_numbers_and_text_text():
    book = load_workbook(io.BytesIO(as_xlsx({"Themes": (ROWS, COLUMNS)}, ["Counts are people."])))

    sheet = book["Themes"]
    assert [[c.value for c in row] for row in sheet.iter_rows()] == [
        COLUMNS,
        ["1.a", 7, "=HYPERLINK(1)", False],
        ["2", None, "a, “b”\nc", True],
    ]
    assert sheet["C2"].data_type == "s"
    assert book["Notes"]["A1"].value == "Counts are people."


def test_characters_no_file_can_hold_become_a_sign():
    book = load_workbook(io.BytesIO(as_xlsx({"T": ([{"a": "x\x00y"}], ["a"])})))
    assert book["T"]["A2"].value == "x\N{REPLACEMENT CHARACTER}y"


@given(st.lists(st.integers() | st.none(), max_size=6))
def test_numbers_come_back_from_a_csv(numbers):
    found = read(as_csv([{"n": n, "x": "-"} for n in numbers], ["n", "x"]))
    assert [row[0] for row in found[1:]] == ["" if n is None else str(n) for n in numbers]
