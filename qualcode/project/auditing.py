"""The history in sentences, and the codebook's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from qualcode.errors import Refused
from qualcode.model import CoderRole
from qualcode.model.told import BookStep, Told
from qualcode.project.base import Base, role_of
from qualcode.project.contexts import interview_names
from qualcode.project.history_acts import ACTS, acts_of, is_told
from qualcode.project.history_codebook import steps_of
from qualcode.project.history_words import Teller
from qualcode.store import Connection, audit, codes, events
from qualcode.store.rounds import load_apart


class AuditVerbs(Base):
    """The history in sentences, and the codebook's own."""

    def audit(
        self,
        *,
        code: str | None = None,
        who: str | None = None,
        since: str | None = None,
        acts: Sequence[str] | None = None,
        before: int | None = None,
        last: int | None = None,
    ) -> list[Told]:
        """What happened, newest first, each act in a sentence; the history itself is `history`.

        Interviews are called by their number, and nobody's words are told. Where the acting
        person codes apart from the others, it is not told with which code they coded there.

        Parameters
        ----------
        code
            Only what is about this code or one under it: codings, decisions, verdicts, memos,
            changes of the codebook.
        who
            Only what this person did.
        since
            A day or a moment, ISO 8601.
        acts
            Kinds (codings, suggestions, codebook, texts, review, writing, files, study) or names
            of acts.
        before, last
            Only acts with a lower number than ``before``, and at most ``last`` of them.

        Raises
        ------
        UnknownCode
            No codebook of this study ever had the code.
        Refused
            The person never acted here, the time is none, or there is no such kind of act.
        """
        with self._read() as connection:
            apart = load_apart(connection, self.coder)
            named, families = _named_acts(acts)
            found = audit.load_page(
                connection,
                who=_known(connection, who),
                since=checked_since(since),
                acts=named,
                families=families,
                codes=self._family(connection, code),
                before=before,
                last=last,
                kept_from=(self.coder, apart),
            )
            teller = Teller(
                audit.load_lookup(connection, found),
                interview_names(connection),
                self.coder,
                apart,
                role_of(connection, self.coder) is CoderRole.MENTOR,
            )
            return [teller.tell(event) for event in found]

    def audit_people(self) -> list[str]:
        """Everyone who has acted in the study, by name."""
        with self._read() as connection:
            return audit.load_people(connection)

    def check_history(self) -> int | None:
        """The number of the first act that is missing or was changed; None when the chain holds."""
        with self._read() as connection:
            return events.find_break(connection)

    def codebook_history(self, code: str | None = None) -> list[BookStep]:
        """Every version of the codebook, newest first: when, who, why, what changed, and which
        interviews to read again after it.

        To be read again are interviews with codings of a code whose meaning changed, made before
        that, unless they were changed since, agreed to in a review since, or their coder has
        coded the interview through since.

        Parameters
        ----------
        code
            Only versions in which this code changed.

        Raises
        ------
        UnknownCode
            No codebook of this study ever had the code.
        """
        with self._read() as connection:
            if code is not None:
                self._family(connection, code)
            steps = steps_of(
                connection,
                interview_names(connection),
                lambda book: self._as_read(connection, book),
            )
            if role_of(connection, self.coder) is CoderRole.MENTOR:
                steps = [_unnamed(step) for step in steps]
        return [step for step in steps if code is None or code in step.codes or _names(step, code)]

    def _family(self, connection: Connection, code: str | None) -> list[str] | None:
        """A code and those under it, those that stood in earlier codebooks too."""
        if code is None:
            return None
        book = codes.load_codebook(connection)[0]
        if code not in book and code in audit.load_codes_ever(connection):
            return [code]
        return sorted(book.family(book[code].id))


def _unnamed(step: BookStep) -> BookStep:
    """Without the ids of transcripts, which are made of the names of files."""
    return replace(step, reread=tuple(replace(one, transcript="") for one in step.reread))


def _names(step: BookStep, code: str) -> bool:
    return any(line.startswith((f"{code}:", f"{code} ")) for line in step.changes)


def _known(connection: Connection, who: str | None) -> str | None:
    if who is None or who in (people := audit.load_people(connection)):
        return who
    raise Refused(f"Nobody called {who} has acted in this study; those who have: {_list(people)}.")


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)


def checked_since(since: str | None) -> str | None:
    """A day or a moment as the history writes them.

    Raises
    ------
    Refused
        It is neither.
    """
    if since is None:
        return None
    try:
        if len(since) == len("2026-03-01"):
            return date.fromisoformat(since).isoformat()
        return datetime.fromisoformat(since).isoformat(timespec="microseconds")
    except ValueError as error:
        raise Refused(f"{since!r} is no date; write one like 2026-03-01.") from error


def _named_acts(acts: Sequence[str] | None) -> tuple[list[str] | None, list[str]]:
    """Acts by name, and the beginnings of their names."""
    if acts is None:
        return None, []
    names, families = list[str](), list[str]()
    for one in acts:
        if one in ACTS:
            exact, begin = acts_of(one)
            names += exact
            families += begin
        elif is_told(one):
            names.append(one)
        else:
            raise Refused(f"There is no kind of act {one!r}; choose one of {_list(list(ACTS))}.")
    return names, families
