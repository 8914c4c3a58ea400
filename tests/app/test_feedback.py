"""The Feedback page: sessions are noted, what was said is kept, changed and erased."""

from __future__ import annotations

import pytest

from qualcode.model import CoderRole
from tests.app.conftest import pressed, words


@pytest.fixture
def theme(project):
    return project.add_theme("Leaders *decide* <much>.")


@pytest.fixture
def session(project):
    return project.add_feedback_session("Team <meeting>", day="2026-05-12", people_there=7)


def say(app, stance, text, **fields):
    """Write what was said and press a stance."""
    for widget in (*app.text_area, *app.text_input, *app.selectbox, *app.checkbox):
        if widget.key.startswith("feedback-say-"):
            name = widget.key.rpartition("-")[2]
            if name == "words":
                widget.set_value(text)
            elif name in fields:
                widget.set_value(fields[name])
    return pressed(app, f"feedback-say-{stance}")


def by_theme(app):
    app.segmented_control(key="feedback_view").set_value("By theme").run()
    assert not app.exception
    return app


def test_an_empty_page_says_what_belongs_there_and_takes_the_first_session(project, shown):
    app = shown("feedback")
    assert "No session is noted yet" in "".join(m.value for m in app.markdown)
    app.text_input(key="feedback-new-0-title").input("Team meeting")
    app.number_input(key="feedback-new-0-people").set_value(7)
    app = pressed(app, "feedback-new-go")

    [made] = project.feedback_sessions()
    assert (made.title, made.people, made.audience) == ("Team meeting", 7, "team")
    assert "Nothing is kept of this session yet" in words(app)


def test_a_faulty_session_is_a_sentence_and_what_was_typed_stays(project, shown):
    app = shown("feedback")
    app.text_input(key="feedback-new-0-title").input("Team meeting")
    app.text_input(key="feedback-new-0-day").input("May")
    app = pressed(app, "feedback-new-go")

    assert project.feedback_sessions() == []
    assert "written as 2026-05-12" in words(app)
    assert app.text_input(key="feedback-new-0-title").value == "Team meeting"


def test_what_was_said_is_kept_with_its_stance(project, shown, theme, session):
    app = say(
        shown("feedback"), "disputes", "We <do> meet.", theme=theme.id, tags="night, rota, Night"
    )

    [entry] = project.feedback()
    assert (entry.stance, entry.theme, entry.words) == ("disputes", theme.id, "We <do> meet.")
    assert entry.tags == ("night", "rota") and entry.quotable
    assert "We &lt;do&gt; meet." in words(app)
    assert "Leaders *decide* &lt;much&gt;." in words(app)
    assert [t.value for t in app.text_area if t.key.endswith("-words")] == [""]
    [again] = [s for s in app.selectbox if s.key.startswith("feedback-say-")]
    assert again.value == theme.id


def test_an_empty_entry_is_refused_and_the_rest_stays(project, shown, theme, session):
    app = say(shown("feedback"), "adds", " ", said_by="Manager", theme="")

    assert project.feedback() == []
    assert "Write what was said" in words(app)
    assert [t.value for t in app.text_input if t.key.endswith("-said_by")] == ["Manager"]


def test_by_theme_counts_things_said_and_files_wait(project, shown, theme, session):
    project.add_feedback(session.id, "agrees", "So it is.", theme=theme.id)
    project.add_feedback(session.id, "agrees", "Yes.", theme=theme.id)
    project.add_feedback(session.id, "adds", "And at night?")
    app = by_theme(shown("feedback"))

    assert "2 agree." in words(app) and "1 adds something." in words(app)
    assert "not counted among the interviews" in words(app)
    assert [b.proto.label for b in app.get("download_button")] == [
        "Word",
        "Markdown",
        "Table (CSV)",
    ]


def test_by_theme_keeps_to_a_tag(project, shown, session):
    project.add_feedback(session.id, "agrees", "So it is.", tags=["night", "rota"])
    project.add_feedback(session.id, "adds", "And by day?", tags=["rota"])
    app = by_theme(shown("feedback"))
    app.selectbox(key="feedback-tag").set_value("night").run()

    assert "So it is." in words(app) and "And by day?" not in words(app)
    assert "1 agrees." in words(app)


def test_of_very_many_entries_the_newest_are_drawn_first(project, shown, session):
    for n in range(53):
        project.add_feedback(session.id, "adds", f"Said as number {n}.")
    app = shown("feedback")
    assert "Said as number 52." in words(app) and "Said as number 2." not in words(app)

    assert "Said as number 0." in words(pressed(app, "feedback-more"))


def test_an_entry_is_changed_dropped_and_erased(project, shown, theme, session):
    entry = project.add_feedback(session.id, "agrees", "So it is.", said_by="Manager")
    key = f"feedback-entry-{entry.id}"
    app = pressed(shown("feedback"), f"feedback-edit-{entry.id}")
    app.text_area(key=f"{key}-words").input("So it was.")
    app.selectbox(key=f"{key}-stance").set_value("disputes")
    app.selectbox(key=f"{key}-theme").set_value(theme.id)
    app = pressed(app, f"{key}-keep")
    [changed] = project.feedback()
    assert (changed.words, changed.stance, changed.said_by) == ("So it was.", "disputes", "Manager")
    assert changed.theme == theme.id

    app = pressed(pressed(app, f"feedback-edit-{entry.id}"), f"{key}-erase")
    assert project.feedback_versions(entry.id) == []
    assert "erased in every version" in words(app)
    other = project.add_feedback(session.id, "adds", "More.")
    app = pressed(app.run(), f"feedback-edit-{other.id}")
    pressed(app, f"feedback-entry-{other.id}-drop")
    assert project.feedback() == [] and len(project.feedback_versions(other.id)) == 1


def test_the_second_of_two_tabs_is_told_and_may_keep_either(project, shown, session):
    entry = project.add_feedback(session.id, "agrees", "So it is.")
    key = f"feedback-entry-{entry.id}"
    app = pressed(shown("feedback"), f"feedback-edit-{entry.id}")
    app.text_area(key=f"{key}-words").input("Mine.").run()
    project.acting_as("Tom").edit_feedback(entry.id, words="Tom's.")
    app = pressed(app, f"{key}-keep")

    assert "Tom has changed this meanwhile" in words(app) and "Tom&#x27;s." in words(app)
    assert project.feedback()[0].words == "Tom's."
    assert app.text_area(key=f"{key}-words").value == "Mine."
    pressed(app, f"{key}-mine")
    assert project.feedback()[0].words == "Mine."


def test_a_session_is_changed_and_not_dropped_while_something_stands(project, shown, session):
    project.add_feedback(session.id, "agrees", "So it is.")
    key = f"feedback-session-{session.id}"
    app = shown("feedback")
    app.text_input(key=f"{key}-title").input("Second meeting")
    app = pressed(app, f"{key}-keep")
    assert project.feedback_sessions()[0].title == "Second meeting"

    app = pressed(app, f"{key}-drop")
    assert "drop that first" in words(app)
    assert len(project.feedback_sessions()) == 1


def test_a_mentor_reads_and_adds_and_changes_only_her_own(project, shown, theme, session):
    project.add_coder("Margaret Osei", CoderRole.MENTOR)
    theirs = project.add_feedback(session.id, "adds", "Between us.", quotable=False)
    mentor = project.acting_as("Margaret Osei")
    app = say(shown("feedback", of=mentor), "adds", "And at night?")

    [_, own] = project.feedback()
    assert (own.words, own.who) == ("And at night?", "Margaret Osei")
    keys = {b.key for b in app.button}
    assert f"feedback-edit-{own.id}" in keys and f"feedback-edit-{theirs.id}" not in keys
    assert "Between us." not in words(app)
    assert "feedback-new-go" not in keys and "feedback-list" not in keys
    assert by_theme(app).get("download_button") == []


def test_an_open_theme_tells_what_was_said_to_it(project, shown, theme, session):
    app = shown("findings", finding_open=theme.id)
    assert "Feedback:" not in words(app)
    project.add_feedback(session.id, "disputes", "No.", theme=theme.id)

    assert "Feedback: 1 disputes it." in words(shown("findings", finding_open=theme.id))
