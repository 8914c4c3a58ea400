"""The sample: planned and achieved, a reference, the appendix, and what leaves of them."""

import csv
import io
from dataclasses import replace

import openpyxl
import pytest

from qualcode.errors import InvalidFile, Refused
from qualcode.model import Consent
from qualcode.project import Upload
from qualcode.project.sample_parts.sampling import add_to_sample

PLAN = """plan: {note: Drawn by hand.}
sample:
  - {role: social worker, agency: SSD, authority: midtown, planned: 3, approached: 5, agreed: 3,
     declined: 1, not_reached: 0}
  - {role: Midwife, authority: Midtown, planned: 2}
  - {role: Astronaut, authority: Midtown, planned: 1}
  - {role: Teacher, authority: Atlantis, planned: 1}
"""


def upload(text, name="plan.yaml"):
    return Upload(name, text.encode())


@pytest.fixture
def full(sample):
    add_to_sample(sample)
    return sample


def test_planned_and_achieved_stand_side_by_side(project, interview):
    project.set_plan(upload(PLAN))
    table = project.sample()
    words = {(row.role, row.authority): row.words for row in table.rows}

    assert words == {
        ("social_worker", "Midtown"): "1 of 3",
        ("midwife", "Midtown"): "0 of 2",
        ("Astronaut", "Midtown"): "? of 1",
        ("teacher", "Atlantis"): "? of 1",
    }
    assert table.total.words == "1 of 7"
    assert (table.total.planned_held, table.total.not_planned) == (1, 0)
    assert table.note == "Drawn by hand."


def test_names_the_study_lacks_are_reported_and_never_guessed(project, interview):
    project.set_plan(upload(PLAN))
    table = project.sample()

    assert table.unresolved == ("role 'Astronaut'", "authority 'Atlantis'")
    states = [row.state for row in table.rows]
    assert states == ["planned", "planned", "not in the lists", "not in the lists"]
    assert [row.interviews for row in table.rows] == [1, 0, None, None]


def test_parts_that_do_not_make_the_whole_are_told(project, interview):
    project.set_plan(upload(PLAN))
    assert project.sample().warnings[0] == (
        "Social worker, Midtown: 5 approached, but agreed, declined and not reached make 4."
    )
    plan = "sample: [{role: Midwife, authority: Midtown, planned: 2}, {planned: 3}]"
    project.set_plan(upload(plan))
    assert project.sample().warnings == (
        "The whole study: the plan says 3 planned in all, but its cells make 2.",
    )


def test_who_was_interviewed_unplanned_is_shown(full):
    table = full.sample()
    unplanned = [row for row in table.rows if row.state == "not planned"]

    assert ("headteacher", "Southshire") in {(r.role, r.authority) for r in unplanned}
    assert all(row.words.endswith("not planned") for row in unplanned)
    assert table.warnings == ()


def test_a_joint_interview_is_one_interview_and_two_people(full):
    [east] = [row for row in full.sample().by_authority if row.authority == "East Borough"]

    assert (east.interviews, east.participants) == (7, 8)
    assert full.sample().total.interviews == 28
    assert east.words == "6 of 7, 2 not planned"
    assert full.sample().total.words == "21 of 29, 8 not planned"


def test_a_person_seen_twice_is_two_interviews_and_one_person(full):
    cells = {(row.role, row.authority): row for row in full.sample().rows}
    cell = cells["social_worker", "Southshire"]

    assert (cell.interviews, cell.participants) == (2, 1)
    assert "One social worker" in full.sample().footnotes[0]


def test_rates_give_a_percentage_from_twenty_on(full):
    from qualcode.analysis.sample_rows import rate

    table = full.sample()
    assert rate(table.total) == "28 of 42 approached agreed (67%)"
    [midtown] = [row for row in table.by_authority if row.authority == "Midtown"]
    assert rate(midtown) == "7 of 11 approached agreed"


def test_a_rate_of_some_cells_says_so(project, interview):
    from qualcode.analysis.sample_rows import rate

    project.set_plan(upload(PLAN))
    assert rate(project.sample().total) == "3 of 5 approached agreed, known for 1 of 4 cells"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sample: [{role: Midwife, authority: Midtown, planned: -1}]", "whole number"),
        (
            "sample: [{role: Social Worker, agency: SSD, authority: Midtown, planned: 1},"
            " {role: District social worker, authority: Midtown, planned: 1}]",
            "rows 1 and 2 of the sample",
        ),
    ],
)
def test_a_faulty_plan_changes_nothing(project, text, said):
    with pytest.raises(InvalidFile, match=said):
        project.set_plan(upload(text))
    assert project.plan() is None


def test_a_study_without_interviews_or_plan_has_an_empty_sample(project):
    table = project.sample()

    assert table.rows == ()
    assert table.total.words == "–"
    assert "no planned sample" in table.caption
    project.set_plan(upload("sample: [{role: Midwife, authority: Midtown, planned: 2}]"))
    assert [row.words for row in project.sample().rows] == ["0 of 2"]
    assert project.appendix().total.participants == 0


def test_the_plan_is_taken_home_and_brought_back(full):
    before = full.plan()
    full.set_plan(upload(full.plan_yaml()))
    assert full.plan() == before


def test_withdrawn_people_are_not_in_the_sample(full):
    before = full.sample().total.participants
    full.set_participants(
        [
            replace(person, consent=Consent.WITHDRAWN) if person.id == "P03" else person
            for person in full.participants()
        ]
    )
    assert full.sample().total.participants == before - 1
    assert full.appendix().total.participants == before - 1


def test_the_reference_stands_beside_with_percentages_from_twenty_on(full):
    rows = {row.group: row for row in full.sample_reference().rows}

    assert (rows["County"].participants, rows["County"].percent) == (6, 22.2)
    assert (rows["County"].of_n, rows["County"].of_percent) == (34, 23.0)
    assert (rows["Unitary Authority"].participants, rows["Unitary Authority"].of_n) == (0, 46)
    assert "rounded" in full.sample_reference().notes[0]


def test_below_twenty_people_no_percentages(project, interview):
    project.set_reference(upload("authority,n\nMidtown,30\nEast,10\n", "r.csv"))
    table = project.sample_reference()

    assert [row.percent for row in (*table.rows, table.total)] == [None, None, None]
    assert {row.group: row.of_percent for row in table.rows} == {"Midtown": 75.0, "East": 25.0}
    assert "fewer than 20" in table.notes[0]


def test_a_reference_that_does_not_fit_is_told(full):
    full.set_reference(upload("category,n,percent\nCounty,50,40\nMoon,50,70\n", "r.csv"))
    notes = " ".join(full.sample_reference().notes)

    assert "add up to 110.0, not 100" in notes
    assert "In 2 rows" in notes and "does not give 2 of the groups" in notes


def test_a_reference_of_an_unknown_attribute_is_refused(full):
    with pytest.raises(Refused, match="Nothing is known by 'shoe_size'"):
        full.set_reference(upload("shoe size,n\n40,1\n", "r.csv"))
    full_before = full.reference()
    assert full_before.attribute == "authority_type"


def test_without_a_reference_the_next_step_is_told(project):
    with pytest.raises(Refused, match="no reference yet"):
        project.sample_reference()


@pytest.mark.parametrize("group", ["role_group", "role"])
def test_the_appendix_agrees_with_the_studys_own_records(full, group):
    table = full.appendix(group)
    known = {
        speaker.participant
        for row in full.transcripts()
        for speaker in full.transcript(row["id"]).respondents
    }

    assert table.total.participants == len(known) == len(full.participants()) == 27
    assert sum(row.participants for row in table.rows) == 27
    assert table.total.interviews == len(full.transcripts())


def test_an_appendix_by_anything_else_is_refused(full):
    with pytest.raises(Refused, match="role_group or role"):
        full.appendix("shoe size")


def test_the_file_keeps_few_people_back_and_is_recorded(full, tmp_path):
    full.export_sample(tmp_path / "s.xlsx")
    book = openpyxl.load_workbook(tmp_path / "s.xlsx")

    assert book.sheetnames == ["Sample", "Reference", "Interviewees", "Notes"]
    head, *rows = book["Sample"].iter_rows(values_only=True)
    for row in rows:
        told = dict(zip(head, row, strict=True))
        counts = [told[name] for name in ("approached", "agreed", "declined", "participants")]
        assert all(not isinstance(n, int) or n == 0 or n >= 6 for n in counts)
    assert any("What this cannot show" in str(cell.value) for (cell,) in book["Notes"].iter_rows())
    assert [event.act for event in full.history()][-1] == "export sample"


def test_a_csv_says_what_is_suppressed(full):
    rows = list(csv.DictReader(io.StringIO(full.sample_file("csv").decode("utf-8-sig"))))
    teacher = next(row for row in rows if row["role_name"] == "Teacher")

    assert (teacher["planned"], teacher["participants"], teacher["suppressed"]) == ("4", "", "True")


def test_a_sample_of_nothing_is_not_written(project, tmp_path):
    with pytest.raises(Refused, match="nothing in the sample yet"):
        project.export_sample(tmp_path / "s.xlsx")
    assert not (tmp_path / "s.xlsx").exists()


def test_the_file_sets_planned_interviews_held_apart_from_others(full):
    book = openpyxl.load_workbook(io.BytesIO(full.sample_file("xlsx")))
    head, *rows = book["Sample"].iter_rows(values_only=True)
    told = [dict(zip(head, row, strict=True)) for row in rows]
    total = told[-1]

    assert (total["planned"], total["planned_held"], total["not_planned"]) == (29, 21, 8)
    assert {row["not_planned"] for row in told[:-1] if row["planned"]} <= {"c", 0}


def test_another_ending_is_refused_and_not_recorded(full, tmp_path):
    before = len(full.history())
    with pytest.raises(Refused, match=r"\.csv or \.xlsx"):
        full.export_sample(tmp_path / "s.docx")
    assert len(full.history()) == before


def test_the_numbers_of_a_tiny_study_stay_in_it(project, interview):
    told = project.sample_file(".csv").decode("utf-8-sig")

    assert "participants" in told
    assert "1 interview with" not in told
    assert "Midtown,,,,,,,," in told
