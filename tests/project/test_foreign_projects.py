"""Whole projects of Taguette and QualCoder, invented, taken into a study."""

import pytest

from qualcode.errors import QualcodeError
from qualcode.project import Upload, new
from tests.formats.foreign import READ, TALK, add_highlight, qualcoder, taguette


@pytest.fixture
def empty(tmp_path):
    return new(tmp_path / "empty.qualcode", "mk")


def standing(project):
    names = {code.id: code.name for code in project.codebook}
    return sorted((c.quote, names[c.code], c.coder) for c in project.codings())


def test_a_taguette_project_comes_in_whole_and_a_second_time_nothing(empty):
    file = Upload("talks.sqlite3", taguette())
    dry = empty.import_project(file, dry_run=True)
    assert list(empty.codings()) == []

    told = empty.import_project(file)

    assert told.came == dry.came
    assert dict(told.came) == {
        "interviews and texts": 1, "codes": 3, "codings": 3, "memos": 2, "coders": 3,
    }  # fmt: skip
    assert {memo.author for memo in empty.memos()} == {"Unknown coder"}
    assert standing(empty) == [
        ("it cost a lot.", "money", "bea"),
        ("trust them", "trust", "ann"),
        ("trust them", "trust.lost", "ann"),
    ]
    [overview] = empty.transcripts()
    assert empty.transcript(overview["id"]).text == READ
    assert empty.import_project(file).nothing_new


def test_a_qualcoder_folder_comes_in_with_its_people(empty, tmp_path):
    folder = tmp_path / "study.qda"
    folder.mkdir()
    (folder / "data.qda").write_bytes(qualcoder())

    told = empty.import_project(folder)

    assert dict(told.came) == {
        "interviews and texts": 1, "codes": 4, "codings": 2, "memos": 4, "participants": 1,
        "coders": 3,
    }  # fmt: skip
    assert standing(empty) == [
        ("It cost a lot.", "Money", "bea"),
        ("We did not trust them.", "Trust", "ann"),
    ]
    [overview] = empty.transcripts()
    transcript = empty.transcript(overview["id"])
    assert transcript.text == TALK
    assert [s.participant for s in transcript.speakers if not s.interviewer] == ["Noor"]
    assert empty.import_project(folder).nothing_new


def test_what_was_left_out_is_told_in_sentences(empty):
    data = taguette(lambda c: add_highlight(c, 9, (0, 2), "Nobody said this.", [3]))
    told = empty.import_project(Upload("talks.sqlite3", data))

    assert any("1 highlight left out" in said for said in told.left_out)
    assert any("UTF-8 bytes" in said for said in told.adjusted)


@pytest.mark.parametrize("data", [taguette()[:5000], taguette("DELETE FROM projects")])
def test_a_refused_file_leaves_the_study_as_it_was(empty, data):
    before = empty.version
    with pytest.raises(QualcodeError, match=r"talks\.sqlite3"):
        empty.import_project(Upload("talks.sqlite3", data))

    assert empty.version == before
