"""What is not known of consent is told before words leave."""

from __future__ import annotations

from qualcode.model import CoderRole
from qualcode.project import Project, Upload

TALK = "Interviewer: And now?\n\nBo: We ring the desk.\n\nAnn: So do we.\n"


def test_of_how_many_it_is_not_known_is_told_until_they_answered(
    project: Project, interview: str
) -> None:
    assert (
        "Of 1 person it is not known whether the person allows quotes" in project.consent_notice()
    )
    # Two speakers who are matched to nobody were not asked either.
    project.import_files([Upload("two.txt", TALK.encode())])
    assert "Of 3 people" in project.consent_notice()

    for answer in ("yes", "no", "withdrawn"):
        project.permit("P01", quote=answer)
        assert "Of 2 people" in project.consent_notice()


def test_a_mentor_may_be_told_and_where_all_answered_nothing_is_said(
    project: Project, interview: str
) -> None:
    project.permit("P01", quote="yes")
    assert project.consent_notice() == ""

    project.add_coder("Margaret", CoderRole.MENTOR)
    project.permit("P01", quote="unknown")
    assert "1 person" in project.acting_as("Margaret").consent_notice()
