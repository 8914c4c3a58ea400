"""The COREQ checklist with drafts from the study, and where each draft came from.

Tong, Sainsbury and Craig (2007), Consolidated criteria for reporting qualitative research.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.report.documents.wordml import TO_WRITE, Paragraph, Piece, Table

# Domain -> its items, in the order of the checklist.
DOMAINS: Mapping[str, tuple[tuple[int, str], ...]] = {
    "Research team and reflexivity": (
        (1, "Interviewer or facilitator"),
        (2, "Credentials"),
        (3, "Occupation"),
        (4, "Gender"),
        (5, "Experience and training"),
        (6, "Relationship established before the study"),
        (7, "What participants knew of the interviewer"),
        (8, "Interviewer characteristics"),
    ),
    "Study design": (
        (9, "Methodological orientation and theory"),
        (10, "Sampling"),
        (11, "Method of approach"),
        (12, "Sample size"),
        (13, "Non-participation"),
        (14, "Setting of data collection"),
        (15, "Presence of non-participants"),
        (16, "Description of sample"),
        (17, "Interview guide"),
        (18, "Repeat interviews"),
        (19, "Audio or visual recording"),
        (20, "Field notes"),
        (21, "Duration"),
        (22, "Data saturation"),
        (23, "Transcripts returned"),
    ),
    "Analysis and findings": (
        (24, "Number of data coders"),
        (25, "Description of the coding tree"),
        (26, "Derivation of themes"),
        (27, "Software"),
        (28, "Participant checking"),
        (29, "Quotations presented"),
        (30, "Data and findings consistent"),
        (31, "Clarity of major themes"),
        (32, "Clarity of minor themes"),
    ),
}
ITEMS = {n: name for items in DOMAINS.values() for n, name in items}
TO_BE_WRITTEN = "✎ To be written."
BY_TEAM = "only the research team knows"


@dataclass(frozen=True)
class Draft:
    """What stands under an item, and where it came from."""

    text: str
    source: str


def annex(drafts: Mapping[int, Draft]) -> list[Piece]:
    """The checklist as a table for each domain; items without a draft are marked to be written."""
    pieces: list[Piece] = []
    for domain, items in DOMAINS.items():
        rows, styles = [], {}
        for k, (n, name) in enumerate(items):
            draft = drafts.get(n, Draft(TO_BE_WRITTEN, BY_TEAM))
            rows.append((f"{n}. {name}", draft.text, draft.source))
            if draft.text == TO_BE_WRITTEN:
                styles[k, 1] = TO_WRITE
        pieces += [
            Paragraph(domain, "Heading 3", keep_next=True),
            Table(("Item", "Draft", "Where it came from"), tuple(rows), (2.2, 4.2, 1.9), styles),
        ]
    return pieces
