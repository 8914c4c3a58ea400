"""Studies only a passphrase opens: encrypted, taken back to plain, under another passphrase."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.errors import Refused, StudyError
from qualcode.model import Coder
from qualcode.names import is_url
from qualcode.project.base import Base
from qualcode.project.unlocking import NO_FILE, Drawn
from qualcode.store import Store, backups, people, places
from qualcode.store.engine import make_engine
from qualcode.store.key import groups_of
from qualcode.store.rekeying import copies_of, rewrite

STILL_THERE = (
    "The old file's bytes could not be written over on this disk, and parts of them may be found on"
    " it for a while."
)


@dataclass(frozen=True)
class OtherCopies:
    """Other files of the study that were found in its folder, by name.

    Attributes
    ----------
    plain
        Anybody can read these.
    sealed
        Encrypted, each with the passphrase the study had when it was made.
    left
        What is to be said of the old bytes, where they could not be written over; mostly empty.
    backup
        What is to be said of the backup that was made at once, since earlier ones do not open with
        the study any more.
    """

    plain: tuple[str, ...]
    sealed: tuple[str, ...]
    left: str = ""
    backup: str = ""


class EncryptingVerbs(Base):
    """Studies only a passphrase opens."""

    @property
    def encrypted(self) -> bool:
        """Whether the study's file is encrypted."""
        return self.store.key is not None

    def encrypt(self, drawn: Drawn) -> OtherCopies:
        """Encrypt the study's file with a key whose recovery sheet is safe.

        The file is written anew, compared row by row and put in its place in one step; the old
        bytes are written over, and a backup under the new key is made. Copies elsewhere stay as
        they are: the answer names those found.

        Raises
        ------
        Refused
            It is encrypted already, it is no file, or the sheet was not confirmed.
        StudyError
            Another program is writing, or there is no space; the study is as it was.
        """
        self.refuse_to_encrypt()
        drawn.refuse_unconfirmed()
        left = _rewritten(self, drawn.key, "encrypt study")
        return _backed_up(self, left, "encrypted", "with the passphrase")

    def decrypt(self) -> OtherCopies:
        """Write the study's file in plain again, so that anybody who has it can read it.

        Raises
        ------
        Refused
            It is not encrypted, or its backups go to a folder that is copied to other machines.
        StudyError
            Another program is writing, or there is no space; the study is as it was.
        """
        if not self.encrypted:
            raise Refused("This study is not encrypted; there is nothing to undo.")
        chosen = backups.chosen_folder(Path(self.store.place).resolve())
        if chosen is not None and places.trouble_at(chosen / "backup"):
            raise Refused(
                "Backups of this study go to a folder that is copied to other machines, where"
                " anybody could read them then; choose another folder for them first."
            )
        left = _rewritten(self, None, "decrypt study")
        return _backed_up(self, left, "decrypted", "without a passphrase")

    def change_passphrase(self, drawn: Drawn) -> OtherCopies:
        """Encrypt the study anew; the old passphrase and the old sheet open it no more.

        A backup under the new key is made. Those made before still open with the old passphrase:
        the answer names those found.

        Raises
        ------
        Refused
            It is not encrypted, or the new sheet was not confirmed.
        StudyError
            Another program is writing, or there is no space; the study is as it was.
        """
        self.refuse_to_change_passphrase()
        drawn.refuse_unconfirmed()
        left = _rewritten(self, drawn.key, "change passphrase")
        return _backed_up(self, left, "new-passphrase", "with the new passphrase")

    def refuse_to_encrypt(self) -> None:
        """Refuse before a passphrase and a sheet are asked for, as `encrypt` would.

        Raises
        ------
        Refused
            The study is encrypted already, or it is no file.
        """
        if is_url(self.store.place):
            raise Refused(NO_FILE)
        if self.encrypted:
            raise Refused("This study is encrypted already; change its passphrase instead.")

    def refuse_to_change_passphrase(self) -> None:
        """Refuse before a passphrase and a sheet are asked for, as `change_passphrase` would.

        Raises
        ------
        Refused
            The study is not encrypted.
        """
        if not self.encrypted:
            raise Refused("This study has no passphrase yet; encrypt it instead.")

    def other_copies(self) -> OtherCopies:
        """Other files of the study that do not open with its own key, such as older backups."""
        if is_url(self.store.place):
            return OtherCopies((), ())
        plain, sealed = copies_of(Path(self.store.place))
        return OtherCopies(tuple(plain), tuple(sealed))

    def bundle(
        self,
        *,
        purpose: str,
        passphrase: str = "",
        recipient: str = "",
        raw_words: bool = False,
    ) -> bytes:
        """The whole study sealed into one file (age), to send to somebody.

        It is sealed for a public key (``recipient``, ``age1...``) where one is given, else by a
        ``passphrase``, which goes to them by another way. Names keys are files of their own and
        never in it. The history notes that a bundle left and for whom.

        Parameters
        ----------
        purpose
            ``mentor`` or ``colleague``.
        raw_words
            The sender has weighed that a mentor will have the interviews as they were typed.

        Raises
        ------
        Refused
            The purpose is neither, the passphrase is easily guessed, the key is none, or nobody
            has said that a mentor may have the interviews as they were typed.
        """
        from qualcode.project.bundling import PURPOSES, RAW, packed

        if purpose not in PURPOSES:
            raise Refused("A bundle is for a mentor or for a colleague; say which.")
        if purpose == "mentor" and not raw_words:
            raise Refused(
                f"{RAW} A mentor can review a round without them, by its sealed page; confirm that"
                " this mentor may have them, or send a round."
            )
        data = packed(self, purpose=purpose, passphrase=passphrase, recipient=recipient)
        with self._write() as tx:
            people.save_coder(tx, Coder(tx.who))
            act = "export mentor bundle" if purpose == "mentor" else "export bundle"
            tx.record(act, "study", bytes=len(data), by_key=bool(recipient))
        return data

    def recovery_sheet(self, kind: str = "html", drawn: Drawn | None = None) -> bytes:
        """The recovery sheet, ``html`` or ``txt``: of the open study, or of a key not in force yet.

        Raises
        ------
        Refused
            The study is not encrypted, or the kind is another.
        """
        key = drawn.key if drawn else self.store.key
        if key is None:
            raise Refused("This study is not encrypted, so it has no recovery sheet.")
        if drawn is None:
            with self._write() as tx:
                people.save_coder(tx, Coder(tx.who))
                tx.record("make recovery sheet", "study")
        return sheet_of(key, str(self.about()["title"]), self.store.clock()[:10], kind)


def sheet_of(key: bytes, title: str, day: str, kind: str = "html") -> bytes:
    """The recovery sheet of a key as a file, ``html`` or ``txt``."""
    from qualcode.report.recovery_sheet import as_html, as_text

    if kind not in ("html", "txt"):
        raise Refused("A recovery sheet is an .html or a .txt file; name it so.")
    return (as_html if kind == "html" else as_text)(title, day, groups_of(key))


def _rewritten(project: Base, key: bytes | None, act: str) -> str:
    """Put the study under another key, with the act in its history, and go on with it.

    Returns what is to be said of the old bytes, if they are still there.
    """
    store = project.store
    path = Path(store.place)

    def noted(copy: Path) -> None:
        made = Store(make_engine(copy, key=key), copy, store.clock, key)
        try:
            with made.write(project.coder) as tx:
                people.save_coder(tx, Coder(tx.who))
                tx.record(act, "study")
        finally:
            made.close()

    # The file stays known as one in hand: others who looked at it would drop the locks on it.
    store.engine.dispose()
    over = rewrite(path, store.key, key, noted)
    store.rekeyed(key)
    return "" if over or key is None else STILL_THERE


def _backed_up(project: EncryptingVerbs, left: str, reason: str, how: str) -> OtherCopies:
    """The other copies there are, and a backup made now: none yet opens as the study does."""
    copies, store = project.other_copies(), project.store
    place = Path(store.place).resolve()
    try:
        backups.make(place, store.key, at=store.clock(), reason=reason)
    except StudyError as error:
        why = f"{str(error)[0].lower()}{str(error)[1:]}"
        said = f"No backup of the study as it is now could be made: {why} Make one soon."
    else:
        said = f"A backup was made and checked at once; it opens {how}."
    return replace(copies, left=left, backup=said)
