"""Codes that stand together, counted by hand."""

import json

import numpy as np
import pytest

from qualcode.analysis.cooccurrence import (
    CooccurrenceTable,
    Unit,
    count_together,
    narrowed,
    touching_both,
)
from qualcode.analysis.frequency import Level
from qualcode.analysis.incidence import turn_numbers
from qualcode.analysis.pairs_told import published, sentence
from qualcode.model import Code, Codebook, Direction, Participant, Speaker
from tests.analysis.study import BOOK, CODINGS, SEGMENTS, SPEAKERS, coding, frames


def pair(table: CooccurrenceTable, a: str, b: str) -> dict:
    [row] = [r for r in table.records() if (r["a"], r["b"]) == (a, b)]
    return row


def counts(row: dict) -> tuple:
    return row["interviews"], row["participants"], row["shared"], row["jaccard"]


def test_indicators_of_one_passage_by_hand():
    # Ann's first passage carries 1.a, 1.b and (from 25 on) 2.a; Bob's carries 2.a alone; Ann's
    # second 1; Cat's two 1.a; the unknown speaker's 2.
    row = pair(count_together(frames(), BOOK), "1", "2")

    assert counts(row) == (1, 1, 1, round(1 / (4 + 3 - 1), 4))
    assert (row["of_interviews"], row["of_participants"]) == (4, 4)
    assert (row["interviews_a"], row["interviews_b"]) == (2, 2)
    assert (row["units_a"], row["units_b"]) == (4, 3)


def test_letters_and_their_kin():
    table = count_together(frames(), BOOK, level=Level.BOTH)

    assert counts(pair(table, "1.a", "1.b")) == (1, 1, 1, round(1 / 3, 4))
    assert counts(pair(table, "1.b", "2.a")) == (1, 1, 1, 0.5)
    assert pair(table, "1", "1.a")["kin"] == "one above the other"
    assert pair(table, "1.a", "1.b")["kin"] == "of one indicator"
    assert pair(table, "1.a", "2.a")["kin"] == ""
    apart = count_together(frames(), BOOK, level=Level.BOTH, siblings=False)
    assert set(apart.rows["kin"]) == {""}
    assert len(apart.rows) == 6
    assert [id for id, _ in apart.codes] == ["1", "1.a", "1.b", "2", "2.a"]


def test_pairs_without_a_likeness_stand_beside_those_with_one_in_strict_json():
    book = Codebook(codes=(*BOOK.codes, Code("3", "Unused"), Code("4", "Unused too")))

    records = count_together(frames(), book).records()

    assert {r["jaccard"] is None for r in records} == {True, False}
    json.dumps([r["jaccard"] for r in records], allow_nan=False)


def test_in_one_interview_people_are_those_who_say_both_themselves():
    table = count_together(frames(), BOOK, Unit.INTERVIEW)

    # Ann says both; Bob says only 2; Cat only 1; interview T1 alone has both.
    assert counts(pair(table, "1", "2")) == (1, 1, 1, round(1 / 3, 4))


def test_a_turn_reaches_until_somebody_else_speaks():
    segments = [
        ("T1", 0, 10, "Ann"),
        ("T1", 10, 20, "Ann"),
        ("T1", 20, 30, "Interviewer"),
        ("T1", 30, 40, "Ann"),
        ("T2", 0, 10, "Cat"),
    ]
    made = [
        coding("a", "T1", 0, 5, "1"),
        coding("b", "T1", 12, 18, "2"),
        coding("c", "T1", 32, 38, "2"),
    ]
    speakers = [row for row in SPEAKERS if row[0] in ("T1", "T2")]
    study = frames(made, speakers=speakers, segments=segments)
    turns = turn_numbers(study.segments, segments)

    assert turns.tolist() == [1, 1, 3, 4]
    assert pair(count_together(study, BOOK), "1", "2")["shared"] == 0
    row = pair(count_together(study, BOOK, Unit.TURN, turns=turns), "1", "2")
    assert counts(row) == (1, 1, 1, 0.5)
    with pytest.raises(ValueError, match="turn of every segment"):
        count_together(study, BOOK, Unit.TURN)


def test_a_pair_counts_each_passage_and_each_person_once():
    twice = [*CODINGS, coding("d", "T1", 11, 29, "1.b", coder="tom")]

    table = count_together(frames(twice), BOOK, level=Level.LETTERS)

    assert counts(pair(table, "1.a", "1.b")) == (1, 1, 1, round(1 / 3, 4))


def test_filters_narrow_what_is_counted():
    absent = count_together(frames(), BOOK, direction=Direction.ABSENT.value)
    east = count_together(frames(), BOOK, where={"authority": "East"})

    assert pair(absent, "1", "2")["shared"] == 0
    assert "direction absent or barrier" in absent.caption
    assert pair(east, "1", "2")["of_interviews"] == 1
    assert "authority East" in east.caption


def test_against_a_plain_count_on_random_studies():
    rng = np.random.default_rng(3)
    book = Codebook(codes=tuple(Code(str(n), f"Code {n}") for n in range(5)))
    for _ in range(20):
        made = [
            coding(f"c{n}", t, a, a + 5, str(rng.integers(5)))
            for n in range(30)
            for t, a, _, label in [SEGMENTS[rng.integers(len(SEGMENTS))]]
            if label not in ("Interviewer", "Dan")
        ]
        table = count_together(frames(made), book)
        at: dict[tuple, set[str]] = {}
        for c in made:
            at.setdefault((c.transcript, c.span.start), set()).add(c.code)
        for row in table.records():
            both = {k for k, codes in at.items() if {row["a"], row["b"]} <= codes}
            either = {k for k, codes in at.items() if {row["a"], row["b"]} & codes}
            assert row["shared"] == len(both)
            assert row["interviews"] == len({t for t, _ in both})
            assert row["jaccard"] == (round(len(both) / len(either), 4) if either else None)


@pytest.mark.parametrize("unit", list(Unit))
def test_no_codings_and_one_code_and_people_not_known(unit):
    turns = np.zeros(7, dtype="int64")
    empty = count_together(frames([]), BOOK, unit, turns=turns)
    unknown = count_together(
        frames(speakers=[("T4", Speaker("S1"))]), BOOK, unit, turns=np.zeros(1, dtype="int64")
    )
    one = count_together(frames(), Codebook(codes=(Code("1.a", "Only"),)), unit, turns=turns)

    assert [r["shared"] for r in empty.records()] == [0]
    assert empty.records()[0]["jaccard"] is None
    assert "Nothing in scope is coded yet" in empty.caption
    assert [r["participants"] for r in unknown.records()] == [None]
    assert one.rows.empty and one.codes == []


def test_the_codings_behind_a_pair_are_those_where_both_stand():
    study = frames()
    chosen = narrowed(study, study.people, None, None)

    found = touching_both(study, chosen, BOOK, ("1", "2"), Unit.PASSAGE)

    assert set(found["coding"]) == {"c1", "c2", "c3", "c5"}
    assert set(found["person"]) == {0}


def test_a_sentence_says_the_pair_in_words():
    row = pair(count_together(frames(), BOOK), "1", "2")

    assert sentence(row, Unit.PASSAGE) == (
        "1 and 2 stand in the same passage once, in 1 of 4 interviews, of the 2 and 2 that have"
        " either; 1 of 4 people. Jaccard 0.17."
    )


def many_people(plan: dict[str, int]):
    """A study in which so many people say each set of codes, written like "1.a 2.a"."""
    speakers, segments, codings, people = [], [], [], {}
    for codes, n in plan.items():
        for _ in range(n):
            k = len(speakers)
            speakers.append((f"T{k}", Speaker(f"S{k}", participant=f"P{k}")))
            segments.append((f"T{k}", 0, 10, f"S{k}"))
            people[f"P{k}"] = Participant(f"P{k}")
            codings += [coding(f"{k}{c}", f"T{k}", 0, 10, c) for c in codes.split()]
    return frames(codings, speakers=speakers, people=people, segments=segments)


def test_what_leaves_keeps_pairs_of_few_people_back():
    study = many_people({"1.a 2.a": 5, "1.b 2.a": 6, "2": 3})
    leaving = published(count_together(study, BOOK, level=Level.BOTH), BOOK, 6)

    assert pair(leaving, "1.a", "2.a")["suppressed"]
    for name in ("interviews", "participants", "shared", "jaccard"):
        assert pair(leaving, "1.a", "2.a")[name] is None
        # 11 under the indicators and 6 beside would give the 5 back.
        assert pair(leaving, "1.b", "2.a")[name] is None
    assert pair(leaving, "1", "2")["participants"] == 11
    # Nobody says both: of each of the fourteen that would be told.
    assert pair(leaving, "1.a", "1.b")["shared"] is None
    assert ("1", "1.a") not in {(r["a"], r["b"]) for r in leaving.records()}
    assert "interviews_a" not in leaving.rows.columns
    assert sentence(pair(leaving, "1.a", "2.a"), Unit.PASSAGE).endswith("nobody is given away.")


def test_what_many_people_say_leaves_as_it_is():
    study = many_people({"1.a 2.a": 6, "1.b 2.a": 7})
    leaving = published(count_together(study, BOOK, level=Level.LETTERS), BOOK, 6)

    assert [r["participants"] for r in leaving.records()] == [None, 6, 7]
    assert pair(leaving, "1.b", "2.a")["interviews"] == 7


def test_a_pair_of_everybody_is_kept_back_like_one_of_nobody():
    study = many_people({"1.a 2.a": 6, "1.b 2.a": 7})
    [both] = published(count_together(study, BOOK), BOOK, 6).records()

    assert both["suppressed"] and both["participants"] is None
    assert "everybody" in published(count_together(study, BOOK), BOOK, 6).caption


def test_beside_a_pair_of_nobody_one_that_somebody_says_is_kept_back():
    study = many_people({"1.a 2.a": 8, "1.b": 7, "2": 6})
    leaving = published(count_together(study, BOOK, level=Level.BOTH), BOOK, 6)

    # 1.b and 2.a meet nowhere; c under the same two indicators is one of two.
    assert pair(leaving, "1.b", "2.a")["suppressed"]
    under = [pair(leaving, *ids)["suppressed"] for ids in (("1", "2.a"), ("1.a", "2.a"))]
    assert sum(under) == 1
    assert pair(leaving, "1", "2")["participants"] == 8


def test_by_interview_a_file_holds_interviews_and_no_people():
    study = many_people({"1.a 2.a": 8, "1": 7})
    leaving = published(count_together(study, BOOK, Unit.INTERVIEW), BOOK, 6)

    [row] = leaving.records()
    assert row["interviews"] == 8
    assert not [name for name in row if "participants" in name]
    assert sentence(row, Unit.INTERVIEW) == "1 and 2 stand in 8 of 15 interviews. Jaccard 0.53."


@pytest.mark.parametrize("level", list(Level))
def test_a_codebook_without_letters_pairs_its_codes_at_every_level(level):
    book = Codebook(codes=(Code("1", "Aims"), Code("2", "Barriers"), Code("3", "Time")))
    study = many_people({"1 2": 7, "3": 6, "1": 2})
    leaving = published(count_together(study, book, level=level), book, 6)

    assert [(r["a"], r["b"], r["participants"]) for r in leaving.records()] == [
        ("1", "2", 7),
        ("1", "3", None),
        ("2", "3", None),
    ]
