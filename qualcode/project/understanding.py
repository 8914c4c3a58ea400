"""Codings -> tables: who says what, with how many people behind it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.errors import Refused
from qualcode.model import Codebook, Direction, Kind, Participant, Respondents
from qualcode.project.base import Base
from qualcode.project.checking import checked_direction
from qualcode.project.naming import (
    MOST_CELLS,
    meant,
    meant_in,
    refuse_of_nobody,
    refuse_too_wide,
    refuse_unknown,
    refuse_unknown_value,
    waiting_in,
)
from qualcode.project.transcripts import people_of
from qualcode.store import Connection, asked, coding_columns, people, talk, texts
from qualcode.store.readings import load_readings
from qualcode.store.rounds import load_apart

if TYPE_CHECKING:
    from qualcode.analysis.frames import Frames
    from qualcode.analysis.frequency import ThemeTable
    from qualcode.report.quotes import Quote

__all__ = ["KINDS", "SAID", "Groups", "UnderstandingVerbs", "left_out", "refuse_unknown"]

Groups = bool | Iterable[Sequence[str]]
KINDS = tuple(kind for kind in Kind if kind.counts_as_interview)
# What a passage has, and not the person who said it.
SAID = ("question", "direction")


class UnderstandingVerbs(Base):
    """Tables over codings."""

    # By the kinds of texts in them, each with the state of the study it was made of, and for whom
    # where somebody codes apart.
    _frames: Mapping[frozenset[str], tuple[tuple[int, str], Frames]] = {}

    def frames(self, kinds: Iterable[str] = KINDS) -> Frames:
        """Everything the analyses start from, as tidy tables; kept until the study changes.

        Where the acting coder codes apart from the others, for a round of review, theirs are left
        out.
        """
        from qualcode.analysis.frames import make_frames

        wanted = frozenset(str(k) for k in kinds)
        with self._read() as connection:
            state, apart = self._state_of_tables(connection)
            if wanted in self._frames and self._frames[wanted][0] == state:
                return self._frames[wanted][1]
            about = {
                row["id"]: row for row in texts.load_overview(connection) if row["kind"] in wanted
            }
            known = {p.id: p for p in people.load_participants(connection)}
            frames = make_frames(
                about,
                [(id, s) for id, s in people_of(connection) if id in about],
                known,
                [row for row in talk.load_all_segments(connection) if row[0] in about],
                coding_columns.load_columns(connection, apart=apart, coder=self.coder),
                load_readings(connection),
                asked.load_questions(connection),
            )
        newest = {kinds: made for kinds, made in self._frames.items() if made[0] == state}
        self._frames = {**newest, wanted: (state, frames)}
        return frames

    def _state_of_tables(self, connection: Connection) -> tuple[tuple[int, str], frozenset[str]]:
        """What tables are made of: the newest act, and for whom they are where somebody codes
        apart; with the transcripts in which they do."""
        apart = load_apart(connection, self.coder)
        return (self._number_of_state(connection), self.coder if apart else ""), apart

    def themes(
        self,
        by: Sequence[str] = (),
        *,
        where: Mapping[str, str] | None = None,
        direction: Direction | str | None = None,
        coder: str | None = None,
        kinds: Iterable[str] = KINDS,
        groups: Groups = False,
    ) -> ThemeTable:
        """How many participants and segments carry each code, by any attributes.

        Counts are of distinct participants, with the number in scope beside them, and of
        distinct segments; an indicator counts those of its letters once. Documents, reflections
        and feedback stay out unless ``kinds`` asks for them. Of a very large table the
        combinations that nobody has are left out.

        Parameters
        ----------
        by : authority, role, agency, programme, wave, level, question, direction or any attribute;
            case and outer blanks of a name make no difference
        where : attribute or question -> the value to keep; roles by id, name or spelling
        direction, coder : only codings of this direction or coder
        groups : codes that stand as one row, such as ``[("1.b", "1.c")]``; True for those the
            codebook names

        Raises
        ------
        Refused, UnknownCode
            An attribute, a value to keep or a code is unknown to the study, or known only of
            people who were not interviewed; an attribute is asked for twice; or there would be
            more cells than anybody could read.
        """
        from qualcode.analysis.comparing import COMPARED
        from qualcode.analysis.frequency import count_themes

        kinds = tuple(kinds)
        frames = self.frames(kinds)
        by = tuple(meant(name, (*frames.attributes, *SAID)) for name in by)
        where = meant_in(where or {}, (*frames.attributes, "question"))
        refuse_unknown(by, (*frames.attributes, *SAID))
        refuse_unknown(where, (*frames.attributes, "question"))
        if len(set(by)) < len(by):
            raise Refused("Each attribute can be asked for once.")
        listed = self._listed_people()
        refuse_of_nobody(by, frames, listed)
        where = self._normalised(where, frames)
        refuse_too_wide(by, where, frames, len(self.codebook))
        table = count_themes(
            frames,
            self.codebook,
            by,
            where=where,
            direction=checked_direction(direction).value if direction else None,
            coder=coder,
            groups=self._groups(groups),
            also=(f"Codebook version {self.codebook_version}.", left_out(kinds)),
        )
        waiting = [waiting_in(name, frames, listed) for name in by if name in COMPARED]
        said = " ".join(filter(None, (table.compared, *waiting)))
        rows = table.rows
        if len(rows) > MOST_CELLS:
            rows = rows[(rows["of_participants"] != 0).fillna(True)].reset_index(drop=True)
        return dataclasses.replace(table, rows=rows, compared=said)

    def counted_codebook(self, groups: Groups = False) -> Codebook:
        """The rows of `themes` as a codebook: each reporting group stands for its members."""
        from qualcode.analysis.reporting_groups import grouped

        return grouped(self.codebook, self._groups(groups))

    def behind(
        self,
        code: str,
        group: Mapping[str, str | None],
        *,
        where: Mapping[str, str] | None = None,
        direction: Direction | str | None = None,
        coder: str | None = None,
        kinds: Iterable[str] = KINDS,
        groups: Groups = False,
    ) -> list[Quote]:
        """The quotes behind one cell of `themes`: a row of it, and the values of its column.

        ``group`` holds a value for everything the table is by; None stands for not known.

        Raises
        ------
        UnknownCode, Refused
            The table has no such row, or a value to keep is unknown to the study.
        """
        from qualcode.analysis.reporting_groups import covered
        from qualcode.report.quotes import select_quotes

        rows = covered(self.codebook, self._groups(groups))
        codes = rows[code] if code in rows else self.codebook.family(self.codebook[code].id)
        frames = self.frames(kinds)
        where = self._normalised(where or {}, frames)
        said: dict[str, str | None] = {}
        personal: dict[str, str | None] = {}
        for name, value in [*where.items(), *group.items()]:
            (said if name in SAID else personal)[name] = value
        coded = frames.codings
        for name, value in said.items():
            coded = coded[coded[name].isna() if value is None else coded[name] == value]
        return select_quotes(
            dataclasses.replace(frames, codings=coded),
            self.codebook,
            self.respondents,
            codes=codes,
            where=personal,
            direction=checked_direction(direction).value if direction else None,
            coder=coder,
        )

    def _groups(self, groups: Groups) -> tuple[tuple[str, ...], ...]:
        if isinstance(groups, bool):
            return self.codebook.reporting_groups if groups else ()
        return tuple(tuple(group) for group in groups)

    def claims(self) -> str:
        """What the study's tables and lists can and cannot show; said under each of them."""
        from qualcode.report.claims import claims

        return claims(self.about()["profile"])

    def _listed_people(self) -> list[Participant]:
        """Everybody the study lists, interviewed or not."""
        with self._read() as connection:
            return people.load_participants(connection)

    def _normalised(self, where: Mapping[str, str], frames: Frames) -> dict[str, str]:
        """Filter values as the study writes them: a role by its id, an authority by its name.

        Raises
        ------
        Refused
            Nobody who is counted has the value.
        """
        listed, found = self.respondents, {}
        everybody = self._listed_people() if where else []
        for name, value in where.items():
            if name == "role" and listed.role(value) is None:
                roles = [r.id for r in listed.roles if r.is_called(value)]
                value = roles[0] if len(roles) == 1 else value
            if name == "authority":
                value = listed.authority_of(value) or value
            if name == "agency":
                value = listed.agency_of(value) or value
            held = frames.segments if name == "question" else frames.people
            there = [*held[name].unique(), *_listed(listed, name)]
            refuse_unknown_value(name, value, there, everybody)
            found[name] = value
        return found


def left_out(kinds: Iterable[str]) -> str:
    """Which texts are not counted, and whose."""
    names = [f"{kind}s" if kind != Kind.FEEDBACK else kind for kind in Kind if kind not in kinds]
    texts = f"{', '.join(names).capitalize()} are left out, and so" if names else "Left out"
    return f"{texts} are people who withdrew their consent and what interviewers say."


_left_out = left_out


def _listed(listed: Respondents, name: str) -> list[str]:
    """What an attribute may be though nobody in the study is it yet."""
    return {
        "authority": [a.name for a in listed.authorities],
        "role": [r.id for r in listed.roles],
        "agency": [a.id for a in listed.agencies],
    }.get(name, [])
