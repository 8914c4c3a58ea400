"""The commands print what the Patterns page shows."""

import json


def test_pairs_of_codes(coded):
    rows = coded.rows("cooccurrence", "--unit", "interview", "--level", "letters")

    [met] = [r for r in rows if r["shared"]]
    assert (met["a"], met["b"]) == ("1.a", "3.b")
    assert (met["interviews"], met["of_interviews"], met["participants"]) == (1, 1, 1)
    assert set(met) == {
        *("a", "a_name", "b", "b_name", "kin", "interviews", "of_interviews", "participants"),
        *("of_participants", "shared", "jaccard", "interviews_a", "interviews_b", "units_a"),
        *("units_b", "suppressed"),
    }
    assert not [r for r in coded.rows("cooccurrence", "--level", "letters") if r["shared"]]
    told = coded("cooccurrence").stderr
    assert "What this cannot show" in told and "Codebook version 1" in told


def test_pairs_are_narrowed_and_a_slip_is_told(coded):
    rows = coded.rows("cooccurrence", "--unit", "interview", "--direction", "present")
    assert not [r for r in rows if r["shared"]]
    assert "Did you mean" in coded("cooccurrence", "--where", "authority=Midtow", status=1).stderr
    apart = coded.rows("cooccurrence", "--level", "both", "--no-siblings")
    assert {r["kin"] for r in apart} == {""}


def test_a_file_of_pairs_needs_enough_people_and_no_filters(coded):
    refused = coded("cooccurrence", "-o", "pairs.csv", status=1)
    assert "fewer than 6 people" in refused.stderr
    assert not (coded.folder / "pairs.csv").exists()
    coded("cooccurrence", "-o", "pairs.csv", "--where", "authority=Midtown", status=2)


def test_saturation(coded):
    assert coded.rows("saturation") == []
    coded("done", "talk")
    [row] = coded.rows("saturation", "--base", "1", "--run", "1")
    assert (row["interview"], row["new_codes"], row["run_ratio"]) == (1, 2, None)
    told = coded("saturation").stderr
    assert "Result: too few to tell." in told and "other orders reach it" not in told
    assert "fewer than 6 people" in coded("saturation", "-o", "curve.csv", status=1).stderr
    assert not (coded.folder / "curve.csv").exists()
    coded("saturation", "--threshold", "2", status=1)
    coded("saturation", "-o", "curve.pdf", status=1)


def test_what_is_not_coded(coded):
    [row] = coded.rows("uncoded")
    assert (row["transcript"], row["passages"], row["uncoded_passages"]) == ("talk", 2, 0)
    [group] = coded.rows("uncoded", "--by", "authority")
    assert (group["authority"], group["participants"]) == ("Midtown", 1)
    assert "0 of 2 passages carry no code" in coded("uncoded").stderr
    assert "choose" in coded("uncoded", "-o", "a.csv", status=1).stderr
    coded("uncoded", "--by", "shoe", status=1)
    coded("uncoded", "--reread", "-o", "a.csv", status=2)


def test_what_to_read_again(coded):
    assert json.loads(coded("uncoded", "--reread", "--format", "json").stdout) == []


def test_an_empty_study_is_an_empty_list(shell):
    shell("new", "study.qualcode")
    assert shell.rows("cooccurrence") == shell.rows("saturation") == shell.rows("uncoded") == []
