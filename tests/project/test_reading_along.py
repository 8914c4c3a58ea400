"""What a mentor reads: captioned, nothing withheld, nothing that tells who spoke."""

from __future__ import annotations

import dataclasses

import pytest

from qualcode.errors import UnknownCode
from qualcode.model import CoderRole, Consent
from qualcode.project import Project
from qualcode.report.quotes import Quote

MENTOR = "Margaret Osei"
BLANK = ("participant", "role", "role_name", "authority", "wave")


@pytest.fixture
def mentor(sample: Project) -> Project:
    sample.add_coder(MENTOR, CoderRole.MENTOR)
    return sample.acting_as(MENTOR)


def test_quotes_carry_the_ladders_caption_and_nothing_else_of_the_person(sample, mentor):
    found = mentor.quotes_for_reading(code="8.a")
    full = sample.captioned(sample.quotes(code="8.a"), same_words=True)

    assert [(q.words, q.attribution) for q in found] == [(q.words, q.attribution) for q in full]
    assert len(found) > 10
    for quote in found:
        assert [getattr(quote, name) for name in BLANK] == [None] * len(BLANK)
        assert (quote.transcript, quote.person, quote.withheld) == ("", -1, "")
        assert quote.title.startswith("Interview ")
    assert {q.direction for q in mentor.quotes_for_reading(direction="mixed")} == {"mixed"}
    with pytest.raises(UnknownCode):
        mentor.quotes_for_reading(code="99")


def test_words_that_may_not_be_quoted_are_not_read(sample, mentor):
    quote = sample.quotes(code="8.a")[0]
    who = next(p for p in sample.participants() if p.id == quote.participant)
    assert quote.words in [q.words for q in mentor.quotes_for_reading()]
    sample.set_participants([dataclasses.replace(who, consent=Consent.NO_QUOTE)])

    assert quote.words in [q.words for q in sample.quotes() if q.withheld]
    assert quote.words not in [q.words for q in mentor.quotes_for_reading()]
    told = mentor.in_context(quote.coding)
    assert told.withheld
    assert (told.lead, told.quote, told.rest) == ("", "", "")


def test_the_same_words_under_two_roles_name_neither(sample):
    words = "nobody at the panel could ever agree what any of the words meant"
    one = dict.fromkeys(("transcript", "title"), "t") | {"code": "8.a", "code_name": "x"}
    one |= {"direction": "present", "coder": "mk", "starred": False, "wave": None}
    first, second = (
        Quote(
            coding=f"c{n}", words=words, person=n, participant=f"P{n}",
            role=role, role_name=role, authority=None, **one,
        )
        for n, role in enumerate(("social_worker", "team_manager"))
    )  # fmt: skip
    read = sample._read_safely([first, second])

    assert [q.attribution for q in read] == ["Participant", "Participant"]


def test_themes_are_read_with_captions_and_without_notes(sample, mentor):
    theme = sample.written_themes()[0]
    sample.edit_theme(theme.id, note="Only mine.")
    read = mentor.themes_for_reading()

    assert [t.statement for t in read] == [t.statement for t in sample.written_themes()]
    assert len(read[0].quotes_for) == len(theme.evidence)
    assert "Only mine" not in repr(read)
    assert {q.participant for t in read for q in (*t.quotes_for, *t.quotes_against)} == {None}
    assert [t.withheld for t in read] == [0, 0]


def test_a_chosen_passage_that_is_withheld_is_counted_and_not_shown(sample, mentor):
    theme = sample.written_themes()[0]
    [passage, *_], _ = sample.chosen_passages(theme)
    who = next(p for p in sample.participants() if p.id == passage.quotes[0].participant)
    before = len(mentor.themes_for_reading()[0].quotes_for)
    sample.set_participants([dataclasses.replace(who, consent=Consent.NO_QUOTE)])

    read = mentor.themes_for_reading()[0]
    assert read.withheld >= 1
    assert len(read.quotes_for) + len(read.quotes_against) < before + len(theme.counter)


def test_a_glance_counts_interviews_and_codings_and_no_people(sample, mentor):
    seen = mentor.glance()

    assert (seen.interviews, seen.coded_through) == (28, 24)
    assert seen.codings == len(sample.codings())
    assert (seen.codes, seen.themes) == (32, 2)


def test_what_tables_can_compare_is_told_without_the_people(mentor):
    assert mentor.compared_by()[:2] == ["authority", "role"]
