"""What XML 1.0 can hold, and the small forms of the standard: guids, colours, times, values."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, date, datetime

# Everything XML 1.0 has no way to write, not even as a number.
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_FRACTION = re.compile(r"(\.\d{6})\d+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_OURS = uuid.UUID("6f0d3e0e-7c2b-5a63-9a58-1d1c6c3f3b51")


def legal(words: str) -> str:
    """The words without what XML cannot hold."""
    return ILLEGAL.sub("", words) if not words.isprintable() else words


def folded_guid(guid: str) -> str:
    """A guid as guids are compared: no braces, lower case.

    >>> folded_guid("{D7AA29DA-519B-4946-9B90-253B6DB8FD0A}")
    'd7aa29da-519b-4946-9b90-253b6db8fd0a'
    """
    return guid.strip().strip("{}").lower()


def proper_guid(id: str) -> str:
    """The id itself where it is a guid; else one made of it, the same every time."""
    folded = folded_guid(id)
    if _GUID.fullmatch(folded):
        return folded
    return str(uuid.uuid5(_OURS, id.encode("utf-8", "surrogatepass").hex()))


def colour_of(written: str) -> str | None:
    """``#rrggbb`` of a colour in either of the standard's forms; None of anything else.

    >>> colour_of("#F00"), colour_of("red")
    ('#ff0000', None)
    """
    colour = written.strip().lower()
    if not _COLOUR.fullmatch(colour):
        return None
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


def time_of(written: str) -> str | None:
    """A moment as a study keeps it, in UTC; None if it is no moment. Without a zone it is UTC.

    >>> time_of("2018-03-27T19:29:27+02:00")
    '2018-03-27T17:29:27.000000+00:00'
    """
    try:
        moment = datetime.fromisoformat(_FRACTION.sub(r"\1", written.strip()))
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment.isoformat(timespec="microseconds")


def written_time(time: str) -> str | None:
    """A study's moment as xsd:dateTime; None if it is none."""
    moment = time_of(time) if "T" in time else None
    return moment.replace("+00:00", "Z") if moment else None


def value_fits(value: str, kind: str) -> bool:
    """Whether a value can be written as a variable of that kind.

    >>> value_fits("12.5", "Float"), value_fits("1e3", "Float"), value_fits("soon", "Date")
    (True, False, False)
    """
    if kind == "Text":
        return True
    if kind == "Boolean":
        return value in ("true", "false")
    if kind == "Integer":
        return re.fullmatch(r"[+-]?\d+", value, re.ASCII) is not None
    if kind == "Float":
        # A decimal of the schema has no exponent, no NaN and no infinity.
        return re.fullmatch(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", value, re.ASCII) is not None
    if kind == "DateTime":
        return written_time(value) is not None
    try:
        return _DATE.fullmatch(value) is not None and bool(date.fromisoformat(value))
    except ValueError:
        return False
