"""Who stands behind a theme, counted by hand on the study in `study.py`."""

from __future__ import annotations

from qualcode.analysis.evidence import GroupEvidence, gather
from qualcode.model import Direction, Participant, Reading, Speaker
from tests.analysis import study


def test_people_are_said_silent_or_waiting():
    found = gather(study.frames(), {"1", "1.a", "1.b"})

    # P1 and P3 carry the codes. P2 is coded through in T1 and has none of them; nobody has coded
    # T5 through, so P5's silence is none yet. P4 withdrew, and S1 is nobody we know.
    assert found.said == ("P1", "P3")
    assert found.silent == ("P2",)
    assert found.waiting == ("P5",)
    assert (found.k, found.n, found.unknown) == (2, 4, 0)
    assert found.sentence == "2 of 4 people, in 2 of 2 authorities"
    assert found.words == "two people (2 of 4)"


def test_segments_and_directions_are_distinct_and_interviewers_do_not_count():
    found = gather(study.frames(), {"1", "1.a", "1.b"})

    # Segments of T1: Ann's two; of T2: both of Cat's.
    assert found.segments == 4
    assert found.by_direction[Direction.PRESENT] == (1, 2)
    assert found.opposite == (1, 1)
    assert found.by_direction[Direction.PLANNED] == (1, 2)
    assert found.by_direction[Direction.MIXED] == (0, 0)
    assert found.coders == ("ruth", "tom")
    assert (found.interviews, found.coded_through) == (4, 1)


def test_groups_that_say_nothing_are_silent_only_when_all_of_it_is_coded():
    found = gather(study.frames(), {"2.a"})

    assert found.of("authority") == (
        GroupEvidence("authority", "East", 0, 1, waiting=1),
        GroupEvidence("authority", "Midtown", 2, 3, waiting=1),
    )
    assert not found.of("authority")[0].silent
    frames = study.frames()
    through = frozenset(frames.titles)
    from dataclasses import replace

    again = gather(replace(frames, coded_through=through), {"2.a"})
    assert again.of("authority")[0].silent
    assert again.silent == ("P3", "P5")


def test_who_was_not_asked_is_not_silent():
    from dataclasses import replace

    frames = study.frames()
    frames = replace(frames, coded_through=frozenset(frames.titles))
    found = gather(frames, {"2.a"}, unasked={"T5"})

    assert (found.silent, found.not_asked) == (("P3",), ("P5",))
    assert GroupEvidence("role", study.HV, 1, 2, not_asked=1) in found.groups


def test_an_unknown_speaker_stands_beside_the_people():
    found = gather(study.frames(), {"2", "2.a"})

    assert found.unknown == 1
    assert found.said == ("P1", "P2")


def test_nothing_coded_and_nobody_there_are_sentences_too():
    nothing = gather(study.frames(codings=()), {"1"})
    assert nothing.sentence == "0 of 4 people, in 0 of 2 authorities"
    nobody = gather(study.frames(codings=(), speakers=(), people={}), {"1"})
    assert (nobody.k, nobody.n, nobody.words) == (0, 0, "nobody was asked")


def many(places: dict[str, tuple[int, int]]):
    """Evidence of a study with these authorities: (people with the code, people)."""
    speakers, segments, codings, readings = [], [], [], []
    people = {}
    for place, (k, n) in places.items():
        for i in range(n):
            id = f"{place}{i}"
            people[id] = Participant(id)
            speakers.append((id, Speaker(id, participant=id, role=study.SW, authority=place)))
            segments.append((id, 0, 10, id))
            readings.append(Reading(id, "ruth", done_at="2026-01-01T00:00:00"))
            if i < k:
                codings.append(study.coding(f"c{id}", id, 0, 10, "1.a"))
    frames = study.frames(codings, speakers=speakers, people=people, segments=segments)
    return gather(frames, {"1.a"})
