"""Rounds of review: made over a frozen state of the study, coded apart, submitted, finished."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence

from qualcode.errors import Refused, UnknownItem
from qualcode.model import Coder
from qualcode.model.review import ItemState, Round, RoundState, RoundStep, checked_comment
from qualcode.model.wording import many
from qualcode.project import rounds_checked as checked
from qualcode.project.contexts import rounds_as_told
from qualcode.project.reviewing_look import item_states
from qualcode.project.rounds_drawn import draw_in_tiers
from qualcode.project.rounds_frozen import (
    coded_through,
    coding_items,
    coding_strata,
    interview_strata,
    theme_items,
    through_before,
)
from qualcode.project.rounds_waiting import checked_opening, refuse_waiting
from qualcode.project.understanding import UnderstandingVerbs
from qualcode.store import Connection, coded, codes, events, people, rounds

OVER = ("codings", "interviews")


class RoundVerbs(UnderstandingVerbs):
    """Rounds and the states they go through."""

    def start_round(
        self,
        title: str = "",
        *,
        over: str = "codings",
        reviewers: Sequence[str] = (),
        coders: Sequence[str] = (),
        count: int | None = None,
        by: Sequence[str] = checked.STRATA,
        where: dict[str, str] | None = None,
        themes: Sequence[str] = (),
        due: str | None = None,
        seed: int | None = None,
    ) -> Round:
        """Freeze the study as it is and draw what is looked at: codings or whole interviews.

        Of codings ``count`` are drawn, in proportion to the strata ``by`` any of code, coder and
        authority; of interviews, in proportion to authorities. Without a count all are taken.
        ``where`` keeps people by their attributes, as `quotes` does. ``themes`` are ids of written
        themes that are looked at too, first. With ``coders`` the interviews are coded by each of
        them apart before their codings are reviewed; those none of them has coded through are drawn
        first. Without ``reviewers`` every mentor reviews.

        Raises
        ------
        Refused, UnknownItem
            There is nothing to draw; a name, theme, attribute or stratum is unknown; the date is
            none; or coders are named for a round over codings.
        """
        if over not in OVER:
            raise Refused("A round is over 'codings' or over 'interviews'.")
        if coders and over != "interviews":
            raise Refused("Coders are named for a round over whole interviews; choose those.")
        count, by = checked.checked_count(count), checked.checked_strata(by)
        seed = secrets.randbelow(2**31) if seed is None else seed
        strata = self._round_strata(over, by, where or {})
        with self._read() as connection:
            # Texts that none of its coders has coded through come first.
            through = through_before(connection, coders)
            apart = len(rounds.load_apart(connection, self.coder))
        tiers = [through[id] for id in strata]
        drawn = [list(strata)[n] for n in draw_in_tiers(list(strata.values()), tiers, count, seed)]
        if not drawn:
            raise Refused(f"There is nothing to draw from: no {over[:-1]} fits what was asked.")
        with self._write() as tx:
            people.save_coder(tx, Coder(tx.who))
            number = rounds.load_next_number(tx.connection)
            made = Round(
                id=str(uuid.uuid4()),
                number=number,
                title=checked.checked_title(title, number),
                over=over,
                made_by=tx.who,
                made_at=tx.at,
                due=checked.checked_due(due, tx.at),
                codebook_version=codes.load_newest(tx.connection),
                seen=events.load_count(tx.connection),
                seed=seed,
                drawn={
                    "count": len(drawn),
                    "of": len(strata),
                    "by": list(by if over == "codings" else ("authority",)),
                    "where": dict(where or {}),
                    **({"through": sum(through[id] > 0 for id in drawn)} if coders else {}),
                    **({"apart": apart} if apart else {}),
                },
                reviewers=checked.checked_reviewers(tx.connection, reviewers),
                coders=checked.checked_coders(tx.connection, coders),
                interviews=tuple(drawn) if over == "interviews" else (),
                state=RoundState.ASSIGNED if coders else RoundState.IN_REVIEW,
            )
            items = theme_items(tx.connection, made.id, themes)
            if not coders:
                chosen = drawn if over == "codings" else self._codings_within(drawn)
                if not chosen and not items:
                    raise Refused(
                        "Nothing in these interviews is coded yet; name coders, or code first."
                    )
                items += coding_items(made.id, chosen, len(items))
            rounds.save_round(tx, made, items)
            if made.interviews and not made.coders:
                rounds.save_snapshot(tx, made.id, coded_through(tx.connection, drawn))
        return self.round(made.id)

    def rounds(self) -> list[Round]:
        """All rounds, the first made first.

        A mentor reads ``interviews`` as ``Interview 7``; for others they are transcripts' ids.
        """
        with self._read() as connection:
            return rounds_as_told(connection, self.coder, rounds.load_rounds(connection))

    def lost_items(self) -> str:
        """One line on items whose coding is not in the study, which no round shows; or nothing."""
        with self._read() as connection:
            lost = rounds.count_lost(connection)
            numbers = sorted(r.number for r in rounds.load_rounds(connection) if r.id in lost)
        if not lost:
            return ""
        n, of = sum(lost.values()), ", ".join(map(str, numbers))
        return (
            f"{many(n, 'item')} of round{'s' if len(numbers) > 1 else ''} {of}"
            f" {'is' if n == 1 else 'are'} not shown: the coding is not in this study."
            " `qualcode doctor`, or the page Safe keeping, says how it comes back."
        )

    def round(self, id: str) -> Round:
        """One round: by its id, or by its number; of several of one number the one made last.

        Raises
        ------
        UnknownItem
            There is none.
        """
        with self._read() as connection:
            return rounds_as_told(connection, self.coder, [round_of(connection, id)])[0]

    def round_steps(self, id: str) -> list[RoundStep]:
        """What a round went through, oldest first."""
        with self._read() as connection:
            return rounds.load_steps(connection, round_of(connection, id).id)

    def begin_round(self, id: str) -> Round:
        """Begin coding the interviews of a round, apart from the other coders.

        Raises
        ------
        UnknownItem, Refused
            There is no such round; the acting person is no coder of it; or that is over.
        """
        with self._write() as tx:
            found = round_of(tx.connection, id)
            checked.refuse_other_coders(found, tx.who)
            checked.refuse_state(found, RoundState.ASSIGNED, RoundState.CODING)
            if found.state is RoundState.ASSIGNED:
                rounds.save_step(tx, found.id, RoundState.CODING)
        return self.round(found.id)

    def submit_round(self, id: str) -> Round:
        """Hand in one's own coding of a round's interviews; the last coder's makes it submitted.

        Raises
        ------
        UnknownItem, Refused
            As for `begin_round`; or interviews are not coded through, or it was handed in before.
        """
        with self._write() as tx:
            found = round_of(tx.connection, id)
            checked.refuse_other_coders(found, tx.who)
            if tx.who in found.submitted:
                raise Refused(f"{tx.who} has handed in the coding of {found.title} already.")
            if found.state is RoundState.ASSIGNED:
                raise Refused(f"{found.title} has not begun; begin it, code, then hand in.")
            checked.refuse_state(found, RoundState.CODING)
            checked.refuse_not_through(tx.connection, found, tx.who)
            own = coded.load_codings(tx.connection, coder=tx.who)
            within = set(found.interviews)
            rounds.save_snapshot(tx, found.id, [c.id for c in own if c.transcript in within])
            rounds.save_step(tx, found.id, RoundState.CODING, person=tx.who)
            if set(found.coders) <= {*found.submitted, tx.who}:
                rounds.save_step(tx, found.id, RoundState.SUBMITTED)
        return self.round(found.id)

    def review_round(self, id: str, note: str = "") -> Round:
        """Open a round that was submitted or returned for review; a final one again, with a note.

        Raises
        ------
        UnknownItem, Refused
            There is no such round, it is in another state, or the note is missing or too long.
        """
        with self._write() as tx:
            found = round_of(tx.connection, id)
            first, note = checked_opening(tx.connection, found, note)
            people.save_coder(tx, Coder(tx.who))
            if first:
                there = len(rounds.load_items(tx.connection, found.id))
                kept = rounds.load_snapshot_in_order(tx.connection, found.id)
                rounds.save_items(tx, coding_items(found.id, kept, there))
            rounds.save_step(tx, found.id, RoundState.IN_REVIEW, note)
        return self.round(found.id)

    def return_round(self, id: str, note: str = "") -> Round:
        """Give a round back to its coders, who answer and settle what was questioned.

        Raises
        ------
        UnknownItem, Refused
            There is no such round, it is not in review, or the note is too long.
        """
        with self._write() as tx:
            found = round_of(tx.connection, id)
            checked.refuse_state(found, RoundState.IN_REVIEW)
            people.save_coder(tx, Coder(tx.who))
            note = checked_comment(note) if note.strip() else ""
            rounds.save_step(tx, found.id, RoundState.RETURNED, note)
        return self.round(found.id)

    def finish_round(self, id: str, note: str = "", *, confirmed: bool = False) -> Round:
        """Make a round final; what is questioned must be settled or left open first.

        A round that did not come to its review can be ended too, with a note why: its coders see
        each other's codings again.

        Raises
        ------
        StillWaiting
            While ``confirmed`` is false: items have no verdict, or a sealed file is still out.
        UnknownItem, Refused
            There is no such round; it is final; items are unsettled; or the note is missing.
        """
        with self._write() as tx:
            found = round_of(tx.connection, id)
            if found.state is RoundState.FINAL:
                checked.refuse_state(found)
            states = list(item_states(tx.connection, found.id).values())
            unsettled = (ItemState.QUESTIONED, ItemState.DISAGREED)
            if left := sum(state in unsettled for state in states):
                are = "item is" if left == 1 else "items are"
                raise Refused(
                    f"{left} {are} questioned and not settled yet; settle each, or leave it open"
                    " with a reason, then finish."
                )
            reviewed = found.state in (RoundState.IN_REVIEW, RoundState.RETURNED)
            if not reviewed and not note.strip():
                raise Refused(f"{found.title} has not been reviewed; write why it ends now.")
            if reviewed:
                refuse_waiting(tx.connection, found, states, confirmed=confirmed)
            people.save_coder(tx, Coder(tx.who))
            note = checked_comment(note) if note.strip() else ""
            rounds.save_step(tx, found.id, RoundState.FINAL, note)
        return self.round(found.id)

    def _round_strata(
        self, over: str, by: Sequence[str], where: dict[str, str]
    ) -> dict[str, tuple[object, ...]]:
        """What can be drawn, in the order of the texts: its id -> its stratum."""
        from qualcode.project.naming import meant_in, refuse_unknown

        frames = self.frames()
        where = meant_in(where, frames.attributes)
        refuse_unknown(where, frames.attributes)
        kept = self._normalised(where, frames)
        if over == "codings":
            return coding_strata(frames, by, kept)
        return interview_strata(frames, kept)

    def _codings_within(self, transcripts: Sequence[str]) -> list[str]:
        """Ids of the codings in these interviews, of people who are counted."""
        rows = self.frames().codings
        within = rows[rows["transcript"].isin(list(transcripts))]
        return list(dict.fromkeys(within["coding"].tolist()))


def round_of(connection: Connection, id: str) -> Round:
    """A round by its id or number; of several of one number the one made last.

    Raises
    ------
    UnknownItem
        There is none.
    """
    if not id.isdecimal():
        return rounds.load_round(connection, id)
    found = [one for one in rounds.load_rounds(connection) if one.number == int(id)]
    if not found:
        raise UnknownItem(f"There is no round {int(id)}; `qualcode rounds` lists those there are.")
    return found[-1]
