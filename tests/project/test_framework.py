"""Writing the framework matrix: versions, staleness, and two people at one cell."""

import json

import pytest

from qualcode.errors import Refused, UnknownCode
from qualcode.model import Direction
from qualcode.model.summary import CellState
from qualcode.project import framework_export

MIDTOWN = ("authority", "Midtown", "1")


@pytest.fixture
def coded(project, interview, at):
    """The study with one coding of 1.a on P01's words; returns its id."""
    return project.code(interview, at("We argue about thresholds"), "1.a").id


def cell(project, rows="authority", value="Midtown", code="1"):
    return project.matrix(rows, "both").cells[value, code]


def test_a_summary_is_kept_with_who_and_when_and_its_quotes(project, coded):
    made = project.write_summary(*MIDTOWN, "  They argue.  ", [coded])

    assert (made.text, made.quotes, made.under) == ("They argue.", (coded,), frozenset({coded}))
    assert (made.who, made.read_by) == ("mk", "mk")
    assert cell(project).summary == made
    assert cell(project).state is CellState.WRITTEN
    # The same people by another code are another cell.
    assert cell(project, code="1.a").state is CellState.TO_WRITE


def test_the_history_names_the_cell_and_nobody_in_it(project, coded):
    project.write_summary("participant", "P01", "1", "P01 argues with Bob.")
    [event] = project.history(last=1)

    assert event.act == "keep summary" and event.subject.startswith("1 ")
    assert "P01" not in event.subject + event.detail and "Bob" not in event.subject + event.detail


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ((*MIDTOWN, "  \n"), "drop it"),
        ((*MIDTOWN, "x" * 20_001), "20,001"),
        ((*MIDTOWN, "Words.", ["no-such-coding"]), "coding of this cell"),
        (("authority", "Atlantis", "1", "Words."), "stands in this row"),
        (("sign of the zodiac", "Lion", "1", "Words."), "choose from participant"),
        (("question", "q1", "1", "Words."), "choose from participant"),
    ],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(project, coded, given, sentence):
    with pytest.raises(Refused, match=sentence):
        project.write_summary(*given)
    assert cell(project).summary is None


def test_an_unknown_code_or_level(project, coded):
    with pytest.raises(UnknownCode, match="no code '77'"):
        project.write_summary("authority", "Midtown", "77", "Words.")
    with pytest.raises(Refused, match="indicators, letters, both"):
        project.matrix(level="words")


def test_twenty_thousand_characters_are_a_summary(project, coded):
    assert len(project.write_summary(*MIDTOWN, "x" * 20_000).text) == 20_000


def test_a_changed_coding_makes_it_stale_and_the_sentence_says_what_changed(
    project, interview, at, coded
):
    second = project.code(interview, at("Nobody agrees"), "1.b").id
    project.write_summary(*MIDTOWN, "They argue.", [coded])
    assert project.summary_changes(*MIDTOWN) == ""
    project.change_direction(second, Direction.ABSENT)
    project.withdraw(coded)
    project.code(interview, at("But the duty desk helps"), "1.c")

    assert cell(project).state is CellState.STALE
    told = project.summary_changes(*MIDTOWN)
    assert told == "Codings since this was last read: 1 new, 1 changed, 1 withdrawn."


def test_still_right_takes_the_coding_as_it_is_and_keeps_the_author(project, coded, interview, at):
    project.write_summary(*MIDTOWN, "They argue.", [coded])
    project.withdraw(coded)
    other = project.code(interview, at("Nobody agrees"), "1.b").id
    made = project.acting_as("Ruth").confirm_summary(*MIDTOWN)

    assert cell(project).state is CellState.WRITTEN
    assert (made.who, made.read_by, made.text) == ("mk", "Ruth", "They argue.")
    assert (made.quotes, made.under) == ((), frozenset({other}))
    with pytest.raises(Refused, match="nothing to confirm"):
        project.confirm_summary(*MIDTOWN)


def test_withdrawn_consent_takes_the_codings_away_and_says_so(project, coded, tmp_path):
    table = tmp_path / "more.md"
    table.write_text(
        "---\nparticipant: P02\nauthority: Midtown\n---\n\nP02: We meet.\n", encoding="utf-8"
    )
    [imported] = project.import_files([table]).imported
    [segment] = project.segments(imported.id)
    project.code(imported.id, segment.span, "1.a")
    project.write_summary(*MIDTOWN, "They argue and meet.")
    withdraw_consent(project, tmp_path, "P02")

    assert cell(project).state is CellState.STALE
    assert "1 not counted here any more (consent was withdrawn" in project.summary_changes(*MIDTOWN)


def test_the_summary_of_somebody_who_withdrew_stays_and_leaves_no_more(project, coded, tmp_path):
    project.write_summary("participant", "P01", "1", "Argues.")
    withdraw_consent(project, tmp_path, "P01")
    [left] = project.matrix().astray

    assert left.text == "Argues."
    assert project.matrix("participant").cells == {}
    project.drop_summary("participant", "P01", "1")
    assert project.matrix().astray == ()


def withdraw_consent(project, folder, participant):
    file = folder / "participants.csv"
    file.write_text(f"participant,consent\n{participant},withdrawn\n", encoding="utf-8")
    report = project.import_files([file])
    assert not report.refused


def test_two_windows_at_one_cell_and_nothing_is_lost(project, coded):
    here, there = project, project.acting_as("Ruth")
    first = here.write_summary(*MIDTOWN, "Mine.", started_from=None)
    with pytest.raises(Refused, match="meanwhile"):
        there.write_summary(*MIDTOWN, "Hers.", started_from=None)
    assert cell(project).summary == first

    there.write_summary(*MIDTOWN, "Hers.", started_from=first.version)
    assert [(v.text, v.who) for v in project.summary_versions(*MIDTOWN)] == [
        ("Hers.", "Ruth"), ("Mine.", "mk"),
    ]  # fmt: skip
    with pytest.raises(Refused, match="meanwhile"):
        here.drop_summary(*MIDTOWN, started_from=first.version)
    there.drop_summary(*MIDTOWN)
    with pytest.raises(Refused, match="dropped meanwhile"):
        here.write_summary(*MIDTOWN, "Mine again.", started_from=first.version)
    with pytest.raises(Refused, match="nothing to drop"):
        here.drop_summary(*MIDTOWN)
    assert len(project.summary_versions(*MIDTOWN)) == 2


def test_not_asked_by_hand(project, coded):
    project.set_not_asked("authority", "Midtown", "2")
    assert cell(project, code="2").state is CellState.NOT_ASKED
    project.set_not_asked("authority", "Midtown", "2", False)
    assert cell(project, code="2").state is CellState.NOT_YET
    with pytest.raises(Refused, match="was raised"):
        project.set_not_asked(*MIDTOWN)


def test_what_the_schedule_tells_nobody_was_asked(project, coded, interview, monkeypatch):
    monkeypatch.setattr(project, "all_codes_asked", lambda: {interview: frozenset({"1", "3"})})

    assert cell(project, code="2").state is CellState.NOT_ASKED
    assert cell(project, code="3").state is CellState.NOT_YET


def test_a_merged_code_leaves_its_summary_in_sight(project, coded):
    project.write_summary("authority", "Midtown", "1.a", "They argue.")
    project.merge_codes("1.a", "1.b", "one idea")
    [left] = project.matrix().astray

    assert left.text == "They argue."
    assert cell(project, code="1.b").state is CellState.TO_WRITE


def test_the_linked_quotes_come_first_even_under_a_longer_coding(project, interview, at, coded):
    project.write_summary(*MIDTOWN, "They argue.", [coded])
    longer = project.acting_as("Ruth").code(
        interview, at("We argue about thresholds. Nobody agrees"), "1.a"
    )  # fmt: skip
    quotes = project.cell_quotes(*MIDTOWN)

    assert [q.coding for q in quotes] == [coded, longer.id]
    assert project.cell_quotes(*MIDTOWN, where={"authority": "Midtown"}) == quotes


def test_the_same_words_linked_in_two_cells_are_in_both(project, interview, at):
    short = project.code(interview, at("We argue about thresholds"), "1.a")
    long = project.acting_as("tom").code(
        interview, at("We argue about thresholds. Nobody agrees"), "1.a"
    )
    project.write_summary("authority", "Midtown", "1", "One.", [short.id])
    project.write_summary("authority", "Midtown", "1.a", "Two.", [long.id])
    found = framework_export.linked_quotes(project, project.matrix(level="both"), {})
    assert [q.words for q in found["Midtown", "1"]] == ["We argue about thresholds"]
    assert [q.coding for q in found["Midtown", "1.a"]] == [long.id]


def test_rows_of_those_of_whom_it_is_not_known(project, tmp_path):
    talk = tmp_path / "talk.md"
    talk.write_text("Interviewer: So?\n\nAnn: We meet.\n", encoding="utf-8")
    [imported] = project.import_files([talk]).imported
    segment = next(s for s in project.segments(imported.id) if s.speaker == "Ann")
    coding = project.code(imported.id, segment.span, "1.a")
    made = project.write_summary("authority", None, "1", "They meet.", [coding.id])

    row = project.matrix().rows[0]
    assert (row.value, row.label, row.people) == (None, "not known", None)
    assert cell(project, value=None).summary == made


def test_the_sample_shows_written_stale_and_open_cells(sample):
    from qualcode.project.sample_parts.framework import SUMMARIES, add_to_sample

    add_to_sample(sample)
    matrix = sample.matrix()
    states = [c.state for c in matrix.cells.values()]

    assert matrix.meter == (12, 32, 1)
    assert states.count(CellState.STALE) == 1
    assert all(matrix.cells[a, c].summary.quotes for a, c, *_ in SUMMARIES)


def test_an_export_is_recorded_without_a_name(sample, tmp_path):
    sample.export_matrix(tmp_path / "Midtown people.xlsx", "role")
    [event] = sample.history(last=1)

    assert (event.act, event.subject) == ("export matrix", "matrix.xlsx")
    assert json.loads(event.detail)["cells"] == len(sample.matrix("role").cells)


@pytest.mark.parametrize("name", ["matrix.pdf", "matrix"])
def test_another_ending_is_refused_and_nothing_recorded(sample, tmp_path, name):
    before = sample.version
    with pytest.raises(Refused, match=r"\.docx or \.xlsx"):
        sample.export_matrix(tmp_path / name)
    assert sample.version == before and not (tmp_path / name).exists()


def test_an_empty_study_has_no_file(project, tmp_path):
    assert project.matrix().cells == {}
    with pytest.raises(Refused, match="needs interviews"):
        project.export_matrix(tmp_path / "matrix.docx")
