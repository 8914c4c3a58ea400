"""Every promise of the pages on safe keeping names a test that is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "docs" / name for name in ("keeping-data-safe.md", "for-the-dpo.md")]
KEPT_BY = "## Which test keeps which promise"
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \|$", re.M)


def promised(text: str) -> list[int]:
    """The numbers in square brackets in the words of a page, in order."""
    words = text.split(KEPT_BY)[0]
    marks = re.findall(r"\[(\d+(?:, \d+)*)\](?!\()", words)
    return [int(number) for mark in marks for number in mark.split(", ")]


def kept(text: str) -> dict[int, list[str]]:
    """Promise -> the tests its row names."""
    table = text.split(KEPT_BY)[1]
    return {int(n): re.findall(r"`([^`]+::[^`]+)`", tests) for n, _, tests in ROW.findall(table)}


def there(test: str, root: Path = ROOT) -> bool:
    """Whether a file holds a test of this name."""
    file, name = test.split("::")
    path = root / file
    if not path.is_file():
        return False
    tree = ast.parse(path.read_text("utf-8"))
    return any(isinstance(n, ast.FunctionDef) and n.name == name for n in ast.walk(tree))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_promise_has_a_row_and_every_row_a_test(page: Path) -> None:
    text = page.read_text("utf-8")
    rows = kept(text)

    assert sorted(set(promised(text))) == sorted(rows) == list(range(1, len(rows) + 1))
    missing = [t for tests in rows.values() for t in tests if not there(t)]
    assert missing == []
    assert [n for n, tests in rows.items() if not tests] == []


def test_a_promise_whose_test_is_gone_is_found(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text("def test_kept():\n    assert True\n", "utf-8")
    page = f"It is kept [1].\n\n{KEPT_BY}\n\n| 1 | it | `test_it.py::test_lost` |\n"

    assert promised(page) == [1]
    assert [there(t, tmp_path) for t in kept(page)[1]] == [False]
    assert there("test_it.py::test_kept", tmp_path)
