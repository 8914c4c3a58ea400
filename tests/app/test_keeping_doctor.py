"""The page Safe keeping looks over the study, says what is wrong, and puts right what it can."""

from sqlalchemy import text

from qualcode.model import CoderRole
from tests.app.conftest import pressed, words


def spoil(project, statement):
    with project._write() as tx:
        tx.connection.execute(text(statement))


def test_a_study_that_is_whole_is_said_to_be(project, interview, shown):
    app = pressed(shown("keeping"), "keeping-doctor")

    assert "checks made. The study is whole." in words(app)
    assert "keeping-repair" not in [b.key for b in app.button]


def test_what_is_wrong_is_said_with_what_to_do(project, interview, shown):
    project.code(interview, project.segments(interview)[-1].span, "3.b")
    project.backup()
    spoil(project, "UPDATE coding SET quote='<b>zebra</b>'")
    app = pressed(shown("keeping"), "keeping-doctor")

    assert "checks made; 1 found something wrong." in words(app)
    told = [t.value for t in app.text]
    assert "Wrong: quotes" in told
    assert any(t.startswith("What to do: Go back to a backup") for t in told)
    assert "zebra" not in words(app)
    assert "keeping-repair" not in [b.key for b in app.button]


def test_without_a_good_backup_none_is_advised(project, interview, shown):
    project.code(interview, project.segments(interview)[-1].span, "3.b")
    spoil(project, "UPDATE coding SET quote='zebra'")
    told = [t.value for t in pressed(shown("keeping"), "keeping-doctor").text]
    project.backup()
    again = [t.value for t in pressed(shown("keeping"), "keeping-doctor").text]

    assert any("What to do: There is no good backup here" in t for t in told)
    assert any(t.startswith("What to do: Go back to a backup") for t in again)


def test_a_press_puts_right_what_can_be_without_loss(project, interview, shown):
    spoil(project, "UPDATE transcript SET words=7")
    app = pressed(shown("keeping"), "keeping-doctor")
    pressed(app, "keeping-repair")

    assert "1 thing put right" in words(app)
    assert "The study is whole." in words(app)
    assert project.doctor().findings == ()
    assert len(project.backups()) == 1


def test_a_second_coder_looks_over_the_study_and_mends_nothing(project, interview, shown):
    project.add_coder("Tom", CoderRole.SECOND_CODER)
    spoil(project, "UPDATE transcript SET words=7")
    app = pressed(shown("keeping", of=project.acting_as("Tom")), "keeping-doctor")

    assert "Wrong: words counted" in [t.value for t in app.text]
    assert "keeping-repair" not in [b.key for b in app.button]
