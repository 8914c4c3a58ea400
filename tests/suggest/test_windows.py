"""Long answers are offered by the sentences that say it, inside one respondent's turn."""

from itertools import pairwise

from qualcode.model import Band, Code, Codebook, Segment, Span, Speaker, Transcript, Turn
from qualcode.suggest import Engine
from qualcode.suggest.windows import MOST_WORDS, windows

SENTENCE = "We went to the market and then we came home again with the eggs. "
LONG = SENTENCE * 6 + "There we argue about thresholds. " + SENTENCE * 6
BOOK = Codebook(codes=(Code("8.a", "Thresholds", cues=("threshold",)),))


def turns(words, label="P01"):
    text = f"{label}: {words}"
    span = Span(len(label) + 2, len(text.rstrip()))
    speakers = (Speaker("I", interviewer=True), Speaker("P01"))
    return Transcript("t", text, turns=(Turn(label, span),), speakers=speakers), span


def test_a_short_passage_is_offered_whole():
    transcript, span = turns("We argue about thresholds. Nobody agrees.")

    assert windows(transcript.text, Segment("t", span, "P01")) == [span]


def test_windows_lie_in_the_passage_begin_at_sentences_and_miss_no_word():
    transcript, span = turns(LONG)

    found = windows(transcript.text, Segment("t", span, "P01"))

    assert len(found) > 3
    assert (found[0].start, found[-1].end) == (span.start, span.end)
    for one, following in pairwise(found):
        assert following.start <= one.end + 1
        assert following.end > one.end
    for one in found:
        words = transcript.quote(one)
        assert len(words.split()) <= MOST_WORDS
        assert words[0].isupper()
        assert words.endswith(".")


def test_the_sentences_that_say_it_are_offered_once():
    transcript, span = turns(LONG)

    [one] = Engine(BOOK).suggest(transcript, [Segment("t", span, "P01")])

    assert "argue about thresholds" in one.quote
    assert len(one.quote) < len(LONG) / 2
    assert one.band is not Band.BELOW
    [cue] = [r for r in one.reasons if r.layer == "cue"]
    assert [transcript.quote(place) for place in cue.spans] == ["thresholds"]


def test_a_code_is_offered_twice_for_words_apart():
    transcript, span = turns(LONG + LONG)

    found = Engine(BOOK).suggest(transcript, [Segment("t", span, "P01")])

    assert [one.code for one in found] == ["8.a", "8.a"]
    assert not found[0].span.overlaps(found[1].span)


def test_an_interviewers_long_question_gives_no_window():
    transcript, span = turns(LONG, "I")
    asked = Segment("t", span, "I", interviewer=True)

    assert windows(transcript.text, asked) == []
    assert Engine(BOOK).suggest(transcript, [asked]) == []
