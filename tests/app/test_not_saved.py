"""What could not be saved stays as it was typed, and is saved once the disk has room again."""

import json
from contextlib import closing, contextmanager
from types import SimpleNamespace

import pytest
from sqlalchemy import event

from qualcode.app.workbench import hearing
from tests.app.conftest import pressed, words
from tests.app.test_framework import KEY, chosen, standing

LONG = "We argue about thresholds, and nobody agrees what counts. " * 300
FULL = "The disk is full, so nothing was saved"


@contextmanager
def full_disk(project):
    """No page can be added to the study's file: what SQLite says on a full disk."""

    def no_more(connection, record):
        connection.execute("PRAGMA max_page_count=1")

    engine = project.store.engine
    with closing(engine.raw_connection()) as connection:
        connection.execute("VACUUM")  # no page is free
    event.listen(engine, "connect", no_more)
    engine.dispose()
    try:
        yield
    finally:
        event.remove(engine, "connect", no_more)
        engine.dispose()


def test_a_memo_in_the_journal_stays_in_its_field(project, shown):
    app = shown("journal")
    app.text_area[0].input(LONG).run()
    with full_disk(project):
        pressed(app, "memo-save")
        assert FULL in words(app)
        assert app.text_area[0].value == LONG
        assert project.memos() == []
    pressed(app, "memo-save")

    assert [m.text for m in project.memos()] == [LONG.strip()]
    assert app.text_area[0].value == ""


def test_without_a_full_disk_the_same_memo_is_kept_at_once(project, shown):
    """The control: it is the disk that refuses, not the length."""
    app = shown("journal")
    app.text_area[0].input(LONG).run()
    pressed(app, "memo-save")

    assert FULL not in words(app)
    assert len(project.memos()) == 1


def test_a_cell_of_the_framework_stays_as_it_was_written(bare, shown):
    app = chosen(shown("framework", of=bare), "Midtown", "3")
    app.text_area(key=f"{KEY}-text").set_value(LONG)
    with full_disk(bare):
        pressed(app, "framework-save")
        assert FULL in words(app)
        assert app.text_area(key=f"{KEY}-text").value == LONG
        assert standing(bare).summary is None
    pressed(app, "framework-save")

    assert standing(bare).summary.text == LONG.strip()


@pytest.fixture
def hear(project, monkeypatch):
    session = {}
    monkeypatch.setattr(hearing, "st", SimpleNamespace(session_state=session))

    def heard(outbox):
        session["workbench"] = {"outbox": outbox}
        hearing.hear(project)
        return session

    return heard


def test_an_act_in_the_workbench_waits_unacknowledged_until_there_is_room(project, interview, hear):
    place = project.segments(interview)[-1].id
    act = {"seq": 1, "doc": interview, "act": "memo", "about": f"segment {place}", "text": LONG}
    batch = {
        "client": "tab-1",
        "study": project.about()["uuid"],
        "coder": project.coder,
        "acts": [act],
    }
    outbox = {"n": 1, "batches": [batch]}
    with full_disk(project):
        session = hear(outbox)
        assert session[hearing.TROUBLE].startswith(FULL)
        assert project.acknowledged(["tab-1"])[0].get("tab-1", 0) == 0
    # The tab keeps the act and sends it again.
    session = hear(json.loads(json.dumps(outbox)))

    assert session[hearing.TROUBLE] == ""
    assert project.acknowledged(["tab-1"])[0]["tab-1"] == 1
    assert len(project.memos()) == 1
