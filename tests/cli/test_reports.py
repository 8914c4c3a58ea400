"""The report commands write, list and refuse."""

import docx
import pytest
from click.testing import CliRunner

from qualcode.cli import main


@pytest.fixture
def run(sample, tmp_path):
    study = str(tmp_path / "sample-study.qualcode")
    sample.close()

    def ask(*given: str):
        return CliRunner().invoke(main, ["--study", study, "--coder", "Ruth Adeyemi", *given])

    return ask


def test_a_template_is_written_changed_and_filled(run, tmp_path):
    mine, target = tmp_path / "mine.docx", tmp_path / "out.docx"
    assert run("report-template", "--shape", "themes", "-o", str(mine)).exit_code == 0
    document = docx.Document(str(mine))
    document.paragraphs[0].text = "For the board: {{ title }}"
    document.save(str(mine))

    assert run("report-text", "summary", "").exit_code == 0
    asked = ("report", "--shape", "themes", "--template", str(mine), "--interim", "-o", str(target))
    result = run(*asked)

    assert result.exit_code == 0, result.stderr
    assert "quotes written to out.docx" in result.stderr
    assert "marked to be written" in result.stderr
    made = docx.Document(str(target))
    assert made.paragraphs[0].text == "For the board: Sample study (invented interviews)"
    assert made.sections[0].header.paragraphs[0].text.startswith("Interim report")


def test_a_broken_template_is_one_sentence_naming_the_tag(run, tmp_path):
    mine, target = tmp_path / "mine.docx", tmp_path / "out.docx"
    run("report-template", "--shape", "themes", "-o", str(mine))
    document = docx.Document(str(mine))
    document.paragraphs[0].text = "{{ titel }}"
    document.save(str(mine))

    result = run("report", "--shape", "themes", "--template", str(mine), "-o", str(target))

    assert result.exit_code == 1
    assert "{{ titel }}" in result.stderr.splitlines()[-1]
    assert not target.exists()


def test_texts_are_written_and_listed(run):
    assert run("report-text", "item 3", "Both were nurses.").exit_code == 0

    listed = run("report-text", "--format", "csv")

    assert "item 3,COREQ 3: Occupation,Both were nurses.,Ruth Adeyemi" in listed.stdout
    assert run("report-text", "item 99", "Words.").exit_code == 1
    assert run("report-text", "item 99").exit_code == 2
