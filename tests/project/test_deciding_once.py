"""What a coder has decided stays decided, whatever becomes of the codebook."""

import uuid
from dataclasses import replace

import pytest

from qualcode.model import Code
from qualcode.store import offers, texts

HERE = "city-07-teacher"


def offers_of(project, code=None):
    """What waits, by place and code; suggestions made anew have other ids."""
    return {(s.transcript, s.span, s.code) for s in project.pending() if code in (None, s.code)}


def place(one):
    return one.transcript, one.span, one.code


def grown(project):
    """The same suggestions made anew, as with another version of the codebook: other ids."""
    with project.store.write("engine") as tx:
        for id in texts.load_ids(tx.connection):
            found = offers.load_offered(tx.connection, id)
            offers.save_suggestions(tx, id, [replace(s, id=str(uuid.uuid4())) for s in found])


def test_a_rejection_holds_when_a_cue_was_added_and_suggestions_made_anew(sample):
    decided = list(sample.pending(HERE))[:3]
    for one in decided:
        sample.decide(one.id, "reject")
    sample.add_cue("8.a", "quite another phrase entirely")

    found = {place(s) for s in sample.suggest(HERE)}

    assert found
    assert not found & {place(one) for one in decided}


def test_a_rejected_suggestion_does_not_come_back_when_the_codebook_changes(sample):
    first, second, third = list(sample.pending(HERE))[:3]
    sample.decide(first.id, "reject")
    sample.decide(second.id, "reject")
    sample.decide(second.id, "skip")
    before = offers_of(sample)
    tom = offers_of(sample.acting_as("Tom Kessler"))
    settled = sample.decided_counts()

    grown(sample)

    assert third.id not in {s.id for s in sample.pending()}
    assert place(third) in before
    assert offers_of(sample) == before
    assert place(first) not in before and place(second) in before
    assert place(first) not in {(o.transcript, o.span, o.code) for o in sample.queue()}
    assert place(first) in tom == offers_of(sample.acting_as("Tom Kessler"))
    assert sum(sample.waiting().values()) == len(before) == len(list(sample.pending()))
    assert (sample.desk(HERE).hidden, sample.decided_counts()) == (0, settled)
    # The skipped one still waits behind the others.
    assert place(sample.queue()[-1]) == place(second)


def test_a_rejection_undone_after_the_codebook_changed_lets_it_wait_again(sample):
    one = next(sample.pending(HERE))
    sample.decide(one.id, "reject")
    grown(sample)

    sample.undo()
    assert place(one) in offers_of(sample)
    sample.redo()
    assert place(one) not in offers_of(sample)


def test_what_was_accepted_with_another_code_is_not_offered_again(sample):
    one = next(sample.pending(HERE))
    made = sample.decide(one.id, "accept", code="8" if one.code != "8" else "7")
    grown(sample)
    assert place(one) not in offers_of(sample)

    sample.withdraw(made.id)

    assert place(one) in offers_of(sample)


def test_a_rejected_suggestion_can_be_thought_better_of_once_it_has_another_id(sample):
    one = next(sample.pending(HERE))
    sample.decide(one.id, "reject")
    grown(sample)
    with sample.store.read() as connection:
        [twin] = [s for s in offers.load_offered(connection, HERE) if place(s) == place(one)]

    assert twin.id != one.id and not sample.is_waiting(twin.id)
    assert sample.decide(twin.id, "accept").code == one.code


def test_a_decision_follows_its_code_to_another_number(sample):
    one = next(sample.pending(HERE))
    sample.decide(one.id, "reject")

    sample.rename_code(one.code, "Called otherwise", "clearer", new_id="77")
    sample.suggest(HERE)

    assert not [s for s in sample.pending(HERE) if (s.span, s.code) == (one.span, "77")]


@pytest.mark.parametrize("decided", [None, "goes", "stays", "both"])
def test_merged_codes_are_suggested_once_on_the_same_words(project, interview, decided):
    """Each passage is offered both codes, which have the same cue."""
    for code in ("1.a", "1.b"):
        project.add_cue(code, "argue about thresholds")
    project.suggest(interview)
    by_code = {s.code: s for s in project.pending(interview) if "argue" in s.quote}
    goes, stays = by_code["1.a"], by_code["1.b"]
    assert goes.span == stays.span
    other = project.acting_as("tk")
    if decided in ("goes", "both"):
        other.decide(goes.id, "skip")
    if decided in ("stays", "both"):
        other.decide(stays.id, "skip")

    project.merge_codes("1.a", "1.b", "the same")

    for who in (project, other):
        here = [s.code for s in who.pending(interview) if s.span == goes.span]
        assert here.count("1.b") == 1
        assert "1.a" not in here
        assert [o.code for o in who.queue() if o.span == goes.span].count("1.b") == 1


@pytest.fixture
def offered(sample):
    """The code most suggested in the sample study."""
    counts = {}
    for (_, code), n in sample.waiting().items():
        counts[code] = counts.get(code, 0) + n
    return max(counts, key=counts.get)


def nowhere(project, code):
    """That nothing is offered for a code anywhere."""
    here = {t for t, _ in project.waiting()} | {HERE}
    met = [s.code for s in project.pending(weak=True)] + [o.code for o in project.queue()]
    met += [c for _, c in project.waiting()]
    met += [s.code for t in here for s in project.desk(t).waiting]
    met += [s.code for t in here for p in project.passages(t) for s in p.waiting]
    return met and code not in met


def test_a_retired_code_is_offered_nowhere_until_it_is_in_use_again(sample, offered):
    one = next(s for s in sample.pending() if s.code == offered)
    count = sample.pending_count()
    assert sample.is_waiting(one.id)

    sample.retire_code(offered, "not used")

    assert nowhere(sample, offered)
    assert not sample.is_waiting(one.id)
    assert sample.standing().waiting == sample.pending_count() < count
    sample.suggest()
    assert nowhere(sample, offered)
    sample.restore_code(offered, "used after all")
    assert not nowhere(sample, offered) or sample.suggest()


def test_a_code_that_is_gone_is_offered_nowhere(project, interview):
    code = Code("9", "A code of ours", cues=("argue about thresholds",))
    project.add_code(code, "new")
    assert "9" in {s.code for s in project.suggest(interview)}
    book = project.codebook
    kept = tuple(c for c in book if c.id != "9")

    project.set_codebook(replace(book, codes=kept), "without it")

    assert "9" not in {s.code for s in project.pending(weak=True)}
    assert "9" not in {c for _, c in project.waiting()}
    assert "9" not in {s.code for s in project.desk(interview).waiting}


def test_retired_codes_are_not_counted_as_hidden(sample, offered):
    sample.set_options(decide_first=1.0)
    where = next(t for t in sample.interview_groups() if sample.desk(t).hidden)
    for code in [c.id for c in sample.codebook if c.parent is None]:
        sample.retire_code(code, "not used")

    assert sample.desk(where).hidden == 0
