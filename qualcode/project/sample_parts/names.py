"""Names that people say in the interviews, replaced, so that quotes and reports carry none.

The names are invented, as everything in the sample is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.model import Span

if TYPE_CHECKING:
    from qualcode.project import Project

# (beginning of the interviews' ids, name, words in its place): two people may share a name.
REPLACED = (
    ("midtown", "Keith", "area manager"),
    ("midtown", "Lorraine", "programme manager"),
    ("midtown", "Denise", "link social worker"),
    ("midtown", "Paula", "new link social worker"),
    ("midtown", "Judith", "trainer"),
    ("city", "Marianne", "social worker in the centre"),
    ("city", "Jackie", "family support worker 1"),
    ("city", "Donna", "family support worker 2"),
    ("east", "Maureen", "intake manager"),
    ("east", "Denise", "programme manager in East Borough"),
    ("east", "Sheila", "receptionist"),
    ("southshire", "Maureen", "experienced worker"),
    ("southshire", "Pete", "colleague"),
)
LET_STAND = (
    ("midtown", "Adam"),  # "they don't know me from Adam"
    ("midtown", "Australia"),
    ("midtown", "Canada"),
    ("southshire", "Southshire"),
)


def add_to_sample(project: Project) -> None:
    """Replace the names in the sample study, and let stand what is none."""
    texts = {row["id"]: project.transcript(row["id"]).text for row in project.transcripts()}
    for begins, name, instead in REPLACED:
        for id, places in _places(texts, begins, name):
            project.replace_name(id, places, instead, everywhere=False)
    for begins, name in LET_STAND:
        for id, places in _places(texts, begins, name):
            project.let_stand(id, places)


def _places(texts: dict[str, str], begins: str, name: str) -> list[tuple[str, list[Span]]]:
    wanted = re.compile(rf"\b{name}\b")
    found = [
        (id, [Span(m.start(), m.end()) for m in wanted.finditer(text)])
        for id, text in texts.items()
        if id.startswith(begins)
    ]
    return [(id, places) for id, places in found if places]
