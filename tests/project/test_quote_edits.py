"""Quotes edited for export: kept in versions, made wherever they leave, and nowhere else."""

from __future__ import annotations

import pytest

from qualcode.errors import Refused, UnknownItem
from qualcode.model import Span
from qualcode.model.quote_edit import found_span
from tests.project.conftest import upload

SAID = "We argue about thresholds. Nobody agrees what counts."


@pytest.fixture
def coded(project, interview, at):
    """One passage coded, and a way to code further words of the interview."""

    def code(words, code="3.b"):
        return project.code(interview, at(words), code).id

    return code


def words_of(project, ending="md"):
    return project.quotes_file(project.quotes(), ending, confirmed=True).decode("utf-8-sig")


def test_an_edited_quote_leaves_edited_in_every_table_and_document(project, coded):
    coding = coded(SAID)
    edits = project.edit_quote(
        coding,
        cuts=[found_span(SAID, "about thresholds")],
        replacements={found_span(SAID, "Nobody"): "No manager"},
    )
    assert [e.sign for e in edits] == ["[…]", "[No manager]"]
    assert project.quote_edits(coding) == edits

    left = "We argue […]. [No manager] agrees what counts."
    [quote] = project.captioned(project.quotes(), confirmed=True)
    assert (quote.words, quote.as_said, quote.edits) == (left, SAID, edits)
    for ending in ("csv", "html"):
        assert left in words_of(project, ending)
    assert r"\[…\]" in words_of(project) and "thresholds" not in words_of(project)
    assert "In 1 quote […] marks a cut" in words_of(project, "html")
    # The study itself is as it was.
    assert project.quotes()[0].words == SAID and project.coding(coding).quote == SAID


def test_edits_stand_under_every_code_and_survive_another_direction(project, coded):
    first, second = coded(SAID), coded(SAID, "5.a")
    project.edit_quote(first, replacements={found_span(SAID, "Nobody"): "No manager"})

    assert project.quote_edits(second) == project.quote_edits(first) != ()
    newer = project.change_direction(first, "mixed")
    assert project.quote_edits(newer.id) and "Nobody" not in words_of(project)


def test_a_replacement_goes_along_to_other_quotes_of_the_same_place_and_a_cut_does_not(
    project, coded
):
    coding, longer = coded(SAID), coded(f"{SAID[:26]} Nobody agrees", "5.a")
    project.edit_quote(
        coding,
        cuts=[found_span(SAID, "We argue")],
        replacements={found_span(SAID, "Nobody"): "No manager"},
    )
    [along] = project.quote_edits(longer)
    assert along.instead == "No manager"
    assert "Nobody" not in words_of(project) and "We argue about" in words_of(project)

    # What somebody decided on those words themselves counts for them.
    project.clear_quote_edit(longer)
    assert project.quote_edits(longer) == () and "Nobody agrees" in words_of(project)

    # What is taken out later comes along again.
    project.edit_quote(coding, replacements={found_span(SAID, "agrees"): "is sure"})
    assert [e.instead for e in project.quote_edits(longer)] == ["is sure"]


def test_a_replacement_comes_to_a_quote_with_edits_of_its_own(project, coded):
    coding, longer = coded("Nobody agrees what"), coded(SAID, "5.a")
    project.edit_quote(longer, cuts=[found_span(SAID, "We argue"), found_span(SAID, "agrees")])
    project.edit_quote(coding, replacements={Span(0, 13): "a NAME"})

    # Of the replaced place the own cut covers a part; the rest of it does not stay.
    assert [e.sign for e in project.quote_edits(longer)] == ["[…]", "[a NAME]", "[…]"]
    assert "Nobody" not in words_of(project) and "about thresholds" in words_of(project)


def test_of_a_replaced_place_no_part_stays_where_a_quote_begins_or_ends_in_it(project, coded):
    coding = coded(SAID)
    coded("agrees what counts.", "5.a"), coded("about thresholds. Nobody", "4.a")
    project.edit_quote(coding, replacements={found_span(SAID, "Nobody agrees"): "a NAME"})

    made = {q.words for q in project.edited_quotes(project.quotes())}
    assert {"[a NAME] what counts.", "about thresholds. [a NAME]"} < made
    assert not [words for words in made if "Nobody" in words or "agrees" in words]


def test_a_replacement_goes_along_between_quotes_put_together_of_several_places(project):
    lines = ("Ann: We ring Tom.", "Interviewer: Who is that?", "Ann: Tom Bell runs it, Bell does.")
    project.import_files([upload("pair.txt", "\n\n".join(lines) + "\n")])
    [listed] = project.transcripts()
    text = project.transcript(listed["id"]).text
    last = text.index("Tom Bell")
    both = project.code(listed["id"], Span(text.index("We ring"), len(text.rstrip())), "3.b").id
    one = project.code(listed["id"], Span(last, len(text.rstrip())), "5.a").id
    assert "[…]" in project.quote_words(both)

    project.edit_quote(one, replacements={Span(0, 8): "a NAME"})
    assert project.edited_quotes(project.quotes())[0].words.endswith("[a NAME] runs it, Bell does.")
    words = project.quote_words(both)
    project.edit_quote(both, replacements={found_span(words, "Bell", 2): "the head"})
    assert {q.words for q in project.edited_quotes(project.quotes())} == {
        "We ring Tom. […] [a NAME] runs it, [the head] does.",
        "[a NAME] runs it, [the head] does.",
    }


def test_clearing_brings_the_words_back_and_every_version_is_kept(project, coded):
    coding = coded(SAID)
    project.edit_quote(coding, cuts=[Span(0, 8)])
    project.clear_quote_edit(coding)

    assert project.quote_edits(coding) == () and SAID in words_of(project, "csv")
    assert [e.act for e in project.history(last=9)].count("keep quote edit") == 2
    assert not any("thresholds" in str(e) for e in project.history(last=50))


def test_whose_words_must_be_said_where_several_people_speak(project):
    lines = ("Interviewer: How is it?", "Ann: We ring Tom first.", "Bea: And Tom rings us.")
    project.import_files([upload("pair.txt", "\n\n".join(lines) + "\n")])
    [listed] = project.transcripts()
    text = project.transcript(listed["id"]).text
    span = Span(text.index("We ring"), text.index("rings us") + 8)
    coding = project.code(listed["id"], span, "3.b").id
    ann, bea = sorted((q.words for q in project.quotes()), reverse=True)

    with pytest.raises(Refused, match="Several people speak"):
        project.quote_edits(coding)
    for words in (ann, bea):
        project.edit_quote(
            coding, replacements={found_span(words, "Tom"): "the manager"}, words=words
        )
    made = {q.words for q in project.edited_quotes(project.quotes())}
    assert made == {"We ring [the manager] first.", "And [the manager] rings us"}


def test_what_cannot_be_edited_is_told_and_nothing_is_kept(project, coded):
    coding, before = coded(SAID), project.version
    for wrong, told in (
        ({"cuts": [Span(0, 500)]}, "reaches beyond"),
        ({"replacements": {Span(0, 2): "  "}}, "or cut them"),
        ({"cuts": [Span(0, 2)], "words": "Other words."}, "not the words of that quote"),
    ):
        with pytest.raises(Refused, match=told):
            project.edit_quote(coding, **wrong)
    with pytest.raises(UnknownItem):
        project.edit_quote("no-such-coding", cuts=[Span(0, 2)])
    assert project.version in (before, before + 1) and project.quote_edits(coding) == ()


def test_a_source_id_leads_back_to_its_passage_also_when_it_was_coded_anew(project, coded):
    coding = coded(SAID)
    assert project.find_source(coding[:8]).id == coding
    newer = project.change_direction(coding, "mixed")
    assert project.find_source(f" {coding[:8].upper()} ").id == newer.id

    for wrong, told in (("abc", "at least 4"), ("%%%%", "No quote"), ("zzzzzzzz", "No quote")):
        with pytest.raises(UnknownItem, match=told):
            project.find_source(wrong)
    project.withdraw(newer.id)
    with pytest.raises(UnknownItem):
        project.find_source(coding[:8])


def test_the_matrix_takes_edited_quotes_out(sample):
    place = next(
        (s.quotes[0] for c in sample.matrix("authority").cells.values() if (s := c.summary)
         and s.quotes), None)  # fmt: skip
    if place is None:
        pytest.fail("The sample links no quote in its matrix; this test needs one.")
    from qualcode.project.framework_export import as_published

    words = sample.quote_words(place)
    first = words.split()[0]
    sample.edit_quote(place, replacements={found_span(words, first): "Somebody said"})
    every = str(as_published(sample, sample.matrix("authority"), {}))
    assert words not in every
