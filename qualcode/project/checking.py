"""What a coding must satisfy before it is made: its id, its code, its direction, its words."""

from __future__ import annotations

import uuid

from qualcode.errors import InvalidSpan, Refused
from qualcode.model import Code, Codebook, Direction, Span
from qualcode.store import Writing, coded, talk, texts


def checked_id(tx: Writing, id: str | None) -> str:
    """An id for a new coding: the given one, or a new one.

    Raises
    ------
    Refused
        It is no UUID in its usual form, or a coding has it.
    """
    if id is None:
        return str(uuid.uuid4())
    try:
        usual = str(uuid.UUID(id)) == id
    except ValueError:
        usual = False
    if not usual:
        raise Refused("A coding's id is a UUID in small letters; leave it out to have one made.")
    if coded.is_taken(tx.connection, id):
        raise Refused("A coding of this id was made before; give the new one another id.")
    return id


def offered_code(book: Codebook, id: str) -> Code:
    """A code that can be given to new codings.

    Raises
    ------
    UnknownCode
        The codebook does not have it; the nearest is named.
    Refused
        It is retired.
    """
    code = book[id]
    if code.retired:
        raise Refused(
            f"Code {code.id} is retired: it keeps its codings and takes no new one. Choose another"
            " code, or take it into use again on the Codebook page."
        )
    return code


def checked_direction(direction: Direction | str) -> Direction:
    """A direction by its name.

    Raises
    ------
    Refused
        There is no such direction.
    """
    try:
        return Direction(direction)
    except ValueError as error:
        listed = ", ".join(Direction)
        raise Refused(f"There is no direction {direction!r}; choose one of {listed}.") from error


def checked_quote(tx: Writing, transcript: str, span: Span) -> str:
    """The words at a span, some of which a respondent says.

    Raises
    ------
    InvalidSpan
        The span lies outside the text or holds only blanks.
    Refused
        The words are the interviewer's, or nobody's, such as a speaker's label.
    """
    text = texts.load_text(tx.connection, transcript)
    if span.end > len(text):
        raise InvalidSpan(
            f"Span {span} lies outside transcript {transcript!r}, which has {len(text)} characters."
        )
    quote = text[span.start : span.end]
    if not quote.strip():
        raise InvalidSpan(f"Span {span} holds no words.")
    touched = talk.load_segments(tx.connection, transcript, touching=span)
    if not touched:
        raise Refused(f"Nobody says what stands at {span}; choose words after a speaker's label.")
    if all(s.interviewer for s in touched):
        raise Refused("These are the interviewer's words; only respondents' words are coded.")
    return quote
