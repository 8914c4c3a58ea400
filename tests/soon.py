"""A limit on time for tests of hostile input: it finds what hangs, it does not measure.

Speed is measured in `benchmarks/`, as a ratio within one run. What a test may ask is that
something which once took minutes, or could take for ever, ends soon; so the limit leaves room
for a machine that is slow, busy, or both.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: How many times the seconds asked for a slow and busy machine may take.
ROOM = 6


@contextmanager
def soon(seconds: float, clock: Callable[[], float] = time.process_time) -> Iterator[None]:
    """Fail when the body takes more than `ROOM` times `seconds` by `clock`.

    `clock` is this process's work unless told; `time.monotonic` where waiting is what is limited.
    """
    began = clock()
    yield
    took = clock() - began
    assert took < seconds * ROOM, f"took {took:.1f} s where {seconds} s are asked"
