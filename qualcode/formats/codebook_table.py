"""A codebook as a CSV table that reads back equal: a row for each code, lists with ``|``."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping

from qualcode.model import Codebook

COLUMNS = (
    *("id", "parent", "name", "labels", "origin", "added_in", "definition"),
    *("include_when", "exclude_when", "confused_with", "examples", "cues", "colour", "retired"),
)
_LISTS = ("include_when", "exclude_when", "confused_with", "examples", "cues")
# What a spreadsheet would run begins with one of these; an apostrophe before it disarms it.
_RUN = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def write_codebook_table(codebook: Codebook) -> str:
    """CSV that `read_codebook` reads back with the same codes.

    Blanks at the ends of texts are lost, and so is what is no code: the title, the version, the
    source, the rules and the reporting groups, which stand in the YAML.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for code in codebook:
        cells = {
            "id": code.id,
            "parent": code.parent or "",
            "name": code.name,
            "labels": as_pairs(code.labels),
            "origin": code.origin.value,
            "added_in": code.added_in or "",
            "definition": code.definition,
            **{key: as_list(getattr(code, key)) for key in _LISTS},
            "colour": code.colour or "",
            "retired": "true" if code.retired else "",
        }
        writer.writerow([disarmed(cells[name]) for name in COLUMNS])
    return out.getvalue()


def as_list(items: Iterable[str]) -> str:
    r"""Items on one line; a bar or backslash inside one is led by a backslash.

    >>> print(as_list(["a|b", "c"]))
    a\|b | c
    """
    return " | ".join(_guarded(item, "|") for item in items)


def from_list(text: str) -> tuple[str, ...]:
    r"""The items of a cell, without outer blanks; empty ones fall away.

    >>> from_list(r"a\|b | c |")
    ('a|b', 'c')
    """
    return tuple(filter(None, (_plain(part, "|") for part in _parted(text, "|"))))


def as_pairs(pairs: Mapping[str, str]) -> str:
    """Names with their values on one line, such as ``short=A | long=Aims``."""
    return " | ".join(f"{_guarded(k, '|=')}={_guarded(v, '|=')}" for k, v in pairs.items())


def from_pairs(text: str) -> dict[str, str]:
    """Names with their values; a part without ``=`` has an empty one."""
    found = {}
    for part in filter(str.strip, _parted(text, "|")):
        name, *value = _parted(part, "=")
        found[_plain(name, "|=")] = _plain("=".join(value), "|=")
    return found


def disarmed(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if _RUN.match(cell) else cell


def armed(cell: str) -> str:
    """What stood in a cell before it was disarmed."""
    return cell[1:] if cell.startswith("'") and _RUN.match(cell) else cell


def _guarded(text: str, signs: str) -> str:
    return "".join(f"\\{c}" if c in f"\\{signs}" else c for c in text)


def _parted(text: str, sign: str) -> list[str]:
    """Pieces between signs that no backslash leads; the backslashes stay."""
    pieces, led = [""], False
    for character in text:
        if character == sign and not led:
            pieces.append("")
            continue
        pieces[-1] += character
        led = character == "\\" and not led
    return pieces


def _plain(text: str, signs: str) -> str:
    return re.sub(rf"\\([\\{re.escape(signs)}])", r"\1", text.strip())
