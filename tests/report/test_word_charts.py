"""Charts of words: every row is drawn, what is kept back is a c, long names survive."""

from __future__ import annotations

import json

import pytest

from qualcode.analysis.keyness import Keyness, KeyWord, Side
from qualcode.analysis.vocabulary import VocabularyRow
from qualcode.report.charts.base import as_png, as_svg
from qualcode.report.charts.keyness import keyness_chart
from qualcode.report.charts.vocabulary import vocabulary_chart

SIDE = Side(6, 6, 100)


def words(n, sign, **more):
    return tuple(
        KeyWord(f"w{sign}{k}", sign * (9.0 - k), 3, 3, 4, 1, 1, 1, **more) for k in range(n)
    )


@pytest.mark.parametrize("dark", [True, False])
@pytest.mark.parametrize(("more", "less"), [(1, 0), (0, 1), (25, 25)])
def test_words_are_drawn_with_their_counts(more, less, dark):
    chart = keyness_chart(Keyness(words(more, 1), words(less, -1), SIDE, SIDE), dark=dark)
    told = json.dumps(chart.to_dict(), ensure_ascii=False)

    assert told.count("than expected. Here 3 people in 3 interviews, 4 uses; others 1 person") > 0
    assert as_png(chart).startswith(b"\x89PNG")


def test_words_that_are_kept_back_are_a_c():
    hidden = KeyWord("x", 2.0, 7, 7, 9, None, None, None, suppressed=True)
    chart = keyness_chart(Keyness((hidden,), (), SIDE, SIDE), dark=False, notes=["Said <below>."])
    told = json.dumps(chart.to_dict(), ensure_ascii=False)

    assert (
        '"there": "c"' in told
        and '"here": "7 · 7 · 9"' in told
        and "fewer people than may be told" in told
    )
    assert b"Said &lt;below&gt;." in as_svg(chart)


def test_no_word_is_no_chart():
    with pytest.raises(ValueError, match="at least one word"):
        keyness_chart(Keyness((), (), SIDE, SIDE), dark=False)


def rows(groups, **more):
    return [
        VocabularyRow(g, one, 2, 3, 4, 1000, 4.0, **more)
        for g in groups
        for one in ("first list", "x" * 120)
    ]


@pytest.mark.parametrize("many", [1, 40])
@pytest.mark.parametrize("dark", [True, False])
def test_groups_are_drawn_with_their_names(many, dark):
    names = {str(n): f"Group {n} " + "of a long name " * 8 for n in range(many)}
    chart = vocabulary_chart(rows(list(names)), names, dark=dark)
    told = json.dumps(chart.to_dict(), ensure_ascii=False)

    assert told.count("2 of 3 people, 4 uses") >= 2 * many
    assert as_png(chart).startswith(b"\x89PNG")


def test_what_is_kept_back_has_no_bar_and_no_number():
    hidden = [VocabularyRow("a", one, None, None, None, None, None, True) for one in ("x", "y")]
    told = json.dumps(vocabulary_chart(hidden, {"a": "A"}, dark=False).to_dict())

    assert "c (kept back)" in told and "kept back, so that nobody is given away" in told


def test_forty_one_groups_are_too_many():
    names = {str(n): str(n) for n in range(41)}
    with pytest.raises(ValueError, match="one to forty"):
        vocabulary_chart(rows(list(names)), names, dark=False)
