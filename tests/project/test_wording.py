"""Vocabulary, keyness and typical quotes of a study, on the screen and as they leave."""

from __future__ import annotations

import csv
import io

import pytest

from qualcode.analysis.small_groups import tells_nobody_apart
from qualcode.errors import InvalidFile, Refused, UnknownCode
from qualcode.model.term_list import TermList, TermLists
from qualcode.project.sample_parts.wording import add_to_sample

LISTS = TermLists(TermList("support", ("duty desk",)), TermList("argument", ("argue", "agree")))


def test_lists_are_kept_replaced_and_dropped(project):
    assert project.term_lists() is None
    project.set_term_lists(LISTS)
    assert project.term_lists() == LISTS
    project.set_term_lists(None)
    assert project.term_lists() is None
    assert [e.act for e in project.history(last=2)] == ["keep term lists", "drop term lists"]


def test_lists_with_a_term_in_both_are_refused(project):
    twice = TermLists(TermList("a", ("duty desk",)), TermList("b", ("Duty  desk",)))
    with pytest.raises(InvalidFile, match="already stands in the list 'a'"):
        project.set_term_lists(twice)
    assert project.term_lists() is None


def test_vocabulary_without_lists_is_a_sentence(project, interview):
    with pytest.raises(Refused, match="no lists of terms yet"):
        project.vocabulary()


def test_two_lists_are_counted_for_one_person(project, interview):
    found = project.vocabulary("role", lists=LISTS)

    assert [(r.group, r.list, r.participants, r.of_participants, r.uses) for r in found.rows] == [
        ("social_worker", "support", 1, 1, 1),
        ("social_worker", "argument", 1, 1, 2),
    ]
    # The interviewer's question is not counted: 18 words are P01's own.
    assert found.rows[0].words == 18
    assert "1 participants in 1 transcripts, 18 words" in found.caption


def test_the_sample_leaves_out_posts_and_teams(sample):
    add_to_sample(sample)
    found = sample.vocabulary("authority")

    assert found.left_out > 10
    assert {row.list for row in found.rows} == {"family support", "child protection"}
    assert sum(row.words for row in found.rows if row.list == "child protection") > 30_000


def test_what_leaves_keeps_few_people_back(sample):
    add_to_sample(sample)
    found = sample.vocabulary("authority", publish=True)

    for row in found.rows:
        assert row.participants is None or 6 <= row.participants < row.of_participants
    # Here groups of few people could be told by what is left.
    assert found.by is None and "everyone stands together" in found.caption
    with pytest.raises(Refused, match="is about everyone"):
        sample.vocabulary("authority", where={"wave": "first"}, publish=True)


@pytest.mark.parametrize("ending", ["csv", ".xlsx", "png", "SVG"])
def test_files_of_both_are_made_and_recorded(sample, ending):
    add_to_sample(sample)

    assert len(sample.vocabulary_file(ending, "authority")) > 500
    assert len(sample.keyness_file(ending, "authority", "City Borough")) > 500
    assert [e.act for e in sample.history(last=2)] == ["export words", "export words"]


@pytest.mark.parametrize("by", ["role", "agency", "authority", "wave"])
def test_no_table_leaves_that_would_tell_few_people_apart_beside_another(sample, by):
    add_to_sample(sample)
    frames = sample.frames()
    found = sample.vocabulary(by, publish=True)

    assert (found.by == by) == tells_nobody_apart(frames.people, by, 6)
    if found.by is None:
        assert f"a table by {by} could tell" in found.caption
        assert {row.group for row in found.rows} == {"everyone"}


@pytest.mark.parametrize("name", ["uses", "words", "list", "per_thousand", "group"])
def test_an_attribute_called_like_a_column_takes_no_columns_place(
    project, interview, tmp_path, name
):
    file = tmp_path / "participants.csv"
    file.write_text(f"participant,{name}\nP01,seven\n", encoding="utf-8")
    assert not project.import_files([file]).refused

    asked = f"{name} (person)"
    [row, _] = project.vocabulary(asked, lists=LISTS).rows
    assert (row.group, row.uses, row.words, row.list) == ("seven", 1, 18, "support")
    with pytest.raises(Refused):
        project.vocabulary(name, lists=LISTS)


def test_a_file_of_another_kind_is_refused(sample):
    with pytest.raises(Refused, match=r"\.csv or \.xlsx"):
        sample.keyness_file("docx", "authority", "City Borough")
    assert "export words" not in [e.act for e in sample.history(last=1)]


def test_keyness_by_group_and_by_code(sample):
    by_role = sample.keyness("role", "Health visitor")
    by_code = sample.keyness(code="8.a")

    assert all(w.interviews >= 3 and w.z > 0 for w in by_role.more)
    assert by_role.here.people == 5 and by_role.there.people == 22
    assert "threshold" in {w.word for w in by_code.more} or by_code.more
    assert "Codebook version" in by_code.caption and "no test" in by_role.caption
    assert "with" not in {w.word for w in by_role.words}
    assert {w.word for w in sample.keyness("role", "Health visitor", small_words=True).words} & {
        "you", "with", "that",
    }  # fmt: skip


def test_words_that_leave_are_of_six_people_and_name_nobody(sample):
    found = sample.keyness("authority", "City Borough", publish=True, small_words=True)
    screen = sample.keyness("authority", "City Borough", small_words=True)
    people = sample.frames().people
    names = {part.lower() for label in people["label"] for part in label.split()}
    names |= {part.lower() for place in people["authority"] for part in str(place).split()}

    assert "marianne" in {w.word for w in screen.words}
    listed = {w.word for w in found.words}
    assert listed and not listed & names
    assert not listed & {"marianne", "denise", "midtown", "visitor", "manager", "midwife"}
    assert all(w.people >= 6 for w in found.more)
    # Numbers of the other side, for one group after another, would give small ones back.
    assert all(w.other_people is None and w.other_uses is None for w in found.words)
    assert all(w.people is None and w.uses is None for w in found.less)
    assert all((2 * w.z).is_integer() for w in found.words)
    file = sample.keyness_file("csv", "authority", "City Borough", small_words=True)
    rows = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))
    assert [r["word"] for r in rows[: len(found.words)]] == [w.word for w in found.words]


def test_words_of_few_people_do_not_leave(sample):
    with pytest.raises(Refused, match="Fewer than 6 people"):
        sample.keyness("role", "midwife", publish=True)
    with pytest.raises(Refused, match="is about everyone"):
        sample.keyness("authority", "Midtown", where={"wave": "first"}, publish=True)


@pytest.mark.parametrize(
    "asked",
    [{}, {"by": "role"}, {"by": "role", "value": "midwife", "code": "3"},
     {"by": "colour", "value": "red"}, {"by": "role", "value": "astronaut"}],
)  # fmt: skip
def test_keyness_of_what_is_not_there_is_refused(sample, asked):
    with pytest.raises(Refused):
        sample.keyness(**asked)


def test_keyness_of_a_code_that_is_not_there_is_refused(sample):
    with pytest.raises(UnknownCode):
        sample.keyness(code="9.z")


def test_one_participant_has_no_words_against_others(project, interview):
    found = project.keyness("role", "social_worker")

    assert found.words == () and found.there.words == 0
    assert project.keyness(code="8").words == ()


def test_concordance_stays_on_its_side(sample):
    lines = sample.concordance("clinic", "role", "health_visitor")
    people = sample.frames().people

    assert lines and {people["role"][line.person] for line in lines} == {"health_visitor"}
    text = sample.transcript(lines[0].transcript).text
    assert text[lines[0].at :].lower().startswith("clinic")
    assert sample.concordance("no-such-word", "role", "health_visitor") == []


def test_typical_quotes_are_of_different_interviews(sample):
    found = sample.typical_quotes("8", 5, least=2)

    talks = [one.quote.transcript for one in found.most]
    assert len(set(talks)) == len(talks) == 5
    assert [one.rank for one in found.most] == [1, 2, 3, 4, 5]
    assert max(o.likeness for o in found.least) < min(o.likeness for o in found.most)
    assert all(one.words == len(one.quote.words.split()) >= 8 for one in found.most)


def test_typical_quotes_of_nothing_coded(project, interview):
    found = project.typical_quotes("8")

    assert (found.most, found.least, found.of) == ((), (), 0)
    with pytest.raises(Refused):
        project.typical_quotes("8", 0)
    with pytest.raises(UnknownCode):
        project.typical_quotes("9.z")


def test_a_new_coding_is_seen_and_words_are_not_read_again(project, interview):
    before = project.keyness(code="8").here.words
    shelf = project._texts()
    [_, *rest] = [s for s in project.segments(interview) if not s.interviewer]
    project.code(interview, rest[0].span, "8.a")

    assert (before, project.keyness(code="8").here.words) == (0, 10)
    assert project._texts() is shelf


def test_another_text_under_the_same_name_is_read_anew(project, interview, tmp_path):
    assert project.search("threshold", scope="talk")
    project.remove_transcript(interview)
    file = tmp_path / "talk.md"
    file.write_text("---\nparticipant: P01\n---\n\nP01: Something else.\n", encoding="utf-8")
    project.import_files([file])

    assert project.search("threshold", scope="talk") == []
    assert len(project.search("something", scope="talk")) == 1
