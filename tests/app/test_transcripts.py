"""The Transcripts page: files come in after a look, speakers are settled, texts are taken out."""

import pytest

from qualcode.model import Kind, Span
from qualcode.project import Upload
from tests.app.conftest import pressed, words
from tests.project.conftest import talk


@pytest.fixture
def two_talks(project):
    """Two interviews with a respondent nobody is matched to."""
    files = [talk("one.txt"), talk("two.txt", "We never meet, we only write.")]
    return [taken.id for taken in project.import_files(files).imported]


def uploaded(app, *files):
    app.file_uploader[0].set_value([(f.name, f.data, "text/plain") for f in files]).run()
    assert not app.exception
    return app


def test_an_empty_page_says_what_belongs_there(shown):
    app = shown("transcripts")

    assert "Interviews belong here" in app.markdown[0].value
    assert len(app.file_uploader) == 1


def test_files_are_shown_before_they_are_taken(project, shown):
    app = uploaded(shown("transcripts"), talk("one.txt"), Upload("e.txt", b""))

    assert "one.txt" in words(app)
    assert "P07 (1 turn)" in words(app)
    assert "e.txt is empty" in words(app)
    assert app.button(key="import").label == "Import 1 file"
    assert project.transcripts() == []


def test_importing_takes_the_good_files_with_their_kind_and_wave(project, shown):
    app = uploaded(shown("transcripts"), talk("one.txt"), talk("two.txt", "We never meet."))
    app.selectbox(key="upload-kind-0").select("focus group")
    app.text_input(key="upload-wave-0").input("first")
    pressed(app, "import")

    rows = project.transcripts()
    assert [(r["id"], r["kind"], r["wave"]) for r in rows] == [
        ("one", Kind.FOCUS_GROUP, "first"),
        ("two", Kind.FOCUS_GROUP, "first"),
    ]
    assert "2 files taken in" in words(app)


def test_confirming_makes_the_participant_and_goes_on_to_the_next_text(project, shown, two_talks):
    app = shown("transcripts", transcript_open="one")
    [role] = [t for t in app.text_input if t.label == "Role, as written"]
    role.input("Teacher")
    [authority] = [t for t in app.text_input if t.label == "Authority"]
    authority.input("Midtown")
    pressed(app, "confirm-one")

    [person] = project.participants()
    assert (person.id, person.role, person.authority) == ("P01", "teacher", "Midtown")
    assert all(s.confirmed for s in project.transcript("one").speakers)
    assert app.session_state["transcript-open"] == "two"


def test_a_new_participant_needs_an_id_nobody_has(project, shown, two_talks):
    app = pressed(shown("transcripts", transcript_open="one"), "confirm-one")
    [id] = [t for t in app.text_input if t.label == "Their id here"]
    assert id.value == "P02"
    id.input("P01")
    pressed(app, "confirm-two")

    assert "P01 is in the study already" in words(app)
    assert not any(s.confirmed for s in project.transcript("two").speakers)


def test_a_speaker_can_be_a_participant_of_another_interview(project, shown, two_talks):
    app = pressed(shown("transcripts", transcript_open="one"), "confirm-one")
    who = [box for box in app.selectbox if box.label == "Who is this?"][1]
    who.select("P01").run()
    pressed(app, "confirm-two")

    assert [r["participants"] for r in project.transcripts()] == [["P01"], ["P01"]]


def test_unconfirmed_texts_stand_first(project, shown, two_talks):
    project.set_speakers("one", project.transcript("one").speakers)

    app = shown("transcripts")

    assert app.session_state["transcript-open"] == "two"
    assert "in 1 the speakers are still to be confirmed" in words(app)


def test_texts_whose_files_name_their_people_are_confirmed_at_once(project, shown, tmp_path):
    for id in ("P01", "P02"):
        file = tmp_path / f"{id}.md"
        file.write_text(f"---\nparticipant: {id}\n---\nInterviewer: So?\n\n{id}: We, {id}, meet.\n")
        project.import_files([file])

    pressed(shown("transcripts"), "confirm-matched")

    assert all(s.confirmed for table in project.speakers().values() for s in table)


def test_a_label_is_corrected_and_the_text_stays(project, shown, two_talks):
    app = shown("transcripts", transcript_open="one")
    app.selectbox(key="label-old-one").select("P07").run()
    app.text_input(key="label-new-one").input("Ana").run()
    pressed(app, "label-save-one")

    assert [s.label for s in project.transcript("one").speakers] == ["Interviewer", "Ana"]
    assert "P07: We share" in project.transcript("one").text


def test_what_is_known_of_a_text_can_be_corrected(project, shown, two_talks):
    app = shown("transcripts", transcript_open="one")
    [title] = [t for t in app.text_input if t.label == "Title"]
    title.input("A *starred* title")
    [keep] = [b for b in app.button if b.label == "Keep these"]
    keep.click().run()

    assert project.transcript("one").title == "A *starred* title"
    assert "A *starred* title" in words(app)


def test_taking_a_text_out_says_how_many_codings_go_and_needs_a_tick(project, shown, two_talks):
    start = project.transcript("one").text.index("We share")
    project.code("one", Span(start, start + 8), "8.a")
    app = shown("transcripts", transcript_open="one")
    [tick] = app.checkbox
    assert tick.label == "Yes, take it out of view with its 1 coding"
    assert app.button(key="remove-one").disabled

    tick.check().run()
    pressed(app, "remove-one")

    assert [r["id"] for r in project.transcripts()] == ["two"]
    assert project.codings() == []


def test_words_are_shown_as_they_were_said(project, shown):
    project.import_files([talk("odd.txt", "*So* <b>what</b> costs $5 -- :smile:")])

    app = shown("transcripts")

    assert "*So* &lt;b&gt;what&lt;/b&gt; costs $5 -- :smile:" in words(app)


def test_many_speakers_are_confirmed_in_a_table(project, shown, tmp_path):
    rows = "".join(f"{n},We meet {n} times,Teacher,Town {n}\n" for n in range(12))
    (tmp_path / "answers.csv").write_text("id,text,role,authority\n" + rows)
    [taken] = project.import_files([tmp_path / "answers.csv"]).imported

    pressed(shown("transcripts"), f"confirm-{taken.id}")

    speakers = project.transcript(taken.id).speakers
    assert all(s.confirmed and s.participant is None for s in speakers)
    assert [s.authority for s in speakers] == [f"Town {n}" for n in range(12)]


def test_a_speaker_whose_file_gives_only_a_role_is_not_taken_for_one_person(
    project, shown, tmp_path
):
    (tmp_path / "answers.csv").write_text("id,text,role\n1,We meet.,Teacher\n2,No.,Teacher\n")
    [taken] = project.import_files([tmp_path / "answers.csv"]).imported

    pressed(shown("transcripts"), f"confirm-{taken.id}")

    assert project.participants() == []
    assert project.transcript(taken.id).speakers[0].role == "teacher"


def test_a_note_of_the_import_reads_as_one_on_this_page():
    from qualcode.app.uploading import _here

    rest = "not matched to a participant; give a file, or confirm them on the Transcripts page."
    said = _here(f"1 of 1 speakers are {rest}")
    assert said.startswith("The speaker is not matched") and "Transcripts page" not in said
    assert _here(f"1 of 3 speakers {rest}").startswith("1 of 3 speakers is not")
    assert _here(f"2 of 3 speakers are {rest}").startswith("2 of 3 speakers are not")
