"""The Suggestions page: one after another, and only acceptance makes a coding."""

import pytest
from streamlit.testing.v1 import AppTest

from qualcode.app.code_card import highlighted, why
from qualcode.model import Direction, Span


def page(project):
    from qualcode.app import suggestions

    suggestions.render(project)


def opened(project):
    app = AppTest.from_function(page, args=(project,), default_timeout=30).run()
    assert not app.exception
    return app


def pressed(app, key):
    app.button(key=key).click().run()
    assert not app.exception
    return app


def texts(app):
    return " ".join(element.proto.body for element in app.get("html"))


@pytest.fixture
def offered(project, interview):
    """What waits first in the one interview."""
    project.suggest()
    found = project.next_pending()
    assert found is not None
    return found


def test_without_interviews_the_page_says_what_belongs_here(project):
    assert opened(project).button(key="empty-go").label == "Upload transcripts"


def test_one_button_makes_the_first_suggestions(project, interview):
    app = opened(project)
    assert app.button(key="empty-go").label == "Suggest for all interviews"
    pressed(app, "empty-go")

    assert sum(project.waiting().values()) > 0
    assert project.codings() == []
    assert "for you to decide on" in texts(app)


def test_the_card_shows_words_question_code_and_reason(project, offered):
    shown = texts(opened(project))

    assert "How do referrals go?" in shown
    assert project.codebook[offered.code].title in shown
    assert "<mark>" in shown
    assert "strong" in shown or "possible" in shown
    assert "%" not in shown.replace("currentColor 78%", "").split("</style>")[-1]


def test_accepting_makes_a_coding_by_the_coder(project, offered):
    app = opened(project)
    app.button_group(key="offers-direction").set_value(Direction.ABSENT).run()
    pressed(app, f"accept-{offered.id}")

    [coding] = project.codings()
    assert (coding.code, coding.coder, coding.direction) == (offered.code, "mk", Direction.ABSENT)
    assert app.session_state["offers-direction"] == Direction.PRESENT
    assert f"Coded as {offered.code}, absent or barrier." in texts(app)


@pytest.mark.parametrize("verdict", ["reject", "skip"])
def test_neither_rejecting_nor_skipping_codes(project, offered, verdict):
    app = opened(project)
    pressed(app, f"{verdict}-{offered.id}")

    assert project.codings() == []
    assert [d.verdict.value for d in project.decisions()] == [verdict]
    assert (offered.id in {s.id for s in project.pending()}) == (verdict == "skip")


@pytest.mark.parametrize("verdict", ["reject", "skip"])
def test_the_way_back_from_a_rejection_and_a_skip(sample, verdict):
    app = opened(sample)
    offered = sample.next_pending()
    pressed(app, f"{verdict}-{offered.id}")
    assert f"accept-{offered.id}" not in [b.key for b in app.button]
    pressed(app, "offers-undo")

    assert offered.id in {s.id for s in sample.pending()}
    assert app.button(key=f"accept-{offered.id}")
    assert "offers-undo" not in [b.key for b in app.button]
    pressed(app, f"accept-{offered.id}")
    assert [d.verdict.value for d in sample.decisions() if d.suggestion == offered.id][-1] == (
        "accept"
    )


def test_a_second_click_decides_nothing(project, offered, monkeypatch):
    import streamlit as st

    from qualcode.app import suggestion_card

    monkeypatch.setattr(st, "session_state", {"offers-direction": Direction.ABSENT})
    suggestion_card._decide(project, offered, "accept")
    suggestion_card._decide(project, offered, "accept")

    assert [c.direction for c in project.codings()] == [Direction.ABSENT]
    assert "told" not in st.session_state


def test_accepting_with_another_code(project, offered):
    app = opened(project)
    app.selectbox(key=f"offers-other-{offered.id}").select("6").run()
    pressed(app, f"other-{offered.id}")

    assert [c.code for c in project.codings()] == ["6"]
    assert [d.code for d in project.decisions()] == ["6"]


def test_the_way_back_from_an_acceptance(project, offered):
    app = opened(project)
    pressed(app, f"accept-{offered.id}")
    pressed(app, "offers-undo")

    assert project.codings() == []
    assert "the suggestion waits again" in texts(app)
    assert offered.id in {s.id for s in project.pending()}


def test_interview_and_indicator_narrow_what_is_shown(sample):
    app = opened(sample)
    app.selectbox(key="offers-interview").select("midtown-07-programme-manager").run()
    assert "Programme manager, Midtown, second wave" in texts(app)
    tops = {sample.codebook.top(c) for (t, c) in sample.waiting() if t.startswith("midtown-07")}
    app.selectbox(key="offers-indicator").select(sorted(tops)[0]).run()
    found = sample.next_pending("midtown-07-programme-manager", sorted(tops)[0])
    assert found is not None
    pressed(app, f"accept-{found.id}")

    assert app.selectbox(key="offers-interview").value == "midtown-07-programme-manager"
    [decision] = sample.decisions()
    assert decision.suggestion == found.id


def test_an_interview_with_nothing_left_leaves_the_choice(sample):
    app = opened(sample)
    app.selectbox(key="offers-interview").select("midtown-07-programme-manager").run()
    for suggestion in list(sample.pending("midtown-07-programme-manager")):
        sample.decide(suggestion.id, "reject")
    app.run()

    assert not app.exception
    assert app.selectbox(key="offers-interview").value == "all"


def test_suggestions_are_made_anew_for_one_interview(sample):
    app = opened(sample)
    app.session_state["offers-make"] = True
    app.run()
    app.selectbox(key="offers-for").select("midtown-04-social-services-manager").run()
    pressed(app, "offers-go")

    made = {t for t, _ in sample.waiting()}
    assert "midtown-04-social-services-manager" in made
    assert "midtown-05-family-support-worker" not in made


def test_cue_words_are_marked_and_everything_else_is_literal():
    marked = highlighted("a <b> & c", 100, [Span(102, 105), Span(103, 106), Span(90, 101)])

    assert marked == "<mark>a</mark> <mark>&lt;b&gt; </mark>&amp; c"


def test_reasons_are_one_sentence(offered):
    assert why(offered).startswith(("The passage has the cue", "It shares the word"))
    assert why(offered).endswith(".")
