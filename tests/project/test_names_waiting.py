"""Names nobody decided about yet, in words about to leave; and whose name is whose."""

from __future__ import annotations

import re

import pytest

from qualcode.model import Span
from qualcode.project import Project, Upload
from qualcode.project.correcting_told import told
from qualcode.project.pseudonyms_names import OtherName
from qualcode.project.pseudonyms_seen import NamesLeft

TALK = """---
participant: P01
authority: Midtown
---

Interviewer: Who helps?

P01: Denise Abara does. Grace Mbeki-Lowther came. Grace will go in the afternoon, by God's grace.

P01: There was a different Denise then, Denise Wray, who never once turned up.

P01: We met at Harbourside. Write to p.featherstonehaugh@harbourside.example for the minutes.

P01: Quillabby said so, and Quillabby wrote it down for everybody.
"""
SECOND = """---
participant: P02
---

Interviewer: And you?

Precious: I turn my chair round and Precious laughs at that. Denise always says yes.
"""


@pytest.fixture
def talk(project: Project) -> Project:
    """A study with two invented interviews."""
    files = [Upload("one.md", TALK.encode()), Upload("two.md", SECOND.encode())]
    assert not project.import_files(files).refused
    return project


def place(project: Project, words: str, id: str = "one", n: int = 0) -> Span:
    text = project.transcript(id).text
    at = [match.start() for match in re.finditer(re.escape(words), text)][n]
    return Span(at, at + len(words))


def coded(project: Project, words: str, id: str = "one") -> None:
    project.code(id, place(project, words, id), "1")


def left(project: Project) -> list[str]:
    return [one.words for one in project.residual_names()]


def test_a_name_that_waits_on_the_page_holds_the_quote_until_it_is_decided(talk, tmp_path):
    coded(talk, "Grace will go in the afternoon, by God's grace.")
    assert left(talk) == []

    talk.replace_name("one", place(talk, "Grace Mbeki-Lowther"), "health visitor")

    assert left(talk) == ["Grace"]
    with pytest.raises(NamesLeft):
        talk.export_quotes(tmp_path / "q.md", talk.quotes(), attribution="none", confirmed=True)
    talk.replace_name("one", place(talk, "Grace", n=1), "health visitor")
    assert left(talk) == []


def test_what_was_let_stand_elsewhere_does_not_let_it_leave(talk):
    talk.import_files([Upload("x.md", SECOND.replace("Precious laughs", "Grace laughs").encode())])
    talk.let_stand("x", place(talk, "Grace", "x"))
    talk.replace_name("one", place(talk, "Grace Mbeki-Lowther"), "health visitor")
    coded(talk, "Grace will go in the afternoon")

    assert left(talk) == ["Grace"]


def test_a_name_in_a_speakers_label_is_looked_for_in_what_is_said(talk):
    coded(talk, "I turn my chair round and Precious laughs", "two")

    assert left(talk) == ["Precious"]
    talk.let_stand("two", place(talk, "Precious", "two", 1))
    assert left(talk) == []


def test_a_name_within_an_address_is_not_replaced_along_and_a_cut_address_is_found(talk):
    done = talk.replace_name("one", place(talk, "Harbourside"), "place 1", kind="place")

    assert "featherstonehaugh@harbourside.example" in talk.masked_text("one")
    assert done.waiting == 1
    talk.replace_name("one", place(talk, "harbourside"), "place 1", kind="place", everywhere=False)
    coded(talk, "Write to p.featherstonehaugh@harbourside.example for the minutes")
    assert "p.featherstonehaugh@[place 1]" in left(talk)
    emails = [one.words for one in talk.propose_names("one") if one.kind == "email"]
    assert emails == ["p.featherstonehaugh@harbourside.example"]


def test_somebody_else_of_the_first_name_is_not_replaced_along_nor_given_the_words(talk):
    done = talk.replace_name("one", place(talk, "Denise Abara"), "clinic link worker")

    masked = talk.masked_text("one")
    assert "a different Denise then, Denise Wray" in masked
    assert done.waiting >= 2
    wray = [one for one in talk.propose_names("one") if one.words == "Denise Wray"]
    assert wray and all(one.instead != "clinic link worker" for one in wray)
    with pytest.raises(OtherName):
        talk.replace_name("one", place(talk, "Denise Wray"), "clinic link worker")


def test_a_surname_added_beside_a_replaced_first_name_is_told_proposed_and_found(talk):
    talk.replace_name("two", place(talk, "Denise", "two"), "team manager", everywhere=False)
    text = talk.transcript("two").text
    better = text.replace("Denise always", "Denise Quillabby always")
    file = Upload("better.md", SECOND.split("Interviewer")[0].encode() + better.encode())

    done = talk.correct_transcript("two", file, "misheard")

    assert any("perhaps a surname" in line for line in told(done, done=True))
    assert "[team manager] Quillabby always" in talk.masked_text("two")
    assert "Quillabby" in [one.words for one in talk.propose_names("two")]
    coded(talk, "Denise Quillabby always says yes", "two")
    assert "Quillabby" in left(talk)


def test_a_correction_beside_no_name_tells_of_none(talk):
    talk.replace_name("two", place(talk, "Denise", "two"), "team manager", everywhere=False)
    text = talk.transcript("two").text.replace("always says", "nearly always says")

    done = talk.correct_transcript("two", Upload("b.md", text.encode()), "misheard", dry_run=True)

    assert not any("surname" in line for line in told(done, done=False))
