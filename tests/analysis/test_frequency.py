"""Counts, checked against a study small enough to count by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.frames import TAKEN, make_frames
from qualcode.analysis.frequency import Level, at_level, count_themes, groups_there
from qualcode.model import Direction, Participant, Speaker
from tests.analysis import study
from tests.analysis.study import BOOK


def counted(table, *by):
    return {
        (row["code"], *(row[name] for name in by or table.by)): (
            row["participants"],
            row["of_participants"],
            row["segments"],
        )
        for row in table.records()
    }


def test_people_come_with_their_denominator_and_segments_count_once():
    table = counted(count_themes(study.frames(), BOOK, ("authority",)))

    # Ann's first words carry two letters and two coders' codings, her last the indicator itself.
    assert table["1", "Midtown"] == (1, 3, 2)
    assert table["1.a", "Midtown"] == (1, 3, 1)
    assert table["1.b", "Midtown"] == (1, 3, 1)
    # One coding over Ann's and Bob's words is two people and two segments.
    assert table["2", "Midtown"] == table["2.a", "Midtown"] == (2, 3, 2)
    # Cat's one coding lies over two of her segments; Dan, who withdrew, is not in scope.
    assert table["1.a", "East"] == (1, 1, 2)


def test_zero_and_people_not_known_are_different_things():
    table = counted(count_themes(study.frames(), BOOK, ("authority",)))

    assert table["2", "East"] == (0, 1, 0)
    assert table["2", "Southshire"] == (None, None, 1)
    assert table["1", "Southshire"] == (None, None, 0)


def test_every_code_stands_with_every_combination_in_codebook_order():
    table = count_themes(study.frames(), BOOK, ("authority", "role"))

    assert list(dict.fromkeys(table.rows["code"])) == [code.id for code in BOOK]
    assert len(table.rows) == len(BOOK) * 3 * 2
    # Nobody of this role in this authority: 0 of 0, not unknown.
    assert counted(table)["1", "East", study.HV] == (0, 0, 0)


def test_directions_split_the_segments_and_keep_the_denominator():
    table = counted(count_themes(study.frames(), BOOK, ("direction",)))

    assert table["1", "present"] == (1, 4, 2)
    assert table["1", "absent_or_barrier"] == (1, 4, 1)
    assert table["1", "planned_or_hoped"] == (1, 4, 2)
    assert table["1", "mixed"] == (0, 4, 0)


def test_filters_keep_people_codings_of_a_direction_and_of_a_coder():
    frames = study.frames()

    role = counted(count_themes(frames, BOOK, where={"role": study.SW}))
    assert role["2",] == (1, 2, 2)
    barrier = counted(count_themes(frames, BOOK, direction="absent_or_barrier"))
    assert barrier["1",] == (1, 4, 1)
    tom = counted(count_themes(frames, BOOK, coder="tom"))
    assert tom["1",] == (1, 4, 1)
    nobody = counted(count_themes(frames, BOOK, where={"agency": None}))
    assert nobody["1",] == counted(count_themes(frames, BOOK))["1",]


def test_a_person_interviewed_twice_is_one_participant():
    twice = [
        ("T1", Speaker("Ann", participant="P1", authority="Midtown")),
        ("T2", Speaker("Cat", participant="P1", authority="Midtown")),
    ]
    table = counted(count_themes(study.frames(speakers=twice), BOOK, ("authority",)))

    assert table["1", "Midtown"] == (1, 1, 4)


def test_values_sort_as_people_count_with_not_known_last():
    speakers = [
        ("T1", Speaker("Ann", participant="P1", authority="Area 10")),
        ("T1", Speaker("Bob", participant="P2", authority="area 2")),
        ("T2", Speaker("Cat", participant="P3")),
    ]
    table = count_themes(study.frames(speakers=speakers), BOOK, ("authority",))

    assert list(dict.fromkeys(table.rows["authority"])) == ["area 2", "Area 10", None]


def test_the_caption_says_unit_scope_filters_coders_and_who_is_not_known():
    caption = count_themes(
        study.frames(), BOOK, where={"authority": "Southshire"}, direction="mixed"
    ).caption

    assert "distinct participants" in caption
    assert "0 participants in 1 transcript, of which 0 are coded through" in caption
    assert "Only: authority Southshire, direction mixed." in caption
    assert "1 speaker is not known" in caption
    assert "Nothing in scope is coded yet." in caption
    assert "4 participants in 4 transcripts, of which 1 is" in (
        count_themes(study.frames(), BOOK).caption
    )


def test_levels_keep_indicators_or_letters():
    table = count_themes(study.frames(), BOOK)

    assert at_level(table, BOOK, Level.INDICATORS).rows["code"].tolist() == ["1", "2"]
    assert at_level(table, BOOK, Level.LETTERS).rows["code"].tolist() == ["1.a", "1.b", "2.a"]
    assert at_level(table, BOOK, Level.BOTH) is table


def test_an_empty_study_counts_nothing_and_does_not_fail():
    table = count_themes(make_frames({}, [], {}, [], [], []), BOOK, ("authority",))

    assert table.rows.empty and "Nothing in scope" in table.caption


QUESTIONS = {("T1", 10): "q1", ("T1", 30): "q1", ("T1", 50): "q2", ("T2", 10): "q2"}


def test_a_question_is_of_the_segment_and_its_people_are_those_asked():
    table = counted(count_themes(study.frames(questions=QUESTIONS), BOOK, ("question",)))

    # Ann and Bob were asked q1, Ann and Cat q2; what stands under no question is not known.
    assert table["1", "q1"] == (1, 2, 1)
    assert table["1", "q2"] == (2, 2, 2)
    assert table["1", None] == (1, 2, 1)
    assert table["2", "q2"] == (0, 2, 0)


def test_a_question_is_a_filter_and_goes_with_an_attribute():
    frames = study.frames(questions=QUESTIONS)

    only = count_themes(frames, BOOK, ("authority",), where={"question": "q2"})
    assert counted(only)["1", "Midtown"] == (1, 1, 1)
    assert "Only: question q2." in only.caption
    both = counted(count_themes(frames, BOOK, ("authority", "question")))
    assert both["1", "Midtown", "q1"] == (1, 2, 1)
    assert both["1", "East", "q1"] == (0, 0, 0)


def test_a_question_is_never_a_persons_attribute():
    people = {"P1": Participant("P1", attributes={"question": "hers"})}
    frames = study.frames(people=people, questions=QUESTIONS)

    assert "question (person)" in frames.attributes and "question" not in frames.attributes
    assert frames.codings["question"].tolist()[0] == "q1"


TWO_WAVES = {"T1": "first", "T2": "second", "T3": "second", "T4": "second", "T5": "third"}


def test_compared_waves_say_how_many_are_in_each_and_in_several():
    speakers = [*study.SPEAKERS[:3], ("T5", Speaker("Eve", participant="P1"))]
    frames = study.frames(speakers=speakers, waves=TWO_WAVES)

    assert count_themes(frames, BOOK, ("wave",)).compared == (
        "Wave first has 2 participants in 1 interview; wave second has 1 participant in"
        " 1 interview; wave third has 1 participant in 1 interview. 1 stands in several;"
        " the others differ."
    )
    assert count_themes(frames, BOOK, ("role",)).compared == ""
    assert counted(count_themes(frames, BOOK, ("wave",)))["1", "first"] == (1, 2, 2)


def test_different_people_and_a_wave_without_anybody_are_said():
    frames = study.frames(speakers=study.SPEAKERS[:3], waves=TWO_WAVES)

    told = count_themes(frames, BOOK, ("wave",)).compared
    assert told.endswith("Nobody stands in both: the waves are different people.")
    alone = count_themes(frames, BOOK, ("wave",), where={"authority": "East"})
    assert "nobody was interviewed in wave first" in alone.compared.lower()
    assert {row["wave"] for row in alone.records()} == {"second"}
    assert count_themes(frames, BOOK, ("level",)).compared == (
        "No level is known of any interview."
    )


codings = st.lists(
    st.tuples(
        st.sampled_from([id for id, *_ in study.SEGMENTS]),
        st.integers(0, 65),
        st.integers(1, 40),
        st.sampled_from([code.id for code in BOOK]),
        st.sampled_from(["ruth", "tom"]),
        st.sampled_from(list(Direction)),
    ),
    max_size=25,
)


@given(codings, st.sampled_from([(), ("authority",), ("authority", "role"), ("direction",)]))
def test_an_indicator_lies_between_its_largest_part_and_the_sum_of_its_parts(drawn, by):
    made = [
        study.coding(f"c{n}", id, start, start + length, code, coder=coder, direction=way)
        for n, (id, start, length, code, coder, way) in enumerate(drawn)
    ]
    table = counted(count_themes(study.frames(made), BOOK, by))
    only_own = counted(
        count_themes(study.frames([c for c in made if c.code in ("1", "2")]), BOOK, by)
    )

    for (code, *group), (participants, of, segments) in table.items():
        assert participants is None or 0 <= participants <= of
        assert participants is None or participants <= segments
        if BOOK[code].parent is None:
            letters = [table[(c.id, *group)][2] for c in BOOK.children(code)]
            own = only_own[(code, *group)][2]
            assert max([own, *letters]) <= segments <= own + sum(letters)


def slowly(frames, book, by):
    """The same counts by the letter of the rules, one coding after another."""
    people = frames.people.to_dict("index")
    codings = frames.codings.to_dict("records")

    def of(coding, name):
        return coding[name] if name in ("direction", "question") else people[coding["person"]][name]

    found = {}
    for coding in codings:
        for code in book:
            if coding["code"] in book.family(code.id):
                key = (code.id, *(of(coding, name) for name in by))
                who, said = found.setdefault(key, (set(), set()))
                who.add(people[coding["person"]]["participant"])
                said.add(coding["segment"])
    return {key: (len(who - {None}), len(said)) for key, (who, said) in found.items()}


@given(
    codings,
    st.sampled_from(
        [("authority",), ("role", "question"), ("question", "direction"), ("wave", "authority")]
    ),
)
def test_counting_at_once_is_counting_one_by_one(drawn, by):
    made = [
        study.coding(f"c{n}", id, start, start + length, code, coder=coder, direction=way)
        for n, (id, start, length, code, coder, way) in enumerate(drawn)
    ]
    frames = study.frames(made, questions=QUESTIONS, waves=TWO_WAVES)
    table = counted(count_themes(frames, BOOK, by))

    for key, (participants, segments) in slowly(frames, BOOK, by).items():
        people, of, passages = table.pop(key)
        assert passages == segments
        assert people == (None if of is None else participants)
    assert all(row[0] in (0, None) and row[2] == 0 for row in table.values())


@pytest.mark.parametrize("name", sorted(TAKEN - {"direction", "question"}))
def test_an_attribute_of_any_name_can_be_asked_for(name):
    people = {"P1": Participant("P1", attributes={name: "yes"})}
    frames = study.frames(people=people)

    [asked] = [a for a in frames.attributes if a == f"{name} (person)"]
    counted = count_themes(frames, study.BOOK, (asked,)).rows
    assert "yes" in set(counted[asked])


def test_columns_are_counted_as_the_combinations_that_somebody_has():
    frames = study.frames(questions=QUESTIONS)
    pairs = set(zip(frames.people["authority"], frames.people["role"], strict=True))

    assert groups_there(frames, ()) == 1
    assert groups_there(frames, ("authority", "role")) == len(pairs) < 3 * 2
    assert groups_there(frames, ("authority",), {"authority": "East"}) == 1
    assert groups_there(frames, ("authority", "direction")) == 3 * 4
    asked = {(p, q) for p, q in zip(frames.segments["person"], frames.segments["question"],
                                    strict=True)}  # fmt: skip
    places = frames.people["authority"]
    assert groups_there(frames, ("authority", "question")) == len(
        {(places[person], question) for person, question in asked}
    )
