"""Fixtures every room's tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import delete

from qualcode.project import Project, new
from qualcode.store import engine, schema
from tests import no_network

no_network.stand_guard()

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

SHIPPED = (engine.PRAGMAS["synchronous"], engine.IN_FORCE["synchronous"], os.fsync)

# A busy machine is no failure: no test is timed.
settings.register_profile("qualcode", deadline=None)
settings.load_profile("qualcode")


@pytest.fixture(autouse=True)
def nothing_leaves_this_machine() -> Iterator[None]:
    """No test, and nothing it tests, reaches for another machine; see `no_network`."""
    yield
    reached = list(no_network.strays)
    no_network.strays.clear()
    assert reached == [], "a test reached for another machine"


@pytest.fixture(scope="session", autouse=True)
def not_forced_to_the_disk() -> Iterator[None]:
    """What is written reaches the disk when the system likes; waiting for it takes minutes.

    Only a power cut can tell. The tests of the store and of its faults run with the settings of
    every study, see `forced_to_the_disk`, and so do all commands and servers that a test starts.
    """
    with pytest.MonkeyPatch.context() as patch:
        sync(patch, "OFF", 0, lambda _: None)
        yield


@pytest.fixture
def forced_to_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written is on the disk when a person is told so, as in every study."""
    sync(monkeypatch, *SHIPPED)


def sync(patch: pytest.MonkeyPatch, asked: str, found: int, file: Callable[[int], None]) -> None:
    """How SQLite is asked to reach the disk, what it says then, and what syncs other files."""
    patch.setitem(engine.PRAGMAS, "synchronous", asked)
    patch.setitem(engine.IN_FORCE, "synchronous", found)
    patch.setattr(os, "fsync", file)


@pytest.fixture(scope="session")
def built_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample study, built once."""
    from qualcode.project.sample import build_sample

    place = tmp_path_factory.mktemp("sample") / "sample-study.qualcode"
    build_sample(place)
    with closing(Project.open(place, "Ruth Adeyemi")) as made:
        # Which passages are hidden hangs on the study's own number, which is another each time.
        made.set_options(decide_first=0.0)
    return place


@pytest.fixture(scope="session")
def built_bare(built_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample study with its interviews and codings alone: nobody has written about them."""
    place = tmp_path_factory.mktemp("bare") / "sample-study.qualcode"
    shutil.copy(built_sample, place)
    with closing(Project.open(place, "Ruth Adeyemi")) as made, made._write() as tx:
        tx.connection.execute(delete(schema.kept))
    return place


@pytest.fixture
def sample(built_sample: Path, tmp_path: Path) -> Iterator[Project]:
    """A copy of the sample study, in Ruth's hands, to do anything with."""
    yield from copied(built_sample, tmp_path)


@pytest.fixture
def bare(built_bare: Path, tmp_path: Path) -> Iterator[Project]:
    """A copy of the sample study in which nobody has written summaries, themes or plans yet."""
    yield from copied(built_bare, tmp_path)


def copied(study: Path, folder: Path) -> Iterator[Project]:
    """A study of one's own, as Ruth, until the test ends."""
    place = folder / "sample-study.qualcode"
    shutil.copy(study, place)
    project = Project.open(place, "Ruth Adeyemi")
    yield project
    project.close()


@pytest.fixture(scope="session")
def built_new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new study with the eight indicators and no transcripts, made once."""
    place = tmp_path_factory.mktemp("new") / "study.qualcode"
    book = ROOT / "codebooks" / "good_practice_indicators.yaml"
    with closing(new(place, "mk", codebook=book)) as made:
        made.set_options(decide_first=0.0)
    return place


@pytest.fixture
def project(built_new: Path, tmp_path: Path) -> Iterator[Project]:
    """A new study with the eight indicators and no transcripts, in mk's hands."""
    place = shutil.copy(built_new, tmp_path / "study.qualcode")
    with closing(Project.open(place, "mk")) as made:
        yield made


TWO_PEOPLE = """---
participant: P01
role: Social worker
agency: SSD
authority: Midtown
wave: first
---

Interviewer: How do referrals go?

P01: We argue about thresholds. Nobody agrees what counts.

P01: But the duty desk helps. We know who to ring.
"""


@pytest.fixture
def interview(project: Project, tmp_path: Path) -> str:
    """One short invented interview in the study; returns its id."""
    file = tmp_path / "talk.md"
    file.write_text(TWO_PEOPLE, encoding="utf-8")
    [imported] = project.import_files([file]).imported
    return imported.id


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything the tests need is installed, a skipped test is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("QUALCODE_NO_SKIPS") and reporter is not None:
        skipped = len(reporter.stats.get("skipped", []))
        if skipped and session.exitstatus == pytest.ExitCode.OK:
            reporter.write_line(f"{skipped} tests were skipped, and none may be here.", red=True)
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
