"""A newcomer's path, from the one command to quotes in a Word document."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from qualcode.launch import free_port, is_up
from qualcode.project import Project
from tests.e2e.conftest import settled


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[str]:
    """`qualcode demo` in an empty folder, as `make demo` runs it, without opening a browser."""
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("QUALCODE_")}
    with (tmp_path / "demo.log").open("wb") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "qualcode", "demo", "--no-browser", "--port", str(port)],
            cwd=tmp_path,
            env=environment,
            stdout=log,
            stderr=log,
            # A group of its own, so that the server it starts ends with it.
            start_new_session=True,
        )
    address = f"http://127.0.0.1:{port}"
    assert is_up(address, 60), (tmp_path / "demo.log").read_text()
    yield address
    os.killpg(running.pid, 15)
    running.wait(10)


def cells(page: Page) -> dict[tuple[str, str], str]:
    """What the heat map says: (code, column) -> its words, read from the chart itself."""
    page.locator(".js-plotly-plot .nsewdrag").first.wait_for()
    settled(page)
    read = """() => {
        const marks = document.querySelector('.js-plotly-plot').data.find(t => t.customdata);
        return marks.customdata.map((c, i) => [c[0], c[1], marks.hovertext[i]]);
    }"""
    return {(code, column): words for code, column, words in page.evaluate(read)}


def people(words: str) -> int:
    """How many people a cell's sentence speaks of."""
    found = re.match(r"(\d+) of", words)
    return int(found[1]) if found else 0


def test_a_newcomer_codes_accepts_sees_and_takes_quotes_along(
    demo: str, page: Page, tmp_path: Path
) -> None:
    study = tmp_path / "sample-study.qualcode"
    # The address as the terminal shows it, with the key; from then on the browser has it.
    page.goto(re.findall(r"http://\S+\?key=\S+", (tmp_path / "demo.log").read_text())[0])
    page.goto(demo + "/themes")
    before = cells(page)

    # Code a passage of an interview nobody has coded.
    page.goto(demo + "/code?transcript=city-07-teacher")
    page.locator(".qcw-text").wait_for()
    settled(page)
    for key in ("n", "3", "a"):
        page.keyboard.press(key)
    expect(page.locator(".qcw-chip").first).to_contain_text("3.a")
    expect(page.locator(".qcw-saved")).to_have_text("Saved")

    # Accept a suggestion, with its reason in words.
    page.goto(demo + "/suggestions")
    page.locator(".st-key-offer-words").wait_for()
    settled(page)
    # On some passages, chosen by chance, a person decides before anything is shown.
    while page.locator(".st-key-first-skip button").count():
        page.locator(".st-key-first-skip button").click()
        settled(page)
    expect(page.locator(".qco-why")).to_have_text(re.compile(r"(strong|possible) .+\.$"))
    page.get_by_role("button", name=re.compile("^Accept")).first.click()
    expect(page.get_by_text("Coded as")).to_be_visible()

    project = Project.open(study, "Ruth Adeyemi")
    made = {c.basis.split()[0]: c for c in project.codings() if c.basis != "import"}
    project.close()
    assert made["by"].code == "3.a"
    assert made["by"].transcript == "city-07-teacher"
    assert set(made) == {"by", "suggestion"}

    # The heat map has changed: one more person in City Borough.
    page.goto(demo + "/themes")
    after = cells(page)
    assert people(after["3", "City Borough"]) == people(before["3", "City Borough"]) + 1

    # A click on that cell lists the quote.
    plot = page.locator(".js-plotly-plot .nsewdrag").first.bounding_box()
    assert plot is not None
    page.mouse.click(plot["x"] + plot["width"] / 8, plot["y"] + 2.5 * plot["height"] / 8)
    expect(page.locator(".st-key-behind")).to_contain_text(made["by"].quote[:40])

    # Quotes into a Word document.
    page.goto(demo + "/quotes")
    expect(page.locator(".qc-quote").first).to_be_visible()
    settled(page)
    with page.expect_download() as started:
        page.locator(".st-key-quotes_docx").get_by_role("button").click()
    document = docx.Document(io.BytesIO(Path(started.value.path()).read_bytes()))
    words = "\n".join(p.text for p in document.paragraphs)
    assert " ".join(made["by"].quote.split())[:60] in words
    assert "city-07-teacher" not in words
