"""Sending a round as a sealed file and taking its verdicts in, on the page."""

import json
import re
import uuid

import pytest
from streamlit.testing.v1 import AppTest

from qualcode.formats import sealed
from qualcode.formats.sealed import seal, unseal
from qualcode.model import CoderRole
from tests.app.conftest import pressed, words

PASSPHRASE = "four plain words here"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Keys are stretched in the tests of the seal."""
    monkeypatch.setattr(sealed, "ITERATIONS", 1)


@pytest.fixture
def round(project, interview):
    """A round of one coding, for Margaret."""
    text = project.transcript(interview).text
    from qualcode.model import Span

    start = text.index("We know who to ring")
    project.code(interview, Span(start, start + 19), "3.b")
    project.add_coder("Margaret Osei", CoderRole.MENTOR)
    return project.start_round(reviewers=["Margaret Osei"])


@pytest.fixture
def part(project, round):
    """The two parts, one below the other."""

    def page(project, round):
        from qualcode.app import parts, review_file

        parts.title("Rounds")
        review_file.send(project, project.round(round))
        review_file.receive(project)

    app = AppTest.from_function(page, args=(project, round.id), default_timeout=60).run()
    assert not app.exception
    return app


def test_few_people_are_weighed_before_the_file_is_made(part, round, project):
    key = f"send-{round.id}"
    part.text_input(key=f"{key}-pass").input(PASSPHRASE)
    app = pressed(part, f"{key}-make")
    assert "could be recognised" in words(app)
    assert f"{key}-sent" not in app.session_state

    app.checkbox(key=f"{key}-confirmed").check()
    app = pressed(app, f"{key}-make")
    assert "1 item for Margaret Osei, sealed." in words(app)
    [inside] = re.findall(rb'id="sealed">(.*?)</script>', app.session_state[f"{key}-sent"].page)
    assert json.loads(unseal("review", inside, PASSPHRASE))["reviewer"] == "Margaret Osei"
    assert [e.act for e in project.history()][-1] == "export review"


def test_a_suggested_passphrase_is_shown_once_and_fits(part, round):
    key = f"send-{round.id}"
    app = pressed(part, f"{key}-suggest")
    made = app.text_input(key=f"{key}-pass").value
    assert sealed.checked_passphrase(made) == made
    assert made in words(app)


def test_both_passphrases_stand_in_forms(part, round):
    """Outside of one, leaving the field by the keyboard loses what was typed in it."""
    part.file_uploader[0].set_value(("r.verdicts", b"{}", "text/plain")).run()
    fields = [one for one in part.text_input if "-pass" in one.key]

    assert [one.proto.form_id for one in fields] == [f"send-{round.id}-form", "verdicts-form-0"]


def test_a_weak_passphrase_is_refused_in_its_place(part, round):
    key = f"send-{round.id}"
    part.text_input(key=f"{key}-pass").input("short")
    assert "needs 12" in words(pressed(part, f"{key}-make"))


def test_verdicts_are_taken_in_and_a_wrong_passphrase_leaves_the_file_there(part, round, project):
    [item] = [row.item.id for row in project.review_items(round.id)]
    with project._read() as connection:
        from qualcode.store import people

        study = people.load_study(connection)["uuid"]
    said = {
        "item": item,
        "id": str(uuid.uuid4()),
        "at": "2026-05-04T09:10:11.123Z",
        "judgement": "question",
    }
    plain = {"study": study, "round": round.id, "reviewer": "Margaret Osei", "verdicts": [said]}
    data = seal("verdicts", json.dumps(plain).encode(), PASSPHRASE).encode()
    app = part.file_uploader[0].set_value(("r.verdicts", data, "text/plain")).run()

    app.text_input(key="verdicts-pass-0").input("four other words")
    app = pressed(app, "verdicts-take")
    assert "type the passphrase again" in words(app)
    app.text_input(key="verdicts-pass-0").input(PASSPHRASE)
    app = pressed(app, "verdicts-take")
    assert "Round 1, Margaret Osei: something new on 1 item." in words(app)
    assert [v.judgement for v in project.review_item(item).verdicts] == ["question"]


def test_a_returned_round_says_why_it_is_not_sent(part, round, project):
    project.return_round(round.id)
    app = part.run()
    assert "while it is in review" in words(app)
    assert [b for b in app.button if "make" in b.key] == []
