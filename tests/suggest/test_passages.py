"""Ranking a table of passages without a study, and how good the ranking is on real quotes."""

import csv
import io
import json
import subprocess
import sys
from collections import defaultdict

import pytest

from qualcode.errors import InvalidFile, UnreadableFile
from qualcode.project.passages import suggest_for_passages
from tests.conftest import ROOT, SHARED

BOOK = ROOT / "codebooks" / "good_practice_indicators.yaml"
INDICATORS = [str(n) for n in range(1, 9)]


@pytest.fixture
def passages(tmp_path):
    file = tmp_path / "passages.csv"
    texts = (
        "We share information at team meetings and have common aims and objectives.",
        "It rained.",
        "",
        "Aims and objectives, shared aims, same goal, trust, funding, training, team meetings,"
        " share information, joint training, strategic group, lead professional, co-located.",
    )
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("id", "text"), *enumerate(texts)])
    return file


def by_id(rows):
    found = defaultdict(list)
    for row in rows:
        found[row["id"]].append(row)
    return found


def check(rows):
    """The promises of the interface for one passage's rows."""
    scores = [row["score"] for row in rows]
    assert all(0.0 <= score <= 1.0 for score in scores)
    assert sum(scores) <= 1.0 + 1e-9
    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
    assert rows[-1]["code"] == "none"
    assert scores[:-1] == sorted(scores[:-1], reverse=True)
    assert all(row["reason"] for row in rows)


def test_every_passage_is_ranked_with_one_row_an_indicator_and_none_last(passages):
    found = by_id(suggest_for_passages(BOOK, passages))

    assert set(found) == {"0", "1", "2", "3"}
    for rows in found.values():
        check(rows)
        assert sorted(row["code"].partition(".")[0] for row in rows[:-1]) == INDICATORS


def test_a_passage_nothing_points_at_leaves_all_to_none(passages):
    rows = by_id(suggest_for_passages(BOOK, passages))["2"]

    assert [row["band"] for row in rows] == ["below"] * 9
    assert [row["score"] for row in rows] == [0.0] * 8 + [1.0]


def test_top_counts_indicators(passages):
    for rows in by_id(suggest_for_passages(BOOK, passages, top=2)).values():
        check(rows)
        assert len(rows) == 3


def test_a_table_without_text_and_one_that_is_not_there_are_refused(tmp_path):
    (tmp_path / "a.csv").write_text("id,words\n1,hello\n", encoding="utf-8")

    with pytest.raises(UnreadableFile, match="'text'"):
        suggest_for_passages(BOOK, tmp_path / "a.csv")
    with pytest.raises(UnreadableFile, match=r"b\.csv cannot be read"):
        suggest_for_passages(BOOK, tmp_path / "b.csv")


def test_an_id_given_twice_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text("id,text\n1,hello\n1,goodbye\n", encoding="utf-8")

    with pytest.raises(InvalidFile) as caught:
        suggest_for_passages(BOOK, tmp_path / "a.csv")
    assert "goodbye" not in str(caught.value)


def learn_from(tmp_path, rows):
    file = tmp_path / "coded.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("id", "text", "code"), *rows])
    return file


def test_coded_passages_teach_and_a_passage_never_teaches_itself(tmp_path):
    quiet = "Zebras galloped over moonlit dunes"
    table = tmp_path / "passages.csv"
    near = "Zebras galloped past as dunes lay there moonlit"
    table.write_text(f"id,text\nown,{quiet}\nother,{near}\n", encoding="utf-8")
    coded = learn_from(tmp_path, [("own", quiet, "4.c"), ("left", "It rained.", "")])

    found = by_id(suggest_for_passages(BOOK, table, learn_from=coded))

    assert [row["score"] for row in found["own"]] == [0.0] * 8 + [1.0]
    assert found["other"][0]["code"] == "4.c"
    assert "Zebras" in found["other"][0]["reason"]
    for rows in found.values():
        check(rows)


QUIET = "Zebras galloped over moonlit dunes while otters slept"


@pytest.mark.parametrize(
    ("given", "teaches"),
    [
        (QUIET.upper() + "!", False),
        (f"As we said, {QUIET}, and so to bed", False),
        (QUIET.replace("otters", "badgers"), False),
        ("Over the dunes zebras galloped and moonlit otters never slept", True),
    ],
)
def test_the_same_words_in_another_row_teach_nothing_either(tmp_path, given, teaches):
    table = tmp_path / "passages.csv"
    table.write_text(f"id,text\nown,{QUIET}\n", encoding="utf-8")
    coded = learn_from(tmp_path, [("own", QUIET, "4.c"), ("again", given, "4.c")])

    rows = suggest_for_passages(BOOK, table, learn_from=coded)

    assert any("(again)" in row["reason"] for row in rows) is teaches
    assert not any("(own)" in row["reason"] for row in rows)


def test_a_column_interview_keeps_rows_of_one_interview_apart_from_it(tmp_path):
    file = tmp_path / "coded.csv"
    near = "Otters slept while dunes lay moonlit and zebras galloped"
    table = tmp_path / "passages.csv"
    table.write_text(f"id,text\nown,{QUIET}\n", encoding="utf-8")
    first = []
    for other in ("one", "two"):
        rows = f"own,{QUIET},4.c,one\nleft,{near},4.c,{other}\n"
        file.write_text(f"id,text,code,interview\n{rows}", encoding="utf-8")
        first.append(suggest_for_passages(BOOK, table, learn_from=file)[0])

    assert "like “" not in first[0]["reason"]
    assert first[1]["code"] == "4.c"
    assert "(two)" in first[1]["reason"]


def test_where_no_code_is_likelier_than_the_best_one_none_is_offered(tmp_path):
    table = tmp_path / "passages.csv"
    table.write_text(
        "id,text\na,Staff had separate budgets.\nb,We share information.\n", encoding="utf-8"
    )

    found = by_id(suggest_for_passages(BOOK, table))

    for rows in found.values():
        offered = {row["band"] for row in rows} != {"below"}
        assert offered is (rows[0]["score"] > rows[-1]["score"])
    assert {row["band"] for row in found["b"]} != {"below"}


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_table_as_spreadsheets_save_unicode_text_is_read(tmp_path, passages, codec):
    wide = tmp_path / "wide.csv"
    wide.write_bytes(passages.read_text("utf-8").encode(codec))

    assert suggest_for_passages(BOOK, wide) == suggest_for_passages(BOOK, passages)


def test_rows_without_an_id_are_told_by_row(tmp_path):
    (tmp_path / "a.csv").write_text("id,text\n1,hello\n,goodbye\n", encoding="utf-8")

    with pytest.raises(InvalidFile, match="row 3: has no id") as caught:
        suggest_for_passages(BOOK, tmp_path / "a.csv")
    assert [(p.row, p.message) for p in caught.value.problems] == [(3, "row 3 has no id")]


def test_codes_reported_as_one_row_teach_each_of_them(tmp_path):
    quiet = "Zebras galloped over moonlit dunes"
    table = tmp_path / "passages.csv"
    table.write_text("id,text\nx,Zebras galloped past as dunes lay moonlit\n", encoding="utf-8")

    coded = learn_from(tmp_path, [("a", quiet, "4.b+c"), ("b", f"{quiet} and 6", "2.a+4.c")])
    rows = suggest_for_passages(BOOK, table, learn_from=coded)

    assert {row["code"].partition(".")[0] for row in rows[:2]} == {"4", "2"}
    assert rows[0]["code"] in {"4.b", "4.c"}


def test_a_code_the_codebook_lacks_is_refused_with_its_row(tmp_path, passages):
    coded = learn_from(tmp_path, [("a", "We rowed.", "4.c"), ("b", "We sailed.", "99.z")])

    with pytest.raises(InvalidFile) as caught:
        suggest_for_passages(BOOK, passages, learn_from=coded)
    assert [problem.row for problem in caught.value.problems] == [3]
    assert "sailed" not in str(caught.value)


@pytest.mark.shared
def test_the_first_suggestion_is_right_for_seven_in_ten_of_the_real_quotes(tmp_path):
    gold = SHARED / "data" / "quotes_dev.csv"
    if not gold.exists():
        pytest.skip("../shared/data/quotes_dev.csv is not here")
    command = [sys.executable, "-m", "qualcode", "suggest", "--codebook", str(BOOK)]
    ran = subprocess.run(
        [*command, "--passages", str(gold), "--format", "csv"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT,
    )
    found = by_id(csv.DictReader(io.StringIO(ran.stdout)))
    for rows in found.values():
        check([{**r, "rank": int(r["rank"]), "score": float(r["score"])} for r in rows])
    predicted = tmp_path / "predicted.csv"
    with predicted.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(("id", "codes"))
        for id, rows in found.items():
            lines.writerow((id, " ".join(f"{r['code']}:{r['score']}" for r in rows[:-1])))

    scored = subprocess.run(
        [
            sys.executable,
            str(gold.with_name("score_suggestions.py")),
            str(gold),
            str(predicted),
            "--json",
            "--boot",
            "0",
        ],
        capture_output=True,
        text=True,
        check=True,
    )

    figures = json.loads(scored.stdout)
    assert figures["coverage"] == 1.0
    assert figures["hit1"] >= 0.7
    assert figures["hit3"] >= 0.9
    assert figures["selective"]["p_at_50"] >= 0.85
    assert figures["calibration"]["ece"] <= 0.2
