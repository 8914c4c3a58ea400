"""Learning from decisions: nothing of an interview teaches its own suggestions, nothing leaks."""

import dataclasses
import socket

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from qualcode.model import Band, Code, Codebook, Span
from qualcode.suggest import Engine, Judged, Record, cues
from qualcode.suggest.cues import PRIOR, CueLayer, CueRecord, weight
from qualcode.suggest.intervals import wilson_lower
from qualcode.suggest.learned import learn
from qualcode.suggest.lessons import lay_out
from qualcode.suggest.model import ModelLayer
from qualcode.suggest.proposals import log_odds, propose, weak
from qualcode.suggest.ranked import banded
from qualcode.suggest.shares import shares
from qualcode.suggest.threshold import Bar, Z, bar, earns
from qualcode.suggest.weigh import CUE
from qualcode.text.phrases import Hit
from qualcode.text.words import read_words
from tests.soon import soon

BOOK = Codebook(
    codes=(
        Code("1", "Gardens", definition="Growing vegetables.", cues=("vegetable bed",)),
        Code("2", "Boats", definition="Sailing on rivers.", cues=("old boat", "river")),
        Code("2.a", "Oars", parent="2", cues=("oar",)),
    )
)
PLOTS = ("carrots", "leeks", "beans", "onions", "peas", "chard")
TRIPS = ("weir", "lock", "bend", "ferry", "quay", "wharf")


def taught(interviews=6, each=4):
    """Every interview has passages of both codes, told apart by words that are no cues."""
    judged = []
    for n in range(interviews):
        for m in range(each):
            plot, trip = PLOTS[(n + m) % 6], TRIPS[(n + m) % 6]
            judged += [
                Judged(
                    f"i{n}", f"Granny planted {plot} by the shed, row {n} {m}.", "1", True, "mk"
                ),
                Judged(f"i{n}", f"We drifted past the {trip} in mist, {n} {m}.", "2", True, "mk"),
            ]
    return Record(tuple(judged), tuple((f"i{n}", f"Tea was at {n} o’clock.") for n in range(5)))


@pytest.fixture(scope="module")
def engine():
    return Engine(BOOK, record=taught())


def test_what_people_accepted_is_found_again_without_any_cue(engine):
    words = "Granny planted marrows by the shed."

    [plain] = Engine(BOOK).rank([words])
    [codes] = engine.rank([words])

    assert plain == []
    assert codes[0].code == "1"
    layers = {reason.layer for reason in codes[0].reasons}
    assert {"example", "model"} <= layers


def test_an_example_is_named_with_its_interview_and_coder(engine):
    [codes] = engine.rank(["Granny planted marrows by the shed."])

    [example] = [r for r in codes[0].reasons if r.layer == "example"]
    assert dict(example.detail)["coder"] == "mk"
    assert dict(example.detail)["interview"].startswith("i")
    assert "Granny planted" in example.words


def test_nothing_of_an_interview_teaches_its_own_suggestions():
    record = taught()
    words = "Zebras galloped over moonlit dunes"
    odd = tuple(Judged("odd", f"{words}, {n}.", "1", True, "mk") for n in range(3))
    engine = Engine(BOOK, record=Record((*record.judged, *odd), record.uncoded))

    [inside] = engine.rank([words], groups=["odd"])
    [outside] = engine.rank([words])

    assert outside[0].code == "1"
    assert "Zebras" in outside[0].reason
    assert "Zebras" not in " ".join(one.reason for one in inside)
    assert max((one.score for one in inside), default=0.0) < outside[0].score


def test_no_interview_stands_on_both_sides_of_a_split():
    lessons = lay_out(taught(), BOOK, ("1", "2", "2.a"))

    parts = {g: set(lessons.folds[lessons.groups == g].tolist()) for g in set(lessons.groups)}

    assert len(set(lessons.folds.tolist())) > 1
    assert all(len(own) == 1 for own in parts.values())


def test_a_rejection_speaks_against_that_passage_and_code_only():
    record = Record((Judged("a", "An old boat lay there.", "2", False),))

    lessons = lay_out(record, BOOK, ("1", "2", "2.a"))

    assert lessons.labels.tolist() == [[0, -1, 0]]
    assert lessons.rejected.tolist() == [[False, True, False]]


def test_what_was_read_and_left_is_a_negative_and_what_was_not_read_is_nothing():
    record = Record((Judged("a", "We sailed.", "2", True),), (("a", "It rained."),))

    lessons = lay_out(record, BOOK, ("1", "2", "2.a"))

    said = {p.text: row for p, row in zip(lessons.passages, lessons.labels.tolist(), strict=True)}
    # A letter of the accepted indicator is not known: nobody said it does not fit.
    assert said == {"It rained.": [-1, -1, -1], "We sailed.": [-1, 1, 0]}


def test_the_same_record_in_another_order_gives_the_same_suggestions(engine):
    record = taught()
    turned = Record(record.judged[::-1], record.uncoded[::-1])
    texts = ["Granny planted leeks.", "We drifted on the river in an old boat."]

    assert turned.digest == record.digest
    assert Engine(BOOK, record=turned).rank(texts) == engine.rank(texts)


def test_another_decision_gives_another_digest():
    record = taught()
    first = dataclasses.replace(record.judged[0], accepted=False)

    assert Record((first, *record.judged[1:]), record.uncoded).digest != record.digest
    assert record.without(["i0"]).groups == ("i1", "i2", "i3", "i4", "i5")


def test_retired_codes_are_never_suggested():
    codes = tuple(dataclasses.replace(c, retired=c.id == "2") for c in BOOK)
    text = "An old boat on the river, with an oar."

    [left] = Engine(dataclasses.replace(BOOK, codes=codes), record=taught()).rank([text])
    [every] = Engine(BOOK, record=taught()).rank([text])

    assert {"2", "2.a"} <= {one.code for one in every}
    assert "2" not in {one.code for one in left}
    assert "2.a" in {one.code for one in left}


def test_learning_and_suggesting_open_no_socket(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    with pytest.raises(AssertionError):
        socket.socket()

    [codes] = Engine(BOOK, record=taught(3, 7)).rank(["Granny planted leeks."])

    assert codes[0].code == "1"


def test_a_cue_that_was_refused_again_and_again_loses_its_weight():
    judged = [Judged(f"i{n}", f"The river was high, {n}.", "2", False) for n in range(9)]
    lessons = lay_out(Record(tuple(judged)), BOOK, ("1", "2", "2.a"))

    layer = CueLayer(BOOK.codes, lessons)

    assert layer.record("2", "river") == CueRecord(0, 9, 9)
    expected = PRIOR * weight("river") / (PRIOR + 9)
    assert layer.weight("2", "river") == pytest.approx(expected)
    assert layer.record("2", "river", besides="i0").judged == 8
    assert "accepted 0 of 9, in 9 interviews" in layer.reasons("A river.")["2"].words


def test_the_same_words_are_evidence_once():
    both = dataclasses.replace(BOOK.codes[1], cues=("old boat", "boat"))

    layer = CueLayer([both])

    assert layer.reasons("An old boat.")["2"].weight == pytest.approx(weight("old boat"))
    assert layer.reasons("An old boat, a boat.")["2"].weight > weight("old boat")


def test_a_cue_with_choices_is_named_by_the_words_it_met():
    code = dataclasses.replace(BOOK.codes[1], cues=("row/sail ... boat", "river"))

    reason = CueLayer([code]).reasons("We sailed an old boat on rivers.", offset=10)["2"]

    assert reason.words == "cues “sailed an old boat”, “river”"
    assert [(span.start, span.end) for span in reason.spans] == [(13, 31), (35, 41)]
    assert ("cue", "row/sail ... boat") in reason.detail


def test_a_cue_said_to_be_missing_is_told():
    layer = CueLayer(BOOK.codes)

    assert "said to be missing" in layer.reasons("There was never an old boat.")["2"].words
    assert "hoped for" in layer.reasons("We would like an old boat.")["2"].words
    assert layer.reasons("An old boat.")["2"].words == "cue “old boat”"


def test_wilsons_lower_bound_matches_the_published_one():
    # Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263, 95 % interval 0.2553-0.3662.
    assert wilson_lower(81, 263, 1.95996) == pytest.approx(0.2553, abs=5e-5)
    assert wilson_lower(0, 0, Z) == 0.0


def test_the_bar_is_the_lowest_score_whose_precision_holds():
    scores = np.r_[np.linspace(0.9, 0.6, 30), np.linspace(0.5, 0.1, 60)]
    labels = np.r_[np.ones(30), -np.ones(60)].astype(int)
    groups = np.array([f"i{n % 5}" for n in range(90)], dtype=object)

    found = bar(scores, labels, groups)

    assert found is not None
    assert found.start is not None
    assert 0.3 < found.start < 0.6
    assert wilson_lower(found.right, found.shown, Z) >= 0.6
    assert bar(scores, -np.ones(90, dtype=int), groups) is None
    worthless = bar(np.ones(90), labels, groups)
    assert worthless == Bar(None, None)


def test_below_the_bar_nothing_is_offered_and_above_it_the_record_is_told():
    own = Bar(0.3, 0.6, shown=20, right=15)

    assert banded(0.29, own, cued=True)[0] is Band.BELOW
    band, [told] = banded(0.4, own, cued=False)
    assert (band, told.layer) == (Band.POSSIBLE, "record")
    assert "of 20 like this in other interviews 15 were accepted" in told.words
    assert banded(0.7, own, cued=False)[0] is Band.STRONG
    assert banded(0.7, None, cued=False) == (Band.STRONG, ())
    assert banded(0.7, Bar(None, None), cued=False)[0] is Band.BELOW
    assert banded(0.7, Bar(None, None), cued=True)[0] is Band.POSSIBLE


def test_a_layer_that_ranks_worse_than_guessing_is_switched_off():
    labels = np.r_[np.ones(20), -np.ones(60)].astype(int)

    assert earns(np.r_[np.ones(20), np.zeros(60)], labels)
    assert not earns(np.r_[np.zeros(20), np.ones(60)], labels)
    assert earns(np.zeros(10), labels[:10])


def test_a_model_has_no_say_before_twenty_in_three_interviews():
    for record, wanted in ((taught(6, 4), True), (taught(2, 12), False), (taught(4, 4), False)):
        lessons = lay_out(record, BOOK, ("1", "2", "2.a"))
        found = learn(lessons, np.zeros((len(lessons), 3, 3)), [[0], [1, 2], [1, 2]], [0, 1, 1])
        assert (0 in found.model.units) is wanted


def test_shares_sum_to_one_and_leave_the_rest_to_no_code():
    parts, none = shares([0.6, 0.3, 0.0])

    assert sum(parts) + none == pytest.approx(1.0)
    assert parts[0] > parts[1] > parts[2] == 0.0
    assert shares([0.0, 0.0]) == ([0.0, 0.0], 1.0)


def test_log_odds_follow_the_formula():
    from collections import Counter

    # By hand: prior 2 * 3/8 = 0.75 for "a"; odds 2.75/3.25 against 1.75/4.25.
    found = log_odds(Counter(a=2, b=2), Counter(a=1, b=3), strength=2.0)

    z = (np.log(2.75 / 3.25) - np.log(1.75 / 4.25)) / np.sqrt(1 / 2.75 + 1 / 1.75)
    assert found["a"] == pytest.approx(z)
    other = (np.log(3.25 / 2.75) - np.log(4.25 / 1.75)) / np.sqrt(1 / 3.25 + 1 / 4.25)
    assert found["b"] == pytest.approx(other)


def test_words_of_a_code_in_three_interviews_are_proposed_with_lines_on_both_sides():
    record = taught(6, 5)
    against = tuple(
        Judged("i0", f"Granny planted doubts at the weir, {n}.", "2", True) for n in range(2)
    )

    found = propose(Record((*record.judged, *against), record.uncoded), BOOK, "1")

    assert found
    for one in found:
        assert one.interviews >= 3
        assert one.z > 1.96
        assert one.lines_for
    [both] = [one for one in found if one.words == "granny planted"]
    assert len(both.lines_against) == 2
    assert "doubts" in both.lines_against[0]
    assert propose(taught(2, 20), BOOK, "1") == []
    assert propose(Record(), BOOK, "1") == []


def test_a_cue_is_proposed_for_demotion_after_eight_refusals_and_not_before():
    def refusals(n):
        return Record(tuple(Judged(f"i{i}", f"A river, {i}.", "2", False) for i in range(n)))

    assert weak(refusals(7), BOOK, BOOK.codes) == {}
    [one] = weak(refusals(14), BOOK, BOOK.codes)["2"]
    assert (one.cue, one.accepted, one.judged) == ("river", 0, 14)
    assert one.upper < 0.3


NOISE = ("amber", "birch", "cedar", "delta", "ember", "flint", "grove", "heath", "islet", "jetty")


def mixed(seed, interviews=8, each=12):
    """A record in which what was accepted has nothing to do with the words."""
    rng = np.random.default_rng(seed)
    judged = []
    for n in range(interviews):
        for m in range(each):
            words = " ".join(rng.choice(NOISE, 4))
            code = ("1", "2")[int(rng.integers(2))]
            judged.append(Judged(f"i{n}", f"{words}, {n} and {m}.", code, True, "mk"))
    return Record(tuple(judged))


def suggested(record, group, texts):
    ranked = Engine(BOOK, record=record).rank(texts, groups=[group] * len(texts))
    return [[(one.code, one.score, one.band) for one in codes] for codes in ranked]


def flipped(record, group):
    """The same passages, those of one interview accepted for the other code."""
    other = {"1": "2", "2": "1"}
    return Record(
        tuple(
            dataclasses.replace(j, code=other[j.code]) if j.group == group else j
            for j in record.judged
        ),
        record.uncoded,
    )


@pytest.mark.parametrize("record", [taught(5, 14), mixed(1)], ids=["taught", "noise"])
def test_other_decisions_in_an_interview_leave_its_own_suggestions_as_they_are(record):
    texts = [j.words for j in record.judged if j.group == "i0"]
    turned = flipped(record, "i0")

    assert turned.digest != record.digest
    assert suggested(turned, "i0", texts) == suggested(record, "i0", texts)
    assert suggested(turned, "i1", texts) != suggested(record, "i1", texts)


def test_an_engine_taught_with_the_interview_itself_would_be_noticed(monkeypatch):
    # The faulty input beside the good one: gates, bars and models that saw the interview.
    record = mixed(1)
    texts = [j.words for j in record.judged if j.group == "i0"]
    monkeypatch.setattr(Engine, "_for", lambda self, group: self)

    assert suggested(flipped(record, "i0"), "i0", texts) != suggested(record, "i0", texts)


def test_a_model_is_judged_by_interviews_that_did_not_teach_it(monkeypatch):
    plain = ModelLayer.probabilities

    def leaking(self, passages, layers, parts):
        return plain(self, passages, layers, [None] * len(parts))

    def shown(record):
        engine = Engine(BOOK, record=record)
        engine.train()
        return sum(b is not None and b.start is not None for b in engine._learned.bars)

    records = [mixed(seed) for seed in range(3)]
    honest = sum(map(shown, records))
    monkeypatch.setattr(ModelLayer, "probabilities", leaking)

    assert sum(map(shown, records)) > honest == 0


def test_lessons_without_some_rows_are_those_of_a_record_without_them():
    record = taught()
    ids = ("1", "2", "2.a")
    whole, rest = lay_out(record, BOOK, ids), lay_out(record.without(["i1", "i4"]), BOOK, ids)

    left = whole.only(np.flatnonzero(~np.isin(whole.groups, ["i1", "i4"])))

    assert [p.text for p in left.passages] == [p.text for p in rest.passages]
    assert left.coders == rest.coders
    for name in ("labels", "rejected", "folds", "groups"):
        assert (getattr(left, name) == getattr(rest, name)).all()


def test_passages_of_several_interviews_are_weighed_together_as_each_alone(engine):
    texts = ["Granny planted leeks.", "We drifted past the lock.", "An old boat.", "Peas, by us."]
    groups = ["i0", None, "i3", "i0"]

    together = engine.rank(texts, groups=groups)

    alone = [engine.rank([t], groups=[g])[0] for t, g in zip(texts, groups, strict=True)]
    assert together == alone
    scores = engine.scores(texts, groups)
    by_code = [{one.code: one.score for one in codes} for codes in together]
    for row, found in zip(scores, by_code, strict=True):
        assert [found.get(id, 0.0) for id in engine.ids] == pytest.approx(row, abs=1e-6)


def test_indicators_ranked_at_once_are_those_ranked_one_by_one(engine):
    texts = ["Granny planted leeks by the river.", "An old boat with an oar.", "Nothing."]

    found = engine.indicators(texts, top=1)

    wanted = [engine.by_indicator(codes) for codes in engine.rank(texts)]
    assert [[(o.code, o.score) for o in codes] for codes in found] == [
        [(o.code, o.score) for o in codes] for codes in wanted
    ]
    assert [codes[0] for codes in found] == [codes[0] for codes in wanted]
    assert not any(one.reasons for codes in found for one in codes[1:])


def test_a_passage_is_read_for_its_reasons_once(engine, monkeypatch):
    engine.rank(["Granny planted leeks."])
    counted = []
    transform = TfidfVectorizer.transform

    def counting(self, raw):
        counted.append(len(raw))
        return transform(self, raw)

    monkeypatch.setattr(TfidfVectorizer, "transform", counting)
    engine.rank(["Granny planted leeks.", "We drifted past the lock in mist by the river."] * 20)

    # Definitions, examples, the model's words and parts of words, and the words for its reasons.
    assert counted == [40] * 5


def test_a_layer_that_was_switched_off_is_no_reason_and_is_stored_as_off():
    record = taught()
    engine = Engine(BOOK, record=record)
    engine.train()

    for voted in (1.0, 0.0):
        engine._learned.gates[:, CUE] = voted
        [codes] = engine.rank(["We drifted past the lock in an old boat."])
        [boats] = [one for one in codes if one.code == "2"]
        assert boats.reasons
        assert ("cue" in {reason.layer for reason in boats.reasons}) is bool(voted)
        assert (("off", "cue") in boats.reasons[0].detail) is (not voted)


def test_cues_in_a_very_long_passage_are_found_in_time():
    words = "an old boat on a river with an oar and a vegetable bed "
    long = words * 25_000
    layer = CueLayer(BOOK.codes)
    found = layer.hits(read_words(long))

    # By comparing each with each, 25,000 hits took minutes.
    with soon(5):
        scores = {code: layer.score(code, hits) for code, hits in found.items()}
        for code, hits in found.items():
            cues._longest(hits)
            layer.reason(code, hits, long)

    once = layer.hits(read_words(words))
    assert scores == {code: layer.score(code, hits) for code, hits in once.items()}


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12), st.sampled_from("abcd"))))
def test_what_lies_inside_a_longer_cue_is_found_as_by_comparing_each_with_each(places):
    hits = [Hit("1", phrase, Span(start, start + length)) for start, length, phrase in places]

    def inside(hit):
        return any(
            o.span != hit.span and o.span.start <= hit.span.start and hit.span.end <= o.span.end
            for o in hits
        )

    assert cues._longest(hits) == [hit for hit in hits if not inside(hit)]
