"""Feedback: what members, a team or participants say to the themes. Data, but no interview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from qualcode.errors import Refused
from qualcode.model.act import is_words

LONGEST_TITLE, LONGEST_WORDS, LONGEST_TAG, MOST_TAGS = 200, 10_000, 60, 12
MOST_PEOPLE = 10_000


class Audience(StrEnum):
    """Whom a session of feedback was held with."""

    TEAM = "team"
    PARTICIPANTS = "participants"
    MEMBERS = "members"

    @property
    def words(self) -> str:
        """How it is written for people."""
        return {
            "team": "a team, at a meeting on the findings",
            "participants": "people who were interviewed",
            "members": "members of an agency or group",
        }[self.value]


class Stance(StrEnum):
    """How what was said stands to a theme."""

    AGREES = "agrees"
    ADDS = "adds"
    DISPUTES = "disputes"

    @property
    def mark(self) -> str:
        """The sign that stands before its words."""
        return {"agrees": "✓", "adds": "+", "disputes": "≠"}[self.value]

    @property
    def words(self) -> str:
        """How it stands beside a number.

        >>> Stance.ADDS.words
        'add something'
        """
        return {"agrees": "agree", "adds": "add something", "disputes": "dispute it"}[self.value]


@dataclass(frozen=True)
class FeedbackSession:
    """A meeting at which findings were talked about.

    ``held_with`` says in free words who was there, ``day`` is a date (ISO 8601) or empty, and
    ``people`` how many there were, where somebody counted. ``who`` wrote this version at
    ``made_at``; ``version`` names it.

    Raises
    ------
    Refused
        The title is empty or too long, or the date or the number of people is none.
    """

    id: str
    title: str
    audience: Audience = Audience.TEAM
    day: str = ""
    held_with: str = ""
    people: int | None = None
    who: str = ""
    made_at: str = ""
    version: str = ""

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise Refused("A feedback session needs a title, such as Team meeting in May.")
        if not all(map(is_words, (self.title, self.held_with))):
            raise Refused("The session holds characters that cannot be kept; type them anew.")
        if max(len(self.title), len(self.held_with)) > LONGEST_TITLE:
            raise Refused(
                f"The title and whom it was held with have up to {LONGEST_TITLE} characters each;"
                " shorten them."
            )
        if self.day and not _is_day(self.day):
            raise Refused("The date of a session is written as 2026-05-12; correct it.")
        if self.people is not None and not 1 <= self.people <= MOST_PEOPLE:
            raise Refused(
                "The number of people there is 1 or more; leave it out if nobody counted."
            )

    def as_body(self) -> dict[str, Any]:
        """Plain values, as kept: without the id and without who wrote it."""
        return _body(self)

    @classmethod
    def of_body(
        cls, id: str, body: Mapping[str, Any], who: str = "", made_at: str = "", version: str = ""
    ) -> FeedbackSession:
        """A session from what is kept of it."""
        plain = {name: body[name] for name in _kept(cls) if name in body}
        plain["audience"] = Audience(plain.get("audience", Audience.TEAM))
        return cls(id, **plain, who=who, made_at=made_at, version=version)


@dataclass(frozen=True)
class FeedbackEntry:
    """One thing said at a session, on a written theme or on the findings as a whole.

    ``theme`` is the id of a written theme, or None. Words that are not ``quotable`` leave by no
    file; where a reader may not see them either they are empty and ``withheld`` is true.
    ``said_by`` describes the speaker by role or authority in free words; it is never a name.

    Raises
    ------
    Refused
        The words or a tag are empty or too long, or there are too many tags.
    """

    id: str
    session: str
    stance: Stance
    words: str
    theme: str | None = None
    quotable: bool = True
    said_by: str = ""
    tags: tuple[str, ...] = ()
    who: str = ""
    made_at: str = ""
    version: str = ""
    withheld: bool = False

    def __post_init__(self) -> None:
        if not self.words.strip() and not self.withheld:
            raise Refused("Write what was said; without words there is nothing to keep.")
        if not all(map(is_words, (self.words, self.said_by, *self.tags))):
            raise Refused("The entry holds characters that cannot be kept; type them anew.")
        if len(self.words) > LONGEST_WORDS:
            raise Refused(
                f"What was said has up to {LONGEST_WORDS:,} characters and this has"
                f" {len(self.words):,}; keep it as several entries."
            )
        if len(self.said_by) > LONGEST_TITLE:
            raise Refused(
                f"Who said it has up to {LONGEST_TITLE} characters; a role and a place are enough."
            )
        if len(self.tags) > MOST_TAGS or not all(0 < len(t) <= LONGEST_TAG for t in self.tags):
            raise Refused(
                f"An entry has up to {MOST_TAGS} tags of 1 to {LONGEST_TAG} characters each."
            )

    def as_body(self) -> dict[str, Any]:
        """Plain values, as kept: without the id and without who wrote it."""
        return _body(self)

    @classmethod
    def of_body(
        cls, id: str, body: Mapping[str, Any], who: str = "", made_at: str = "", version: str = ""
    ) -> FeedbackEntry:
        """An entry from what is kept of it.

        >>> made = FeedbackEntry("e", "s", Stance.ADDS, "Also at night.", tags=("rota",))
        >>> FeedbackEntry.of_body("e", made.as_body()) == made
        True
        """
        plain = {name: body[name] for name in _kept(cls) if name in body}
        plain["stance"], plain["tags"] = Stance(plain["stance"]), tuple(plain.get("tags", ()))
        return cls(id, **plain, who=who, made_at=made_at, version=version)


_NOT_KEPT = frozenset(["id", "who", "made_at", "version", "withheld"])


def _kept(cls: type[FeedbackSession] | type[FeedbackEntry]) -> list[str]:
    return [f.name for f in fields(cls) if f.name not in _NOT_KEPT]


def _body(thing: FeedbackSession | FeedbackEntry) -> dict[str, Any]:
    plain = asdict(thing)
    named = {name: plain[name] for name in _kept(type(thing))}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in named.items()}


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def as_tags(text: str) -> tuple[str, ...]:
    """Tags as people type them, between commas; each once, in their order.

    >>> as_tags("thresholds, night work, Thresholds,")
    ('thresholds', 'night work')
    """
    named: dict[str, str] = {}
    for tag in text.split(","):
        if plain := " ".join(tag.split()):
            named.setdefault(plain.casefold(), plain)
    return tuple(named.values())
