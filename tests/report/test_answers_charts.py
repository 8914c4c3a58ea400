"""Charts of answers: every person a mark, and nothing that would give a person away."""

import random
from decimal import Decimal

import pandas as pd
import pytest

from qualcode.analysis.answers import count_answers
from qualcode.analysis.answers_leaving import answers_leaving
from qualcode.analysis.cases import count_fields
from qualcode.model.answers import CaseRecord, Field, FieldType, Item, ItemType, Missing
from qualcode.report.charts.answers import answers_chart
from qualcode.report.charts.answers_parts import short
from qualcode.report.charts.base import as_svg
from qualcode.report.charts.cases import cases_chart

LONG = "joint work between the centre and the district team on families who are not yet known to us"
chance = random.Random(3)


def options(n):
    return tuple(f"{k}: {LONG} {k}" for k in range(n))


def answer(item):
    if item.type is ItemType.RANKING:
        return tuple(chance.sample(item.options, len(item.options)))
    if item.type is ItemType.ORDINAL:
        return chance.choice(item.steps)
    first = chance.choice([20, 50, 80])
    rest = {option: Decimal(0) for option in item.options[2:]}
    return {item.options[0]: Decimal(first), item.options[1]: Decimal(100 - first), **rest}


def people(n, groups):
    rows = [{"participant": f"P{k}", "team": f"team {k % groups}"} for k in range(n)]
    return pd.DataFrame(rows, columns=["participant", "team"], dtype=object)


def answered(kind, n, groups, k=3):
    item = Item("x", "What is asked?", kind, options(k))
    given = {f"P{i}": answer(item) for i in range(n)}
    return count_answers(item, given, people(n + 1, groups), "team"), given


def marks(chart, kind):
    """The rows of a chart's own data of one kind."""
    found, waiting = [], [chart.to_dict()]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            found += [r for r in node.get("values", []) if isinstance(r, dict)]
            waiting += list(node.values())
        elif isinstance(node, list):
            waiting += node
    return [row for row in found if row.get("kind") == kind]


def drawn(table, dark=False, note=""):
    return answers_chart(table, {g: str(g) for g in table.turnout}, dark=dark, note=note)


KINDS = (ItemType.RANKING, ItemType.ORDINAL, ItemType.SPLIT)


@pytest.mark.parametrize("kind", KINDS)
def test_each_person_is_a_mark(kind):
    table, given = answered(kind, 9, 2)
    dots = marks(drawn(table), "dot")

    each = 1 if kind is ItemType.ORDINAL else 3
    assert len(dots) == len(given) * each
    assert all("people: " in dot["said"] or "person: " in dot["said"] for dot in dots)
    places = [(d.get("panel"), round(d["x"], 4), round(d["y"], 4)) for d in dots]
    assert len(set(places)) == len(places)  # nobody is drawn over somebody else


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("n", "groups", "k", "dark"),
    [(1, 1, 2, True), (0, 1, 2, False), (40, 40, 2, False), (3, 1, 40, False)],
)
def test_one_and_forty_options_and_groups_are_drawn(kind, n, groups, k, dark):
    table, _ = answered(kind, n, groups, k)
    svg = as_svg(drawn(table, dark)).decode("utf-8")

    assert "What is asked?" in svg
    assert n == 0 or "team 0" in svg
    assert "NaN" not in svg and "undefined" not in svg


def test_missing_looks_other_than_nought():
    item = Item("x", "What?", ItemType.ORDINAL, ("low", "high"))
    table = count_answers(item, {"P0": "low", "P1": Missing.WITHHELD}, people(3, 1), "team")
    chart = drawn(table)

    assert len(marks(chart, "dot")) == len(marks(chart, "none")) == 1
    assert len(marks(chart, "missing")) == 2  # withheld, and no answer at all
    svg = as_svg(chart).decode("utf-8")
    assert "withheld" in svg and "no answer" in svg


def test_a_group_in_which_nobody_answered_has_a_dash_and_no_nought():
    item = Item("x", "What?", ItemType.ORDINAL, ("low", "high"))
    chart = drawn(count_answers(item, {"P0": "low"}, people(2, 2), "team"))

    assert sorted(mark["mark"] for mark in marks(chart, "none")) == ["0", "–", "–"]


@pytest.mark.parametrize("kind", [ItemType.RANKING, ItemType.SPLIT])
def test_what_leaves_shows_no_single_answer(kind):
    table, given = answered(kind, 12, 1)
    leaving = answers_leaving(table.item, given, people(12, 1), "team", 6)
    chart = drawn(leaving, note="Said below.")

    assert marks(chart, "dot") == []
    assert len(marks(chart, "range")) == 3
    assert "Said below." in as_svg(chart).decode("utf-8")


def test_a_kept_back_count_is_a_c_without_its_number():
    item = Item("x", "What?", ItemType.ORDINAL, ("low", "middle", "high"))
    given = {f"P{n}": "low" if n < 9 else "middle" if n < 11 else "high" for n in range(20)}
    chart = drawn(answers_leaving(item, given, people(20, 1), None, 6))

    kept = marks(chart, "kept")
    assert [k["mark"] for k in kept] == ["c", "c"]
    assert all(k["said"].endswith(": kept back.") for k in kept)
    assert len(marks(chart, "dot")) == 9


def test_peoples_words_in_names_are_data_and_not_code():
    sly = ('a"] + [alert(1)', "<b>b</b> \\ ' \u2028")
    item = Item("x", "What?", ItemType.ORDINAL, sly)
    svg = as_svg(drawn(count_answers(item, {"P0": sly[0]}, people(1, 1), "team"))).decode("utf-8")

    assert "alert(1)" in svg and "<b>" not in svg


def test_a_long_name_keeps_both_its_ends():
    names = [short(f"{LONG} {n}", 60) for n in range(40)]

    assert len(set(names)) == 40
    assert all(len(name) <= 60 and "…" in name for name in names)
    assert short("brief") == "brief"


FORM = Item(
    "f",
    "A form",
    ItemType.RECORD,
    fields=(Field("a", "Agreed?", FieldType.YES_NO), Field("b", LONG, FieldType.NUMBER)),
    cleared=True,
)


@pytest.mark.parametrize("dark", [False, True])
def test_cases_say_why_a_value_is_missing(dark):
    records = [
        CaseRecord("f", "1", {"a": "yes", "b": "0"}),
        CaseRecord("f", "2", {"a": Missing.WITHHELD, "b": Missing.NOT_SUPPLIED}),
    ]
    svg = as_svg(cases_chart(count_fields(FORM, records), dark=dark)).decode("utf-8")

    assert "withheld (w)" in svg and "not supplied (s)" in svg and "1 w" in svg
    assert "recorded" in svg
    assert as_svg(cases_chart(count_fields(FORM, []), dark=dark))


def test_kept_back_cases_are_one_frame_without_a_number():
    from qualcode.analysis.cases_leaving import cases_leaving

    records = [CaseRecord("f", str(n), {"a": "yes" if n else "no", "b": "1"}) for n in range(30)]
    records += [CaseRecord("f", f"w{n}", {"a": Missing.WITHHELD, "b": "1"}) for n in range(8)]
    svg = as_svg(cases_chart(cases_leaving(count_fields(FORM, records), 6), dark=False)).decode()

    assert "kept back" in svg and ">c<" in svg
    assert ">8 w<" not in svg and ">1<" not in svg
