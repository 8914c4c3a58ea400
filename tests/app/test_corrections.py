"""The Corrections page: a mended file is looked at first, and what it leaves open is settled."""

import pytest

from qualcode.model import CoderRole, Span
from tests.app.conftest import pressed, words
from tests.project.test_correcting import CHANGES, WHY, mended


@pytest.fixture
def at(project, interview):
    """Finds words of the interview: their span."""

    def find(words):
        start = project.transcript(interview).text.index(words)
        return Span(start, start + len(words))

    return find


@pytest.fixture
def three(project, interview, at):
    """Codings on words that stay, that will be changed, and that will be gone."""
    said = ("We argue about thresholds.", "Nobody agrees what counts.", "We know who to ring.")
    return [project.code(interview, at(words), "3.b") for words in said]


@pytest.fixture
def after(project, interview, three):
    """The interview after the correction."""
    return project.correct_transcript(interview, mended(*CHANGES), WHY)


def uploaded(app, file):
    app.file_uploader[0].set_value([(file.name, file.data, "text/plain")]).run()
    assert not app.exception
    return app


def test_a_study_without_transcripts_says_what_belongs_there(shown):
    assert "no transcript yet" in shown("corrections").markdown[0].value


def test_a_file_is_shown_before_it_is_taken_and_needs_a_reason(project, shown, interview, three):
    app = uploaded(shown("corrections"), mended(*CHANGES))

    assert "1 of 3 codings would go along" in words(app)
    assert "1 coding would wait" in words(app)
    assert len(project.text_versions(interview)) == 1
    pressed(app, "correct")
    assert "Say in a few words why" in words(app)
    assert len(project.text_versions(interview)) == 1

    [reason] = [t for t in app.text_input if t.label == "Why was it corrected?"]
    reason.input(WHY).run()
    pressed(app, "correct")

    assert [v.n for v in project.text_versions(interview)] == [1, 2]
    assert "1 of 3 codings went along as they were" in words(app)
    assert "2 codings to look at" in [h.value for h in app.subheader]


def test_that_a_mentor_reads_new_words_at_once_is_said_before_and_after(
    project, shown, interview, three
):
    said = "A mentor reads the new words at once"
    assert said not in words(uploaded(shown("corrections"), mended(*CHANGES)))
    project.add_coder("Ina", CoderRole.MENTOR)
    app = uploaded(shown("corrections"), mended(*CHANGES))
    assert said in words(app)

    [reason] = [t for t in app.text_input if t.label == "Why was it corrected?"]
    reason.input(WHY).run()
    pressed(app, "correct")
    assert said in words(app) and "qc-note" in words(app)


def test_a_wrong_file_is_refused_in_a_sentence(project, shown, interview, three):
    app = uploaded(shown("corrections"), mended())

    assert "says the same as the transcript" in words(app)
    assert not [b for b in app.button if b.key == "correct"]


def test_the_old_words_stand_beside_the_new_and_are_kept_or_let_go(
    project, shown, interview, three, after
):
    app = shown("corrections")

    assert "<ins> ever</ins> agrees what counts." in words(app)
    assert "Its words are gone from the text." in words(app)
    pressed(app, f"keep-{three[1].id}")
    assert "Nobody ever agrees what counts." in {c.quote for c in project.codings()}
    pressed(app, f"let-go-{three[2].id}")
    assert project.to_place() == []
    assert "No coding waits" in words(app)


def test_other_words_are_copied_from_the_text(project, shown, interview, three, after):
    app = shown("corrections")
    key = f"corrections-words-{three[2].id}"
    app.text_area(key=key).input("no such words").run()
    pressed(app, f"place-{three[2].id}")
    assert "These words are not in the text" in words(app)

    app.text_area(key=key).input("the duty desk helps").run()
    pressed(app, f"place-{three[2].id}")
    assert "the duty desk helps" in {c.quote for c in project.codings()}


def test_all_that_have_a_place_are_kept_at_one_press(project, shown, interview, at):
    for said in ("Nobody agrees what counts.", "Nobody agrees"):
        project.code(interview, at(said), "3.a")
    project.correct_transcript(interview, mended(CHANGES[0]), WHY)
    app = pressed(shown("corrections"), "keep-all")

    assert "2 codings kept on the new words." in words(app)
    assert len(project.codings()) == 2


def test_an_older_version_is_read_with_its_codings_and_put_back(
    project, shown, interview, three, after
):
    app = shown("corrections")
    assert "<mark>We know who to ring.</mark>" in words(app)
    assert "3 codings stood on it" in words(app)

    app.text_input(key=f"back-reason-{interview}-1").input("was right").run()
    pressed(app, "back")
    assert project.codings() and len(project.codings()) == 3
    assert "Version 1 stands again." in words(app)


def test_a_participants_words_are_no_html(project, shown, interview, at):
    project.code(interview, at("Nobody agrees what counts."), "3.a")
    bad = ("Nobody agrees what counts.", "Nobody <script>x()</script> agrees what counts.")
    project.correct_transcript(interview, mended(bad), WHY)
    app = shown("corrections")

    assert "<script>" not in words(app)
    assert "&lt;script&gt;" in words(app)


def test_a_second_coder_reads_older_versions_and_brings_none(project, shown, interview, after):
    project.add_coder("Ina", CoderRole.SECOND_CODER)
    app = shown("corrections", of=project.acting_as("Ina"))

    assert len(app.file_uploader) == 0
    assert "Nobody" in words(app) and not [b for b in app.button if b.key == "back"]


@pytest.mark.parametrize("role", [CoderRole.RESEARCHER, CoderRole.SECOND_CODER])
def test_the_transcripts_page_leads_here_for_researchers(project, shown, interview, role):
    project.add_coder("Ina", role)
    app = shown("transcripts", of=project.acting_as("Ina"), transcript_open=interview)
    there = [b for b in app.button if b.label == "Bring a corrected version"]

    assert len(there) == (role is CoderRole.RESEARCHER)


def test_the_overview_says_that_codings_wait(project, shown, interview, after):
    assert project.standing().to_place == 2
    assert project.standing().next == "place codings again"
