"""The last look before a file leaves: every exporter looks, or holds no words people wrote."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.model import Span
from qualcode.project import Project, Upload
from qualcode.project.pseudonyms_seen import NamesLeft
from tests.project.test_permitted_uses import RUNS, as_bytes, quick, unsealed, words_in

__all__ = ["quick"]

# On the lists of names, so that the look knows it; and one that no list has, to be replaced.
NAME, RARE = "Gareth Llewellyn", "Quillabby"
ASKED = f"What did {NAME} say to you?"
PLAN = (
    f"sample: Who we ask\nnote: {NAME} chose them.\nrows:\n- {{role: Social worker, planned: 2}}\n"
)


@pytest.fixture
def written(sample: Project) -> Project:
    """The sample study with a name in everything that somebody can write."""
    said = f"As {NAME} would say, with {RARE}."
    [first, *_] = sample.transcripts()
    sample.describe_transcript(first["id"], title=f"Talk of {NAME}")
    sample.edit_code("1.a", "a name in it", name=f"The way of {NAME}", definition=said)
    sample.edit_code("1.b", "a rule", include_when=[said], exclude_when=[said])
    sample.add_example("1.c", said)
    sample.add_theme(said, codes=["1.a"], note=said)
    sample.write_summary("authority", "Midtown", "1", said)
    session = sample.add_feedback_session(f"With {NAME}")
    sample.add_feedback(session.id, "agrees", said)
    sample.write_report_text("summary", said)
    sample.add_memo(said)
    with contextlib.suppress(QualcodeError):
        sample.place_authority(sample.continuum().placements[0].authority, 1, said)
    people = "participant,hobby\n" + "".join(f"{p.id},{NAME}\n" for p in sample.participants())
    sample.import_files([Upload("people.csv", people.encode())])
    return sample


# The sample is small: these leave something only of fewer interviews, or of one code.
ALSO = {
    "continuum_file": as_bytes("continuum_file", "csv"),
    "keyness_file": as_bytes("keyness_file", "csv", code="1.a"),
    "portrait_file": lambda p, _: p.portrait_file("svg", [t["id"] for t in p.transcripts()][:8]),
}


def left_by(verb: str, project: Project, folder: Path) -> str | None:
    """The words an exporter gives; None where they wait for a look."""
    folder.mkdir(parents=True)
    try:
        made = (RUNS | ALSO)[verb](project, folder)
    except NamesLeft:
        return None
    if "review" in verb:
        return words_in(unsealed(made.page))
    return words_in(made) + words_in([file.read_bytes() for file in folder.iterdir()])


# The words of people and what others wrote leave by these; every other one in the long run.
SHORT = [
    *("codebook_file", "codebook_qdc", "tidy_codings", "themes_list", "feedback_file"),
    *("continuum_file", "project_files", "quotes_file", "matrix_file", "keyness_file", "publish"),
]


@pytest.mark.parametrize(
    "verbs", [SHORT, pytest.param(sorted(RUNS), marks=pytest.mark.long)], ids=["short", "all"]
)
def test_no_exporter_lets_a_name_leave_unlooked_at(written, tmp_path, quick, verbs):
    told = {verb: left_by(verb, written, tmp_path / verb) for verb in verbs}

    leaky = [verb for verb, text in told.items() if text and NAME.split()[1] in text]
    assert leaky == []
    assert sum(text is None for text in told.values()) >= len(SHORT) - 2


def test_the_same_files_leave_with_the_name_once_somebody_confirmed_it(written, tmp_path):
    written.confirm_names([one.words for one in written.names_in([], written=every(written))])
    written.names_seen = True

    for verb in ("codebook_file", "tidy_codings", "feedback_file", "continuum_file"):
        assert NAME in (left_by(verb, written, tmp_path / verb) or ""), verb


def every(project: Project) -> list[str]:
    return [code.definition for code in project.codebook]


def test_a_replaced_name_that_no_list_has_is_found_in_what_people_wrote(project):
    talk = f"---\nparticipant: P91\n---\n\nInterviewer: Who?\n\nP91: {RARE} rang me.\n"
    [made] = project.import_files([Upload("P91.md", talk.encode())]).imported
    small = f"as {RARE.lower()} says."
    assert project.names_in(written=[small]) == []
    at = project.transcript(made.id).text.index(RARE)
    project.replace_name(made.id, Span(at, at + len(RARE)), "team manager 9")

    [left] = project.names_in(written=[small])

    assert (left.words, left.kind) == (RARE.lower(), "person")
    assert project.names_in(written=["As [team manager 9] says."]) == []


def test_the_codebook_that_comes_with_qualcode_leaves_without_a_question(project, tmp_path):
    assert project.export_codebook_file(tmp_path / "book.docx") == 0
    project.export_codebook(tmp_path / "book.qdc")

    project.edit_code("1.a", "as somebody says", definition=f"What {NAME} calls it.")

    for name in ("book.csv", "book.docx", "book.yaml"):
        with pytest.raises(NamesLeft):
            project.export_codebook_file(tmp_path / name)
    with pytest.raises(NamesLeft):
        project.export_codebook(tmp_path / "again.qdc")
    assert not (tmp_path / "again.qdc").exists() and not (tmp_path / "book.csv").exists()
