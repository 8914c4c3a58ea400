"""The example notebook runs, cell after cell, in a folder of its own."""

import json
import shutil

from tests.conftest import ROOT

NOTEBOOK = ROOT / "notebooks" / "example.ipynb"


def cells(kind):
    made = json.loads(NOTEBOOK.read_text("utf-8"))
    return ["".join(cell["source"]) for cell in made["cells"] if cell["cell_type"] == kind]


def test_every_cell_runs_in_order(built_sample, tmp_path, monkeypatch, capsys):
    shutil.copy(built_sample, tmp_path / "sample-study.qualcode")
    monkeypatch.chdir(tmp_path)
    names = {"__name__": "__main__"}
    for n, code in enumerate(cells("code"), 1):
        exec(compile(code, f"cell {n}", "exec"), names)

    told = capsys.readouterr().out
    assert "1 quotation has something to be settled" in told
    assert (tmp_path / "codings-dictionary.md").exists()
    assert len(names["people"]) > 5


def test_it_is_stored_without_output_and_says_that_the_study_is_invented():
    made = json.loads(NOTEBOOK.read_text("utf-8"))

    assert not any(cell.get("outputs") for cell in made["cells"])
    assert "invented" in cells("markdown")[0]
