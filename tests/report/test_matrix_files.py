"""The framework matrix on its way out: nobody given away, and files that open as meant."""

import io
import re

import docx
import openpyxl
import pandas as pd
import pytest

from qualcode.analysis.frequency import Level
from qualcode.analysis.matrix import Matrix, MatrixCell, MatrixRow
from qualcode.errors import Refused
from qualcode.model import Code, Consent
from qualcode.model.summary import CellState
from qualcode.project.sample_parts.framework import add_to_sample
from qualcode.report.matrix_docx import as_docx
from qualcode.report.matrix_published import Leaving, PublishedCell, PublishedMatrix
from qualcode.report.matrix_published import published as everything_told
from qualcode.report.matrix_xlsx import as_xlsx


@pytest.fixture
def sample(bare):
    """Here nobody has written anything about the interviews yet."""
    return bare


def published(project, rows="authority", level="indicators", **where):
    return project.publishable_matrix(project.matrix(rows, level, where=where), where=where)


def everything(made):
    """All text of a published matrix."""
    rows = [text for name, people, cells in made.rows for text in (name, people, *lines(cells))]
    return "\n".join([made.rows_are, *made.columns, *rows, *made.notes])


def lines(cells):
    return [line for cell in cells for line in cell.lines]


def ids(project):
    return [p for p in project.frames().people["participant"].tolist() if p]


def named(text, project):
    return [id for id in ids(project) if re.search(rf"\b{id}\b", text)]


def test_authorities_with_their_people_summaries_and_quotes(sample):
    add_to_sample(sample)
    made = published(sample)

    assert made.rows_are == "Authority"
    assert [(name, people) for name, people, _ in made.rows] == [
        ("City Borough", "7 people"),
        ("East Borough", "8 people"),
        ("Midtown", "6 people"),
        ("Southshire", "6 people"),
    ]
    cell, *others = [c for c in made.rows[2][2] if c.summary]
    assert cell.summary.startswith("Commitment hangs on persons") and len(others) == 2
    assert len(cell.quotes) == 2 and cell.lines[-1].startswith("“")
    stale = [c.state for _, _, cells in made.rows for c in cells if c.summary and c.state]
    assert stale == ["written before the coding changed"]
    assert "Codebook version 1" in made.notes[0] and "What this cannot show" in made.notes[-1]
    assert named(everything(made), sample) == []


def test_a_caption_is_no_finer_beside_the_name_of_its_row(sample):
    """The ladder's "Practitioner" would be one or two people beside the name of a place."""
    quotes = sample.cell_quotes("authority", "Midtown", "3")
    sample.write_summary("authority", "Midtown", "3", "Own words.", [q.coding for q in quotes])
    alone = {q.attribution for q in sample.captioned(quotes, confirmed=True)}
    [cell] = [c for c in published(sample).rows[2][2] if c.summary]

    assert alone - {"Participant"}
    assert {caption for _, caption in cell.quotes} == {"Participant"}


def test_of_few_people_no_number_no_quote_and_no_silence_is_printed(sample):
    quotes = sample.cell_quotes("role", "midwife", "4")
    sample.write_summary("role", "midwife", "4", "Own words.", [q.coding for q in quotes])
    made = published(sample, "role")
    people = sample.frames().people.groupby("role")["participant"].nunique()
    labels = {sample.respondents.role_name(role): n for role, n in people.items()}
    small = [(name, n, cells) for name, n, cells in made.rows if labels[name] < 6]

    assert len(small) > 5 and len(quotes) > 1
    assert {n for _, n, _ in small} == {"c"}
    assert {c.state for _, _, cells in small for c in cells} == {"c", ""}
    assert [c.lines for _, _, cells in small for c in cells if c.summary] == [["Own words."]]
    assert "c: kept back" in made.notes[1]
    assert "Cells written: 1." in made.notes[0] and "something to write" not in made.notes[0]


def health(few):
    """Thirteen people of Health, ``few`` of them midwives, and how four of its cells stand."""
    roles = ["midwife"] * few + ["visitor"] * (13 - few)
    people = pd.DataFrame({"participant": [f"P{n}" for n in range(13)], "role": roles})
    people["agency"] = "health"
    states = (CellState.TO_WRITE, CellState.NOT_RAISED, CellState.NOT_YET, CellState.NOT_ASKED)
    codes = tuple(Code(str(n), f"Code {n}") for n in range(1, 5))
    cells = {
        ("health", c.id): MatrixCell("health", c.id, 0, 0, 0, state)
        for c, state in zip(codes, states, strict=True)
    }
    row = MatrixRow("health", "Health", "", 13, 13, 12)
    matrix = Matrix("agency", Level.BOTH, (row,), codes, cells, (), ("ruth",))
    leaving = Leaving(people, people, {}, {}, 6, "salt", ("agency", "role"))
    return everything_told(matrix, leaving, {}, 1, "Claims.")


def test_what_nobody_of_a_large_row_raised_is_not_told_of_the_few_inside():
    """ "Not raised" by Health would be told of its three midwives; and so by what is not it."""
    made = health(3)
    [(_, people, cells)] = made.rows

    assert people == "13 people"
    assert [c.state for c in cells] == ["no summary"] * 3 + ["not asked"]
    assert "“no summary” does not say whether anybody raised it" in made.notes[1]
    assert "something to write" not in made.notes[0]


@pytest.mark.parametrize("few", [0, 6])
def test_not_raised_stands_where_it_is_said_of_enough_people(few):
    made = health(few)
    [(_, _, cells)] = made.rows

    assert [c.state for c in cells] == [
        "not summarised yet", "not raised", "not yet coded", "not asked",
    ]  # fmt: skip
    assert "no summary" not in made.notes[1] and "1 cell with something" in made.notes[0]


def test_the_sample_tells_of_no_row_what_nobody_raised(sample):
    """Every authority has people who are alone in their role."""
    told = {c.state for _, _, cells in published(sample, level="both").rows for c in cells}

    assert told == {"no summary"}


def test_a_row_that_would_give_another_back_is_kept_back_too(sample):
    sample.set_options(small_group=10)
    assert {people for _, people, _ in published(sample).rows} == {"c"}
    sample.set_options(small_group=3)
    assert "c" not in {people for _, people, _ in published(sample).rows}


def test_single_people_are_numbers_in_an_order_of_their_own(sample):
    for id in ids(sample):
        sample.write_summary("participant", id, "1", f"About {ids(sample).index(id):02d}.")
    made = published(sample, "participant", "both")
    names = [name for name, _, _ in made.rows]
    order = [int(cells[0].summary[6:8]) for _, _, cells in made.rows]

    assert names[0] == "1. Manager" and len(set(names)) == 27
    assert {name.split(". ")[1] for name in names} <= {"Manager", "Practitioner", "Participant"}
    assert {people for _, people, _ in made.rows} == {""}
    assert order != sorted(order) and sorted(order)[0] == 0
    assert named(everything(made), sample) == []
    assert published(sample, "participant", "both") == made


def test_a_filter_that_leaves_or_leaves_out_few_gives_no_rows_of_single_people(sample):
    assert published(sample, "participant", authority="Midtown").rows
    with pytest.raises(Refused, match="fewer than 6 people"):
        published(sample, "participant", role="midwife")
    with pytest.raises(Refused, match="fewer than 6 people"):
        sample.matrix_file("docx", "participant", where={"role": "midwife"})


def test_a_filter_gives_no_numbers_to_subtract(sample):
    made = published(sample, wave="first")

    assert {people for _, people, _ in made.rows} == {""}
    assert "27" not in everything(made) and "wave first" in made.notes[0]


def test_words_of_people_who_allow_no_quotes_stay(sample, tmp_path):
    quotes = sample.cell_quotes("authority", "Midtown", "3")
    sample.write_summary("authority", "Midtown", "3", "Own words.", [q.coding for q in quotes])
    who = quotes[0].participant
    file = tmp_path / "participants.csv"
    file.write_text(f"participant,consent\n{who},{Consent.NO_QUOTE.value}\n", encoding="utf-8")
    sample.import_files([file])
    text = everything(published(sample))

    said = [q for q in quotes if q.participant == who]
    assert said and not any(" ".join(q.words.split())[:40] in text for q in said)
    assert any(q.words[:40] in text for q in quotes if q.participant != who)


def small(cells=1, text="Own words.", title="1 Aims", rows=1):
    cell = PublishedCell(text, "", (("We argue.", "Participant"),))
    line = ("Midtown", "7 people", (cell, *[PublishedCell("", "not raised")] * (cells - 1)))
    return PublishedMatrix("Authority", (title,) * cells, (line,) * rows, ("A note.",))


def sheet(made):
    return openpyxl.load_workbook(io.BytesIO(as_xlsx(made)))


def test_the_workbook_keeps_text_as_text():
    made = small(text="=SUM(1) http://x.invalid", title="=2+2")
    book = sheet(made)
    page = book["Framework matrix"]

    assert [c.value for c in page[1]] == ["Authority", "=2+2"]
    assert {c.data_type for row in page.iter_rows() for c in row} == {"s"}
    assert page["A2"].value == "Midtown\n7 people"
    assert page["B2"].value == "=SUM(1) http://x.invalid\n“We argue.” (Participant)"
    assert page["B2"].hyperlink is None and page["B2"].alignment.wrap_text
    assert page.print_title_rows == "$1:$1" and page.page_setup.orientation == "landscape"
    assert book["Notes"]["A1"].value == "A note."


def test_more_than_a_workbook_can_hold_is_cut_and_says_so():
    value = sheet(small(text="🦉" * 20_000))["Framework matrix"]["B2"].value

    assert len(value.encode("utf-16-le")) // 2 < 32_767
    assert value.endswith("(cut here: the Word file holds all of it)")
    assert sheet(small(text="x" * 20_000))["Framework matrix"]["B2"].value.startswith("x" * 20_000)


def word(made):
    return docx.Document(io.BytesIO(as_docx(made)))


def test_the_word_file_is_landscape_with_its_heading_on_every_page():
    made = word(small(cells=3, rows=40, text="First.\nSecond.\x00"))
    [table] = made.tables
    section = made.sections[0]

    assert section.page_width > section.page_height
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader") and len(table.rows) == 41
    assert [p.text for p in table.cell(1, 1).paragraphs] == [
        "First.", "Second.\ufffd", "“We argue.” (Participant)",
    ]  # fmt: skip
    assert table.cell(1, 0).text == "Midtown\n7 people"
    assert table.cell(1, 2).text == "not raised"
    assert made.paragraphs[-1].text == "A note."
    assert made.core_properties.author == ""


def test_thirty_two_columns_go_on_in_further_tables():
    made = word(small(cells=32, title="9.z " + "a very long name " * 7))

    assert [len(t.columns) for t in made.tables] == [9, 9, 9, 9]
    assert all(t.cell(1, 0).text == "Midtown\n7 people" for t in made.tables)
    assert sum(p.text.startswith("Columns ") for p in made.paragraphs) == 4


def test_the_whole_of_a_wide_matrix_becomes_files(sample):
    for ending in ("docx", "xlsx"):
        data = sample.matrix_file(ending, "participant", "both")
        assert data.startswith(b"PK")
