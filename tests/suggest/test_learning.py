"""Learning from decisions: nothing of an interview teaches its own suggestions, nothing leaks."""

import dataclasses
import socket

import numpy as np
import pytest

from qualcode.model import Band, Code, Codebook
from qualcode.suggest import Engine, Judged, Record
from qualcode.suggest.cues import PRIOR, CueLayer, CueRecord, weight
from qualcode.suggest.learned import learn
from qualcode.suggest.lessons import lay_out
from qualcode.suggest.proposals import log_odds, propose, weak
from qualcode.suggest.ranked import banded
from qualcode.suggest.shares import shares
from qualcode.suggest.threshold import Bar, bar, earns, wilson_lower

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
    assert wilson_lower(0, 0) == 0.0


def test_the_bar_is_the_lowest_score_whose_precision_holds():
    scores = np.r_[np.linspace(0.9, 0.6, 30), np.linspace(0.5, 0.1, 60)]
    labels = np.r_[np.ones(30), -np.ones(60)].astype(int)
    groups = np.array([f"i{n % 5}" for n in range(90)], dtype=object)

    found = bar(scores, labels, groups)

    assert found is not None
    assert found.start is not None
    assert 0.3 < found.start < 0.6
    assert wilson_lower(found.right, found.shown) >= 0.6
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
