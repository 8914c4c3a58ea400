"""qualcode: code interviews, find themes, review them with a mentor; nothing leaves the machine.

>>> from qualcode import Span
>>> Span(2, 6).overlaps(Span(5, 9))
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.errors import QualcodeError
from qualcode.model import (
    Band,
    Code,
    Codebook,
    Coding,
    Consent,
    Direction,
    Kind,
    Participant,
    Segment,
    Span,
    Suggestion,
    Transcript,
    Verdict,
)

if TYPE_CHECKING:
    from qualcode.project import Project, new

__version__ = "0.1.0"

__all__ = [
    "Band",
    "Code",
    "Codebook",
    "Coding",
    "Consent",
    "Direction",
    "Kind",
    "Participant",
    "Project",
    "QualcodeError",
    "Segment",
    "Span",
    "Suggestion",
    "Transcript",
    "Verdict",
    "__version__",
    "new",
]


def __getattr__(name: str) -> Any:
    # The database stands behind Project: it is imported when somebody opens a study.
    if name in ("Project", "new"):
        from qualcode import project

        return getattr(project, name)
    raise AttributeError(f"module 'qualcode' has no attribute {name!r}")
