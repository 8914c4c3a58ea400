"""Questions by codes: what was said under the questions of the interview schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from qualcode.errors import Refused
from qualcode.project.asking import AskingVerbs, needed

if TYPE_CHECKING:
    from qualcode.analysis.questions import QuestionTable
    from qualcode.project.publishing import PublishingVerbs


class ScheduleVerbs(AskingVerbs):
    """The interview schedule and the codes."""

    def schedule_yaml(self) -> str:
        """The schedule as YAML to take home.

        Raises
        ------
        Refused
            The study has no schedule.
        """
        from qualcode.formats.schedule import schedule_yaml

        return schedule_yaml(needed(self.schedule()))

    def questions(
        self, *, level: str = "indicators", publish: bool = False, name: str = "questions"
    ) -> QuestionTable:
        """What was said under each question: people of those asked, for every code.

        ``level`` is indicators, letters or both; with ``publish`` as it may leave, which is
        recorded under ``name``.

        Raises
        ------
        Refused
            The level is another; or what was published before and this together would give
            somebody away.
        """
        from qualcode.analysis.frequency import Level, at_level
        from qualcode.analysis.questions import by_question

        if level not in list(Level):
            raise Refused(f"The codes are shown as {', '.join(Level)}, not as {level!r}.")
        if publish:
            table = cast("PublishingVerbs", self).publish(("question",), level=level, name=name)
        else:
            table = self.themes(("question",))
        book = self.codebook
        shown = at_level(table, book, Level(level))
        return by_question(shown, self.schedule(), book, self.unconfirmed_questions()[0])

    def questions_file(self, ending: str, *, level: str = "indicators") -> bytes:
        """Questions by codes as a .csv, .xlsx, .png or .svg, as it may leave; recorded.

        Raises
        ------
        Refused
            The ending is another, or `questions` refuses.
        """
        from qualcode.report.question_file import ENDINGS, question_file

        ending = ending.lstrip(".").casefold()
        if ending not in ENDINGS:
            raise Refused(f"Questions by codes are written as {', '.join(ENDINGS)}.")
        table = self.questions(level=level, publish=True, name=f"questions.{ending}")
        return question_file(table, self.codebook, ending, self.claims())

    def asked_questions(self) -> list[dict[str, Any]]:
        """The schedule's questions, each with who was asked it: people, transcripts, segments.

        Raises
        ------
        Refused
            The study has no schedule.
        """
        schedule = needed(self.schedule())
        frames = self.frames()
        said = frames.segments.join(frames.people["participant"], on="person")
        under = dict(tuple(said.groupby("question")))
        rows = []
        for question in schedule.questions:
            here = under.get(question.id, said.iloc[:0])
            counts = [here[name].nunique() for name in ("participant", "transcript")]
            rows.append(
                {
                    **{name: getattr(question, name) for name in ("id", "part", "text", "codes")},
                    "participants": counts[0],
                    "transcripts": counts[1],
                    "segments": len(here),
                }
            )
        return rows
