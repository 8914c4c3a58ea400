"""Changed files to every reader, for so many seconds: ``python -m tests.fuzz.run 30``.

Every reader must answer with what it read or with one of our errors, within five seconds and one
GiB. Whatever does not is kept in the corpus, which is read first each time.
"""

from __future__ import annotations

import hashlib
import json
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from qualcode.errors import QualcodeError
from tests.faults.limits import GIB
from tests.fuzz.mutate import mutated
from tests.fuzz.targets import CORPUS, Target, targets

SLOWEST = 5.0


class TooSlowError(BaseException):
    """A reader took longer than it may; no reader catches this by mistake."""


def trouble(read: Callable[[bytes], object], data: bytes) -> str | None:
    """What is wrong with how a reader takes a file; None where it reads or refuses it."""
    with _bell(), redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        try:
            read(data)
        except QualcodeError as error:
            return None if str(error).strip() else "a refusal without words"
        except TooSlowError:
            return f"more than {SLOWEST:.0f} seconds"
        except Exception as error:
            last = error.__traceback__
            while last is not None and last.tb_next is not None:
                last = last.tb_next
            where = (
                f"{Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}" if last else ""
            )
            return f"{type(error).__name__} at {where}"
    return None


@contextmanager
def _bell() -> Iterator[None]:
    def ring(*_: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, SLOWEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def replay(found: dict[str, Target], corpus: Path = CORPUS) -> Iterator[tuple[str, str]]:
    """The kept files that are in trouble again: (file, what)."""
    for name, target in found.items():
        for file in sorted((corpus / name).glob("*")):
            if told := trouble(target.read, file.read_bytes()):
                yield f"{name}/{file.name}", told


def fuzz(
    name: str, target: Target, seconds: float, seed: int, corpus: Path = CORPUS
) -> tuple[int, dict[str, str]]:
    """Files tried, and each kind of trouble with the file kept that makes it."""
    rng = random.Random(f"{name} {seed}")
    pool = [*target.seeds, *(f.read_bytes() for f in sorted((corpus / name).glob("*")))]
    found: dict[str, str] = {}
    tried, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        data = mutated(rng.choice(pool), rng, pool)
        tried += 1
        told = trouble(target.read, data)
        if told is not None and told not in found:
            kept = corpus / name / hashlib.sha256(data).hexdigest()[:16]
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(data)
            found[told] = kept.name
    return tried, found


def main(seconds: float, seed: int, only: list[str]) -> int:
    """Print a line of JSON for each reader; 1 where one was in trouble."""
    import logging
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (GIB, GIB))
    logging.disable(logging.CRITICAL)
    chosen = {name: t for name, t in targets().items() if not only or name in only}
    again = list(replay(chosen))
    for name, told in again:
        print(json.dumps({"target": name, "tried": 1, "trouble": {told: name}}), flush=True)
    bad = bool(again)
    for name, target in chosen.items():
        tried, found = fuzz(name, target, seconds / len(chosen), seed)
        print(json.dumps({"target": name, "tried": tried, "trouble": found}), flush=True)
        bad = bad or bool(found)
    return int(bad)


if __name__ == "__main__":
    given = sys.argv[1:]
    begun = int(given[1]) if len(given) > 1 else random.SystemRandom().randrange(1 << 32)
    print(f"seed {begun}", file=sys.stderr)
    sys.exit(main(float(given[0]) if given else 30.0, begun, given[2:]))
