"""Whose name is whose: what is asked, what waits, and what is shown before it is replaced."""

from __future__ import annotations

import re

import pytest

from qualcode.errors import Refused
from qualcode.model import Span
from qualcode.project import Project, Upload
from qualcode.project.pseudonyms_names import OtherName

HEAD = "---\nparticipant: {}\nauthority: Midtown\n---\n\nInterviewer: Who helps?\n\n"
ONE = """P01: Keith does. Keith Tarrowby, I mean, and all say Kezza. In May, May Rowbotham came.

P01: Denise Abara came too. Denise is kind. We met at Harbourside, in the Harbourside Children's
Centre, and bex from the nursery wrote the case ABARA/04/1187 down. Bex laughed.
"""
TWO = """P02: Denise always says yes. bex said so.

P02: I saw it myself at Harbourside.
"""
THREE = "P03: Denise Wray said no, and Denise never changed her mind.\n"


@pytest.fixture
def talk(project: Project) -> Project:
    """A study with three invented interviews."""
    texts = {"one": ("P01", ONE), "two": ("P02", TWO), "three": ("P03", THREE)}
    files = [
        Upload(f"{id}.md", (HEAD.format(who) + said).encode()) for id, (who, said) in texts.items()
    ]
    assert not project.import_files(files).refused
    return project


def place(project: Project, words: str, id: str = "one", n: int = 0) -> Span:
    text = project.transcript(id).text
    at = [match.start() for match in re.finditer(re.escape(words), text)][n]
    return Span(at, at + len(words))


def words(project: Project) -> list[tuple[str, int]]:
    return sorted((one.instead, one.places) for one in project.pseudonyms())


def proposed(project: Project, said: str, id: str = "one"):
    return next(one for one in project.propose_names(id) if one.words == said)


def test_a_whole_name_is_proposed_its_first_name_s_words_and_it_is_asked(talk):
    first = proposed(talk, "Keith")
    assert proposed(talk, "Keith Tarrowby").instead == first.instead and not first.like
    talk.replace_name("one", first.span, first.instead)
    whole = proposed(talk, "Keith Tarrowby")

    assert (whole.instead, whole.like) == (first.instead, True)
    assert not proposed(talk, "Kezza").like
    with pytest.raises(OtherName, match="like this one") as refused:
        talk.replace_name("one", whole.span, "service manager")
    assert (refused.value.held, refused.value.free) == (False, "service manager")
    assert words(talk) == [(first.instead, 1)]


@pytest.mark.parametrize(
    ("same", "then"),
    [(True, [("service manager", 2)]), (False, [("person 1", 1), ("service manager", 1)])],
)
def test_the_answer_makes_one_person_or_two(talk, same, then):
    talk.replace_name("one", place(talk, "Keith"), "person 1")
    talk.replace_name("one", place(talk, "Keith Tarrowby"), "service manager", same=same)

    assert words(talk) == then


def test_words_of_another_name_are_given_only_when_said_so_and_a_free_number_is_offered(talk):
    talk.replace_name("one", place(talk, "Keith Tarrowby"), "team manager")
    talk.replace_name("one", place(talk, "Denise Abara"), "team manager 2")
    for same in (None, False):
        with pytest.raises(OtherName) as refused:
            talk.replace_name("one", place(talk, "Kezza"), "team manager", same=same)
        assert (refused.value.held, refused.value.free) == (True, "team manager 3")

    talk.replace_name("one", place(talk, "Kezza"), "team manager", same=True)
    assert ("team manager", 3) in words(talk)


def test_the_same_first_name_elsewhere_waits_where_nothing_says_whose_it_is(talk):
    done = talk.replace_name("one", place(talk, "Denise Abara"), "link worker")

    assert "[link worker] is kind" in talk.masked_text("one")
    assert "P02: Denise always" in talk.masked_text("two")
    assert "Denise Wray said no, and Denise never" in talk.masked_text("three")
    assert done.waiting == 4  # one, two in the third interview, and the number of the case
    with pytest.raises(OtherName):
        talk.replace_name("three", place(talk, "Denise Wray", "three"), "link worker")
    talk.replace_name("three", place(talk, "Denise Wray", "three"), "link worker 2")
    alone = proposed(talk, "Denise", "two")
    assert alone.ambiguous and {alone.instead, *alone.others} == {"link worker", "link worker 2"}


def test_with_one_of_the_name_in_the_study_nothing_waits(talk):
    talk.remove_transcript("three")
    talk.replace_name("one", place(talk, "Denise Abara"), "link worker")

    assert "[link worker] always says yes" in talk.masked_text("two")


def test_nothing_is_replaced_within_a_body_or_a_number_and_it_is_proposed_whole(talk):
    done = talk.replace_name("one", place(talk, "Harbourside"), "place 1", kind="place")

    assert "at [place 1], in the Harbourside Children's\nCentre" in talk.masked_text("one")
    assert "at [place 1]." in talk.masked_text("two")
    assert done.waiting == 1
    assert any(one.words.startswith("Harbourside Ch") for one in talk.propose_names("one"))
    talk.replace_name("one", place(talk, "Denise Abara"), "link worker")
    assert "ABARA/04/1187" in talk.masked_text("one")


def test_a_name_given_by_hand_shows_its_places_and_an_ordinary_word_waits_at_each(talk):
    may = talk.find_name("one", "May")
    assert [one.ambiguous for one in may] == [True, True]
    assert may[0].lead.endswith("In ") and may[1].rest.startswith(" Rowbotham")
    assert [one.ambiguous for one in talk.find_name("one", "bex")] == [False]
    # The same first name as somebody else's, or within a longer name.
    assert [one.ambiguous for one in talk.find_name("three", "Denise")] == [True, True]
    here = talk.find_name("one", "Harbourside", kind="place")
    assert [one.ambiguous for one in here] == [False, True]
    for missing in ("Nobody Such", ""):
        with pytest.raises(Refused, match="do not stand in the interview"):
            talk.find_name("one", missing)
    assert talk.pseudonyms() == []


def test_what_would_be_replaced_is_counted_and_nothing_is(talk):
    told = talk.replace_name("one", place(talk, "bex"), "nursery nurse", dry_run=True)

    assert (told.places, told.transcripts) == (3, 2)
    assert talk.pseudonyms() == []
    assert talk.replace_name("one", place(talk, "bex"), "nursery nurse") == told


def test_a_place_the_aid_does_not_know_is_proposed_once_it_was_replaced_somewhere(talk):
    before = [one.words for one in talk.propose_names("one")]
    talk.replace_name("one", place(talk, "nursery"), "place 9", kind="place", everywhere=False)
    text = talk.transcript("two").text.replace("bex said", "The nursery said")
    talk.correct_transcript("two", Upload("two.md", text.encode()), "misheard")

    assert "nursery" not in before
    assert proposed(talk, "nursery", "two").instead == "place 9"


def test_a_first_name_and_a_surname_replaced_one_by_one_leave_as_one(talk):
    first, last = place(talk, "May Rowbotham"), place(talk, "Rowbotham")
    talk.replace_name("one", Span(first.start, first.start + 3), "manager", everywhere=False)
    talk.replace_name("one", last, "manager", everywhere=False, same=True)
    talk.code("one", place(talk, "In May, May Rowbotham came."), "1")

    assert "In May, [manager] came." in talk.masked_text("one")
    [quote] = talk.edited_quotes(talk.quotes())
    assert quote.words == "In May, [manager] came."


def test_two_people_of_one_name_keep_their_words_when_one_gets_others(talk):
    talk.replace_name("two", place(talk, "Denise", "two"), "trainer", everywhere=False)
    talk.replace_name("three", place(talk, "Denise never", "three"), "nurse", everywhere=False)
    with pytest.raises(OtherName):
        talk.replace_name("one", place(talk, "Denise is"), "chair")
    talk.replace_name("one", place(talk, "Denise is"), "chair", same=False)

    assert [one for one, _ in words(talk)] == ["chair", "nurse", "trainer"]
