"""Everything else that points into a text goes along when it is corrected, or is told of."""

import dataclasses
import shutil
from contextlib import closing

import pytest
from sqlalchemy import select

from qualcode.errors import Refused
from qualcode.model import CoderRole, Span
from qualcode.model.corrected import MoveState
from qualcode.model.quote_edit import found_span
from qualcode.project import Project, Upload
from qualcode.project.correcting_told import told
from qualcode.project.permits import NotYours
from qualcode.store import schema
from qualcode.store.originals import load_originals
from tests.conftest import TWO_PEOPLE
from tests.project.test_correcting import WHY, mended

MENTOR, SAID = "Dr Obi", "We argue about thresholds. Nobody agrees what counts."
BEFORE = ("How do referrals go?", "Tell me, how do referrals go these days?")


def rows(project, table, **named):
    with project.store.read() as connection:
        query = select(table)
        for name, value in named.items():
            query = query.where(table.c[name] == value)
        return [dict(row) for row in connection.execute(query).mappings()]


def originals(project):
    with project.store.read() as connection:
        return sorted((c.id, c.code, c.coder) for c in load_originals(connection))


def quoted(project):
    return project.quotes_file(project.quotes(), "html", confirmed=True).decode()


@pytest.fixture
def fix(project, interview):
    """Corrects the interview."""

    def run(*changes):
        return project.correct_transcript(interview, mended(*changes), WHY)

    return run


def test_a_replaced_name_and_a_cut_stay_where_their_words_stand(project, interview, at, fix):
    coding = project.code(interview, at(SAID), "3.b").id
    project.edit_quote(
        coding,
        cuts=[found_span(SAID, "about thresholds")],
        replacements={found_span(SAID, "Nobody"): "No manager"},
    )
    fix(BEFORE)

    assert "We argue […]. [No manager] agrees what counts." in quoted(project)


def test_what_was_taken_out_of_a_quote_stays_out_when_words_beside_it_change(
    project, interview, at, fix
):
    coding = project.code(interview, at(SAID), "3.b").id
    project.edit_quote(
        coding,
        cuts=[found_span(SAID, "about thresholds")],
        replacements={found_span(SAID, "Nobody"): "No manager"},
    )
    fix(BEFORE, ("Nobody agrees what counts", "Nobodie agrees on what counts"))
    project.place_again(coding)
    left = quoted(project)

    assert "We argue […]. [No manager] agrees on what counts." in left
    assert "Nobodie" not in left and "thresholds" not in left


def test_a_quote_that_is_wrapped_anew_is_edited_as_before(project, interview, at, fix):
    coding = project.code(interview, at(SAID), "3.b").id
    project.edit_quote(coding, cuts=[found_span(SAID, "about thresholds")])
    fix(BEFORE, ("thresholds. Nobody", "thresholds.\nNobody"))

    [edit] = project.quote_edits(coding)
    said = project.quote_words(coding)
    assert said[edit.span.start : edit.span.end] == "about thresholds"


def test_edits_that_fell_out_come_back_with_their_words(project, interview, at, fix):
    coding = project.code(interview, at(SAID), "3.b").id
    project.edit_quote(coding, replacements={found_span(SAID, "Nobody"): "No manager"})
    fix((" Nobody agrees what counts.", ""))
    project.correct_back(interview, 1, WHY)

    assert "[No manager]" in quoted(project) and "Nobody" not in quoted(project)


@pytest.fixture
def masked(project, interview, at):
    """Two words of the interview stand for names, and are replaced."""
    project.replace_name(interview, at("duty desk"), "the team", everywhere=False)
    project.let_stand(interview, at("Nobody"))
    return project


@pytest.mark.parametrize(
    "new",
    ["duty desk", "duty-desk", "Duty Desk", "dutydesk", "Marigold Centre", "desk", "du ty desk"],
)
def test_a_replaced_name_never_comes_back_however_its_words_are_corrected(
    masked, interview, fix, new
):
    fix(BEFORE, ("But the duty desk helps", f"But the {new} helps"))

    assert "But the [the team] helps" in masked.masked_text(interview)


@pytest.mark.parametrize(
    ("new", "hidden"),
    [
        ("the duty team of the Green Lane Families Centre on Mill Road helps", "Green Mill Road"),
        ("the Oakfield school, the duty desk of that school, helps", "Oakfield school"),
        ("the (that is, our own Annabel Smith-Jones of Leeds) helps", "Annabel Leeds"),
    ],
)
def test_a_replaced_name_stays_out_however_much_stands_there_now(
    masked, interview, fix, new, hidden
):
    fix(BEFORE, ("the duty desk helps", new))
    left = masked.masked_text(interview)

    assert "[the team]" in left and "helps" in left
    assert not [word for word in hidden.split() if word in left]


def test_words_cut_from_a_quote_stay_out_however_much_stands_there_now(project, interview, at, fix):
    coding = project.code(interview, at(SAID), "3.b").id
    project.edit_quote(coding, cuts=[found_span(SAID, "about thresholds")])
    fix(("We argue about thresholds.", "We argue, you know, about what they call the thresholds."))
    project.place_again(coding)

    assert "thresholds" not in quoted(project) and "what they call" not in quoted(project)
    assert "We argue" in quoted(project)


LONGER = "Annabel (that is, our Annabel Smith-Jones of the duty desk)"


def test_a_replaced_name_does_not_come_back_in_more_words_and_that_is_told(masked, interview, fix):
    done = fix(BEFORE, ("But the duty desk helps", f"But the {LONGER} helps"))

    assert "But the [the team] helps" in masked.masked_text(interview)
    assert any("covers more words than before" in line for line in told(done, done=True))


def test_a_replaced_name_beside_one_let_stand_stays_replaced(project, interview, at, fix):
    project.let_stand(interview, at("the"))
    project.replace_name(interview, at("duty desk"), "the team", everywhere=False)
    fix(BEFORE, ("the duty desk helps", "desk, the duty one, helps"))

    assert "duty" not in project.masked_text(interview)
    assert "desk" not in project.masked_text(interview)


@pytest.mark.parametrize("instead", [None, "No manager"])
@pytest.mark.parametrize(
    "now",
    [
        "No body at all, and I mean nobodies in this whole service, agree on what counts.",
        "Nobodies of every kind, as I said, agree on or against what counts.",
    ],
)
def test_what_was_taken_out_of_a_quote_stays_out_when_it_is_said_in_many_words(
    project, interview, at, fix, now, instead
):
    coding = project.code(interview, at(SAID), "3.b").id
    place = found_span(SAID, "Nobody")
    if instead is None:
        project.edit_quote(coding, cuts=[place])
    else:
        project.edit_quote(coding, replacements={place: instead})
    fix(BEFORE, ("Nobody agrees what counts.", now))
    text = project.transcript(interview).text
    start = text.index("We argue")
    project.place_again(coding, Span(start, text.index(now) + len(now)))
    [quote] = project.edited_quotes(project.quotes())

    assert "what counts." in quote.words and f"[{instead or '…'}]" in quote.words
    assert "obod" not in quote.words


def test_a_code_that_codings_wait_with_does_not_leave_the_codebook(project, interview, at, fix):
    project.code(interview, at("We know who to ring."), "3.b")
    fix(("We know who", "We always know who"))
    book = project.codebook
    fewer = dataclasses.replace(book, codes=tuple(c for c in book.codes if c.id != "3.b"))

    with pytest.raises(Refused, match=r"lacks 3\.b"):
        project.set_codebook(fewer, WHY)


def test_no_coding_goes_back_onto_a_code_that_left_the_codebook(project, interview, at, fix):
    """A study in which that could happen before it was refused."""
    from qualcode.store.codes import save_codebook

    project.code(interview, at("We know who to ring."), "3.b")
    fix(("We know who", "We always know who"))
    book = project.codebook
    fewer = dataclasses.replace(book, codes=tuple(c for c in book.codes if c.id != "3.b"))
    with project._write() as tx:
        save_codebook(tx, fewer, WHY)
    project.correct_back(interview, 1, WHY)

    assert not project.codings()
    assert [one.move.state for one in project.to_place()] == [MoveState.REVIEW]
    assert not [found for found in project.doctor().findings if found.wrong]


def test_a_replaced_name_stays_so_in_words_that_moved(masked, interview, fix):
    fix(BEFORE, ("P01: But the duty desk helps. We know who to ring.\n", ""))
    assert "team" not in masked.masked_text(interview)
    assert rows(masked, schema.replacement, state="replaced") == []

    masked.correct_back(interview, 1, WHY)
    assert "But the [the team] helps" in masked.masked_text(interview)
    assert len(rows(masked, schema.replacement, state="let stand")) == 1


def test_what_was_let_stand_is_asked_again_when_other_words_stand_there(masked, interview, fix):
    fix(("Nobody agrees", "Noreen agrees"))

    assert rows(masked, schema.replacement, state="let stand") == []


def test_memos_on_passages_follow_or_stay_with_the_interview(project, interview, fix):
    first, second = [s for s in project.segments(interview) if not s.interviewer]
    project.add_memo("Here.", about=f"segment {first.id}")
    project.add_memo("There.", about=f"segment {second.id}")
    done = fix(BEFORE, ("P01: But the duty desk helps. We know who to ring.\n", ""))
    [now] = [s for s in project.segments(interview) if not s.interviewer]

    assert {m.text: m.about for m in project.memos()} == {
        "Here.": f"segment {now.id}",
        "There.": f"transcript {interview}",
    }
    assert "Memos on passages: 1 went along, 1 fell out." in told(done, done=True)


def test_passages_split_or_joined_by_hand_stay_so(project, interview, at, fix):
    one = next(s for s in project.segments(interview) if not s.interviewer)
    project.split(one.id, at("Nobody").start)
    fix(BEFORE)
    text = project.transcript(interview).text

    assert "Nobody agrees what counts." in {
        text[s.span.start : s.span.end] for s in project.segments(interview)
    }


def test_where_somebody_left_off_and_what_they_coded_through_stays(project, interview, at, fix):
    project.done(interview)
    project.keep_place(interview, at("But the duty").start)
    done = fix(BEFORE)
    [reading] = project.readings()
    text = project.transcript(interview).text

    assert reading.done_at and done.done_by == ["mk"]
    assert text[reading.place :].startswith("But the duty")
    assert any("mk" in line and "not read" in line for line in told(done, done=True))


def test_a_reviewers_other_words_follow_or_are_proposed_no_more(project, interview, at, fix):
    project.add_coder(MENTOR, CoderRole.MENTOR)
    first = project.code(interview, at("We argue about thresholds."), "3.b")
    second = project.code(interview, at("We know who to ring."), "7.d")
    round = project.start_round(over="codings", count=2, reviewers=[MENTOR])
    mentor = project.acting_as(MENTOR)
    items = {i.item.about: i.item.id for i in mentor.review_items(round.id)}
    from qualcode.model.review import Proposal

    mentor.judge(items[first.id], "disagree", proposal=Proposal(span=at("about thresholds")))
    mentor.judge(
        items[second.id], "disagree", proposal=Proposal(code="5.a", span=at("who to ring"))
    )
    fix(BEFORE, ("who to ring", "whom to ring"))
    proposals = [row["proposal"] for row in rows(project, schema.judged)]
    text = project.transcript(interview).text

    start = text.index("about thresholds")
    assert f'"span": "{start}:{start + 16}"' in proposals[0]
    assert "span" not in proposals[1] and "5.a" in proposals[1]


def test_a_round_keeps_its_items_and_agreement_what_it_was(project, interview, at, fix):
    project.add_coder("Tom")
    tom = project.acting_as("Tom")
    mine = project.code(interview, at("We argue about thresholds."), "3.b")
    tom.code(interview, at("We argue about thresholds."), "3.b")
    gone = tom.code(interview, at("We know who to ring."), "7.d")
    for one in (project, tom):
        one.done(interview)
    project.add_coder(MENTOR, CoderRole.MENTOR)
    round = project.start_round(over="interviews", reviewers=[MENTOR])
    before = originals(project)
    fix(BEFORE, ("We argue", "We do argue"))
    mentor = project.acting_as(MENTOR)
    items = {i.item.about: i.item.id for i in mentor.review_items(round.id)}
    view = mentor.review_item(items[mine.id])

    assert len(items) == 3
    assert view.coding.quote == "We do argue about thresholds."  # where it is proposed
    assert originals(project) == before
    fix(BEFORE, (" We know who to ring.", ""))
    assert mentor.review_item(items[gone.id]).coding.quote == ""
    assert len(mentor.review_items(round.id)) == 3
    assert originals(project) == [one for one in before if one[0] != gone.id]
    project.correct_back(interview, 1, WHY)
    assert originals(project) == before


def test_nothing_is_corrected_while_somebody_codes_the_interview_apart(project, interview, fix):
    project.add_coder("Tom")
    project.start_round(over="interviews", reviewers=["mk"], coders=["Tom", "mk"])

    with pytest.raises(Refused, match="handed in"):
        fix(BEFORE)
    assert len(project.text_versions(interview)) == 1


def test_mentors_read_no_older_version_and_no_waiting_words(project, interview, fix):
    project.add_coder(MENTOR, CoderRole.MENTOR)
    fix(BEFORE)
    mentor = project.acting_as(MENTOR)

    for verb, given in (
        ("old_text", (interview, 1)),
        ("text_versions", (interview,)),
        ("to_place", ()),
        ("correct_transcript", (interview, mended(), WHY)),
    ):
        with pytest.raises(NotYours):
            getattr(mentor, verb)(*given)
    assert "mended" not in " ".join(act.words for act in mentor.audit())


def test_decided_suggestions_stay_decided_and_others_are_made_anew(sample):
    id = next(s.transcript for s in sample.pending())
    offered = [s for s in sample.pending() if s.transcript == id]
    accepted = sample.decide(offered[0].id, "accept")
    sample.decide(offered[-1].id, "reject")
    text = sample.transcript(id).text
    new = Upload("new.txt", f"Recorded on tape.\n\n{text}".encode())
    sample.correct_transcript(id, new, WHY)
    now = sample.transcript(id).text
    kept = rows(sample, schema.suggestion, transcript=id)

    assert {row["id"] for row in kept} >= {offered[0].id, offered[-1].id}
    assert all(now[row["start"] : row["end"]] == row["quote"] for row in kept)
    assert not [s for s in sample.pending() if s.transcript == id]
    list(sample.suggest(id))
    again = {(s.span, s.code) for s in sample.pending() if s.transcript == id}
    by_id = {row["id"]: row for row in kept}
    for one in (offered[0], offered[-1]):
        row = by_id[one.id]
        assert (Span(row["start"], row["end"]), row["code"]) not in again
    assert accepted is not None


def test_a_decision_on_words_that_are_gone_comes_back_with_them(sample):
    one = next(sample.pending())
    sample.decide(one.id, "reject")
    text = sample.transcript(one.transcript).text
    new = Upload("new.txt", text.replace(one.quote, "").encode())
    sample.correct_transcript(one.transcript, new, WHY)
    assert one.id not in {row["id"] for row in rows(sample, schema.suggestion)}

    sample.correct_back(one.transcript, 1, WHY)
    [back] = rows(sample, schema.suggestion, id=one.id)
    assert back["quote"] == one.quote
    assert [row["verdict"] for row in rows(sample, schema.decision, suggestion=one.id)] == [
        "reject"
    ]


def test_questions_found_in_the_talk_follow_their_turns(sample):
    id = next(row["id"] for row in sample.transcripts() if sample.asked(row["id"]))
    before = [(turn.words, turn.question) for turn in sample.asked(id)]
    text = sample.transcript(id).text
    sample.correct_transcript(id, Upload("n.txt", f"On tape.\n\n{text}".encode()), WHY)

    assert [(turn.words, turn.question) for turn in sample.asked(id)] == before


def test_two_copies_with_the_same_correction_become_one_again(project, interview, at, tmp_path):
    coding = project.code(interview, at("We argue about thresholds."), "3.b")
    gone = project.code(interview, at("We know who to ring."), "7.d")
    changes = (BEFORE, (" We know who to ring.", ""), ("We argue", "We do argue"))
    project.correct_transcript(interview, mended(*changes), WHY)
    place = shutil.copy(project.store.place, tmp_path / "copy.qualcode")
    with closing(Project.open(place, "Tom")) as other:
        kept = other.place_again(coding.id)
    project.merge(place)

    assert kept.id in {c.id for c in project.codings()}
    assert [one.move.coding.id for one in project.to_place()] == [gone.id]


def test_a_corrected_text_comes_whole_into_a_copy_that_lacks_it(project, tmp_path):
    place = shutil.copy(project.store.place, tmp_path / "copy.qualcode")
    with closing(Project.open(place, "Tom")) as other:
        other.import_files([Upload("talk.md", TWO_PEOPLE.encode())])
        text = other.transcript("talk").text
        start = text.index("We know who")
        gone = other.code("talk", Span(start, start + 20), "7.d")
        other.correct_transcript("talk", mended((" We know who to ring.", "")), WHY)
    project.merge(place)

    assert [v.n for v in project.text_versions("talk")] == [1, 2]
    assert [c.id for c in project.old_text("talk", 1).codings] == [gone.id]
    assert [one.move.state for one in project.to_place()] == [MoveState.UNPLACED]
