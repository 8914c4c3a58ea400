"""Edits of quotes and matched questions when their transcript is corrected.

Nothing that was taken out of a quote may come back because a word beside it was corrected: a
replaced or cut place stays so as long as anything stands in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qualcode.model import Kept, Span
from qualcode.model.corrected import Fit, Followed, Move, MoveState
from qualcode.model.quote_edit import words_key
from qualcode.project.quote_edits import KIND, _places_kept, _print
from qualcode.store import Connection, Writing
from qualcode.store.asked import Asked, load_asked, save_asked
from qualcode.store.following import Aligned, is_wider
from qualcode.store.kept import load_kept, save_kept

DOTS = "…"  # in brackets this is the sign of a cut, made at a place instead of in certain words

Body = dict[str, Any]


@dataclass
class Edits:
    """The edits of a transcript's quotes as they are now: key -> body; and what fell out."""

    bodies: dict[str, Body] = field(default_factory=dict)
    lost: list[dict[str, Any]] = field(default_factory=list)
    same: int = 0
    changed: int = 0
    wider: int = 0

    @property
    def followed(self) -> Followed:
        """How many of each."""
        return Followed(
            "edited places in quotes",
            same=self.same,
            changed=self.changed,
            gone=len(self.lost),
            wider=self.wider,
        )


def move_edits(
    connection: Connection,
    transcript: str,
    aligned: Aligned,
    text: str,
    moves: Sequence[Move],
    back: Iterable[tuple[Mapping[str, Any], Span]] = (),
) -> Edits:
    """Where the edits of a transcript's quotes are in its corrected ``text``.

    ``back`` are edits that fell out of it before, with the places where their words stand again.
    """
    of = [k for k in load_kept(connection, KIND) if (k.body or {})["transcript"] == transcript]
    keys = _keys(transcript, moves)
    found = Edits()
    for kept in of:
        _move_body(kept, keys.get(kept.key), aligned, text, found)
    _put_back(back, {k.key: dict(k.body or {}) for k in of}, text, found)
    return found


def save_edits(tx: Writing, edits: Edits) -> None:
    """Keep the edits as they are now; the acting person is a coder already."""
    for key, body in edits.bodies.items():
        save_kept(tx, KIND, key, body)


def _keys(transcript: str, moves: Sequence[Move]) -> dict[str, tuple[str, int, int]]:
    """Key of words that stand as they did -> (key now, where they began, where they begin)."""
    return {
        words_key(transcript, move.coding.quote): (
            words_key(transcript, move.words),
            move.coding.span.start,
            move.span.start,
        )
        for move in moves
        if move.state is MoveState.MOVED and move.span is not None
    }


def _move_body(
    kept: Kept, now: tuple[str, int, int] | None, aligned: Aligned, text: str, found: Edits
) -> None:
    body: Body = dict(kept.body or {})
    edits = []
    for edit in body["edits"]:
        places = _moved_places(kept.key, edit, body, aligned, text, found)
        edits.append({**edit, "places": places})
        if now is None and not edit["instead"]:
            edits[-1]["instead"] = DOTS
    let = []
    for a, b, _ in body.get("let", ()):
        placed = aligned.place(Span(a, b))
        if placed.span is not None and placed.fit is Fit.SAME:
            let.append([*_ends(placed.span), _print(text[slice(*_ends(placed.span))])])
    key = kept.key
    if now is not None and now[0] != key:
        key, edits = now[0], [_within(edit, now[2]) for edit in edits]
    after = {**body, "edits": edits, "let": let, "at": None}
    if key != kept.key or after != {**body, "at": None}:
        found.bodies[key] = after


def _moved_places(
    key: str, edit: Mapping[str, Any], body: Body, aligned: Aligned, text: str, found: Edits
) -> list[list[Any]]:
    places = []
    for one in _places_kept({**body, "at": body.get("at")}, edit):
        span = Span(one.start, one.end)
        placed = aligned.place(span)
        if placed.fit is Fit.SAME and placed.span is not None:
            now = [placed.span]
            found.same += 1
        else:
            now = aligned.covering(span)
            found.changed += bool(now)
            found.wider += is_wider(span, now)
        if not now:
            found.lost.append({"key": key, "edit": dict(edit), "place": [one.start, one.end]})
        places += [[*_ends(there), _print(text[slice(*_ends(there))])] for there in now]
    return places


def _within(edit: Body, begins: int) -> Body:
    """An edit of words that were wrapped anew: its place in them, from its place in the text."""
    if not edit["places"]:
        return edit
    start, end = edit["places"][0][0] - begins, edit["places"][-1][1] - begins
    return {**edit, "start": start, "end": end} if 0 <= start < end else edit


def _put_back(
    back: Iterable[tuple[Mapping[str, Any], Span]], stored: dict[str, Body], text: str, found: Edits
) -> None:
    for lost, span in back:
        body = found.bodies.get(lost["key"]) or stored.get(lost["key"])
        if body is None:
            continue
        place = [*_ends(span), _print(text[slice(*_ends(span))])]
        edits = [dict(edit) for edit in body["edits"]]
        same = [e for e in edits if (e["start"], e["end"]) == _inside(lost["edit"])]
        if not same:
            edits.append({**lost["edit"], "places": []})
            same = edits[-1:]
        if place not in same[0].get("places", ()):
            same[0]["places"] = [*same[0].get("places", ()), place]
            found.bodies[lost["key"]] = {**body, "edits": edits}


def _inside(edit: Mapping[str, Any]) -> tuple[int, int]:
    return edit["start"], edit["end"]


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def move_asked(
    connection: Connection, transcript: str, aligned: Aligned, starts: set[int]
) -> tuple[Asked | None, Followed]:
    """Which questions were asked where, for turns that begin at ``starts`` now; None where nothing
    was known."""
    known = load_asked(connection, transcript)
    if not known.found and not known.set:
        return None, Followed("questions found in the talk")

    def now(start: int) -> int | None:
        begins = aligned.start(start)
        return begins if begins in starts else None

    found = {n: pair for start, pair in known.found.items() if (n := now(start)) is not None}
    by_hand = {n: asked for start, asked in known.set.items() if (n := now(start)) is not None}
    same, every = len(found) + len(by_hand), len(known.found) + len(known.set)
    return Asked(found, by_hand), Followed(
        "questions found in the talk", same=same, gone=every - same
    )


def save_questions(tx: Writing, transcript: str, asked: Asked | None) -> None:
    """Keep them."""
    if asked is not None:
        save_asked(tx, transcript, asked)
