"""The interview schedule: the questions that were to be asked, in their parts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Question:
    """One question. ``also`` holds further wordings, ``codes`` what it was asked for."""

    id: str
    text: str
    part: str = ""
    codes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Schedule:
    """A title, parts in their order, questions in theirs.

    ``vignette`` is an invented story that was read out: it is kept here, and never stands in a
    transcript as anybody's words, is never cut into segments and never counted.
    """

    title: str = ""
    parts: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    vignette: str = ""

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The questions' ids, in order."""
        return tuple(question.id for question in self.questions)

    @cached_property
    def names_codes(self) -> bool:
        """Whether it says what any of its questions was asked for."""
        return any(question.codes for question in self.questions)

    def question(self, id: str) -> Question | None:
        """The question with this id."""
        return next((question for question in self.questions if question.id == id), None)

    def codes_of(self, id: str) -> tuple[str, ...]:
        """The codes a question was asked for; none where it is not in the schedule."""
        question = self.question(id)
        return question.codes if question else ()
