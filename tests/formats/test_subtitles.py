import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import UnreadableFile
from qualcode.formats.subtitles import read_srt, read_vtt

VTT = """WEBVTT - a talk

NOTE made by hand
00:00 is not a cue

STYLE
::cue { color: red }

intro
00:00:01.000 --> 00:00:03.000 align:start
<v Interviewer>How was <i>it</i>?</v>

00:00:03.500 --> 00:00:04.000
<v.loud Ana Bell>Fine &amp; good,</v>

00:00:04.000 --> 00:00:06.000
<v Ana Bell>mostly
on time.</v>

01:00:00.000 --> 01:00:02.000
<v Interviewer>I see.</v> <v Ana Bell>Yes.</v>
"""
SRT = """1
00:00:01,000 --> 00:00:02,000
INT: How?

2
00:00:03,000 --> 00:00:04,500
P01: Well,

3
00:00:05,000 --> 00:00:06,000
it is 5 < 6.

4
00:01:07,000 --> 00:01:08,000
INT: Okay.
"""


def turns(draft):
    return [(t.speaker, t.time, draft.text[t.span.start : t.span.end]) for t in draft.found.turns]


def test_voices_become_turns_with_times():
    draft = read_vtt(VTT.encode(), "a.vtt")

    assert draft.text == (
        "Interviewer: How was it?\n\nAna Bell: Fine & good,\nmostly on time.\n\n"
        "Interviewer: I see.\n\nAna Bell: Yes."
    )
    assert turns(draft) == [
        ("Interviewer", 1.0, "How was it?"),
        ("Ana Bell", 3.5, "Fine & good,\nmostly on time."),
        ("Interviewer", 3600.0, "I see."),
        ("Ana Bell", 3600.0, "Yes."),
    ]
    assert [(s.label, s.interviewer) for s in draft.found.speakers] == [
        ("Interviewer", True),
        ("Ana Bell", False),
    ]
    assert draft.oddities == ()


def test_labels_inside_cues_become_turns_until_the_next_label():
    draft = read_srt(SRT.encode(), "a.srt")

    assert turns(draft) == [
        ("INT", 1.0, "How?"),
        ("P01", 3.0, "Well,\nit is 5 < 6."),
        ("INT", 67.0, "Okay."),
    ]
    assert draft.oddities == ()


def test_blank_lines_between_cues_may_be_missing():
    tight = SRT.replace("\n\n", "\n")

    assert read_srt(tight.encode(), "a.srt").text == read_srt(SRT.encode(), "a.srt").text


@pytest.mark.parametrize(
    ("broken", "row"),
    [("00:00:0x,000 --> 00:00:04,500", 6), ("00:00:03,000 --> 00:00:02,000", 6)],
)
def test_a_broken_time_is_dropped_its_words_kept_and_its_line_listed(broken, row):
    draft = read_srt(SRT.replace("00:00:03,000 --> 00:00:04,500", broken).encode(), "a.srt")

    assert ("P01", None, "Well,\nit is 5 < 6.") in turns(draft)
    assert [o.row for o in draft.oddities] == [row]


def test_words_outside_a_cue_are_kept_and_listed():
    draft = read_srt((SRT + "\nP01: One thing more.\n").encode(), "a.srt")

    assert turns(draft)[-1] == ("P01", None, "One thing more.")
    assert [o.row for o in draft.oddities] == [17]


def test_subtitles_without_speakers_belong_to_an_unknown_one():
    draft = read_vtt(b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n", "a.vtt")

    assert (draft.text, turns(draft)) == ("Hello.", [("Unknown speaker", 1.0, "Hello.")])
    assert len(draft.found.oddities) == 1


def test_a_file_of_a_hundred_hours_keeps_its_times():
    draft = read_srt(SRT.replace("00:01:0", "101:01:0").encode(), "a.srt")

    assert draft.found.turns[-1].time == 101 * 3600 + 67


def test_a_file_without_words_is_refused():
    for data in (b"WEBVTT\n\nNOTE nothing here\n", b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n"):
        with pytest.raises(UnreadableFile, match=r"a.vtt has no words"):
            read_vtt(data, "a.vtt")


def test_good_files_are_read_as_the_common_libraries_read_them():
    import srt
    import webvtt

    vtt_words = [" ".join(c.text.split()) for c in webvtt.from_buffer(io.StringIO(VTT))]
    srt_words = [cue.content for cue in srt.parse(SRT)]

    draft = read_vtt(VTT.encode(), "a.vtt")
    assert "".join(draft.text.replace("Interviewer: ", "").replace("Ana Bell: ", "").split()) == (
        "".join("".join(vtt_words).replace("&amp;", "&").split())
    )
    assert read_srt(SRT.encode(), "a.srt").text.split() == " ".join(srt_words).split()


@given(st.lists(st.from_regex(r"[a-z]{1,6}( [a-z]{1,6}){0,5}\.", fullmatch=True), min_size=1))
def test_every_cue_is_in_the_text_and_covered_by_a_turn(cues):
    data = "WEBVTT\n\n" + "\n\n".join(
        f"00:{i // 60:02}:{i % 60:02}.000 --> 00:{i // 60:02}:{i % 60:02}.900\n"
        f"<v {'Ana' if i % 3 else 'Interviewer'}>{words}</v>"
        for i, words in enumerate(cues)
    )
    draft = read_vtt(data.encode(), "a.vtt")

    said = "\n".join(draft.text[t.span.start : t.span.end] for t in draft.found.turns)
    assert said.split("\n") == cues
