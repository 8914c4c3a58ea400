"""Acts on a disk that is full, or may not be written: run apart, with mounts of its own.

``python -m tests.faults.short FOLDER`` prints for each case what was said, whether the study stayed
as it was, and whether the very same act went through once the cause was gone.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.model import Code, Span
from qualcode.project import Project, Upload, new
from tests.dump import dump

LONG = Upload("long.txt", ("P01: We share news. " * 9000).encode())
TALK = Upload("talk.txt", b"Interviewer: How?\n\nP01: We share news every week, all of us.\n")


ACTS: dict[str, Callable[[Project], object]] = {
    "code": lambda p: p.code(p.transcripts()[0]["id"], Span(22, 40), "3.b"),
    "import": lambda p: p.import_files([LONG]),
    "add code": lambda p: p.add_code(Code("x", "Extra", definition="long " * 5000), "it came up"),
    "memo": lambda p: p.add_memo("what I think " * 20000),
    "backup": lambda p: p.backup(),
}


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Not a byte is left on the disk."""
    ballast = folder / "ballast"
    with ballast.open("wb") as file:
        for size in (65536, 4096, 512, 1):
            try:
                while True:
                    os.write(file.fileno(), bytes(size))
            except OSError:
                continue
    yield
    ballast.unlink()


@contextmanager
def quota(folder: Path) -> Iterator[None]:
    """No file may grow beyond what the study has now."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    size = (folder / "study.qualcode").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
    assert size > 4096
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The disk may only be read, as a memory stick with its switch set; nothing is open on it."""
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    yield
    subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)


@contextmanager
def gone(folder: Path) -> Iterator[None]:
    """The folder is not there any more, as a disk that was pulled out."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k,ro", "tmpfs", str(folder)], check=True)
    yield
    subprocess.run(["umount", str(folder)], check=True)


CASES = [
    *((full, act) for act in ("code", "import", "add code", "memo", "backup")),
    *((quota, act) for act in ("code", "import", "backup")),
    *((read_only, act) for act in ("code", "backup")),
    *((gone, act) for act in ("code", "backup")),
]


def tried(work: Callable[[], object]) -> dict[str, str]:
    try:
        work()
    except QualcodeError as error:
        return {"said": str(error), "kind": type(error).__name__}
    except BaseException as error:
        return {"said": repr(error), "kind": "traceback"}
    return {"said": "", "kind": "done"}


def case(fault: Callable[[Path], Any], act: str, folder: Path, book: Path) -> dict[str, Any]:
    place = folder / "study.qualcode"
    project = new(place, "mk", codebook=book)
    project.set_options(decide_first=0.0)
    project.import_files([TALK])
    before = dump(project.store)
    if fault is read_only:
        project.close()
    with fault(folder):
        if fault is read_only:
            project = Project.open(place, "mk")
        told = tried(lambda: ACTS[act](project))
        # Opened anew in the middle of it, the study can still be read.
        reads = (
            "done" if fault is gone else tried(lambda: Project.open(place, "mk").close())["kind"]
        )
        if fault is read_only:
            project.close()
    if fault is read_only:
        project = Project.open(place, "mk")
    unchanged = dump(project.store) == before
    again = tried(lambda: ACTS[act](project))
    grown = act == "backup" or dump(project.store) != before
    project.close()
    return {
        "case": f"{fault.__name__}: {act}",
        **told,
        "reads": reads,
        "unchanged": unchanged,
        "again": again["kind"],
        "grown": grown,
    }


def main(folder: Path, book: Path) -> None:
    for n, (fault, act) in enumerate(CASES):
        own = folder / f"disk{n}"
        own.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(own)], check=True)
        print(json.dumps(case(fault, act, own, book)), flush=True)
        subprocess.run(["umount", str(own)], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
