"""Interview schedules: read strictly, written back equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.formats.schedule import read_schedule, schedule_yaml
from qualcode.model.schedule import Question, Schedule
from tests.conftest import ROOT

GOOD = """schedule:
  title: What we ask
  parts: [Work, Ends]
vignette: An invented family.
questions:
  - id: "1"
    part: Work
    text: What do you do?
    codes: [1.a]
    also: [Tell me about your job.]
  - {id: Q2, part: Ends, text: Anything else?}
"""


def test_a_schedule_is_read_with_its_parts_codes_and_vignette():
    schedule, problems = read_schedule(GOOD)

    assert problems == []
    assert schedule == Schedule(
        "What we ask",
        ("Work", "Ends"),
        (
            Question("1", "What do you do?", "Work", ("1.a",), ("Tell me about your job.",)),
            Question("Q2", "Anything else?", "Ends"),
        ),
        "An invented family.",
    )
    assert schedule.codes_of("1") == ("1.a",)
    assert schedule.question("9") is None


def test_the_sample_schedule_is_good():
    schedule, problems = read_schedule((ROOT / "instruments" / "schedule.yaml").read_bytes())

    assert problems == []
    assert schedule is not None and len(schedule.questions) == 20 and schedule.vignette


FAULTY = """schedule: {parts: [Work]}
questions:
  - {id: "1", text: What do you do?, part: Work}
  - {id: "1", text: Again?, part: Play}
  - {id: 3, text: A number?}
  - {text: No id?, colour: red}
"""


def test_everything_wrong_is_listed_with_its_line():
    schedule, problems = read_schedule(FAULTY)

    assert schedule is None
    assert [(p.row, p.message.split(";")[0]) for p in problems] == [
        (4, "the id '1' already stands in line 3"),
        (4, "the part is not among the 'parts' of the schedule"),
        (5, "3 without quotation marks is a number to other programs"),
        (6, "a question has no key 'colour'"),
        (6, "a question has no 'id'"),
    ]


def test_codes_nobody_listed_are_told_with_their_lines_beside_the_rest():
    table = "id,text,codes\n1,What?,1.a | 7.x\n1,Else?,8.y\n"
    known = {"1.a"}

    assert [(p.row, p.message) for p in read_schedule(table, "a.csv", known)[1]] == [
        (2, "the question names the code '7.x', which the codebook lacks"),
        (3, "the id '1' already stands in line 2"),
        (3, "the question names the code '8.y', which the codebook lacks"),
    ]
    assert read_schedule(GOOD, codes=known)[1] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("questions: []", "has no questions"),
        ("schedule: {title: x}", "has no questions"),
        ("# nothing\n", "the file is empty"),
        ("questions:\n" + "".join(f"  - {{id: Q{n}, text: x}}\n" for n in range(301)), "301"),
    ],
)
def test_a_schedule_of_nothing_or_of_too_much_is_refused(text, said):
    schedule, [problem] = read_schedule(text)

    assert schedule is None
    assert said in problem.message


def test_three_hundred_questions_are_taken():
    rows = "".join(f"Q{n},Part,Question {n}?\n" for n in range(300))
    schedule, problems = read_schedule("id,part,text\n" + rows, "schedule.csv")

    assert problems == []
    assert len(schedule.ids) == 300


def test_a_table_is_a_schedule_too():
    table = "id,part,text,codes,also\n1,Work,What do you do?,1.a | 1.b,Your job?\n2,,Else?,,\n"
    schedule, problems = read_schedule(table, "asked.csv")

    assert problems == []
    assert schedule.title == "asked" and schedule.parts == ("Work",)
    assert schedule.questions[0].codes == ("1.a", "1.b")


def test_a_faulty_table_is_refused_row_by_row():
    table = "id,text,mood\n1,What?,x\n1,,y\n,Else?,z\n"
    schedule, problems = read_schedule(table, "asked.csv")

    assert schedule is None
    assert [(p.row, p.message.split(";")[0]) for p in problems] == [
        (1, "a question has no column 'mood'"),
        (3, "the column 'text' is empty"),
        (3, "the id '1' already stands in line 2"),
        (4, "the column 'id' is empty"),
    ]
    assert "lacks the columns 'text'" in read_schedule("id,part\n1,a\n", "a.csv")[1][0].message


words = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn"]), min_size=1, max_size=30
).filter(lambda text: text.strip())
ids = words.map(str.strip)


@given(
    st.lists(
        st.builds(
            Question,
            id=ids,
            text=words,
            codes=st.lists(words, max_size=2).map(tuple),
            also=st.lists(words, max_size=2).map(tuple),
        ),
        min_size=1,
        max_size=4,
        unique_by=lambda question: question.id,
    ),
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=20),
)
def test_what_is_written_reads_back_equal(questions, vignette):
    schedule = Schedule("A title", (), tuple(questions), vignette)

    assert read_schedule(schedule_yaml(schedule)) == (schedule, [])


def test_the_example_in_the_docs_is_a_schedule():
    page = (ROOT / "docs" / "schedule.md").read_text("utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]

    assert read_schedule(example)[1] == []
