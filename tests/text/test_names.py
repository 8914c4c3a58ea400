"""Finding names: invented sentences, each beside one in which nothing may be found."""

from __future__ import annotations

import socket
from itertools import pairwise

import pytest

from qualcode.text import names_numbers
from qualcode.text.names import KINDS, find_names
from qualcode.text.names_model import _loaded
from qualcode.text.names_numbers import nhs_valid, numbers
from qualcode.text.names_places_of import places_of, same_name
from qualcode.text.names_plain import plain_names
from tests.soon import soon


def said(text, known=(), **named):
    """(words, kind) of what is found."""
    return [(text[f.start : f.end], f.kind) for f in find_names(text, known, **named)]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("I rang Keith about it.", "Keith", "person"),
        ("Then nkechi came in with her mum.", "nkechi", "person"),
        ("It was Mrs Ahmed who said so.", "Mrs Ahmed", "person"),
        ("We asked dr o'brien for a letter.", "dr o'brien", "person"),
        ("She met Agnieszka Kowalczyk there.", "Agnieszka Kowalczyk", "person"),
        ("Nobody had told Siân’s gran.", "Siân", "person"),
        ("Her name's Thuy, she is four.", "Thuy", "person"),
        ("I was with Grace Okafor all day.", "Grace Okafor", "person"),
        ("They live in Skelborough now.", "Skelborough", "place"),
        ("They moved to Hartlepool in spring.", "Hartlepool", "place"),
        ("He goes to St Brannoc’s Primary.", "St Brannoc’s Primary", "school"),
        ("She is at the Fernhollow Children’s Centre.", "Fernhollow Children’s Centre", "school"),
        ("I rang Thornley Road Surgery.", "Thornley Road Surgery", "organisation"),
        ("The flat is at 14 Birchwell Close.", "14 Birchwell Close", "address"),
        ("Write to j.okafor@northshire.example today.", "j.okafor@northshire.example", "email"),
        ("My mobile is 07700 900123, ring me.", "07700 900123", "phone"),
        ("It was oh seven seven double oh, nine one two.",
         "oh seven seven double oh, nine one two", "phone"),
        ("Her NHS number is 999 123 4560, I think.", "999 123 4560", "nhs number"),
        ("His NI number, QQ 12 34 56 C, was wrong.", "QQ 12 34 56 C", "ni number"),
        ("It is NE1 4LP, by the river.", "NE1 4LP", "postcode"),
        ("He was born on the 3rd of March 2014.", "the 3rd of March 2014", "date of birth"),
        ("Her dob is 12/03/14.", "12/03/14", "date of birth"),
        ("The case number is NSH/2019/00432.", "NSH/2019/00432", "case reference"),
        ("It is on Mosaic, ID 1184420.", "1184420", "case reference"),
        ("His car, AB12 CDE, was outside.", "AB12 CDE", "vehicle"),
    ],
)  # fmt: skip
def test_a_name_or_number_is_found_with_its_kind(text, words, kind):
    assert (words, kind) in said(text)
    assert kind in KINDS


@pytest.mark.parametrize(
    "text",
    [
        "We rang the LADO and the MASH on Tuesday, and CAMHS in May.",
        "P07: I hope so. Will you come? By the grace of God.",
        "Interviewer: What does Ofsted say about Signs of Safety?",
        "INT: Is the EHCP with the SENCO or the Virtual School?",
        "The Social Worker and the Health Visitor came to the Primary School.",
        "Section 47 took 15 working days, in 2019 and 2020, at 10:30.",
        "I may go to the bank, mark my words, and the rose is red.",
    ],
)
def test_words_of_the_job_and_ordinary_words_are_no_names(text):
    assert said(text) == []


def test_a_name_found_once_is_found_in_every_form():
    text = (
        "P07: I rang Nkechi Okafor. Then nkechi’s mum came, and OKAFOR was on the form.\n"
        "P07: Nke-\nchi herself said so; Nkecki, I wrote once by mistake.\n"
    )
    found = [words for words, kind in said(text) if kind == "person"]
    assert found == ["Nkechi Okafor", "nkechi", "OKAFOR", "Nke-\nchi", "Nkecki"]
    rare = "P07: I rang Tamsella. Then tamsella went, she said."
    assert [words for words, _ in said(rare)] == ["Tamsella", "tamsella"]
    assert [words for words, _ in said(rare, everywhere=False)] == ["Tamsella"]


def test_a_name_that_is_an_ordinary_word_is_ambiguous_unless_a_surname_follows():
    found = {f.start: f for f in find_names("We saw Grace there, and Hope Adeyemi was with her.")}
    [grace, hope] = [found[key] for key in sorted(found)]
    assert grace.ambiguous
    assert not hope.ambiguous


def test_people_known_before_are_found_in_every_form_and_their_list_is_named():
    text = "P01: That was ottoline’s idea; ottolin signed, and brackwater too."
    assert said(text) == []
    found = find_names(text, ["Ottoline Brackwater"])
    assert ("ottoline", "people list") in {(text[f.start : f.end], f.by) for f in found}
    assert {text[f.start : f.end] for f in found} == {"ottoline", "ottolin", "brackwater"}


def test_speakers_labels_that_are_names_are_found_and_others_are_not():
    text = "Farzana: I see.\nINT: And then?\nFarzana: Then nothing.\nINT: Thank you.\n"
    assert said(text) == [("Farzana", "person"), ("Farzana", "person")]


def test_finds_do_not_overlap_and_lie_within_the_text():
    text = (
        "Mrs Grace Adeyemi-Okafor of 3 Hartwell Road, NE1 4LP, born 3/4/2015, rang 0191 496 0123."
    )
    found = find_names(text)
    assert len(found) >= 4
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= f.start < f.end <= len(text) for f in found)


def test_no_connection_is_opened_and_the_model_is_loaded_once(monkeypatch):
    def refuse(*given, **named):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    before = _loaded.cache_info().misses
    find_names("Somebody new, Tamsin Harcastle, wrote to tamsin@northshire.example of NE1 4LP.")
    find_names("And somebody else, Ruqayyah, rang.")
    assert _loaded.cache_info().misses == max(before, 1)
    with pytest.raises(AssertionError, match="connection"):
        socket.create_connection(("127.0.0.1", 9))


def test_eight_thousand_words_take_a_few_seconds():
    line = "P{n}: I rang the desk about number {n} and Keith said wait till the meeting ends.\n\n"
    text = "".join(line.format(n=n) for n in range(560))
    assert len(text.split()) > 8000
    with soon(5):
        find_names(text)


def test_the_check_digit_of_an_nhs_number():
    assert nhs_valid("9434765919")
    assert not nhs_valid("9434765918")
    right, wrong = numbers("It says 943 476 5919."), numbers("It says 943 476 5918.")
    assert [(f.kind, f.sure) for f in right] == [("nhs number", True)]
    assert [(f.kind, f.sure) for f in wrong] == [("nhs number", False)]
    assert numbers("It says 943 people.") == []


def test_a_name_is_looked_for_without_other_people_of_it():
    text = (
        "Keith Barnes rang. Sheila Barnes did not. keith did, Mr Barnes too. Keith Moss was away."
    )
    found = [
        (text[f.start : f.end], f.ambiguous) for f in places_of(text, ["Keith Barnes"], "person")
    ]
    sure = [words for words, doubt in found if not doubt]
    assert sure == ["Keith Barnes", "keith"]
    assert {"Mr Barnes", "Keith", "Barnes"} <= {words for words, doubt in found if doubt}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Kate", "Katherine Okafor", True),
        ("Mr Barnes", "Keith Barnes", True),
        ("Keith Barnes", "Sheila Barnes", False),
        ("Keith", "Kate", False),
    ],
)
def test_whether_two_names_may_be_one_person(one, other, same):
    assert same_name(one, other) is same


def test_a_quick_look_finds_names_in_many_texts_and_passes_over_brackets():
    texts = ["I rang Nkechi.", "And then nothing.", "So [the nurse Keith] came to NE1 4LP, in May."]
    assert plain_names(texts) == {("NE1 4LP", "postcode"): 1, ("Nkechi", "person"): 1}
    assert plain_names(["I hope so, on Tuesday, said the LADO."]) == {}


def test_the_recognisers_are_asked_only_where_letters_and_figures_meet(monkeypatch):
    def loaded():
        raise AssertionError("the recognisers were loaded")

    monkeypatch.setattr(names_numbers, "_recognisers", loaded)
    assert names_numbers._by_presidio("In 2005 we had 12 of them, and 3 more.", "UK_POSTCODE") == []
    for told in ("LS7 4QP", "AB 12 34 56 C", "ABC 123D", "AB12 CDE"):
        with pytest.raises(AssertionError):
            names_numbers._by_presidio(f"It was {told}.", "UK_NINO")
