"""A coder at work in a process of their own, to be killed: each coding's id is told once stored.

Run as ``python -m tests.faults.at_work PLACE COUNT [KEY] [SETTING=VALUE ...]`` one coder does COUNT
codings. Run with no arguments it is a forge: each line of its input names a study, and it makes a
coder at work there, kills them, and tells what they were told was stored. Only the forge imports
qualcode, so that a kill takes no second.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import time
import uuid

from qualcode.model import Coding, Span
from qualcode.store import Store, engine, people, texts
from qualcode.store.coded import save_codings, save_withdrawal


def work(place: str, key: bytes | None, count: int, tell: int) -> None:
    """Code and withdraw; an id is told after its transaction has ended, with + or -."""
    store = Store.open(place, key)
    with store.read() as connection:
        [transcript, *_] = texts.load_ids(connection)
        text = texts.load_text(connection, transcript)
        [who, *_] = [coder.name for coder in people.load_coders(connection)]
    for n in range(count):
        start = n * 7 % (len(text) - 40)
        span = Span(start, start + 10 + n % 30)
        quote = text[span.start : span.end]
        coding = Coding(str(uuid.uuid4()), transcript, span, quote, "1", who)
        with store.write(who) as tx:
            save_codings(tx, [coding])
        os.write(tell, f"+{coding.id}\n".encode())
        if n % 5 == 4:
            with store.write(who) as tx:
                save_withdrawal(tx, coding.id)
            os.write(tell, f"-{coding.id}\n".encode())
    store.close()


def killed(place: str, key: bytes | None, after_s: float) -> list[str]:
    """Let somebody work and kill them so long after the first act; what they were told."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with contextlib.suppress(BaseException):
            work(place, key, 1_000_000, writing)
        os._exit(1)
    os.close(writing)
    told = os.read(reading, 1)
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while part := os.read(reading, 65536):
        told += part
    os.close(reading)
    # An id that was cut off in the middle was not told.
    return told.decode().rpartition("\n")[0].split()


def forge() -> None:
    """Kill as often as asked."""
    for line in sys.stdin:
        asked = json.loads(line)
        key = bytes.fromhex(asked["key"]) if asked["key"] else None
        print(json.dumps(killed(asked["place"], key, asked["after_s"])), flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        forge()
    else:
        _, where, how_many, hexed, *settings = sys.argv
        if settings:
            # For the controls: qualcode's own settings are guarded, and must be seen to be needed.
            engine.PRAGMAS.update(setting.split("=") for setting in settings)
            engine.guard = lambda connection: None
        work(where, bytes.fromhex(hexed) or None, int(how_many), 1)
