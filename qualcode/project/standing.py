"""Where a study stands, and the one next thing to do in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from qualcode.model import Kind, Participant, Reading, Respondents, Role, Speaker, fold
from qualcode.model.review import ItemState, RoundState
from qualcode.project.reviewing_look import item_states
from qualcode.project.suggesting import SuggestionVerbs
from qualcode.store import Connection, coded, moves, people, talk, texts
from qualcode.store.readings import load_readings
from qualcode.store.round_items import load_places
from qualcode.store.rounds import load_apart, load_items, load_rounds

UNSETTLED = (ItemState.QUESTIONED, ItemState.DISAGREED)


class Step(StrEnum):
    """What to do next, in the order of the work."""

    UPLOAD = "upload"
    CONFIRM = "confirm speakers"
    PLACE = "place codings again"
    SETTLE = "settle roles"
    CODEBOOK = "add codes"
    CODE = "code"
    ANSWER = "answer"
    DECIDE = "decide"
    CODE_ON = "code on"
    THEMES = "themes"


@dataclass(frozen=True)
class Standing:
    """Counts over the texts in view. Interviews are those that stand in interview counts.

    ``unconfirmed`` are texts with a speaker who is matched to nobody and whom no person has
    looked at; ``untouched`` are interviews without a coding that nobody has coded through;
    ``to_place`` counts codings that wait because their transcript was corrected, and
    ``asked`` items that a reviewer questioned or disagreed with and nobody has settled.
    """

    interviews: int
    other_texts: int
    coded_by_me: int
    coded_by_anyone: int
    participants: int
    unknown_roles: int
    unmatched: int
    codings: int
    my_codings: int
    waiting: int
    asked: int
    to_place: int
    unconfirmed: tuple[str, ...]
    untouched: tuple[str, ...]
    next: Step


@dataclass(frozen=True)
class UnsettledRole:
    """A role label the study's list cannot place: who has it, and which roles it may be.

    ``who`` holds participants' ids and, for speakers matched to nobody, ``in`` their transcript.

    ``several`` says that it stands for more than one listed post, so that only the agency, or a
    fuller label, can settle it.
    """

    label: str
    agency_label: str | None
    agency: str | None
    who: tuple[str, ...]
    alike: tuple[Role, ...]
    several: bool


class StandingVerbs(SuggestionVerbs):
    """The study at a glance."""

    def standing(self) -> Standing:
        """Where the study stands for the acting coder."""
        with self._read() as connection:
            apart = load_apart(connection, self.coder)
            rows = texts.load_overview(connection, apart=apart, coder=self.coder)
            spoken = talk.load_all_speakers(connection)
            readings = load_readings(connection)
            known = people.load_participants(connection)
            asked = _unsettled_items(connection, self.coder, apart)
            to_place = moves.count_waiting(connection)
            mine = len(coded.load_codings(connection, coder=self.coder))
        lost = [(id, s) for id, s in spoken if _needs_a_look(s)]
        interviews = [row for row in rows if Kind(row["kind"]).counts_as_interview]
        done = {r.transcript for r in readings if r.done_at}
        facts: dict[str, Any] = {
            "interviews": len(interviews),
            "other_texts": len(rows) - len(interviews),
            "coded_by_me": _done_by(self.coder, readings, interviews),
            "coded_by_anyone": sum(row["id"] in done for row in interviews),
            "participants": len(known),
            "unknown_roles": sum(p.role is None for p in known),
            "unmatched": sum(not s.interviewer and s.participant is None for _, s in spoken),
            "codings": sum(row["codings"] for row in rows),
            "my_codings": mine,
            "waiting": self.pending_count(),
            "asked": asked,
            "to_place": to_place,
            "unconfirmed": tuple(dict.fromkeys(id for id, _ in lost)),
            "untouched": tuple(
                r["id"] for r in interviews if not r["codings"] and r["id"] not in done
            ),
        }
        return Standing(**facts, next=self._next(facts))

    def _next(self, facts: dict[str, Any]) -> Step:
        in_order = (
            (Step.UPLOAD, not facts["interviews"] + facts["other_texts"]),
            (Step.CONFIRM, facts["unconfirmed"]),
            # Until they are looked at they are in no count.
            (Step.PLACE, facts["to_place"]),
            # What only an agency could settle may stay unknown; it is no reason to wait.
            (Step.SETTLE, any(not role.several for role in self.unsettled_roles())),
            (Step.CODEBOOK, not len(self.codebook)),
            (Step.CODE, not facts["codings"]),
            # Somebody waits for these; nobody waits for a suggestion.
            (Step.ANSWER, facts["asked"]),
            (Step.DECIDE, facts["waiting"]),
            (Step.CODE_ON, facts["untouched"]),
        )
        return next((step for step, due in in_order if due), Step.THEMES)

    def unsettled_roles(self) -> list[UnsettledRole]:
        """Role labels that no listed role has, each with its agency, in the order they came."""
        with self._read() as connection:
            listed = people.load_respondents(connection)
            known = people.load_participants(connection)
            spoken = talk.load_all_speakers(connection)
        having: list[tuple[Participant | Speaker, str]] = [(p, p.id) for p in known]
        having += [(s, f"in {id}") for id, s in spoken if not s.participant]
        labels: dict[tuple[str, str], tuple[str, str | None]] = {}
        found: dict[tuple[str, str], list[str]] = {}
        for one, who in having:
            if one.role_label and not one.role:
                key = (fold(one.role_label), fold(one.agency_label or ""))
                labels.setdefault(key, (one.role_label, one.agency_label))
                found.setdefault(key, []).append(who)
        return [
            _unsettled(*labels[key], tuple(dict.fromkeys(who)), listed)
            for key, who in found.items()
        ]


def _unsettled_items(connection: Connection, who: str, apart: frozenset[str]) -> int:
    """Items of open rounds that wait to be settled; those kept from this person are left out."""
    found = 0
    for one in load_rounds(connection):
        if one.state not in (RoundState.IN_REVIEW, RoundState.RETURNED):
            continue
        waits = {id for id, state in item_states(connection, one.id).items() if state in UNSETTLED}
        if waits and apart:
            about = {i.about: i.id for i in load_items(connection, one.id)}
            for coding, place in load_places(connection, one.id).items():
                if place.coding.transcript in apart and place.coding.coder != who:
                    waits.discard(about[coding])
        found += len(waits)
    return found


def _needs_a_look(speaker: Speaker) -> bool:
    return not (speaker.interviewer or speaker.participant or speaker.confirmed)


def _done_by(coder: str, readings: list[Reading], rows: list[dict[str, Any]]) -> int:
    done = {r.transcript for r in readings if r.done_at and r.coder == coder}
    return sum(row["id"] in done for row in rows)


def _unsettled(
    label: str, agency_label: str | None, who: tuple[str, ...], listed: Respondents
) -> UnsettledRole:
    agency = listed.agency_of(agency_label)
    # A role of another agency could never be found again from this label and agency.
    alike = tuple(r for r in listed.roles if not agency_label or r.agency in (agency, None))
    called = [r for r in alike if r.is_called(label)]
    return UnsettledRole(label, agency_label, agency, who, alike, len(called) > 1)


def unknowns(person: Participant) -> tuple[str, ...]:
    """What is not known of a participant, in words for a table."""
    facts = {
        "role": person.role,
        "agency": person.agency,
        "authority": person.authority,
        "consent": None if person.consent.value == "unknown" else person.consent,
    }
    return tuple(name for name, value in facts.items() if not value)
