"""Talk without any code, and interviews to read again."""

from dataclasses import replace

import numpy as np
import pytest

from qualcode.analysis.portrait import draw_portrait, nameless
from qualcode.analysis.uncoded import count_uncoded, published, to_reread, word_counts
from qualcode.model import Direction
from tests.analysis.study import BOOK, PEOPLE, SPEAKERS, coding, frames

WORDS = np.arange(1, 8)  # of Ann, Bob, Ann, Cat, Cat, S1, Eve, in that order


def test_by_interview_by_hand():
    table = count_uncoded(frames(), WORDS)

    assert list(table.rows["transcript"]) == ["T1", "T2", "T4", "T5"]
    assert list(table.rows["uncoded_passages"]) == [0, 0, 0, 1]
    assert list(table.rows["words"]) == [6, 9, 6, 7]
    assert table.total == {"passages": 7, "uncoded_passages": 1, "words": 28, "uncoded_words": 7}
    assert [(b.transcript, b.start, b.words) for b in table.longest] == [("T5", 10, 7)]


def test_by_an_attribute_with_people_not_known_and_nothing_coded():
    table = count_uncoded(frames([]), WORDS, "role", where={"wave": "first"})

    rows = {row["role"]: row for row in table.records()}
    assert rows["health_visitor"]["uncoded_passages"] == rows["health_visitor"]["passages"] == 3
    assert rows["social_worker"]["participants"] == 2
    by_place = {r["authority"]: r for r in count_uncoded(frames(), WORDS, "authority").records()}
    assert by_place["Southshire"]["participants"] is None
    talks = {r["transcript"]: r["participants"] for r in count_uncoded(frames(), WORDS).records()}
    assert talks == {"T1": 2, "T2": 1, "T4": None, "T5": 1}
    assert table.total["uncoded_words"] == 28
    assert table.longest[0].words == 7


def test_nobody_left_is_an_empty_table():
    table = count_uncoded(frames(), WORDS, where={"authority": "Nowhere"})

    assert table.rows.empty
    assert table.total["passages"] == 0


def test_groups_that_few_people_could_be_told_from_leave_as_everyone():
    study = frames()
    leaving = published(count_uncoded(study, WORDS, "authority"), study.people, 3)

    # Midtown has three people; East one and Southshire nobody known.
    [row] = leaving.records()
    assert (row["authority"], row["words"], row["uncoded_words"]) == ("everyone", 28, 7)
    assert (row["participants"], row["suppressed"]) == (4, False)
    assert leaving.longest == ()
    assert "Everyone together: by authority" in leaving.caption


def test_groups_large_enough_leave_as_they_are():
    study = frames()
    known = study.people[study.people["participant"].notna()]
    table = count_uncoded(study, WORDS, "role")
    leaving = published(table, known[["participant", "role"]], 1)

    assert leaving.records() == table.records()
    assert leaving.longest == () != table.longest
    nested = known.assign(agency=["health", "health", "health", "council"])
    assert len(published(table, nested[["participant", "role", "agency"]], 2).rows) == 1


@pytest.mark.parametrize("name", ["words", "passages", "uncoded_words", "interview", "group"])
def test_an_attribute_named_like_a_column_of_a_table_is_counted(name):
    people = {p.id: replace(p, attributes={name: "some"}) for p in PEOPLE.values()}
    study = frames(people=people)
    table = count_uncoded(study, WORDS, f"{name} (person)")

    assert name not in study.attributes
    assert table.rows.set_index(f"{name} (person)").loc["some", "participants"] > 0
    assert int(table.rows["words"].sum()) == 28


def test_words_are_counted_as_they_stand():
    assert word_counts([("T", 0, 9), ("T", 9, 10)], {"T": "One two, \n three"}).tolist() == [2, 0]


def test_an_interview_read_before_a_code_was_added_is_to_be_read_again():
    added = {"1": "2026-01-01", "2": "2026-03-01", "3": "2026-05-01"}
    read = {"T1": "2026-02-01", "T2": "2026-04-01", "T3": "2026-06-01", "gone": "2026-01-02"}

    found = to_reread(read, added, {f"T{n}": f"Talk {n}" for n in (1, 2, 3)}, ["1", "2", "3"])

    assert [(one.transcript, one.codes) for one in found] == [("T1", ("2", "3")), ("T2", ("3",))]


TEXT = "Ann: one two three four five six seven eight nine ten eleven twelve thirteen"


def test_marks_lie_where_their_words_are():
    cut = TEXT.index("eight")
    segments = [("T1", 5, cut, "Ann"), ("T1", cut, len(TEXT), "Ann")]
    start = TEXT.index("three")
    made = coding("c", "T1", start, start + 10, "1.b", direction=Direction.ABSENT)
    study = frames([made], speakers=SPEAKERS[:1], segments=segments)
    [strip] = draw_portrait(study, BOOK, {"T1": TEXT}).strips

    [mark] = strip.marks
    assert (mark.start, mark.end, mark.indicator, mark.code) == (3, 5, "1", "1.b")
    assert mark.direction is Direction.ABSENT
    assert strip.words == 14
    assert strip.uncoded == ((8, 14),)


def test_a_coding_over_two_passages_is_one_mark():
    [strip] = draw_portrait(frames(), BOOK, {"T2": "word " * 20}).strips

    assert [mark.coding for mark in strip.marks] == ["c7"]


def test_what_leaves_names_nobody():
    texts = dict.fromkeys(("T1", "T2", "T4", "T5"), "word " * 20)
    drawn = draw_portrait(frames(), BOOK, texts)

    one, again, other = (nameless(drawn, salt) for salt in ("a", "a", "b"))

    assert one == again
    assert {len(s.marks) for s in one.strips} == {len(s.marks) for s in drawn.strips}
    assert [len(s.marks) for s in one.strips] != [len(s.marks) for s in other.strips]
    assert [strip.title for strip in one.strips] == [f"Interview {n}" for n in range(1, 5)]
    assert not [m for s in one.strips for m in s.marks if m.coding or m.code != m.indicator]
    assert not any("Talk" in strip.title or strip.transcript in texts for strip in one.strips)


@pytest.mark.parametrize("text", ["", "   \n "])
def test_a_text_without_words_has_no_length(text):
    [strip] = draw_portrait(frames([]), BOOK, {"T5": text}).strips

    assert strip.words == 0
    assert strip.marks == ()
