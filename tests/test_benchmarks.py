"""The benchmarks' own arithmetic: a wrong sum would flatter the tool or blame it."""

from __future__ import annotations

import doctest
import importlib
from types import ModuleType

import pytest

from qualcode.model import Coding, Span
from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The benchmarks are scripts that import what lies beside them."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))


def script(name: str) -> ModuleType:
    return importlib.import_module(name)


def coding(id: str, start: int, end: int, code: str) -> Coding:
    return Coding(id, "LONG", Span(start, end), "x" * (end - start), code, "mk")


def press(start: int, end: int, code: str):
    study = script("workbench_study")
    return study.Press(start, end, code, study.keys_of(code))


@pytest.mark.parametrize("name", ["timing", "workbench_study", "names"])
def test_the_examples_hold(name):
    ran = doctest.testmod(script(name))

    assert ran.attempted > 0
    assert ran.failed == 0


@pytest.mark.parametrize(
    ("share", "found"), [(0, 1), (50, 10), (95, 19), (96, 20), (100, 20)], ids=str
)
def test_a_percentile_is_one_of_the_values(share, found):
    assert script("timing").percentile(range(20, 0, -1), share) == found


def test_one_slow_press_in_twenty_moves_the_p95_only_when_there_are_more_of_it():
    percentile = script("timing").percentile

    assert percentile([10.0] * 19 + [900.0], 95) == 10
    assert percentile([10.0] * 18 + [900.0] * 2, 95) == 900


def test_every_press_that_is_a_coding_is_accounted_for():
    account = script("typist").account
    before = [coding("a", 0, 5, "3")]
    after = [*before, coding("b", 6, 9, "3.b"), coding("c", 6, 9, "5")]

    assert account([press(6, 9, "5"), press(6, 9, "3.b")], before, after) == ([], [])


@pytest.mark.parametrize(
    ("after", "lost", "unasked"),
    [
        ([], 2, 0),
        ([("b", 6, 9, "3.b")], 1, 0),
        ([("b", 6, 9, "3.b"), ("c", 6, 9, "6")], 1, 1),
        ([("b", 6, 9, "3.b"), ("c", 6, 8, "5")], 1, 1),
        ([("b", 6, 9, "3.b"), ("c", 6, 9, "5"), ("d", 6, 9, "5")], 0, 1),
    ],
    ids=["nothing stored", "one dropped", "under another code", "other words", "stored twice"],
)
def test_a_fault_of_the_server_shows_as_lost_or_unasked(after, lost, unasked):
    pressed = [press(6, 9, "5"), press(6, 9, "3.b")]
    stored = [coding(*row) for row in after]

    found = script("typist").account(pressed, [], stored)

    assert [len(part) for part in found] == [lost, unasked]


def test_what_stood_before_makes_up_for_nothing():
    before = [coding("a", 6, 9, "5")]

    found = script("typist").account([press(6, 9, "5")], before, before)

    assert found == ([(6, 9, "5")], [])


def test_an_acknowledgement_is_timed_from_its_own_key():
    typed = script("typist").Typed(
        keyed=[100.0, 1100.0], stored={1: (101.5, 180.0), 2: (1100.2, 1160.0)}
    )

    assert typed.stored_ms() == [80.0, 60.0]


def test_an_acknowledgement_of_a_press_that_was_never_painted_is_timed_from_the_key_before():
    typed = script("typist").Typed(keyed=[100.0], stored={1: (101.0, 150.0), 2: (1100.0, 1150.0)})

    assert typed.stored_ms() == [50.0, 1050.0]


@pytest.mark.parametrize(
    ("fault", "acts"),
    [
        ("none", [(4, "3.b"), (5, "3.b"), (6, "3.b")]),
        ("drop", [(4, "3.b"), (6, "3.b")]),
        ("other", [(4, "3.b"), (5, "6"), (6, "3.b")]),
    ],
)
def test_the_faulty_app_spoils_every_fifth_act(fault, acts):
    sent = [{"client": "c", "acts": [act(n) for n in (4, 5, 6)]}]

    [batch] = script("faulty_app").tampered(sent, fault)

    assert [(a["seq"], a["code"]) for a in batch["acts"]] == acts
    assert len(sent[0]["acts"]) == 3


def act(seq: int):
    return {"seq": seq, "act": "code", "code": "3.b"}


def test_the_plan_is_the_same_each_time_and_repeats_nothing(project, interview):
    study = script("workbench_study")

    one = study.plan(project, interview, 20, seed=1)

    assert one == study.plan(project, interview, 20, seed=1)
    assert one != study.plan(project, interview, 20, seed=2)
    assert len({(p.start, p.end, p.code) for p in one}) == 20
    text = project.transcript(interview).text
    assert all(not text[p.start].isspace() and not text[p.end - 1].isspace() for p in one)


def test_nothing_is_planned_that_the_interviewer_says(project, interview):
    asked = [s.span for s in project.segments(interview) if s.interviewer]

    planned = script("workbench_study").plan(project, interview, 20, seed=3)

    assert asked
    assert not [p for p in planned for s in asked if p.start < s.end and s.start < p.end]


def test_the_large_study_has_the_people_and_codings_asked_for(tmp_path):
    from qualcode.project import Project

    place = tmp_path / "large.qualcode"
    script("large_study").build_large(place, interviews=4, codings=20, passages=5)

    study = Project.open(place, "bench")
    frames = study.frames()
    assert frames.people["participant"].nunique() == len(frames.titles) == 4
    assert len(frames.segments) == len(frames.codings) == 20
    assert {c.quote for c in study.codings()} == {script("large_study").SAID}
    assert study.themes(["authority"]).rows["segments"].sum() > 0
    study.close()
