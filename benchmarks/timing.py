"""Timing and reporting shared by the benchmarks."""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

SHARED = Path(__file__).parents[2] / "shared" / "bench"


class Figures:
    """Named numbers; names end in _ms, _s, _mib or _per_s."""

    def __init__(self) -> None:
        self.found: dict[str, float] = {}

    def add(self, name: str, value: float) -> None:
        self.found[name] = round(value, 4)

    def best_of(self, name: str, times: int, work: Callable[[], Any], scale: float = 1.0) -> Any:
        """The shortest of several runs, as `name`; returns what the last run returned."""
        seconds, result = [], None
        for _ in range(times):
            started = time.perf_counter()
            result = work()
            seconds.append(time.perf_counter() - started)
        self.add(name, min(seconds) * scale)
        return result

    def median_of(self, name: str, seconds: list[float], scale: float = 1.0) -> None:
        self.add(name, statistics.median(seconds) * scale)

    def write(self, as_json: bool, limits: dict[str, float]) -> None:
        if as_json:
            print(json.dumps(self.found))
            return
        for name, value in self.found.items():
            limit = limits.get(name)
            asked = "" if limit is None else f"   asked {limit:g}"
            print(f"{name:34s} {value:12.4f}{asked}")


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least ``share`` percent of them do not exceed (nearest rank).

    >>> percentile([4, 1, 3, 2], 50), percentile(range(1, 101), 95)
    (2.0, 95.0)
    """
    ordered = sorted(values)
    return float(ordered[max(math.ceil(len(ordered) * share / 100) - 1, 0)])


def parser(description: str | None) -> argparse.ArgumentParser:
    """The options every benchmark takes; one may add its own."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="a small corpus, within 45 s")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    return parser


def arguments(description: str | None) -> argparse.Namespace:
    """The options of a benchmark that has none of its own."""
    return parser(description).parse_args()


def peak_mib() -> float:
    """Peak resident memory of this process so far."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 if sys.platform != "darwin" else peak / 1024**2
