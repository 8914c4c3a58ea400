"""Where the example study, the codebooks and the app's entry script lie."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import StudyError


def shipped(name: str) -> Path:
    """A file or folder that travels with qualcode: in the installed package or the checkout.

    Raises
    ------
    StudyError
        It is in neither place, so this installation is incomplete.
    """
    here = Path(__file__).parent
    for root in (here / "_shipped", here.parent):
        if (root / name).exists():
            return root / name
    raise StudyError(f"This installation of qualcode lacks its {name}; install it again.")
