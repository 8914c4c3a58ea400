"""The History page: what happened, the codebook's versions, and merging a copy."""

import shutil

import pytest

from qualcode.model import CoderRole
from qualcode.project import Project
from tests.app.conftest import pressed, words


@pytest.fixture
def coded(project, interview):
    """The study with one coding of mk's and one of Tom's."""
    first, second = (s.span for s in project.segments(interview) if not s.interviewer)
    project.code(interview, first, "1.a")
    project.acting_as("Tom").code(interview, second, "3.b")
    return project


def test_what_happened_is_narrowed_by_person_code_and_kind(coded, shown):
    app = shown("history")
    assert "Tom coded a passage of Interview 1 with 3.b." in words(app)
    assert "mk coded a passage of Interview 1 with 1.a." in words(app)

    app.selectbox(key="history-who").select("Tom").run()
    assert "with 1.a." not in words(app)
    app.selectbox(key="history-code").select("1").run()
    assert "Nothing of this kind has happened" in words(app)
    app.selectbox(key="history-who").set_value(None).run()
    assert "with 1.a." in words(app)
    app.selectbox(key="history-kind").select("study").run()
    assert not app.exception
    assert "with 1.a." not in words(app)


def test_the_chain_is_checked_at_a_press(coded, shown):
    app = pressed(shown("history"), "history-check")

    assert f"The chain of {coded.version} acts is unbroken." in words(app)


def test_earlier_acts_come_at_a_press(project, shown):
    for n in range(210):
        project.add_memo(f"note {n}", f"code {('3.b', '1.a')[n % 2]}")
    app = shown("history")
    assert words(app).count("<li>") == 200
    assert "made the study" not in words(app)

    pressed(app, "history-more")

    assert words(app).count("<li>") == project.version
    assert "mk made the study." in words(app)


def test_equal_acts_in_a_row_are_one_line_with_their_number(project, shown):
    for n in range(3):
        project.add_memo(f"note {n}")

    app = shown("history")

    assert words(app).count("wrote a memo on the study") == 1
    assert "<i>3 times</i>" in words(app)


def test_names_and_reasons_stay_words(project, shown):
    project.acting_as("<b>Tom</b>").add_memo("hello")
    project.edit_code("3.b", "*why* <script>x</script>", definition="<i>new</i>")

    for view in ("What happened", "Codebook"):
        app = shown("history")
        app.segmented_control(key="history_view").set_value(view).run()
        assert "<script>" not in words(app)
        assert "*why* &lt;script&gt;x&lt;/script&gt;" in words(app)
        assert "<b>Tom" not in words(app)


def test_the_codebooks_versions_say_what_to_read_again_and_lead_there(coded, interview, shown):
    coded.edit_code("3.b", "clearer", definition="Knowing people.")
    app = shown("history")
    app.segmented_control(key="history_view").set_value("Codebook").run()

    assert "1 interview to read again" in words(app)
    assert f'href="code?transcript={interview}"' in words(app)
    app.selectbox(key="history-book-code").select("5.a").run()
    assert "No version changed this code" in words(app)


def test_a_mentor_sees_no_merging_and_no_way_to_a_transcript(coded, interview, shown):
    coded.edit_code("3.b", "clearer", definition="Knowing people.")
    coded.add_coder("Margaret", CoderRole.MENTOR)
    app = shown("history", of=coded.acting_as("Margaret"))

    assert "Merge" not in app.segmented_control(key="history_view").options
    app.segmented_control(key="history_view").set_value("Codebook").run()
    assert "Interview 1" in words(app)
    assert f"transcript={interview}" not in words(app)


def test_a_copy_is_shown_first_and_merged_at_the_press_of_a_button(coded, shown, tmp_path):
    place = shutil.copy(coded.store.place, tmp_path / "copy.qualcode")
    other = Project.open(place, "Tom")
    other.add_memo("from afar")
    other.edit_code("3.b", "narrower", definition="<i>By phone</i>.")
    other.close()
    app = shown("history")
    app.segmented_control(key="history_view").set_value("Merge").run()
    app.file_uploader[0].upload("copy.qualcode", place.read_bytes()).run()
    assert not app.exception
    assert "What would come" in [s.value for s in app.subheader]
    assert coded.memos() == []
    assert "3.b: definition is now “&lt;i&gt;By phone&lt;/i&gt;.”, before “" in words(app)
    assert "To read again afterwards: Interview 1 (1 coding)." in words(app)

    pressed(app, "merge")

    assert [m.text for m in coded.memos()] == ["from afar"]
    assert "Merged. What came: 1 version of the codebook, 1 memo or comment." in words(app)
