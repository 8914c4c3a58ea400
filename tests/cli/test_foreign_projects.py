"""Projects of other programs and folders at the command line; all of it is invented."""

from tests.formats.foreign import qualcoder, taguette


def test_a_taguette_file_is_looked_at_and_taken_in(study):
    (study.folder / "talks.sqlite3").write_bytes(taguette())

    dry = study("import", "talks.sqlite3", "--dry-run")
    assert "without --dry-run this is taken in" in dry.stderr
    before = len(study.rows("codings"))

    told = study("import", "talks.sqlite3")
    assert "talks.sqlite3: by Taguette" in told.stderr
    assert len(study.rows("codings")) == before + 3


def test_a_qualcoder_folder_is_one_project(study):
    folder = study.folder / "old.qda"
    folder.mkdir()
    (folder / "data.qda").write_bytes(qualcoder())

    told = study("import", "old.qda")

    assert "old.qda: by QualCoder 3.5" in told.stderr
    assert {"ann", "bea"} <= {row["coder"] for row in study.rows("codings")}


def test_a_folder_of_transcripts_with_a_table_of_codings_comes_in_at_once(study):
    folder = study.folder / "talks"
    folder.mkdir()
    (folder / "noor.txt").write_text("Interviewer: How?\n\nNoor: We lost trust.", "utf-8")
    (folder / "codings.csv").write_text(
        "transcript,code,coder,quote\nnoor,1.a,bea,We lost trust.\n", "utf-8"
    )
    (folder / ".hidden").write_text("no", "utf-8")

    study("import", "talks")

    assert [r["quote"] for r in study.rows("codings") if r["coder"] == "bea"] == ["We lost trust."]


def test_an_empty_folder_and_a_damaged_project_are_refused(study):
    (study.folder / "empty").mkdir()
    (study.folder / "cut.sqlite3").write_bytes(taguette()[:3000])

    assert "holds no files" in study("import", "empty", status=2).stderr
    assert "cut.sqlite3 is cut short or damaged" in study("import", "cut.sqlite3", status=1).stderr
