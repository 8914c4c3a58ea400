"""Tables of themes on a study: by what, for which texts, and the quotes behind a cell."""

from __future__ import annotations

import pytest

from qualcode.errors import Refused, UnknownCode
from qualcode.model import Consent, Direction, Participant
from qualcode.project.naming import meant
from qualcode.store.people import save_participants


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


@pytest.fixture
def waiting(project, tmp_path):
    """A study of one interview, in wave 1, and two people who are listed for wave 3."""
    talk = tmp_path / "talk.md"
    talk.write_text(
        "---\nparticipant: P01\nauthority: Midtown\nwave: 1\n---\n\nP01: We agree.\n",
        encoding="utf-8",
    )
    [imported] = project.import_files([talk]).imported
    [segment] = project.segments(imported.id)
    project.code(imported.id, segment.span, "1.a")
    told = {"wave": "3", "tenure": "long"}
    listed = [
        Participant("P08", authority="East", attributes=told),
        Participant("P09", attributes=told),
        Participant("P10", consent=Consent.WITHDRAWN, attributes=told),
    ]
    with project._write() as tx:
        save_participants(tx, listed)
        tx.record("list people", "participants")
    return project


def test_a_wave_of_people_without_an_interview_is_no_slip_of_the_pen(waiting):
    told = "Wave 3: 2 participants are listed, and nobody has been interviewed yet."
    with pytest.raises(Refused, match=told):
        waiting.themes(where={"wave": "3"})
    with pytest.raises(Refused, match=r"Nobody in the study has the wave '4'\."):
        waiting.themes(where={"wave": "4"})
    with pytest.raises(Refused, match="Authority East: 1 participant is listed"):
        waiting.themes(where={"authority": "East"})

    assert waiting.themes(["wave"]).compared == f"Wave 1 has 1 participant in 1 interview. {told}"
    assert waiting.themes(["authority"]).compared == ""


def test_what_is_known_only_of_people_not_interviewed_is_a_sentence(waiting):
    with pytest.raises(Refused, match="tenure is not known of anybody interviewed: 2 participants"):
        waiting.themes(["tenure"])
    # Known of nobody at all, it is one column of people of whom it is not known.
    assert {key[1] for key in rows(waiting.themes(["agency"]))} == {None}


def test_names_are_meant_whatever_their_case_and_near_ones_are_suggested(sample):
    meant = sample.themes([" Authority "], where={"WAVE": "first"})
    assert meant.by == ("authority",)
    assert meant.records() == sample.themes(["authority"], where={"wave": "first"}).records()
    with pytest.raises(Refused, match=r"Did you mean 'authority'\?"):
        sample.themes(["autority"])
    with pytest.raises(Refused, match="once"):
        sample.themes(["role", "Role"])
    with pytest.raises(Refused, match="one value only"):
        sample.themes(where={"wave": "first", "Wave": "second"})


def test_two_attributes_of_one_name_but_for_case_are_not_guessed_at():
    assert meant("TENURE", ("tenure", "Tenure")) == "TENURE"
    assert meant("Tenure", ("tenure", "Tenure")) == "Tenure"


def test_a_table_nobody_could_read_is_a_sentence(project, tmp_path, monkeypatch):
    turns = "\n\n".join(f"P{n}: We agree." for n in range(40))
    (tmp_path / "talk.md").write_text(turns + "\n", encoding="utf-8")
    listed = "".join(f"P{n},talk,P{n},Place {n},Post {n}\n" for n in range(40))
    (tmp_path / "participants.csv").write_text(
        "participant,transcript,label,authority,programme\n" + listed, encoding="utf-8"
    )
    project.import_files([tmp_path / "talk.md", tmp_path / "participants.csv"])
    codes, by = len(project.codebook), ["authority", "programme"]

    whole = project.themes(by)
    assert len(whole.rows) == codes * 40 * 40 > 40_000
    # Above the limit, only what somebody has stands in it: 40 pairs and not 1,600.
    monkeypatch.setattr("qualcode.project.understanding.MOST_CELLS", 40_000)
    assert len(project.themes(by).rows) == codes * 40
    monkeypatch.setattr("qualcode.project.naming.MOST_CELLS", codes * 40 - 1)
    with pytest.raises(Refused, match=f"a table of {codes * 40:,} cells"):
        project.themes(by)
    assert len(project.themes(by, where={"authority": "Place 3"}).rows) == codes
