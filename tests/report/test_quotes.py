"""Quotes: whose words, in which order, and one for each passage."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model import Direction, Respondents, Role
from qualcode.report.quotes import select_quotes
from tests.analysis import study
from tests.analysis.study import BOOK, coding

LISTED = Respondents(roles=(Role(study.HV, "Health visitor"), Role(study.SW, "Social worker")))
# The joint interview's text, at the offsets of study.SEGMENTS.
TEXT = "Interview?" + "Ann speaks of trust." + "Bob answers her now." + "Ann has a last word."


def select(codings, **options):
    return select_quotes(study.frames(codings), BOOK, LISTED, **{"where": {}, **options})


def told(quotes):
    return [(q.code, q.words, q.coders) for q in quotes]


def test_quotes_come_in_codebook_order_then_by_place():
    quotes = select(
        [
            coding("b", "T1", 12, 20, "2", quote="b"),
            coding("a", "T1", 50, 60, "1.a", quote="a"),
            coding("c", "T2", 12, 20, "1", quote="c"),
            coding("d", "T1", 12, 20, "1.a", quote="d"),
        ]
    )

    assert [q.words for q in quotes] == ["c", "a", "d", "b"]


def test_two_coders_on_the_same_words_are_one_quote_the_longer_span_the_earlier_coder_first():
    [quote] = select(
        [
            coding("c1", "T1", 12, 24, "1.a", coder="tom", quote="short", made_at="2026-01-01"),
            coding("c2", "T1", 10, 30, "1.a", quote="the longer one", made_at="2026-01-02",
                   direction=Direction.MIXED, starred=True),
        ]
    )  # fmt: skip

    assert quote.words == "the longer one" and quote.coding == "c2"
    assert quote.coders == ("tom", "ruth") and quote.coder == "tom"
    assert quote.directions == ("present", "mixed")
    assert quote.starred


def test_different_codes_and_different_words_stay_separate():
    quotes = select(
        [
            coding("c1", "T1", 10, 20, "1.a", quote="one"),
            coding("c2", "T1", 10, 20, "1.b", quote="one"),
            coding("c3", "T1", 20, 30, "1.a", quote="two", coder="tom"),
        ]
    )

    assert told(quotes) == [
        ("1.a", "one", ("ruth",)),
        ("1.a", "two", ("tom",)),
        ("1.b", "one", ("ruth",)),
    ]


def test_in_a_chain_what_the_longest_does_not_touch_stands_too():
    quotes = select(
        [
            coding("c1", "T2", 30, 40, "1", quote="1234567890"),
            coding("c2", "T2", 39, 45, "1", quote="0abcde", coder="tom"),
            coding("c3", "T2", 44, 52, "1", quote="efghijkl"),
        ]
    )

    assert [q.words for q in quotes] == ["1234567890", "efghijkl"]
    assert [q.coders for q in quotes] == [("ruth", "tom"), ("tom", "ruth")]


def test_a_coding_over_two_peoples_words_is_a_quote_of_each():
    quotes = select([coding("c", "T1", 14, 60, "1", quote=TEXT[14:60])])

    assert [(q.participant, q.words) for q in quotes] == [
        ("P1", "speaks of trust. […] Ann has a"),
        ("P2", "Bob answers her now."),
    ]
    [bob] = select([coding("c", "T1", 14, 60, "1", quote=TEXT[14:60])], where={"role": study.SW})
    assert bob.words == "Bob answers her now."


def test_the_interviewers_words_and_labels_stay_behind():
    text = "Ann: one line\n\nAnn: and more\n\nQ: why?\n\nAnn: because so"
    said = ["one line", "and more", "because so"]
    segments = [("T1", text.index(w), text.index(w) + len(w), "Ann") for w in said]
    frames = study.frames(
        [coding("c", "T1", 0, len(text), "1", quote=text)],
        segments=segments,
        speakers=study.SPEAKERS[:1],
    )

    [quote] = select_quotes(frames, BOOK, LISTED, where={})
    assert quote.words == "one line and more […] because so"


def test_consent_withdrawn_takes_a_persons_words_out_of_a_shared_passage():
    segments = [("T1", 0, 10, "Ann"), ("T1", 10, 20, "Dan")]
    speakers = [study.SPEAKERS[0], ("T1", study.SPEAKERS[3][1])]
    frames = study.frames(
        [coding("c", "T1", 0, 20, "1", quote="Ann's wordDan's word")],
        segments=segments,
        speakers=speakers,
    )

    [quote] = select_quotes(frames, BOOK, LISTED, where={})
    assert quote.words == "Ann's word"


def test_who_allows_no_quotes_is_marked():
    [quote] = select([coding("c", "T5", 10, 20, "1")])

    assert quote.withheld == "the participant allows no quotes"


def test_filters():
    codings = study.CODINGS

    assert {q.code for q in select(codings, codes=["2.a"])} == {"2.a"}
    assert {q.direction for q in select(codings, direction="planned_or_hoped")} == {
        "planned_or_hoped"
    }
    assert {q.coders for q in select(codings, coder="tom")} == {("tom",)}
    assert select(codings, starred=True) == []
    assert select(codings, where={"authority": "Nowhere"}) == []


spans = st.lists(st.tuples(st.integers(30, 55), st.integers(1, 15)), max_size=12)


@given(spans)
def test_quotes_of_one_code_and_person_share_no_words_and_lose_no_coder(drawn):
    made = [
        coding(f"c{n}", "T2", start, min(start + length, 60), "1", coder=f"coder {n}")
        for n, (start, length) in enumerate(drawn)
    ]
    spans = {c.id: c.span for c in made}
    quotes = select(made)

    kept = [spans[q.coding] for q in quotes]
    assert not any(a.overlaps(b) for n, a in enumerate(kept) for b in kept[:n])
    assert {c for q in quotes for c in q.coders} == {c.coder for c in made}
