"""The interviews the aid for names is measured on are sound, and stay as they were written."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

import pytest

from tests.gold.gold import DIRECT, FOLDER, KINDS, ORIGINS, interviews, read_interview

# Only a label that is wrong may be corrected; then the figures in docs/privacy.md are made anew.
FROZEN = "6b8d133d0c2629705d3fbbf29bfa744ea78384550a2dc3dd146efebfef9dbad4"
HEAD = "Invented. For this test.\npeople: Ngozi Eze = Sister Ngozi; Mr Dąbrowski\n---\n"
PHONES = r"(07700 900|01632 960|020 7946 0|029 2018 0|0191 498 0|01\d1 496 0|011\d 496 0)\d{3}"


@pytest.fixture(scope="module")
def gold():
    return interviews()


def test_the_interviews_are_those_that_were_frozen():
    files = sorted(FOLDER.iterdir())
    said = "".join(p.read_text("utf-8") for p in files)
    digest = hashlib.sha256(said.encode("utf-8")).hexdigest()

    assert digest == FROZEN


def test_there_are_at_least_40_each_of_250_to_500_words_and_each_says_it_is_invented(gold):
    lengths = {i.name: len(i.text.split()) for i in gold}

    assert len(gold) >= 40
    assert {name: n for name, n in lengths.items() if not 250 <= n <= 500} == {}
    assert all(i.about.startswith("Invented.") for i in gold)


def test_labels_lie_inside_the_text_at_whole_words_and_do_not_overlap(gold):
    for interview in gold:
        end = 0
        for label in interview.labels:
            said = interview.said(label)
            assert end <= label.start < label.end <= len(interview.text)
            assert said == said.strip()
            assert not re.search(r"\w\Z", interview.text[: label.start])
            end = label.end


def test_every_kind_and_every_origin_comes_often_enough_to_be_counted(gold):
    kinds = Counter(label.kind for i in gold for label in i.labels)
    origins = Counter(label.origin for i in gold for label in i.labels if label.kind == "person")
    files = Counter(o for i in gold for o in {label.origin for label in i.labels} if o in ORIGINS)

    assert {kind: kinds[kind] for kind in KINDS if kinds[kind] < 5} == {}
    assert sum(kinds[kind] for kind in DIRECT) >= 150
    assert {origin: origins[origin] for origin in ORIGINS if origins[origin] < 60} == {}
    assert {origin: files[origin] for origin in ORIGINS if files[origin] < 4} == {}
    assert kinds["trap"] >= 150


def test_no_sentence_of_seven_words_or_more_is_said_twice(gold):
    said = Counter(
        " ".join(sentence.split())
        for i in gold
        for sentence in re.split(r"[.?!\n]+", i.text)
        if len(sentence.split()) >= 7
    )

    assert len(said) > 700
    assert [sentence for sentence, times in said.items() if times > 1] == []


def test_no_number_can_be_a_real_persons(gold):
    """Telephone numbers kept for drama, NHS numbers kept for tests, with the check digit right."""
    said = [(label.kind, i.said(label)) for i in gold for label in i.labels]
    phones = [" ".join(words.split()) for kind, words in said if kind == "phone"]
    numbers = [re.sub(r"\s", "", words) for kind, words in said if kind == "nhs"]

    assert [phone for phone in phones if not re.fullmatch(PHONES, phone)] == []
    assert [n for n in numbers if not (n.startswith("999") and checked(n))] == []
    assert not checked("9993982597")


def checked(number: str) -> bool:
    """Whether the last digit of an NHS number is the one modulus 11 asks for."""
    total = sum(int(digit) * (10 - at) for at, digit in enumerate(number[:9]))
    return len(number) == 10 and (11 - total % 11) % 11 == int(number[9])


def test_what_is_marked_is_read_and_the_marks_are_gone():
    told = read_interview(
        "x", HEAD + "Was {Ngozi|person:west african} in {Hull|place} in {May|trap}?\n"
    )

    assert told.text == "Was Ngozi in Hull in May?\n"
    assert [(told.said(label), label.kind, label.origin) for label in told.labels] == [
        ("Ngozi", "person", "west african"),
        ("Hull", "place", ""),
        ("May", "trap", ""),
    ]


def test_a_name_is_listed_by_any_of_its_words_and_not_when_mistyped():
    told = read_interview(
        "x",
        HEAD + "{ngozi|person:west african} {Eze|person:west african}"
        " {Ngzoi|person:west african:typo} {Dąbrowska|person:polish}",
    )

    assert [told.listed(label) for label in told.labels] == [True, True, False, False]


@pytest.mark.parametrize(
    "marked",
    [
        "People said {Hull|place}.",
        HEAD,
        HEAD + "In {Hull|town}.",
        HEAD + "With {Ann|person}.",
        HEAD + "With {Ann|person:martian}.",
        HEAD + "In {Hull|place:english}.",
        HEAD + "In {Hull|place.",
    ],
    ids=["no head", "no talk", "kind", "no origin", "origin", "origin of a town", "left open"],
)
def test_a_faulty_file_is_refused(marked):
    with pytest.raises(ValueError, match="x: "):
        read_interview("x", marked)
