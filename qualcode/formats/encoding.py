"""Bytes into text: the encoding recognised, nothing replaced, every oddity listed."""

from __future__ import annotations

import codecs
import re
import unicodedata

from qualcode.errors import UnreadableFile
from qualcode.model import Problem

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MULTIBYTE = re.compile(
    rb"\xc2[\xa0-\xbf]|[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_MAC_APOSTROPHE = re.compile("[a-z]Õ[a-z]")
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1f]")
# NEL, line and paragraph separators, form feed: other programs may see a line end here.
_ODD = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]"
)
_NAMES = {
    "\x0b": "a vertical tab",
    "\x0c": "a form feed",
    "\x85": "a next-line mark (NEL)",
    "\xad": "a soft hyphen",
    "\u200b": "a zero-width space",
    "\u2028": "a line separator (U+2028)",
    "\u2029": "a paragraph separator (U+2029)",
    "\ufeff": "a byte order mark inside the text",
    "\ufffd": "a replacement character: a letter was lost before this file was made",
}
_LISTED = 20


def decode(data: bytes, name: str = "The file") -> tuple[str, list[Problem]]:
    """The text of a file with LF line ends, and what was odd about it.

    Tried in turn: byte order mark, UTF-32 and UTF-16 without one, UTF-8, Windows-1252. BOM and
    NULs are taken out; nothing else is trimmed, folded or normalised.

    Raises
    ------
    UnreadableFile
        No text, not text, or bytes that fit no single encoding (line and byte are named).
    """
    codec, body, oddities = _codec(data, name)
    try:
        text = body.decode(codec)
    except UnicodeDecodeError as error:
        raise UnreadableFile(_refusal(body, error.start, codec, name)) from None
    if nuls := text.count("\0"):
        text = text.replace("\0", "")
        oddities.append(Problem(f"{nuls} NUL character{'s'[: nuls > 1]} left out"))
    if not text.strip().strip("\ufeff\u200b \n"):
        raise UnreadableFile(f"{name} has no text in it; check that it is the right file.")
    if (controls := len(_CONTROLS.findall(text))) > max(2, len(text) // 100):
        raise UnreadableFile(
            f"{name} is not text ({controls} control characters); save it as plain text or .docx."
        )
    text = text.replace("\r\n", "\n")
    if (at := text.find("\r")) >= 0:
        oddities.append(Problem("a lone carriage return was read as a line end", _line(text, at)))
        text = text.replace("\r", "\n")
    if codec == "cp1252" and (mac := _MAC_APOSTROPHE.search(text)):
        oddities.append(
            Problem("letters look like Mac Roman; save the file as UTF-8", _line(text, mac.start()))
        )
    return text, oddities + _odd_characters(text)


def _codec(data: bytes, name: str) -> tuple[str, bytes, list[Problem]]:
    """The encoding, the bytes after the byte order mark, and a remark where it was a guess."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return codec, data[len(mark) :], []
    if wide := _wide_codec(data):
        return wide, data, [Problem(f"no byte order mark; read as {wide.upper()}")]
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _looks_mixed(data):
            raise UnreadableFile(_refusal(data, error.start, "utf-8", name)) from None
        row = data.count(b"\n", 0, error.start) + 1
        return "cp1252", data, [Problem("not UTF-8; read as Windows-1252 (cp1252)", row)]
    return "utf-8", data, []


def _wide_codec(data: bytes) -> str | None:
    """UTF-32 or UTF-16 without byte order mark, told by where the zero bytes stand."""
    if b"\0" not in data:
        return None
    sample = data[: 1 << 16]
    if sample.count(0) * 4 < len(sample) and _is_utf8(data):
        return None
    quarters = [sample[i::4].count(0) for i in range(4)]
    if len(data) % 4 == 0:
        units = len(sample) // 4
        # The highest plane is 16, so the two upper bytes of a letter are never larger than 0, 16.
        if quarters[3] == units and max(sample[2::4]) <= 16 and quarters[0] * 4 < units:
            return "utf-32-le"
        if quarters[0] == units and max(sample[1::4]) <= 16 and quarters[3] * 4 < units:
            return "utf-32-be"
    even, odd = quarters[0] + quarters[2], quarters[1] + quarters[3]
    pairs = max(1, len(sample) // 2)
    for codec, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if high * 10 >= pairs and low * 10 <= high:
            return codec
    return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _looks_mixed(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 as a whole hold letters that clearly are.

    A pair such as ``É”`` in Windows-1252 is valid UTF-8 by chance, but for a letter nobody types;
    only letters up to U+024F and three-byte sequences count.
    """
    for found in _MULTIBYTE.finditer(data):
        try:
            letter = found.group().decode("utf-8")
        except UnicodeDecodeError:
            if found.group()[0] == 0xED:  # a lone surrogate, which no store can hold
                return True
            continue
        if ord(letter) < 0x250 or ord(letter) >= 0x800:
            return True
    return False


def _refusal(data: bytes, at: int, codec: str, name: str) -> str:
    again = "save the file as UTF-8 and import it again."
    if codec.startswith(("utf-16", "utf-32")):
        row = data[:at].decode(codec, "ignore").count("\n") + 1
        return f"{name} is damaged: byte {at} in line {row} is not {codec.upper()}; {again}"
    row = data.count(b"\n", 0, at) + 1
    if codec == "cp1252":
        return (
            f"{name} is in an encoding that was not recognised{_guess(data)}: byte {at} in line"
            f" {row} is neither UTF-8 nor Windows-1252; {again}"
        )
    return f"{name} mixes encodings: byte {at} in line {row} is not UTF-8; {again}"


def _guess(data: bytes) -> str:
    """What charset-normalizer takes the bytes for; help for the person, never acted on."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 1 << 16]).best()
    return f" (perhaps {best.encoding})" if best and not best.encoding.startswith("utf") else ""


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _odd_characters(text: str) -> list[Problem]:
    """Every line with a character that cannot be seen or that others read as a line end."""
    seen: dict[tuple[str, int], int] = {}
    row, last = 1, 0
    for found in _ODD.finditer(text):
        row += text.count("\n", last, found.start())
        last = found.start()
        key = (found.group(), row)
        seen[key] = seen.get(key, 0) + 1
    listed = [Problem(_called(c, n), row) for (c, row), n in list(seen.items())[:_LISTED]]
    if len(seen) > _LISTED:
        listed.append(Problem(f"{len(seen) - _LISTED} more lines hold such characters"))
    return listed


def _called(character: str, times: int) -> str:
    label = _NAMES.get(character)
    if label is None:
        name = unicodedata.name(character, "control character").lower()
        label = f"an invisible character (U+{ord(character):04X}, {name})"
    return f"{label}{f', {times} times' if times > 1 else ''}; kept as it is"
