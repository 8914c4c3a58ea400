"""The page Exchange: the files made at a press, another's looked at first."""

import pytest
from streamlit.testing.v1 import AppTest

from qualcode.app import exchange_in
from qualcode.formats.refi import read_qdpx
from qualcode.project import new
from tests.app.conftest import pressed, words


def test_the_files_are_made_at_a_press_and_said_in_numbers(shown, project, interview):
    app = pressed(shown("exchange"), "exchange-make")

    _, profile, files, told = app.session_state["exchange-made"]
    assert (profile, list(files)) == ("strict", ["study.qdpx", "study.companion.json"])
    read, _ = read_qdpx(files["study.qdpx"], "study.qdpx")
    assert len(read.sources) == 1
    assert told.counts[0] == ("interviews and texts", 1)
    assert "in the companion file" in words(app)
    assert [e.act for e in project.history()][-1] == "export project"


def test_files_of_a_study_that_has_changed_since_are_not_offered(shown, project, interview):
    app = pressed(shown("exchange"), "exchange-make")
    project.add_memo("later")

    app.run()

    assert not app.exception
    assert "exchange-made" not in app.session_state
    assert "make them anew" in words(app)


def test_an_empty_study_has_nothing_to_take_out(shown):
    app = shown("exchange")

    assert "nothing to take out yet" in words(app)
    assert [b for b in app.button if b.key == "exchange-make"] == []


class Chosen:
    """A file as the uploader hands it over."""

    def __init__(self, name, data):
        self.name, self.file_id, self._data = name, name, data

    def getvalue(self):
        return self._data


@pytest.fixture
def choosing(monkeypatch, project, interview, tmp_path):
    """The page of an empty study with files chosen; pressing gives it what the button does."""
    files, _ = project.project_files()
    empty = new(tmp_path / "empty.qualcode", "mk")

    def run(*chosen):
        monkeypatch.setattr(exchange_in.st, "file_uploader", lambda *_, **__: list(chosen))

        def page(project):
            from qualcode.app import exchange_in, parts

            parts.title("Exchange")
            exchange_in.render(project)

        app = AppTest.from_function(page, args=(empty,), default_timeout=60).run()
        assert not app.exception
        return app

    yield run, {name: Chosen(name, data) for name, data in files.items()}, empty
    empty.close()


def test_another_file_is_shown_first_and_taken_in_at_a_press(choosing):
    run, files, empty = choosing
    app = run(*files.values())
    assert "What would come" in [s.value for s in app.subheader]
    assert empty.transcripts() == []

    app = pressed(app, "exchange-take")

    assert [t["id"] for t in empty.transcripts()] == ["talk"]
    assert "Taken in: 1 interview or text" in words(app)


def test_what_is_refused_is_one_sentence_on_the_page(choosing):
    run, files, empty = choosing
    refused = words(run(Chosen("broken.qdpx", b"PK")))
    assert 'role="alert"' in refused
    assert "Choose one project" in words(run(files["study.companion.json"]))
    assert empty.transcripts() == []
