"""Finds that belong together, kinds told by what stands around, names within longer ones."""

from __future__ import annotations

import pytest

from qualcode.text.names import find_names
from qualcode.text.names_found import Found
from qualcode.text.names_joined import joined
from qualcode.text.names_whole import within_longer


def found(text: str, *words: tuple[str, str], by: str = "word no dictionary has") -> list[Found]:
    return [Found(text.index(said), text.index(said) + len(said), kind, by) for said, kind in words]


@pytest.mark.parametrize(
    ("text", "finds", "whole", "kind"),
    [
        ("May Quillabby’s answer was no.", [("Quillabby", "place")], "May Quillabby", "person"),
        ("So Will Tarrowby came.", [("Will", "person"), ("Tarrowby", "person")], None, "person"),
        ("It was the Tarrowbys again.", [("Tarrowbys", "place")], "Tarrowbys", "person"),
        ("He came two years ago from Netherfold.", [("Netherfold", "person")], None, "place"),
    ],
)
def test_parts_of_a_name_are_one_find_of_the_likelier_kind(text, finds, whole, kind):
    [one] = joined(text, found(text, *finds))
    assert text[one.start : one.end] == (whole or " ".join(said for said, _ in finds))
    assert one.kind == kind


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("Keith, Tarrowby rang.", [("Keith", "person"), ("Tarrowby", "person")]),
        ("I asked Keith\nTarrowby: No.", [("Keith", "person"), ("Tarrowby", "person")]),
        ("Then Keith Sheila said.", [("Keith", "person"), ("Sheila", "person")]),
        ("The Tarrowby house.", [("Tarrowby", "person")]),
    ],
)
def test_what_only_stands_near_stays_apart(text, finds):
    assert joined(text, found(text, *finds)) == found(text, *finds)


def test_a_question_about_a_town_spoken_of_elsewhere_makes_nobody_of_it():
    text = "We met in Tarrowby. Will Tarrowby pay for it?"
    made = joined(text, [*found(text, ("Tarrowby", "place")), Found(25, 33, "place", "x")])
    assert [text[one.start : one.end] for one in made] == ["Tarrowby", "Tarrowby"]


def test_a_surname_known_of_a_person_is_no_town():
    text = "In the end Quillabby signed."
    [one] = joined(text, found(text, ("Quillabby", "place")), ["Dr Ann Quillabby"])
    assert one.kind == "person"


def test_the_aid_and_the_joining_agree_on_a_whole_name():
    text = "I rang her twice. May Rowbotham’s answer was that beds were not her budget."
    assert "May Rowbotham" in [text[f.start : f.end] for f in joined(text, find_names(text))]


@pytest.mark.parametrize(
    ("text", "name", "within"),
    [
        ("Write to p.marsh@harbour.example now.", "harbour", True),
        ("See www.harbour.example for it.", "harbour", True),
        ("It is case OKONJO/04/1187 there.", "OKONJO", True),
        ("At the Harbour Children's Centre.", "Harbour", True),
        ("Down Kettlewell Road.", "Kettlewell", True),
        ("At Harbour, on the left.", "Harbour", False),
        ("Keith and/or Denise, 0161 496 0777.", "Denise", False),
        ("Keith’s Team Manager.", "Keith", False),
    ],
)
def test_a_name_within_a_longer_one_is_known(text, name, within):
    at = text.index(name)
    assert within_longer(text, at, at + len(name)) is within
