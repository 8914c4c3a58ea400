"""Typical and least typical passages."""

from qualcode.suggest.typical import typical

SAME = "the duty desk rang the school about the threshold for a referral"
TEXTS = [
    SAME,
    "we rang the duty desk and the school about the threshold of the referral",
    "the school and the duty desk never agree about a referral and its threshold",
    "my bicycle has a puncture and the garden wants watering before the weekend",
    "Yes, thank you.",
]


def test_the_nearest_to_the_others_are_typical_and_the_odd_one_is_not():
    most, far = typical(TEXTS, ["a", "b", "c", "d", "e"], 2)

    assert {r.place for r in most} <= {0, 1, 2}
    assert [r.rank for r in most] == [1, 2]
    assert [r.place for r in far] == [3]
    assert most[0].likeness > far[0].likeness


def test_an_interview_gives_one_passage():
    most, _ = typical(TEXTS, ["a", "a", "a", "d", "e"], 5)

    assert len(most) == 2
    assert {r.place for r in most} & {0, 1, 2} and 3 in {r.place for r in most}


def test_what_was_chosen_already_comes_last_however_like_the_others_it_is():
    texts = [
        SAME,
        SAME,
        "the school asked the duty desk about the threshold and the panel",
        "the panel asked about a threshold before the referral to the duty desk",
        "the school wants a referral and the panel asks the desk about the threshold",
    ]
    most, _ = typical(texts, list("abcde"), 5)
    likeness = {r.place: r.likeness for r in most}

    assert [r.place for r in most][-1] == 1
    assert likeness[1] > likeness[4]


def test_short_and_empty_passages_stand_in_no_list():
    assert typical(["Yes.", "", "of the and of the and of the"], ["a", "b", "c"], 3) == ([], [])


def test_one_passage_is_typical_of_itself():
    most, far = typical([SAME], ["a"], 3)

    assert [(r.place, r.likeness) for r in most] == [(0, 1.0)]
    assert far == []
