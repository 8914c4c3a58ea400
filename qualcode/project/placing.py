"""Labels as written -> roles, agencies and authorities of the study; never a guess."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable
from typing import TypeVar

from qualcode.formats.consent import narrower, stricter
from qualcode.model import Consent, Participant, Permission, Problem, Respondents, Speaker
from qualcode.store import Connection, people

Placed = TypeVar("Placed", Participant, Speaker)


def place(who: Placed, respondents: Respondents) -> tuple[Placed, list[str]]:
    """A participant or speaker with ids for its labels, and a sentence for each left unknown."""
    unknown = []
    agency = respondents.agency_of(who.agency_label)
    if who.agency_label and agency is None:
        unknown.append(f"the agency {who.agency_label!r} is not in the study's list")
    # An agency that is not listed is no licence to read the label alone: the pair is unknown.
    role = respondents.role_of(who.role_label, agency or who.agency_label or None)
    if who.role_label and role is None:
        unknown.append(_unknown_role(who.role_label, who.agency_label, respondents))
    known_role = respondents.role(role)
    if agency is None and who.agency_label is None and known_role is not None:
        # The list says whose post this is, so the agency follows from the role.
        agency = known_role.agency
    authority = who.authority
    if authority:
        listed = respondents.authority_of(authority)
        if listed is None:
            names = [a.name for a in respondents.authorities]
            near = difflib.get_close_matches(authority, names, 1, cutoff=0.75)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            unknown.append(
                f"the authority {authority!r} is new to the study; kept as written{hint}"
            )
        authority = listed or authority
    return dataclasses.replace(who, role=role, agency=agency, authority=authority), unknown


def _unknown_role(label: str, agency: str | None, respondents: Respondents) -> str:
    called = sum(r.is_called(label) for r in respondents.roles)
    if called and agency:
        return f"the role {label!r} at the agency {agency!r} is not in the study's list"
    if called > 1:
        return f"the role {label!r} stands for several posts; give its agency"
    return f"the role {label!r} is not in the study's list"


def place_speakers(
    speakers: Iterable[Speaker], respondents: Respondents
) -> tuple[list[Speaker], list[Problem]]:
    """All speakers of a transcript placed, and what is not known of them."""
    placed, problems = [], []
    for speaker in speakers:
        one, unknown = place(speaker, respondents)
        placed.append(one)
        problems += [Problem(sentence) for sentence in unknown]
    return placed, list(dict.fromkeys(problems))


def join_participants(
    connection: Connection,
    found: Iterable[Participant],
    respondents: Respondents,
    *,
    may_widen: bool = True,
) -> list[Participant]:
    """Participants placed, with what was known of them before where a file says nothing new.

    ``may_widen`` says whether a person's consent may come to allow more than it did.
    """
    known = {p.id: p for p in people.load_participants(connection)}
    joined = []
    for one in found:
        before = known.get(one.id)
        if before is not None:
            fields = ("role_label", "agency_label", "authority", "programme")
            kept = {f: getattr(one, f) or getattr(before, f) for f in fields}
            consent = before.consent if one.consent is Consent.UNKNOWN else one.consent
            answers = {
                name: now if (now := getattr(one, name)) is not Permission.UNKNOWN else then
                for name in ("archive", "name_authority")
                for then in [getattr(before, name)]
            }
            if not may_widen:
                consent = stricter(before.consent, one.consent)
                answers = {n: narrower(getattr(before, n), said) for n, said in answers.items()}
            one = dataclasses.replace(
                one,
                **kept,
                consent=consent,
                **answers,
                attributes={**before.attributes, **one.attributes},
            )
        one, _ = place(one, respondents)
        known[one.id] = one
        joined.append(one)
    return joined


def widened(before: Participant | None, now: Participant) -> list[str]:
    """What a person allows now and did not before, each in a sentence.

    A table that was made before somebody withdrew would take the withdrawal back unseen.
    """
    if before is None:
        return []
    said = []
    then, answer = before.consent, now.consent
    if then != answer and stricter(then, answer) is then:
        said.append(
            f"{before.id}: consent was {then.value}, and this file says {answer.value}; set it back"
            " on the Participants page if the file is older"
        )
    for name, use in (("archive", "archive"), ("name_authority", "name authority")):
        was, says = getattr(before, name), getattr(now, name)
        if was is Permission.NO and says is not Permission.NO:
            said.append(
                f"{before.id}: {use} was no, and this file says {says.value}; set it back on the"
                " Participants page if the file is older"
            )
    return said
