"""A bar on standard error for what takes a while, where somebody looks at it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def bar(label: str) -> Iterator[Callable[[float], None]]:
    """Tell it how much is done, 0 to 1; without a terminal nothing is written."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    with click.progressbar(length=100, label=label, file=sys.stderr) as shown:
        yield lambda done: shown.update(round(100 * min(done, 1.0)) - shown.pos)
