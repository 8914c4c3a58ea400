"""Planned samples: read strictly, written back equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.formats.plan import plan_yaml, read_plan
from qualcode.model.plan import Plan, PlanRow
from tests.conftest import ROOT

GOOD = """plan: {title: Ours, note: Drawn by hand.}
sample:
  - {role: Social worker, agency: SSD, authority: Midtown, planned: 3, footnote: Two waves.}
  - {authority: Midtown, approached: 9, agreed: 6, declined: 2, not_reached: 1}
  - {planned: 0}
"""


def test_a_plan_is_read():
    plan, problems = read_plan(GOOD)

    assert problems == []
    assert plan == Plan(
        "Ours",
        "Drawn by hand.",
        (
            PlanRow("Social worker", "SSD", "Midtown", planned=3, footnote="Two waves."),
            PlanRow(authority="Midtown", approached=9, agreed=6, declined=2, not_reached=1),
            PlanRow(planned=0),
        ),
    )
    assert [row.is_cell for row in plan.rows] == [True, False, False]


def test_the_sample_plan_is_good():
    plan, problems = read_plan((ROOT / "instruments" / "planned-sample.yaml").read_bytes())

    assert problems == []
    assert plan is not None and len(plan.rows) > 20 and "invented" in plan.note


FAULTY = """sample:
  - {role: Teacher, authority: Midtown, planned: -1}
  - {role: Teacher, authority: Midtown, planned: 2}
  - {role: teacher, authority: " midtown", planned: two}
  - {agency: SSD, planned: 1}
  - {role: Midwife, authority: Midtown}
  - {role: Midwife, authority: East, size: 1, planned: 1}
"""


def test_everything_wrong_is_listed_with_its_line():
    plan, problems = read_plan(FAULTY)

    assert plan is None
    assert [(p.row, p.message.split(";")[0]) for p in problems] == [
        (2, "'planned' must be a whole number from 0 up"),
        (3, "this role and authority already stand in line 2"),
        (4, "'planned' must be a whole number from 0 up"),
        (4, "this role and authority already stand in line 2"),
        (5, "an agency stands without a role"),
        (6, "the row has no number"),
        (7, "a row of the sample has no key 'size'"),
    ]


@pytest.mark.parametrize(
    "text", ["sample: []", "plan: {title: x}", "sample: [{role: [a], planned: 1}]"]
)
def test_a_plan_of_nothing_is_refused(text):
    plan, problems = read_plan(text)

    assert plan is None
    assert problems


def test_a_table_is_a_plan_too_and_a_faulty_one_is_refused():
    good = "role,authority,planned,declined\nTeacher,Midtown,2,\n,Midtown,,3\n"
    bad = "role,authority,planned,mood\nTeacher,Midtown,-2,x\nTeacher,Midtown,1,\n"

    assert read_plan(good, "ours.csv") == (
        Plan(
            "ours",
            "",
            (
                PlanRow("Teacher", None, "Midtown", planned=2),
                PlanRow(None, None, "Midtown", declined=3),
            ),
        ),
        [],
    )
    plan, problems = read_plan(bad, "ours.csv")
    assert plan is None
    assert [p.row for p in problems] == [1, 2, 3]
    assert read_plan("a,b\n1,2\n", "x.csv")[0] is None


names = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=20)
numbers = st.none() | st.integers(0, 1_000_000)


@given(
    st.lists(
        st.builds(
            PlanRow,
            role=names,
            authority=names,
            planned=st.integers(0, 1_000_000),
            approached=numbers,
            declined=numbers,
            footnote=st.text(st.characters(categories=["L", "N", "P"]), max_size=20),
        ),
        min_size=1,
        max_size=5,
        unique_by=lambda row: (row.role.casefold(), row.authority.casefold()),
    )
)
def test_what_is_written_reads_back_equal(rows):
    from qualcode.model import fold

    places = {(fold(row.role), fold(row.authority)) for row in rows}
    plan = Plan("", "A note: with a colon", tuple(rows))

    again, problems = read_plan(plan_yaml(plan))
    assert (again == plan and not problems) or len(places) < len(rows)


def test_the_example_in_the_docs_is_a_plan():
    page = (ROOT / "docs" / "sample.md").read_text("utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]

    assert read_plan(example)[1] == []
