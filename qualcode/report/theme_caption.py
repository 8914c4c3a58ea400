"""What is said under written themes: what is counted, over whom and by whom, what is left out."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.analysis.evidence import Evidence
from qualcode.analysis.small_groups import few
from qualcode.report.tables import KEPT_BACK

COUNTED = "Counted are distinct participants with a passage under any code of the theme"
_NOT_INTERVIEWS = "documents, reflections, feedback, and people who withdrew"


def caption(found: Evidence, codebook_version: int) -> str:
    """Under a theme on the researcher's own screen."""
    return " ".join(
        [
            f"{COUNTED}, letters included, and distinct passages.",
            f"In scope: {_many(found.n, 'participant')} in {_talks(found)}.",
            _by(found.coders),
            f"Codebook version {codebook_version}.",
            f"Left out: {_NOT_INTERVIEWS}. No filters.",
        ]
    )


def caption_of_list(found: Sequence[Evidence], small: int, codebook_version: int) -> str:
    """Under the plain list that leaves: all themes are counted over the same people.

    How many interviews there are is not told where there are few people.
    """
    one = found[0]
    scope = (
        f"fewer than {small} participants ({KEPT_BACK})"
        if few(one.n, small)
        else f"{_many(one.n, 'participant')} in {_talks(one)}"
    )
    return " ".join(
        [
            f"{COUNTED}, letters included. A theme is marked where they are at least {small}; how"
            " many they are is told of no theme, so that two themes tell of no single person.",
            f"In scope: {scope}.",
            _by(sorted({coder for evidence in found for coder in evidence.coders})),
            f"Codebook version {codebook_version}.",
            f"Left out: quotes, notes, themes that were dropped, {_NOT_INTERVIEWS}. No filters.",
        ]
    )


def _talks(found: Evidence) -> str:
    return f"{_many(found.interviews, 'interview')}, {found.coded_through} of them coded through"


def _by(coders: Sequence[str]) -> str:
    return f"Coders: {', '.join(coders)}." if coders else "Nothing is coded so yet."


def _many(n: int, one: str) -> str:
    return f"{n} {one}" if n == 1 else f"{n} {one}s"
