"""How long a study is kept: the date, the reminder, and the end of it."""

from __future__ import annotations

from datetime import date, timedelta

from qualcode.errors import Refused
from qualcode.model.wording import many
from qualcode.project.base import Base
from qualcode.project.options import in_force
from qualcode.project.purging import Purged, purge_study
from qualcode.store import people

# Reminded from so many days before the date on.
BEFORE = timedelta(days=60)


class DayPassed(Refused):
    """The day has passed already, so the study would be overdue at once; it must be confirmed."""


class RetentionVerbs(Base):
    """The date a study is kept until, and what happens then."""

    def keep_until(self, day: date | None, *, confirmed: bool = False) -> None:
        """Set the day until which the study is kept; None takes it back.

        Raises
        ------
        DayPassed
            While ``confirmed`` is false: the day has passed already.
        Refused
            The day lies more than a hundred years ahead.
        """
        if day is not None and day.year > date.today().year + 100:
            raise Refused("That is more than a hundred years ahead; check the date.")
        if day is not None and day < date.today() and not confirmed:
            raise DayPassed(
                f"{day.day} {day:%B %Y} has passed already, so the study would have to be destroyed"
                " now; check the year, or confirm that this is the day. Nothing was changed."
            )
        with self._write() as tx:
            people.save_options(tx, retain_until=day.isoformat() if day else "")

    def retention_notice(self, today: date | None = None) -> str:
        """What to be reminded of; empty more than 60 days before the date, or without one."""
        with self._read() as connection:
            until = str(in_force(people.load_study(connection)).get("retain_until", ""))
        return notice(until, today or date.today())

    def purge(self, *, typed: str) -> Purged:
        """Destroy the whole study: its file, its backups and ledger, each overwritten first.

        ``typed`` is the study's title. Afterwards nothing of this study can be read here; the
        certificate in the answer is what remains.

        Raises
        ------
        Refused
            ``typed`` is something else.
        StudyError
            A file cannot be removed; the study itself goes last, so it is there to purge again
            with.
        """
        title = str(self.about()["title"])
        said = " ".join(typed.split())
        if not said or said != " ".join(title.split()):
            raise Refused("Type the study's title to confirm; nothing was destroyed.")
        self._stand_for()
        return purge_study(self.store, title)

    def _stand_for(self) -> None:
        """Refuse somebody the study does not know yet: this is not for a name just typed.

        Raises
        ------
        Refused
            The study has no coder of this name.
        """
        with self._read() as connection:
            known = {coder.name for coder in people.load_coders(connection)}
        if self.coder not in known:
            raise Refused(
                "The study does not know your name yet, and this cannot be undone; act as one of"
                " its researchers, or have one add you."
            )


def notice(until: str, today: date) -> str:
    """The reminder for a date in ISO 8601; empty where it is far off or there is none.

    >>> notice("2026-05-01", date(2026, 4, 1))
    'This study is kept until 1 May 2026, in 30 days. Then purge it, or set a later date and say \
why in a memo.'
    """
    if not until:
        return ""
    day = date.fromisoformat(until)
    if today < day - BEFORE:
        return ""
    written = f"{day.day} {day:%B %Y}"
    if today <= day:
        left = (day - today).days
        when = "today" if not left else f"in {many(left, 'day')}"
        return (
            f"This study is kept until {written}, {when}. Then purge it, or set a later date and"
            " say why in a memo."
        )
    over = (today - day).days
    return (
        f"This study was to be kept until {written}, {many(over, 'day')} ago. Purge it now, or set"
        " a later date and say why in a memo."
    )
