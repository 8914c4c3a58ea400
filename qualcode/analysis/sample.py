"""The sample: planned and achieved, role by authority, and how the invitations went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from qualcode.analysis.sample_rows import INVITED, NOT_KNOWN, SampleRow, SampleTable, named
from qualcode.model import Respondents, fold
from qualcode.model.plan import NUMBERS, Plan, PlanRow
from qualcode.model.wording import many

Place = tuple[str | None, str | None]  # role, authority; None stands for the whole


@dataclass
class _Met:
    """Who was met in a place of the table."""

    interviews: set[str] = field(default_factory=set)
    participants: set[str] = field(default_factory=set)
    unknown: int = 0

    def add(self, transcript: str, participant: str | None) -> None:
        """One respondent of one transcript."""
        self.interviews.add(transcript)
        if participant is None:
            self.unknown += 1
        else:
            self.participants.add(participant)

    @property
    def people(self) -> int | None:
        """Distinct participants; None where there are people and none is known."""
        return len(self.participants) or (None if self.unknown else 0)


def count_sample(people: pd.DataFrame, plan: Plan | None, respondents: Respondents) -> SampleTable:
    """Planned and achieved interviews and participants, role by authority.

    ``people`` is the table of `Frames`: a row a respondent's label in a transcript. Names of the
    plan are normalised as everywhere; what is found nowhere keeps its name and is reported.
    """
    met = _met(people)
    names = Names(respondents, people)
    placed = [names.place(row) for row in plan.rows] if plan else []
    given = {(p.role, p.authority): p for p in placed}
    cells = [p for p in placed if p.role is not None and p.authority is not None]
    planned = {(p.role, p.authority) for p in cells}
    rows = [_with_met(p, met) for p in cells]
    rows += [
        SampleRow(
            role,
            respondents.role_name(role) or role,
            authority,
            state=_state((role, authority), cells, given) if plan else "",
            interviews=len(met[role, authority].interviews),
            participants=met[role, authority].people,
        ).filled()
        for role, authority in sorted(met, key=lambda place: (str(place[1]), str(place[0])))
        if role is not None and authority is not None and (role, authority) not in planned
    ]
    margins = [p for p in placed if p not in cells]
    extra = [p.role for p in margins if p.role], [p.authority for p in margins if p.authority]
    roles = dict.fromkeys([*(r.role for r in rows), *extra[0]])
    authorities = dict.fromkeys([*(r.authority for r in rows), *extra[1]])
    wholes = [
        [_whole((role, None), rows, given, met, names) for role in roles],
        [_whole((None, place), rows, given, met, names) for place in authorities],
    ]
    total = _added_up(_whole((None, None), rows, given, met, names), wholes)
    return SampleTable(
        tuple(rows),
        tuple(wholes[0]),
        tuple(wholes[1]),
        total,
        _caption(people, plan),
        plan.note if plan else "",
        tuple(_warnings([*rows, *wholes[0], *wholes[1], total], rows, given)),
        tuple(dict.fromkeys(names.unresolved)),
        tuple(dict.fromkeys(p.footnote for p in placed if p.footnote)),
    )


class Names:
    """The plan's names as the study writes them; ``unresolved`` collects what it does not have."""

    def __init__(self, respondents: Respondents, people: pd.DataFrame) -> None:
        self._listed = respondents
        self._roles = {fold(r): r for r in people["role"] if r is not None}
        self._authorities = {fold(a): a for a in people["authority"] if a is not None}
        self.unresolved: list[str] = []
        self._unknown: set[str] = set()

    def place(self, row: PlanRow) -> SampleRow:
        """A row of the plan in its place."""
        role, authority, known = row.role, row.authority, True
        if row.role is not None:
            agency = self._listed.agency_of(row.agency)
            found = self._listed.role_of(row.role, agency) or self._roles.get(fold(row.role))
            known &= self._known(found, "role", row.role)
            role = found or row.role
        if row.authority is not None:
            place = self._listed.authority_of(row.authority)
            place = place or self._authorities.get(fold(row.authority))
            known &= self._known(place, "authority", row.authority)
            authority = place or row.authority
        return SampleRow(
            role,
            self.role_name(role),
            authority,
            **{name: getattr(row, name) for name in NUMBERS},
            state=("planned" if row.planned is not None else "") if known else "not in the lists",
            footnote=row.footnote,
        )

    def role_name(self, role: str | None) -> str | None:
        """How a role is written for people."""
        return self._listed.role_name(role)

    def is_unknown(self, name: str | None) -> bool:
        """Whether the study does not have a name of the plan."""
        return name in self._unknown

    def _known(self, found: str | None, what: str, name: str) -> bool:
        if found is None:
            self._unknown.add(name)
            self.unresolved.append(f"{what} {name!r}")
        return found is not None


def _met(people: pd.DataFrame) -> dict[Place, _Met]:
    """Role and authority -> who was met; with None for the wholes."""
    met: dict[Place, _Met] = {}
    columns = ["transcript", "participant", "role", "authority"]
    for transcript, participant, role, authority in people[columns].itertuples(index=False):
        role, authority = role or NOT_KNOWN, authority or NOT_KNOWN
        for place in ((role, authority), (role, None), (None, authority), (None, None)):
            met.setdefault(place, _Met()).add(transcript, participant)
    return met


def _with_met(row: SampleRow, met: Mapping[Place, _Met]) -> SampleRow:
    if row.state == "not in the lists":
        return row
    here = met.get((row.role, row.authority), _Met())
    return replace(row, interviews=len(here.interviews), participants=here.people).filled()


def _state(place: Place, cells: Sequence[SampleRow], given: Mapping[Place, SampleRow]) -> str:
    """Of a cell the plan does not list: not planned, or empty where it plans only a whole."""
    for over in ((place[0], None), (None, place[1]), (None, None)):
        whole = given.get(over)
        told = whole is not None and whole.planned is not None
        if told and all(row.planned is None for row in _under(over, cells)):
            return ""
    return "not planned"


def _whole(
    place: Place,
    rows: Sequence[SampleRow],
    given: Mapping[Place, SampleRow],
    met: Mapping[Place, _Met],
    names: Names,
) -> SampleRow:
    """A role, an authority or the study: what the plan says of it whole, else its cells' sums."""
    here = _under(place, rows)
    whole = given.get(place)
    here_met = met.get(place, _Met())
    told = {name: getattr(whole, name, None) for name in NUMBERS}
    planned_cells = [row for row in here if (row.role, row.authority) in given]
    known = [row for row in planned_cells if row.approached is not None]
    partly = f"{len(known)} of {len(planned_cells)} cells"
    summed = told["approached"] is None and 0 < len(known) < len(planned_cells)
    sums = {name: _sum(getattr(row, name) for row in known) for name in INVITED}
    sums["planned"] = _sum(row.planned for row in here)
    unknown = any(names.is_unknown(name) for name in place)
    row = SampleRow(
        place[0],
        names.role_name(place[0]),
        place[1],
        **{name: sums[name] if told[name] is None else told[name] for name in NUMBERS},
        interviews=None if unknown else len(here_met.interviews),
        participants=None if unknown else here_met.people,
        state="not in the lists" if unknown else "",
        footnote=whole.footnote if whole else "",
        partly=partly if summed else "",
    )
    # A number the plan gives for the whole counts as such where its cells do not make it.
    if told["planned"] is not None and told["planned"] != sums["planned"]:
        return replace(row, state=row.state or "planned").filled()
    return _of_parts(row, here)


def _of_parts(row: SampleRow, parts: Sequence[SampleRow]) -> SampleRow:
    """A whole with the planned interviews held in its parts, and the others."""
    if row.state:
        return row
    held, beyond = (_sum(getattr(p, n) for p in parts) for n in ("planned_held", "not_planned"))
    if row.planned is not None:
        return replace(row, state="planned", planned_held=held or 0, not_planned=beyond or 0)
    nobody = bool(parts) and all(part.state == "not planned" for part in parts)
    return replace(row, state="not planned" if nobody else "", not_planned=beyond)


def _added_up(total: SampleRow, wholes: Sequence[Sequence[SampleRow]]) -> SampleRow:
    """The study, where neither the plan nor its cells say a number: all roles, or authorities."""
    for name in NUMBERS:
        for listed in wholes if getattr(total, name) is None else ():
            # Whom the plan does not speak of adds nothing to what is planned.
            spoken = [row for row in listed if name != "planned" or row.planned is not None]
            parts = [getattr(row, name) for row in spoken]
            if getattr(total, name) is None and parts and None not in parts:
                total = replace(total, **{name: sum(parts)})
                if name == "planned":
                    total = _of_parts(replace(total, state=""), listed)
    return total


def _under(place: Place, rows: Iterable[SampleRow]) -> list[SampleRow]:
    role, authority = place
    return [r for r in rows if role in (None, r.role) and authority in (None, r.authority)]


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _warnings(
    every: Sequence[SampleRow], rows: Sequence[SampleRow], given: Mapping[Place, SampleRow]
) -> list[str]:
    """Where the parts do not make the whole, in sentences."""
    found = []
    for row in dict.fromkeys(every):
        parts = [row.agreed, row.declined, row.not_reached]
        known = sum(part for part in parts if part is not None)
        if row.approached is None or row.partly or (None in parts and known <= row.approached):
            continue
        if known != row.approached:
            found.append(
                f"{named(row)}: {row.approached} approached, but agreed, declined and not reached"
                f" make {known}."
            )
    for place, whole in given.items():
        here = [row for row in _under(place, rows) if (row.role, row.authority) in given]
        for name in NUMBERS if None in place and here else ():
            parts = [getattr(row, name) for row in here]
            told = getattr(whole, name)
            made = sum(part for part in parts if part is not None)
            if told is not None and None not in parts and made != told:
                found.append(
                    f"{named(whole)}: the plan says {told} {name.replace('_', ' ')} in all, but"
                    f" its cells make {made}."
                )
    return list(dict.fromkeys(found))


def _caption(people: pd.DataFrame, plan: Plan | None) -> str:
    shared = people.groupby("transcript").size()
    joint = int((shared > 1).sum())
    unknown = int(people["participant"].isna().sum())
    parts = [
        "Interviews are transcripts of interviews and focus groups, each counted once; participants"
        " are distinct people. People who withdrew are not counted.",
        f"Achieved: {many(people['transcript'].nunique(), 'interview')} with"
        f" {many(people['participant'].nunique(), 'participant')}.",
    ]
    if joint:
        parts.append(
            f"{joint} of the interviews had several respondents:"
            f" {'it' if joint == 1 else 'each'} is one interview, and stands with"
            " every role in it, so it can be among those planned and"
            " among those not planned too."
        )
    if unknown:
        speakers = f"{many(unknown, 'speaker')} {'is' if unknown == 1 else 'are'}"
        parts.append(f"{speakers} not known as participants, so people are fewer.")
    if plan is None:
        parts.append("There is no planned sample yet.")
    return " ".join(parts)
