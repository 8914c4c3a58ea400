"""The schedule: where its questions were asked, and what was said under them."""

import pytest

from qualcode.errors import InvalidFile, Refused, UnknownTranscript
from qualcode.model import Span
from qualcode.project import Upload
from qualcode.project.sample_parts.sampling import add_to_sample
from qualcode.store.asked import load_questions

SCHEDULE = """questions:
  - {id: "1", text: How do referrals go?, codes: [8.a]}
  - {id: "2", text: What training have you had?, codes: ["7"]}
  - {id: "3", text: Who do you ring?}
vignette: A family that is invented.
"""
TALK = """---
participant: P01
authority: Midtown
---

P01: I was early.

Interviewer: So how do referrals go?

P01: We argue about thresholds.

Interviewer: Right.

P01: Nobody agrees.

And nobody rings.

Interviewer: Q3. And now?

P01: The duty desk.

Interviewer: Could we have the window shut?

P01: By all means.
"""


def upload(text, name="schedule.yaml"):
    return Upload(name, text.encode())


@pytest.fixture
def talk(project):
    [imported] = project.import_files([Upload("talk.md", TALK.encode())]).imported
    project.set_schedule(upload(SCHEDULE))
    return imported.id


def questions(project):
    """The words of every respondent's segment with the question it belongs to."""
    with project._read() as connection:
        found = load_questions(connection)
    [id] = {row["id"] for row in project.transcripts()}
    text = project.transcript(id).text
    return {
        text[s.span.start : s.span.end]: found.get((id, s.span.start))
        for s in project.segments(id)
        if not s.interviewer
    }


def starts(project, talk):
    return {turn.words: turn.span.start for turn in project.asked(talk)}


def test_questions_are_found_by_likeness_and_by_label(project, talk):
    assert project.match_questions() == {talk: 2}
    assert [(t.question, t.by) for t in project.asked(talk)] == [
        ("1", "likeness"),
        (None, "nobody"),
        ("3", "likeness"),
        (None, "nobody"),
    ]
    assert project.asked(talk)[2].likeness == 100


def test_a_segment_belongs_to_the_nearest_question_before_it(project, talk):
    project.match_questions()

    assert questions(project) == {
        "I was early.": None,
        "We argue about thresholds.": "1",
        "Nobody agrees.": "1",
        "And nobody rings.": "1",
        "The duty desk.": "3",
        "By all means.": "3",
    }


def test_what_a_person_sets_stands_when_questions_are_looked_for_again(project, talk):
    project.match_questions()
    at = starts(project, talk)
    project.set_asked(talk, {at["Right."]: "2", at["Could we have the window shut?"]: ""})
    project.set_asked(talk, {at["Q3. And now?"]: None})
    project.match_questions(talk)

    assert [t.by for t in project.asked(talk)] == ["likeness", "person", "person", "person"]
    assert questions(project) == {
        "I was early.": None,
        "We argue about thresholds.": "1",
        "Nobody agrees.": "2",
        "And nobody rings.": "2",
        "The duty desk.": "2",
        "By all means.": None,
    }
    assert project.unconfirmed_questions() == (1, 2)


def test_a_split_segment_keeps_its_question(project, talk):
    project.match_questions()
    segment = next(s for s in project.segments(talk) if "thresholds" in quote(project, s))
    places = segment.span.start + len("We argue")
    project.split(segment.id, places)

    assert questions(project)["about thresholds."] == "1"


def quote(project, segment):
    return project.transcript(segment.transcript).quote(segment.span)


def test_a_files_own_question_stands_before_all(project):
    table = "id,participant,question,text\n1,P01,9,We argue.\n2,P01,,We ring.\n"
    project.import_files([Upload("answers.csv", table.encode())])
    project.set_schedule(upload(SCHEDULE))
    project.match_questions()

    assert questions(project)["We argue."] == "9"


def test_only_questions_of_the_schedule_in_force_count(project, talk):
    project.match_questions()
    project.set_schedule(upload(SCHEDULE.replace('"1"', "A")))
    assert questions(project)["Nobody agrees."] is None
    project.match_questions()
    assert questions(project)["Nobody agrees."] == "A"


def test_codes_asked_are_those_of_the_questions_their_letters_and_indicators(project, talk):
    assert project.codes_asked(talk) is None
    project.match_questions()
    assert project.codes_asked(talk) == {"8", "8.a"}
    project.set_asked(talk, {starts(project, talk)["Right."]: "2"})
    assert project.codes_asked(talk) == {"8", "8.a", "7", "7.a", "7.b", "7.c", "7.d"}
    project.set_schedule(upload('questions: [{id: "1", text: How do referrals go?}]'))
    assert project.codes_asked(talk) is None


def test_a_removed_transcript_has_no_questions(project, talk):
    project.match_questions()
    project.remove_transcript(talk)
    with project._read() as connection:
        assert load_questions(connection) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('questions: [{id: "1", text: a, codes: [99.z]}]', "'99.z', which the codebook lacks"),
        ('questions: [{id: "1", text: a}, {id: "1", text: b}]', "already stands"),
    ],
)
def test_a_faulty_schedule_changes_nothing(project, text, said):
    with pytest.raises(InvalidFile, match=said):
        project.set_schedule(upload(text))
    assert project.schedule() is None


def test_without_a_schedule_the_next_step_is_told(project, interview):
    for verb in (project.match_questions, project.schedule_yaml, project.asked_questions):
        with pytest.raises(Refused, match="no interview schedule yet"):
            verb()
    assert project.codes_asked(interview) is None


def test_what_cannot_be_set_is_refused(project, talk):
    at = starts(project, talk)["Right."]
    for transcript, told, error in (
        (talk, {at: "77"}, Refused),
        (talk, {3: "1"}, Refused),
        ("nowhere", {at: "1"}, UnknownTranscript),
    ):
        with pytest.raises(error):
            project.set_asked(transcript, told)
    assert project.asked(talk)[1].by == "nobody"


def test_the_schedule_is_taken_home_and_brought_back(project, talk):
    before = project.schedule()
    project.set_schedule(upload(project.schedule_yaml()))
    assert project.schedule() == before
    assert before.vignette == "A family that is invented."


def test_questions_by_codes_count_people_of_those_asked(project, talk):
    project.match_questions()
    [where] = [s for s in project.segments(talk) if quote(project, s) == "Nobody agrees."]
    project.code(talk, Span(where.span.start, where.span.end), "8.a")

    table = project.questions(level="letters")
    asked, unasked = table.cells["8.a", "1"], table.cells["8.a", "2"]
    assert (asked.people, asked.of, asked.segments, asked.asked_for) == (1, 1, 1, True)
    assert (unasked.people, unasked.of, unasked.words) == (0, 0, "–")
    assert table.cells["8.a", "3"].words == "0 of 1"
    assert table.questions[-1].text == "Under no question"
    assert table.sentence(asked).startswith("1 of 1 people asked question 1: 8.a")
    assert "confirmed by nobody yet" in table.caption
    assert "asked of 0" not in table.sentence(unasked)
    with pytest.raises(Refused, match="indicators"):
        project.questions(level="all")


def test_the_vignette_is_nobodys_words(project, talk):
    assert all("invented" not in quote(project, s) for s in project.segments(talk))
    assert project.frames().segments["transcript"].unique().tolist() == [talk]


def test_the_samples_schedule_fits_what_its_interviewers_ask(sample):
    add_to_sample(sample)
    rows = {row["id"]: row for row in sample.asked_questions()}

    assert all(row["participants"] >= 4 for row in rows.values())
    assert rows["17"]["participants"] >= 15
    table = sample.questions()
    by_themes = sample.themes(["question"]).records()
    for row in by_themes:
        cell = table.cells.get((row["code"], row["question"] or ""))
        if cell is not None:
            assert (cell.people, cell.of) == (row["participants"], row["of_participants"])
    assert max(table.rows(), key=lambda row: row["participants"])["asked_for"]


def test_three_hundred_questions_are_matched(project, talk):
    many = "".join(f"  - {{id: Q{n}, text: What about matter number {n}?}}\n" for n in range(300))
    project.set_schedule(upload("questions:\n" + many))

    assert set(project.match_questions()) == {talk}
    assert len(project.asked_questions()) == 300
