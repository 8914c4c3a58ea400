"""A power cut, replayed: what a process asked of the disk is recorded, and cut off anywhere.

Killing a process loses nothing that it had handed to the system; a power cut does. `recorded` runs
a coder at work under strace. `Disk` plays the record up to a cut: what was synced before is on
the disk, of what was not each piece is there or not as a coin falls. Names in a folder count as
synced when the folder was.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT

CALLS = "pwrite64,write,ftruncate,unlink,fsync,fdatasync,openat"
LINE = re.compile(r"^(?:\d+ +)?(?P<call>\w+)\((?P<rest>.*)\) += (?P<result>-?\d+)")
FD = re.compile(r"^(?P<n>\d+)<(?P<path>[^>]*)>(?:, )?(?P<rest>.*)$")
BYTES = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Asked:
    """One thing asked of the disk: write, cut, sync, make, unlink of a file; or told on a pipe."""

    kind: str
    name: str
    at: int = 0
    data: bytes = b""


def recorded(place: Path, count: int, *settings: str) -> list[Asked]:
    """Everything that a coder at work asked of the disk in a study's folder, in order."""
    log = place.with_name("strace.log")
    watched = f"{place.parent}/"
    subprocess.run(
        [
            *("strace", "-f", "-y", "-xx", "-s", "70000", "--seccomp-bpf"),
            *("-e", f"trace={CALLS}", "-o", str(log)),
            *(sys.executable, "-m", "tests.faults.at_work", str(place), str(count), ""),
            *settings,
        ],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    asked: list[Asked] = []
    with log.open(encoding="ascii") as lines:
        for line in lines:
            match = LINE.match(line)
            if match is not None and int(match["result"]) >= 0:
                asked += _of(match["call"], match["rest"], watched)
    log.unlink()
    return asked


def _of(call: str, rest: str, watched: str) -> list[Asked]:
    folder = watched.rstrip("/")
    if call == "openat":
        path = _bytes(rest).decode()
        made = "O_CREAT" in rest and path.startswith(watched)
        return [Asked("make", Path(path).name)] if made else []
    if call == "unlink":
        path = _bytes(rest).decode()
        return [Asked("unlink", Path(path).name)] if path.startswith(watched) else []
    match = FD.match(rest)
    if match is None:
        return []
    path, rest = _plain(match["path"]), match["rest"]
    if call == "write":
        return [Asked("told", "", data=_bytes(rest))] if match["n"] == "1" else []
    if path == folder and call == "fsync":
        return [Asked("sync folder", "")]
    if not path.startswith(watched):
        return []
    name = Path(path).name
    if call == "pwrite64":
        return [Asked("write", name, int(rest.rsplit(", ", 1)[1]), _bytes(rest))]
    if call == "ftruncate":
        return [Asked("cut", name, int(rest))]
    return [Asked("sync", name)]


def _bytes(rest: str) -> bytes:
    match = BYTES.search(rest)
    return bytes.fromhex(match[1].replace("\\x", "")) if match else b""


def _plain(path: str) -> str:
    return _bytes(f'"{path}"').decode() if path.startswith("\\x") else path


@dataclass
class _File:
    """A file's bytes on the disk, and what was asked for since its last sync."""

    synced: bytearray
    asked: list[Asked] = field(default_factory=list)

    def after(self, fell: random.Random | None) -> bytearray:
        """Its bytes with all that was asked for; or as the coin falls for each piece."""
        content = bytearray(self.synced)
        for one in self.asked:
            if fell is None or fell.random() < 0.5:
                _apply(content, one)
        return content


def _apply(content: bytearray, one: Asked) -> None:
    if one.kind == "cut":
        del content[one.at :]
        content.extend(bytes(one.at - len(content)))
        return
    content.extend(bytes(max(one.at - len(content), 0)))
    content[one.at : one.at + len(one.data)] = one.data


class Disk:
    """A folder as its disk holds it, while a record is played."""

    def __init__(self, begun: dict[str, bytes]) -> None:
        self.files = {name: _File(bytearray(data)) for name, data in begun.items()}
        # Names as the disk holds them, and what became of names since the folder's last sync.
        self.names: dict[str, _File] = dict(self.files)
        self.renamed: list[tuple[str, _File | None]] = []
        self.told = b""

    def play(self, asked: Sequence[Asked]) -> None:
        """Do what was asked."""
        for one in asked:
            if one.kind == "told":
                self.told += one.data
            elif one.kind == "sync folder":
                for name, file in self.renamed:
                    self._name(self.names, name, file)
                self.renamed.clear()
            elif one.kind == "make":
                if one.name not in self.files:
                    self.files[one.name] = _File(bytearray())
                    self.renamed.append((one.name, self.files[one.name]))
            elif one.kind == "unlink":
                del self.files[one.name]
                self.renamed.append((one.name, None))
            elif one.kind == "sync":
                file = self.files[one.name]
                file.synced = file.after(None)
                file.asked.clear()
            elif one.name in self.files:
                self.files[one.name].asked.append(one)

    def cut_off(self, coin: random.Random, folder: Path) -> None:
        """Lay the folder as it is found when the power is back."""
        names = dict(self.names)
        for name, file in self.renamed:
            if coin.random() < 0.5:
                self._name(names, name, file)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name, file in names.items():
            path = folder / name
            path.write_bytes(file.after(coin))
            path.chmod(0o600)

    def acknowledged(self) -> list[str]:
        """What the coder was told by then: + or - and an id."""
        return self.told.decode().rpartition("\n")[0].split()

    @staticmethod
    def _name(names: dict[str, _File], name: str, file: _File | None) -> None:
        if file is None:
            names.pop(name, None)
        else:
            names[name] = file
