"""Whether a study is whole."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import Damaged, Refused, StudyError
from qualcode.model.checkup import Checkup, Finding, Mended
from qualcode.names import is_url
from qualcode.project.base import Base
from qualcode.project.erasing_ledger import unfinished
from qualcode.store import backups, checks, checks_mending
from qualcode.store.checks_facts import Facts
from qualcode.store.migrate import refuse_newer

BEFORE_REPAIR = "before-repair"
ERASURES = "erasures finished"


class DoctorVerbs(Base):
    """Whether a study is whole."""

    def doctor(self) -> Checkup:
        """Look over the whole study: its file, history, texts, codings, and its backups.

        Nothing is changed. What is found is told by numbers and ids, without anybody's words.

        Raises
        ------
        StudyError
            A newer qualcode wrote the study, so that this one cannot judge it.
        """
        with self._read() as connection:
            refuse_newer(connection)
            found = checks.check_up(
                connection, self.store.place, self.store.key, self.store.clock()
            )
        cut_off = _cut_off(unfinished(self.store))
        return Checkup((*found.checks, ERASURES), (*found.findings, *cut_off), found.unseen)

    def repair(self) -> Mended:
        """Put right what can be without loss, after a backup was made and checked. Recorded.

        That is: words counted again, missing indices, triggers and views of other programs, and
        who may read the file. Everything else needs a person and a backup.

        Raises
        ------
        Refused
            Nothing is there that can be put right so, or the study lies on a database server.
        StudyError
            No sound backup can be made, so nothing was changed.
        """
        if is_url(self.store.place):
            raise Refused(
                "This study lies on a database server; whoever looks after the server repairs it."
            )
        if not any(found.mendable for found in self.doctor().findings):
            raise Refused(
                "Nothing is there that can be put right without loss, so nothing was changed;"
                " `qualcode doctor` tells what there is."
            )
        if self.store.read_only:
            raise StudyError(self.store.read_only)
        place, key, at = Path(self.store.place).resolve(), self.store.key, self.store.clock()
        made, _ = backups.make(place, key, at=at, reason=BEFORE_REPAIR)
        with self._write() as tx:
            facts = Facts(tx.connection, place, key, at)
            done = checks_mending.mend(tx, facts)
            if checks_mending.keep_to_oneself(facts):
                done["who may read it"] += 1
            tx.record("repair study", "study", mended=done.total())
        return Mended(tuple(sorted(done.items())), made.path.name)


def _cut_off(n: int) -> list[Finding]:
    if not n:
        return []
    means = "Somebody was taken out of the study, but other copies of it may still hold their words"
    todo = "Finish it: `qualcode erase --finish`, or the button on the page Erase and retain."
    return [Finding(ERASURES, f"{means}.", todo, n, (), True, False)]


def unopened(error: Damaged) -> Checkup:
    """What is told of a study that is too damaged to be opened."""
    # The sentence says itself what there is to go back to, and what to do without.
    return Checkup(("opens",), (Finding("opens", str(error), "", 1, (), True, False),))
