"""Phrases are found by their lemmas, with the offsets of the text as it is written."""

import pytest

from qualcode.model import Span
from qualcode.text.phrases import PhraseFinder, measure


def hits(phrase, text):
    return [text[h.span.start : h.span.end] for h in PhraseFinder({"c": [phrase]}).find(text)]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("sharing information", "They share information daily.", "share information"),
        ("share information", "We were SHARING INFORMATION.", "SHARING INFORMATION"),
        ("team meetings", "At the team meeting we said so.", "team meeting"),
        ("team meeting", "Two team meetings a month.", "team meetings"),
        ("don't trust", "They don’t trust us.", "don’t trust"),
        ("don’t trust", "They don't trust us.", "don't trust"),
        ("know each other", "We knew each other well.", "knew each other"),
    ],
)
def test_another_form_of_the_words_is_found(phrase, text, found):
    assert hits(phrase, text) == [found]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("team meeting", "The team was meeting nobody."),
        ("trust", "The NHS entrusted us."),
        ("share information", "We share no information."),
        ("share information", ""),
    ],
)
def test_other_words_are_not_found(phrase, text):
    assert hits(phrase, text) == []


@pytest.mark.parametrize(
    "before", ["👩‍👩‍👧 🎉 ", "cafe\u0301 nai\u0308ve ", "𝒜 ", "don’t—well…\n\n"]
)
def test_offsets_hold_after_signs_of_several_code_points(before):
    text = f"{before}we share information."

    assert hits("share information", text) == ["share information"]


def test_hits_name_their_code_and_the_phrase_as_the_codebook_writes_it():
    finder = PhraseFinder({"3.b": ["Team meetings"], "5": ["meeting"]})

    found = finder.find("A team meeting.", offset=100)

    assert [(h.key, h.phrase, h.span) for h in found] == [
        ("3.b", "Team meetings", Span(102, 114)),
        ("5", "meeting", Span(107, 114)),
    ]


def test_a_phrase_of_two_codes_is_found_for_both():
    finder = PhraseFinder({"1": ["duty desk"], "2": ["duty desk"]})

    assert [h.key for h in finder.find("the duty desk")] == ["1", "2"]


def test_a_phrase_without_words_finds_nothing():
    assert PhraseFinder({"1": ["", "  "]}).find("we talk  a lot") == []


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("share* information", "We shared our information.", "shared our information"),
        (
            "share ... information",
            "We share next to no information.",
            "share next to no information",
        ),
        ("mum/mother/parent told", "The mother told us.", "mother told"),
        ("multi agency team", "A multi-agency team.", "multi-agency team"),
        ("everyone/everybody business", "It is everybody’s business.", "everybody’s business"),
        ("disclos*", "She disclosed it.", "disclosed"),
        ("co locat*", "They are co-located.", "co-located"),
    ],
)
def test_gaps_beginnings_and_choices_are_found(phrase, text, found):
    assert hits(phrase, text) == [found]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("share ... information", "We share. Then the information came."),
        ("share ... information", "We share one two three four five six information."),
        ("mum/mother told", "The father told us."),
        ("*", "Anything at all."),
        ("/", "Either/or."),
    ],
)
def test_gaps_beginnings_and_choices_end_somewhere(phrase, text):
    assert hits(phrase, text) == []


def test_absence_and_hope_are_noticed_before_and_within_a_phrase():
    finder = PhraseFinder({"5": ["share ... information"]})

    def noticed(text):
        [hit] = finder.find(text)
        return hit.negated, hit.hedged

    assert noticed("We share all information.") == (False, False)
    assert noticed("They never share information.") == (True, False)
    assert noticed("They share hardly any information.") == (True, False)
    assert noticed("We hope to share information.") == (False, True)
    assert noticed("It never rained. We share information.") == (False, False)


def test_a_phrase_is_measured_by_its_words_and_its_choices():
    assert measure("share/shared/sharing information") == (2, 1)
    assert measure("share/pass ... information/news") == (2, 4)
    assert measure("") == (0, 1)
