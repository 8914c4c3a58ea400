"""What things are called: study files, and people who have not said their name."""

from __future__ import annotations

import getpass
from pathlib import Path

ENDING = ".qualcode"  # of a study's file; studies are found by it


def account_name() -> str:
    """The name of the account, or a plain word where the system gives none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "researcher"


def is_url(where: str | Path) -> bool:
    """Whether a study's place is a PostgreSQL address rather than a file."""
    return str(where).startswith(("postgresql:", "postgresql+psycopg:"))


def with_ending(place: str | Path) -> str | Path:
    """The place of a new study as it will be called: a file with the ending of studies.

    >>> str(with_ending("midtown")), str(with_ending("midtown.qualcode"))
    ('midtown.qualcode', 'midtown.qualcode')
    """
    if is_url(place) or Path(place).suffix == ENDING:
        return place
    return Path(place).with_name(Path(place).name + ENDING)
