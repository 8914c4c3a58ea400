"""How an item of a round is settled, inside one transaction."""

from __future__ import annotations

import dataclasses
import uuid
from dataclasses import dataclass

from qualcode.errors import Refused
from qualcode.model import Coder, CoderRole, Coding, Direction, Span
from qualcode.model.review import Outcome, Proposal, Resolution, RoundItem, RoundState
from qualcode.model.theme import Theme
from qualcode.project.base import role_of
from qualcode.project.blind import refuse_hidden_item
from qualcode.project.checking import checked_direction
from qualcode.project.codebook import edit_code_in
from qualcode.project.reconciled_codings import add_in, is_made_by, replace_in
from qualcode.project.reviewing_look import theme_then
from qualcode.project.rounds_checked import refuse_state
from qualcode.project.settling import checked_outcome, checked_settling_reason
from qualcode.project.theme_keeping import KIND
from qualcode.store import Writing, coded, codes, judged, kept, people, rounds

# What a reviewer judges of a theme; its priority and note are the researcher's own.
OF_A_THEME = ("statement", "codes", "evidence", "counter")
THEME_ANEW = "write it anew under Themes, Written themes, then settle it here as changed."


@dataclass(frozen=True)
class Wanted:
    """What should stand instead; what is None stays as it is."""

    code: str | None = None
    span: Span | None = None
    direction: Direction | None = None

    @property
    def nothing(self) -> bool:
        """Whether none of them is named."""
        return all(named is None for named in (self.code, self.span, self.direction))

    def of(self, coding: Coding) -> Coding:
        """A coding with what is named here in place of its own; its words are not looked up."""
        named = {"code": self.code, "span": self.span, "direction": self.direction}
        changes = {name: value for name, value in named.items() if value is not None}
        return dataclasses.replace(coding, **changes)  # type: ignore[arg-type]


def resolve_in(
    tx: Writing,
    item: str,
    outcome: Outcome | str,
    reason: str,
    *,
    code: str | None = None,
    span: Span | None = None,
    direction: Direction | str | None = None,
    definition: str | None = None,
    seen: str | None = None,
) -> Resolution:
    """Settle inside a transaction, as `ReviewVerbs.resolve`."""
    result, reason = checked_outcome(outcome), checked_settling_reason(reason)
    found = rounds.load_item(tx.connection, item)
    if role_of(tx.connection, tx.who) is CoderRole.MENTOR:
        raise Refused(f"{tx.who} is a mentor: the coders settle an item; propose or comment.")
    within = rounds.load_round(tx.connection, found.round)
    refuse_state(within, RoundState.IN_REVIEW, RoundState.RETURNED)
    wanted = Wanted(code, span, None if direction is None else checked_direction(direction))
    _refuse_mixed(found, result, wanted, definition)
    refuse_hidden_item(tx.connection, found, tx.who)
    subject = f"item {found.id}"
    before = judged.load_resolutions(tx.connection, subject=subject)
    if before and before[-1].id != seen:
        last = before[-1]
        said = (last.who, last.outcome, last.reason) == (tx.who, result, reason)
        if said and _is_done(tx, found, last, wanted, definition):
            return last  # pressed twice
        raise Refused(
            f"{last.who} has settled this item meanwhile: {last.outcome.words}. Look at it again"
            " before you settle it anew."
        )
    if found.kind == "theme" and result is Outcome.CHANGE and not _theme_changed(tx, found):
        raise Refused(f"The theme reads as it did when the round was made; {THEME_ANEW}")
    people.save_coder(tx, Coder(tx.who))
    id = str(uuid.uuid4())
    made: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    version: int | None = None
    if found.kind == "coding":
        made, gone, version = _settle_coding(tx, found, result, wanted, definition, reason, id)
    settled = Resolution(id, subject, result, reason, tx.who, tx.at, made, gone, version)
    judged.save_resolution(tx, settled)
    return settled


def _refuse_mixed(
    item: RoundItem, outcome: Outcome, wanted: Wanted, definition: str | None
) -> None:
    """Refuse what does not go with an outcome, rather than drop it unsaid."""
    if item.kind == "theme" and outcome in (Outcome.BOTH, Outcome.CODEBOOK):
        raise Refused("A theme is kept, changed or left open; choose one of these.")
    if item.kind == "theme" and not wanted.nothing:
        raise Refused(f"A theme has no code, direction or words to name; {THEME_ANEW}")
    if outcome in (Outcome.KEEP, Outcome.OPEN) and not wanted.nothing:
        raise Refused(
            "Another code, direction or other words are named; choose change or both, or name none."
        )
    if outcome is not Outcome.CODEBOOK and definition is not None:
        raise Refused("A definition is named; choose to change the codebook, or leave it out.")
    if outcome is Outcome.CODEBOOK and not (definition or "").strip():
        raise Refused("Write the code's new definition, or settle the item otherwise.")


def _theme_changed(tx: Writing, item: RoundItem) -> bool:
    """Whether a theme says something else, or rests on something else, than in its round."""
    newest = kept.load_one(tx.connection, KIND, item.about)
    if newest is None or newest.body is None:
        return True  # dropped
    now, then = Theme.of_body(item.about, newest.body), theme_then(tx.connection, item)
    return any(getattr(now, part) != getattr(then, part) for part in OF_A_THEME)


def _is_done(
    tx: Writing, item: RoundItem, last: Resolution, wanted: Wanted, definition: str | None
) -> bool:
    """Whether the last settling, of the same outcome, did just what is asked for."""
    if item.kind != "coding" or last.outcome in (Outcome.KEEP, Outcome.OPEN):
        return True
    heir = coded.load_heir(tx.connection, item.about)
    if last.withdrawn or heir is None:
        about = last.withdrawn[0] if last.withdrawn else item.about
        old = coded.load_withdrawn(tx.connection, about)
    else:
        old = heir
    if last.outcome is Outcome.CODEBOOK:
        book, _ = codes.load_codebook(tx.connection, last.codebook_version)
        says = {code.id: code.definition for code in book}
        if says.get(old.code) != (definition or "").strip():
            return False
        if wanted.nothing:
            return not last.made and not last.withdrawn
    elif wanted.nothing:
        wanted = _proposed(tx, item)
    asked = wanted.of(old)
    if not last.made:  # the same coding stood already, and was left
        return bool(last.withdrawn) and coded.stands_already(tx.connection, asked)
    made = coded.load_withdrawn(tx.connection, last.made[0])
    return (made.code, made.span, made.direction) == (asked.code, asked.span, asked.direction)


def _settle_coding(
    tx: Writing,
    item: RoundItem,
    outcome: Outcome,
    wanted: Wanted,
    definition: str | None,
    reason: str,
    id: str,
) -> tuple[tuple[str, ...], tuple[str, ...], int | None]:
    """Do what was settled; ids of codings made and withdrawn, and the codebook's new version."""
    if outcome in (Outcome.KEEP, Outcome.OPEN):
        return (), (), None
    heir = coded.load_heir(tx.connection, item.about)
    version = None
    if outcome is Outcome.CODEBOOK:
        of = heir or coded.load_withdrawn(tx.connection, item.about)
        version = edit_code_in(tx, of.code, reason, definition=(definition or "").strip())
        if wanted.nothing:
            return (), (), version
    elif wanted.nothing:
        wanted = _proposed(tx, item)
    if heir is None:
        raise Refused(
            "That coding was withdrawn since, so it cannot be changed; keep it so, or leave it"
            " open."
        )
    made, gone = _put(tx, heir, outcome, wanted, id)
    return made, gone, version


def _put(
    tx: Writing, heir: Coding, outcome: Outcome, wanted: Wanted, id: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    named = {"code": wanted.code, "span": wanted.span, "direction": wanted.direction}
    if outcome is Outcome.BOTH:
        if wanted.nothing:
            raise Refused("Name what should stand beside it: a code, a direction or other words.")
        return (add_in(tx, heir, id, **named).id,), ()  # type: ignore[arg-type]
    after = replace_in(tx, heir, id, **named)  # type: ignore[arg-type]
    return ((after.id,) if is_made_by(after, id) else ()), (heir.id,)


def _proposed(tx: Writing, item: RoundItem) -> Wanted:
    """What was proposed last for an item; nothing, where nothing was."""
    given = judged.load_judged(tx.connection, item=item.id)
    proposals: list[Proposal] = [v.proposal for v in given if v.proposal is not None]
    if not proposals:
        return Wanted()
    last = proposals[-1]
    return Wanted(last.code, last.span, last.direction)
