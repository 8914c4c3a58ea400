"""The study's own row, its coders and its participants."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from qualcode.model import (
    Agency,
    Authority,
    Coder,
    CoderRole,
    Consent,
    Participant,
    Permission,
    Respondents,
    Role,
)
from qualcode.store import schema
from qualcode.store.events import FIRST
from qualcode.store.session import Writing

_KNOWN = select(schema.coder.c.name).where(schema.coder.c.name == bindparam("who"))


def save_study(tx: Writing, title: str, profile: str, respondents: Respondents) -> None:
    """Write the one row that describes the study."""
    tx.connection.execute(
        insert(schema.study).values(
            id=1,
            uuid=str(uuid.uuid4()),
            title=title,
            profile=profile,
            made_at=tx.at,
            respondents=_respondents_json(respondents),
            options="{}",
            head=FIRST,
        )
    )
    tx.record("make study", "study", profile=profile)


def load_study(connection: Connection) -> Mapping[str, Any]:
    """Title, profile, made_at and options of the study."""
    row = connection.execute(select(schema.study)).one()
    return {
        "uuid": row.uuid,
        "title": row.title,
        "profile": row.profile,
        "made_at": row.made_at,
        "options": json.loads(row.options),
    }


def save_options(tx: Writing, **changes: object) -> None:
    """Change some of the study's options."""
    options = {**load_study(tx.connection)["options"], **changes}
    tx.connection.execute(update(schema.study).values(options=json.dumps(options)))
    tx.record("set options", "study", **changes)


def load_respondents(connection: Connection) -> Respondents:
    """The study's lists of roles, agencies and authorities."""
    raw = json.loads(connection.execute(select(schema.study.c.respondents)).scalar_one())
    return Respondents(
        roles=tuple(Role(**{**r, "variants": tuple(r["variants"])}) for r in raw["roles"]),
        agencies=tuple(Agency(**{**a, "variants": tuple(a["variants"])}) for a in raw["agencies"]),
        authorities=tuple(
            Authority(**{**a, "variants": tuple(a["variants"])}) for a in raw["authorities"]
        ),
        continuum=raw["continuum"],
    )


def save_respondents(tx: Writing, respondents: Respondents, why: str) -> None:
    """Replace the study's lists of roles, agencies and authorities."""
    tx.connection.execute(update(schema.study).values(respondents=_respondents_json(respondents)))
    tx.record("set respondents", "study", why=why)


def _respondents_json(respondents: Respondents) -> str:
    return json.dumps(asdict(respondents), ensure_ascii=False)


def save_coder(tx: Writing, coder: Coder, *, at: str = "") -> None:
    """Add a coder, once; ``at`` is when they joined, where it is not now."""
    if tx.connection.execute(_KNOWN, {"who": coder.name}).first() is None:
        tx.connection.execute(
            insert(schema.coder).values(name=coder.name, role=coder.role.value, made_at=at or tx.at)
        )
        tx.record("add coder", coder.name, role=coder.role.value)


def load_coders(connection: Connection) -> list[Coder]:
    """Everyone who has coded or reviewed, in order of joining."""
    rows = connection.execute(select(schema.coder).order_by(schema.coder.c.made_at))
    return [Coder(row.name, CoderRole(row.role)) for row in rows]


def save_participants(tx: Writing, participants: list[Participant]) -> None:
    """Add participants, or replace what is known of those with the same id."""
    table = schema.participant
    known = set(tx.connection.execute(select(table.c.id)).scalars())
    for p in participants:
        row = asdict(p) | {
            "consent": p.consent.value,
            "archive": p.archive.value,
            "name_authority": p.name_authority.value,
            "attributes": json.dumps(dict(p.attributes)),
        }
        if p.id in known:
            tx.connection.execute(update(table).where(table.c.id == p.id).values(row))
        else:
            tx.connection.execute(insert(table).values(row))
            known.add(p.id)
        # Roles and authorities are attributes of people: the history keeps none.
        allowed = {"archive": p.archive.value, "name_authority": p.name_authority.value}
        said = {use: answer for use, answer in allowed.items() if answer != "unknown"}
        tx.record("set participant", p.id, consent=p.consent.value, **said)


def load_participants(connection: Connection) -> list[Participant]:
    """All participants, by id."""
    people = [
        Participant(
            **{
                **row._mapping,
                "consent": Consent(row.consent),
                "archive": Permission(row.archive),
                "name_authority": Permission(row.name_authority),
                "attributes": json.loads(row.attributes),
            }
        )
        for row in connection.execute(select(schema.participant))
    ]
    # Sorted here: databases differ in how they order letters and figures.
    return sorted(people, key=lambda person: person.id)
