"""Every promise of the pages on safe keeping names a test that is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from qualcode.text import measured

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


def test_what_the_officer_reads_of_the_aid_for_names_is_what_was_measured() -> None:
    """The page of figures is held against the measurement by a test of its own."""
    figures = (ROOT / "docs" / "privacy.md").read_text("utf-8")
    told = (ROOT / "docs" / "for-the-dpo.md").read_text("utf-8")
    [(points, origin)] = re.findall(
        r"^\| points the names of any origin lie below all \| at most 5 \| (\d+) \(([^)]+)\)",
        figures,
        re.M,
    )
    [small] = re.findall(r"^\| in small letters \| \d+ \| [^|]+\| 0\.(\d\d) ", figures, re.M)

    for sentence in (
        f"On {measured.INTERVIEWS} invented interviews the aid found {measured.PEOPLE} of 100",
        f"{measured.DIRECT} of 100 direct identifiers",
        f"{measured.PLACES} of 100 places and organisations",
        f"{small} of 100 names typed in small letters",
        f"names of {origin} origin {points} points less often",
    ):
        assert sentence in told, sentence


def test_every_link_to_a_heading_leads_to_one() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    links = [
        (page, target, anchor)
        for page in pages
        for target, anchor in re.findall(r"\]\(([^)#:\s]*)#([^)\s]+)\)", page.read_text("utf-8"))
    ]
    astray = [
        f"{page.name}: {target}#{anchor}"
        for page, target, anchor in links
        if anchor not in anchors((page.parent / target if target else page).read_text("utf-8"))
    ]

    assert len(links) > 20
    assert astray == []


def anchors(text: str) -> set[str]:
    """The headings of a page, as links name them; twins are numbered."""
    found: dict[str, int] = {}
    for heading in re.findall(
        r"^#{1,6} (.+)$", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S), re.M
    ):
        words = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
        name = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        n = found[name] = found.get(name, -1) + 1
        if n:
            found[f"{name}-{n}"] = 0
    return set(found)


def test_a_link_to_a_heading_that_is_not_there_is_found() -> None:
    page = (
        "# Encryption\n\n```\n# not one\n```\n\n## Send it, to somebody\n\n## `a` b\n\n## `a` b\n"
    )

    assert anchors(page) == {"encryption", "send-it-to-somebody", "a-b", "a-b-1"}


def test_every_test_that_a_page_names_is_there() -> None:
    named = {
        (page.name, test)
        for page in sorted((ROOT / "docs").glob("*.md"))
        for test in re.findall(r"`(tests/[\w/.]+::\w+)`", page.read_text("utf-8"))
    }

    assert len(named) > 60
    assert [one for one in sorted(named) if not there(one[1])] == []
