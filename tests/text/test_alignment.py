"""Words found again after a text was corrected."""

from random import Random

import pytest

from qualcode.model import Span
from qualcode.model.corrected import Fit
from qualcode.text import alignment
from qualcode.text.alignment import Alignment, moved_place
from tests.soon import soon
from tests.text.edit_sets import Text, corrected, same_place, spans, transcripts

TALK = (
    "Interviewer: How is it?\n\n"
    "P07: Yes. We share 👩‍👩‍👧 news, cafe\u0301, 𝒜, every week. It helps.\n\n"
    "Interviewer: And so?\n\nP07: Yes. The duty desk knows us by now, and we ring them first.\n"
)


def span_of(text, words, nth=1):
    at = -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def tried(place_of, seeds):
    """Codings that were moved, and those of them that are on other words."""
    moved = wrong = 0
    texts = transcripts()
    for seed in range(seeds):
        random = Random(seed)
        old = random.choice(texts)
        new = corrected(old, random, random.choice((1, 5, 25, 80)))
        place = place_of(old, str(new))
        for start, end in spans(old, random, 40):
            now = place(Span(start, end))
            if now is not None:
                moved += 1
                wrong += not same_place(old, new, (start, end), (now.start, now.end))
    return moved, wrong


def test_no_words_are_taken_for_others_whatever_was_corrected():
    moved, wrong = tried(moved_place, 60)

    assert wrong == 0
    assert moved > 60 * 40 / 3  # and a good share goes along by itself


@pytest.mark.long
def test_no_words_are_taken_for_others_in_five_hundred_corrections():
    moved, wrong = tried(moved_place, 500)

    assert (wrong, moved > 500 * 40 / 3) == (0, True)


def test_the_same_corrections_catch_offsets_that_are_simply_kept():
    def kept(old, new):
        return lambda span: span if span.end <= len(new) else None

    assert tried(kept, 10)[1] > 50


def test_the_same_corrections_catch_words_found_without_their_surroundings(monkeypatch):
    def first_found(old, new):
        def place(span):
            at = new.find(old[span.start : span.end])
            return None if at < 0 else Span(at, at + len(span))

        return place

    assert tried(first_found, 20)[1] > 5


def test_the_same_corrections_catch_a_guard_that_does_not_ask_whether_words_stand_once(monkeypatch):
    monkeypatch.setattr(alignment, "IN_ORDER", 1)
    monkeypatch.setattr(alignment, "ELSEWHERE", 1)
    monkeypatch.setattr(alignment, "_one", lambda found: next(found, None) is not None)

    assert tried(moved_place, 60)[1] > 5


@pytest.mark.parametrize(
    ("words", "nth"),
    [
        ("Yes.", 1),
        ("Yes.", 2),
        ("👩‍👩‍👧 news, cafe\u0301, 𝒜", 1),
        ("duty desk", 1),
        ("esk knows u", 1),
    ],
)
def test_words_are_found_behind_what_was_put_before_them(words, nth):
    new = "Recorded in March.\n\n" + TALK.replace("every week", "every single week")
    now = moved_place(TALK, new)(span_of(TALK, words, nth))

    assert now == span_of(new, words, nth)


@pytest.mark.parametrize("ends", ["\r\n", "\n\n", "\n   ", " \n"])
def test_other_line_ends_and_blanks_change_no_words(ends):
    new = TALK.replace("\n", ends).replace("We share", "We\n  share")
    span = span_of(
        TALK, "We share 👩‍👩‍👧 news, cafe\u0301, 𝒜, every week. It helps.\n\nInterviewer"
    )
    now = moved_place(TALK, new)(span)

    assert now is not None
    assert new[now.start : now.end].split() == TALK[span.start : span.end].split()


@pytest.mark.parametrize(
    "other", ["cafe", "caf\u00e9", "Cafe\u0301", "cafe\u0301s", "ca fe\u0301", "cafe\u0301."]
)
def test_the_smallest_change_of_a_word_is_a_change(other):
    new = TALK.replace("cafe\u0301", other)
    placed = Alignment(TALK, new).place(span_of(TALK, "news, cafe\u0301, 𝒜"))

    assert placed.fit is not Fit.SAME or other == "cafe\u0301."
    assert placed.fit is Fit.CHANGED


def test_changed_words_are_proposed_where_they_stand():
    new = TALK.replace("knows us by now", "has known us for long")
    placed = Alignment(TALK, new).place(span_of(TALK, "The duty desk knows us by now, and we ring"))

    assert placed.fit is Fit.CHANGED
    assert new[placed.span.start : placed.span.end] == (
        "The duty desk has known us for long, and we ring"
    )


def test_a_paragraph_that_was_moved_takes_its_codings_along():
    first, second = TALK.split("Interviewer: And so?")
    new = f"Interviewer: And so?{second}\n{first}"
    span = span_of(TALK, "We share 👩‍👩‍👧 news, cafe\u0301, 𝒜, every week.")

    assert moved_place(TALK, new)(span) == span_of(new, TALK[span.start : span.end])


def test_a_paragraph_that_was_moved_and_mended_is_proposed_there():
    first, second = TALK.split("Interviewer: And so?")
    new = f"Interviewer: And so?{second}\n{first}".replace("every week", "each week")
    placed = Alignment(TALK, new).place(
        span_of(TALK, "We share 👩‍👩‍👧 news, cafe\u0301, 𝒜, every week.")
    )

    assert placed.fit is Fit.CHANGED
    assert "each week" in new[placed.span.start : placed.span.end]


def test_words_that_are_gone_have_no_place():
    new = TALK.replace("The duty desk knows us by now, and we ring them first.", "I pass.")
    placed = Alignment(TALK, new).place(span_of(TALK, "desk knows us by now, and we ring"))

    assert (placed.fit, placed.span) == (Fit.GONE, None)


def test_what_could_be_two_places_is_never_moved_by_itself():
    old = "A: How so?\n\nB: We ring the duty desk.\n\nA: And?\n"
    twice = f"{old}\nC: I was not there.\n\n{old}"

    placed = Alignment(old, twice).place(span_of(old, "We ring the duty desk"))

    assert placed.fit is not Fit.SAME


def test_what_stands_in_place_of_a_name_is_covered_however_it_is_spelt():
    new = TALK.replace("The duty desk", "The Marigold Centre")
    laid = Alignment(TALK, new)

    assert laid.place(span_of(TALK, "duty desk")).fit is not Fit.SAME
    assert laid.covering(span_of(TALK, "duty desk")) == [span_of(new, "Marigold Centre")]


SAID = "He came late. My son Tim has autism and went first. We all know who to ring for him now."


@pytest.mark.parametrize(
    "now",
    [
        "My son Tim has, you know, what they call severe autism, and went first.",
        "My son has autism, Tim has, and went first.",
        "My younger son Timothy James Brown has got severe autism and went first.",
        "My son and his autism, that is Tim, he went first.",
        "It was Tim, my son, with his severe kind of autism, who went first.",
        "My son went first, Tim that is, who has autism.",
    ],
)
def test_what_must_not_be_seen_stays_covered_in_however_many_words_it_is_said_now(now):
    new = SAID.replace("My son Tim has autism and went first.", now)
    covered = Alignment(SAID, new).covering(span_of(SAID, "Tim has autism"))
    left = "".join(
        sign for n, sign in enumerate(new) if not any(c.start <= n < c.end for c in covered)
    )

    assert "Tim" not in left and "autism" not in left
    assert "He came late." in left and "We all know who to ring for him now." in left


@pytest.mark.parametrize(
    "now", ["I rang Ann, no sorry, Anna Karolina Brown.", "It was Ann, no, Anna Brown, I rang."]
)
def test_a_short_name_that_became_several_is_covered(now):
    old = "We waited for the manager. I rang Ana. Nobody agrees what counts in the end."
    new = old.replace("I rang Ana.", now)
    [covered] = Alignment(old, new).covering(span_of(old, "Ana"))

    assert "Ann" not in new[: covered.start] + new[covered.end :]


def test_of_words_that_are_gone_nothing_is_covered():
    new = TALK.replace("The duty desk knows us by now, and we ring them first.", "")

    assert Alignment(TALK, new).covering(span_of(TALK, "duty desk")) == []


def test_what_is_said_a_thousand_times_does_not_take_long():
    old = " ".join(["Yes, I see."] * 3000)
    new = old.replace("Yes, I see.", "Yes I see.", 50) + " More."
    with soon(0.8):
        laid = Alignment(old, new)
        fits = {laid.place(Span(at, at + 11)).fit for at in range(6000, 30000, 240)}

    assert Fit.SAME not in fits


def test_a_long_interview_with_many_codings_is_laid_out_soon():
    random = Random(3)
    old = " ".join(" ".join(transcripts()).split(" ")[:8000])
    new = corrected(old, random, 0)
    words = str(new).split(" ")
    for _ in range(120):
        n = random.randrange(len(words))
        words[n] = random.choice((words[n] + "x", "", words[n] + " as far as I know"))
    with soon(0.5):
        laid = Alignment(old, " ".join(words))
        fits = [laid.place(Span(*span)).fit for span in spans(old, random, 250)]

    assert fits.count(Fit.SAME) > 100


def test_the_edit_sets_know_a_place_from_another():
    old = "One two three four. " * 30
    new = Text.of(old)

    assert same_place(old, new, (20, 23), (20, 23))
    assert not same_place(old, new, (20, 23), (400, 403))
    assert not same_place(old, new, (20, 23), (24, 27))
