"""The documentation runs: its commands, its Python, its YAML."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from qualcode.cli import main
from qualcode.formats.codebook import read_codebook
from qualcode.project import Project

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CODEBOOKS = ROOT / "codebooks"


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.M | re.S)


WITH_PYTHON = [p for p in PAGES if blocks(p, "python")]
WITH_CONSOLE = [p for p in PAGES if blocks(p, "console")]


@pytest.mark.parametrize("page", WITH_PYTHON, ids=lambda p: p.name)
def test_python_examples_run(
    page: Path, built_sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(built_sample, tmp_path / "sample-study.qualcode")
    monkeypatch.chdir(tmp_path)
    for code in blocks(page, "python"):
        exec(compile(code, page.name, "exec"), {})


@pytest.mark.parametrize("page", WITH_CONSOLE, ids=lambda p: p.name)
def test_commands_shown_work_one_after_the_other(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("codebooks", "transcripts"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    # The demo has been tried in the same folder before.
    (tmp_path / "sample-study.qualcode").touch()
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^\$ qualcode (.+)$", "\n".join(blocks(page, "console")), re.M)
    assert commands
    for command in commands:
        result = CliRunner().invoke(main, shlex.split(command))
        assert result.exit_code == 0, (command, result.output)


def test_the_codebook_example_is_a_codebook() -> None:
    [example] = blocks(ROOT / "docs" / "files.md", "yaml")
    codebook, problems = read_codebook(example)
    assert problems == []
    assert codebook is not None
    assert [code.id for code in codebook] == ["1", "1.a"]


def test_every_page_is_linked_and_every_link_leads_somewhere() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert f"docs/{page.name}" in readme, f"{page.name} is not linked from the README"
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_python_page_names_every_verb_and_no_other() -> None:
    page = (ROOT / "docs" / "python.md").read_text("utf-8")
    rows = re.findall(r"^\| [\w ]+ \| (`.+`) \|$", page, re.M)
    told = [verb for row in rows for verb in re.findall(r"`(\w+)`", row)]
    public = {n for n in dir(Project) if not n.startswith("_")} | {"new"}
    assert len(told) == len(set(told)) > 40
    assert set(told) == public
