"""Evaluating a study: which passages count, against whose codings."""

import pytest

from qualcode.errors import Refused
from qualcode.model import Span
from qualcode.project.deciding_first import offered_on
from tests.project.conftest import talk

PEOPLE = """participant,transcript,role,agency,authority
P01,one,Social worker,SSD,Midtown
P01,two,Social worker,SSD,Midtown
P02,three,Teacher,School,Midtown
"""


@pytest.fixture(autouse=True)
def unlearning(monkeypatch, request):
    """An engine that learns nothing, since learning anew for every interview takes long."""
    from qualcode.project.evaluating import EvaluationVerbs
    from qualcode.suggest import Engine

    if "learning" in request.node.name:
        return
    monkeypatch.setattr(
        EvaluationVerbs, "_engine_maker", lambda self, codebook: lambda record: Engine(codebook)
    )


@pytest.fixture
def three(project):
    """Three interviews, two of them with the same person; the first two coded through."""
    for name in ("one", "two", "three"):
        project.import_files([talk(f"{name}.txt", f"In {name} we trust the school.")])
    return project


def coded(project, transcript, words, code):
    start = project.transcript(transcript).text.index(words)
    return project.code(transcript, Span(start, start + len(words)), code)


def test_only_interviews_coded_through_count(three):
    for id in ("one", "two"):
        coded(three, id, "we trust the school", "3.a")
        three.done(id)
    found = three.evaluate()

    assert (found.evaluation.interviews, found.left_out) == (2, 1)
    assert found.coders == ("mk",)
    assert found.evaluation.passages == found.evaluation.coded == 2


def test_without_interviews_coded_through_the_next_step_is_named(three):
    coded(three, "one", "we trust the school", "3.a")

    with pytest.raises(Refused, match="qualcode done"):
        three.evaluate()


def test_interviews_of_the_same_participant_share_a_group(three, tmp_path):
    table = tmp_path / "people.csv"
    table.write_text(PEOPLE, encoding="utf-8")
    assert not three.import_files([], participants=table).refused
    for id in ("one", "two", "three"):
        coded(three, id, "we trust the school", "3.a")
        three.done(id)
    found = three.evaluate().evaluation

    assert (found.interviews, found.groups, found.folds) == (3, 2, 2)
    with pytest.raises(Refused, match="different people"):
        three.done("three", done=False)
        three.evaluate()


def test_a_coding_that_barely_reaches_into_a_passage_is_not_of_it(project):
    text = "P07: We trust the school and they trust us.\n\nP07: The bus was late that day.\n"
    from tests.project.conftest import upload

    for name in ("one", "two"):
        project.import_files([upload(f"{name}.txt", f"Interviewer: {name}?\n\n{text}")])
        whole = project.transcript(name).text
        start = whole.index("We trust")
        project.code(name, Span(start, whole.index("The bus") + 7), "3.a")
        project.done(name)
    found = project.evaluate().evaluation

    assert (found.passages, found.coded) == (4, 2)


def test_codings_of_somebody_who_has_not_coded_through_are_not_held_against_the_engine(three):
    tom = three.acting_as("tom")
    for id in ("one", "two"):
        coded(three, id, "we trust the school", "3.a")
        coded(tom, id, "we trust the school", "5.a")
        three.done(id)
    by = {c.code: c.passages for c in three.evaluate().evaluation.codes}

    assert (by["3.a"], by["5.a"]) == (2, 0)


def test_two_coders_are_compared_as_they_stood_before_they_could_talk(three):
    tom = three.acting_as("tom")
    for id in ("one", "two"):
        mine = coded(three, id, "we trust the school", "3.a")
        coded(tom, id, "we trust the school", "5.a")
        three.done(id)
        tom.done(id)
        # Afterwards they talk, and mk gives in.
        three.withdraw(mine.id)
        coded(three, id, "we trust the school", "5.a")
    [pair] = three.evaluate().human
    by = {c.code: c for c in pair.codes}

    assert (pair.coders, pair.interviews, pair.passages) == (("mk", "tom"), 2, 2)
    assert (by["3.a"].only_first, by["5.a"].only_second, by["5.a"].both) == (2, 2, 0)
    assert by["3"].only_first == 2
    assert by["3.a"].too_few


def test_one_coders_view_can_be_asked_for(sample):
    both, tom = sample.evaluate(), sample.evaluate(coder="Tom Kessler")

    assert tom.coders == ("Tom Kessler",)
    assert tom.evaluation.interviews == 12 < both.evaluation.interviews
    assert tom.human == ()


def test_the_sample_study_is_evaluated_and_the_same_seed_repeats_it(sample):
    told = []
    found = sample.evaluate(seed=5, progress=told.append)

    assert found == sample.evaluate(seed=5)
    assert told[-1] == 1.0
    assert found.evaluation.folds == 24
    assert found.evaluation.level("indicators").hit3 > 0.6
    assert found.human[0].coders == ("Ruth Adeyemi", "Tom Kessler")
    assert found.blind is None and found.shown is None


def test_learning_is_repeated_by_the_same_seed(three):
    for id in ("one", "two", "three"):
        coded(three, id, "we trust the school", "3.a")
        three.done(id)

    assert three.evaluate(seed=2) == three.evaluate(seed=2)


def test_decisions_on_seeing_a_suggestion_are_told_apart(sample):
    first, second = list(sample.pending())[:2]
    sample.decide(first.id, "reject")
    sample.decide(second.id, "accept")
    sample.decide(next(sample.pending()).id, "skip")
    shown = sample.evaluate().shown

    assert (shown.agreed.k, shown.agreed.n) == (1, 2)


def test_decisions_made_blind_are_reported_apart(sample):
    sample.set_options(suggestions=True, decide_first=1.0)
    first, second = sample.blind_passages()[:2]
    with sample.store.read() as connection:
        offers = offered_on(connection, sample.codebook, first)
    given = [(offers[0].code, "present")] if offers else [("1.a", "present")]
    sample.decide_blind(first.id, given)
    sample.decide_blind(second.id)
    blind = sample.evaluate().blind

    assert blind.passages == 2
    assert (blind.hit1.k, blind.hit1.n) == (bool(offers), 1)
    assert blind.agreed.n == len(offers) + len(sample.hidden_suggestions(second))


@pytest.mark.parametrize("target", [0, 1.5, -1])
def test_a_target_that_is_no_precision_is_refused(sample, target):
    with pytest.raises(Refused, match="up to 1"):
        sample.evaluate(target=target)


def test_nothing_is_stored(sample):
    before = sample.version
    sample.evaluate()

    assert sample.version == before
