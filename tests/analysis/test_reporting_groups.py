"""Letters reported as one row: nobody and no passage is counted twice."""

from __future__ import annotations

import pytest

from qualcode.analysis.frequency import Level, at_level, count_themes
from qualcode.analysis.reporting_groups import covered, grouped
from qualcode.errors import Refused, UnknownCode
from qualcode.model import Code, Codebook
from tests.analysis import study
from tests.analysis.study import BOOK
from tests.analysis.test_frequency import counted

ONE = [("1.a", "1.b")]


def test_a_group_stands_in_the_place_of_its_first_member():
    book = grouped(BOOK, ONE)

    assert [code.id for code in book] == ["1", "1.a+1.b", "2", "2.a"]
    assert book["1.a+1.b"].name == "Shared aims; Policy" and book["1.a+1.b"].parent == "1"


def test_a_person_and_a_passage_in_both_letters_count_once():
    apart = counted(count_themes(study.frames(), BOOK, ("authority",)))
    table = counted(count_themes(study.frames(), BOOK, ("authority",), groups=ONE))

    # Ann's first words carry both letters: one person, one segment, as in each of them.
    assert apart["1.a", "Midtown"] == apart["1.b", "Midtown"] == (1, 3, 1)
    assert table["1.a+1.b", "Midtown"] == (1, 3, 1)
    assert table["1", "Midtown"] == apart["1", "Midtown"] == (1, 3, 2)
    assert ("1.a", "Midtown") not in table


def test_letters_of_two_indicators_stand_by_themselves():
    book = grouped(BOOK, [("1.a", "2.a")])
    table = counted(count_themes(study.frames(), BOOK, groups=[("1.a", "2.a")]))

    assert book["1.a+2.a"].parent is None
    # The indicators keep what their letters carry.
    assert table["1",] == counted(count_themes(study.frames(), BOOK))["1",]
    assert table["1.a+2.a",] == (3, 4, 4)


def test_an_indicator_may_be_in_a_group_with_its_letter_and_keeps_its_other_letters():
    book = grouped(BOOK, [("1", "1.a")])

    assert [(code.id, code.parent) for code in book][:2] == [("1+1.a", None), ("1.b", "1+1.a")]
    assert covered(BOOK, [("1", "1.a")])["1+1.a"] == {"1", "1.a", "1.b"}


def test_a_letter_may_be_in_two_groups():
    groups = [("1.a", "1.b"), ("1.a", "2.a")]

    assert [c.id for c in grouped(BOOK, groups)] == ["1", "1.a+1.b", "1.a+2.a", "2"]
    assert covered(BOOK, groups)["1.a+2.a"] == {"1.a", "2.a"}


def test_groups_are_letters_or_indicators_as_their_members_are():
    table = count_themes(study.frames(), BOOK, groups=ONE)

    letters = at_level(table, grouped(BOOK, ONE), Level.LETTERS)
    assert letters.rows["code"].tolist() == ["1.a+1.b", "2.a"]


def test_the_caption_names_the_groups():
    assert "each person and passage once: 1.a+1.b." in (
        count_themes(study.frames(), BOOK, groups=ONE).caption
    )


def test_one_code_or_an_unknown_one_is_no_group():
    with pytest.raises(Refused, match="at least two"):
        grouped(BOOK, [("1.a", "1.a")])
    with pytest.raises(UnknownCode, match=r"1\.z"):
        grouped(BOOK, [("1.a", "1.z")])


def test_without_groups_the_book_is_as_it_was():
    book = Codebook(codes=(Code("1", "Aims"), Code("1.a", "Goals", "1")))

    assert grouped(book, []).codes == book.codes
    assert covered(book, []) == {"1": {"1", "1.a"}, "1.a": {"1.a"}}
