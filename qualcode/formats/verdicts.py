"""Verdict files: what a reviewer said in `review.html`, read as strictly as a stranger's file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

from qualcode.errors import InvalidSpan, Refused, UnreadableFile
from qualcode.formats.sealed import ALTERED, unseal
from qualcode.model.coding import Direction
from qualcode.model.review import Judgement, Proposal, checked_comment
from qualcode.model.span import Span

ENDING = ".verdicts"
KIND = "verdicts"
MOST = 10_000  # verdicts in one file
LONGEST_NAME = 200
MADE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TIME = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class SentVerdict:
    """What was said of one item; ids were made in the page.

    ``judgement`` is None where there is only a comment. ``at`` is the page's time (UTC, ISO 8601),
    ``after`` the ids of verdicts on this item that earlier files of the same page held.
    """

    item: str
    id: str
    at: str
    judgement: Judgement | None = None
    proposal: Proposal | None = None
    after: tuple[str, ...] = ()
    comment: str = ""
    comment_id: str = ""


@dataclass(frozen=True)
class VerdictFile:
    """A reviewer's verdicts on a round. ``odd`` says of each entry that cannot be taken, by its
    place in the file and the item where it names one, why."""

    study: str
    round: str
    reviewer: str
    verdicts: tuple[SentVerdict, ...]
    odd: tuple[tuple[str, str], ...] = ()


def read_verdicts(data: bytes, passphrase: str) -> VerdictFile:
    """A sealed verdict file, opened and read.

    Raises
    ------
    UnreadableFile
        It was altered, the passphrase is wrong, or it is something else.
    """
    return parse_verdicts(unseal(KIND, data, passphrase))


def parse_verdicts(data: bytes) -> VerdictFile:
    """What a verdict file holds once it is opened.

    An entry that breaks the rules is listed under ``odd`` and the others are taken.

    Raises
    ------
    UnreadableFile
        The whole is not what the page makes.
    """
    try:
        plain = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise UnreadableFile(ALTERED) from None
    if not isinstance(plain, dict) or not isinstance(plain.get("verdicts"), list):
        raise UnreadableFile(ALTERED)
    if len(plain["verdicts"]) > MOST:
        raise UnreadableFile(
            f"The file holds more than {MOST:,} verdicts, which no page makes; nothing was taken."
        )
    try:
        study, round, reviewer = (_name(plain, key) for key in ("study", "round", "reviewer"))
    except Refused:
        raise UnreadableFile(ALTERED) from None
    taken: list[SentVerdict] = []
    odd: list[tuple[str, str]] = []
    for entry in plain["verdicts"]:
        try:
            taken.append(_entry(entry, odd))
        except Refused as error:
            item = entry.get("item") if isinstance(entry, dict) else None
            odd.append((item if isinstance(item, str) else "", str(error)))
    return VerdictFile(study, round, reviewer, tuple(taken), tuple(odd))


def _entry(entry: object, odd: list[tuple[str, str]]) -> SentVerdict:
    """One entry; where its comment or its proposal cannot be taken, the verdict still is."""
    if not isinstance(entry, dict):
        raise Refused("An entry is no verdict.")
    item, at = _name(entry, "item"), _text(entry, "at")
    if not _is_time(at):
        raise Refused("A verdict lacks its time.")
    comment = ""
    if entry.get("comment"):
        try:
            comment = _comment(entry)
        except Refused as error:
            odd.append((item, str(error)))
    if entry.get("judgement") is None:
        if not comment:
            raise Refused("There is neither a verdict nor a comment that can be taken.")
        return SentVerdict(item, "", at, comment=comment, comment_id=_made(entry, "comment_id"))
    try:
        judgement = Judgement(_text(entry, "judgement"))
    except ValueError:
        raise Refused("The verdict is none of agree, question and disagree.") from None
    after = entry.get("after", [])
    if not isinstance(after, list) or len(after) > 1000:
        raise Refused("A verdict does not say which it replaces.")
    proposal = None
    try:
        proposal = _proposal(entry.get("proposal"))
    except Refused as error:
        odd.append((item, f"{error} The verdict was taken without it."))
    return SentVerdict(
        item,
        _made(entry, "id"),
        at,
        judgement,
        proposal,
        tuple(one for one in after if isinstance(one, str)),
        comment,
        _made(entry, "comment_id") if comment else "",
    )


def _is_time(text: str) -> bool:
    try:
        return TIME.fullmatch(text) is not None and bool(datetime.fromisoformat(text))
    except ValueError:  # such as the 31st of February
        return False


def _comment(entry: Mapping[str, Any]) -> str:
    text = _text(entry, "comment").replace("\r\n", "\n")
    if _CONTROL.search(text):
        raise Refused("A comment holds characters that no keyboard makes.")
    _made(entry, "comment_id")
    return checked_comment(text)


def _proposal(plain: object) -> Proposal | None:
    if plain is None:
        return None
    if not isinstance(plain, dict):
        raise Refused("A proposal is not one.")
    code, span, direction = (plain.get(name) for name in ("code", "span", "direction"))
    try:
        return Proposal(
            None if code is None else _name(plain, "code"),
            None if span is None else _span(_text(plain, "span")),
            None if direction is None else Direction(_text(plain, "direction")),
        )
    except (ValueError, InvalidSpan):
        raise Refused("A proposal names no direction, or no words, that there are.") from None


def _span(text: str) -> Span:
    # Longer numbers would be none of any text, and a burden to count with.
    if not re.fullmatch(r"[0-9]{1,9}:[0-9]{1,9}", text):
        raise ValueError("not a span")
    return Span.parse(text)


def _text(plain: Mapping[str, Any], name: str) -> str:
    value = plain.get(name)
    if not isinstance(value, str):
        raise Refused("An entry lacks a part, or has a part of another type.")
    return value


def _name(plain: Mapping[str, Any], name: str) -> str:
    value = _text(plain, name)
    if not 0 < len(value) <= LONGEST_NAME or _CONTROL.search(value):
        raise Refused("A name is empty, very long, or none.")
    return value


def _made(plain: Mapping[str, Any], name: str) -> str:
    value = _text(plain, name)
    if not MADE.fullmatch(value):
        raise Refused("A verdict or comment lacks its id.")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)
