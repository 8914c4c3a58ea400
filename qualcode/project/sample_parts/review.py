"""A mentor, two rounds of review and a team's feedback for the sample study; all invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model import CoderRole

if TYPE_CHECKING:
    from qualcode.project import Project

MENTOR = "Margaret Osei"
# What the mentor says of the first items of the first round: (judgement, comment).
SAID = (
    ("agree", ""),
    ("agree", "A clear case; it could stand as an example under the code."),
    (
        "question",
        "Would somebody who had not been at the interview see this here? I wonder whether the"
        " sentence before belongs to the passage.",
    ),
    ("agree", ""),
    (
        "disagree",
        "I would not have given it this code. The definition could be read to leave it out; what"
        " made you decide?",
    ),
    ("agree", ""),
)
# Item of the round -> (answer, outcome, reason).
SETTLED = {
    2: (
        "I read it together with the sentence before, and it holds.",
        "keep",
        "Read again with the sentence before it; the passage stands on its own.",
    ),
    4: (
        "Both readings can be argued; I would rather show that than hide it.",
        "open",
        "The definition allows both readings here. We leave it open, and the report says so.",
    ),
}
SESSION = "Team meeting, Midtown duty team"
FEEDBACK = (
    (0, "agrees", "That is how it is: I ring first, and the form only says what we agreed.", True),
    (
        0,
        "adds",
        "It holds for those who have been here for years. The two new colleagues have nobody to"
        " ring yet.",
        True,
    ),
    (1, "disputes", "With us the lunches did reach the duty desk, at least until the move.", True),
    (1, "adds", "Please do not write down which team said this.", False),
)


def add_to_sample(project: Project) -> None:
    """A round that came to its end, one that waits for the mentor, and a feedback session.

    It comes after the written themes, which the second round and the feedback rest on.
    """
    project.add_coder(MENTOR, CoderRole.MENTOR)
    mentor = project.acting_as(MENTOR)
    first = project.start_round("First look", count=len(SAID), reviewers=[MENTOR], seed=1)
    items = [row.item.id for row in project.review_items(first.id)]
    for item, (judgement, comment) in zip(items, SAID, strict=True):
        mentor.judge(item, judgement, comment=comment)
    project.return_round(first.id, "Two to talk about, then we go on.")
    for n, (answer, outcome, reason) in SETTLED.items():
        project.comment(items[n], answer)
        project.resolve(items[n], outcome, reason)
    project.finish_round(first.id, "Talked through; the next round looks at more of the codes.")
    themes = [theme.id for theme in project.written_themes()]
    project.start_round("Before the report", count=24, reviewers=[MENTOR], themes=themes, seed=2)
    session = project.add_feedback_session(
        SESSION, held_with="The duty team, after the findings were shown", people_there=7
    )
    for theme, stance, words, quotable in FEEDBACK:
        project.add_feedback(session.id, stance, words, theme=themes[theme], quotable=quotable)
