"""Files that leave beside theme tables: noted, and refused when they would tell who is new."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from qualcode.errors import Refused
from qualcode.model import Coder
from qualcode.project.blind import refuse_apart
from qualcode.project.pseudonyms_seen import NamesSeenVerbs
from qualcode.project.quotable import Quotable, load_quotable, refuse_moved
from qualcode.project.understanding import UnderstandingVerbs
from qualcode.store import Connection, Writing, people
from qualcode.store.kept import load_kept, save_kept

KIND = "left"


class LeavingVerbs(UnderstandingVerbs, NamesSeenVerbs):
    """What leaves is about the same people as before, or about enough others."""

    def release_refusal(self) -> str:
        """Why no count of people may leave just now; empty where it may.

        Whoever holds an earlier file could subtract it from a new one. Where only one to five
        people (fewer than the study's small group) have come or gone since, the difference is
        what these few said.
        """
        with self._read() as connection:
            return self._refusal(connection)

    def confirm_release(self) -> None:
        """Let counts leave although few people have come or gone since; recorded.

        Raises
        ------
        Refused
            Nothing stands in the way, so there is nothing to confirm.
        """
        with self._write() as tx:
            if not self._refusal(tx.connection):
                raise Refused("Nothing keeps files from leaving, so there is nothing to confirm.")
            tx.record("confirm release", "files")
            self._remember(tx)

    def _quotable(self) -> Quotable:
        """Who is heard and may be quoted now, and as edited how."""
        from qualcode.project.quote_edits import KIND as EDIT

        with self._read() as connection:
            return load_quotable(connection, EDIT)

    @contextmanager
    def _leaving(
        self, act: str, name: str, *, before: Quotable | None = None, **detail: object
    ) -> Iterator[Writing]:
        """Note a file that holds counts of people, in one transaction with its making.

        ``before`` is who was heard when it was begun: it must still be so.

        Raises
        ------
        Refused
            Few people have come or gone since an earlier file; the acting person codes apart from
            others now; or somebody withdrew while it was made.
        """
        from qualcode.project.quote_edits import KIND as EDIT

        with self._write() as tx:
            refuse_apart(tx)
            if before is not None:
                refuse_moved(before, load_quotable(tx.connection, EDIT))
            if told := self._refusal(tx.connection):
                raise Refused(told)
            self._remember(tx)
            tx.record(act, name, **detail)
            yield tx

    def _refusal(self, connection: Connection) -> str:
        small = int(self.about()["options"]["small_group"])
        now = self._counted()
        for kept in reversed(load_kept(connection, KIND)):
            body = kept.body or {}
            before = set(body["people"])
            differ = len(before ^ {hashed(one, body["salt"]) for one in now})
            if not differ:
                return ""  # the newest that fits: these very people were told of already
            if differ < small:
                have = "person has" if differ == 1 else "people have"
                return (
                    f"{differ} {have} come or gone since files left on {kept.made_at[:10]}, and a"
                    " reader of both could work out what they said; wait until"
                    f" {small} have, or confirm the release."
                )
        return ""

    def _remember(self, tx: Writing) -> None:
        now = self._counted()
        for kept in load_kept(tx.connection, KIND):
            body = kept.body or {}
            if {hashed(one, body["salt"]) for one in now} == set(body["people"]):
                return
        people.save_coder(tx, Coder(tx.who))
        salt = secrets.token_hex(8)
        save_kept(
            tx,
            KIND,
            secrets.token_hex(8),
            {"salt": salt, "people": sorted(hashed(p, salt) for p in now)},
        )

    def _counted(self) -> set[str]:
        """Everybody whose words count in interviews; speakers not known by where they speak."""
        rows = self.frames().people[["participant", "transcript", "label"]]
        return {
            str(who) if who is not None else f"{transcript} {label}"
            for who, transcript, label in rows.itertuples(index=False)
        }


def hashed(one: str, salt: str) -> str:
    """A person's or case's id, so that it can be known again and not read."""
    return hashlib.blake2b(one.encode(), key=salt.encode(), digest_size=8).hexdigest()
