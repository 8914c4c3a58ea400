"""What the server writes down when something fails: what kind of failure and where, no words.

The message of an exception may quote what a participant said, or the name of a file. So may the
source lines and the causes that a traceback prints. None of it reaches the log. What a library
prints itself, or logs as mere text when no exception is being handled, is not seen here.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

_MARK = "qualcode_discreet"
# The packages whose places tell something; of others the nearest of these is told.
_OURS = "qualcode"
_LEFT_OUT = "(words left out)"
# Shorter ones would be found inside of other words.
_SHORTEST = 4


def where(error: BaseException) -> str:
    """The kind of an exception and the innermost places of ours it passed: no message, no path.

    >>> try:
    ...     int("what Maya said")
    ... except ValueError as caught:
    ...     where(caught).split(" ")[0]
    'ValueError'
    """
    kinds = [type(error).__name__]
    under = error.__cause__ or error.__context__
    while under is not None and len(kinds) < 4:
        kinds.append(type(under).__name__)
        under = under.__cause__ or under.__context__
    return f"{' from '.join(kinds)} {_places(error.__traceback__)}"


def _places(trace: TracebackType | None) -> str:
    places = []
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        places.append((_OURS in file.parts, f"{file.name}:{trace.tb_lineno}"))
        trace = trace.tb_next
    told = [place for ours, place in places if ours] or [place for _, place in places]
    return f"at {' > '.join(told[-4:])}" if told else "at an unknown place"


def keep_words_out() -> None:
    """From now on no log of this process holds the message of an exception. Does it once."""
    before = logging.getLogRecordFactory()
    if getattr(before, _MARK, False):
        return

    def made(*given: Any, **named: Any) -> logging.LogRecord:
        record = before(*given, **named)
        if isinstance(record.msg, BaseException):
            record.msg, record.args = where(record.msg), None
        # Inside of `except` the error at hand is known, whether it is logged as one or as text.
        error = record.exc_info[1] if record.exc_info else sys.exc_info()[1]
        if record.exc_info:
            record.exc_info = None
            told = where(error) if error is not None else "an error of an unknown kind"
            record.msg = f"{_cut(_wordless(record), error)} [{told}]"
            record.args = None
        else:
            if record.args:
                record.args = _without_errors(record.args)
            if error is not None:
                _take_out(record, error)
        record.stack_info = None
        return record

    setattr(made, _MARK, True)
    logging.setLogRecordFactory(made)
    # A record that cannot be formatted would be printed with its arguments, past all handlers.
    logging.raiseExceptions = False
    sys.excepthook = _told
    threading.excepthook = _told_of_thread
    sys.unraisablehook = _told_of_unraisable


def _wordless(record: logging.LogRecord) -> str:
    """What the caller wrote itself, its arguments left out: they may be anybody's words."""
    return str(record.msg).split("%", 1)[0].split("\n", 1)[0].replace("{", "(").rstrip()


def _take_out(record: logging.LogRecord, error: BaseException) -> None:
    """Take the words of an error at hand out of a record that holds them as text."""
    try:
        text = record.getMessage()
    except (TypeError, ValueError, KeyError):
        text = _wordless(record)
    cut = _cut(text, error)
    if cut != text:
        record.msg, record.args = cut, None


def _cut(text: str, error: BaseException | None) -> str:
    """A text without the messages of an error and of those it comes from."""
    seen = 0
    while error is not None and seen < 8:
        said = [str(error), *(str(part) for part in error.args)]
        for words in sorted({*said, *(repr(part) for part in said)}, key=len, reverse=True):
            if len(words) >= _SHORTEST:
                text = text.replace(words, _LEFT_OUT)
        error, seen = error.__cause__ or error.__context__, seen + 1
    return text


def _without_errors(given: Any) -> Any:
    if isinstance(given, Mapping):
        return {name: _quiet(value) for name, value in given.items()}
    return tuple(_quiet(value) for value in given)


def _quiet(value: Any) -> Any:
    return where(value) if isinstance(value, BaseException) else value


def _told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    out: TextIO = sys.stderr
    if issubclass(kind, KeyboardInterrupt):
        out.write("Stopped.\n")
        return
    out.write(f"qualcode failed: {where(error.with_traceback(trace))}\n")


def _told_of_thread(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None and not issubclass(failed.exc_type, SystemExit):
        sys.stderr.write(f"qualcode failed: {where(failed.exc_value)}\n")


def _told_of_unraisable(failed: sys.UnraisableHookArgs) -> None:
    told = failed.exc_type.__name__ if failed.exc_value is None else where(failed.exc_value)
    sys.stderr.write(f"qualcode failed: {told}\n")
