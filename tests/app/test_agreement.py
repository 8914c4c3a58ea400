"""The Agreement page: the unit first, counts before coefficients, words beside numbers."""

from __future__ import annotations

import json
import re

import pytest

from qualcode.model import CoderRole
from tests.app.conftest import words

WIDE = "They agree on 94 % of the passages, most of which go without this code"


def figures(shown, of, **state):
    return shown("agreement", of=of, **state)


def markdown(app):
    return "\n".join(str(m.value) for m in app.markdown)


def choose(app, key, value):
    app.segmented_control(key=key).set_value(value).run()
    assert not app.exception
    return app


def row_of(app, code):
    """The words of a code's row in the first table."""
    table = next(block for block in words(app).split("<table")[1:])
    found = re.search(rf"<tr[^>]*><th[^>]*><span[^>]*>{code} .*?</tr>", table)
    assert found is not None
    return re.sub(r"<[^>]+>", " ", found.group())


def test_counts_of_both_coders_stand_first_with_words_beside_them(sample, shown):
    app = figures(shown, sample)
    found = sample.agreement()
    one = next(f for f in found.codes if f.code == "2")

    told = row_of(app, "2")
    for number in (*one.counts, one.both):
        assert f" {number} " in told
    assert f"{round(one.percent * one.n)} of {one.n}" in told
    assert WIDE in one.remark and WIDE in words(app)
    assert "Ruth Adeyemi and Tom Kessler" in words(app)
    assert f"<b>{found.interviews}</b>" in words(app) and f"<b>{found.left_out}</b>" in words(app)
    assert "no ranking" in words(app) and found.rule in words(app)
    assert "1.a Having" not in words(app)
    assert "1.a Having" in words(choose(app, "agreement_level", "All codes"))


def test_in_a_study_of_codes_the_coefficients_wait_in_a_pane(sample, shown):
    app = figures(shown, sample)
    [pane] = [e for e in app.expander if e.label.startswith("Coefficients")]
    tables = [b for b in pane.get("html") if "<table" in b.proto.body]

    assert len(tables) == 1 and "Cohen’s κ" in tables[0].proto.body
    first, second = (block for block in words(app).split("<table")[1:])
    assert "Alpha may be as low" in second and "Alpha" not in first and "κ" not in first
    [chart] = app.get("vega_lite_chart")
    assert "Krippendorff" in json.dumps(json.loads(chart.proto.spec), ensure_ascii=False)


def test_in_a_study_of_agreement_they_stand_open(sample, shown):
    sample.set_profile("reliability")
    app = figures(shown, sample)

    assert not [e for e in app.expander if e.label.startswith("Coefficients")]
    [pane] = [e for e in app.expander if e.label.startswith("The counts")]
    assert "Cohen’s κ" not in str([b.proto.body for b in pane.get("html")])
    assert "Cohen’s κ" in words(app)


def test_in_a_reflexive_study_there_are_no_coefficients(sample, shown):
    sample.set_profile("reflexive")
    app = figures(shown, sample)

    assert "would say nothing about their worth" in words(app)
    assert "<table" not in words(app) and app.get("vega_lite_chart") == []
    assert app.get("download_button") == []


def test_in_a_reflexive_study_confusion_counts_nothing_either(sample, shown):
    app = choose(figures(shown, sample), "agreement_view", "Confusion")
    assert "gave the same code" in words(app)
    sample.set_profile("reflexive")
    app = choose(figures(shown, sample), "agreement_view", "Confusion")

    assert "would say nothing about their worth" in words(app)
    assert "<table" not in words(app) and "gave the same code" not in words(app)


def test_on_a_narrow_screen_every_number_says_what_it_is(sample, shown):
    drawn = words(figures(shown, sample))
    assert 'data-head="The same decision, of all passages"' in drawn
    assert 'data-head="Krippendorff’s α"' in drawn


def test_the_unit_is_chosen_and_counted_anew(sample, shown):
    app = choose(figures(shown, sample), "agreement_unit", "sentence")
    found = sample.agreement(unit="sentence")

    assert f"<b>{found.units:,}</b>" in words(app) and "sentences compared" in words(app)
    app = choose(app, "agreement_unit", "character")
    assert f"{sample.agreement(unit='character').units:,}" in words(app)


def test_what_was_settled_is_told_apart(sample, shown):
    app = choose(figures(shown, sample), "agreement_basis", "As reconciled")

    assert "They say how much was settled" in words(app)


def test_undefined_is_written_with_why(sample, shown):
    for coding in sample.codings(code="6.b"):
        sample.acting_as(coding.coder).withdraw(coding.id)
    app = choose(figures(shown, sample), "agreement_level", "All codes")
    one = next(f for f in sample.agreement().codes if f.code == "6.b")

    assert one.alpha is None and "Undefined: nobody used this code." in words(app)
    assert words(app).count(">undefined</span>") >= 5


def test_the_files_hold_the_same_numbers_and_say_what_was_counted(sample, shown):
    app = figures(shown, sample)

    assert [b.proto.label for b in app.get("download_button")] == [
        "Picture (PNG)",
        "Picture (SVG)",
        "Table (CSV)",
        "Table (Excel)",
    ]
    assert sample.agreement_file("png").startswith(b"\x89PNG")
    few = sample.agreement_file("svg").decode()
    every = sample.agreement_file("svg", all_codes=True).decode()
    assert "before they were talked over" in few.replace("\n", " ")
    assert "◆" in few and "8.a" not in few and "8.a" in every


def test_one_coder_alone_is_told_what_to_do(project, shown):
    app = figures(shown, project)

    assert "Agreement needs two people" in markdown(app)
    assert [b.label for b in app.button] == ["Name a second coder"]


def test_two_who_share_no_interview_are_told_what_to_do(project, interview, shown):
    project.add_coder("Tom", CoderRole.SECOND_CODER)
    project.add_coder("mk")
    project.done(interview)
    app = figures(shown, project)

    assert "let a second person code" in words(app)
    assert "agreement-rounds" in {b.key for b in app.button}
    assert "<table" not in words(app)


def test_of_three_coders_two_are_chosen(sample, shown):
    sample.add_coder("Ann Third", CoderRole.SECOND_CODER)
    ann = sample.acting_as("Ann Third")
    [row, *_] = [r for r in sample.readings() if r.coder == "Tom Kessler" and r.done_at]
    ann.done(row.transcript)
    app = figures(shown, sample)
    assert "Ruth Adeyemi and Tom Kessler" in words(app)
    app.multiselect(key="agreement_coders").set_value(["Tom Kessler", "Ann Third"]).run()
    assert not app.exception

    assert "Tom Kessler and Ann Third" in words(app) and "<b>1</b>" in words(app)
    app.multiselect(key="agreement_coders").set_value(["Ann Third"]).run()
    assert "name another one" in words(app) and "<table" not in words(app)


def test_a_mentor_sees_the_figures_and_takes_nothing_along(sample, shown):
    sample.add_coder("Margaret Osei", CoderRole.MENTOR)
    app = figures(shown, sample.acting_as("Margaret Osei"))

    assert "Ruth Adeyemi and Tom Kessler" in words(app)
    assert app.get("download_button") == []
    assert "Margaret Osei" not in words(app)


@pytest.mark.parametrize("view", ["Disagreements", "Confusion"])
def test_the_other_views_open(sample, shown, view):
    app = choose(figures(shown, sample), "agreement_view", view)

    assert app.segmented_control(key="agreement_view").value == view
    assert not [s for s in app.segmented_control if s.key == "agreement_unit"]
