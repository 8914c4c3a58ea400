"""Two written themes and four placements for the sample study; invented like its interviews."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.project import Project

# (statement, codes, (code, opening words) for it, the same against it, priority, status)
THEMES = (
    (
        "Where the line lies is settled in talk between two people who know each other, not by the"
        " document.",
        ("8.a", "3.b"),
        (
            ("8.a", "What she does is she tells you"),
            ("8.a", "Nine times out of ten"),
            ("8.a", "I’ve seen a version with a triangle"),
            ("8.a", "The nursery’s spot on"),
        ),
        (("8.a", "And what I’d say is, we have a published set"), ("8.a", "It came with the LSCB")),
        1,
        "keep",
    ),
    (
        "Trust between managers does not by itself reach the people who make the referrals.",
        ("3.b",),
        (
            ("3.b", "But Keith and Lorraine having lunch"),
            ("3.b", "What doesn’t happen is it doesn’t trickle"),
        ),
        (("3.b", "And I think the staff see that"),),
        2,
        "open",
    ),
)
PLACES = (
    (
        "City Borough",
        1.5,
        "The outposted social worker is asked before anything is written, and the nursery takes"
        " part. Against a place further along: the two managers do not meet.",
    ),
    (
        "East Borough",
        1.0,
        "The consultation line and the link post show the wish. Half of those coded here still"
        " speak of referrals that bounce.",
    ),
    (
        "Midtown",
        1.5,
        "Talk before writing is usual and the post is paid for jointly. The shared document is in"
        " its fifth draft, and frontline staff say lunches do not reach them.",
    ),
    (
        "Southshire",
        0.5,
        "Two of the programmes have begun to ring first; elsewhere letters come back with two"
        " lines, and nobody has seen the criteria.",
    ),
)


def add_to_sample(project: Project) -> None:
    """Write the themes, a memo on the first of them, and the places on the continuum."""
    made = [
        project.add_theme(
            statement,
            codes=codes,
            evidence=_codings(project, for_it),
            counter=_codings(project, against),
            priority=priority,
            status=status,
        )
        for statement, codes, for_it, against, priority, status in THEMES
    ]
    project.add_memo(
        "Is this about knowing each other, or about having time to talk? Ask those who are new.",
        f"theme {made[0].id}",
    )
    for authority, position, rationale in PLACES:
        project.place_authority(authority, position, rationale)


def _codings(project: Project, wanted: Sequence[tuple[str, str]]) -> list[str]:
    """The first coding of each code on words that begin so."""
    return [
        next(c.id for c in project.codings(code=code) if c.quote.startswith(opening))
        for code, opening in wanted
    ]
