"""What each participant allows: being quoted, sharing the interview, naming the authority."""

from __future__ import annotations

import dataclasses
from collections import Counter

from qualcode.errors import Refused, UnknownParticipant
from qualcode.formats.consent import consent_of, permission_of
from qualcode.model import Consent, Participant
from qualcode.project.base import Base
from qualcode.store import people, talk

USES = ("quote", "archive", "name_authority")


class PermissionVerbs(Base):
    """Permitted uses of what people said."""

    def permit(
        self,
        participant: str,
        *,
        quote: str | None = None,
        archive: str | None = None,
        name_authority: str | None = None,
    ) -> Participant:
        """Note what a participant allows; what is not named stays as it is.

        ``quote`` is yes, no, withdrawn or unknown; ``archive`` (the interview may be deposited or
        shared) and ``name_authority`` (a caption may name the authority) are yes, no or unknown.

        Raises
        ------
        UnknownParticipant
            The study has no such participant.
        Refused
            Nothing is named, or an answer is none of these.
        """
        said = [one for one in (quote, archive, name_authority) if one is not None]
        # A blank would be taken for "not known", and so turn a no into less than one.
        if not said or not all(one.strip() for one in said):
            raise Refused("Say what is allowed: quote, archive or name authority.")
        consent = consent_of(quote) if quote else None
        shared = permission_of(archive) if archive else None
        named = permission_of(name_authority) if name_authority else None
        if (quote and consent is None) or (archive and shared is None):
            raise Refused("The answer is none of yes, no, unknown (for quotes also withdrawn).")
        if name_authority and named is None:
            raise Refused("The answer is none of yes, no, unknown; choose one.")
        with self._write() as tx:
            known = {p.id: p for p in people.load_participants(tx.connection)}
            if participant not in known:
                raise UnknownParticipant(
                    f"The study has no participant {participant!r}; check the id."
                )
            before = known[participant]
            after = dataclasses.replace(
                before,
                consent=consent or before.consent,
                archive=shared or before.archive,
                name_authority=named or before.name_authority,
            )
            if after != before:
                people.save_participants(tx, [after])
        return after

    def permitted_uses(self) -> dict[str, Counter[str]]:
        """Use (quote, archive, name_authority) -> how many participants said what."""
        found = {use: Counter[str]() for use in USES}
        for person in self._everybody():
            found["quote"][person.consent.value] += 1
            found["archive"][person.archive.value] += 1
            found["name_authority"][person.name_authority.value] += 1
        return found

    def consent_notice(self) -> str:
        """Of how many people whose words may leave it is not known whether they allow quotes.

        Empty where everybody answered. A speaker matched to nobody is one of them where their file
        says nothing. What is not known stops no quote, so it is told whenever quotes leave.
        """
        with self._read() as connection:
            known = {p.id: p.consent for p in people.load_participants(connection)}
            asked: dict[str, set[Consent]] = {}
            for text, one in talk.load_all_speakers(connection):
                if not one.interviewer:
                    who = one.participant or f"{text} {one.label}"
                    own = known.get(one.participant or "", Consent.UNKNOWN)
                    asked.setdefault(who, set()).update((one.consent, own))
        n = sum(answers == {Consent.UNKNOWN} for answers in asked.values())
        if not n:
            return ""
        whom = "1 person" if n == 1 else f"{n:,} people"
        they = "the person allows" if n == 1 else "they allow"
        return (
            f"Of {whom} it is not known whether {they} quotes. Their words"
            " leave as though they did: ask them, and note the answer on the page Participants, or"
            " with `qualcode permit`."
        )

    def _everybody(self) -> list[Participant]:
        with self._read() as connection:
            return people.load_participants(connection)
