"""What a round is made over: what can be drawn, and the items made of what was."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.errors import UnknownItem
from qualcode.model.review import RoundItem
from qualcode.project.theme_keeping import KIND
from qualcode.store import Connection
from qualcode.store.coded import load_codings
from qualcode.store.kept import load_one
from qualcode.store.readings import load_readings

if TYPE_CHECKING:
    from qualcode.analysis.frames import Frames

Strata = dict[str, tuple[object, ...]]


def coding_strata(frames: Frames, by: Sequence[str], where: Mapping[str, str]) -> Strata:
    """Codings of people who fit, in the order of the texts: id -> their stratum."""
    from qualcode.analysis.frequency import kept

    people = kept(frames.people, where)
    rows = frames.codings[frames.codings["person"].isin(people.index)]
    rows = rows.drop_duplicates("coding")
    authority = rows["person"].map(people["authority"]) if len(rows) else rows["person"]
    columns = {"code": rows["code"], "coder": rows["coder"], "authority": authority}
    named = [columns[name].tolist() for name in by] or [[""] * len(rows)]
    return dict(zip(rows["coding"].tolist(), zip(*named, strict=True), strict=True))


def interview_strata(frames: Frames, where: Mapping[str, str]) -> Strata:
    """Interviews in which somebody fits, in their order: id -> the authorities spoken for."""
    from qualcode.analysis.frequency import kept

    people = kept(frames.people, where)
    found: dict[str, set[str]] = {}
    for id, authority in people[["transcript", "authority"]].itertuples(index=False):
        found.setdefault(id, set()).add(authority or "")
    return {id: tuple(sorted(found[id])) for id in frames.titles if id in found}


def coding_items(round: str, codings: Sequence[str], after: int) -> list[RoundItem]:
    """Items of codings, numbered on after as many others."""
    return [
        RoundItem(item_id(round, f"coding {id}"), round, after + n, f"coding {id}")
        for n, id in enumerate(codings, 1)
    ]


def coded_through(connection: Connection, transcripts: Collection[str]) -> list[str]:
    """Ids of the codings that stand in these transcripts, of those who have coded them through."""
    through = {(r.transcript, r.coder) for r in load_readings(connection) if r.done_at}
    within = set(transcripts)
    return [
        c.id
        for c in load_codings(connection)
        if c.transcript in within and (c.transcript, c.coder) in through
    ]


def through_before(connection: Connection, coders: Collection[str]) -> Counter[str]:
    """Transcript -> how many of these coders have coded it through."""
    return Counter(
        r.transcript for r in load_readings(connection) if r.done_at and r.coder in coders
    )


def theme_items(connection: Connection, round: str, themes: Sequence[str]) -> list[RoundItem]:
    """Items of themes as they are now, numbered from 1.

    Raises
    ------
    UnknownItem
        There is no such theme, or it was dropped.
    """
    items = []
    for n, id in enumerate(dict.fromkeys(themes), 1):
        newest = load_one(connection, KIND, id)
        if newest is None:
            raise UnknownItem("There is no such theme, or it was dropped; look at the list again.")
        subject = f"theme {id}"
        items.append(RoundItem(item_id(round, subject), round, n, subject, newest.id))
    return items


def item_id(round: str, subject: str) -> str:
    """The id of what is looked at in a round: the same on every machine."""
    return str(uuid.uuid5(uuid.UUID(round), subject))
