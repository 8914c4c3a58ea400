"""The reports page makes a report and keeps what is written for it."""

import io

import docx
from streamlit.testing.v1 import AppTest

from qualcode.model import CoderRole


def shown(project):
    def page(project):
        from qualcode.app import reports

        reports.render(project)

    return AppTest.from_function(page, args=(project,), default_timeout=60)


def noted(project):
    """What was noted of reports that left."""
    acts = ("export report", "confirm small groups")
    return [event.act for event in project.history() if event.act in acts]


def test_making_a_report_puts_it_ready_and_notes_it(sample):
    app = shown(sample).run()
    app.radio(key="reports-shape").set_value("themes").run()
    app.button(key="reports-make").click().run()

    assert not app.exception
    *_, made = app.session_state["reports-made"]
    assert docx.Document(io.BytesIO(made.data)).paragraphs[1].text == "Findings by theme"
    assert noted(sample) == ["export report"]

    app.checkbox(key="reports-interim").check().run()
    assert "reports-made" not in app.session_state


def test_words_kept_on_the_page_stand_in_the_study(sample):
    app = shown(sample).run()
    app.selectbox(key="reports-place").set_value("item 3").run()
    app.text_area[0].set_value("Both were nurses.").run()
    app.button(key="reports-text-item 3-keep").click().run()

    assert not app.exception
    [kept] = [t for t in sample.report_texts() if t.place == "item 3"]
    assert (kept.text, kept.who) == ("Both were nurses.", "Ruth Adeyemi")


def test_few_people_are_weighed_before_their_report_is_made(sample):
    for theme in sample.written_themes()[1:]:
        sample.drop_theme(theme.id)
    [theme] = sample.written_themes()
    sample.edit_theme(theme.id, evidence=theme.evidence[:1], counter=())
    app = shown(sample).run()
    app.radio(key="reports-shape").set_value("themes").run()
    app.button(key="reports-make").click().run()
    assert noted(sample) == []

    app.checkbox(key="reports-confirmed").check().run()
    app.button(key="reports-make").click().run()

    assert not app.exception
    assert noted(sample) == ["export report", "confirm small groups"]


def test_an_empty_study_is_told_what_belongs_here(project):
    app = shown(project).run()

    assert not app.exception
    assert app.button(key="empty-go").label == "Bring in interviews"


def test_a_mentor_makes_no_report(sample):
    import pytest

    from qualcode.project.permits import NotYours

    sample.add_coder("Dr Mentor", CoderRole.MENTOR)
    mentor = sample.acting_as("Dr Mentor")
    for verb in (mentor.report, mentor.report_texts):
        with pytest.raises(NotYours):
            verb()
