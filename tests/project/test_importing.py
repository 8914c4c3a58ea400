"""A batch: good files come in, a bad one changes nothing and is one sentence."""

import dataclasses

import pytest

from qualcode.errors import InvalidFile, StudyError
from qualcode.model import Consent, Kind
from qualcode.project import Project, new
from tests.dump import dump
from tests.project.conftest import docx, scan, talk, upload

PARTICIPANTS = "participant,transcript,label,role,agency,authority,wave\n"
CODINGS = "transcript,quote,code,coder\n"
BAD = {
    "empty.txt": b"",
    "blank.md": b" \n\n ",
    "photo.heic": b"\x00\x01\x02",
    "locked.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "cut.docx": docx()[:300],
    "scan.pdf": scan(),
    "mixed.txt": "P07: Das war schön für uns.\n".encode() + "P07: Schön.".encode("cp1252"),
    "people.csv": PARTICIPANTS + "P01,nowhere,,,,,\n",
    "code.csv": CODINGS + "good,We share news every week.,99.z,mk\n",
    "absent.csv": CODINGS + "good,We never said so.,1,mk\n",
    "twice.csv": CODINGS + "good,e,1,mk\n",
    "outside.csv": "transcript,start,end,code,coder\ngood,9000,9005,1,mk\n",
}


def uploads():
    return [upload(name, data) for name, data in BAD.items()]


@pytest.mark.parametrize("bad", uploads(), ids=lambda u: u.name)
def test_a_bad_file_is_one_sentence_and_changes_nothing(project, bad):
    project.import_files([talk()])
    before = dump(project.store)

    report = project.import_files([bad])

    assert report.imported == []
    [(name, sentence)] = report.refused
    assert name == bad.name
    assert sentence.startswith(bad.name)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert dump(project.store) == before


def test_bad_files_keep_none_of_the_good_ones_out(project, tmp_path):
    table = upload("who.csv", PARTICIPANTS + "P07,good,,Teacher,,Midtown,first\n")
    marks = upload("marks.csv", CODINGS + "good,share news every week,1,mk\n")
    absent = tmp_path / "not-there.txt"

    report = project.import_files(
        [marks, *uploads(), talk(), absent, upload("word.docx", docx())], participants=table
    )

    assert [(i.what, i.id) for i in report.imported] == [
        ("transcript", "good"),
        ("transcript", "word"),
        ("participants", "who.csv"),
        ("codings", "marks.csv"),
    ]
    assert {name for name, _ in report.refused} == {*BAD, "not-there.txt"}
    assert str(tmp_path) not in repr(report.refused)
    assert [c.quote for c in project.codings()] == ["share news every week"]
    assert [t["id"] for t in project.transcripts()] == ["good", "word"]


def test_a_batch_is_one_transaction_and_its_history_verifies(project):
    from qualcode.store import events

    project.import_files([talk(), *uploads()])

    with project.store.read() as connection:
        assert events.find_break(connection) is None
    imports = [e for e in project.history() if e.act == "import transcript"]
    assert [e.subject for e in imports] == ["good"]


def test_progress_counts_every_file_of_the_batch(project):
    counted = []

    project.import_files([talk(), *uploads()], progress=counted.append)

    assert counted == list(range(1, len(BAD) + 2))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("people.csv", "line 2 names the interview 'nowhere', which the study does not have"),
        ("code.csv", "has no code '99.z'"),
        ("absent.csv", "line 2: the quote stands nowhere in the transcript"),
        ("twice.csv", "times in the transcript; give start and end"),
        ("outside.csv", "line 2: the span does not hold this quote"),
        ("locked.docx", "password-protected"),
        ("scan.pdf", "(a scan)"),
        ("mixed.txt", "line 2"),
    ],
)
def test_the_sentence_says_what_is_wrong_and_where_without_the_words(project, name, told):
    [(_, sentence)] = project.import_files([talk(), upload(name, BAD[name])]).refused

    assert told in sentence
    assert "We never said so" not in sentence
    assert "schön" not in sentence.lower()


def test_all_rows_of_a_codings_file_are_reported_at_once(project):
    rows = "good,We never said so.,1,mk\nbad,x,1,mk\ngood,share news,77,mk\n"

    [(_, sentence)] = project.import_files([talk(), upload("c.csv", CODINGS + rows)]).refused

    assert [f"line {n}" in sentence for n in (2, 3, 4)] == [True, True, True]


def test_a_codebook_with_three_errors_makes_no_study_and_lists_all_three(tmp_path):
    book = tmp_path / "book.yaml"
    book.write_text(
        'codes:\n  - id: "1"\n    name: Trust\n  - id: "1"\n    name: Again\n'
        '  - id: "2.a"\n    name: Lost\n    parent: "9"\n  - id: "3"\n    name: X\n    hue: red\n',
        encoding="utf-8",
    )

    with pytest.raises(InvalidFile) as caught:
        new(tmp_path / "s.qualcode", "mk", codebook=book)

    assert [p.row is not None for p in caught.value.problems] == [True, True, True]
    assert "3 things to mend" in str(caught.value)
    assert str(tmp_path) not in str(caught.value)
    assert not (tmp_path / "s.qualcode").exists()


def test_a_study_is_not_made_twice(project):
    with pytest.raises(StudyError, match="exists already"):
        new(project.store.place, "mk")


def test_the_same_text_is_not_taken_twice_under_another_name(project):
    project.import_files([talk()])

    [(_, sentence)] = project.import_files([talk("again.txt")]).refused

    assert "same text as transcript 'good'" in sentence
    assert len(project.transcripts()) == 1


def test_two_texts_of_one_name_get_two_ids(project):
    files = [talk(words=f"We share {what}.") for what in ("news", "posts", "rooms")]
    files[1] = dataclasses.replace(files[1], name="GOOD.txt")

    project.import_files(files)

    assert [t["id"] for t in project.transcripts()] == ["good", "GOOD-2", "good-3"]


def test_a_text_that_was_removed_can_come_back_under_an_id_of_its_own(project):
    project.import_files([talk()])
    project.remove_transcript("good")

    project.import_files([talk()])

    assert [t["id"] for t in project.transcripts()] == ["good-2"]


def test_codings_that_stand_already_are_not_taken_twice(project):
    marks = upload("marks.csv", CODINGS + "good,share news,1,mk\ngood,share news,1,mk\n")
    project.import_files([talk(), marks])

    [again] = project.import_files([marks]).imported

    assert len(project.codings()) == 1
    assert again.count == 0
    assert "2 codings stand already" in str(again.oddities[0])


def test_imported_codings_belong_to_the_coder_the_file_names(project):
    rows = "good,share news,1,Tom\ngood,every week,2,Ruth\n"
    project.import_files([talk(), upload("c.csv", CODINGS + rows)])

    assert [(c.coder, c.basis) for c in project.codings()] == [
        ("Tom", "import"),
        ("Ruth", "import"),
    ]
    assert {c.name for c in project.coders()} == {"mk", "Tom", "Ruth"}


def test_kind_and_wave_of_the_batch_stand_in_every_text(project):
    project.import_files([talk()], kind=Kind.FOCUS_GROUP, wave="second")

    [row] = project.transcripts()
    assert (row["kind"], row["wave"]) == ("focus group", "second")


def test_what_is_not_known_of_the_speakers_is_reported(project):
    report = project.import_files([talk()])

    assert "1 of 1 speakers not matched" in report.notes[0]
    assert project.import_files([]).notes == []


def test_a_participant_is_matched_by_label(project):
    pair = "Interviewer: Hi?\n\nAna: We talk.\n\nBob: We do.\n\nAna: Often.\n"
    table = PARTICIPANTS + "P01,pair,bob,Teacher,,Midtown,\nP02,pair,ANA,,,,\n"

    project.import_files([upload("pair.txt", pair), upload("who.csv", table)])

    speakers = project.transcript("pair").respondents
    assert {s.label: s.participant for s in speakers} == {"Ana": "P02", "Bob": "P01"}


def test_a_participant_is_matched_by_being_alone(project):
    table = upload("who.csv", PARTICIPANTS + "P31,good.txt,,Teacher,,Midtown,first\n")

    [_, who] = project.import_files([talk(), table]).imported

    assert [s.participant for s in project.transcript("good").respondents] == ["P31"]
    [row] = project.transcripts()
    assert (row["participants"], row["authority"], row["wave"]) == (["P31"], "Midtown", "first")
    assert who.oddities == ()


def test_two_rows_for_one_interview_without_labels_match_nobody(project):
    table = upload("who.csv", PARTICIPANTS + "P31,good,,,,,\nP32,good,,,,,\n")

    [_, who] = project.import_files([talk(), table]).imported

    assert [s.participant for s in project.transcript("good").respondents] == [None]
    assert [o.row for o in who.oddities] == [2, 3]


def test_a_withdrawn_consent_survives_a_file_that_does_not_speak_of_it(project):
    head = "participant,consent\n"
    project.import_files([upload("a.csv", head + "P01,withdrawn\n")])
    project.import_files([upload("b.csv", "participant,authority\nP01,Midtown\n")])

    [person] = project.participants()
    assert (person.consent, person.authority) == (Consent.WITHDRAWN, "Midtown")


def test_the_imported_study_reads_the_same_when_opened_again(project):
    project.import_files([talk()])
    before = dump(project.store)
    place = project.store.place
    project.close()

    again = Project.open(place, "mk")

    assert dump(again.store) == before
    again.close()


def manager(name, words):
    return upload(name, f"Interviewer: How?\n\nManager: {words}\n\nManager: Yes.\n")


def test_a_label_that_stands_in_several_texts_matches_nobody_unless_one_is_named(project):
    talks = [manager("one.txt", "We meet."), manager("two.txt", "We write.")]
    table = upload("who.csv", "participant,label,authority\nP1,Manager,Midtown\n")

    [*_, who] = project.import_files([*talks, table]).imported

    assert "2 transcripts" in str(who.oddities[0]) and who.oddities[0].row == 2
    assert {s.participant for _, own in project.speakers().items() for s in own} == {None}
    named = upload("who.csv", PARTICIPANTS + "P1,two,Manager,,,,\n")
    project.import_files([named])
    assert [s.participant for s in project.transcript("two").respondents] == ["P1"]
    assert [s.participant for s in project.transcript("one").respondents] == [None]


def test_two_people_cannot_be_one_speaker(project):
    table = upload("who.csv", PARTICIPANTS + "P1,one,Manager,,,,\nP2,one,Manager,,,,\n")

    [_, who] = project.import_files([manager("one.txt", "We meet."), table]).imported

    assert [s.participant for s in project.transcript("one").respondents] == [None]
    assert [o.row for o in who.oddities] == [2, 3]


def test_an_id_is_one_persons_in_every_text(project):
    talks = [talk("one.txt"), talk("two.txt", "We write.")]
    project.import_files([*talks, upload("who.csv", "participant,authority\nP07,Midtown\n")])

    assert {project.transcript(id).respondents[0].participant for id in ("one", "two")} == {"P07"}


def test_the_file_of_an_older_interview_does_not_widen_consent(project):
    def about(name, consent, words):
        front = f"---\nparticipant: P9\nauthority: Midtown\nconsent: {consent}\n---\n"
        return upload(name, f"{front}Interviewer: How?\n\nP9: {words}\n")

    project.import_files([about("late.md", "withdrawn", "We left.")])
    project.import_files([about("early.md", "quote", "We came.")])
    assert [p.consent for p in project.participants()] == [Consent.WITHDRAWN]

    # Who keeps the table of participants may say otherwise.
    project.import_files([upload("who.csv", "participant,consent\nP9,quote\n")])
    assert [p.consent for p in project.participants()] == [Consent.QUOTE]


def test_a_coder_in_a_file_is_a_name_that_can_be_read(project):
    table = upload("c.csv", CODINGS + f"good,We share news every week.,1,{'m' * 90}\n")

    report = project.import_files([talk(), table])

    assert "A coder's name" in report.refused[0][1]
    assert project.codings() == []


def test_a_study_that_cannot_be_begun_leaves_no_file(tmp_path, monkeypatch):
    def full(*given):
        raise StudyError("The disk is full.")

    monkeypatch.setattr("qualcode.store.codes.save_codebook", full)

    with pytest.raises(StudyError, match="full"):
        new(tmp_path / "half.qualcode", "mk")
    assert list(tmp_path.iterdir()) == []
