"""`python -m release.lock FILE`: each distribution's version and the digests of its files.

`pip install --require-hashes -r FILE` then installs these files and no others. pip itself chooses
them, for each system and Python named here, and gives their digests; the list holds no addresses.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from release.installed import ROOT, plain

PYTHONS = ("3.11", "3.12", "3.13")
# As pip names them: Linux, Windows, macOS on Apple's own processors.
SYSTEMS = (
    ("manylinux_2_28_x86_64", "manylinux2014_x86_64", "manylinux_2_17_x86_64"),
    ("win_amd64",),
    ("macosx_14_0_arm64", "macosx_12_0_arm64", "macosx_11_0_arm64"),
)
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


def asked(python: str, system: tuple[str, ...]) -> dict[str, Any]:
    """The report of pip of what it would install there; nothing is installed."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        chosen = [part for name in system for part in ("--platform", name)]
        subprocess.run(  # noqa: S603 - our own command
            [
                *(sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"),
                *("--dry-run", "--ignore-installed", "--only-binary=:all:", "--target", folder),
                *("--python-version", python, *chosen, "--report", str(report)),
                *("-c", "constraints.txt", *wanted()),
            ],
            check=True,
        )
        told: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return told


def wanted() -> list[str]:
    """What qualcode itself asks for, and what installing it from its folder needs."""
    import tomllib

    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))
    return [*project["project"]["dependencies"], *project["build-system"]["requires"]]


def main(target: str, *only: str) -> int:
    """Write the lock, for every system and Python or (``here``) for this one alone."""
    places = (
        [(f"{sys.version_info.major}.{sys.version_info.minor}", SYSTEMS[0])]
        if "here" in only
        else [(python, system) for python in PYTHONS for system in SYSTEMS]
    )
    text = written(digests(asked(*place)) for place in places)
    Path(target).write_text(text, encoding="utf-8")
    sys.stdout.write(f"{text.count('==')} distributions for {len(places)} places.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
