"""What came, or would come, of merging another copy of the study into this one."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.told import Reread

# What a merge counts, by the name it is counted under -> one of it.
ONE = {
    "interviews and texts": "interview or text",
    "participants": "participant",
    "people": "person",
    "roles, agencies and authorities": "role, agency or authority",
    "versions of the codebook": "version of the codebook",
    "codings": "coding",
    "stars": "star",
    "interviews read or coded through": "interview read or coded through",
    "suggestions": "suggestion",
    "decisions on suggestions": "decision on a suggestion",
    "memos and comments": "memo or comment",
    "versions of what was written": "version of something written",
    "rounds": "round",
    "steps of rounds": "step of a round",
    "verdicts": "verdict",
    "settlings": "settling",
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that differs between the two copies, and what was done about it.

    ``kind`` groups them: text, codebook, code, participant, speaker, segments, written, person,
    coding, round, removed, consent, study. ``words`` is one sentence with the next step, without
    anybody's words.
    """

    kind: str
    words: str


@dataclass(frozen=True)
class Merged:
    """A merge as it was done, or with ``dry_run`` as it would be.

    Attributes
    ----------
    parted_at
        When the last act was done that both copies share (UTC, ISO 8601).
    added
        What came, by kind for people and in their order: ``("codings", 12)``.
    by_coder
        Codings that came and stand, by whose they are.
    gone
        Codings that came and had been withdrawn there: with those of ``by_coder`` they make up the
        codings of ``added``.
    withdrawn
        Codings of this copy that were withdrawn in the other, and now are here.
    heeded
        Narrower consents, and words taken back, of the other copy that hold here too now.
    doubles
        Codings both copies had for themselves: same coder, code, direction and words. One of each
        two stands.
    left_out
        Codings that were not taken: their text or their code is another one here.
    conflicts
        What differs, each in one sentence; nothing of this copy was overwritten.
    codebook
        The number of the newest codebook afterwards; None where it did not change.
    changes
        What the newest codebook says otherwise than this copy's did, each in one sentence.
    reread
        Interviews to read again after that: coded before with codes whose meaning it changed.
    """

    dry_run: bool
    parted_at: str
    added: tuple[tuple[str, int], ...] = ()
    by_coder: tuple[tuple[str, int], ...] = ()
    withdrawn: int = 0
    heeded: int = 0
    doubles: int = 0
    left_out: int = 0
    conflicts: tuple[Conflict, ...] = ()
    codebook: int | None = None
    gone: int = 0
    changes: tuple[str, ...] = ()
    reread: tuple[Reread, ...] = ()

    @property
    def came(self) -> tuple[tuple[int, str], ...]:
        """What came, for people: ``(12, "codings")``, ``(1, "memo or comment")``."""
        return tuple((n, ONE.get(name, name) if n == 1 else name) for name, n in self.added)

    @property
    def nothing_new(self) -> bool:
        """Whether the other copy held nothing that this one lacks."""
        changed = self.added or self.withdrawn or self.heeded
        return not changed and self.codebook is None
