"""What a file is: told by its content first, by its ending where the content leaves it open."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from qualcode.errors import UnreadableFile

READABLE: tuple[str, ...] = (
    ".txt",
    ".md",
    ".docx",
    ".odt",
    ".rtf",
    ".pdf",
    ".vtt",
    ".srt",
    ".html",
    ".htm",
    ".csv",
    ".xlsx",
)
_PACKED = {"docx": "docx", "docm": "docx", "odt": "odt", "xlsx": "xlsx", "xlsm": "xlsx"}
_MEMBERS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_SRT = re.compile(r"\s*(?:\d+\s*\n\s*)?\d{1,4}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*)*+<(?:!doctype\s+html|html)\b", re.I | re.S
)
_PLAIN = {".txt": "txt", ".text": "txt", ".md": "txt", ".markdown": "txt", ".csv": "csv"}
_MARKED = {".vtt": "vtt", ".srt": "srt", ".html": "html", ".htm": "html", ".xhtml": "html"}
_TAKEN = {"docx", "odt", "rtf", "pdf", "xlsx"}


def recognise(data: bytes, name: str) -> str:
    """The format's short name: txt, docx, odt, rtf, pdf, vtt, srt, html, csv or xlsx.

    Raises
    ------
    UnreadableFile
        A format qualcode does not read, or a file that is not what its ending says.
    """
    ending = "".join(name.lower().rpartition(".")[1:]) if "." in name else ""
    if not data:
        raise UnreadableFile(f"{name} is empty; check that it was copied completely.")
    if data.startswith(b"PK"):
        return _packed(data, name, ending)
    _refuse_reviews(data, name, ending)
    if data.startswith(b"SQLite format 3\0"):
        raise UnreadableFile(
            f"{name} is a project or study and no interview; take it in on the Exchange page, or"
            " with `qualcode import`."
        )
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.lstrip()[:5] == rb"{\rtf":
        return "rtf"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise UnreadableFile(
            f"{name} is password-protected or an old Office file (.doc, .xls):"
            " save an open copy as .docx or .xlsx and import that."
        )
    if ending.removeprefix(".") in _TAKEN:
        raise UnreadableFile(
            f"{name} is not the {ending} file its ending says, or it is damaged;"
            " open it in the program that made it and save it again."
        )
    if ending not in _PLAIN and ending not in _MARKED:
        raise _unknown(name)
    return _text_format(data) or _PLAIN.get(ending) or _MARKED[ending]


def _refuse_reviews(data: bytes, name: str, ending: str) -> None:
    """Send what belongs to a review by a sealed file to where it is taken in."""
    if ending == ".verdicts":
        raise UnreadableFile(
            f"{name} holds a reviewer's verdicts; take it in on the Rounds page, with the"
            " passphrase of the review."
        )
    if b"<title>qualcode review</title>" in data[:2048]:
        raise UnreadableFile(
            f"{name} is a sealed review for a browser and no interview; what comes back from it is"
            " a .verdicts file."
        )


def _unknown(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name} is in a format that cannot be read; save it as one of {', '.join(READABLE)}."
        " A whole project of another program ends in .qdpx, .qdc, .qda or .sqlite3."
    )


def _packed(data: bytes, name: str, ending: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            members = set(packed.namelist())
            for member, format in _MEMBERS.items():
                if member in members:
                    return format
            short = "mimetype" in members and packed.getinfo("mimetype").file_size < 200
            if short and b"opendocument.text" in packed.read("mimetype"):
                return "odt"
    except Exception:  # a cut or hostile archive fails in many ways
        # The format's own reader names what is wrong with it, through the archive guard.
        if ending.removeprefix(".") in _PACKED:
            return _PACKED[ending.removeprefix(".")]
        raise UnreadableFile(f"{name} is a damaged archive; copy it again.") from None
    raise _unknown(name)


def _text_format(data: bytes) -> str | None:
    """Subtitles and web pages, which announce themselves in their first line."""
    head = data[:2048]
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:4]
    start = head.decode("utf-16" if wide else "utf-8-sig", "ignore")
    start = start.replace("\r\n", "\n")
    if start.startswith("WEBVTT"):
        return "vtt"
    if _SRT.match(start):
        return "srt"
    return "html" if _HTML.match(start) else None
