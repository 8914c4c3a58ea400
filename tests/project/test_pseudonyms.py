"""Names replaced as a layer: places, consistency, what waits, and the names key."""

from __future__ import annotations

import shutil

import pytest

from qualcode.errors import Refused, UnknownItem, UnreadableFile
from qualcode.model import CoderRole, Span
from qualcode.project import Project
from qualcode.project.pseudonyms_seen import NamesLeft
from tests.dump import dump

PASSPHRASE = "otter lantern seventeen marsh"
ONE = """---
participant: P01
role: Social worker
authority: Midtown
---

Interviewer: Who do you ring?

P01: Keith Barnes, mostly. keith knows everybody, and Keith’s desk is next to mine.

P01: Grace sat in too. By God’s grace it went well. Sheila Barnes was away.
"""
TWO = """---
participant: P02
role: Health visitor
authority: Midtown
---

Interviewer: And you?

P02: I ring Mr Barnes at St Brannoc’s Primary, or Nkechi. Ke-
ith said to.
"""


@pytest.fixture
def two(project, tmp_path):
    """A study with two invented interviews."""
    files = []
    for name, text in (("one", ONE), ("two", TWO)):
        files.append(tmp_path / f"{name}.md")
        files[-1].write_text(text, encoding="utf-8")
    assert not project.import_files(files).refused
    return project


def place(project, id, words):
    at = project.transcript(id).text.index(words)
    return Span(at, at + len(words))


def test_a_name_is_replaced_in_every_form_in_every_interview_and_the_text_stays(two):
    texts = {id: two.transcript(id).text for id in ("one", "two")}
    done = two.replace_name("one", place(two, "one", "Keith Barnes"), "[team manager]")

    assert "[team manager], mostly. [team manager] knows" in two.masked_text("one")
    assert "[team manager]’s desk" in two.masked_text("one")
    assert "[team manager] said to" in two.masked_text("two")
    # Another person of the surname, and a title nobody gave him, wait for a look.
    assert "Sheila Barnes" in two.masked_text("one")
    assert "Mr Barnes" in two.masked_text("two")
    assert (done.places, done.transcripts, done.waiting) == (4, 2, 2)
    assert {id: two.transcript(id).text for id in texts} == texts


def test_an_ordinary_word_is_never_replaced_without_a_click(two):
    done = two.replace_name("one", place(two, "one", "Grace sat"), "x y", everywhere=False)
    two.undo_replacement(two.names_of("one")[0].id)
    grace = place(two, "one", "Grace")
    done = two.replace_name("one", grace, "trainer")
    assert (done.places, done.waiting) == (1, 1)
    assert "By God’s grace it" in two.masked_text("one")


def test_proposals_stand_in_their_context_with_words_that_stay_the_same(two):
    found = {one.words: one for one in two.propose_names("one")}
    assert found["Keith Barnes"].instead == found["keith"].instead == "person 1"
    assert found["Sheila Barnes"].instead != "person 1"
    assert found["Grace"].ambiguous
    assert found["Keith Barnes"].lead.endswith("P01: ")
    assert found["Keith Barnes"].rest.startswith(", mostly")
    assert two.names_of("one") == []

    two.replace_name("one", found["Keith Barnes"].span, "team manager")
    later = {one.words: one.instead for one in two.propose_names("two")}
    assert later["Mr Barnes"] == "team manager"
    assert later["St Brannoc’s Primary"] == "school 1"
    assert "Keith Barnes" not in {one.words for one in two.propose_names("one")}


def test_the_same_person_gets_the_same_words_and_two_people_never_share_one(two):
    two.replace_name("one", place(two, "one", "Keith Barnes"), "team manager")
    with pytest.raises(Refused, match="stands for another name already"):
        two.replace_name("two", place(two, "two", "Nkechi"), "Team manager")
    two.replace_name("two", place(two, "two", "Mr Barnes"), "team manager", same=True)
    [one] = two.pseudonyms()
    assert (one.instead, one.places, one.transcripts) == ("team manager", 5, 2)
    # Other words for a name that has some: all its places follow.
    two.replace_name("one", place(two, "one", "Keith Barnes"), "area manager")
    assert [p.instead for p in two.pseudonyms()] == ["area manager"]
    assert "team manager" not in two.masked_text("two")


def test_somebody_else_of_the_name_is_replaced_in_one_place_only(two):
    two.replace_name("one", place(two, "one", "Keith Barnes"), "team manager", everywhere=False)
    assert "keith knows" in two.masked_text("one")
    assert len(two.names_of("one")) == 1


def test_what_is_let_stand_is_not_proposed_again(two):
    span = place(two, "one", "Sheila Barnes")
    assert two.let_stand("one", span, everywhere=True).places == 1
    assert "Sheila Barnes" not in {one.words for one in two.propose_names("one")}
    assert "Sheila Barnes" in two.masked_text("one")
    [decided] = two.names_of("one")
    two.undo_replacement(decided.id)
    assert "Sheila Barnes" in {one.words for one in two.propose_names("one")}
    with pytest.raises(UnknownItem):
        two.undo_replacement(decided.id)


def test_codings_and_quotes_stay_and_what_leaves_has_the_words(two):
    text = two.transcript("one").text
    at = text.index("Keith Barnes")
    span = Span(at, text.index("mine.") + 5)
    coding = two.code("one", span, "1.a")
    two.replace_name("one", place(two, "one", "Keith Barnes"), "team manager")

    [stands] = two.codings()
    assert (stands.id, stands.span, stands.quote) == (coding.id, span, text[span.start : span.end])
    [quote] = two.edited_quotes(two.quotes())
    assert quote.words.startswith("[team manager], mostly. [team manager] knows")
    assert quote.as_said == stands.quote
    # Edits of the quote stand beside it, and to clear them lets no name out.
    two.edit_quote(coding.id, cuts=[Span(14, 20)])
    two.clear_quote_edit(coding.id)
    [quote] = two.edited_quotes(two.quotes())
    assert "eith" not in quote.words


def test_taken_back_everything_is_as_it_was_before(two):
    text = two.transcript("one").text
    two.code("one", place(two, "one", "keith knows everybody"), "1.a")
    before = dump(two.store)
    two.replace_name("one", place(two, "one", "Keith Barnes"), "team manager")
    assert dump(two.store)["replacement"]
    two.undo_replacement(two.names_of("one")[0].id, everywhere=True)

    after = dump(two.store)
    for table in ("replacement", "coding", "transcript", "segment", "kept"):
        assert after[table] == before[table]
    assert two.masked_text("one") == text


def test_acts_are_recorded_in_numbers_only(two):
    two.replace_name("one", place(two, "one", "Keith Barnes"), "team manager")
    two.let_stand("one", place(two, "one", "Sheila Barnes"))
    told = str(dump(two.store)["event"])
    assert "replace names" in told and "let names stand" in told
    assert "Keith" not in told and "Sheila" not in told and "team manager" not in told
    words = " ".join(one.words for one in two.audit())
    assert "replaced a name in Interview 1" in words


@pytest.mark.parametrize("instead", ["", "  ", "two\nlines", "a [b] c", "x" * 300])
def test_words_that_cannot_stand_in_brackets_are_refused(two, instead):
    before = dump(two.store)
    with pytest.raises(Refused):
        two.replace_name("one", place(two, "one", "Keith Barnes"), instead)
    assert dump(two.store) == before


def test_mentors_replace_no_names_and_read_none(two):
    two.add_coder("Margaret", CoderRole.MENTOR)
    mentor = two.acting_as("Margaret")
    coding = two.code("one", place(two, "one", "keith knows everybody"), "1.a")
    two.replace_name("one", place(two, "one", "Keith Barnes"), "team manager")
    context = mentor.in_context(coding.id)
    assert context.quote == "[team manager] knows everybody"
    assert "eith" not in context.lead + context.rest
    assert two.in_context(coding.id).quote == "keith knows everybody"
    for verb in (mentor.propose_names, mentor.names_of, mentor.masked_text):
        with pytest.raises(Refused, match="mentor"):
            verb("one")


def test_a_file_waits_while_its_words_look_like_names(two):
    two.code("one", place(two, "one", "Sheila Barnes was away"), "1.a")
    quotes = two.quotes()
    with pytest.raises(NamesLeft, match="1 of the words or numbers") as waits:
        two.quotes_file(quotes, ".md", attribution="none", confirmed=True)
    assert "Sheila" not in str(waits.value)
    assert [one.words for one in waits.value.found] == ["Sheila Barnes"]
    assert [one.words for one in two.residual_names()] == ["Sheila Barnes"]

    assert two.confirm_names(["Sheila Barnes"]) == 1
    assert b"Sheila" in two.quotes_file(quotes, ".md", attribution="none", confirmed=True)
    assert "Sheila" not in str(dump(two.store)["kept"]) + str(dump(two.store)["event"])
    # A word nobody confirmed yet makes it wait again.
    two.code("two", place(two, "two", "or Nkechi"), "1.a")
    with pytest.raises(NamesLeft):
        two.quotes_file(two.quotes(), ".md", attribution="none", confirmed=True)
    two.replace_name("two", place(two, "two", "Nkechi"), "family worker")
    assert two.residual_names() == []


def test_for_one_command_a_researcher_lets_names_leave_and_it_is_recorded(two):
    two.code("one", place(two, "one", "Sheila Barnes was away"), "1.a")
    two.names_seen = True
    assert two.quotes_file(two.quotes(), ".md", attribution="none", confirmed=True)
    assert "confirm names" in str(dump(two.store)["event"])


def test_the_names_key_tells_who_is_meant_and_the_study_never_holds_it(two, tmp_path):
    file = tmp_path / "study.names"
    with pytest.raises(Refused, match="No name is replaced yet"):
        two.keep_names_key(file, PASSPHRASE)
    two.replace_name("one", place(two, "one", "Keith Barnes"), "team manager")
    before = dump(two.store)
    assert two.keep_names_key(file, PASSPHRASE) == 1
    assert b"Keith" not in file.read_bytes()
    after = dump(two.store)
    changed = [table for table in after if after[table] != before[table]]
    assert "Keith" not in str([after[table] for table in changed])

    [entry] = two.who_is_meant(file, PASSPHRASE, "[team manager]")
    assert entry.name == "Keith Barnes"
    assert "Keith Barnes" in two.named_people(file, PASSPHRASE)
    with pytest.raises(UnreadableFile):
        two.who_is_meant(file, "quite another passphrase", "team manager")
    with pytest.raises(UnknownItem):
        two.who_is_meant(file, PASSPHRASE, "school 9")
    # Without the file all else works; a second writing keeps what was in it.
    two.undo_replacement(two.names_of("one")[0].id, everywhere=True)
    two.replace_name("two", place(two, "two", "Nkechi"), "family worker")
    assert two.keep_names_key(file, PASSPHRASE) == 2
    file.unlink()
    assert "[family worker]" in two.masked_text("two")


@pytest.mark.parametrize("who", ["[team manager]", "Team Manager", "keith  barnes", "id"])
def test_somebody_is_taken_out_of_the_names_key_and_the_others_stay(two, tmp_path, who):
    file = tmp_path / "study.names"
    two.replace_name("one", place(two, "one", "Keith Barnes"), "team manager")
    two.replace_name("two", place(two, "two", "Nkechi"), "family worker")
    two.keep_names_key(file, PASSPHRASE)
    if who == "id":
        [entry] = two.who_is_meant(file, PASSPHRASE, "team manager")
        who = entry.id
    two.undo_replacement(two.names_of("one")[0].id, everywhere=True)
    with pytest.raises(UnreadableFile):
        two.forget_name(file, "quite another passphrase", who)

    assert two.forget_name(file, PASSPHRASE, who) == 1
    with pytest.raises(UnknownItem):
        two.who_is_meant(file, PASSPHRASE, "team manager")
    assert two.who_is_meant(file, PASSPHRASE, "family worker")
    # Written anew it does not come back, and the history does not say who it was.
    assert two.keep_names_key(file, PASSPHRASE) == 1
    events = str(dump(two.store)["event"])
    assert "forget name" in events and "Keith" not in events and "team manager" not in events


@pytest.mark.parametrize("who", ["", "[]", "nobody", "Kei"])
def test_nobody_is_taken_out_of_the_names_key_by_mistake(two, tmp_path, who):
    file = tmp_path / "study.names"
    two.replace_name("one", place(two, "one", "Keith Barnes"), "team manager")
    two.keep_names_key(file, PASSPHRASE)
    before = file.read_bytes()
    with pytest.raises(UnknownItem):
        two.forget_name(file, PASSPHRASE, who)
    assert file.read_bytes() == before
    two.add_coder("Maud", CoderRole.SECOND_CODER)
    with pytest.raises(Refused, match="researchers"):
        two.acting_as("Maud").forget_name(file, PASSPHRASE, "team manager")


def test_a_whole_study_leaves_with_names_replaced_unless_raw_names_are_asked_for(two):
    two.code("one", place(two, "one", "keith knows everybody"), "1.a")
    two.replace_name("one", place(two, "one", "Keith Barnes"), "team manager")
    two.replace_name("two", place(two, "two", "Mr Barnes"), "team manager", same=True)
    for id in ("one", "two"):
        for one in two.propose_names(id):
            two.let_stand(id, one.span)
    files, told = two.project_files()
    assert list(files) == ["study.qdpx"]
    assert any("replaced" in said for said in told.left_out)
    raw, _ = two.project_files(raw_names=True)
    assert set(raw) == {"study.qdpx", "study.companion.json"}
    assert "raw_names" in str(dump(two.store)["event"])


def test_names_replaced_in_another_copy_come_along_once(two, tmp_path):
    copy = tmp_path / "copy.qualcode"
    shutil.copy(two.store.place, copy)
    other = Project.open(copy, "mk")
    other.replace_name("one", place(other, "one", "Keith Barnes"), "team manager")
    other.close()
    two.let_stand("one", place(two, "one", "keith"))

    assert dict(two.merge(copy).added)["decisions about names"] == 3
    assert "[team manager], mostly. keith knows" in two.masked_text("one")
    assert two.merge(copy).nothing_new
