"""Every page for every role: it opens, or it says who may open it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qualcode.app.frame import PAGES
from qualcode.app.overview_reading import FOR_MENTORS
from qualcode.model import CoderRole
from qualcode.project import Project, new
from tests.app.conftest import pressed, words
from tests.conftest import ROOT

MENTOR, SECOND = "Margaret Osei", "Tom Kessler"
SEEN = "news-seen"
ALL = [(title, url) for members in PAGES.values() for title, url, _ in members]
# "Check a report" asks nothing of the study before a file is chosen; its verb refuses her then.
KEPT = sorted(url for _, url in ALL if url not in (*FOR_MENTORS, "check"))


@pytest.fixture(scope="module")
def studied(built_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A copy of the sample study with a mentor, in Ruth's hands."""
    place = tmp_path_factory.mktemp("roles") / "s.qualcode"
    shutil.copy(built_sample, place)
    with closing(Project.open(place, "Ruth Adeyemi")) as project:
        project.add_coder(MENTOR, CoderRole.MENTOR)
        project.add_coder(SECOND, CoderRole.SECOND_CODER)
        yield project


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """An empty study with a mentor."""
    with closing(new(tmp_path_factory.mktemp("empty") / "e.qualcode", "mk")) as project:
        project.add_coder(MENTOR, CoderRole.MENTOR)
        project.add_coder(SECOND, CoderRole.SECOND_CODER)
        yield project


def page_of(project: Project, url: str) -> AppTest:
    """One page as the frame draws it: a refusal is a sentence."""

    def page(project, url):
        from qualcode.app import frame

        [render] = [r for g in frame.PAGES.values() for _, u, r in g if u == url]
        frame._guarded(render, project)

    return AppTest.from_function(page, args=(project, url), default_timeout=30).run()


@pytest.mark.parametrize("url", sorted(FOR_MENTORS))
def test_a_mentor_can_open_every_page_she_is_shown(studied, nothing, url):
    for project in (studied, nothing):
        app = page_of(project.acting_as(MENTOR), url)
        assert not app.exception
        assert len(app.title) == 1
        assert "is for researchers" not in words(app)
        assert 'role="alert"' not in words(app)


@pytest.mark.parametrize("url", KEPT)
def test_a_page_that_is_not_hers_is_refused_by_the_project_itself(studied, url):
    app = page_of(studied.acting_as(MENTOR), url)

    assert not app.exception
    refused = f"{MENTOR} reads and comments as a mentor", "Erasing is for researchers"
    assert any(said in words(app) for said in refused)
    assert "qc-quote" not in words(app)


@pytest.mark.parametrize(("title", "url"), ALL)
def test_a_second_coder_can_open_every_page(studied, nothing, title, url):
    for project in (studied, nothing):
        app = page_of(project.acting_as(SECOND), url)
        assert not app.exception
        # To erase is not for her, and that page says so.
        assert ("is for researchers" in words(app)) is (url == "erase")


@pytest.fixture
def opened(built_sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs the whole app on a copy of the sample study, in somebody's hands."""
    place = tmp_path / "s.qualcode"
    shutil.copy(built_sample, place)
    with closing(Project.open(place, "Ruth Adeyemi")) as project:
        project.add_coder(MENTOR, CoderRole.MENTOR)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUALCODE_STUDY", str(place))
    # What the server remembers outlives a test.
    st.cache_resource.clear()

    def run(who: str) -> tuple[AppTest, Project]:
        monkeypatch.setenv("QUALCODE_CODER", who)
        app = AppTest.from_file(str(ROOT / "qualcode/app/door/face.py"), default_timeout=30).run()
        assert not app.exception
        return app, Project.open(place, who)

    return run


def test_the_first_thing_a_mentor_sees_is_what_changed_until_she_has_seen_it(opened):
    app, project = opened(MENTOR)
    with closing(project):
        told = words(app)
        assert "Ruth Adeyemi wrote the theme" in told
        assert told.index("Ruth Adeyemi wrote the theme") < told.index("Sample study")
        assert app.subheader[0].value == "What changed"
        assert "Mentor: you read and comment" in [c.value for c in app.sidebar.caption]

        pressed(app, SEEN)

        assert "Nothing has changed since you last looked on" in words(app)
        assert project.news().lines == ()


def test_a_mentor_is_led_to_her_pages_and_is_told_whose_the_others_are(opened):
    app, project = opened(MENTOR)
    project.close()
    pages = app.session_state["pages"]
    assert {url for url, page in pages.items() if page.visibility != "hidden"} == {
        *("", "overview"),  # the Overview has no address of its own; buttons lead there by name
        *FOR_MENTORS,
    }


def test_a_page_opened_directly_says_whose_it_is(studied):
    def page(project):
        from functools import partial

        from qualcode.app import frame

        frame._guarded(partial(frame._kept_from, "Transcripts", project.acting_role), project)

    app = AppTest.from_function(page, args=(studied.acting_as(MENTOR),)).run()

    assert not app.exception
    assert "the page Transcripts is for researchers and second coders" in words(app)
    assert [title.value for title in app.title] == ["Transcripts"]


def test_a_researcher_adds_a_mentor_and_goes_on_as_herself(opened):
    app, project = opened("Ruth Adeyemi")
    with closing(project):
        app.text_input(key="who-new").input("Ines  Mota").run()
        app.radio(key="who-role").set_value(CoderRole.MENTOR).run()
        pressed(app, "who-add-only")

        assert ("Ines Mota", CoderRole.MENTOR) in [(c.name, c.role) for c in project.coders()]
        assert app.selectbox(key="who").value == "Ruth Adeyemi"
        assert "Ines Mota is a mentor here now." in words(app)


def test_a_second_coder_adds_nobody_and_changes_no_role(opened):
    app, project = opened(SECOND)
    project.close()

    assert "who-new" not in [box.key for box in app.text_input]
    assert "role-of" not in [box.key for box in app.selectbox]
    assert "study-profile" not in [radio.key for radio in app.radio]


def test_a_role_is_changed_on_the_overview(opened):
    app, project = opened("Ruth Adeyemi")
    with closing(project):
        app.selectbox(key="role-of").select(SECOND).run()
        pressed(app, "role-mentor")
        assert {c.name: c.role for c in project.coders()}[SECOND] is CoderRole.MENTOR

        app.selectbox(key="role-of").select("Ruth Adeyemi").run()
        pressed(app, "role-mentor")
        assert "Nobody would be left as a researcher" in words(app)


@pytest.mark.parametrize("who", [MENTOR, "Ruth Adeyemi"])
def test_the_address_of_a_quote_opens_it_where_it_was_said(studied, who):
    project = studied.acting_as(who)
    quote = project.quotes_for_reading(code="8.a")[0]

    def page(project):
        from qualcode.app import quotes

        quotes.render(project)

    app = AppTest.from_function(page, args=(project,), default_timeout=30)
    app.query_params["quote"] = quote.coding
    app.run()
    assert not app.exception
    told = words(app)
    assert "<mark>" in told
    assert quote.attribution in told
    assert quote.title in told

    pressed(app, "quote-back")
    assert "<mark>" not in words(app)
    assert "qc-quote" in words(app)


def test_the_address_of_a_quote_that_is_gone_says_so(studied):
    def page(project):
        from qualcode.app import quotes

        quotes.render(project)

    app = AppTest.from_function(page, args=(studied.acting_as(MENTOR),), default_timeout=30)
    app.query_params["quote"] = "gone"
    app.run()

    assert not app.exception
    assert "<mark>" not in words(app)
    assert [b.key for b in app.button] == ["quote-back"]


@pytest.mark.parametrize("who", [MENTOR, "Ruth Adeyemi"])
def test_the_address_of_a_theme_opens_it(studied, who):
    project = studied.acting_as(who)
    theme = studied.written_themes()[-1]

    def page(project):
        from qualcode.app import themes

        themes.render(project)

    app = AppTest.from_function(page, args=(project,), default_timeout=30)
    app.query_params["theme"] = theme.id
    app.run()

    assert not app.exception
    assert app.session_state["finding-open"] == theme.id
    assert f'<span class="qc-name">{theme.statement[:50]}' in words(app).replace(
        f' title="{theme.statement}"', ""
    )


def test_what_a_mentor_reads_names_nobody(studied):
    people = {p.id for p in studied.participants()}
    files = {row["title"] for row in studied.transcripts()}
    labels = {s.label for own in studied.speakers().values() for s in own}
    names = {name for name in people | files | labels if len(name) > 2} - {"Interviewer"}
    assert len(names) > 30

    for url in ("codebook", "themes", "quotes", "answers"):
        told = words(page_of(studied.acting_as(MENTOR), url))
        assert [name for name in names if f">{name}" in told or f" {name}:" in told] == []
