"""What a coder needs while reading: passages, places to split, what comes next."""

from collections import Counter

import pytest

from qualcode.errors import QualcodeError, Refused
from qualcode.project import seen_by


def spoken(project, interview):
    return [p for p in project.passages(interview) if not p.segment.interviewer]


def test_passages_hold_every_segment_with_its_words(sample):
    for id in ("midtown-01-programme-manager", "city-07-teacher"):
        text = sample.transcript(id).text
        passages = sample.passages(id)

        assert [p.segment for p in passages] == sample.segments(id)
        assert all(p.words == text[p.segment.span.start : p.segment.span.end] for p in passages)


def test_passages_carry_every_coding_that_touches_them(sample):
    id = "midtown-01-programme-manager"
    codings = sample.codings(transcript=id)
    for passage in sample.passages(id):
        touching = {c.id for c in codings if c.span.overlaps(passage.segment.span)}
        assert {c.id for c in passage.codings} == touching


def test_passages_offer_what_waits_for_this_coder(sample):
    id = "city-07-teacher"
    offered = {s.id for p in sample.passages(id) for s in p.waiting}
    assert offered == {s.id for s in sample.pending(id)}

    one = next(iter(sample.pending(id)))
    sample.decide(one.id, "reject")
    assert one.id not in {s.id for p in sample.passages(id) for s in p.waiting}
    tom = sample.acting_as("Tom Kessler")
    assert one.id in {s.id for p in tom.passages(id) for s in p.waiting}


def test_one_coder_can_look_at_their_own_codings_only(sample):
    passages = sample.passages("midtown-01-programme-manager")
    own = seen_by(passages, "Tom Kessler")

    assert {c.coder for p in own for c in p.codings} == {"Tom Kessler"}
    assert {c.coder for p in passages for c in p.codings} == {"Ruth Adeyemi", "Tom Kessler"}


def test_an_unknown_transcript_is_refused(project):
    with pytest.raises(QualcodeError):
        project.passages("nobody")


def test_a_segment_can_be_split_where_a_sentence_begins(project, interview):
    [first, _] = spoken(project, interview)
    [(at, words)] = project.split_places(first.id)

    assert words == "Nobody agrees what counts."
    halves = project.split(first.id, at)
    assert project.transcript(interview).quote(halves[1].span) == words
    assert project.split_places(halves[0].id) == []
    with pytest.raises(Refused):
        project.split_places(f"{interview}:1")


def test_the_question_before_a_passage_is_found(project, interview):
    first, second = spoken(project, interview)

    assert project.question_before(interview, first.segment.span) == "How do referrals go?"
    assert project.question_before(interview, second.segment.span) == "How do referrals go?"
    [asked, *_] = project.passages(interview)
    assert project.question_before(interview, asked.segment.span) == ""


def test_codes_given_last_come_first_and_once(project, interview):
    first, second = (p.segment.span for p in spoken(project, interview))
    project.code(interview, first, "1")
    project.code(interview, first, "7.b")
    project.code(interview, second, "1")
    withdrawn = project.code(interview, second, "4.a")
    project.withdraw(withdrawn.id)
    project.acting_as("tk").code(interview, second, "8.a")

    assert project.recent_codes() == ["1", "7.b"]
    assert project.recent_codes(1) == ["1"]


def test_the_interview_worked_on_last_leads_until_it_is_coded_through(sample):
    id = "southshire-07-social-worker"
    sample.code(id, spoken(sample, id)[0].segment.span, "1")
    assert sample.to_code()[0] == id

    sample.done(id)
    assert sample.to_code()[0] != id
    assert sample.to_code().index(id) > 2


def test_counts_of_what_waits_agree_with_what_waits(sample):
    def counted():
        return Counter((s.transcript, s.code) for s in sample.pending())

    assert sample.waiting() == counted() != Counter()
    one, two, *_ = sample.pending()
    sample.decide(one.id, "skip")
    sample.code(two.transcript, two.span, two.code)
    assert sample.waiting() == counted()
    sample.undo()
    assert sample.waiting() == counted()


def test_the_next_suggestion_follows_the_order_of_the_texts(sample):
    assert sample.next_pending() == next(iter(sample.pending()))
    within = sample.next_pending("midtown-07-programme-manager")
    assert within == next(iter(sample.pending("midtown-07-programme-manager")))
    for top in {sample.codebook.top(code) for _, code in sample.waiting()}:
        found = sample.next_pending(code=top)
        assert found is not None and sample.codebook.top(found.code) == top
    assert sample.next_pending("midtown-01-programme-manager") is None


def test_memos_stay_with_a_passage_through_split_and_merge(project, interview):
    [first, second] = spoken(project, interview)
    project.add_memo("Whose?", f"segment {first.id}")
    project.add_memo("Elsewhere.", f"segment {second.id}")
    project.add_memo("On the whole.", f"transcript {interview}")
    [(at, _)] = project.split_places(first.id)
    one, other = project.split(first.id, at)

    assert [m.text for m in project.passage_memos(one)] == ["Whose?"]
    assert project.passage_memos(other) == []
    assert [m.text for m in project.passage_memos(project.merge_segment(one.id))] == ["Whose?"]
