"""The page that takes a person out, and says how long the study is kept."""

from datetime import date, timedelta

import pytest

from qualcode.errors import StudyError
from qualcode.model import CoderRole
from qualcode.project import erasing_ledger as ledger
from tests.app.conftest import pressed, words


@pytest.fixture
def page(shown, interview):
    return shown("erasing")


def looked_at(app, who="P01"):
    app.selectbox(key="erase-who").select(who).run()
    return pressed(app, "erase-look")


def submit(app, label):
    [button] = [one for one in app.button if one.label == label]
    button.click().run()
    assert not app.exception
    return app


def test_looking_lists_what_goes_and_erases_nothing(project, page):
    app = looked_at(page)

    assert "1 interview with everything on it" in words(app)
    assert "history keeps the ids" in words(app)
    assert [t["participants"] for t in project.transcripts()] == [["P01"]]


def test_only_the_typed_id_erases(project, page):
    app = looked_at(page)
    app.text_input(key="erase-typed").input("yes")
    submit(app, "Erase for good")
    assert "nothing was erased" in words(app)
    assert len(project.transcripts()) == 1

    app.text_input(key="erase-typed").input("P01")
    submit(app, "Erase for good")

    assert project.transcripts() == [] and project.participants() == []
    assert "none was found" in words(app)
    assert "Certificate" in [one.label for one in app.get("download_button")]


def test_what_was_looked_at_before_a_change_is_looked_at_again(project, page):
    app = looked_at(page)
    project.add_memo("Something else happened.")

    app.run()

    assert any(one.key == "erase-look" for one in app.button)
    assert "erase-typed" not in [one.key for one in app.text_input]


def test_a_mentor_cannot_erase(project, interview, shown):
    project.add_coder("Margaret Osei", CoderRole.MENTOR)

    app = shown("erasing", project.acting_as("Margaret Osei"))

    assert "for researchers" in words(app)
    assert not app.button and not app.selectbox


def test_the_date_is_kept_and_the_overview_reminds_of_it(project, page):
    soon = date.today() + timedelta(days=20)
    page.date_input(key="retain-day").set_value(soon)
    submit(page, "Keep this date")

    assert project.about()["options"]["retain_until"] == soon.isoformat()
    assert "in 20 days" in words(page.run())


def test_a_day_that_has_passed_is_kept_only_at_a_second_press(project, page):
    gone = date.today() - timedelta(days=20)
    page.date_input(key="retain-day").set_value(gone)
    app = submit(page, "Keep this date")
    assert "has passed already" in words(app)
    assert project.about()["options"]["retain_until"] == ""

    pressed(app, "retain-all-the-same")

    assert project.about()["options"]["retain_until"] == gone.isoformat()
    assert "retain-all-the-same" not in [one.key for one in app.button]


def test_the_study_is_destroyed_only_by_its_title(project, page):
    from pathlib import Path

    place = Path(project.store.place)
    page.text_input(key="purge-typed").input("Something else")
    submit(page, "Destroy the study")
    assert place.exists()

    page.text_input(key="purge-typed").input(project.about()["title"])
    [button] = [one for one in page.button if one.label == "Destroy the study"]
    button.click().run()

    assert not place.exists()


def test_a_certificate_is_asked_to_be_saved_at_once(page):
    app = looked_at(page)
    app.text_input(key="erase-typed").input("P01")
    submit(app, "Erase for good")

    assert "kept nowhere else" in words(app)


def test_an_erasure_that_was_cut_off_is_told_and_finished(project, page):
    assert "erase-finish" not in [one.key for one in page.button]
    ledger.note(project.store.place, ledger.Entry("one", "2026-01-01T00:00:00+00:00", "nobody"))

    app = page.run()
    assert "was cut off" in words(app)
    pressed(app, "erase-finish")

    assert "erase-finish" not in [one.key for one in app.button]
    assert project.erasing_notice() == ""


def test_trying_again_searches_again_and_certifies_anew(project, page, monkeypatch):
    def refused(_):
        raise StudyError("The study could not be written anew.")

    app = looked_at(page)
    app.text_input(key="erase-typed").input("P01")
    with monkeypatch.context() as planned:
        planned.setattr("qualcode.project.erasing.compact", refused)
        submit(app, "Erase for good")
    assert "could not be written anew" in words(app)

    pressed(app, "erase-again")

    assert "could not be written anew" not in words(app)
    assert "none was found" in words(app)


def test_somebody_who_asks_what_is_held_on_them_gets_a_file(project, page):
    before = project.version
    page.selectbox(key="held-who").select("P01").run()
    assert "What they said" not in words(page)

    app = pressed(page, "held-look")

    assert "What they said: " in words(app) and "Facts: " in words(app)
    assert "Read it through before you hand it over" in words(app)
    assert [one.label for one in app.get("download_button")][:2] == ["Word", "Markdown"]
    assert project.version == before


def test_the_file_waits_for_what_looks_like_a_name(project, page):
    project.add_memo("Shireen Walcott rang about it.", "participant P01")
    app = pressed(page.selectbox(key="held-who").select("P01").run(), "held-look")
    assert "The file waits" in words(app) and not app.get("download_button")

    pressed(app, "held-confirm")

    assert "The file waits" not in words(app)
    assert [act.act for act in project.history()].count("confirm names") == 1
