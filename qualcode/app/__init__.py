"""The app: one file per page, each asks, shows and hands over."""

from __future__ import annotations


def main() -> None:
    """Open the study in hand and list the pages; everything else is theirs."""
    from qualcode.app.frame import show

    show()
