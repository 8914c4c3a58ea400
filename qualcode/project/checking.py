"""What a coding must satisfy before it is made: its id, its code, its direction, its words."""

from __future__ import annotations

import re
import uuid

from qualcode.errors import InvalidSpan, Refused
from qualcode.model import Code, Codebook, Direction, Span
from qualcode.store import Writing, coded, people, talk, texts


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


def in_use(book: Codebook) -> set[str]:
    """Ids of the codes that can be given to new codings."""
    return {code.id for code in book if not code.retired}


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


def refuse_withheld(tx: Writing, transcript: str, span: Span, words: str) -> None:
    """Keep from the codebook what was said at a span by somebody who does not allow quoting.

    The codebook leaves the study in files and reports. ``words`` in the person's own words pass.

    Raises
    ------
    InvalidSpan, Refused
        As for `checked_quote`; or a person who does not allow quoting says these words there.
    """
    start, quote = span.start, checked_quote(tx, transcript, span)
    withheld = _withheld(tx, transcript)
    for segment in talk.load_segments(tx.connection, transcript, touching=span):
        if segment.speaker in withheld:
            said = quote[max(segment.span.start - start, 0) : segment.span.end - start]
            one, other = _bare(said), _bare(words)
            if one.strip() and other.strip() and (one in other or other in one):
                raise Refused(
                    "This person does not allow quoting; write the phrase in your own words."
                )


def _withheld(tx: Writing, transcript: str) -> set[str]:
    """Labels of the respondents whose words may not be quoted: as speakers or as participants."""
    person = {p.id: p.consent for p in people.load_participants(tx.connection)}
    return {
        s.label
        for s in talk.load_speakers(tx.connection, transcript)
        if not s.interviewer
        and not all(
            c.allows_quotes for c in (s.consent, person.get(s.participant or "", s.consent))
        )
    }


def _bare(text: str) -> str:
    """Words alone, each between blanks, so that none is found inside another."""
    words = " ".join(re.findall(r"\w+", text.casefold()))
    return f" {words} "
