"""On a seeded share of passages a person decides before anything is shown."""

import pytest

from qualcode.errors import Refused, UnknownCode, UnknownTranscript
from qualcode.model import Band, Direction, Segment, Span
from qualcode.project import new
from qualcode.project.deciding_first import BASIS, is_blind
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
    segment = next(s for s in first.blind_passages(HERE) if first.hidden_suggestions(s))
    offered = first.hidden_suggestions(segment)[0]
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
    segment = next(s for s in first.blind_passages(HERE) if first.hidden_suggestions(s))
    hidden = first.hidden_suggestions(segment)

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
