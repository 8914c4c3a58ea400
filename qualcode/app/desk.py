"""Acts that may be refused, for the buttons of the coding pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qualcode.app import parts
from qualcode.errors import QualcodeError


def tried(verb: Callable[..., Any], *given: object, **named: object) -> bool:
    """Do it; a refusal is told when the page is drawn again. Whether it was done."""
    try:
        verb(*given, **named)
    except QualcodeError as error:
        parts.tell(str(error), "error")
        return False
    return True


def act(verb: Callable[..., Any], *given: object, **named: object) -> None:
    """The same, for buttons."""
    tried(verb, *given, **named)
