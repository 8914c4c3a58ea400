"""Two copies of one study, made one again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from qualcode.errors import Refused
from qualcode.model import Coder
from qualcode.model.merged import Merged
from qualcode.model.merged_codebook import Joined, clashing, joined
from qualcode.project.base import Base
from qualcode.project.codebook_follow import follow
from qualcode.project.merging_erased import Erasures
from qualcode.project.merging_words import told_codebook, told_conflicts
from qualcode.project.unlocking import key_beside
from qualcode.store import (
    Connection,
    Writing,
    coded,
    codes,
    merging_codebook,
    merging_codings,
    merging_events,
    merging_rounds,
    merging_talk,
    merging_written,
    people,
)
from qualcode.store.merging import Merging, load_head, load_merges, load_parting, opened_beside
from qualcode.store.merging_check import read_all, readable
from qualcode.store.merging_codebook import Books
from qualcode.store.merging_names import take_names

REASON = "merged"
# Tables that are counted, as people call what is in them.
NAMES = {
    "transcript": "interviews and texts",
    "participant": "participants",
    "coder": "people",
    "respondents": "roles, agencies and authorities",
    "codebook_version": "versions of the codebook",
    "coding": "codings",
    "star": "stars",
    "replacement": "decisions about names",
    "reading": "interviews read or coded through",
    "suggestion": "suggestions",
    "decision": "decisions on suggestions",
    "memo": "memos and comments",
    "kept": "versions of what was written",
    "round": "rounds",
    "round_step": "steps of rounds",
    "judged": "verdicts",
    "resolution": "settlings",
}


class MergingVerbs(Base):
    """Two copies of one study, made one again."""

    def merge(
        self, other: str | Path, *, dry_run: bool = False, passphrase: str | None = None
    ) -> Merged:
        """Take over what another copy of the study has and this one lacks.

        Everything is known by its id, so nothing comes twice, and a second merge adds nothing.
        Where the copies differ, this one stays as it is and the difference is listed; only a
        withdrawal, words taken back and a narrower consent hold whichever copy they are from. All
        of it is one transaction. The other copy is not changed.

        Parameters
        ----------
        other
            A study file, or the URL of a database.
        dry_run
            Do all of it and take it back: the answer says what would come.
        passphrase
            Of an encrypted copy, or the groups of its recovery sheet; a copy made since this study
            was encrypted needs none.

        Raises
        ------
        StudyError
            There is no such study, or it is damaged.
        Locked
            It is encrypted with another passphrase, and none or the wrong one is given.
        Refused
            It is no copy of this study, it is this very study, or its history is broken.
        """
        if _same_file(other, self.store.place):
            raise Refused("That is the very study that is open; choose the other copy of it.")
        key = key_beside(other, self.store.key, passphrase)
        erased = Erasures(self.store)
        with opened_beside(other, key, erased.forget_in) as theirs:
            try:
                with self._write() as tx:
                    people.save_coder(tx, Coder(tx.who))
                    merged = erased.told(merge_in(tx, theirs, dry_run=dry_run), theirs)
                    if dry_run or merged.nothing_new:
                        raise _TakenBackError(merged)
            except _TakenBackError as end:
                return end.merged
        self._codebook = None
        return merged


class _TakenBackError(Exception):
    """Ends a transaction that is to leave nothing behind."""

    def __init__(self, merged: Merged) -> None:
        super().__init__()
        self.merged = merged


def _same_file(other: str | Path, place: str | Path) -> bool:
    if str(other) == str(place):
        return True
    one, two = Path(other), Path(place)
    return one.is_file() and two.is_file() and one.samefile(two)


def merge_in(tx: Writing, theirs: Connection, *, dry_run: bool) -> Merged:
    """Merge inside a transaction, as `MergingVerbs.merge`."""
    parted, since = load_parting(tx.connection, theirs)
    merging = Merging(tx, theirs, parted, since)
    newest = codes.load_newest(tx.connection)
    merging_talk.take_coders(merging)
    with readable():
        merging_talk.take_lists(merging)
    merging_talk.take_participants(merging)
    merging_talk.take_texts(merging)
    take_names(merging)
    with readable():
        books = merging_codebook.take_versions(merging)
    suspects = _suspects(tx.connection) | _suspects(theirs)
    became = _became(tx.connection, parted, suspects)
    first = _joined(books, became, merging_codebook.load_coded_with(theirs), suspects)
    merging_codings.take_codings(merging, {id for id, _, _ in first.clashing})
    merging_codings.take_versions(merging)
    merging_codings.take_readings(merging)
    merging_codings.take_suggestions(merging)
    merging_written.take_written(merging)
    merging_rounds.take_rounds(merging)
    merging_codings.take_memos(merging)
    with readable():
        read_all(merging)
    moved = merging_events.take_events(merging)
    merging_rounds.renumber_frozen(merging, moved)
    settle_codebook(merging, books, first, suspects)
    conflicts = told_conflicts(merging, first, books)
    added = tuple((NAMES[name], merging.added[name]) for name in NAMES if merging.added[name])
    after = codes.load_newest(tx.connection)
    counts = {name: count for name, count in merging.added.items() if count}
    tx.record(
        "merge study",
        "study",
        added=dict(sorted(counts.items())),
        acts=len(moved),
        withdrawn=merging.withdrawn,
        doubles=merging.doubles,
        left_out=len(merging.left_out),
        conflicts=dict(sorted(Counter(one.kind for one in conflicts).items())),
        clashing=sorted(id for id, _, _ in first.clashing),
        made_from={str(n): before for n, before in sorted(merging.made_from.items())},
        parted=parted,
        head=load_head(theirs),
    )
    changes, reread = told_codebook(tx.connection, books)
    return Merged(
        dry_run=dry_run,
        parted_at=since,
        added=added,
        by_coder=tuple(sorted(merging.by_coder.items(), key=lambda of: (-of[1], of[0]))),
        gone=merging.gone,
        withdrawn=merging.withdrawn,
        heeded=sum(len(merging.found.get(kind, ())) for kind in ("consent", "erased")),
        doubles=merging.doubles,
        left_out=len(merging.left_out),
        conflicts=conflicts,
        codebook=after if after != newest else None,
        changes=changes,
        reread=reread,
    )


def _suspects(connection: Connection) -> set[str]:
    """Numbers of codes that stood for two ideas when copies were merged before."""
    return {id for detail in load_merges(connection) for id in detail.get("clashing", ())}


def _became(connection: Connection, after: int, suspects: set[str]) -> dict[str, str]:
    """What codes became; what one of two ideas became says nothing of the other."""
    became = merging_codebook.load_became(connection, after)
    return {old: new for old, new in became.items() if old not in suspects}


def _joined(
    books: Books, became: Mapping[str, str], needed: set[str], suspects: set[str]
) -> Joined:
    """What the codebook becomes: theirs where only they changed it, otherwise ours and more."""
    two_ideas = clashing(books.ours, books.theirs, suspects)
    if books.moved == "theirs" and not two_ideas:
        return Joined(books.theirs)
    # Where only ours moved, nothing of theirs is new but what their codings need.
    base = books.base if books.moved == "both" or two_ideas else books.theirs
    return joined(books.ours, books.theirs, base, became=became, needed=needed, suspects=suspects)


def settle_codebook(merging: Merging, books: Books, first: Joined, suspects: set[str]) -> None:
    """Make the newest codebook one in which every coding that stands has its code."""
    tx, book = merging.tx, first.book
    ways = _became(tx.connection, 0, suspects)
    moves, lost = [], set[str]()
    for code in sorted(merging_codebook.load_coded_with(tx.connection) - {c.id for c in book}):
        now = ways.get(code)
        if now is not None and now in book:
            moves += [(coding, now) for coding in coded.load_codings(tx.connection, codes=[code])]
        else:
            lost.add(code)
    for other in (books.ours, books.theirs):
        book = joined(book, other, other, became={}, needed=lost).book
    if book != merging_codebook.load_now(tx.connection):
        made = codes.save_codebook(tx, book, REASON)
        if first.book is not books.theirs and made - 1 != books.n:
            merging.made_from[made] = books.n
    follow(tx, moves)
