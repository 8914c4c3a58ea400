"""The sample study: what it promises, and that everything in it is marked as invented."""

import zipfile
from collections import Counter

import pytest

from qualcode.errors import StudyError
from qualcode.project.sample import FIRST_CODER, SECOND_CODER, build_sample
from tests.conftest import ROOT

FOLDER = ROOT / "transcripts"
TEXTS = sorted(f for f in FOLDER.iterdir() if f.suffix != ".csv")
AUTHORITIES = {"Midtown", "City Borough", "East Borough", "Southshire"}


def test_every_interview_is_there_with_seven_in_each_authority(sample):
    rows = sample.transcripts()

    assert len(rows) >= 28
    assert Counter(r["authority"] for r in rows) == dict.fromkeys(AUTHORITIES, 7)
    assert all(700 <= r["words"] <= 2_000 for r in rows)
    assert {r["wave"] for r in rows} == {"first", "second"}
    assert all(r["kind"] == "interview" for r in rows)


def test_everyone_in_it_is_known(sample):
    people = sample.participants()

    assert len({p.role for p in people}) >= 7
    assert all(p.role and p.agency and p.authority in AUTHORITIES for p in people)
    for row in sample.transcripts():
        speakers = sample.transcript(row["id"]).respondents
        assert speakers
        assert all(s.participant for s in speakers)


def test_one_interview_is_with_two_people(sample):
    joint = [r for r in sample.transcripts() if len(r["participants"]) > 1]

    assert joint
    assert all("joint" in r["id"] for r in joint)


def test_somebody_was_interviewed_in_both_waves(sample):
    waves = Counter((p, r["wave"]) for r in sample.transcripts() for p in r["participants"])

    assert {p for p, w in waves if w == "first"} & {p for p, w in waves if w == "second"}


def test_two_coders_have_coded_the_same_interviews_through_and_disagree(sample):
    done = {
        who: {r.transcript for r in sample.readings() if r.coder == who and r.done_at}
        for who in (FIRST_CODER, SECOND_CODER)
    }
    both = done[FIRST_CODER] & done[SECOND_CODER]
    assert len(both) >= 8

    marks = {
        who: {(c.transcript, c.span, c.code) for c in sample.codings(coder=who)} for who in done
    }
    shared = marks[FIRST_CODER] & marks[SECOND_CODER]
    assert shared
    assert {m for m in marks[FIRST_CODER] - shared if m[0] in both}
    assert {m for m in marks[SECOND_CODER] - shared if m[0] in both}
    assert {c.direction.value for c in sample.codings()} >= {
        "present",
        "absent_or_barrier",
        "planned_or_hoped",
    }


def test_every_indicator_is_coded_and_some_words_carry_no_code(sample):
    book = sample.codebook
    assert {book.top(c.code) for c in sample.codings()} == {c.id for c in book.children(None)}

    for id in {c.transcript for c in sample.codings()}:
        spans = [c.span for c in sample.codings(transcript=id)]
        spoken = [s for s in sample.segments(id) if not s.interviewer]
        assert any(not s.span.overlaps(span) for s in spoken for span in spans)


def test_something_waits_to_be_decided_in_uncoded_interviews(sample):
    waiting = {s.transcript for s in sample.pending()}
    coded = {c.transcript for c in sample.codings()}

    assert waiting
    assert not waiting & coded


def test_the_sample_is_built_once_and_reports_its_progress(built_sample, tmp_path):
    with pytest.raises(StudyError, match="exists already"):
        build_sample(built_sample)


@pytest.mark.parametrize("file", TEXTS, ids=lambda f: f.name)
def test_every_text_says_itself_that_it_is_invented(file):
    assert " " not in file.name
    if file.suffix == ".docx":
        with zipfile.ZipFile(file) as packed:
            headers = [n for n in packed.namelist() if n.startswith("word/header")]
            assert any("invented" in packed.read(n).decode("utf-8").lower() for n in headers)
        return
    head = file.read_text(encoding="utf-8")[:400].lower()
    if file.suffix == ".vtt":
        assert "\nnote invented" in head
    else:
        assert "\ninvented:" in head.partition("\n---\n")[0]


def test_formats_are_mixed_and_mostly_markdown():
    endings = Counter(f.suffix for f in TEXTS)

    assert set(endings) == {".md", ".docx", ".txt", ".vtt"}
    assert endings[".md"] > len(TEXTS) / 2
