"""`qualcode evaluate`: figures for machines, words for people."""

import json
import shutil

import pytest


@pytest.fixture(autouse=True)
def unlearning(monkeypatch):
    """An engine that learns nothing, since learning anew for every interview takes long."""
    from qualcode.project.evaluating import EvaluationVerbs
    from qualcode.suggest import Engine

    monkeypatch.setattr(
        EvaluationVerbs, "_engine_maker", lambda self, codebook: lambda record: Engine(codebook)
    )


@pytest.fixture
def on_sample(shell, built_sample):
    shutil.copy(built_sample, shell.folder / "sample-study.qualcode")
    return shell


def test_json_holds_everything_with_null_for_too_few(on_sample):
    found = json.loads(on_sample("evaluate", "--coder", "Tom Kessler", "--format", "json").stdout)

    assert set(found) == {
        "evaluation", "coders", "left_out", "from_suggestions", "human", "blind", "shown", "limits",
    }  # fmt: skip
    assert found["coders"] == ["Tom Kessler"]
    assert found["blind"] is None
    assert found["evaluation"]["folds"] == 12
    few = [c for c in found["evaluation"]["codes"] if c["too_few"]]
    assert few
    assert {c["f1"] for c in few} == {None}
    level = found["evaluation"]["levels"][0]
    assert 0 < level["hit1"] <= level["hit3"] <= 1
    assert level["baselines"]["usual_hit1"] < level["hit1"]


def test_the_table_says_too_few_and_the_words_stay_off_standard_output(on_sample):
    ran = on_sample("evaluate", "--coder", "Tom Kessler")

    assert "too few" in ran.stdout
    assert ran.stdout.splitlines()[0].split()[:3] == ["code", "passages", "interviews"]
    assert "Decided before suggestions were shown: none yet." in ran.stderr
    assert "none yet" not in ran.stdout


def test_a_study_nobody_has_coded_through_is_refused_with_the_next_step(coded):
    ran = coded("evaluate", status=1)

    assert "qualcode done" in ran.stderr
    assert "Traceback" not in ran.stderr
