"""Search on the Quotes page."""

import pytest

from qualcode.app.quote_search import marked
from qualcode.model import Span
from tests.app.conftest import words


def cards(app):
    return words(app).count('<article class="qc-quote"')


def ask(app, **typed):
    for key, value in typed.items():
        field = f"quotes_{key}"
        kind = app.toggle if isinstance(value, bool) else app.text_input
        kind(key=field).set_value(value)
    app.run()
    assert not app.exception
    return app


def test_words_narrow_the_list_and_stand_out(sample, shown):
    app = ask(shown("quotes", of=sample), text="threshold")
    found = sample.search("threshold")

    assert 0 < cards(app) == len(found) < 100
    assert words(app).count("<mark>") == sum(len(hit.marks) for hit in found)
    assert f"{len(found)} quote" in words(app) and " found." in words(app)
    assert "All these quotes are of" in words(app)
    app.checkbox(key="quotes_confirmed").check().run()
    labels = [b.proto.label for b in app.get("download_button") if not b.proto.disabled]
    assert labels[0] == "Word" and len(labels) == 5


def test_codes_narrow_the_list(sample, shown):
    app = ask(shown("quotes", of=sample), codes="8.a NOT 3")

    assert cards(app) == len(sample.search(codes="8.a NOT 3")) > 0


def test_all_talk_is_searched_and_opens_its_interview(sample, shown):
    app = ask(shown("quotes", of=sample), text="threshold", talk=True)
    found = sample.search("threshold", scope="talk")

    assert cards(app) == len(found)
    assert f"{len(found)} passages of" in words(app)
    assert "not coded" in words(app) or "coded 8" in words(app)
    assert not app.get("download_button")
    assert [b for b in app.button if b.label == "Open interview"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"text": "(", "regex": True}, "cannot be read at character 2"),
        ({"text": "(", "regex": True, "talk": True}, "cannot be read at character 2"),
        ({"codes": "8 AND"}, "missing at the end"),
        ({"codes": "9.z"}, "stands no code"),
        ({"text": "x" * 5000}, "at most 1,000 characters"),
        ({"text": "no such words 😀 שלום"}, "No quote is left"),
        ({"talk": True}, "Write words or codes"),
    ],
)
def test_what_cannot_be_found_is_a_sentence(sample, shown, typed, told):
    app = ask(shown("quotes", of=sample), **typed)

    assert told in words(app) and cards(app) == 0


def test_words_are_escaped_inside_and_around_the_marks(project, shown, tmp_path):
    talk = tmp_path / "talk.md"
    talk.write_text(
        "---\nparticipant: P01\n---\n\nP01: <script>alert(1)</script> the <b>threshold</b>\n",
        encoding="utf-8",
    )
    [imported] = project.import_files([talk]).imported
    [segment] = project.segments(imported.id)
    project.code(imported.id, segment.span, "1.a")
    for typed in ({"text": "<b>threshold"}, {"text": "<b>threshold", "talk": True}):
        app = ask(shown("quotes"), **typed)
        assert "<mark>&lt;b&gt;threshold</mark>&lt;/b&gt;" in words(app)
        assert "<script>" not in words(app)


def test_a_long_passage_is_shown_around_the_place():
    said = "a" * 2000 + "here" + "b" * 2000
    shown = marked(said, [Span(2000, 2004)])

    assert "<mark>here</mark>" in shown and shown.startswith("…") and shown.endswith("…")
    assert len(shown) < 1200


def test_the_same_words_under_two_roles_ask_for_a_tick(project, shown, tmp_path):
    said = "Nobody on the panel could ever agree what the threshold meant."
    for name, role in (("P01", "Social worker"), ("P02", "Health visitor")):
        talk = tmp_path / f"{name}.md"
        head = f"---\nparticipant: {name}\nrole: {role}\n---\n\n"
        talk.write_text(f"{head}{name}: {said}\n", encoding="utf-8")
        [imported] = project.import_files([talk]).imported
        [segment] = project.segments(imported.id)
        project.code(imported.id, segment.span, "8.a")
    app = shown("quotes")

    app.checkbox(key="quotes_confirmed").check().run()
    assert "same words stand under two roles" in words(app)
    assert all(b.proto.disabled for b in app.get("download_button"))
    app.checkbox(key="quotes_same_words").check().run()
    assert not app.exception
    assert not any(b.proto.disabled for b in app.get("download_button"))


def test_talk_is_searched_before_anything_is_coded(project, shown, interview):
    app = ask(shown("quotes"), text="thresholds")

    assert cards(app) == 1 and "<mark>thresholds</mark>" in words(app)
    assert next(b.label for b in app.button) == "Start coding"
