"""What a person changed in a quote before it leaves: cuts and replacements, each in brackets."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.errors import Refused
from qualcode.model.span import Span

CUT = "[…]"
LONGEST = 200
_SIGNS = "[]\r\n\t"
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")  # one character each, so that places stay


@dataclass(frozen=True, order=True)
class QuoteEdit:
    """One change to the words of a quote: a cut, or other words in their place.

    ``span`` lies within the quote's own words, in code points. ``instead`` is empty for a cut.

    >>> QuoteEdit(Span(0, 3), "the manager").sign
    '[the manager]'
    """

    span: Span
    instead: str = ""

    @property
    def sign(self) -> str:
        """What stands in the export: ``[…]`` for a cut, ``[words]`` for a replacement."""
        return f"[{self.instead}]" if self.instead else CUT

    def as_body(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {"start": self.span.start, "end": self.span.end, "instead": self.instead}

    @classmethod
    def of_body(cls, body: Mapping[str, Any]) -> QuoteEdit:
        """An edit from its plain JSON values."""
        return cls(Span(body["start"], body["end"]), body["instead"])


def checked_edits(words: str, edits: Iterable[QuoteEdit]) -> tuple[QuoteEdit, ...]:
    """Edits of these words in the order of their places, tidied.

    Brackets somebody typed around a replacement are taken off, blanks at the ends of a place stay
    in the quote, and cuts with nothing but blanks between them become one.

    Raises
    ------
    Refused
        An edit reaches beyond the words, two overlap, a replacement is empty of words, too long
        or holds brackets, or nothing that was said would be left.
    """
    tidied = sorted(_tidied(words, edit) for edit in edits)
    joined: list[QuoteEdit] = []
    for edit in tidied:
        before = joined[-1] if joined else None
        if before is None:
            joined.append(edit)
        elif before.span.overlaps(edit.span):
            raise Refused("Two edits of this quote overlap; take one of them back.")
        elif (
            not (before.instead or edit.instead)
            and not words[before.span.end : edit.span.start].strip()
        ):
            joined[-1] = QuoteEdit(Span(before.span.start, edit.span.end))
        else:
            joined.append(edit)
    if joined and not _left_of(words, joined):
        raise Refused("Nothing that was said would be left of this quote; cut less of it.")
    return tuple(joined)


def edited_words(words: str, edits: Sequence[QuoteEdit]) -> str:
    """The words of a quote with its edits made: the source minus what was logged, nothing else.

    A sign never touches a word: a blank is put between where the source has none.

    >>> said = "I rang Anna, as ever, and she came."
    >>> edited_words(said, [QuoteEdit(Span(7, 11), "the nurse"), QuoteEdit(Span(13, 20))])
    'I rang [the nurse], […], and she came.'
    """
    parts: list[str] = []
    at = 0
    for edit in sorted(edits):
        parts.append(words[at : edit.span.start])
        before, after = words[: edit.span.start][-1:], words[edit.span.end :][:1]
        parts.append(f"{' ' * before.isalnum()}{edit.sign}{' ' * after.isalnum()}")
        at = edit.span.end
    return "".join([*parts, words[at:]])


def words_key(transcript: str, words: str) -> str:
    """By what the edits of a quote are kept: the same words of the same interview are edited
    alike under every code and by whomever they were coded; it tells neither."""
    # Lone surrogates can stand in words that came from a damaged file.
    told = f"{transcript}\0{words}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(told, digest_size=16).hexdigest()


def found_span(words: str, part: str, nth: int = 1) -> Span:
    """Where a part of a quote stands in it, the ``nth`` time from 1.

    Raises
    ------
    Refused
        The part is not there, or not that often.

    >>> found_span("so so", "so", 2)
    Span(start=3, end=5)
    """
    at = -1
    for _ in range(nth):
        at = words.find(part, at + 1)
        if at < 0 or not part:
            raise Refused("These words are not in the quote; copy them from it as they stand.")
    return Span(at, at + len(part))


def found_spans(words: str, part: str) -> list[Span]:
    """Every place where a part of a quote stands in it as words of their own, in order.

    A straight apostrophe or quotation mark stands for a curly one, which few keyboards have.

    Raises
    ------
    Refused
        The part is not there.

    >>> found_spans("Keith came, and Keith’s car.", "Keith")
    [Span(start=0, end=5), Span(start=16, end=21)]
    """
    plain, wanted = (text.translate(_STRAIGHT) for text in (words, part))
    edges = (r"(?<!\w)" if wanted[:1].isalnum() else "", r"(?!\w)" if wanted[-1:].isalnum() else "")
    spans = [
        Span(found.start(), found.end())
        for found in re.finditer(f"{edges[0]}{re.escape(wanted)}{edges[1]}", plain)
        if wanted.strip()
    ]
    return spans or [found_span(plain, wanted)]


def _tidied(words: str, edit: QuoteEdit) -> QuoteEdit:
    start, end = edit.span.start, edit.span.end
    if end > len(words):
        raise Refused(f"An edit reaches beyond the quote, which has {len(words):,} characters.")
    inside = words[start:end]
    if not inside.strip():
        raise Refused("An edit must cover at least one word of the quote.")
    span = Span(
        start + len(inside) - len(inside.lstrip()),
        end - (len(inside) - len(inside.rstrip())),
    )
    if not edit.instead:
        return QuoteEdit(span)
    instead = edit.instead.strip()
    if instead.startswith("[") and instead.endswith("]"):
        instead = instead[1:-1].strip()
    if not instead or instead == "…":
        raise Refused("Write what stands in place of these words, or cut them.")
    if any(sign in instead for sign in _SIGNS):
        raise Refused("Write the words in place of these on one line and without brackets.")
    if len(instead) > LONGEST:
        raise Refused(f"Words in place of others have at most {LONGEST} characters.")
    return QuoteEdit(span, instead)


def _left_of(words: str, edits: Sequence[QuoteEdit]) -> bool:
    """Whether anything a person said is left beside the edits."""
    at, left = 0, []
    for edit in edits:
        left.append(words[at : edit.span.start])
        at = edit.span.end
    return bool(re.search(r"\w", "".join([*left, words[at:]])))
