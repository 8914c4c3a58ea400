"""Which question an interviewer's turn asks."""

import pytest

from qualcode.analysis.question_matching import ENOUGH, matched
from qualcode.model.schedule import Question, Schedule

SCHEDULE = Schedule(
    questions=(
        Question("1", "What are the referrals like?", also=("How are your referrals received?",)),
        Question("2b", "What training have you had?"),
        Question("3", "Have you come across the Common Assessment Framework yet?"),
    )
)


@pytest.mark.parametrize(
    ("turn", "question"),
    [
        ("What are the referrals like?", "1"),
        ("Right. And how are your referrals received?", "1"),
        ("And what’s the training you have had?", "2b"),
        ("Thanks for that. Have you come across the Common Assessment yet?", "3"),
        ("Q2b. Anything?", "2b"),
        ("2B) Anything?", "2b"),
        ("Question 3: and so on", "3"),
        ("3. What are the referrals like?", "3"),
        ("4. Who rings?", None),
        ("Why is that?", None),
        ("[laughs] What about parking?", None),
        ("", None),
        ("…", None),
    ],
)
def test_a_turn_asks_the_question_it_is_most_like(turn, question):
    [found] = matched([turn], SCHEDULE)

    assert (found[0] if found else None) == question
    assert found is None or ENOUGH <= found[1] <= 100


def test_turns_keep_their_order_and_a_schedule_may_be_empty():
    turns = ["Why?", "What training have you had?", "1. So"]

    assert matched(turns, SCHEDULE) == [None, ("2b", 100.0), ("1", 100.0)]
    assert matched(turns, Schedule()) == [None, None, None]
    assert matched([], SCHEDULE) == []
