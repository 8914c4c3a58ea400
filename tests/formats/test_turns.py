import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.formats.turns import UNKNOWN, compose, find_turns


def turns(text):
    return [(t.speaker, text[t.span.start : t.span.end]) for t in find_turns(text).turns]


def interviewers(text):
    return [s.label for s in find_turns(text).speakers if s.interviewer]


@pytest.mark.parametrize(
    "text",
    [
        "INT: How?\n\nP01: Well.\n\nINT: Why?",
        "**INT:** How?\n\n**P01:** Well.\n\n**INT**: Why?",
        "INT\tHow?\nP01\tWell.\nINT\tWhy?",
        "[00:00:01] INT: How?\n[00:00:04] P01: Well.\n[00:01:00] INT: Why?",
        "INT (00:01): How?\nP01 (00:04): Well.\nINT (01:00): Why?",
        "12 INT: How?\n\n13 P01: Well.\n\n14 INT: Why?",
        "[12] INT: How?\n[13] P01: Well.\n[14] INT: Why?",
        "12.\nINT: How?\n13.\nP01: Well.\n14.\nINT: Why?",
        "INT  0:03\nHow?\n\nP01  0:05\nWell.\n\nINT  1:00\nWhy?",
        "INT:\nHow?\nP01:\nWell.\nINT:\nWhy?",
        "0:0:0.0 --> 0:0:2.5\nINT\nHow?\n0:0:3.0 --> 0:0:4.5\nP01\nWell.\n"
        "0:0:5.0 --> 0:0:6.0\nINT\nWhy?",
        "# Interview seven\n\nDate: May\n\nINT: How?\n\nP01: Well.\n\n---\n\nINT: Why?",
    ],
)
def test_turns_are_found_in_each_way_of_writing_them(text):
    assert turns(text) == [("INT", "How?"), ("P01", "Well."), ("INT", "Why?")]
    assert interviewers(text) == ["INT"]


@pytest.mark.parametrize(
    "text",
    [
        "INTERVIEWER\nHow?\n\nP01\nWell.\n\nINTERVIEWER\nWhy?\n\nP01\nSo.",
        "INTERVIEWER\nHow?\nP01\nWell.\nINTERVIEWER\nWhy?\nP01\nSo.",
        "**INTERVIEWER**\n\nHow?\n\n**P01**\n\nWell.\n\nINTERVIEWER\n\nWhy?\n\nP01\n\nSo.",
        "INTERVIEWER - How?\n\nP01 - Well.\n\nINTERVIEWER - Why?\n\nP01 - So.",
        "INTERVIEWER – How?\nP01 — Well.\nINTERVIEWER – Why?\nP01 – So.",
    ],
)
def test_labels_without_a_colon_are_known_by_their_repeating(text):
    expected = [("INTERVIEWER", "How?"), ("P01", "Well."), ("INTERVIEWER", "Why?"), ("P01", "So.")]

    assert turns(text) == expected
    assert turns(compose(text.split("\n"))) == expected


def test_letters_before_a_dash_and_names_above_the_words_are_speakers():
    letters = "I - How?\n\nR - Well.\n\nI - Why?\n\nR - So."
    names = "Anna\nHow?\n\nBen\nWell.\n\nAnna\nWhy?\n\nBen\nSo."

    assert [speaker for speaker, _ in turns(letters)] == ["I", "R", "I", "R"]
    assert interviewers(letters) == ["I"]
    assert turns(names)[:2] == [("Anna", "How?"), ("Ben", "Well.")]


def test_facts_above_the_talk_do_not_hide_its_form():
    talk = "INTERVIEWER\nHow?\n\nRESPONDENT\nWell.\n\n" * 3

    assert turns(f"Participant: P01\n\n{talk}")[0] == ("INTERVIEWER", "How?")


@pytest.mark.parametrize(
    "text",
    [
        "INTERVIEWER\nHow?\n\nRESPONDENT\nWell.",
        "Interviewer\nDan Fox\n\nParticipant\nP01\n\nWe spoke for an hour.",
        "Yes\nNo\nYes\nNo",
        "Yes\n\nWe did.\n\nNo\n\nNever.\n\nYes\n\nOften.\n\nNo\n\nNot once.",
        "I - I mean it.\n\nWell - yes.\n\nI - I do.\n\nWell - not so.",
        "We met.\nI - said so.\nOf course.\nR - was.\nNo.\nI - did.\nSo.\nR - is.\nFine.",
        "Sure - we did.\n\nSure - we do.\n\nNot us.",
    ],
)
def test_short_lines_and_dashes_that_prove_no_conversation_are_words(text):
    found = find_turns(text)

    assert [s.label for s in found.speakers] == [UNKNOWN]
    assert "write 'Name: words'" in found.oddities[0].message


def test_passages_of_nobody_are_listed():
    assert ["nobody is named" in o.message for o in find_turns("[1] One.\n[2] Two.").oddities] == [
        True
    ]
    assert find_turns("[1] INT: One.\n[2] P01: Two.").oddities == ()


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("I", "R"),
        ("Q", "A"),
        ("Interviewer 1", "Speaker 2"),
        ("Researcher", "Health visitor"),
        ("Moderator", "P-03"),
        ("INT2", "Siân Ó Briain"),
        ("Facilitator", "Dr. May"),
        ("interviewer", "participant"),
    ],
)
def test_interviewers_are_known_by_their_labels(asks, answers):
    text = f"{asks}: How?\n\n{answers}: Well.\n\n{asks}: Why?\n\n{answers}: So."

    assert interviewers(text) == [asks]
    assert [s.label for s in find_turns(text).speakers] == [asks, answers]


@pytest.mark.parametrize(
    "line",
    [
        "Note: it was late.",
        "At 10:30 we left.",
        "https://example.org/x is the page.",
        "She said: come in.",
        "Three things: time, money and trust.",
        "Date: we never fixed one.",
    ],
)
def test_words_of_the_talk_are_never_taken_for_a_speaker(line):
    text = f"INT: How?\n\nP01: Well.\n\n{line}\n{line}\n\nINT: Why?"

    assert turns(text)[1] == ("P01", f"Well.\n\n{line}\n{line}")


def test_a_capitalised_word_of_the_talk_is_kept_as_words_and_listed():
    text = "INT: How?\n\nP01: It works sometimes.\n\nSometimes: not.\n\nINT: Why?"

    assert turns(text)[1] == ("P01", "It works sometimes.\n\nSometimes: not.")
    assert [o.row for o in find_turns(text).oddities] == [5]


def test_a_person_who_speaks_once_among_others_is_a_speaker_and_listed():
    text = "INT: How?\n\nP01: Well.\n\nMaria Bell: Me too.\n\nINT: Why?"

    assert ("Maria Bell", "Me too.") in turns(text)
    assert [o.row for o in find_turns(text).oddities] == [5]


def test_an_i_without_another_label_is_a_word():
    assert turns("I: think so.\nOr not.")[0][0] == UNKNOWN
    assert turns("I: How?\nMum: Well.\nI: So?\nMum: Yes.")[0] == ("I", "How?")


def test_labels_that_differ_by_case_and_blanks_are_one_speaker_and_listed():
    text = "Health visitor: a\nINT: b\nHealth  Visitor: c"

    assert [s.label for s in find_turns(text).speakers] == ["Health visitor", "INT"]
    assert [o.row for o in find_turns(text).oddities] == [3]


def test_a_misspelt_role_is_put_right_in_the_speaker_not_in_the_text():
    text = "INT: How?\n\nParticipant: Well.\n\nParticpant: And so on.\n\nINT: Why?"

    assert turns(text)[2] == ("Participant", "And so on.")
    assert [o.row for o in find_turns(text).oddities] == [5]


def test_two_names_that_are_alike_stay_two_speakers():
    text = "Marian: a\n\nMarion: b\n\nMarian: c\n\nMarion: d"

    assert [s.label for s in find_turns(text).speakers] == ["Marian", "Marion"]


def test_words_before_the_first_label_are_an_unknown_speakers_and_listed():
    text = "We began before the tape ran.\n\nINT: How?\nP01: Well."
    found = find_turns(text)

    assert turns(text)[0] == (UNKNOWN, "We began before the tape ran.")
    assert not found.speakers[0].interviewer
    assert found.oddities[0].row == 1


def test_a_text_without_labels_is_one_unknown_speakers_and_listed():
    found = find_turns("Some words.\n\nAnd others.")

    assert [s.label for s in found.speakers] == [UNKNOWN]
    assert turns("Some words.\n\nAnd others.") == [(UNKNOWN, "Some words.\n\nAnd others.")]
    assert len(found.oddities) == 1


def test_words_below_a_heading_are_not_given_to_the_speaker_above():
    assert turns("INT: How?\n\nP01: Well.\n\n## Part two\n\nThe tape was changed.")[-1] == (
        UNKNOWN,
        "The tape was changed.",
    )


def test_a_label_without_words_is_listed_and_makes_no_turn():
    text = "INT: How?\nP01:   \nINT: Hello?"

    assert turns(text) == [("INT", "How?"), ("INT", "Hello?")]
    assert [o.row for o in find_turns(text).oddities] == [2]


def test_ids_in_brackets_name_passages_or_people():
    passages = find_turns("[a1] One thing.\n[a2] Another.")
    people = find_turns("[P01] One thing.\n[P02] Another.\n[P01] [laughs] Yes.")

    assert [(t.speaker, t.id) for t in passages.turns] == [(UNKNOWN, "a1"), (UNKNOWN, "a2")]
    assert [t.speaker for t in people.turns] == ["P01", "P02", "P01"]


def test_an_id_before_a_label_is_the_turns_own():
    found = find_turns("[x1] INT: How?\n[x2] P01: Well.\n[x3] INT: So?")

    assert [(t.id, t.speaker) for t in found.turns] == [("x1", "INT"), ("x2", "P01"), ("x3", "INT")]


def test_noises_in_brackets_are_words():
    assert turns("[laughs] Well.\n[laughs] So.")[0] == (UNKNOWN, "[laughs] Well.\n[laughs] So.")


def test_times_are_seconds():
    found = find_turns("Ana Bell  0:03\nHello.\n\nTim  1:00:12\nYes.\n\nAna Bell  1:02:00\nBye.")

    assert [t.time for t in found.turns] == [3, 3612, 3720]


def test_paragraph_numbers_lie_outside_the_turns():
    text = "1\nInterview\n2 Dan: Okay?\n\n3 Participant: Yes.\n4 And 30 more.\n\n5 Dan: So?\n\n6\n"

    assert turns(text) == [
        ("Dan", "Okay?"),
        ("Participant", "Yes."),
        ("Participant", "And 30 more."),
        ("Dan", "So?"),
    ]


def test_numbers_that_do_not_count_up_are_words():
    text = "INT: How many?\n\nP01: Thirty.\n30 at least.\n\nINT: Why?"

    assert turns(text)[1] == ("P01", "Thirty.\n30 at least.")


def test_of_a_name_and_a_participant_the_one_who_asks_is_proposed_as_interviewer():
    asks = "Dan: How?\nParticipant: Well.\nDan: Why?\nParticipant: So."
    tells = "Dan: Fine.\nParticipant: How?\nDan: Good.\nParticipant: Why?"

    assert interviewers(asks) == ["Dan"]
    assert interviewers(tells) == []
    assert all(find_turns(t).oddities for t in (asks, tells))


def test_paragraphs_are_composed_with_a_blank_line_between_turns():
    text = compose(["Interview", "INT: How?", "P01: Well.", "", "More of it.", "INT: Why?"])

    assert text == "Interview\n\nINT: How?\n\nP01: Well.\nMore of it.\n\nINT: Why?"
    assert turns(text)[1] == ("P01", "Well.\nMore of it.")


def test_paragraphs_without_labels_follow_line_by_line():
    assert compose(["One.", "Two."]) == "One.\nTwo."


@given(st.text(st.sampled_from("IP:01 \n[]*#ab?é\u200b-\t.") | st.characters(), max_size=200))
def test_spans_lie_in_any_text_in_order_and_apart(text):
    found = find_turns(text)
    spans = [t.span for t in found.turns]

    assert all(span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() for s in spans)
    assert {t.speaker for t in found.turns} == {s.label for s in found.speakers}


WORDS = st.from_regex(r"[a-zé’]{1,8}( [a-zé’]{1,8}){0,8}[.?!]", fullmatch=True)


@given(st.lists(st.tuples(st.sampled_from(["INT", "P01", "Health visitor"]), WORDS), min_size=4))
def test_every_word_said_is_covered_by_its_speakers_turn(said):
    said = [*said, ("Health visitor", "so."), ("Health visitor", "well.")]
    text = compose([f"{label}: {words}" for label, words in said])

    assert turns(text) == said


@given(st.text(max_size=200))
def test_without_labels_every_visible_character_is_covered(text):
    found = find_turns(text)
    if any(s.label != UNKNOWN for s in found.speakers) or ":" in text or "\t" in text:
        return
    covered = "".join(text[t.span.start : t.span.end] for t in found.turns)
    assert re.sub(r"\s|\W|\d", "", covered) == re.sub(r"\s|\W|\d", "", text)
