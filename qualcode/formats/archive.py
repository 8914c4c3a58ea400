"""Zip files, read without trusting what they say about themselves."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

from qualcode.errors import UnreadableFile

MAX_ENTRIES = 5_000
MAX_BYTES = 200_000_000
MAX_RATIO = 100
RATIO_MATTERS_FROM = 1_000_000
_CHUNK = 1 << 20
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ENCRYPTED = 0x1


class Archive:
    """A checked zip file in memory; nothing of it is ever written to disk."""

    def __init__(self, name: str, opened: zipfile.ZipFile) -> None:
        self._name = name
        self._zip = opened
        self._left = MAX_BYTES
        self.names: tuple[str, ...] = tuple(
            entry.filename for entry in opened.infolist() if not entry.is_dir()
        )

    def __contains__(self, member: object) -> bool:
        return member in self.names

    def read(self, member: str) -> bytes:
        """The bytes of one member, counted while they are unpacked.

        Raises
        ------
        UnreadableFile
            The member is missing, damaged or larger than the archive declares.
        """
        if member not in self.names:
            raise UnreadableFile(
                f"{self._name} lacks a part that files of its kind have; save it again from the"
                " program it came from."
            )
        pieces: list[bytes] = []
        try:
            with self._zip.open(member) as stream:
                while piece := stream.read(_CHUNK):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise _too_large(self._name)
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise _damaged(self._name) from error
        return b"".join(pieces)


def open_archive(data: bytes, name: str) -> Archive:
    """A zip file after its directory has been checked against attacks and damage.

    Raises
    ------
    UnreadableFile
        It is cut short, encrypted, lists a member twice, has overlapping members, more than
        5,000 of them, more than 200 MB unpacked, or a member packed more than 100 times.
    """
    try:
        opened = zipfile.ZipFile(BytesIO(data))
        entries = opened.infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, OSError, NotImplementedError) as error:
        raise _damaged(name) from error
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableFile(
            f"{name} is password-protected; save a copy without a password and import that."
        )
    if len(entries) > MAX_ENTRIES:
        raise UnreadableFile(
            f"{name} holds {len(entries)} parts, more than the {MAX_ENTRIES} that are read;"
            " save it again from the program it came from."
        )
    if len({entry.filename for entry in entries}) < len(entries):
        raise UnreadableFile(
            f"{name} lists the same part twice, so it is unclear which one counts; save it again"
            " from the program it came from."
        )
    _refuse_bombs(entries, name)
    refuse_overlaps(entries, data, opened.start_dir, name)
    return Archive(name, opened)


def _refuse_bombs(entries: list[zipfile.ZipInfo], name: str) -> None:
    if sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise _too_large(name)
    for entry in entries:
        packed_hard = entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
        if entry.file_size > RATIO_MATTERS_FROM and packed_hard:
            raise UnreadableFile(
                f"{name} holds a part packed more than {MAX_RATIO} times, as only attacks are;"
                " save it again from the program it came from."
            )


def refuse_overlaps(entries: list[zipfile.ZipInfo], data: bytes, directory: int, name: str) -> None:
    """Members that share bytes let a small file unpack to a huge one, each within bounds."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    bounds = [entry.header_offset for entry in ordered[1:]] + [directory] * bool(ordered)
    for entry, bound in zip(ordered, bounds, strict=True):
        try:
            magic, name_size, extra_size = _LOCAL_HEADER.unpack_from(data, entry.header_offset)
        except struct.error as error:
            raise _damaged(name) from error
        end = entry.header_offset + 30 + name_size + extra_size + entry.compress_size
        if magic != b"PK\x03\x04" or end > bound:
            raise _damaged(name)


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name} is cut short or damaged; copy it again, or save it again from the program it"
        " came from."
    )


def _too_large(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name} unpacks to more than {MAX_BYTES // 1_000_000} MB; remove its pictures, save a"
        " copy and import that."
    )
