"""What is proposed beyond lists and shapes: talk without capitals, numbers read out, capitals."""

from __future__ import annotations

import pytest

from qualcode.text.names import find_names
from qualcode.text.names_given import GIVEN, WORDLIKE
from qualcode.text.names_model import CAPITALS, TALK, in_dictionary
from qualcode.text.names_numbers import numbers
from qualcode.text.names_surnames import SURNAMES


def said(text, known=()):
    return [text[f.start : f.end] for f in find_names(text, known)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("It is LCS 204418, I think.", "LCS 204418"),
        ("The ref is CP/2023/118.", "CP/2023/118"),
        ("Case number 10432-7 was closed.", "10432-7"),
        ("The 47 was 2231, I have it here.", "2231"),
        ("It is case four four one two, he said.", "four four one two"),
        ("The ref was ls dash two two dash oh nine.", "ls dash two two dash oh nine"),
        ("The court has ZE23C00412 for it.", "ZE23C00412"),
        ("Her UPN, H801200001019, is on it.", "H801200001019"),
        ("The log was 118 of 4 May, at night.", "118 of 4 May"),
        ("4471 was the case number.", "4471"),
        ("And 5 5 0 2 1 is the new one.", "5 5 0 2 1"),
        ("It is N E eight nine Z X, all said.", "N E eight nine Z X"),
        ("Her number is 999.417.1120 here.", "999.417.1120"),
        ("She was born on the twelfth of the fourth, ninety-one.",
         "the twelfth of the fourth, ninety-one"),
        ("He was born in March 2014, up north.", "March 2014"),
        ("Their birthday is 6/3.", "6/3"),
        ("Write to k dot moss at quickpost dot example.", "k dot moss at quickpost dot example"),
        ("She is kaylz_04 there.", "kaylz_04"),
    ],
)  # fmt: skip
def test_numbers_are_found_in_the_forms_people_give_them(text, number):
    assert number in [text[f.start : f.end] for f in numbers(text)]


@pytest.mark.parametrize(
    "text",
    [
        "It cost £12,500 in 2019, and 3,400 in 2020-21, for 45 of them.",
        "One or two came, then three more, at ten past four.",
        "The case took 18 weeks, and file after file went out in 2016/17.",
        "In the first of May we were 12, by the second of June 9.",
        "Since mid-2019 the post-2010 rules are pre-2014 again.",
    ],
)
def test_money_years_and_counts_are_no_numbers_of_anybody(text):
    assert numbers(text) == []


def test_talk_without_capitals_is_read_as_if_names_had_them():
    text = (
        "INT: so what happened\n\nP03: well we had tamsella first and her sister siu ling she"
        " was at st brannocs and mum hue lived on pellworth road in skelborough"
        " dunno why innit and the social worker came"
    )
    found = said(text)
    assert found == ["tamsella", "siu ling", "st brannocs", "hue", "pellworth road", "skelborough"]


def test_talk_without_capitals_that_names_nobody_yields_nothing():
    text = (
        "INT: so what happened\n\nP03: well dunno we was gonna wait for the health visitor cos she"
        " was on leave and i hope the family hub will mark it or i may just ring the school innit"
    )
    assert said(text) == []


def test_people_on_the_list_are_found_where_their_name_is_a_word_of_everyday_talk():
    text = (
        "INT: who was there\n\nP03: only grace and an. so grace rang and meilings mum came"
        " but we had the grace to wait"
    )
    found = said(text, ["Grace Vo", "An Vo", "Mei Ling Vo"])
    assert found == ["grace", "an", "grace", "meilings"]
    known = {f.start: f for f in find_names(text, ["Grace Vo"]) if f.by == "people list"}
    assert known
    assert all(one.ambiguous for one in known.values())


def test_a_name_known_is_found_in_one_word_or_two_with_its_initials():
    text = "P03: We met Annemarie, then O Dowd, and K.P. wrote. KP: Yes."
    found = said(text, ["Anne-Marie O'Dowd", "Kayleigh Prentice"])
    assert found == ["Annemarie", "O Dowd", "K.P"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We met at Second Chapter, by the river.", ["Second Chapter"]),
        ("She went to St Brannoc's with us.", ["St Brannoc's"]),
        ("He was at Our Lady of Lourdes then.", ["Our Lady of Lourdes"]),
        ("It was Auntie Sau who rang.", ["Sau"]),
        ("Then Big Dave came along.", ["Big Dave"]),
        ("I asked Li Na about it.", ["Li Na"]),
        ("She sat there. Mercy, her sister, cried.", ["Mercy"]),
        ("We took the child to Reading last year.", ["Reading"]),
    ],
)
def test_a_capital_within_a_sentence_tells_of_a_name(text, names):
    assert said(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "We had a Child Protection Conference and a Core Group in the Family Court.",
        "The Independent Reviewing Officer read the Personal Education Plan, and Working Together.",
        "There was a Legal Planning Meeting, then a Supervision Order, then Universal Credit.",
        "I said so. So we went. To do that takes time. My heart sank. An hour it took.",
    ],
)
def test_the_capitals_of_papers_and_posts_are_no_names(text):
    assert said(text) == []


def test_a_find_taken_in_part_by_a_longer_one_leaves_no_half_of_a_name_standing():
    text = "I rang Keith at the Keith Oldbarrow Centre. Ask Keith Oldbarrow of Oldbarrow Road."
    covered = {at for f in find_names(text, ["Keith Oldbarrow"]) for at in range(f.start, f.end)}
    for name in ("Keith", "Oldbarrow"):
        at = -1
        while (at := text.find(name, at + 1)) >= 0:
            assert set(range(at, at + len(name))) <= covered


def test_a_blank_left_out_after_a_full_stop_and_accents_by_themselves_hide_no_name():
    assert said("He rang Keith.Then he left.") == ["Keith"]
    decomposed = "So it was Sia\u0302n who had it."
    assert said(decomposed) == ["Sia\u0302n"]


def test_the_lists_of_words_hold_single_words_and_no_names_the_aid_knows():
    capitals, talk = (path.read_text("utf-8").split() for path in (CAPITALS, TALK))
    assert len(capitals) > 5000
    assert len(talk) > 1500
    assert all(word.isalpha() and word.islower() for word in (*capitals, *talk))
    assert not set(capitals) & WORDLIKE
    assert not set(talk) & (GIVEN | SURNAMES)
    assert not in_dictionary("karen")
    assert in_dictionary("kettle")
