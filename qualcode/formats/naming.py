"""File names made fit to be shown and to serve as ids."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

_DROPPED = re.compile(r"[<>:\"|?*#]")
_LONGEST = 100


def base_name(name: str) -> str:
    """The last part of a path of any system, without control and invisible characters."""
    last = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    seen = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return " ".join(seen.split())


def stem(name: str) -> str:
    """A file's name without folders and ending; never empty."""
    return PurePosixPath(base_name(name).strip(". ")).stem.strip() or "transcript"


def transcript_id(name: str) -> str:
    """An id from a file's name: no blanks, no signs a path or a command would trip over.

    >>> transcript_id("Interviews/ P 01 (final).docx")
    'P-01-(final)'
    """
    plain = _DROPPED.sub("", stem(name)).replace(" ", "-").strip(".-")
    return unicodedata.normalize("NFC", plain)[:_LONGEST].rstrip(".-") or "transcript"
