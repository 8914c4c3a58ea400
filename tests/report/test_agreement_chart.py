"""The picture of agreement: what is defined is drawn, and what is not is said."""

from __future__ import annotations

import dataclasses
import json

import pytest

from qualcode.analysis.agreement.table import Agreement, CodeFigures
from qualcode.errors import Refused
from qualcode.model import Code, Codebook
from qualcode.report.agreement_files import as_file
from qualcode.report.charts.agreement import agreement_chart, agreement_picture

BOOK = Codebook("Book", (Code("1", "Trust"), Code("1.a", "Managers", parent="1")))
ONE = CodeFigures(
    code="1", name="Trust", indicator=True, n=300, counts=(31, 24), both=20, anyone=35,
    percent=0.95, positive=0.73, negative=0.97, kappa=0.7, alpha=0.7, ac1=0.94, unitized=0.6,
    overlap=0.8, low=0.5, high=0.85, remark="", too_few=False,
)  # fmt: skip
NOBODY = dataclasses.replace(
    ONE, positive=None, alpha=None, low=None, high=None, too_few=True, remark="Undefined: nobody."
)


def agreement(*codes):
    return Agreement(
        coders=("Ruth", "Tom"), unit="segment", rule="A rule.", reconciled=False, interviews=12,
        units=300, left_out=0, from_suggestions=0, codes=codes, overall_alpha=None,
    )  # fmt: skip


def spec(*codes, **how):
    return json.dumps(agreement_chart(agreement(*codes), BOOK, **how).to_dict(), ensure_ascii=False)


def test_both_figures_and_the_interval_are_drawn_and_written():
    drawn = spec(ONE)

    assert "○ 0.73 · ◆ 0.70 (0.50 to 0.85)" in drawn
    assert "1 Trust" in drawn and "too few" not in drawn
    assert drawn.count('"shape": "diamond"') == 2


def test_what_is_undefined_has_no_mark_and_says_so():
    drawn, defined = spec(NOBODY), spec(ONE)

    assert '"text": "undefined\\ntoo few for a verdict"' in drawn.replace("\\\\n", "\\n")
    assert "Undefined: nobody." in drawn and "◆" not in drawn
    assert len(drawn) < len(defined)


def test_alpha_below_chance_moves_the_beginning_of_the_line():
    assert '"−0.4"' in spec(dataclasses.replace(ONE, alpha=-0.3, low=-0.35, high=0.1))
    assert "−" not in spec(ONE)


def test_letters_are_drawn_when_asked_for():
    letter = dataclasses.replace(ONE, code="1.a", name="Managers", indicator=False)

    assert "1.a Managers" not in spec(ONE, letter)
    assert "1.a Managers" in spec(ONE, letter, all_codes=True)


def test_without_codes_there_is_no_picture_and_no_table():
    with pytest.raises(ValueError, match="at least one code"):
        agreement_chart(agreement(), BOOK)
    with pytest.raises(ValueError, match="is no gif"):
        agreement_picture(agreement(ONE), BOOK, "gif", [])
    with pytest.raises(Refused, match="no codes yet"):
        as_file("csv", agreement(), BOOK)
