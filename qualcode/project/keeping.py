"""Backups, restoring, and where a study may lie."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import Refused
from qualcode.model import CoderRole
from qualcode.model.safe_keeping import Apart, BackupFile, MovedStudy, Restored, Safety
from qualcode.names import is_url
from qualcode.project.base import Base
from qualcode.project.keeping_backups import as_told, told_of, why_no_backup
from qualcode.project.keeping_moved import move_file
from qualcode.project.keeping_restored import looked_into, restored
from qualcode.store import backups, events, places


class KeepingVerbs(Base):
    """Backups, restoring, and where a study may lie."""

    @property
    def read_only(self) -> str:
        """Why nothing can be written to the study, in one sentence; empty where it can."""
        return self.store.read_only

    def backup(self, name: str = "", *, to: Path | None = None) -> BackupFile:
        """Make a backup now; it counts once it was opened and found sound.

        One with a ``name`` is kept for ever; the others are put out by age, the last good one
        never. ``to`` is a folder for a copy of its own, which is not put out and is recorded, since
        it leaves the study's folder.

        Raises
        ------
        Refused
            The study lies on a database server, or the name has no letters; the backup would lie in
            a folder that is copied to other machines, and the study is not encrypted; or ``to`` is
            given by somebody who is no researcher.
        StudyError
            The folder is missing, full or cannot be written, or the study is damaged; earlier
            backups stay.
        """
        place, at = self._file_of_study(), self.store.clock()
        if to is not None:
            if self.acting_role is not CoderRole.RESEARCHER:
                raise Refused(
                    "A copy of the whole study into another folder is for researchers to make."
                )
            self._refuse_open_folder(to)
        elif told := why_no_backup(self.store):
            raise Refused(told)
        made, held = backups.make(place, self.store.key, at=at, name=name, folder=to)
        if to is not None and not self.store.read_only:
            try:
                with self._write() as tx:
                    tx.record("export backup", "study", codings=held.codings)
            except BaseException:
                # A copy that nobody noted could not be named when somebody is erased.
                made.path.unlink(missing_ok=True)
                raise
        return as_told(made, held)

    def backups(self) -> list[BackupFile]:
        """The study's backups, newest first, each opened for what it holds.

        Among them is what the study was before it was put back to one of them.
        """
        if is_url(self.store.place):
            return []
        return told_of(self._file_of_study(), self.store.key, aside=True)

    def safety(self) -> Safety | None:
        """How the study stands with its backups and its place; None on a database server."""
        if is_url(self.store.place):
            return None
        place, key = self._file_of_study(), self.store.key
        last = next((b for b in told_of(place, key, first=True) if b.codings is not None), None)
        with self._read() as connection:
            acts = events.load_count(connection)
        other = backups.chosen_folder(place)
        return Safety(
            last,
            max(acts - ((last.acts or 0) if last else 0), 0),
            other or backups.usual_folder(place),
            other is not None,
            places.trouble_at(place),
            tuple(places.conflicted_copies(place)),
        )

    def set_backup_folder(self, folder: Path | None) -> None:
        """Keep further backups in another folder of this machine; None: in the usual one again.

        Raises
        ------
        Refused
            The folder is copied to other machines, and the study is not encrypted.
        StudyError
            It is absent or cannot be written.
        """
        place = self._file_of_study()
        if folder is not None:
            self._refuse_open_folder(folder)
        backups.choose_folder(place, folder)

    def restore_look(
        self, which: str = "", *, other: bytes | None = None
    ) -> tuple[BackupFile, Apart]:
        """The backup that `restore` would take, and how many codings differ; nothing is changed.

        ``other`` is one more key the backup may have, as of an older passphrase.

        Raises
        ------
        Refused
            There is no such backup.
        StudyError
            It is not sound.
        """
        place, key = self._file_of_study(), self.store.key
        backup, held, _, apart = looked_into(place, which, key, other)
        return as_told(backup, held), apart

    def restore(self, which: str = "", *, other: bytes | None = None) -> Restored:
        """Put the study back to a backup: the newest good one, or the one of this file name.

        The backup is checked first, and what stands in the study now is kept beside it as a file.
        Whoever was erased from the study since is erased from it again. Recorded. ``other`` is one
        more key the backup may have; the study keeps its own.

        Raises
        ------
        Refused
            There is no such backup, or it is one of another study.
        StudyError
            It is not sound, another program is writing, or the folder cannot be written.
        """
        place = self._file_of_study()
        key, at = self.store.key, self.store.clock()
        done = restored(place, self.coder, which, key=key, at=at, other=other)
        self._codebook = self._withheld = None
        return done

    def move_study(self, folder: Path | None = None) -> MovedStudy:
        """Move the study's file to another folder: ``~/qualcode`` on this machine if none is named.

        It is copied and the copy checked; the old file stays under another name, so that no program
        opens it by mistake. Backups and the list of erased people come along. This project still
        stands on the old file; open the new one.

        Raises
        ------
        Refused
            The folder is copied or shared by others too.
        StudyError
            A study of this name is there already, or the folder cannot be written.
        """
        place, at = self._file_of_study(), self.store.clock()
        return move_file(place, folder, self.store.key, self.coder, at=at)

    def _refuse_open_folder(self, folder: Path) -> None:
        trouble = places.trouble_at(folder.resolve() / "backup")
        if trouble and self.store.key is None:
            raise Refused(
                f"That folder is on {trouble}, and backups of a study that is not encrypted can be"
                " read by anybody there; choose another folder, or encrypt the study first."
            )

    def _file_of_study(self) -> Path:
        if is_url(self.store.place):
            raise Refused(
                "This study lies on a database server; whoever looks after the server backs it up."
            )
        return Path(self.store.place).resolve()
