"""Names left in a finished report, with where they stand."""

from __future__ import annotations

import pytest

from qualcode.model import Span
from qualcode.project import Project, Upload

TALK = """---
participant: P01
---

Interviewer: Who helps?

P01: Quillabby rang the duty desk, and nobody else did.
"""
REPORT = """# Findings

People ring the desk.

As Gareth Llewellyn wrote, and Quillabby knew, it helps.

In Midtown they ring too.

## References

Llewellyn, Gareth (2019). On desks.
"""


@pytest.fixture
def study(project: Project) -> Project:
    """A study in which a name that no list has is replaced."""
    project.import_files([Upload("one.md", TALK.encode())])
    at = project.transcript("one").text.index("Quillabby")
    project.replace_name("one", Span(at, at + len("Quillabby")), "team manager")
    return project


def checked(study: Project, text: str = REPORT):
    return study.check_report(Upload("report.md", text.encode()))


def test_names_in_a_finished_report_are_listed_with_their_places(study: Project) -> None:
    found = checked(study)

    [named] = found.named
    assert (named.words, named.kind) == ("Quillabby", "person")
    assert "line 5" in named.places[0] and "replaced in the interviews" in named.line
    assert "Gareth Llewellyn" in {one.words for one in found.look_alikes}
    assert not any(one.words == "Midtown" for one in found.names)
    assert not found.clean and "1 name that is replaced" in found.sentence
    assert any("Quillabby" in line for line in found.lines())


def test_a_report_without_a_replaced_name_is_clean_and_confirmed_names_are_not_listed(
    study: Project,
) -> None:
    plain = REPORT.replace(", and Quillabby knew,", "")
    assert checked(study, plain).clean and checked(study, plain).look_alikes

    study.confirm_names([one.words for one in checked(study, plain).names])

    assert checked(study, plain).names == ()
