"""Places to split: after sentences, and not in the middle of how people talk."""

import pytest

from qualcode.model import Span
from qualcode.text.sentences import sentences


def cut(text):
    return [text[s.start : s.end] for s in sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "It is .5 of a post and I want .5 More of it.",
        "Some of them, e.g. Midtown, do it.",
        "The boroughs, i.e. City and East, do it.",
        "Forms, lists, etc. Nobody reads them.",
        "Well… I think it helps.",
        "So we ..... We stopped.",
        "We were... It was hard.",
        "I rang Mr. Brown and Mrs. Green and Dr. White.",
        "I rang J. Smith.",
    ],
)
def test_one_sentence_stays_one(text):
    assert cut(text) == [text]


def test_sentences_are_cut_without_the_blanks_between_them():
    assert cut("We talk.  It helps!\nDoes it? ‘Yes.’ So did I. Done.") == [
        "We talk.",
        "It helps!",
        "Does it?",
        "‘Yes.’",
        "So did I.",
        "Done.",
    ]


def test_only_the_span_is_cut_and_offsets_are_those_of_the_text():
    text = "P01: We talk. It helps.\n\nI: Yes."

    assert sentences(text, Span(5, 23)) == [Span(5, 13), Span(14, 23)]
