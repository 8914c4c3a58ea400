"""Suggestions and decisions from the command line."""

import csv
import io

import pytest

from qualcode.suggest import embeddings
from tests.cli.conftest import BOOK, decide_first, span_of

ON_STUDY = ["id", "transcript", "start", "end", "quote", "code", "score", "band", "reason"]
ON_PASSAGES = ["id", "rank", "code", "score", "band", "reason"]


@pytest.fixture
def offered(study):
    return study.rows("suggest", "talk")


def test_suggestions_have_the_keys_of_the_interface_and_code_nothing(study, offered):
    assert list(offered[0]) == ON_STUDY
    assert all(r["transcript"] == "talk" and r["reason"] for r in offered)
    assert all(0.0 <= r["score"] <= 1.0 for r in offered)
    assert {r["band"] for r in offered} <= {"strong", "possible", "below"}
    assert study.rows("codings") == []


def test_a_passage_to_decide_on_first_is_hidden_and_says_no_code(study, offered):
    decide_first(study, 1.0)

    rows = study.rows("suggest", "talk")

    assert [list(r) for r in rows] == [ON_STUDY] * 2
    assert {(r["id"], r["code"], r["score"], r["band"]) for r in rows} == {
        (None, None, None, "hidden")
    }
    assert [r["start"] for r in rows] == sorted({r["start"] for r in offered})
    assert "decide on this passage first" in study("suggest", "talk", "--format", "csv").stdout


def test_suggest_without_a_name_suggests_for_all_and_top_limits_a_passage(study, offered):
    assert study.rows("suggest") == offered
    assert len({r["start"] for r in study.rows("suggest", "--top", "1")}) == len(
        study.rows("suggest", "--top", "1")
    )


def test_accepting_prints_the_codings_id(study, offered):
    told = study("decide", offered[0]["id"], "accept", "--direction", "mixed")

    [coding] = study.rows("codings")
    assert told.stdout == coding["id"] + "\n"
    assert coding["basis"] == f"suggestion {offered[0]['id']}"
    assert coding["direction"] == "mixed"


def test_accepting_with_another_code_and_other_words(study, offered):
    span = span_of(study, "We argue")

    study("decide", offered[0]["id"], "accept", "--code", "8", "--span", span, "--coder", "Ruth")

    [coding] = study.rows("codings")
    assert (coding["code"], coding["quote"], coding["coder"]) == ("8", "We argue", "Ruth")


@pytest.mark.parametrize("verdict", ["reject", "skip"])
def test_other_verdicts_print_nothing_and_code_nothing(study, offered, verdict):
    assert study("decide", offered[0]["id"], verdict).stdout == ""

    assert study.rows("codings") == []
    assert (offered[0] in study.rows("suggest")) is (verdict == "skip")
    assert study("decide", offered[0]["id"], "accept").stdout
    assert "already" in study("decide", offered[0]["id"], "reject", status=1).stderr


def test_what_cannot_be_suggested_or_decided_is_status_1(study, offered):
    for arguments, sentence in (
        (("suggest", "tlak"), "no transcript 'tlak'"),
        (("decide", "nothing", "accept"), "No such suggestion waits here"),
        (("decide", offered[0]["id"], "accept", "--code", "99"), "no code '99'"),
        (("decide", offered[0]["id"], "accept", "--span", "5"), "START:END"),
        (("decide", offered[0]["id"], "accept", "--span", "9000:9001"), "lies outside"),
        (("decide", offered[0]["id"], "reject", "--code", "1"), "only when accepting"),
    ):
        told = study(*arguments, status=1)
        assert sentence in told.stderr
        assert told.stdout == ""
    assert study.rows("codings") == []


def test_passages_are_ranked_without_a_study(shell):
    shell.write("p.csv", 'id,text\na,"We share information, daily."\nb,It rained.\n')

    told = shell("suggest", "--codebook", BOOK, "--passages", "p.csv", "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(told.stdout)))
    assert list(rows[0]) == ON_PASSAGES
    assert [r["id"] for r in rows] == ["a"] * 9 + ["b"] * 9
    assert [r["code"] for r in rows if r["rank"] == "9"] == ["none", "none"]
    assert told.stderr == ""
    assert len(shell.rows("suggest", "--codebook", BOOK, "--passages", "p.csv", "--top", "1")) == 4


def test_passages_are_ranked_by_meaning_too_where_asked_for(shell, monkeypatch):
    shell.write("p.csv", "id,text\na,We share information with the other team.\n")
    asked = ("suggest", "--codebook", BOOK, "--passages", "p.csv", "--format", "csv")

    plain, told = shell(*asked), shell(*asked, "--semantic")

    assert "near in meaning" not in plain.stdout
    assert "near in meaning" in told.stdout
    assert shell("suggest", "--semantic", status=2).stdout == ""
    monkeypatch.setattr(embeddings, "find_spec", lambda name: None)
    refused = shell(*asked, "--semantic", status=1)
    assert "pip install 'qualcode[semantic]'" in refused.stderr
    assert refused.stdout == ""


def test_a_table_without_words_is_one_sentence(shell):
    told = shell(
        "suggest", "--codebook", BOOK, "--passages", shell.write("p.csv", "a,b\n1,2\n"), status=1
    )

    assert "no column 'text'" in told.stderr
    assert told.stdout == ""
