"""The benchmark of review compares two people, not one with a copy of the same."""

import importlib

from qualcode.model import Span
from tests.conftest import ROOT


def test_the_second_coder_codes_as_much_and_not_the_same(project, interview, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    bench = project.acting_as("bench")
    at = project.transcript(interview).text.index("We argue")
    for n in range(40):
        bench.code(interview, Span(at + n, at + n + 10), "3.a" if n % 2 else "5")

    importlib.import_module("review").code_again(bench, tmp_path / "second.csv")
    one, two = ({(c.span, c.code) for c in bench.codings(coder=who)} for who in ("bench", "second"))

    assert bench.agreement().coders == ("bench", "second")
    # A few of the second's fall together on so short a talk.
    assert 30 <= len(two) <= len(one) == 40
    assert len(one & two) < 10
    assert {code for _, code in two} == {"3.a", "5"}
