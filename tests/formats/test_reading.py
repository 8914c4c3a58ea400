import zipfile
from io import BytesIO

import pytest
from pdfs import lines, make_pdf

from qualcode.errors import UnreadableFile
from qualcode.formats import READABLE, read_transcript
from qualcode.model import Consent, Kind

TALK = b"INT: How?\n\nP03: Well.\n"


def packed(**members):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, data in members.items():
            z.writestr(zipfile.ZipInfo(name.replace("__", "/")), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (
            b"WEBVTT\n\n00:01.000 --> 00:02.000\nINT: How?\n\n00:03.000 --> 00:04.000\nP03: Well.",
            "a.txt",
        ),
        (
            b"1\n00:00:01,000 --> 00:00:02,000\nINT: How?\n\n"
            b"2\n00:00:03,000 --> 00:00:04,000\nP03: Well.",
            "a.txt",
        ),
        (b"<!DOCTYPE html><html><p>INT: How?<p>P03: Well.</html>", "a.txt"),
        (b"{\\rtf1\\ansi INT: How?\\par P03: Well.\\par}", "a.docx"),
        (make_pdf([lines("INT: How?", "", "P03: Well.")]), "a.txt"),
        (TALK, "a.md"),
        (TALK, "a.TXT"),
    ],
)
def test_a_file_is_known_by_its_content_before_its_ending(data, name):
    transcript = read_transcript(data, name).transcript

    assert [(t.speaker, transcript.quote(t.span)) for t in transcript.turns] == [
        ("INT", "How?"),
        ("P03", "Well."),
    ]


def test_facts_of_the_front_matter_reach_the_one_respondent():
    top = (
        b"---\nparticipant: P03\nrole: Manager, East\nagency: NO\nauthority: Midtown\n"
        b"programme: B\nconsent: no\ntitle: A talk\nlevel: authority\nwave: 1.10\n"
        b"date: 2024-03-01\nmode: phone\nkind: focus_group\n---\n"
    )
    read = read_transcript(top + TALK, "x.md")
    t, [person] = read.transcript, read.participants

    assert (t.title, t.kind, t.level, t.wave, t.date, t.mode) == (
        "A talk",
        Kind.FOCUS_GROUP,
        "authority",
        "1.10",
        "2024-03-01",
        "phone",
    )
    assert t.text == TALK.decode()
    speaker = t.speaker("P03")
    assert (speaker.participant, speaker.role_label, speaker.agency_label) == (
        "P03",
        "Manager, East",
        "NO",
    )
    assert (speaker.authority, speaker.programme, speaker.role) == ("Midtown", "B", None)
    assert t.speaker("INT").participant is None
    assert (person.id, person.consent, person.role_label) == (
        "P03",
        Consent.NO_QUOTE,
        "Manager, East",
    )
    assert read.oddities == ()


def test_facts_of_one_person_are_not_spread_over_several():
    read = read_transcript(
        b"---\nparticipant: P03\nrole: Nurse\n---\n" + TALK + b"\nP04: So.", "x.md"
    )

    assert all(s.role_label is None for s in read.transcript.speakers)
    assert any("one person, but 2 speak" in o.message for o in read.oddities)


def test_arguments_stand_above_the_front_matter():
    read = read_transcript(
        b"---\nkind: document\nwave: 1\n---\n" + TALK, "x.md", kind=Kind.REFLECTION, wave="2"
    )

    assert (read.transcript.kind, read.transcript.wave) == (Kind.REFLECTION, "2")


def test_unknown_kind_and_consent_are_listed_and_not_guessed():
    read = read_transcript(
        b"---\nparticipant: P03\nkind: chat\nconsent: maybe\n---\n" + TALK, "x.md"
    )

    assert read.transcript.kind is Kind.INTERVIEW
    assert read.participants[0].consent is Consent.UNKNOWN
    assert [o.row for o in read.oddities if "unknown" in o.message] == [3, 4]


def test_a_participant_cut_off_in_yaml_becomes_nobody():
    read = read_transcript(b"---\nwave: 1\nparticipant: [P99\n---\n" + TALK, "x.md")

    assert read.participants == ()
    assert all(s.participant is None for s in read.transcript.speakers)
    assert [o.row for o in read.oddities] == [3]


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("a/b c/Interview 7.md", "Interview-7"),
        ("C:\\my files\\P 01.final.txt", "P-01.final"),
        ("x\u202ey\n z.txt", "xy-z"),
        ("..txt", "txt"),
        (".txt", "txt"),
        ("  .txt", "txt"),
        ("Siân.txt", "Siân"),
        ("-rf.txt", "rf"),
        ("a" * 400 + ".txt", "a" * 100),
    ],
)
def test_ids_come_from_clean_file_names(name, id):
    assert read_transcript(TALK, name).transcript.id == id


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.txt", "a.txt is empty"),
        (b" \n", "a.txt", "no text"),
        (b"---\nrole: x\n---\n\n", "a.md", "no text below its front matter"),
        (TALK, "folder/a.pages", "a.pages is in a format that cannot be read"),
        (TALK, "a", "cannot be read; save it as one of .txt"),
        (TALK, "a.pdf", "not the .pdf file"),
        (TALK, "a.docx", "not the .docx file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "a.docx", "password-protected"),
        (packed(readme="x"), "a.zip", "cannot be read"),
        (packed(word__document__xml="x")[:40], "a.docx", "a.docx"),
        (bytes(range(256)) * 4, "a.txt", "a.txt"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(data, name, words):
    with pytest.raises(UnreadableFile) as refusal:
        read_transcript(data, name)

    assert words in str(refusal.value)
    assert "folder" not in str(refusal.value) and "\n" not in str(refusal.value)


def test_every_readable_ending_is_taken():
    for ending in READABLE:
        try:
            read_transcript(TALK, f"a{ending}")
        except UnreadableFile as refusal:
            assert "cannot be read; save it as one of" not in str(refusal)
