"""What the aid for names finds in the marked interviews, and that the page tells just that."""

from __future__ import annotations

import importlib

import pytest

from qualcode.text import measured
from tests.conftest import ROOT
from tests.gold.gold import DIRECT, ORIGINS, PLACES, interviews
from tests.gold.score import SETUPS, run
from tests.gold.tables import is_listed, of, of_100, tables

ALONE, EVERYWHERE, LISTED = SETUPS


@pytest.fixture(scope="module")
def runs():
    return run(interviews())


@pytest.fixture
def script(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    return importlib.import_module("names")


def test_the_page_tells_these_very_figures(runs, script):
    """Where the aid has changed: python benchmarks/names.py --write, and read what it says now."""
    page = (ROOT / "docs" / "privacy.md").read_text("utf-8")

    assert script.filled(page, tables(runs, interviews())) == page


def test_a_page_without_a_place_for_a_table_is_not_passed_over(script):
    with pytest.raises(ValueError, match="0 places"):
        script.filled("No table.", {"targets": "|"})


def test_the_page_names_tells_no_more_than_was_found(runs):
    told = {name: getattr(measured, name) for name in ("PEOPLE", "DIRECT", "PLACES")}

    assert told == of_100(runs)
    assert len(interviews()) == measured.INTERVIEWS
    assert all(f"{figure} of 100" in measured.measured() for figure in told.values())


def test_the_aid_does_not_fall_below_what_it_once_reached(runs):
    """Floors some points below the figures, so that writing them anew cannot hide a fault."""
    aid, listed = runs[EVERYWHERE], runs[LISTED]

    assert aid.recall("person").value >= 0.95
    assert listed.recall("person", where=is_listed).value >= 1.0
    assert listed.recall(*DIRECT).value >= 0.97
    assert listed.recall(*PLACES).value >= 0.87
    assert min(aid.recall("person", where=of(o)).value for o in ORIGINS) >= 0.88
    assert listed.precision().value >= 0.90
    assert listed.recall("trap").value <= 0.10


def test_looking_everywhere_and_the_people_list_take_nothing_away(runs):
    shares = [runs[setup].recall("person").found for setup in SETUPS]

    assert shares == sorted(shares)
    assert shares[0] < shares[2]
