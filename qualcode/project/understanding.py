"""Codings -> tables: who says what, with how many people behind it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.errors import Refused
from qualcode.model import Direction, Kind, Respondents
from qualcode.project.base import Base
from qualcode.project.checking import checked_direction
from qualcode.project.transcripts import people_of
from qualcode.store import coded, events, people, talk, texts
from qualcode.store.readings import load_readings

if TYPE_CHECKING:
    from qualcode.analysis.frames import Frames
    from qualcode.analysis.frequency import ThemeTable

KINDS = tuple(kind for kind in Kind if kind.counts_as_interview)


class UnderstandingVerbs(Base):
    """Tables over codings."""

    _frames: tuple[tuple[int, frozenset[str]], Frames] | None = None

    def frames(self, kinds: Iterable[str] = KINDS) -> Frames:
        """Everything the analyses start from, as tidy tables; kept until the study changes."""
        from qualcode.analysis.frames import make_frames

        wanted = frozenset(str(k) for k in kinds)
        with self._read() as connection:
            state = (events.load_count(connection), wanted)
            if self._frames is not None and self._frames[0] == state:
                return self._frames[1]
            about = {
                row["id"]: row for row in texts.load_overview(connection) if row["kind"] in wanted
            }
            known = {p.id: p for p in people.load_participants(connection)}
            frames = make_frames(
                about,
                [(id, s) for id, s in people_of(connection) if id in about],
                known,
                [row for row in talk.load_all_segments(connection) if row[0] in about],
                [c for c in coded.load_codings(connection) if c.transcript in about],
                load_readings(connection),
            )
        self._frames = (state, frames)
        return frames

    def themes(
        self,
        by: Sequence[str] = (),
        *,
        where: Mapping[str, str] | None = None,
        direction: Direction | str | None = None,
        coder: str | None = None,
        kinds: Iterable[str] = KINDS,
    ) -> ThemeTable:
        """How many participants and segments carry each code, by any attributes.

        Counts are of distinct participants, with the number in scope beside them, and of
        distinct segments; an indicator counts those of its letters once. Documents, reflections
        and feedback stay out unless ``kinds`` asks for them.

        Parameters
        ----------
        by : authority, role, agency, programme, wave, level, direction or any attribute
        where : attribute -> the value to keep; roles by id, name or spelling
        direction, coder : only codings of this direction or coder

        Raises
        ------
        Refused
            An attribute, or a value to keep, is unknown to the study, or is asked for twice.
        """
        from qualcode.analysis.frequency import count_themes

        frames = self.frames(kinds)
        refuse_unknown(by, (*frames.attributes, "direction"))
        refuse_unknown(where or (), frames.attributes)
        if len(set(by)) < len(by):
            raise Refused("Each attribute can be asked for once.")
        return count_themes(
            frames,
            self.codebook,
            tuple(by),
            where=self._normalised(where or {}, frames),
            direction=checked_direction(direction).value if direction else None,
            coder=coder,
        )

    def _normalised(self, where: Mapping[str, str], frames: Frames) -> dict[str, str]:
        """Filter values as the study writes them: a role by its id, an authority by its name.

        Raises
        ------
        Refused
            Nobody has the value: a slip of the pen must not look like a finding of nothing.
        """
        listed, found = self.respondents, {}
        for name, value in where.items():
            if name == "role" and listed.role(value) is None:
                roles = [r.id for r in listed.roles if r.is_called(value)]
                value = roles[0] if len(roles) == 1 else value
            if name == "authority":
                value = listed.authority_of(value) or value
            if name == "agency":
                value = listed.agency_of(value) or value
            _refuse_unknown_value(name, value, [*frames.people[name], *_listed(listed, name)])
            found[name] = value
        return found


def _listed(listed: Respondents, name: str) -> list[str]:
    """What an attribute may be though nobody in the study is it yet."""
    return {
        "authority": [a.name for a in listed.authorities],
        "role": [r.id for r in listed.roles],
        "agency": [a.id for a in listed.agencies],
    }.get(name, [])


def _refuse_unknown_value(name: str, value: str, known: Iterable[str | None]) -> None:
    values = [v for v in known if v is not None]
    if value not in values:
        near = difflib.get_close_matches(value, values, 1)
        meant = f" Did you mean {near[0]!r}?" if near else ""
        raise Refused(f"Nobody in the study has the {name} {value!r}.{meant}")


def refuse_unknown(asked: Iterable[str], known: Sequence[str]) -> None:
    """Refuse a table by, or a filter on, an attribute the study does not have.

    Raises
    ------
    Refused
        One of the names asked for is not known.
    """
    for name in asked:
        if name not in known:
            raise Refused(f"Nothing is known by {name!r}; choose from {', '.join(known)}.")
