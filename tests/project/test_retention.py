"""Until when a study is kept, and the end of it."""

import shutil
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from qualcode.errors import QualcodeError, Refused, StudyError
from qualcode.project import Project, new
from qualcode.project.retention import DayPassed, notice
from qualcode.store import schema
from qualcode.store.erasing_proof import held_in
from tests.project.test_erasing import (  # noqa: F401
    MARKERS,
    built_planted,
    planted,
    with_backups,
)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 3, 1), ""),
        (date(2026, 3, 2), "in 60 days"),
        (date(2026, 4, 30), "in 1 day."),
        (date(2026, 5, 1), "today"),
        (date(2026, 5, 2), "1 day ago"),
        (date(2027, 5, 1), "365 days ago"),
    ],
)
def test_the_reminder_begins_sixty_days_before_and_does_not_end(today, words):
    said = notice("2026-05-01", today)

    assert words in said and bool(said) == bool(words)


def test_a_date_is_set_taken_back_and_recorded(project):
    project.keep_until(date(2026, 5, 1), confirmed=True)
    assert "ago" in project.retention_notice(date(2026, 6, 1))

    project.keep_until(None)

    assert project.retention_notice(date(2026, 6, 1)) == ""
    assert [e.act for e in project.history()][-2:] == ["set options", "set options"]


def test_a_day_that_has_passed_is_asked_about_and_today_is_not(project):
    with pytest.raises(DayPassed, match=r"has passed already.*Nothing was changed"):
        project.keep_until(date.today() - timedelta(days=1))
    assert project.about()["options"]["retain_until"] == ""

    project.keep_until(date.today())

    assert project.about()["options"]["retain_until"] == date.today().isoformat()


def test_a_date_far_away_is_refused(project):
    with pytest.raises(Refused, match="hundred years"):
        project.keep_until(date(2999, 1, 1))


def test_another_word_than_the_title_destroys_nothing(planted):  # noqa: F811
    with pytest.raises(Refused, match="nothing was destroyed"):
        planted.purge(typed="the study")

    assert planted.participants()


def test_a_purged_study_leaves_no_file_and_no_word(planted, tmp_path):  # noqa: F811
    with_backups(planted)
    place = Path(planted.store.place)
    planted.erase_participant("P09", typed="P09")
    assert held_in(tmp_path.rglob("*.backup"), MARKERS)

    done = planted.purge(typed="study")

    assert list(tmp_path.rglob("*")) == []
    assert done.proof.holds and done.files == 5
    assert not any(word in done.certificate for word in MARKERS) and "P07" not in done.certificate
    with pytest.raises(StudyError):
        Project.open(place, "mk")
    with pytest.raises(QualcodeError):
        planted.participants()
    assert not place.exists()


def test_an_export_that_lies_beside_the_purged_study_is_told(planted, tmp_path):  # noqa: F811
    (tmp_path / "quotes.md").write_text(f"As one said: {MARKERS[3]}")

    done = planted.purge(typed="study")

    assert dict(done.proof.found) == {"quotes.md": 1}
    assert not done.proof.holds
    assert (tmp_path / "quotes.md").exists()


def test_a_file_that_cannot_be_removed_is_said(planted, monkeypatch):  # noqa: F811
    def refused(self, missing_ok=False):
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "unlink", refused)

    with closing(planted), pytest.raises(StudyError, match="could not be destroyed"):
        planted.purge(typed="study")


def test_what_cannot_be_removed_is_named_and_the_study_is_there_to_purge_again(
    planted,  # noqa: F811
    monkeypatch,
):
    with_backups(planted)
    place = Path(planted.store.place)
    stuck = place.with_name("study.qualcode.before-0005.backup")
    unlink = Path.unlink

    def refused(self, missing_ok=False):
        if self == stuck:
            raise PermissionError(13, "no")
        unlink(self, missing_ok)

    with monkeypatch.context() as planned:
        planned.setattr(Path, "unlink", refused)
        with pytest.raises(StudyError, match=r"before-0005\.backup\. The study itself"):
            planted.purge(typed="study")
    assert [p.id for p in planted.participants()] == ["P07", "P08", "P09"]
    assert not list(place.with_name("study.backups").glob("*.backup"))

    planted.purge(typed="study")

    assert not place.exists() and not stuck.exists()


def test_a_study_that_could_not_be_purged_is_open_still(planted, monkeypatch):  # noqa: F811
    def refused(self, *given, **named):
        raise PermissionError(13, "no")

    with monkeypatch.context() as planned:
        planned.setattr(Path, "open", refused)
        with pytest.raises(StudyError, match="could not be destroyed"):
            planted.purge(typed="study")

    assert len(planted.participants()) == 3


def test_a_title_of_blanks_is_none_and_an_empty_one_destroys_nothing(tmp_path):
    with closing(new(tmp_path / "own.qualcode", "mk", title="  ")) as made:
        assert made.about()["title"] == "own"
        with made._write() as tx:
            tx.connection.execute(update(schema.study).values(title="  "))
        for typed in ("", "  "):
            with pytest.raises(Refused, match="nothing was destroyed"):
                made.purge(typed=typed)
        assert made.about()


def test_a_copy_under_another_name_is_told_where_the_study_is_destroyed(project, interview):
    place = Path(project.store.place)
    project.store.engine.dispose()
    below = place.parent / "exports"
    below.mkdir()
    for copy in (place.with_name("mine.qualcode"), below / "tom.qualcode"):
        shutil.copy(place, copy)
    (below / "q.md").write_text("We argue about thresholds.", "utf-8")

    done = project.purge(typed=project.about()["title"])

    names = ("mine.qualcode", str(Path("exports", "tom.qualcode")))
    assert any(all(name in line for name in names) for line in done.to_do)
    assert {*names, str(Path("exports", "q.md"))} <= set(done.proof.found)
    assert place.with_name("mine.qualcode").exists() and not place.exists()
