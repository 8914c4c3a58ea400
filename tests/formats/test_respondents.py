from pathlib import Path

import pytest

from qualcode.formats.respondents import read_respondents, write_respondents
from qualcode.model import Agency, Authority, Respondents, Role

LISTED = Path(__file__).parents[2] / "codebooks" / "respondents.yaml"

GOOD = """\
note: invented
roles:
  - id: teacher
    name: Teacher
    agency: school
    unique_post: yes
    variants: [Headteacher]
    note: one in each school
agencies:
  - id: school
    name: School
    short: Sch
authorities:
  - {id: east, name: East, type: Borough, variants: []}
continuum:
  anchors: [apart, together]
  note: placed by hand
"""


def problems_of(text):
    respondents, problems = read_respondents(text)
    assert respondents is None
    return [str(problem) for problem in problems]


def test_the_lists_are_read_and_written_back_equal():
    respondents, problems = read_respondents(GOOD)

    assert problems == []
    assert respondents == Respondents(
        (Role("teacher", "Teacher", "school", unique_post=True, variants=("Headteacher",)),),
        (Agency("school", "School", "Sch"),),
        (Authority("east", "East", "Borough"),),
        {"anchors": ("apart", "together"), "note": "placed by hand"},
    )
    assert read_respondents(write_respondents(respondents)) == (respondents, [])


def test_the_listed_respondents_are_read_and_written_back_equal():
    respondents, problems = read_respondents(LISTED.read_bytes())

    assert problems == []
    assert len(respondents.authorities) == 4
    assert read_respondents(write_respondents(respondents)) == (respondents, [])


def test_all_breaches_are_reported_at_once_with_their_lines():
    assert problems_of(
        """\
roles:
  - id: a
    name: A
    agency: gone
  - id: a
    unique_post: perhaps
  - id: NO
    name: N
    variant: [x]
agencies: school
peers: []
"""
    ) == [
        "line 2: the role 'a' names the agency 'gone', which is not listed",
        "line 5: 'unique_post' must be yes or no",
        "line 5: a role has no 'name'",
        "line 5: the id 'a' already stands in line 2",
        "line 7: NO without quotation marks is a truth value to other programs; write 'NO'",
        "line 9: a role has no key 'variant'; the keys are id, name, agency, group, variants,"
        " unique_post, note",
        "line 10: 'agencies' must be a list, each item after a hyphen",
        "line 11: a respondents file has no key 'peers'; the keys are roles, agencies,"
        " authorities, continuum, note",
    ]


@pytest.mark.parametrize("text", ["", "roles: [\n", "a: &x b\n"])
def test_what_is_no_strict_yaml_is_refused(text):
    assert problems_of(text)
