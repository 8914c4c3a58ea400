"""The Overview page: a study is made, opened or tried, and the next thing to do is one press."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qualcode.project import Project
from tests.app.conftest import pressed, words
from tests.conftest import ROOT


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """Runs the whole app in an empty folder, on a study or on none."""
    folder = tmp_path / "folder"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("QUALCODE_CODER", "mk")
    monkeypatch.delenv("QUALCODE_STUDY", raising=False)
    # What the server remembers outlives a test.
    st.cache_resource.clear()

    def run(study=None):
        if study is not None:
            monkeypatch.setenv("QUALCODE_STUDY", str(study))
        app = AppTest.from_file(str(ROOT / "qualcode/app/door/face.py"), default_timeout=30).run()
        assert not app.exception
        return app

    return run


def test_without_a_study_there_are_three_ways_to_one(opened):
    app = opened()

    assert app.title[0].value == "Welcome to qualcode"
    assert {b.key for b in app.button} >= {"make", "open-typed", "sample"}


def test_a_new_study_is_made_in_the_folder_and_taken_in_hand(opened, tmp_path):
    app = opened()
    app.text_input(key="new-title").input("First *wave*, 2006").run()
    app.text_input(key="new-coder").input("Maya").run()
    pressed(app, "make")

    study = Project.open(tmp_path / "folder" / "first-wave-2006.qualcode", "mk")
    assert study.about()["title"] == "First *wave*, 2006"
    assert len(study.codebook) == 32
    assert [c.name for c in study.coders()] == ["Maya"]
    assert app.title[0].value == "Overview"
    assert app.button(key="next").label == "Upload transcripts"
    assert "First *wave*, 2006" in words(app)
    study.close()


def test_a_study_without_a_name_is_refused_in_a_sentence(opened, tmp_path):
    app = pressed(opened(), "make")

    assert "Give the study a name" in words(app)
    assert list((tmp_path / "folder").iterdir()) == []


def test_a_file_that_is_no_study_is_refused_and_the_page_stays(opened, tmp_path):
    (tmp_path / "no.qualcode").write_text("nothing")
    app = opened()
    app.text_input(key="open-path").input(str(tmp_path / "no.qualcode")).run()
    pressed(app, "open-typed")

    assert "no.qualcode is not a qualcode study" in words(app)
    assert app.title[0].value == "Welcome to qualcode"


def test_a_study_of_the_folder_is_opened(opened, built_sample, tmp_path):
    (tmp_path / "folder" / "mine.qualcode").write_bytes(built_sample.read_bytes())

    app = pressed(opened(), "open")

    assert app.title[0].value == "Overview"
    assert "Sample study" in words(app)


def test_the_sample_study_shows_where_it_stands(opened, built_sample, tmp_path):
    (tmp_path / "folder" / "sample-study.qualcode").write_bytes(built_sample.read_bytes())

    app = pressed(opened(), "sample")

    assert words(app).count("24 of 28") == 1
    assert "nobody has coded" not in words(app)
    assert app.selectbox(key="who").value == "Ruth Adeyemi"
    assert app.button(key="next").label == "Look at suggestions"
    assert len(app.dataframe[0].value) == 28


def test_somebody_else_sits_down(opened, built_sample, tmp_path):
    (tmp_path / "s.qualcode").write_bytes(built_sample.read_bytes())
    app = opened(tmp_path / "s.qualcode")
    app.selectbox(key="who").select("Tom Kessler").run()
    assert "12 of 28" in words(app)

    # Only a researcher adds people.
    app.selectbox(key="who").select("Ruth Adeyemi").run()
    app.text_input(key="who-new").input("  Ines   Mota ").run()
    pressed(app, "who-add")

    assert app.selectbox(key="who").value == "Ines Mota"
    assert "0 of 28" in words(app)


def test_a_study_that_cannot_be_opened_is_said_once(opened, tmp_path):
    app = opened(tmp_path / "gone.qualcode")

    assert words(app).count("There is no study gone.qualcode.") == 1
    assert "`qualcode" not in words(app)
    assert app.title[0].value == "Welcome to qualcode"


def test_the_kind_of_analysis_is_shown_and_changed(opened, built_sample, tmp_path):
    place = tmp_path / "s.qualcode"
    place.write_bytes(built_sample.read_bytes())
    app = opened(place)
    assert app.radio(key="study-profile").value == "codebook"

    app.radio(key="study-profile").set_value("reflexive").run()

    assert not app.exception
    assert "Reflexive thematic analysis" in words(app)
    study = Project.open(place, "mk")
    assert study.about()["profile"] == "reflexive"
    study.close()
