"""Items of a round on codings that do not come with a merge."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

from qualcode.model import CoderRole, Span
from qualcode.project import Project, Upload


def test_a_round_on_a_text_that_differs_here_opens_without_the_items_that_stayed_away(
    project: Project, interview: str
) -> None:
    project.add_coder("Margaret", CoderRole.MENTOR)
    place = Path(project.store.place)
    project.store.engine.dispose()
    other = place.with_name("other.qualcode")
    shutil.copy(place, other)
    with closing(Project.open(other, "mk")) as theirs:
        text = theirs.transcript(interview).text.replace("duty desk", "duty team")
        theirs.correct_transcript(interview, Upload("b.md", text.encode()), "misheard")
        at = theirs.transcript(interview).text.index("the duty team helps")
        coding = theirs.code(interview, Span(at, at + 19), "1")
        made = theirs.start_round("For you", reviewers=["Margaret"])
        theirs.acting_as("Margaret").judge(theirs.review_items(made.id)[0].item.id, "question")
        assert coding.id

    merged = project.merge(other)

    assert any("1 item of a round there was on codings" in one.words for one in merged.conflicts)
    assert [round.title for round in project.rounds()] == ["For you"]
    assert project.review_items(project.rounds()[0].id) == []
    assert project.check_history() is None
