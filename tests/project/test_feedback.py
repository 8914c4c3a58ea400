"""Feedback on themes is kept in versions, may be taken back, and is counted nowhere."""

from __future__ import annotations

import io
import zipfile

import pytest

from qualcode.errors import Refused, UnknownItem
from qualcode.model import CoderRole
from qualcode.model.feedback import LONGEST_WORDS, Audience, Stance

SAID = "Thresholds are argued over *every* week."


@pytest.fixture
def theme(project):
    return project.add_theme("Thresholds divide.", codes=["1"], priority=1)


@pytest.fixture
def session(project):
    return project.add_feedback_session(
        "Team meeting", day="2026-05-12", held_with="Midtown duty team", people_there=7
    )


@pytest.fixture
def said(project, session, theme):
    return project.add_feedback(
        session.id, "agrees", SAID, theme=theme.id, said_by="Team manager", tags=["night"]
    )


@pytest.fixture
def mentor(project):
    project.add_coder("Margaret Osei", CoderRole.MENTOR)
    return project.acting_as("Margaret Osei")


def test_what_was_said_is_kept_with_who_wrote_it_down(project, session, theme, said):
    project.add_feedback(session.id, "adds", "Also at night.")

    assert (session.audience, session.people, session.who) == (Audience.TEAM, 7, "mk")
    [first, second] = project.feedback()
    assert (first.stance, first.words, first.who) == (Stance.AGREES, SAID, "mk")
    assert (first.said_by, first.tags, first.quotable) == ("Team manager", ("night",), True)
    assert second.theme is None
    assert project.feedback(theme=theme.id) == [first]
    assert project.feedback(session=session.id) == [first, second]
    assert project.feedback(session="another") == []


def test_sessions_stand_newest_day_first(project, session):
    undated = project.add_feedback_session("Some time")
    later = project.add_feedback_session("Members", audience="members", day="2026-06-01")

    assert [s.id for s in project.feedback_sessions()] == [later.id, session.id, undated.id]


def test_no_table_changes_when_feedback_is_kept(bare):
    sample = bare
    theme = sample.add_theme("Thresholds divide.", codes=["1", "8.a"])
    before = sample.themes().records(), sample.theme_evidence(theme), sample.quotes()
    session = sample.add_feedback_session("Team meeting")
    sample.add_feedback(session.id, "disputes", "We do meet.", theme=theme.id)
    sample.add_feedback(session.id, "agrees", "So it is.", theme=theme.id)

    assert len(sample.feedback(theme=theme.id)) == 2
    assert (sample.themes().records(), sample.theme_evidence(theme), sample.quotes()) == before
    assert sample.standing().codings == len(sample.codings())


def test_a_change_keeps_the_version_before(project, said):
    changed = project.edit_feedback(said.id, stance="disputes", based_on=said.version)

    assert (changed.stance, changed.words) == (Stance.DISPUTES, SAID)
    assert [v.stance for v in project.feedback_versions(said.id)] == ["disputes", "agrees"]
    assert project.edit_feedback(said.id, stance="disputes") == changed
    assert len(project.feedback_versions(said.id)) == 2


def test_the_second_of_two_who_change_it_is_told(project, said, session):
    project.acting_as("Tom").edit_feedback(said.id, words="Tom's.", based_on=said.version)

    with pytest.raises(Refused, match="Tom has changed this meanwhile"):
        project.edit_feedback(said.id, words="Mine.", based_on=said.version)
    assert project.feedback()[0].words == "Tom's."
    project.acting_as("Tom").edit_feedback_session(session.id, title="Tom's")
    with pytest.raises(Refused, match="Tom has changed this meanwhile"):
        project.edit_feedback_session(session.id, title="Mine", based_on=session.version)


def test_what_is_dropped_stays_in_its_versions_and_can_still_be_taken_back(project, said):
    project.drop_feedback(said.id)
    assert project.feedback() == []
    assert [v.words for v in project.feedback_versions(said.id)] == [SAID]

    assert project.take_back_feedback(said.id) == 2
    assert project.feedback_versions(said.id) == []


def test_words_taken_back_are_nowhere_in_the_study(project, said, tmp_path):
    project.edit_feedback(said.id, words=SAID + " Twice.")
    assert project.take_back_feedback(said.id) == 2
    project.close()

    assert b"argued over" not in (tmp_path / "study.qualcode").read_bytes()


def test_taking_back_twice_is_a_sentence(project, said):
    project.take_back_feedback(said.id)

    with pytest.raises(UnknownItem, match="erased already"):
        project.take_back_feedback(said.id)


def test_the_history_holds_no_words(project, said):
    project.edit_feedback(said.id, words="We do meet.")
    project.take_back_feedback(said.id)
    told = " ".join(f"{e.act} {e.subject} {e.detail}" for e in project.history())

    assert "erase feedback" in told
    assert not any(w in told for w in ("Thresholds are", "do meet", "Team manager", "Midtown"))


def test_a_session_with_something_said_is_not_dropped(project, session, said):
    with pytest.raises(Refused, match="drop that first"):
        project.drop_feedback_session(session.id)
    project.drop_feedback(said.id)
    project.drop_feedback_session(session.id)

    assert project.feedback_sessions() == []
    with pytest.raises(UnknownItem, match="no such feedback session"):
        project.add_feedback(session.id, "agrees", "Yes.")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"title": "  "}, "needs a title"),
        ({"title": "x" * 201}, "up to 200 characters"),
        ({"title": "T", "day": "12 May"}, "written as 2026-05-12"),
        ({"title": "T", "people_there": 0}, "1 or more"),
        ({"title": "T", "audience": "friends"}, "held with one of"),
        ({"title": "T\0"}, "cannot be kept"),
    ],
)
def test_a_faulty_session_is_refused(project, given, told):
    with pytest.raises(Refused, match=told):
        project.add_feedback_session(**given)
    assert project.feedback_sessions() == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"words": " "}, "Write what was said"),
        ({"words": "x" * (LONGEST_WORDS + 1)}, "10,001"),
        ({"stance": "likes"}, "agrees, adds, disputes"),
        ({"theme": "none"}, "no such theme"),
        ({"tags": [""]}, "tags of 1 to 60"),
        ({"said_by": "x" * 201}, "a role and a place"),
        ({"words": "a\ud800"}, "cannot be kept"),
    ],
)
def test_a_faulty_entry_is_refused_and_nothing_is_kept(project, session, given, told):
    with pytest.raises((Refused, UnknownItem), match=told):
        project.add_feedback(session.id, **{"stance": "adds", "words": "Yes.", **given})
    assert project.feedback() == []


def test_an_unknown_field_is_refused(project, said, session):
    with pytest.raises(Refused, match="no field 'who'"):
        project.edit_feedback(said.id, who="Tom")
    with pytest.raises(Refused, match="no field 'date'"):
        project.edit_feedback_session(session.id, date="2026-05-12")


def test_feedback_on_a_theme_that_was_dropped_stays_and_can_be_changed(project, theme, said):
    project.drop_theme(theme.id)
    project.edit_feedback(said.id, words="Still so.")

    assert [e.theme for e in project.feedback()] == [theme.id]
    assert "On a theme that was dropped" in project.feedback_file("md").decode()


def test_a_mentor_adds_but_changes_only_her_own(project, mentor, session, said):
    own = mentor.add_feedback(session.id, "adds", "What of night work?")
    mentor.edit_feedback(own.id, words="And night work?")
    for act in (lambda: mentor.edit_feedback(said.id, words="x"),
                lambda: mentor.drop_feedback(said.id)):  # fmt: skip
        with pytest.raises(Refused):
            act()

    assert [e.words for e in project.feedback()] == [SAID, "And night work?"]


def test_a_mentor_is_not_given_words_that_may_not_be_quoted(project, mentor, session):
    project.add_feedback(session.id, "adds", "Between us.", quotable=False, said_by="Manager")
    mentor.add_feedback(session.id, "adds", "My own.", quotable=False)
    [theirs, own] = mentor.feedback()

    assert (theirs.words, theirs.said_by, theirs.withheld) == ("", "", True)
    assert own.words == "My own."
    assert project.feedback()[0].words == "Between us."


def texts(project, **how):
    """The three files as text."""
    word = zipfile.ZipFile(io.BytesIO(project.feedback_file("docx", **how)))
    return {
        "docx": word.read("word/document.xml").decode(),
        "md": project.feedback_file(".MD", **how).decode(),
        "csv": project.feedback_file("csv", **how).decode("utf-8-sig"),
    }


def test_only_quotable_words_leave_and_are_marked_as_feedback(project, session, said):
    project.add_feedback(session.id, "disputes", "Between us.", quotable=False)
    found = texts(project)

    for text in found.values():
        assert "every" in text and "Thresholds divide." in text
        assert "not counted among the interviews" in text and "feedback" in text
        assert "1 may not be quoted" in " ".join(text.split())
        assert not any(kept in text for kept in ("Between us", "Team manager", "Midtown"))
    assert r"\*every\*" in found["md"]
    assert found["csv"].splitlines()[0] == "theme,stance,words,tags,day,held_with_kind,source"


def test_names_of_roles_leave_when_asked_for_and_that_is_recorded(project, said):
    for text in texts(project, named=True).values():
        assert "Team manager" in text and "Midtown duty team" in text
    last = project.history(1)[0]

    assert (last.act, last.subject) == ("export feedback", "feedback.csv")
    assert '"named": true' in last.detail


def test_a_formula_leaves_disarmed(project, session):
    project.add_feedback(session.id, "adds", "=1+1")

    assert "'=1+1" in project.feedback_file("csv").decode("utf-8-sig")


def test_an_unknown_ending_or_no_feedback_leaves_nothing(project, session, tmp_path):
    with pytest.raises(Refused, match="No feedback is kept yet"):
        project.export_feedback(tmp_path / "a.md")
    project.add_feedback(session.id, "adds", "Yes.")
    with pytest.raises(Refused, match=r"\.docx, \.md or \.csv"):
        project.export_feedback(tmp_path / "a.pdf")
    assert list(tmp_path.glob("a.*")) == []
    assert project.export_feedback(tmp_path / "a.md") == 1
    assert "Yes." in (tmp_path / "a.md").read_text("utf-8")
