"""The zip around an exchanged project: read member by member, never unpacked to disk."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import unquote

from qualcode.errors import UnreadableFile
from qualcode.formats.archive import refuse_overlaps

MAX_ENTRIES = 10_000
MAX_PROJECT = 64_000_000
MAX_TEXT = 20_000_000
# All texts together, as often as they are named: a thousand interviews of an hour.
MAX_TEXTS = 60_000_000
MAX_TOTAL = 2_000_000_000
MAX_RATIO = 200
# Below this a text may well be packed harder: a hundred thousand dashes are nobody's attack.
RATIO_MATTERS_FROM = 1_000_000
_CHUNK = 1 << 16
_END = struct.Struct("<4s4xHHLL")
_ENCRYPTED = 0x1
_UNSAFE = re.compile(r"(?:^|/)\.\.(?:/|$)|^/|^[A-Za-z]:|\\|\0")
_AGAIN = "export it again from the program it came from."
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)


class Bundle:
    """A checked .qdpx in memory. ``project`` names its one project file."""

    def __init__(self, name: str, opened: zipfile.ZipFile, project: str) -> None:
        self._name = name
        self._zip = opened
        self._left = MAX_TEXTS
        self.project = project
        self._sources: dict[str, list[str]] = {}
        for entry in opened.infolist():
            folder, slash, file = entry.filename.rpartition("/")
            if slash and file and folder.casefold() == "sources":
                self._sources.setdefault(file.casefold(), []).append(entry.filename)

    def pieces(self) -> Iterator[bytes]:
        """The project file, unpacked while it is read."""
        return self._unpacked(self.project, MAX_PROJECT)

    def text(self, path: str) -> bytes | None:
        """The file a source names, such as ``internal://GUID.txt``; None if it is not inside.

        Only the last part of the path counts, and only files directly in ``sources`` are looked
        at: a path that leads elsewhere is not followed.
        """
        file = path.rpartition("/")[2]
        for wanted in (file, unquote(file)):
            found = self._sources.get(wanted.casefold(), [])
            member = next((f for f in found if f.endswith(f"/{wanted}")), None)
            if member or len(found) == 1:
                return self._take(member or found[0])
        return None

    def _unpacked(self, member: str, limit: int) -> Iterator[bytes]:
        packed = self._zip.getinfo(member).compress_size
        size = 0
        try:
            with self._zip.open(member) as stream:
                while piece := stream.read(_CHUNK):
                    size += len(piece)
                    if size > limit:
                        raise UnreadableFile(
                            f"{self._name} holds a part of more than {limit // 1_000_000} MB,"
                            " larger than any interview; remove that part and export it again."
                        )
                    if size > RATIO_MATTERS_FROM and size > MAX_RATIO * packed:
                        raise _bomb(self._name)
                    yield piece
        except _BROKEN as error:
            raise _damaged(self._name) from error

    def _take(self, member: str) -> bytes:
        data = b"".join(self._unpacked(member, MAX_TEXT))
        self._left -= len(data)
        if self._left < 0:
            raise UnreadableFile(
                f"{self._name} holds more than {MAX_TEXTS // 1_000_000} MB of texts; export it in"
                " parts."
            )
        return data


def open_bundle(data: bytes, name: str) -> Bundle:
    """A .qdpx after its directory has been checked against attacks and damage.

    Raises
    ------
    UnreadableFile
        It is cut short, encrypted, lists a member twice or under a name that leads out of the
        file, holds a link, more than 10,000 members, more than 2 GB, a member packed more than
        200 times, or no project file.
    """
    _refuse_crowds(data, name)
    try:
        opened = zipfile.ZipFile(BytesIO(data))
        entries = opened.infolist()
    except (*_BROKEN, struct.error) as error:
        raise _damaged(name) from error
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableFile(
            f"{name} is password-protected; export it without a password and import that."
        )
    _refuse_odd_names(entries, name)
    if sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise UnreadableFile(
            f"{name} unpacks to more than {MAX_TOTAL // 1_000_000_000} GB; export it without its"
            " pictures, sound and films."
        )
    for entry in entries:
        packed_hard = entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
        if entry.file_size > RATIO_MATTERS_FROM and packed_hard:
            raise _bomb(name)
    refuse_overlaps(entries, data, opened.start_dir, name)
    return Bundle(name, opened, _project_file(entries, name))


def _refuse_crowds(data: bytes, name: str) -> None:
    """Count the directory's entries before zipfile makes an object of each.

    The count a zip declares may lie, so their marks are counted. The end record of very large
    zips may point anywhere; then the whole file is searched.
    """
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    if at < 0 or at + _END.size > len(data):
        raise _damaged(name)
    _, _, _, size, _ = _END.unpack_from(data, at)
    large = data.find(b"PK\x06\x07", max(0, at - 64), at) >= 0
    directory = data[:at] if large else data[max(0, at - size) : at]
    if directory.count(b"PK\x01\x02") > MAX_ENTRIES:
        raise UnreadableFile(
            f"{name} holds more than the {MAX_ENTRIES} parts that are read; {_AGAIN}"
        )


def _refuse_odd_names(entries: list[zipfile.ZipInfo], name: str) -> None:
    # ``orig_filename``: zipfile itself cuts a name at a NUL.
    if any(_UNSAFE.search(entry.orig_filename) for entry in entries):
        raise UnreadableFile(
            f"{name} holds a part whose name leads out of the file, as only attacks do; {_AGAIN}"
        )
    if any(stat.S_ISLNK(entry.external_attr >> 16) for entry in entries):
        raise UnreadableFile(f"{name} holds a link to another file; {_AGAIN}")
    if len({entry.filename for entry in entries}) < len(entries):
        raise UnreadableFile(
            f"{name} lists the same part twice, so it is unclear which one counts; {_AGAIN}"
        )


def _project_file(entries: list[zipfile.ZipInfo], name: str) -> str:
    """``project.qde``, or the one .qde beside ``sources``: ATLAS.ti names it after the project."""
    found = [
        entry.filename
        for entry in entries
        if "/" not in entry.filename and entry.filename.casefold().endswith(".qde")
    ]
    named = [file for file in found if file.casefold() == "project.qde"]
    for files in (named, found):
        if len(files) == 1:
            return files[0]
    if found:
        raise UnreadableFile(
            f"{name} holds {len(found)} project files, so it is unclear which one counts; {_AGAIN}"
        )
    raise UnreadableFile(f"{name} holds no REFI-QDA project (no .qde file inside); {_AGAIN}")


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name} is cut short or damaged; copy it again, or export it again from the program it"
        " came from."
    )


def _bomb(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name} holds a part packed more than {MAX_RATIO} times, as only attacks are; {_AGAIN}"
    )
