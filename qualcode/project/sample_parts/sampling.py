"""The sample study's schedule, its planned sample, and a reference to set it beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.shipped import shipped

if TYPE_CHECKING:
    from qualcode.project import Project


def add_to_sample(project: Project) -> None:
    """Bring the three instruments, all invented, and find the schedule's questions again."""
    project.set_schedule(shipped("instruments/schedule.yaml"))
    project.match_questions()
    project.set_plan(shipped("instruments/planned-sample.yaml"))
    project.set_reference(shipped("instruments/reference-sample.csv"))
