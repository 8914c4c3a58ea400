"""Rows of the tables of faults, worked through in a process that may not grow or dawdle.

``python -m tests.faults.limits ROWS N...`` works through some rows and writes a line of JSON for
each before the next begins, so that a row that kills the process is known by its absence.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import logging
import resource
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

GIB = 1 << 30
SECONDS = 60
ROOT = Path(__file__).parents[2]


def set_limits(memory: int = GIB, seconds: int = SECONDS) -> None:
    """Bytes of address space and seconds of processor for this process, from now on."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))


def main(rows: str, numbers: list[str]) -> None:
    """Work through the rows of a module of `makers` that have these numbers."""
    table = import_module(f"tests.faults.makers.{rows}").rows()
    with tempfile.TemporaryDirectory() as folder, contextlib.closing(_study(Path(folder))) as study:
        for n in map(int, numbers):
            print(json.dumps(worked(study, table[n], Path(folder))), flush=True)


def _study(folder: Path) -> Any:
    from qualcode.project import Upload, new

    made = new(
        folder / "study.qualcode", "mk", codebook=ROOT / "codebooks/good_practice_indicators.yaml"
    )
    talk = b"Interviewer: How is it?\n\nP01: We share news every week.\n"
    [interview] = made.import_files([Upload("standing.txt", talk)]).imported
    text = made.transcript(interview.id).text
    from qualcode.model import Span

    at = text.index("share news")
    made.code(interview.id, Span(at, at + 10), "1")
    return made


def worked(study: Any, row: Any, folder: Path) -> dict[str, object]:
    """What came of a row: refused with a sentence, taken with a report, or a traceback."""
    from qualcode.errors import QualcodeError
    from tests.faults.makers import actions

    data = row.make()
    before, written = digest(study), _coding_lines(study)
    found: dict[str, object] = {"title": row.title, "bytes": len(data)}
    began = time.monotonic()
    with _overheard() as heard:
        try:
            found |= {"outcome": "taken", **actions.BY[row.by](study, row, data, folder)}
        except QualcodeError as error:
            found |= {"outcome": "refused", "told": [str(error)]}
        except BaseException as error:
            found |= {"outcome": "traceback", "told": [type(error).__name__]}
            found["traceback"] = traceback.format_exc()[-2000:]
    found["seconds"] = round(time.monotonic() - began, 2)
    found["heard"] = heard.getvalue()[-5000:]
    found["unchanged"] = digest(study) == before
    found["codings stand"] = _coding_lines(study) == written
    found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return found


def digest(study: Any) -> str:
    """SHA-256 of everything in the study's tables, in a fixed order."""
    from tests.dump import dump

    return hashlib.sha256(repr(sorted(dump(study.store).items())).encode("utf-8")).hexdigest()


def _coding_lines(study: Any) -> list[str]:
    return [repr(coding) for coding in study.codings(transcript="standing")]


@contextlib.contextmanager
def _overheard() -> Iterator[io.StringIO]:
    """Everything that is printed, logged or warned of meanwhile."""
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        with (
            contextlib.redirect_stdout(heard),
            contextlib.redirect_stderr(heard),
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("always")
            yield heard
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


if __name__ == "__main__":
    set_limits()
    main(sys.argv[1], sys.argv[2:])
