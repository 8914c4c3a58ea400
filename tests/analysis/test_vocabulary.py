"""Two lists of terms, counted by hand."""

from __future__ import annotations

import pytest

from qualcode.analysis.tokens import Shelf, tokens_of
from qualcode.analysis.vocabulary import VocabularyRow, count_terms, find_uses, publishable
from qualcode.model import Participant, Speaker
from qualcode.model.term_list import TermList, TermLists
from tests.analysis import study

LISTS = TermLists(
    TermList("family support", ("family support", "support family", "mum/mother")),
    TermList("child protection", ("child protection", "protect*", "at risk")),
    ("family support team",),
)
TALK = {
    "T1": "We do family support. Supporting families is it. I am a family support worker.",
    "T2": "Children at risk need protecting. The family support team does child protection.",
    "T3": "Nothing of the kind was said at all by me.",
}


def built(talk=TALK, titles=("Family support worker",)):
    speakers = [
        (id, Speaker(f"S{n}", participant=f"P{n}", role="fsw" if n == 0 else "sw"))
        for n, id in enumerate(talk)
    ]
    people = {f"P{n}": Participant(f"P{n}") for n in range(len(talk))}
    segments = [(id, 0, len(text), f"S{n}") for n, (id, text) in enumerate(talk.items())]
    frames = study.frames([], speakers=speakers, people=people, segments=segments)
    shelf = Shelf(talk.__getitem__)
    tokens = tokens_of(frames, shelf)
    return find_uses(tokens, frames, shelf, LISTS, titles), tokens, frames.people


def test_terms_are_found_in_their_forms_and_titles_are_left_out():
    uses, tokens, people = built()
    rows = {(r.group, r.list): r for r in count_terms(uses, tokens, people, LISTS, "role")}

    support, protection = rows["fsw", "family support"], rows["fsw", "child protection"]
    assert (support.participants, support.of_participants, support.uses) == (1, 1, 2)
    assert (protection.participants, protection.uses) == (0, 0)
    # The team is left out by the lists, the worker as a post of the study.
    assert uses.left_out == 2
    other = rows["sw", "child protection"]
    assert (other.participants, other.of_participants, other.uses) == (1, 2, 3)
    assert other.words == 22 and other.per_thousand == pytest.approx(1000 * 3 / 22, abs=0.01)


def test_the_longest_term_at_a_place_counts_once():
    uses, tokens, people = built({"T1": "It is child protection."}, ())
    [_, protection] = count_terms(uses, tokens, people, LISTS, None)

    assert protection.uses == 1


def test_speech_of_nobody_known_has_no_count_of_people():
    talk = {"T1": "We do family support."}
    frames = study.frames(
        [], speakers=[("T1", Speaker("S1"))], people={}, segments=[("T1", 0, 21, "S1")]
    )
    shelf = Shelf(talk.__getitem__)
    tokens = tokens_of(frames, shelf)
    uses = find_uses(tokens, frames, shelf, LISTS, ())
    [support, _] = count_terms(uses, tokens, frames.people, LISTS, None)

    assert (support.participants, support.of_participants, support.uses) == (None, None, 1)


def test_nobody_in_scope_is_a_row_of_zeros():
    uses, tokens, people = built()
    [support, _] = count_terms(uses, tokens.only(tokens.word < 0), people[:0], LISTS, None)

    assert (support.participants, support.words, support.per_thousand) == (0, 0, None)


def row(group, k, n, of="a"):
    return VocabularyRow(group, of, k, n, k, 100, 1.0)


def test_small_groups_and_counts_are_kept_back_with_a_second_one():
    rows = [row("x", 9, 12), row("y", 7, 10), row("z", 2, 11)]
    left = {r.group: r for r in publishable(rows, 6)}

    assert left["x"].participants == 9 and not left["x"].suppressed
    assert left["z"].participants is None and left["z"].uses is None
    # One alone could be worked out from a total of all; the next smallest goes with it.
    assert left["y"].suppressed and left["y"].of_participants == 10


@pytest.mark.parametrize("k", [0, 12])
def test_what_nobody_or_everybody_of_a_group_says_is_kept_back_with_a_second_one(k):
    rows = [row("x", k, 12), row("y", 7, 10), row("z", 9, 11)]
    left = {r.group: r for r in publishable(rows, 6)}

    assert left["x"].uses is None and left["x"].of_participants == 12
    assert left["y"].suppressed and left["z"].participants == 9


def test_a_small_group_is_kept_back_whole():
    left = {r.group: r for r in publishable([row("x", 8, 12), row("y", 7, 9), row("z", 0, 3)], 6)}

    assert left["z"].suppressed and left["z"].words is None and left["z"].of_participants is None
    assert not left["x"].suppressed


def test_everyone_together_is_kept_back_when_few_and_when_it_tells_of_each():
    assert publishable([row("everyone", 0, 12)], 6)[0].suppressed
    assert publishable([row("everyone", 12, 12)], 6)[0].suppressed
    assert publishable([row("everyone", 12, 12)], 6)[0].of_participants == 12
    assert not publishable([row("everyone", 8, 12)], 6)[0].suppressed
    assert not publishable([row("everyone", 0, 0)], 6)[0].suppressed
    assert publishable([row("everyone", 3, 12)], 6)[0].suppressed
