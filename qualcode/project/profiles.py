"""The kind of analysis a study is, and what follows from it."""

from __future__ import annotations

from qualcode.errors import Refused
from qualcode.project.base import Base
from qualcode.project.study import PROFILES
from qualcode.store.profile import save_profile


class ProfileVerbs(Base):
    """Choosing the kind of analysis."""

    def set_profile(self, profile: str) -> None:
        """Make this a study of another kind: ``codebook``, ``reliability`` or ``reflexive``.

        It decides what is offered and what stands under every table. Options the study has
        chosen for itself stay; nothing that was coded or written changes.

        Raises
        ------
        Refused
            There is no such profile.
        """
        if profile not in PROFILES:
            raise Refused(f"There is no profile {profile!r}; choose one of {', '.join(PROFILES)}.")
        with self._write() as tx:
            save_profile(tx, profile)
