"""Undo and redo: a coder's own steps, back and forth, without limit.

Codings are never edited. Putting one back makes a new coding that replaces the last of its line,
so that memos and stars go with it.
"""

from __future__ import annotations

import dataclasses
import uuid
from dataclasses import dataclass

from qualcode.errors import Refused
from qualcode.model import Codebook, Coding, Decision, Verdict
from qualcode.project.base import Base
from qualcode.project.coding import add_coding
from qualcode.store import Connection, Writing, coded, codes, offers, texts
from qualcode.store.settled import is_decided, load_last_verdict
from qualcode.store.steps import Pair, Step, load_steps, mark_step

# What makes a coding what it is; everything else goes on from its last form.
FIELDS = ("span", "quote", "code", "direction")


class UndoVerbs(Base):
    """Back, and forth again."""

    def undo(self) -> str:
        """Undo the acting coder's last act that can be undone; say what was done.

        Acts are codings, withdrawals, changes, stars, and acceptances and rejections of
        suggestions, which wait again. Passed over is what cannot be put back: a code that has
        left the codebook, a text that was removed, a coding that is not there any more. A code
        that has another number now, or was merged, is put back as what it became.

        Raises
        ------
        Refused
            This coder has nothing left to undo.
        """
        with self._write() as tx:
            return undo_in(tx, self._codebook_in(tx))

    def redo(self) -> str:
        """Do again what the acting coder undid last; a new act ends this.

        Raises
        ------
        Refused
            This coder has nothing to do again.
        """
        with self._write() as tx:
            return redo_in(tx, self._codebook_in(tx))


def undo_in(tx: Writing, book: Codebook) -> str:
    """Undo inside a transaction, as `UndoVerbs.undo`."""
    for step in load_steps(tx.connection, tx.who, undone=False):
        swapped = tuple((after, before) for before, after in step.pairs)
        if said := _turn(tx, book, step, swapped, back=True):
            return said
    raise Refused(f"{tx.who} has nothing to undo in this study.")


def redo_in(tx: Writing, book: Codebook) -> str:
    """Redo inside a transaction, as `UndoVerbs.redo`."""
    for step in load_steps(tx.connection, tx.who, undone=True):
        if said := _turn(tx, book, step, step.pairs, back=False):
            return said
    raise Refused(f"{tx.who} has nothing to do again in this study.")


@dataclass(frozen=True)
class _Move:
    """A coding that goes, one that comes in its place, or a star that changes on one."""

    goes: Coding | None = None
    comes: Coding | None = None
    starred: bool | None = None

    @property
    def coding(self) -> Coding:
        """The one that stands afterwards, else the one that stood before."""
        one = self.comes or self.goes
        if one is None:
            raise ValueError("a move is of at least one coding")
        return one


def _turn(tx: Writing, book: Codebook, step: Step, pairs: tuple[Pair, ...], *, back: bool) -> str:
    """Take one step back or forth; the empty sentence when it is not possible now."""
    title = texts.load_title(tx.connection, step.transcript)
    about, count = step.suggestion, 0
    if step.act == "reject":
        said = _turn_rejection(tx, step, title, back=back)
    else:
        star = step.act in ("star", "unstar")
        wanted = (step.act == "star") is not back
        found = [
            _restar(tx, goes, wanted) if star else _move(tx, book, goes, comes)
            for goes, comes in pairs
        ]
        moves = [move for move in found if move]
        if step.act == "accept" and not back and _settled(tx, step):
            moves = []
        said = _perform(tx, step, moves, title, back=back) if moves else ""
        about, count = next((move.coding.id for move in moves), None), len(moves)
    if said:
        mark_step(tx, step.n, undone=back)
        more = {"codings": count} if count > 1 else {}
        tx.record(f"{'undo' if back else 'redo'} {step.act}", about or step.transcript, **more)
    return said


def _restar(tx: Writing, id: str | None, wanted: bool) -> _Move | None:
    heir = coded.load_heir(tx.connection, id or "")
    return _Move(goes=heir, starred=wanted) if heir and heir.starred != wanted else None


def _move(tx: Writing, book: Codebook, goes: str | None, comes: str | None) -> _Move | None:
    """What stands now for a coding that goes, and the new coding for one that comes."""
    if goes is not None:
        heir = coded.load_heir(tx.connection, goes)
        if heir is None or comes is None:
            return _Move(goes=heir) if heir else None
        old, new = (coded.load_withdrawn(tx.connection, id) for id in (goes, comes))
        changes = {f: getattr(new, f) for f in FIELDS if getattr(old, f) != getattr(new, f)}
        if "code" in changes:
            changes["code"] = code_now(tx, new)
    elif comes is not None:
        heir, (last, stands) = None, coded.load_line_end(tx.connection, comes)
        if stands:
            return None
        changes = {"code": code_now(tx, last)}
    else:
        return None
    last = heir or last
    fields = {"id": str(uuid.uuid4()), "made_at": tx.at, "replaces": last.id, **changes}
    again = dataclasses.replace(last, **fields)
    same = heir is not None and not changes
    if again.code not in book or (not same and coded.stands_already(tx.connection, again)):
        return None
    return _Move(goes=heir, comes=again)


def code_now(tx: Writing, withdrawn: Coding) -> str:
    """What the code of a withdrawn coding is now: it may have another number, or be merged."""
    return load_code_now(tx.connection, withdrawn)


def load_code_now(connection: Connection, withdrawn: Coding) -> str:
    """The same, outside of a transaction."""
    since, code = coded.load_withdrawn_at(connection, withdrawn.id), withdrawn.code
    for old, new in codes.load_successions(connection, since) if since else ():
        code = new if code == old else code
    return code


def _perform(tx: Writing, step: Step, moves: list[_Move], title: str, *, back: bool) -> str:
    for move in moves:
        if move.starred is not None and move.goes:
            coded.save_starred(tx, move.goes.id, move.starred)
            continue
        if move.goes:
            coded.save_withdrawal(tx, move.goes.id)
        if move.comes:
            add_coding(tx, move.comes)
    if step.act == "accept" and step.suggestion:
        _decide_again(tx, step.suggestion, moves[0].comes)
    if len(moves) > 1:
        return f"{'Undid' if back else 'Did again'} {len(moves)} codings in “{title}”."
    return _sentence(moves[0], title)


def _sentence(move: _Move, title: str) -> str:
    """What was done, for the person: the interview by its title, since it may not be in view."""
    one = move.coding
    if move.starred is not None:
        return f"{'Starred' if move.starred else 'Unstarred'} code {one.code} in “{title}”."
    if move.comes is None:
        return f"Withdrew code {one.code} from “{title}”."
    if move.goes is None:
        return f"Put code {one.code} back in “{title}”."
    return f"Put code {one.code} ({one.direction.words}) back in “{title}”."


def _settled(tx: Writing, step: Step) -> bool:
    """Whether the coder has decided otherwise on the suggestion in the meantime."""
    return step.suggestion is not None and is_decided(tx.connection, step.suggestion, tx.who)


def _decide_again(tx: Writing, suggestion: str, made: Coding | None) -> None:
    """Accept again with the coding made, or take the acceptance back."""
    if made is None:
        offers.save_decision(tx, Decision(suggestion, Verdict.UNDONE, tx.who, tx.at))
        return
    offered = offers.load_suggestion(tx.connection, suggestion)
    code = made.code if made.code != offered.code else None
    span = made.span if made.span != offered.span else None
    decision = Decision(suggestion, Verdict.ACCEPT, tx.who, tx.at, code, span, made.id)
    offers.save_decision(tx, decision)


def _turn_rejection(tx: Writing, step: Step, title: str, *, back: bool) -> str:
    if step.suggestion is None:
        return ""
    last = load_last_verdict(tx.connection, step.suggestion, tx.who)
    if (back and last is not Verdict.REJECT) or (not back and _settled(tx, step)):
        return ""
    verdict = Verdict.UNDONE if back else Verdict.REJECT
    offers.save_decision(tx, Decision(step.suggestion, verdict, tx.who, tx.at))
    offered = offers.load_suggestion(tx.connection, step.suggestion)
    if back:
        return f"Let the suggestion of code {offered.code} wait again in “{title}”."
    return f"Rejected code {offered.code} again in “{title}”."
