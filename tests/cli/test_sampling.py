"""The sample and the schedule from the command line."""

import csv

from tests.conftest import ROOT

INSTRUMENTS = ROOT / "instruments"
PLAN = "sample: [{role: Social worker, agency: SSD, authority: Midtown, planned: 3}]"
ASKED = 'questions: [{id: "1", text: How do referrals go?, codes: [8.a]}]'


def test_the_sample_is_printed_with_its_wholes(study):
    rows = study.rows("sample", "--plan", study.write("plan.yaml", PLAN))

    assert list(rows[0]) == [
        *("role", "role_name", "authority", "planned", "approached", "agreed", "declined"),
        *("not_reached", "interviews", "planned_held", "not_planned", "participants"),
        *("state", "footnote"),
    ]
    told = {(r["role"], r["authority"]): (r["interviews"], r["planned"]) for r in rows}
    assert told == {
        ("social_worker", "Midtown"): (1, 3),
        ("social_worker", None): (1, 3),
        (None, "Midtown"): (1, 3),
        (None, None): (1, 3),
    }
    assert rows[0]["approached"] is None


def test_a_reference_and_the_appendix_are_tables_of_their_own(study):
    table = study.write("ref.csv", "authority,n\nMidtown,3\n")
    beside = study.rows("sample", "--reference", table)
    appendix = study("sample", "--appendix", "--format", "csv")

    assert [(r["group"], r["participants"], r["of_n"]) for r in beside] == [
        ("Midtown", 1, 3),
        ("total", 1, 3),
    ]
    rows = list(csv.DictReader(appendix.stdout.splitlines()))
    assert [(r["within"], r["group"], r["participants"]) for r in rows] == [
        ("Midtown", "practitioner", "1"),
        ("", "total", "1"),
    ]
    assert "What this cannot show" in appendix.stderr


def test_a_file_is_written_with_few_people_kept_back(study):
    told = study("sample", "-o", "sample.csv")

    assert told.stdout == ""
    assert "kept back" in told.stderr
    text = (study.folder / "sample.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert rows[0]["participants"] == "" and rows[0]["suppressed"] == "True"
    study("sample", "-o", "sample.doc", status=1)


def test_a_faulty_plan_or_schedule_is_one_sentence_with_its_lines(study):
    bad = "sample: [{role: Teacher, planned: -1}]"
    plan = study("sample", "--plan", study.write("bad.yaml", bad), status=1)
    asked = study("schedule", study.write("bad2.yaml", "questions: [{id: 1}]"), status=1)

    assert "line 1: 'planned' must be a whole number" in plan.stderr
    assert "bad2.yaml was not taken: 2 things to mend" in asked.stderr
    study("schedule", "nowhere.yaml", status=1)


def test_the_schedule_is_taken_and_its_questions_are_found(study):
    told = study("schedule", study.write("asked.yaml", ASKED))
    [row] = study.rows("schedule", "--match")

    assert "1 question found in 1 transcript." in told.stderr
    assert list(row) == [
        *("id", "part", "text", "codes", "participants", "transcripts", "segments"),
    ]
    assert (row["id"], row["codes"], row["participants"], row["segments"]) == ("1", ["8.a"], 1, 2)
    themes = study.rows("themes", "--by", "question")
    assert {r["question"] for r in themes} == {"1"}


def test_without_a_schedule_the_next_step_is_told(study):
    assert "no interview schedule yet" in study("schedule", status=1).stderr


def test_the_samples_instruments_are_taken(study):
    study("schedule", INSTRUMENTS / "schedule.yaml")
    rows = study.rows("sample", "--plan", INSTRUMENTS / "planned-sample.yaml")

    assert rows[-1]["planned"] == 29 and rows[-1]["approached"] == 42


def test_names_the_study_lacks_are_said_before_the_table(study):
    plan = "sample: [{role: Astronaut, authority: Midtown, planned: 1}]"
    told = study("sample", "--plan", study.write("plan.yaml", plan))
    written = study("sample", "--plan", study.folder / "plan.yaml", "-o", "sample.csv")
    appendix = study("sample", "--appendix")

    assert told.stderr.startswith("The plan names whom the study's lists do not have")
    assert written.stderr.startswith("The plan names whom the study's lists do not have")
    assert told.stderr.count("role 'Astronaut'") == 1
    assert "Astronaut" not in appendix.stderr


def test_a_schedules_faults_are_told_at_once_with_their_lines(study):
    bad = 'questions:\n  - {id: "1", text: "", codes: [99.z]}\n  - {id: "1", text: Else?}\n'
    told = study("schedule", study.write("bad.yaml", bad), status=1).stderr

    assert "3 things to mend" in told
    assert "line 2: the question names the code '99.z', which the codebook lacks" in told
    assert "line 2: a question has no 'text'" in told
    assert "line 3: the id '1' already stands in line 2" in told
