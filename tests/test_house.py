"""The house keeps its own rules."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.cli import main
from tests.conftest import ROOT

HEAVY = {"pandas", "numpy", "spacy", "sklearn", "streamlit", "sqlalchemy", "plotly", "alembic"}
MODULES = sorted((ROOT / "qualcode").rglob("*.py"))


def test_imports_point_down():
    lint = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run(
        [lint, "--config", ROOT / "pyproject.toml", "--no-cache"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
    )

    assert ran.returncode == 0, ran.stdout
    assert " 0 broken" in ran.stdout


def test_no_module_is_longer_than_350_lines():
    lengths = {m.relative_to(ROOT): len(m.read_text("utf-8").splitlines()) for m in MODULES}

    assert len(lengths) > 50
    assert {name: n for name, n in lengths.items() if n > 350} == {}


def test_no_two_groups_of_verbs_share_a_name():
    """One would silently stand in for the other: `Project` is made of all of them."""
    from qualcode.project import Project

    homes = {}
    for group in Project.__mro__[1:-1]:
        for name, made in vars(group).items():
            if callable(made) and not name.startswith("__"):
                homes.setdefault(name, []).append(group.__name__)

    assert len(homes) > 100
    assert {name: groups for name, groups in homes.items() if len(groups) > 1} == {}


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_stands_in_the_docs(command):
    told = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")

    assert re.search(rf"\bqualcode {command}\b", told)


@pytest.mark.parametrize("module", ["qualcode", "qualcode.cli", "qualcode.model"])
def test_importing_brings_in_nothing_heavy(module):
    told = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout.split()

    assert module in told
    assert HEAVY & set(told) == set()


def test_a_study_opens_without_the_libraries_of_its_tables():
    told = subprocess.run(
        [sys.executable, "-c", "import sys, qualcode.project; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout.split()

    assert (HEAVY | {"altair", "regex", "scipy"}) & set(told) == {"sqlalchemy"}
