"""The queue of suggestions: strongest first, and what was skipped last."""

import dataclasses

import pytest

from qualcode.model import Band


@pytest.fixture
def open_sample(sample):
    """The sample study with nothing hidden."""
    sample.set_options(decide_first=0.0)
    return sample


def test_the_strongest_comes_first_and_the_weakest_guess_not_at_all(open_sample):
    scores = [one.score for one in open_sample.queue()]

    assert len(scores) > 20
    assert scores == sorted(scores, reverse=True)
    assert not any(one.band is Band.BELOW for one in open_sample.queue())


def test_what_is_skipped_waits_behind_the_others_in_the_order_of_skipping(open_sample):
    first, second, third = [one.id for one in open_sample.queue()[:3]]
    open_sample.decide(second, "skip")
    open_sample.decide(first, "skip")

    ids = [one.id for one in open_sample.queue()]
    assert ids[0] == third
    assert ids[-2:] == [second, first]
    assert [one.id for one in open_sample.queue() if one.skipped] == [second, first]


def test_what_is_decided_leaves_the_queue_and_is_counted(open_sample):
    first, second, third = open_sample.queue()[:3]
    open_sample.decide(first.id, "accept")
    open_sample.decide(second.id, "reject")
    open_sample.decide(third.id, "skip")

    assert not {first.id, second.id} & {one.id for one in open_sample.queue()}
    counted = open_sample.decided_counts()
    assert sum(counted.values()) == 2
    assert counted[first.transcript, first.code] >= 1
    assert not open_sample.is_waiting(first.id)
    assert open_sample.is_waiting(third.id)


def test_words_coded_by_hand_are_not_offered_the_same_code_again(open_sample):
    one = open_sample.queue()[0]
    open_sample.code(one.transcript, one.span, one.code)

    assert one not in open_sample.queue()
    assert one in open_sample.acting_as("Tom Kessler").queue()


def test_a_code_that_left_the_codebook_is_not_offered(open_sample):
    book = open_sample.codebook
    used = {c.code for c in open_sample.codings()}
    gone = next(one.code for one in open_sample.queue() if one.code not in used)
    kept = tuple(c for c in book if c.id != gone)
    open_sample.set_codebook(dataclasses.replace(book, codes=kept), "one code less")

    assert open_sample.queue()
    assert gone not in {one.code for one in open_sample.queue()}
