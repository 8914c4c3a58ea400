"""Files in from the command line, and what the study holds as table, CSV and JSON."""

import csv
import io

TRANSCRIPT = (
    *("id", "title", "kind", "participants", "authority", "role", "wave"),
    *("words", "turns", "codings"),
)
TALK = "Interviewer: Hm?\n\nAna: We ring.\n\nInterviewer: So?\n"
PERSON = "participant,role,agency,authority\n"


def test_import_tells_what_came_of_each_file_and_exits_0_with_oddities(study):
    study.write("odd.txt", TALK.replace("ring.", "ring.\u200b"))

    told = study("import", "odd.txt")

    assert told.stdout == ""
    assert "odd.txt: transcript odd, 3 turns" in told.stderr
    assert "line 3: a zero-width space" in told.stderr
    assert "1 of 1 speakers not matched" in told.stderr


def test_a_refused_file_is_status_1_with_a_list_at_the_end_and_the_others_are_in(study):
    study.write("good.txt", TALK)
    study.write("empty.txt", "")
    study.write("photo.heic", "x")

    told = study("import", "empty.txt", "good.txt", "photo.heic", "gone.txt", status=1)

    listed = told.stderr.partition("Not imported (3 of 4 files):\n")[2].splitlines()
    assert [line.split()[0] for line in listed] == ["empty.txt", "photo.heic", "gone.txt"]
    assert all(line.endswith(".") for line in listed)
    assert [t["id"] for t in study.rows("transcripts")] == ["talk", "good"]


def test_participants_are_given_by_option_or_as_a_file(study):
    study(
        "import", "--participants", study.write("a.csv", PERSON + "P02,Teacher,,Midtown\n"), "a.csv"
    )
    study("import", study.write("b.csv", PERSON + "P03,Astronaut,,\n"))

    people = {p["id"]: p for p in study.rows("participants")}

    assert set(people) == {"P01", "P02", "P03"}
    assert people["P02"]["role"] == "teacher"
    assert (people["P03"]["role"], people["P03"]["role_label"]) == (None, "Astronaut")


def test_transcripts_have_the_keys_of_the_interface(study):
    [row] = study.rows("transcripts")

    assert tuple(row) == TRANSCRIPT
    assert (row["id"], row["kind"], row["participants"]) == ("talk", "interview", ["P01"])
    assert (row["authority"], row["wave"], row["codings"]) == ("Midtown", "first", 0)
    assert (row["turns"], row["words"]) == (3, 25)


def test_unknown_is_null_in_json_empty_in_csv_and_a_dash_in_the_table(study):
    study("import", study.write("bare.txt", TALK))

    row = study.rows("transcripts")[1]
    assert (row["participants"], row["authority"], row["role"], row["wave"]) == ([], *[None] * 3)
    rows = list(csv.DictReader(io.StringIO(study("transcripts", "--format", "csv").stdout)))
    assert tuple(rows[1]) == TRANSCRIPT
    assert (rows[0]["participants"], rows[1]["authority"]) == ("P01", "")
    table = study("transcripts").stdout.splitlines()
    assert tuple(table[0].split()) == TRANSCRIPT
    assert "-" in table[2].split()


def test_kind_and_wave_of_a_batch_are_kept(study):
    text = study.write("group.txt", TALK)

    study("import", text, "--kind", "focus_group", "--wave", "second")

    row = study.rows("transcripts")[1]
    assert (row["kind"], row["wave"]) == ("focus group", "second")


def test_an_empty_study_lists_nothing(shell):
    shell("new", "s.qualcode")

    assert shell.rows("transcripts") == []
    assert shell("participants", "--format", "csv").stdout.count("\n") == 1
