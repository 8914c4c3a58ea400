"""What the app's server writes when something fails: its kind and place, and nobody's words."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT

SAID = "what Maya said of Tom's flat"
LOGGED = [
    "log.exception(error)",
    "log.error(error)",
    "log.error('it failed: %s', error)",
    "log.error('it failed: %s', str(error))",
    "log.error(f'it failed: {error}')",
    "log.error(f'it failed: {error!r}')",
    "log.exception(f'it failed: {error}')",
    "log.error('it failed: {}'.format(error.args))",
    "log.error(f'it failed: {error}', exc_info=True)",
    "log.error(f'it failed: {error.__cause__}')",
    "log.error('%d of %s', str(error), 100)",
    "log.error('100% ' + str(error))",
]
CAUGHT = """
import logging, sys
sys.path.insert(0, {root!r})
if {quiet}:
    from qualcode.discreet_log import keep_words_out
    keep_words_out()
logging.basicConfig(level="INFO")
log = logging.getLogger("some.library")
said = " ".join({words!r})
try:
    try:
        raise KeyError(said)
    except KeyError as cause:
        raise ValueError(said + "!") from cause
except ValueError as error:
    {act}
log.error("went on with %s", "its work")
"""
# In the hooks of the interpreter: a generator and an object that fail while they are thrown away,
# a thread and the program itself.
THROWN = """
import sys, threading
sys.path.insert(0, {root!r})
if {quiet}:
    from qualcode.discreet_log import keep_words_out
    keep_words_out()
said = " ".join({words!r})
class Thrown:
    def __del__(self):
        raise ValueError(said)
def fail():
    try:
        yield
    finally:
        raise OSError(said)
Thrown()
one = fail(); next(one); del one
def run():
    raise KeyError(said)
two = threading.Thread(target=run); two.start(); two.join()
raise RuntimeError(said)
"""


def told(script: str, quiet: bool, act: str = "") -> str:
    made = script.format(root=str(ROOT), quiet=quiet, words=SAID.split(), act=act)
    ran = subprocess.run([sys.executable, "-c", made], capture_output=True, text=True)
    return ran.stdout + ran.stderr


def test_no_way_to_log_an_error_writes_its_words_down() -> None:
    act = "\n    ".join(LOGGED)
    said = told(CAUGHT, True, act)

    assert "Maya" not in said
    assert "Tom" not in said
    # The control: something was written each time, and what is no error's stays as it was.
    assert len([line for line in said.splitlines() if "ERROR:some.library" in line]) == (
        len(LOGGED)  # of which one cannot be formatted
    )
    assert "ValueError from KeyError at " in said
    assert "went on with its work" in said


@pytest.mark.parametrize("act", LOGGED)
def test_without_the_guard_its_words_are_written(act: str) -> None:
    assert SAID in told(CAUGHT, False, act)


def test_what_fails_while_it_is_thrown_away_writes_no_words_down() -> None:
    said = told(THROWN, True)

    assert "Maya" not in said
    assert "raise" not in said
    for kind in ("ValueError", "OSError from GeneratorExit", "KeyError", "RuntimeError"):
        assert f"qualcode failed: {kind} at " in said
    assert told(THROWN, False).count(SAID) == 4
