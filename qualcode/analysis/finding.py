"""Finding words in talk: as they are typed, or by a pattern that may not take too long."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from qualcode.analysis.pattern_rules import refuse_costly
from qualcode.analysis.tokens import fold
from qualcode.errors import Refused
from qualcode.model import Span

LONGEST = 1000
SECONDS = 1.0
_MARKS = re.compile("[\u0300-\u036f]")
_MARK_AFTER = "[\u0300-\u036f]*"
TOO_LONG = "This pattern takes too long; make it simpler."
TOO_DEEP = "The pattern is too deep; make it simpler."


@dataclass(frozen=True)
class Finder:
    """What is looked for. Make one with `finder`.

    ``left`` holds the seconds a pattern may still take.
    """

    plain: re.Pattern[str] | None = None
    marked: re.Pattern[str] | None = None
    pattern: Any = None
    left: list[float] = field(default_factory=lambda: [SECONDS])

    def places(self, text: str, folded: str | None = None) -> Iterator[Span]:
        """Where it stands in a text; ``folded`` is its `fold`, if it is known already.

        Raises
        ------
        Refused
            The pattern takes too long, or too much memory.
        """
        if self.pattern is not None:
            yield from self._matches(text)
            return
        for start, end in self.in_folded(fold(text) if folded is None else folded):
            yield Span(start, end)

    def in_folded(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where plain words stand in a folded text, as start and end."""
        plain = self.plain if folded.isascii() or not _MARKS.search(folded) else self.marked
        return (match.span() for match in plain.finditer(folded)) if plain else iter(())

    def _matches(self, text: str) -> list[Span]:
        import regex

        began = time.monotonic()
        try:
            if self.left[0] <= 0:
                raise TimeoutError
            found = self.pattern.finditer(_straight(text), timeout=self.left[0])
            return [Span(m.start(), m.end()) for m in found if m.end() > m.start()]
        except TimeoutError as error:
            raise Refused(TOO_LONG) from error
        except (RecursionError, MemoryError, regex.error) as error:
            raise Refused(TOO_DEEP) from error
        finally:
            # Matching alone is counted: reading a large study is not the pattern's fault.
            self.left[0] -= time.monotonic() - began


def finder(text: str, *, regex: bool = False) -> Finder | None:
    """Looks for words as typed, or for a regular expression; None where nothing is asked.

    Case, accents and the shape of quotation marks do not count, and a blank is any run of blanks.
    A pattern has one second for everything it is looked for in.

    Raises
    ------
    Refused
        The text is longer than 1,000 characters; or the pattern cannot be read, or asks for too
        much, see `refuse_costly`.
    """
    text = text.replace("\0", "")
    if len(text) > LONGEST:
        raise Refused(
            f"A search has at most {LONGEST:,} characters, and this has {len(text):,}; shorten it."
        )
    if not text.strip():
        return None
    if regex:
        return Finder(pattern=_compiled(text))
    folded = _MARKS.sub("", fold(text))
    words = folded.split()
    if not words:
        return None
    plain = r"\s+".join(map(re.escape, words))
    marked = r"\s+".join(_MARK_AFTER.join(map(re.escape, word)) + _MARK_AFTER for word in words)
    return Finder(re.compile(plain), re.compile(marked))


def _compiled(pattern: str) -> Any:
    import regex

    refuse_costly(pattern)
    flags = regex.VERSION1 | regex.IGNORECASE | regex.MULTILINE
    try:
        return regex.compile(_straight(pattern), flags)
    except regex.error as error:
        at = "" if error.pos is None else f" at character {error.pos + 1}"
        raise Refused(
            f"The pattern cannot be read{at}: {error.msg}. Mend it, or search for plain words."
        ) from error
    except (RecursionError, OverflowError, MemoryError) as error:
        raise Refused(TOO_DEEP) from error


def _straight(text: str) -> str:
    return text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
