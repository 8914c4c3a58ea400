"""Phrases are found by their lemmas, with the offsets of the text as it is written."""

import pytest

from qualcode.model import Span
from qualcode.text.phrases import PhraseFinder


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
