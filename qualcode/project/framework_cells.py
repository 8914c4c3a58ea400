"""What people wrote into the cells of the framework matrix, as the store keeps it."""

from __future__ import annotations

from dataclasses import replace

from qualcode.errors import Refused
from qualcode.model import Coder, Kept
from qualcode.model.summary import CellSummary, cell_key
from qualcode.store import Connection, Writing, coded, kept, people

SUMMARY, NOT_ASKED = "summary", "not asked"
LONGEST = 20_000
ANY = "any version"  # as `started_from`: whatever stands is replaced


def load_summaries(connection: Connection) -> list[CellSummary]:
    """The newest summary of every cell that has one."""
    return [_summary(one) for one in kept.load_kept(connection, SUMMARY)]


def load_summary(connection: Connection, key: str) -> CellSummary | None:
    """The newest summary of a cell; None where there is none or it was dropped."""
    found = kept.load_one(connection, SUMMARY, key)
    return _summary(found) if found else None


def load_versions(connection: Connection, key: str) -> list[CellSummary]:
    """Every summary a cell ever had, newest first."""
    found = kept.load_versions(connection, SUMMARY, key)
    return [_summary(one) for one in found if one.body is not None]


def load_not_asked(connection: Connection) -> set[tuple[str, str | None, str]]:
    """The cells (rows, value, code) a person said nobody was asked about."""
    marks = [one.body for one in kept.load_kept(connection, NOT_ASKED)]
    return {(b["rows"], b["value"], b["code"]) for b in marks if b is not None}


def save_summary(tx: Writing, made: CellSummary) -> CellSummary:
    """Add a version of a cell's summary; returns it with its version."""
    people.save_coder(tx, Coder(tx.who))
    key = cell_key(made.rows, made.value, made.code)
    return _summary(kept.save_kept(tx, SUMMARY, key, made.body))


def read_again(summary: CellSummary, under: frozenset[str], tx: Writing) -> CellSummary:
    """The same words, read against the codings that are there now."""
    linked = tuple(id for id in summary.quotes if id in under)
    return replace(summary, quotes=linked, under=under, read_by=tx.who, read_at=tx.at)


def save_dropped(tx: Writing, summary: CellSummary) -> None:
    """Drop a cell's summary; its versions stay."""
    people.save_coder(tx, Coder(tx.who))
    kept.save_kept(tx, SUMMARY, cell_key(summary.rows, summary.value, summary.code), None)


def save_not_asked(tx: Writing, rows: str, value: str | None, code: str, on: bool) -> None:
    """Say that nobody of a row was asked about a code, or take it back."""
    people.save_coder(tx, Coder(tx.who))
    body = {"rows": rows, "value": value, "code": code} if on else None
    kept.save_kept(tx, NOT_ASKED, cell_key(rows, value, code), body)


def checked_text(text: str) -> str:
    """A summary without outer blanks.

    Raises
    ------
    Refused
        It is empty or longer than a cell holds.
    """
    text = text.strip()
    if not text:
        raise Refused("A summary needs words; to take one away, drop it.")
    if len(text) > LONGEST:
        raise Refused(
            f"A cell holds {LONGEST:,} characters and this has {len(text):,}; shorten it, or keep"
            " the rest as a memo."
        )
    return text


def refuse_overtaken(standing: CellSummary | None, started_from: str | None) -> None:
    """Keep from writing over what somebody else wrote in the meantime.

    Raises
    ------
    Refused
        The version that stands is not the one the writer started from.
    """
    now = standing.version if standing else None
    if started_from not in (ANY, now):
        if standing is None:
            raise Refused("This summary was dropped meanwhile; save again to write it anew.")
        raise Refused(
            "This cell was written by somebody else, or in another window, meanwhile; read that"
            " version, then save yours again."
        )


def changes(connection: Connection, summary: CellSummary, under: frozenset[str]) -> str:
    """What happened to the codings under a cell since its summary was read, in a sentence.

    A changed coding stands for one that was there; one left out stands, and is not counted in the
    cell any more.
    """
    new, gone = under - summary.under, summary.under - under
    ends = {id: coded.load_heir(connection, id) for id in gone}
    changed = sum(end is not None and end.id in new for end in ends.values())
    left_out = sum(end is not None and end.id not in new for end in ends.values())
    withdrawn = len(gone) - changed - left_out
    told = {"new": len(new) - changed, "changed": changed, "withdrawn": withdrawn}
    parts = [f"{n} {word}" for word, n in told.items() if n > 0]
    if left_out:
        parts.append(
            f"{left_out} not counted here any more (consent was withdrawn, the interview left, or"
            " the code or the group changed)"
        )
    return f"Codings since this was last read: {', '.join(parts)}." if parts else ""


def _summary(one: Kept) -> CellSummary:
    return CellSummary.of(one.body or {}, one.id, one.who, one.made_at)
