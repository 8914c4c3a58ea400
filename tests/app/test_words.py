"""The views of words on the Patterns page: what marks a group, two vocabularies, typical quotes."""

from __future__ import annotations

import pytest

from qualcode.project.sample_parts.wording import add_to_sample
from tests.app.conftest import pressed, words


def choose(app, key, value):
    app.selectbox(key=key).set_value(value).run()
    assert not app.exception
    return app


def charts(app):
    return len(app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart"))


def offered(app):
    return [b.proto.label for b in app.get("download_button")]


@pytest.mark.parametrize("view", ["keyness", "vocabulary", "typical"])
def test_an_empty_study_says_what_belongs_here(project, shown, view):
    assert [b.key for b in shown(view).button] == ["empty-go"]


def test_words_of_a_group_and_where_they_were_said(sample, shown):
    app = choose(shown("keyness", of=sample), "words-by", "authority")
    choose(app, "words-value", "City Borough")

    assert charts(app) == 1
    assert "z only orders the words" in words(app) and "What this cannot show" in words(app)
    assert offered(app) == ["Picture (PNG)", "Picture (SVG)", "Table (CSV)", "Table (Excel)"]
    word = sample.keyness("authority", "City Borough").more[0].word
    choose(app, "words-word", word)
    lines = sample.concordance(word, "authority", "City Borough")
    assert words(app).count("<mark>") == len(lines) > 0


def test_words_of_a_small_group_are_shown_and_stay(sample, shown):
    app = choose(shown("keyness", of=sample), "words-by", "role")
    choose(app, "words-value", "health_visitor")

    assert charts(app) == 1
    assert offered(app) == []
    assert "Fewer than 6 people stand on one side" in words(app)


def test_words_of_a_code(sample, shown):
    app = shown("keyness", of=sample)
    app.segmented_control(key="words-what").set_value("A code").run()
    choose(app, "words-code", "8")

    assert charts(app) == 1
    assert "passages coded 8 " in words(app)


def test_words_of_one_person_are_a_sentence(project, shown, interview):
    app = shown("keyness")

    assert "Choose whose words" in words(app) and charts(app) == 0
    app.segmented_control(key="words-what").set_value("A code").run()
    assert not app.exception
    assert "Nothing is coded yet" in words(app)


def test_vocabulary_begins_with_the_lists_for_2b(sample, shown):
    sample.set_term_lists(None)
    app = pressed(shown("vocabulary", of=sample), "vocabulary-example")

    assert [one.name for one in sample.term_lists().both] == ["family support", "child protection"]
    assert charts(app) == 1
    choose(app, "vocabulary-by", "role")
    [table] = [f.value for f in app.dataframe]
    assert "Health visitor" in set(table["Group"])
    assert "in what you take along" in words(app).lower()


def test_vocabulary_lists_are_changed_and_a_slip_is_a_sentence(sample, shown):
    add_to_sample(sample)
    app = shown("vocabulary", of=sample)
    app.text_area(key="vocabulary-first").set_value("duty desk\nrota")
    app.text_area(key="vocabulary-second").set_value("Duty  desk")
    [keep] = [b for b in app.button if b.label == "Keep the lists"]
    keep.click().run()
    assert not app.exception
    assert sample.term_lists().first.terms[0] == "family support"

    app.text_area(key="vocabulary-second").set_value("panel")
    [keep] = [b for b in app.button if b.label == "Keep the lists"]
    keep.click().run()
    assert not app.exception
    assert sample.term_lists().first.terms == ("duty desk", "rota")
    assert sample.term_lists().second.terms == ("panel",)


def test_three_hundred_groups_are_a_table(project, shown, tmp_path):
    talk = "".join(f"P{n:03}: We ring the duty desk.\n\n" for n in range(60))
    file = tmp_path / "group.md"
    file.write_text(talk, encoding="utf-8")
    project.import_files([file])
    add_to_sample(project)
    rows = "".join(f"P{n:03},town {n}\n" for n in range(60))
    people = tmp_path / "participants.csv"
    people.write_text("participant,town\n" + rows, encoding="utf-8")
    project.import_files([], participants=people)
    app = choose(shown("vocabulary"), "vocabulary-by", "town")

    assert charts(app) == 0
    assert "60 groups are too many for a chart" in words(app)
    assert offered(app) == ["Table (CSV)", "Table (Excel)"]


def test_typical_quotes_show_rank_and_length(sample, shown):
    app = choose(shown("typical", of=sample), "typical-code", "8.a")

    assert words(app).count('<article class="qc-quote"') == 7
    assert "Rank 1 ·" in words(app) and "Typical is not important" in words(app)
    assert offered(app) == ["Word"]


def test_typical_quotes_of_few_people_leave_with_a_tick(sample, shown):
    app = choose(shown("typical", of=sample), "typical-code", "8.a")
    app.number_input(key="typical-n").set_value(2).run()

    assert "All these quotes are of" in words(app) and offered(app) == []
    app.checkbox(key="typical_confirmed").check().run()
    assert not app.exception and offered(app) == ["Word"]
