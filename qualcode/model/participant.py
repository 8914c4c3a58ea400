"""The people interviewed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Consent(StrEnum):
    """What a participant allows. ``UNKNOWN`` is reported, never read as a yes or a no."""

    UNKNOWN = "unknown"
    QUOTE = "quote"
    NO_QUOTE = "no quote"
    WITHDRAWN = "withdrawn"

    @property
    def allows_counting(self) -> bool:
        """Whether the person's words count: not after consent was withdrawn."""
        return self is not Consent.WITHDRAWN

    @property
    def allows_quotes(self) -> bool:
        """Whether the person's words may leave the study as a quote."""
        return self in (Consent.QUOTE, Consent.UNKNOWN)


class Permission(StrEnum):
    """What a participant answered to one question. ``UNKNOWN`` is reported, never read as a yes."""

    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class Participant:
    """A person interviewed. ``None`` means not known, which is reported and never guessed.

    ``role_label`` and ``agency_label`` are as written; ``role`` and ``agency`` are the ids they
    stand for in the study's `Respondents`, normalised on the pair. ``archive`` says whether the
    interview may be deposited or shared, ``name_authority`` whether a caption may name the
    authority.
    """

    id: str
    role_label: str | None = None
    role: str | None = None
    agency_label: str | None = None
    agency: str | None = None
    authority: str | None = None
    programme: str | None = None
    consent: Consent = Consent.UNKNOWN
    attributes: Mapping[str, str] = field(default_factory=dict)
    archive: Permission = Permission.UNKNOWN
    name_authority: Permission = Permission.UNKNOWN
