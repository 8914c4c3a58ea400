"""Each kind of act from the coding workbench, done by the verb behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qualcode.errors import Refused
from qualcode.model import Code, Codebook, Origin, Segment, Span, Verdict
from qualcode.model.act import Act
from qualcode.project.checking import checked_direction, offered_code, refuse_withheld
from qualcode.project.codebook import add_code_in, add_cue_in, add_example_in
from qualcode.project.coding import change_in, change_span_in, code_in, star_in, withdraw_in
from qualcode.project.reading import keep_place_in, mark_read_in
from qualcode.project.study import add_memo_in
from qualcode.project.suggesting import decide_in, shown_suggestion
from qualcode.project.transcripts import merge_in, split_in
from qualcode.project.undoing import redo_in, undo_in
from qualcode.store import Writing, coded, codes, talk, texts

IN_VIVO = "A code named with words of an interview"


def perform(tx: Writing, book: Codebook, act: Act) -> str:
    """Do one act as the acting coder; returns a sentence where the act has one to say.

    Raises
    ------
    QualcodeError
        The act is refused, with the reason in one sentence.
    """
    return _DOES[act.kind](tx, book, act) or ""


def _picked(tx: Writing, act: Act) -> Span:
    """The span of an act, once the words at it are those the person saw."""
    span = act.span
    # An offset outside the text, or an empty span, are not what was picked either.
    if (
        span is None
        or texts.load_text(tx.connection, act.doc)[span.start : span.end] != (act.given["q"])
    ):
        raise Refused("The words picked are not what stands there any more; pick them again.")
    return span


def _code(tx: Writing, book: Codebook, act: Act) -> None:
    given, span = act.given, _picked(tx, act)
    code_in(tx, book, act.doc, span, given["code"], direction=given["direction"], id=given["id"])


def _withdraw(tx: Writing, book: Codebook, act: Act) -> None:
    withdraw_in(tx, act.given["coding"])


def _direction(tx: Writing, book: Codebook, act: Act) -> None:
    direction = checked_direction(act.given["direction"])
    change_in(tx, act.given["coding"], act.given["id"], direction=direction)


def _bounds(tx: Writing, book: Codebook, act: Act) -> None:
    old = act.given["coding"]
    if coded.load_standing(tx.connection, old).transcript != act.doc:
        raise Refused("That coding stands in another interview; move its boundaries there.")
    change_span_in(tx, old, _picked(tx, act), act.given["id"])


def _recode(tx: Writing, book: Codebook, act: Act) -> None:
    code = offered_code(book, act.given["code"]).id
    change_in(tx, act.given["coding"], act.given["id"], code=code)


def _star(tx: Writing, book: Codebook, act: Act) -> None:
    star_in(tx, act.given["coding"], bool(act.given["on"]))


def _memo(tx: Writing, book: Codebook, act: Act) -> None:
    kind, _, id = str(act.given["about"]).partition(" ")
    if kind == "coding":
        coded.load_withdrawn(tx.connection, id)
    elif kind == "segment":
        transcript, _, start = id.rpartition(":")
        end = len(texts.load_text(tx.connection, transcript))
        if not (start.isascii() and start.isdecimal() and len(start) < 10 and int(start) < end):
            raise Refused("That passage is not there; write the memo on another.")
    else:
        raise Refused("A memo is written here on a passage or a coding; choose one.")
    add_memo_in(tx, act.given["text"], act.given["about"])


def _accept(tx: Writing, book: Codebook, act: Act) -> None:
    given = act.given
    if shown_suggestion(tx.connection, tx.who, given["offer"]).transcript != act.doc:
        raise Refused("That suggestion is for another interview; decide on it there.")
    span = _picked(tx, act) if "a" in given else None
    decide_in(
        tx,
        book,
        given["offer"],
        Verdict.ACCEPT,
        code=given.get("code"),
        span=span,
        direction=given["direction"],
        id=given["id"],
    )


def _reject(tx: Writing, book: Codebook, act: Act) -> None:
    decide_in(tx, book, act.given["offer"], Verdict.REJECT)


def _undo(tx: Writing, book: Codebook, act: Act) -> str:
    return undo_in(tx, book)


def _redo(tx: Writing, book: Codebook, act: Act) -> str:
    return redo_in(tx, book)


def _name(tx: Writing, book: Codebook, act: Act) -> None:
    given, span = act.given, _picked(tx, act)
    refuse_withheld(tx, act.doc, span, given["name"])
    parent = given["parent"] or None
    code = Code(given["code"], given["name"], parent=parent, origin=Origin.IN_VIVO)
    add_code_in(tx, code, IN_VIVO)
    grown, _ = codes.load_codebook(tx.connection)
    code_in(tx, grown, act.doc, span, code.id, direction=given["direction"], id=given["id"])


def _cue(tx: Writing, book: Codebook, act: Act) -> None:
    add_cue_in(tx, act.given["code"], act.given["q"], (act.doc, _picked(tx, act)))


def _example(tx: Writing, book: Codebook, act: Act) -> None:
    add_example_in(tx, act.given["code"], act.given["q"], (act.doc, _picked(tx, act)))


def _split(tx: Writing, book: Codebook, act: Act) -> None:
    at = act.given["at"]
    here = _segment_at(talk.load_segments(tx.connection, act.doc), at)
    split_in(tx, here.id, at)


def _segment_at(segments: list[Segment], at: int) -> Segment:
    for segment in segments:
        if segment.span.start < at < segment.span.end:
            return segment
    raise Refused("A passage is split inside its words; choose a place between two of them.")


def _merge(tx: Writing, book: Codebook, act: Act) -> None:
    merge_in(tx, act.given["segment"])


def _place(tx: Writing, book: Codebook, act: Act) -> None:
    keep_place_in(tx, act.doc, act.given["at"])


def _read(tx: Writing, book: Codebook, act: Act) -> None:
    mark_read_in(tx, act.doc, bool(act.given["on"]))


_DOES: Mapping[str, Callable[[Writing, Codebook, Act], str | None]] = {
    "code": _code,
    "withdraw": _withdraw,
    "direction": _direction,
    "bounds": _bounds,
    "recode": _recode,
    "star": _star,
    "memo": _memo,
    "accept": _accept,
    "reject": _reject,
    "undo": _undo,
    "redo": _redo,
    "name": _name,
    "cue": _cue,
    "example": _example,
    "split": _split,
    "merge": _merge,
    "place": _place,
    "read": _read,
}
