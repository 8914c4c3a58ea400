"""Tables of themes on a study: by what, for which texts, and the quotes behind a cell."""

from __future__ import annotations

import pytest

from qualcode.errors import Refused, UnknownCode
from qualcode.model import Direction


def rows(table):
    return {(r["code"], *(r[name] for name in table.by)): r for r in table.records()}


def test_reporting_groups_are_the_codebooks_or_those_asked_for(sample):
    told = sample.themes(groups=True)
    asked = sample.themes(groups=[("1.b", "1.c")])

    assert rows(told)["1.b+1.c",] == rows(asked)["1.b+1.c",]
    alone = rows(sample.themes())
    most = max(alone["1.b",]["segments"], alone["1.c",]["segments"])
    assert (
        most
        <= rows(asked)["1.b+1.c",]["segments"]
        <= (alone["1.b",]["segments"] + alone["1.c",]["segments"])
    )
    assert "2.a" in {code for (code,) in rows(asked)} and "2.a" not in {c for (c,) in rows(told)}
    assert "1.b+1.c" in sample.counted_codebook(groups=True)


def test_the_caption_names_the_codebook_and_what_is_left_out(sample):
    caption = sample.themes().caption

    assert "Codebook version 1." in caption
    assert "Documents, reflections, feedback, case records are left out" in caption
    assert "Documents" not in sample.themes(kinds=["interview", "document"]).caption


def test_an_unknown_attribute_value_or_code_is_refused(sample):
    with pytest.raises(Refused, match="Nothing is known by 'shoe size'"):
        sample.themes(["shoe size"])
    with pytest.raises(Refused, match="'third'"):
        sample.themes(["authority"], where={"wave": "third"})
    with pytest.raises(Refused, match="once"):
        sample.themes(["role", "role"])
    with pytest.raises(UnknownCode):
        sample.themes(groups=[("1.b", "9.z")])


def test_the_quotes_behind_a_cell_are_those_it_counts(sample):
    table = rows(sample.themes(["authority", "role"]))
    cell = table["5", "Midtown", "social_worker"]
    behind = sample.behind("5", {"authority": "Midtown", "role": "social_worker"})

    assert len({q.participant for q in behind}) == cell["participants"] > 0
    assert {q.authority for q in behind} == {"Midtown"}


def test_quotes_behind_a_direction_a_group_of_letters_and_people_not_known(sample):
    missing = sample.behind("8", {"direction": Direction.ABSENT.value})
    assert missing and all("absent_or_barrier" in q.directions for q in missing)
    letters = sample.behind("1.b+1.c", {"authority": "Midtown"}, groups=True)
    assert {q.code for q in letters} <= {"1.b", "1.c"}
    assert sample.behind("1", {"authority": None}) == []


def test_tables_of_two_kinds_of_texts_do_not_get_in_each_others_way(sample):
    interviews = sample.frames()
    everything = sample.frames(["interview", "focus group", "reflection"])

    assert sample.frames() is interviews
    assert len(everything.titles) >= len(interviews.titles)


def test_one_participant_is_a_table_like_any_other(project, interview):
    first = next(s for s in project.segments(interview) if not s.interviewer)
    project.code(interview, first.span, "8.a")

    [row] = [r for r in project.themes(["wave", "role"]).records() if r["code"] == "8"]
    assert (row["participants"], row["of_participants"]) in {(1, 1), (0, 1)}
    assert project.themes(["wave"]).compared == "Wave first has 1 participant in 1 interview."
