"""What to know of a round as it was made, in sentences."""

from __future__ import annotations

from qualcode.model.review import Round


def drawn_told(round: Round) -> list[str]:
    """What the draw could not give, a sentence each; nothing where there is nothing to know."""
    said = []
    if through := round.drawn.get("through", 0):
        said.append(
            f"{through} of {round.drawn['count']} interviews {'was' if through == 1 else 'were'}"
            " coded through by a coder of the round before it began, so not all of it is coded"
            " anew."
        )
    if apart := round.drawn.get("apart", 0):
        are = "interview is" if apart == 1 else "interviews are"
        said.append(
            f"{apart} {are} coded apart in another round by whoever made this one; the other"
            " coders' codings there are left out."
        )
    return said


def reviewers_told(round: Round, coders: list[str]) -> list[str]:
    """What to know of who reviews it; ``coders`` are those of each of its items."""
    if not round.reviewers:
        return ["Nobody is named to review it and the study has no mentor; a researcher judges."]
    said = []
    for name in round.reviewers:
        if own := coders.count(name) or (name in round.coders and not coders):
            what = f"{own} of {len(coders)} items" if coders else "interviews"
            said.append(f"{name} would review {what} coded by {name}; somebody else sees more.")
    return said
