"""No interview and no person is on both sides of a split."""

import numpy as np
import pytest

from qualcode.suggest.folds import Fold, Labelled, LeakingFold, checked, groups_of, make_folds


def passages(groups, each=3):
    return [
        Labelled(f"{g}:{n}", f"g{g}", "words", frozenset({f"c{n % 2}"} if n else ()))
        for g in range(groups)
        for n in range(each)
    ]


def rng(seed=1):
    return np.random.default_rng(seed)


def test_each_interview_is_left_out_once():
    talk = passages(4)
    folds = checked(talk, make_folds(talk, rng()))

    assert len(folds) == 4
    assert [{talk[i].group for i in fold.test} for fold in folds] == [
        {"g0"}, {"g1"}, {"g2"}, {"g3"},
    ]  # fmt: skip


def test_more_than_forty_interviews_are_tested_in_ten_parts_with_the_codes_spread():
    talk = passages(50)
    folds = checked(talk, make_folds(talk, rng()))

    assert len(folds) == 10
    shares = [np.mean(["c1" in talk[i].codes for i in fold.test]) for fold in folds]
    assert max(shares) - min(shares) < 0.1


def test_the_same_seed_makes_the_same_parts_and_another_does_not():
    talk = passages(50)

    assert make_folds(talk, rng(1)) == make_folds(talk, rng(1))
    assert make_folds(talk, rng(1)) != make_folds(talk, rng(2))


def test_an_interview_on_both_sides_is_found():
    talk = passages(2)
    leaking = [Fold((0, 1, 2, 3), (4, 5)), Fold((4, 5), (0, 1, 2, 3))]

    with pytest.raises(LeakingFold, match="taught with the group it is tested on"):
        checked(talk, leaking)


def test_an_interview_torn_apart_by_its_groups_is_found():
    talk = [
        Labelled("a", "g1", "words", frozenset(), interview="t"),
        Labelled("b", "g2", "words", frozenset(), interview="t"),
    ]

    with pytest.raises(LeakingFold, match="taught with the interview"):
        checked(talk, make_folds(talk, rng()))


@pytest.mark.parametrize("tests", [[(0, 1)], [(0, 1, 2), (2, 3, 4, 5)], []])
def test_a_passage_tested_twice_or_never_is_found(tests):
    talk = passages(2)

    with pytest.raises(LeakingFold, match="every passage exactly once"):
        checked(talk, [Fold((), test) for test in tests])


def test_interviews_of_one_person_share_a_group_also_by_way_of_a_third():
    assert groups_of([("a", "P1"), ("b", "P2"), ("c", "P1"), ("c", "P2"), ("d", None)]) == {
        "a": "a", "b": "a", "c": "a", "d": "d",
    }  # fmt: skip


def test_interviews_with_nobody_known_stay_apart():
    assert len(set(groups_of([("a", None), ("b", None)]).values())) == 2
