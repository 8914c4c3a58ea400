"""What changed since somebody last looked."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.model import Coder
from qualcode.project.base import Base
from qualcode.project.news_lines import Line, lines_of
from qualcode.project.news_words import day
from qualcode.store import events, people
from qualcode.store.judged import load_look, save_look

NOTHING = "Nobody else has done anything here yet."


@dataclass(frozen=True)
class News:
    """What others have done since this person last said they had looked.

    Attributes
    ----------
    since
        When that was (UTC, ISO 8601); None before the first look.
    seq
        The number of the newest act this tells of, for `NewsVerbs.note_look`.
    lines
        One sentence each, what concerns this person first, with where it leads.
    """

    since: str | None
    seq: int
    lines: tuple[Line, ...] = field(default=())

    @property
    def words(self) -> str:
        """What stands above the lines, or in their place."""
        if self.since is None:
            return (
                "This is your first look: what others have done so far." if self.lines else NOTHING
            )
        looked = f"you last looked on {day(self.since)}"
        return f"Changed since {looked}." if self.lines else f"Nothing has changed since {looked}."


class NewsVerbs(Base):
    """What changed since somebody last looked."""

    def news(self) -> News:
        """What others have done since the acting person last looked, in plain sentences.

        It holds no words of participants and no names of transcripts.
        """
        with self._read() as connection:
            seq, since = load_look(connection, self.coder) or (0, None)
            newest = events.load_count(connection)
            lines = lines_of(connection, self.coder, seq) if newest > seq else ()
        return News(since, newest, tuple(lines))

    def note_look(self, seq: int | None = None) -> None:
        """Note that the acting person has seen what is new, up to an act of the history.

        ``seq`` is `News.seq` of what they saw: what came after it stays new. None: everything.
        """
        with self._write() as tx:
            newest = events.load_count(tx.connection)
            known = load_look(tx.connection, tx.who)
            people.save_coder(tx, Coder(tx.who))
            upto = newest if seq is None else min(seq, newest)
            # An old tab takes nothing back.
            save_look(tx, max(upto, known[0] if known else 0))
