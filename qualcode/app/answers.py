"""The Answers page: structured answers, and which codes came up under which question."""

from __future__ import annotations

from qualcode.app import answers_given, parts, questions
from qualcode.app.views import show_one
from qualcode.model import CoderRole
from qualcode.project import Project

VIEWS = {"Structured answers": answers_given.render, "Questions by codes": questions.render}
READ = {"Structured answers": answers_given.render}


def render(project: Project) -> None:
    """Answers, or questions."""
    parts.title("Answers", "Rankings, scales and forms, and what was said to which question.")
    # Which codes came up under which question is counted without keeping small groups back.
    reads = project.acting_role is CoderRole.MENTOR
    show_one(project, "answers_view", READ if reads else VIEWS)
