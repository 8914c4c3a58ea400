"""The two lists of terms of indicator 2.b, so that Vocabulary has something to count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.formats.term_lists import read_term_lists
from qualcode.shipped import shipped

if TYPE_CHECKING:
    from qualcode.project import Project


def add_to_sample(project: Project) -> None:
    """Give the sample study the lists of `instruments/vocabulary.yaml`."""
    file = shipped("instruments/vocabulary.yaml")
    lists, _ = read_term_lists(file.read_bytes(), file.name)
    project.set_term_lists(lists)
