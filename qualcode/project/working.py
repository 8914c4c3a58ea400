"""What the coding workbench asks of a study: to do its outbox, each act once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.errors import QualcodeError, Refused, StudyError
from qualcode.model.act import Act, Batch, read_batch
from qualcode.project.base import Base
from qualcode.project.performing import perform
from qualcode.store import Writing, desk, people

Told = tuple[str, int, str]


@dataclass(frozen=True)
class Worked:
    """What became of an outbox.

    Attributes
    ----------
    acks
        Client -> number of its last act that was dealt with, done or refused.
    refused
        (client, number, sentence) of refused acts, the last of each client, oldest first.
    said
        (client, number, sentence) of what undo and redo did, in this call.
    left
        Sentences about batches that were left alone: their acts are not acknowledged.
    done
        How many acts were done in this call.
    """

    acks: Mapping[str, int] = field(default_factory=dict)
    refused: tuple[Told, ...] = ()
    said: tuple[Told, ...] = ()
    left: tuple[str, ...] = ()
    done: int = 0


class WorkVerbs(Base):
    """The outbox, done."""

    def work(self, batches: object) -> Worked:
        """Do the acts of an outbox that were not dealt with yet, in order, in one transaction.

        ``batches`` is what the browser sent: a list of ``{"client", "study", "coder", "acts"}``.
        An act that cannot be done is refused with a sentence and does not hold up the next; the
        number of the last act is kept in the same transaction, so that no act is done twice. A
        batch of another study is left alone, and so is one that cannot be read or whose coder the
        study does not know.

        Raises
        ------
        StudyError
            The study cannot be written now; nothing was stored, and every act still waits.
        """
        left: list[str] = []
        mine = self._mine(_parsed(batches, left), left)
        clients = {batch.client for batch in mine}
        with self._read() as connection:
            marks = desk.load_marks(connection, clients)
        said: list[Told] = []
        done = 0
        if any(act.seq > marks.get(b.client, desk.Mark()).seq for b in mine for act in b.acts):
            with self._write() as tx:
                # Read again: another tab, or this one a moment ago, may have been at it.
                marks = desk.load_marks(tx.connection, clients)
                for batch in mine:
                    mark = marks.get(batch.client, desk.Mark())
                    marks[batch.client], count = self._do(tx, batch, mark, said)
                    done += count
        return Worked(
            {client: mark.seq for client, mark in marks.items()},
            tuple((client, *one) for client, mark in marks.items() for one in mark.refused),
            tuple(said),
            tuple(left),
            done,
        )

    def acknowledged(self, clients: Iterable[str]) -> tuple[dict[str, int], str]:
        """How far the acts of these browser tabs are stored, and the study's uuid."""
        with self._read() as connection:
            marks = desk.load_marks(connection, clients)
            study: str = people.load_study(connection)["uuid"]
        return {client: mark.seq for client, mark in marks.items()}, study

    def _mine(self, batches: Sequence[Batch], left: list[str]) -> list[Batch]:
        """Batches of this study by people it knows; after one that is left none of its client."""
        with self._read() as connection:
            study = people.load_study(connection)["uuid"]
            known = {c.name for c in people.load_coders(connection)} | {self.coder}
        mine, held = list[Batch](), set[str]()
        for batch in batches:
            if batch.study != study or batch.client in held:
                continue
            if batch.coder not in known:
                held.add(batch.client)
                left.append(
                    "Some work was done under a name that this study does not know, and waits."
                    " Choose that name again, and it is stored."
                )
                continue
            mine.append(batch)
        return mine

    def _do(
        self, tx: Writing, batch: Batch, mark: desk.Mark, said: list[Told]
    ) -> tuple[desk.Mark, int]:
        seq, refused, done, lost = mark.seq, list(mark.refused), 0, set[str]()
        with tx.acting_as(batch.coder):
            for act in batch.acts:
                if act.seq <= seq:
                    continue
                seq = act.seq
                try:
                    told = self._attempt(tx, act, lost)
                except StudyError:
                    raise
                except QualcodeError as error:
                    refused.append((act.seq, str(error)))
                    if act.kind == "name":
                        lost.add(act.given["code"])
                    continue
                done += 1
                if told:
                    said.append((batch.client, act.seq, told))
            after = desk.Mark(seq, tuple(refused[-desk.KEPT :]))
            if after != mark:
                desk.save_mark(tx, batch.client, after)
        return after, done

    def _attempt(self, tx: Writing, act: Act, lost: set[str]) -> str:
        """Do one act, but nothing with a code in ``lost``, whose naming was refused: whatever has
        that id is somebody else's."""
        if act.wrong:
            raise Refused(act.wrong)
        again = act.kind == "name"
        if act.given.get("parent" if again else "code") in lost:
            raise Refused("The new code could not be made, so it was not given; name it again.")
        book = self._codebook_in(tx)
        with tx.attempt():
            told = perform(tx, book, act)
        if again:
            lost.discard(act.given["code"])
        return told


def _parsed(batches: object, left: list[str]) -> list[Batch]:
    if not isinstance(batches, list):
        left.append("What the page sent could not be read; nothing was stored. Reload the page.")
        return []
    parsed = []
    for raw in batches:
        try:
            parsed.append(read_batch(raw))
        except Refused as error:
            left.append(str(error))
    return parsed
