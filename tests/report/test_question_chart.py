"""The map of questions and codes, as a chart and as files."""

import csv
import io

import pytest

from qualcode.analysis.questions import TOGETHER, QuestionCell, QuestionTable, by_question
from qualcode.model import Code, Codebook
from qualcode.model.schedule import Question, Schedule
from qualcode.report.charts.base import as_png, as_svg
from qualcode.report.charts.questions import question_map
from qualcode.report.question_file import question_file
from tests.analysis.study import BOOK, frames

LONG = Codebook(codes=(Code("1", "A name of many words " * 9), Code("2", "\"quoted\" <b> \\ 'it'")))


def table(questions, *, suppressed=False, book=LONG):
    asked = tuple(Question(str(n), f"Question {n}?") for n in range(questions))
    cells = {}
    for n, (code, question) in enumerate((c.id, q.id) for c in book for q in asked):
        back = suppressed and n == 0
        cells[code, question] = QuestionCell(
            *(code, question, None if back else n % 4, 9, None if back else n % 4),
            asked_for=n == 1,
            suppressed=back,
        )
    return QuestionTable(tuple((c.id, c.name) for c in book), asked, cells, "A caption.")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("questions", [1, 40])
def test_the_map_is_drawn_with_any_number_of_questions_and_any_names(questions, dark):
    chart = question_map(table(questions), LONG, dark=dark)

    assert as_png(chart).startswith(b"\x89PNG")
    svg = as_svg(chart).decode()
    assert "A name of many" in svg and "&lt;b&gt;" in svg


def test_what_is_kept_back_shows_no_number_anywhere():
    chart = question_map(table(2, suppressed=True), LONG)
    values = chart.to_dict()["layer"][0]["data"]["values"]
    [kept] = [row for row in values if row["words"] == "c"]

    assert "Kept back" in kept["said"] and kept["hatch"]
    assert not any(isinstance(v, int) for v in kept.values() if not isinstance(v, bool))


def test_the_chosen_cell_and_few_people_are_marked():
    chart = question_map(table(2), LONG, chosen=("2", "1"))
    values = chart.to_dict()["layer"][0]["data"]["values"]

    assert [row["weight"] for row in values] == [1.2, 1.2, 1.2, 3.0]
    assert [row["few"] for row in values] == ["", "◥", "◥", ""]


def test_a_map_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        question_map(QuestionTable((), (), {}, ""), LONG)


def test_files_hold_the_rows_and_what_must_be_said():
    text = question_file(table(2, suppressed=True), LONG, "csv", "The claims.").decode("utf-8-sig")
    told = list(csv.DictReader(io.StringIO(text)))

    assert (told[0]["participants"], told[0]["suppressed"]) == ("", "True")
    assert (told[1]["participants"], told[1]["of_participants"]) == ("2", "9")
    assert "A caption." in text and "The claims." in text
    assert question_file(table(2), LONG, "xlsx", "").startswith(b"PK")
    assert question_file(table(2), LONG, "png", "").startswith(b"\x89PNG")
    assert b"<svg" in question_file(table(2), LONG, "svg", "")


def test_a_coarser_table_stands_in_one_column():
    from qualcode.analysis.frequency import count_themes

    schedule = Schedule(questions=(Question("1", "What?", codes=("1.a",)),))
    coarse = by_question(count_themes(frames(), BOOK), schedule, BOOK)
    cell = coarse.cells["1", ""]

    assert [question.text for question in coarse.questions] == [TOGETHER]
    assert (cell.people, cell.of) == (2, 4)
    assert coarse.sentence(cell).startswith("2 of 4 people in all: 1 Aims")
    assert b"all" in as_svg(question_map(coarse, BOOK))
