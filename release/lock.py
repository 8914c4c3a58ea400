"""`python -m release.lock FILE`: each distribution's version and the digests of its files.

`pip install --require-hashes -r FILE` then installs these files and no others. pip itself chooses
them, for each system and Python named here, and gives their digests; the list holds no addresses.

pip asks for a distribution's needs by the markers of the machine it runs on, whatever system it
chooses files for. So each report is walked again by the markers of its own system, and pip is asked
once more for what is missing (`colorama`, which several need on Windows alone).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from release.installed import ROOT, plain

HERE = Path(__file__).parents[1]
PYTHONS = ("3.11", "3.12", "3.13")
# As pip names them: Linux, Windows, macOS on Apple's own processors.
SYSTEMS = (
    ("manylinux_2_28_x86_64", "manylinux2014_x86_64", "manylinux_2_17_x86_64"),
    ("win_amd64",),
    ("macosx_14_0_arm64", "macosx_12_0_arm64", "macosx_11_0_arm64"),
)
# What a marker asks of a machine, by the first name pip has for its system.
MARKERS = {
    "manylinux_2_28_x86_64": ("linux", "Linux", "posix", "x86_64"),
    "win_amd64": ("win32", "Windows", "nt", "AMD64"),
    "macosx_14_0_arm64": ("darwin", "Darwin", "posix", "arm64"),
}
HEAD = (
    "# Made by `make lock`; installed by `make locked`. Each line is one version and the digests of"
    " its files.\n"
)


def digests(report: Mapping[str, Any]) -> dict[tuple[str, str], set[str]]:
    """(plain name, version) -> the digests of the files pip chose, of its own report.

    Raises
    ------
    ValueError
        A file has no SHA-256 digest, so that it could be exchanged unseen.
    """
    found: dict[tuple[str, str], set[str]] = {}
    for one in report["install"]:
        name, version = plain(one["metadata"]["name"]), one["metadata"]["version"]
        if name == ROOT:
            continue
        archive = one["download_info"].get("archive_info", {})
        digest = archive.get("hashes", {}).get("sha256")
        if not digest:
            raise ValueError(f"{name} {version} has no digest")
        found.setdefault((name, version), set()).add(digest)
    return found


def written(every: Iterable[Mapping[tuple[str, str], set[str]]]) -> str:
    """The lock of several reports as one text, always in the same order.

    Raises
    ------
    ValueError
        Two systems would get different versions of one distribution.
    """
    held: dict[tuple[str, str], set[str]] = {}
    for one in every:
        for key, hashes in one.items():
            held.setdefault(key, set()).update(hashes)
    names = [name for name, _ in held]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"different versions on different systems: {', '.join(twice)}")
    lines = [
        f"{name}=={version} " + " ".join(f"--hash=sha256:{h}" for h in sorted(hashes))
        for (name, version), hashes in sorted(held.items())
    ]
    return HEAD + "\n".join(lines) + "\n"


def environment(python: str, system: tuple[str, ...]) -> dict[str, str]:
    """What markers ask of a machine with this Python and system."""
    platform, name, kind, machine = MARKERS[system[0]]
    return {
        "sys_platform": platform,
        "platform_system": name,
        "os_name": kind,
        "platform_machine": machine,
        "platform_release": "",
        "platform_version": "",
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "platform_python_implementation": "CPython",
    }


def missing(
    report: Mapping[str, Any], wanted: Iterable[str], place: Mapping[str, str]
) -> list[str]:
    """What a place needs and pip's report lacks, as requirements without markers."""
    needs = {
        plain(one["metadata"]["name"]): one["metadata"].get("requires_dist", [])
        for one in report["install"]
    }
    waiting = [(Requirement(line), "") for line in wanted]
    done: set[tuple[str, str]] = set()
    lacking = set()
    while waiting:
        needed, extra = waiting.pop()
        if needed.marker and not needed.marker.evaluate({**place, "extra": extra}):
            continue
        name = plain(needed.name)
        if name not in needs:
            needed.marker = None
            lacking.add(str(needed))
        for asks in {"", *needed.extras}:
            if (name, asks) not in done:
                done.add((name, asks))
                waiting += [(Requirement(line), asks) for line in needs.get(name, ())]
    return sorted(lacking)


def chosen(python: str, system: tuple[str, ...]) -> dict[str, Any]:
    """What a place needs by its own markers, as pip reports it.

    Raises
    ------
    ValueError
        pip does not give what is missing, however often it is asked.
    """
    more: list[str] = []
    for _ in range(5):
        report = asked(python, system, more)
        lacking = missing(report, wanted(), environment(python, system))
        if not lacking:
            return report
        more = sorted({*more, *lacking})
    raise ValueError(f"not given for {system[0]}: {', '.join(lacking)}")


def asked(python: str, system: tuple[str, ...], more: Iterable[str] = ()) -> dict[str, Any]:
    """The report of pip of what it would install there; nothing is installed."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        platforms = [part for name in system for part in ("--platform", name)]
        subprocess.run(  # noqa: S603 - our own command
            [
                *(sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"),
                *("--dry-run", "--ignore-installed", "--only-binary=:all:", "--target", folder),
                *("--python-version", python, *platforms, "--report", str(report)),
                *("-c", str(HERE / "constraints.txt"), *wanted(), *more),
            ],
            check=True,
        )
        told: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return told


def wanted() -> list[str]:
    """What qualcode asks for, with a team's database, and what installing it from its folder needs.

    The same that is audited and whose licences are read.
    """
    import tomllib

    made = tomllib.loads((HERE / "pyproject.toml").read_text("utf-8"))
    project = made["project"]
    team = project["optional-dependencies"]["team"]
    return [*project["dependencies"], *team, *made["build-system"]["requires"]]


def main(target: str, *only: str) -> int:
    """Write the lock, for every system and Python or (``here``) for this one alone."""
    places = (
        [(f"{sys.version_info.major}.{sys.version_info.minor}", SYSTEMS[0])]
        if "here" in only
        else [(python, system) for python in PYTHONS for system in SYSTEMS]
    )
    text = written(digests(chosen(*place)) for place in places)
    Path(target).write_text(text, encoding="utf-8")
    sys.stdout.write(f"{text.count('==')} distributions for {len(places)} places.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
