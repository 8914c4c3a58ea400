"""The engine: the same ids for the same texts, reasons in words, nothing for the interviewer."""

import dataclasses

import pytest

from qualcode.model import Band, Code, Codebook, Span, Speaker, Transcript, Turn
from qualcode.suggest import Engine
from qualcode.text import segments_of

BOOK = Codebook(
    codes=(
        Code("1", "Trust between people", definition="Workers rely on one another."),
        Code("1.a", "Knowing each other", parent="1", cues=("know each other", "first name terms")),
        Code("2", "Resources", definition="Money, posts and rooms.", cues=("funding",)),
        Code("2.a", "Posts", parent="2", exclude_when=("premises",), cues=("vacant posts",)),
    )
)
LINES = (
    ("I", "Do you know each other, and is there funding?"),
    ("P01", "We know each other well. The funding went."),
    ("P01", "It rained on Tuesday."),
)


def talk(lines=LINES, id="t"):
    text, turns = "", []
    for who, words in lines:
        text += f"{who}: "
        turns.append(Turn(who, Span(len(text), len(text) + len(words))))
        text += f"{words}\n\n"
    return Transcript(
        id, text, turns=tuple(turns), speakers=(Speaker("I", interviewer=True), Speaker("P01"))
    )


def offered(book=BOOK, transcript=None, **options):
    transcript = transcript or talk()
    return Engine(book).suggest(transcript, segments_of(transcript), **options)


def test_a_cue_is_offered_with_the_words_that_fired():
    found = {s.code: s for s in offered()}

    assert "cue “know each other”" in found["1.a"].reason
    assert "cue “funding”" in found["2"].reason
    assert found["1.a"].quote == LINES[1][1]


def test_a_reason_points_at_the_words_in_the_transcript():
    transcript = talk()
    [one] = [s for s in offered(transcript=transcript) if s.code == "1.a"]

    [cue] = [r for r in one.reasons if r.layer == "cue"]
    assert [transcript.quote(span) for span in cue.spans] == ["know each other"]


def test_the_interviewers_words_get_nothing():
    transcript = talk()

    found = offered(transcript=transcript)

    assert found
    assert all(s.span.start >= transcript.turns[1].span.start for s in found)


def test_words_that_fit_no_code_get_nothing():
    assert offered(transcript=talk((("P01", "It rained on Tuesday."),))) == []


def test_same_engine_codebook_and_text_give_the_same_ids():
    first, second = offered(), offered()

    assert first == second
    assert len({s.id for s in first}) == len(first) > 1


@pytest.mark.parametrize("changed", ["codebook", "text"])
def test_another_codebook_or_text_gives_other_ids(changed):
    cues = (*BOOK.codes[2].cues, "budget")
    codes = (*BOOK.codes[:2], dataclasses.replace(BOOK.codes[2], cues=cues), BOOK.codes[3])
    book = dataclasses.replace(BOOK, codes=codes) if changed == "codebook" else BOOK
    lines = LINES if changed == "codebook" else (*LINES, ("P01", "And so on."))

    before, after = offered(), offered(book, talk(lines))

    assert [s.code for s in before] == [s.code for s in after]
    assert not {s.id for s in before} & {s.id for s in after}


def test_at_most_top_are_offered_a_segment_best_first():
    assert len(offered(top=1)) == 1
    scores = [s.score for s in offered(top=4)]
    assert scores == sorted(scores, reverse=True)


def test_scores_lie_in_0_to_1_and_carry_their_band():
    words = "know each other, first name terms, funding, vacant posts, trust between people"

    [codes] = Engine(BOOK).rank([words])

    assert {c.code for c in codes} == {"1", "1.a", "2", "2.a"}
    assert all(0.0 < c.score <= 1.0 for c in codes)
    for code in codes:
        band = Band.STRONG if code.score >= 0.45 else Band.POSSIBLE
        assert code.band is (band if code.score >= 0.12 else Band.BELOW)
    assert codes[0].band is Band.STRONG


def test_every_passage_is_ranked_on_its_own():
    engine = Engine(BOOK)
    texts = ["We know each other.", "", "Vacant posts again."]

    together = engine.rank(texts)

    assert together == [engine.rank([text])[0] for text in texts]
    assert [codes[0].code if codes else None for codes in together] == ["1.a", None, "2.a"]


def test_every_indicator_is_ranked_by_its_best_letter_once():
    engine = Engine(BOOK)

    best = engine.by_indicator(engine.rank(["Vacant posts again."])[0])

    assert [BOOK.top(one.code) for one in best] == ["2", "1"]
    assert (best[0].code, best[1].score, best[1].band) == ("2.a", 0.0, Band.BELOW)


def test_a_definition_shared_in_words_is_named():
    [codes] = Engine(BOOK).rank(["Money and rooms were short."])

    assert codes[0].code == "2"
    assert "money" in codes[0].reason
    assert "definition" in codes[0].reason


def test_an_empty_codebook_ranks_nothing():
    engine = Engine(Codebook())

    assert engine.rank(["We know each other."]) == [[]]
    assert engine.by_indicator([]) == []


def test_a_codebook_without_telling_words_suggests_by_cues_alone():
    mute = Codebook(codes=(Code("1", "Other"), Code("2", "2", cues=("no one",))))

    [codes] = Engine(mute).rank(["No one came."])

    assert [c.code for c in codes] == ["2"]
    assert Engine(Codebook(codes=mute.codes[:1])).rank(["No one came."]) == [[]]


def test_one_shared_word_alone_is_not_possible_and_two_are():
    [one] = Engine(BOOK).rank(["Money."])
    [two] = Engine(BOOK).rank(["Money and rooms."])

    assert one[0].score >= 0.12
    assert (one[0].code, one[0].band) == ("2", Band.BELOW)
    assert (two[0].code, two[0].band) != ("2", Band.BELOW)


def test_a_cue_of_one_word_needs_the_definition_or_another_cue():
    book = Codebook(
        codes=(
            Code("1", "Trust", definition="Relying on each other.", cues=("if", "know each other")),
            Code("2", "Rooms", cues=("funding",)),
        )
    )

    bands = {
        text: {one.code: one.band for one in Engine(book).rank([text])[0]}
        for text in ("If it rains.", "If we know each other.", "Funding.")
    }

    assert bands["If it rains."] == {"1": Band.BELOW}
    assert bands["If we know each other."]["1"] is not Band.BELOW
    assert bands["Funding."]["2"] is not Band.BELOW


def test_small_talk_is_no_shared_word_and_others_are_shown_as_written():
    entry = "He does say a bit; let things come and go, get a turn on the way. Quiet rooms."
    book = Codebook(codes=(Code("1", "Rooms", definition=entry), Code("2", "Boats")))
    engine = Engine(book)

    assert engine.rank(["She does say a bit, let the thing come, go and get a turn, way off."]) == [
        []
    ]
    [codes] = engine.rank(["The room does say a lot about quieter days."])
    assert "bite" not in codes[0].reason
    assert "doe" not in codes[0].reason
    assert "quieter" in codes[0].reason
