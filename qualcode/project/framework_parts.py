"""What the framework matrix asks of the study: names of rows, and what was asked in interviews."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from qualcode.errors import Refused
from qualcode.model import Respondents

if TYPE_CHECKING:
    from qualcode.analysis.frames import Frames
    from qualcode.analysis.frequency import Level
    from qualcode.project.framework import FrameworkVerbs
    from qualcode.report.quotes import Quote


def checked_level(level: str) -> Level:
    """A level by its name.

    Raises
    ------
    Refused
        There is no such level.
    """
    from qualcode.analysis.frequency import Level

    if level not in set(Level):
        raise Refused(f"There is no level {level!r}; choose one of {', '.join(Level)}.")
    return Level(level)


def row_labels(
    frames: Frames, rows: str, respondents: Respondents
) -> dict[str | None, tuple[str, str]]:
    """Value -> how its row is written for people, and a quiet line beside it."""
    from qualcode.report.cells import label_of

    values: list[str | None] = list(dict.fromkeys(frames.people[rows].tolist()))
    labels = {value: label_of(rows, value, respondents) for value in values}
    if rows == "participant":
        who = {p: _told(r, a, respondents) for p, r, a in _posts(frames) if p is not None}
        return {value: (label, who.get(value or "", "")) for value, label in labels.items()}
    named = list(labels.values())
    # Two roles of one name, in two agencies, are told apart by their ids.
    return {
        value: (f"{label} ({value})" if named.count(label) > 1 else label, "")
        for value, label in labels.items()
    }


def _posts(frames: Frames) -> Iterable[tuple[str | None, str | None, str | None]]:
    columns = (frames.people[name].tolist() for name in ("participant", "role", "authority"))
    return zip(*columns, strict=True)


def _told(role: str | None, authority: str | None, respondents: Respondents) -> str:
    known = [respondents.role_name(role), authority]
    return ", ".join(part for part in known if part)


def asked_codes(project: object) -> Mapping[str, frozenset[str]]:
    """Transcript -> the codes its schedule asked for; one of which it is not known is left out."""
    told = getattr(project, "all_codes_asked", None)
    return cast("Callable[[], dict[str, frozenset[str]]]", told)() if told else {}


def quotes_of(
    project: FrameworkVerbs, code: str, where: Mapping[str, str | None], linked: Sequence[str]
) -> list[Quote]:
    """The quotes of a code and those under it by these people, the linked ones first.

    A linked coding is listed though a longer one on the same words would stand for it.
    """
    from qualcode.report.quotes import select_quotes

    frames, family = project.frames(), project.codebook.family(code)

    def quotes(of: Frames) -> list[Quote]:
        return select_quotes(of, project.codebook, project.respondents, codes=family, where=where)

    mine = frames.codings["coding"].isin(list(linked))
    first = quotes(replace(frames, codings=frames.codings[mine])) if linked else []
    return [*first, *(q for q in quotes(frames) if q.coding not in set(linked))]
