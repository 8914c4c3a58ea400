"""Invented answers and case records for the sample study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.shipped import shipped

if TYPE_CHECKING:
    from qualcode.project import Project


def add_to_sample(project: Project) -> None:
    """The example instrument, most people's answers to it, and twelve invented cases."""
    folder = shipped("instruments")
    project.set_instrument(folder / "answers.yaml")
    project.import_answers(folder / "answers.csv")
    project.import_answers(folder / "case-records.csv")
