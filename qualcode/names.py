"""Who somebody is when they have not said so."""

from __future__ import annotations

import getpass


def account_name() -> str:
    """The name of the account, or a plain word where the system gives none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "researcher"
