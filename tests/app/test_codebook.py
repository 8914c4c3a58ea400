"""The Codebook page: every code with its rules, and a new version after a look."""

import json

import pytest

from qualcode.project import new
from tests.app.conftest import pressed, words

OWN = """codebook:
  id: own
  name: My *own*
codes:
  - id: a
    name: "A <b>bold</b> idea: $1"
  - id: a.1
    name: Its part
    parent: a
"""


@pytest.fixture
def empty_book(tmp_path):
    made = new(tmp_path / "empty.qualcode", "mk")
    yield made
    made.close()


def given(app, text, name="own.yaml"):
    app.file_uploader[0].set_value((name, text.encode(), "text/yaml")).run()
    assert not app.exception
    return app


def test_the_tree_holds_every_code_with_its_hue_and_its_codings(sample, shown):
    app = shown("codebook", of=sample)

    data = json.loads(app.get("bidi_component")[0].proto.json)
    assert [i["id"] for i in data["items"]] == [code.id for code in sample.codes()]
    by_id = {item["id"]: item for item in data["items"]}
    assert by_id["3"]["mark"] == str(len(sample.codings(code="3")))
    assert len({i["hue"] for i in data["items"] if not i["deep"]}) == 8


def test_the_chosen_code_shows_its_rules_and_its_neighbours_open(project, shown):
    app = shown("codebook", code_open="1.a")
    code = project.codebook["1.a"]

    assert code.definition in words(app)
    assert "Use it when" in words(app)
    assert "Leave it out when" in words(app)
    assert code.cues[0] in words(app)

    pressed(app, f"door-1.a-{code.confused_with[0]}")
    assert app.session_state["code-open"] == code.confused_with[0]


def test_an_empty_codebook_offers_the_eight_indicators(empty_book, shown):
    app = shown("codebook", of=empty_book)
    assert "No code yet" in app.markdown[0].value

    pressed(app, "book-indicators")

    assert len(empty_book.codebook) == 32


def test_a_file_with_mistakes_is_listed_by_line_and_changes_nothing(project, shown):
    before = project.codebook_version
    app = given(shown("codebook", book_view="file"), OWN + "  - id: a\n    naem: twice\n")

    assert "own.yaml was not taken" in words(app)
    assert "line 10" in words(app)
    assert "book-take" not in {b.key for b in app.button}
    assert project.codebook_version == before


def test_a_new_version_needs_a_reason_and_says_what_changes(project, shown):
    app = given(shown("codebook", book_view="file"), OWN)
    assert "New: a, a.1." in words(app)
    pressed(app, "book-take")
    assert "Give the reason" in words(app)
    assert len(project.codebook) == 32

    app.text_input(key="book-reason").input("a simpler list").run()
    pressed(app, "book-take")

    assert [c.id for c in project.codebook] == ["a", "a.1"]
    assert project.history(1)[0].act == "set codebook"
    assert "a simpler list" in project.history(1)[0].detail
    app.session_state["book-view"] = "codes"
    app.run()
    assert "A &lt;b&gt;bold&lt;/b&gt; idea: $1" in words(app)


def test_codes_in_use_cannot_disappear(sample, shown):
    app = given(shown("codebook", of=sample, book_view="file"), OWN)
    app.text_input(key="book-reason").input("cut").run()
    pressed(app, "book-take")

    assert "which codings carry" in words(app)
    assert len(sample.codebook) == 32
