"""On a seeded share of passages a person decides before anything is shown."""

import pytest

from qualcode.errors import Refused, UnknownCode, UnknownItem, UnknownTranscript
from qualcode.model import Band, Direction, Segment, Span
from qualcode.project import new
from qualcode.project.deciding_first import BASIS, is_blind, offered_on
from tests.dump import dump

HERE = "midtown-07-programme-manager"


@pytest.fixture
def offered_in(sample):
    """Transcripts in which something waits while nothing is hidden."""
    return {transcript for transcript, _ in sample.waiting()}


@pytest.fixture
def first(sample, offered_in):
    """The sample study, every passage to be decided on first."""
    sample.set_options(decide_first=1.0)
    return sample


def behind(project, segment):
    """What is suggested on a passage, hidden or not."""
    with project.store.read() as connection:
        return offered_on(connection, project.codebook, segment)


def test_the_share_of_passages_is_the_share_asked_for_and_the_same_every_time():
    passages = [Segment("talk", Span(n, n + 1), "P") for n in range(5000)]
    chosen = [is_blind("study", p, 0.2) for p in passages]

    assert 0.18 < sum(chosen) / 5000 < 0.22
    assert chosen == [is_blind("study", p, 0.2) for p in passages]
    assert chosen != [is_blind("another", p, 0.2) for p in passages]
    assert all(is_blind("study", p, 0.5) for p, c in zip(passages, chosen, strict=True) if c)
    assert not any(is_blind("study", p, 0.0) for p in passages)
    assert all(is_blind("study", p, 1.0) for p in passages)


def test_only_respondents_passages_that_something_was_suggested_for_are_hidden(first, offered_in):
    hidden = first.blind_passages()

    spoken = [s for s in first.segments(HERE) if not s.interviewer]
    assert [s for s in hidden if s.transcript == HERE] == spoken == first.blind_passages(HERE)
    assert {s.transcript for s in hidden} == offered_in
    assert first.queue() == []


def test_no_passage_is_hidden_without_a_share_or_without_suggestions(first):
    first.set_options(decide_first=0.0)
    assert first.blind_passages() == []
    assert first.queue()

    first.set_options(decide_first=1.0, suggestions=False)
    assert first.blind_passages() == []
    assert first.queue() == []


def test_a_reflexive_study_has_its_suggestions_switched_off(tmp_path):
    made = new(tmp_path / "r.qualcode", "mk", profile="reflexive")
    usual = new(tmp_path / "c.qualcode", "mk")

    assert made.about()["options"]["suggestions"] is False
    assert usual.about()["options"]["suggestions"] is True
    assert usual.about()["options"]["decide_first"] == 0.2
    made.close()
    usual.close()


def test_deciding_makes_codings_and_logs_what_was_hidden(first):
    segment = next(s for s in first.blind_passages(HERE) if behind(first, s))
    offered = behind(first, segment)[0]
    assert offered.band is not Band.BELOW

    made = first.decide_blind(segment.id, [("3.a", "present"), ("8", Direction.ABSENT)])

    assert [(c.code, c.direction.value, c.span, c.basis) for c in made] == [
        ("3.a", "present", segment.span, BASIS),
        ("8", "absent_or_barrier", segment.span, BASIS),
    ]
    [logged] = first.first_decisions()
    assert (logged.transcript, logged.span, logged.coder) == (HERE, segment.span, first.coder)
    assert logged.codes == (("3.a", Direction.PRESENT), ("8", Direction.ABSENT))
    hidden = first.hidden_suggestions(segment)
    assert [code for code, *_ in logged.offered] == [s.code for s in hidden]
    assert offered.code in {code for code, *_ in logged.offered}
    assert segment not in first.blind_passages(HERE)


def test_no_code_fits_is_a_decision_too(first):
    segment = first.blind_passages(HERE)[0]

    assert first.decide_blind(segment.id) == []

    assert [d.codes for d in first.first_decisions()] == [()]
    assert segment not in first.blind_passages(HERE)
    assert segment in first.acting_as("Tom Kessler").blind_passages(HERE)


def test_neither_the_history_nor_a_decision_holds_the_words(first):
    segment = first.blind_passages(HERE)[0]
    words = first.transcript(HERE).quote(segment.span)[:40]

    first.decide_blind(segment.id, [("3.a", "present")])

    assert words not in " ".join(e.detail for e in first.history())


def test_a_code_given_by_hand_and_an_interview_coded_through_show_what_was_hidden(first):
    segment, other = first.blind_passages(HERE)[:2]
    first.code(HERE, Span(segment.span.start, segment.span.start + 12), "3.a")
    assert [s for s in first.blind_passages(HERE) if s in (segment, other)] == [other]

    first.done(HERE)
    assert first.blind_passages(HERE) == []


def test_what_was_hidden_waits_after_the_decision_and_not_where_the_code_was_given(first):
    segment = next(s for s in first.blind_passages(HERE) if behind(first, s))
    hidden = behind(first, segment)

    first.decide_blind(segment.id, [(hidden[0].code, "present")])

    assert [one.id for one in first.queue()] == [s.id for s in hidden[1:]]


def test_what_cannot_be_decided_first_is_refused_and_nothing_is_stored(first):
    segment = first.blind_passages(HERE)[0]
    first.decide_blind(segment.id)
    left = first.blind_passages(HERE)[0]
    before = dump(first.store)
    cases = [
        (Refused, (segment.id,)),
        (Refused, (f"{HERE}:999999",)),
        (UnknownTranscript, ("nowhere:5",)),
        (UnknownCode, (left.id, [("99", "present")])),
        (Refused, (left.id, [("8", "sideways")])),
        (Refused, (left.id, [("8", "present"), ("8", "mixed")])),
    ]

    for error, arguments in cases:
        with pytest.raises(error):
            first.decide_blind(*arguments)

    assert dump(first.store) == before


def test_an_interviewers_turn_is_never_asked_about(first, offered_in):
    asked = [s for t in offered_in for s in first.segments(t) if s.interviewer]

    assert asked
    assert not set(asked) & set(first.blind_passages())


def test_what_is_hidden_is_told_after_the_decision_only(first):
    segment, other = [s for s in first.blind_passages(HERE) if behind(first, s)][:2]
    wide = Segment(HERE, Span(0, other.span.end), "P")
    for asked in (segment, wide):
        with pytest.raises(Refused, match="Decide on this passage first"):
            first.hidden_suggestions(asked)

    first.decide_blind(segment.id)

    assert first.hidden_suggestions(segment) == behind(first, segment) != []
    with pytest.raises(Refused, match="Decide on this passage first"):
        first.hidden_suggestions(wide)
    first.set_options(suggestions=False)
    with pytest.raises(Refused, match="switched off"):
        first.hidden_suggestions(segment)


@pytest.mark.parametrize("options", [{"decide_first": 1.0}, {"suggestions": False}], ids=str)
def test_a_hidden_suggestion_is_unknown_wherever_it_is_asked_for(sample, options):
    one = next(sample.pending(HERE))
    assert sample.suggestion(one.id) == one
    sample.set_options(**options)
    before = dump(sample.store)
    with pytest.raises(UnknownItem) as unknown:
        sample.suggestion("nothing")
    asks = [lambda: sample.suggestion(one.id)]
    asks += [lambda v=v: sample.decide(one.id, v) for v in ("accept", "reject", "skip")]
    for ask in asks:
        with pytest.raises(UnknownItem) as refused:
            ask()
        assert str(refused.value) == str(unknown.value)
    assert not sample.is_waiting(one.id)
    assert dump(sample.store) == before


def test_what_others_decided_is_hidden_where_one_decides_first(sample):
    tom = sample.acting_as("Tom Kessler")
    one, other = list(sample.pending(HERE))[:2]
    made = sample.decide(one.id, "accept")
    sample.decide(other.id, "reject")
    by_hand = sample.code(HERE, one.span, "8" if made.code != "8" else "7")
    assert [d.suggestion for d in tom.decisions()] == [one.id, other.id]
    sample.set_options(decide_first=1.0)
    segment = next(s for s in sample.segments(HERE) if s.span.overlaps(one.span))

    def seen(project):
        desk = {c.id for c in project.desk(HERE).codings}
        assert desk == {c.id for p in project.passages(HERE) for c in p.codings}
        return desk & {made.id, by_hand.id}

    assert (tom.decisions(), seen(tom)) == ([], {by_hand.id})
    assert len(sample.decisions()) == 2
    assert seen(sample) == {made.id, by_hand.id}
    tom.decide_blind(segment.id)
    assert seen(tom) == {made.id, by_hand.id}
    assert one.id in {d.suggestion for d in tom.decisions()}


def test_with_suggestions_off_everybodys_codings_are_seen(sample):
    tom = sample.acting_as("Tom Kessler")
    made = sample.decide(next(sample.pending(HERE)).id, "accept")
    sample.set_options(decide_first=1.0, suggestions=False)

    assert made in tom.desk(HERE).codings


def test_a_decision_can_be_undone_and_redone_where_one_decides_first(sample):
    one = next(sample.pending(HERE))
    sample.decide(one.id, "reject")
    sample.set_options(decide_first=1.0)

    assert "wait again" in sample.undo()
    assert "Rejected" in sample.redo()
