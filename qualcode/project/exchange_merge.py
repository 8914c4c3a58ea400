"""A companion taken in: everything of an exported study, by its ids, so that nothing comes twice.

This is the union that merging makes, of a study whose history need not begin like this one's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qualcode.model import Codebook
from qualcode.model.merged import Conflict
from qualcode.model.merged_codebook import Joined, joined
from qualcode.project import merging as copies
from qualcode.project.exchange_tally import KINDS
from qualcode.project.exchange_told import ImportTold
from qualcode.project.merging_words import told_conflicts
from qualcode.store import (
    Connection,
    Writing,
    codes,
    events,
    merging_codebook,
    merging_codings,
    merging_events,
    merging_rounds,
    merging_talk,
    merging_written,
    people,
    texts,
)
from qualcode.store.exchange import load_lost_acts, save_as_there
from qualcode.store.merging import Merging
from qualcode.store.merging_codebook import Books

VERSIONS = "versions of the codebook"
# What a merge counts -> how an import calls it.
CALLED = {"people": "coders", "memos and comments": "memos"}


def take_companion(tx: Writing, theirs: Connection) -> ImportTold:
    """Take in all of an exported study; into an empty one, with its options and lists."""
    study = people.load_study(tx.connection)
    (before, newest), fresh = codes.load_codebook(tx.connection), _is_fresh(tx)
    other = people.load_study(theirs)
    if other["uuid"] == study["uuid"] and _shares_history(tx.connection, theirs):
        merged = copies.merge_in(tx, theirs, dry_run=False)
        added = _counted(tx, dict(merged.added), before, newest)
        return _told(added, merged.by_coder, merged.doubles, merged.conflicts)
    if fresh:
        save_as_there(tx, theirs)
        people.save_options(tx, **other["options"])
        people.save_respondents(tx, people.load_respondents(theirs), "imported")
    merging = Merging(tx, theirs, 0, "")
    merging_talk.take_coders(merging)
    merging_talk.take_lists(merging)
    merging_talk.take_participants(merging)
    merging_talk.take_texts(merging)
    books = merging_codebook.take_versions(merging)
    first = _joined(merging, books, fresh=fresh)
    merging_codings.take_codings(merging, {id for id, _, _ in first.clashing})
    merging_codings.take_readings(merging)
    merging_codings.take_suggestions(merging)
    merging_codings.take_memos(merging)
    merging_written.take_written(merging)
    merging_rounds.take_rounds(merging)
    # Of codings that stayed behind when the file was made, no act is told.
    merging.left_out |= load_lost_acts(theirs)
    moved = merging_events.take_events(merging)
    merging_rounds.renumber_frozen(merging, moved)
    copies.settle_codebook(merging, books, first, set())
    counted = {copies.NAMES[name]: merging.added[name] for name in copies.NAMES}
    by_coder = tuple(sorted(merging.by_coder.items(), key=lambda of: (-of[1], of[0])))
    if fresh:
        # An empty codebook is no other opinion.
        books = replace(books, moved="theirs")
    conflicts = told_conflicts(merging, first, books)
    return _told(_counted(tx, counted, before, newest), by_coder, merging.doubles, conflicts)


def _counted(
    tx: Writing, added: Mapping[str, int], before: Codebook, newest: int
) -> tuple[tuple[str, int], ...]:
    """What came, as an import counts it: codes, and not the study's versions of them alone."""
    book, number = codes.load_codebook(tx.connection)
    counts = {CALLED.get(name, name): n for name, n in added.items() if n}
    if number == newest:
        counts.pop(VERSIONS, None)
    known = {code.id for code in before}
    counts["codes"] = sum(code.id not in known for code in book)
    order = {name: n for n, name in enumerate(KINDS)}
    listed = sorted(counts.items(), key=lambda one: order.get(one[0], len(order)))
    return tuple((name, n) for name, n in listed if n)


def _is_fresh(tx: Writing) -> bool:
    """Whether the study holds nothing yet: no code and no text."""
    book, _ = codes.load_codebook(tx.connection)
    return not len(book) and not texts.load_ids(tx.connection, removed=True)


def _shares_history(ours: Connection, theirs: Connection) -> bool:
    here = {event.hash for event in events.load_events(ours)}
    return any(event.hash in here for event in events.load_events(theirs))


def _joined(merging: Merging, books: Books, *, fresh: bool) -> Joined:
    """What the codebook becomes: theirs in an empty study, else ours with what only theirs has."""
    if fresh:
        return Joined(books.theirs)
    came = merging.added["codebook_version"]
    # A code of theirs that went from here since was here once: only what is coded with comes back.
    base = Codebook() if came else books.theirs
    became = merging_codebook.load_became(merging.ours, 0)
    needed = merging_codebook.load_coded_with(merging.theirs)
    return joined(books.ours, books.theirs, base, became=became, needed=needed)


def _told(
    added: tuple[tuple[str, int], ...],
    by_coder: tuple[tuple[str, int], ...],
    doubles: int,
    conflicts: tuple[Conflict, ...],
) -> ImportTold:
    return ImportTold(
        dry_run=False,
        companion=True,
        came=added,
        by_coder=by_coder,
        already=doubles,
        left_out=tuple(conflict.words for conflict in conflicts),
    )
