"""Coding by hand from the command line."""

import csv
import io

from tests.cli.conftest import span_of
from tests.conftest import TWO_PEOPLE

CODE = ["id", "name", "parent", "codable", "origin"]
CODING = [
    *("id", "transcript", "start", "end", "quote", "code"),
    *("direction", "coder", "made_at", "basis"),
]


def test_codes_have_the_keys_of_the_interface_in_published_order(study):
    rows = study.rows("codes")

    assert list(rows[0]) == CODE
    assert [r["id"] for r in rows[:3]] == ["1", "1.a", "1.b"]
    assert (rows[0]["parent"], rows[1]["parent"], rows[1]["codable"]) == (None, "1", True)
    assert {r["origin"] for r in rows} <= {"literature", "emergent", "in vivo"}


def test_code_prints_the_codings_id_alone_on_standard_output(study):
    told = study("code", "talk", span_of(study, "We argue"), "1.a", "--direction", "mixed")

    [row] = study.rows("codings")
    assert told.stdout == row["id"] + "\n"
    assert "mk coded talk" in told.stderr
    assert list(row) == CODING
    assert (row["quote"], row["code"], row["direction"]) == ("We argue", "1.a", "mixed")
    assert (row["coder"], row["basis"]) == ("mk", "by hand")
    assert f"{row['start']}:{row['end']}" == span_of(study, "We argue")


def test_code_and_decide_take_a_coder_of_their_own(study):
    study("code", "talk", span_of(study, "We argue"), "1", "--coder", "Ruth")

    assert [r["coder"] for r in study.rows("codings")] == ["Ruth"]


def test_codings_are_listed_by_transcript_code_and_coder_without_the_withdrawn(coded):
    assert [r["code"] for r in coded.rows("codings", "talk")] == ["1.a", "3.b"]
    assert [r["code"] for r in coded.rows("codings", "--code", "3")] == ["3.b"]
    assert coded.rows("codings", "--coder", "Ruth") == []

    coded("withdraw", coded.rows("codings", "--code", "3")[0]["id"])

    assert [r["code"] for r in coded.rows("codings")] == ["1.a"]
    assert [t["codings"] for t in coded.rows("transcripts")] == [1]


def test_codings_as_csv_can_be_imported_elsewhere(coded, tmp_path):
    table = coded("codings", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(table)))
    assert list(rows[0]) == CODING
    coded.write("talk2.md", TWO_PEOPLE)
    coded.write("out.csv", table)
    coded("new", "other.qualcode", "--codebook", coded.write("b.yaml", "codes:\n" + two_codes()))

    coded("--study", "other.qualcode", "import", "out.csv", "talk.md")

    again = coded.rows("--study", "other.qualcode", "codings")
    kept = ("transcript", "start", "end", "quote", "code", "direction", "coder")
    assert [[r[k] for k in kept] for r in again] == [
        [r[k] for k in kept] for r in coded.rows("--study", "study.qualcode", "codings")
    ]


def two_codes():
    return '  - id: "1.a"\n    name: One\n  - id: "3.b"\n    name: Three\n'


def test_undo_takes_back_the_last_act_of_the_acting_coder(coded):
    told = coded("undo")

    assert told.stdout == ""
    assert "Withdrew code 1.a" in told.stderr
    assert [r["code"] for r in coded.rows("codings")] == ["3.b"]
    assert "Ruth has nothing to undo" in coded("--coder", "Ruth", "undo", status=1).stderr


def test_redo_does_again_what_was_undone_last_in_another_run(coded):
    before = coded.rows("codings")
    coded("undo")

    told = coded("redo")

    assert told.stdout == ""
    assert "Put code 1.a back" in told.stderr
    kept = ("start", "end", "code", "direction", "coder")
    assert [[r[k] for k in kept] for r in coded.rows("codings")] == [
        [r[k] for k in kept] for r in before
    ]
    assert "mk has nothing to do again" in coded("redo", status=1).stderr


def test_done_and_not_yet_are_told(study):
    assert "talk is coded through by mk" in study("done", "talk").stderr
    assert "talk is not coded through by mk" in study("done", "talk", "--not-yet").stderr


def test_what_is_refused_is_one_sentence_without_the_words_and_status_1(coded):
    answer = span_of(coded, "We argue about thresholds")
    question = span_of(coded, "How do referrals go?")
    length = len(TWO_PEOPLE)
    another = coded.rows("codings")[0]["id"]
    cases = [
        (("code", "tlak", answer, "1"), "no transcript 'tlak'"),
        (("code", "talk", "5", "1"), "START:END"),
        (("code", "talk", "9:9", "1"), "empty or reversed"),
        (("code", "talk", f"0:{length}", "1"), "lies outside"),
        (("code", "talk", answer, "3b"), "Did you mean '3.b'?"),
        (("code", "talk", question, "1"), "interviewer's words"),
        (("code", "talk", answer, "1.a", "--direction", "absent_or_barrier"), "already"),
        (("withdraw", "nothing"), "never had that coding"),
        (("--coder", "Ruth", "withdraw", another), "mk's"),
        (("codings", "--code", "99"), "no code '99'"),
        (("codings", "tlak"), "no transcript 'tlak'"),
        (("done", "tlak"), "no transcript 'tlak'"),
    ]
    before = coded.rows("codings")

    for arguments, sentence in cases:
        told = coded(*arguments, status=1)
        assert told.stdout == ""
        assert sentence in told.stderr
        assert told.stderr.startswith("qualcode: ")
        assert told.stderr.count("\n") == 1
        assert "thresholds" not in told.stderr
        assert "referrals" not in told.stderr

    assert coded.rows("codings") == before
