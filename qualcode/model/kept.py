"""What people write about the study as a whole, and is kept in every version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Kept:
    """One version of one thing people wrote: a theme, a summary, a placement, a plan.

    ``kind`` says what it is and ``key`` which one; ``body`` holds plain JSON values. A change is a
    new version; what was dropped has a last version without a body.
    """

    id: str
    kind: str
    key: str
    body: Mapping[str, Any] | None
    who: str
    made_at: str
