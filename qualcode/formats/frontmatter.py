"""The facts at the top of a transcript, between two lines of three dashes."""

from __future__ import annotations

import re
from datetime import date

from qualcode.formats.consent import consent_of, permission_of
from qualcode.model import Kind, Problem

_KNOWN = """participant role agency authority programme level wave date mode kind consent title
    invented"""
ALLOWED = ("archive", "name authority")
KEYS = frozenset([*_KNOWN.split(), *ALLOWED])
_ENTRY = re.compile(r"([A-Za-z][\w -]{0,39}?)[ \t]*:(?:[ \t]+(.*))?$")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LEVELS = ("programme", "authority")
_YAML_MARKS = tuple("[{&*!|>@`")
_LONGEST = 100


def split_front_matter(text: str) -> tuple[dict[str, str], str, int, list[Problem]]:
    """Front matter, the text below it, the line that text begins on, and the oddities.

    Values stay the strings they are written as: a wave ``1.10`` and an agency ``NO`` mean what
    they say. Without front matter the text comes back unchanged, beginning on line 1.
    """
    lines = text.split("\n", _LONGEST)
    if lines[0].rstrip() != "---":
        return {}, text, 1, []
    end = next((i for i, s in enumerate(lines[1:], 1) if s.rstrip() in ("---", "...")), None)
    if end is None or not _names_a_key(lines[1:end]):
        if end is None and _names_a_key(lines[1:]):
            return {}, text, 1, [Problem("front matter has no closing ---; kept as text", 1)]
        return {}, text, 1, []
    front, oddities = _entries(lines[1:end])
    body = text.split("\n", end + 1)
    return front, body[end + 1] if len(body) > end + 1 else "", end + 2, oddities


def _names_a_key(lines: list[str]) -> bool:
    found = (_ENTRY.match(line) for line in lines)
    return any(entry and _key(entry[1]) in KEYS for entry in found)


def _key(written: str) -> str:
    key = written.strip().lower()
    return "name authority" if key == "name_authority" else key


def kind_of(words: str) -> Kind | None:
    """The kind meant, ``focus_group`` and ``Focus group`` alike; None when it is none of them."""
    try:
        return Kind(" ".join(words.lower().replace("_", " ").replace("-", " ").split()))
    except ValueError:
        return None


def _entries(lines: list[str]) -> tuple[dict[str, str], list[Problem]]:
    front: dict[str, str] = {}
    oddities: list[Problem] = []
    for row, line in enumerate(lines, 2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        entry = _ENTRY.match(line.rstrip())
        if entry is None:
            oddities.append(Problem("this line of the front matter is not 'key: value'", row))
            continue
        key, value = _key(entry[1]), _plain(entry[2] or "")
        if key not in KEYS:
            oddities.append(Problem(f"front matter has the unknown key {key!r}", row))
        if key in front:
            oddities.append(Problem(f"front matter has {key!r} twice; the first one holds", row))
        elif (entry[2] or "").lstrip().startswith(_YAML_MARKS):
            sentence = "begins with a mark that means something else in YAML; put it in quotes"
            oddities.append(Problem(f"{key!r} {sentence}; left out", row))
        elif value:
            front[key] = value
            if sentence := _doubt(key, value):
                oddities.append(Problem(sentence, row))
    return front, oddities


def _doubt(key: str, value: str) -> str:
    """What is wrong with a value, in words; empty when nothing is."""
    if key == "date" and not _is_date(value):
        return "the date is none written as 2006-02-14; kept as written"
    if key == "level" and value.casefold() not in _LEVELS:
        return f"unknown level; write {' or '.join(_LEVELS)}"
    if key == "consent" and consent_of(value) is None:
        return "unknown consent in the front matter; write quote, no quote or withdrawn"
    if key in ALLOWED and permission_of(value) is None:
        return f"unknown answer to {key!r} in the front matter; write yes or no"
    if key == "kind" and kind_of(value) is None:
        return f"unknown kind in the front matter; write one of {', '.join(Kind)}"
    return ""


def _is_date(value: str) -> bool:
    try:
        return _DATE.fullmatch(value) is not None and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _plain(value: str) -> str:
    """A value without its quote marks, or without the remark after it."""
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return re.split(r"(?:^|[ \t])#", value, maxsplit=1)[0].rstrip()
