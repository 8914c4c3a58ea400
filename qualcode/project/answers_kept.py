"""An instrument and its answers as plain values for the store, and back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from qualcode.model.answers import (
    CaseRecord,
    Field,
    FieldType,
    Instrument,
    Item,
    ItemType,
    Missing,
    Value,
    plain,
)
from qualcode.store import Connection
from qualcode.store.kept import load_kept, load_one

INSTRUMENT, ANSWERS, CASE = "instrument", "answers", "case"


def instrument_body(instrument: Instrument) -> dict[str, Any]:
    """An instrument as plain values."""
    return asdict(instrument)


def load_instrument(connection: Connection) -> Instrument | None:
    """The study's instrument; None before there is one."""
    kept = load_one(connection, INSTRUMENT, INSTRUMENT)
    if kept is None or kept.body is None:
        return None
    body = dict(kept.body)
    items = [_item(item) for item in body.pop("items")]
    return Instrument(tuple(items), **body)


def _item(body: Mapping[str, Any]) -> Item:
    fields = tuple(
        Field(**{**f, "type": FieldType(f["type"]), "options": tuple(f["options"])})
        for f in body["fields"]
    )
    options = tuple(body["options"])
    plainly = {**body, "type": ItemType(body["type"]), "options": options, "fields": fields}
    return Item(**plainly)


def value_body(value: Value) -> dict[str, Any]:
    """One answer as plain values."""
    if isinstance(value, Missing):
        return {"missing": value.value}
    if isinstance(value, str):
        return {"step": value}
    if isinstance(value, tuple):
        return {"order": list(value)}
    return {"parts": {option: plain(part) for option, part in value.items()}}


def _value(body: Mapping[str, Any]) -> Value:
    if "missing" in body:
        return Missing(body["missing"])
    if "step" in body:
        return str(body["step"])
    if "order" in body:
        return tuple(body["order"])
    return {option: Decimal(part) for option, part in body["parts"].items()}


def answers_key(participant: str) -> str:
    """Under which key a person's answers are kept: a digest, for a key stands in the history.

    What a file has as an id may be a name, and nothing is ever taken out of the history.
    """
    return _digest(participant)


def answers_body(participant: str, given: Mapping[str, Value]) -> dict[str, Any]:
    """One person's answers as plain values."""
    answers = {item: value_body(value) for item, value in given.items()}
    return {"participant": participant, "answers": answers}


def load_answers(connection: Connection) -> dict[str, dict[str, Value]]:
    """Participant -> item -> their answer."""
    found: dict[str, dict[str, Value]] = {}
    for kept in load_kept(connection, ANSWERS):
        who, answers = kept.key, kept.body or {}
        # Earlier studies have the id as the key and nothing but answers below it.
        if isinstance(answers.get("participant"), str):
            who, answers = answers["participant"], answers["answers"]
        found[who] = {item: _value(body) for item, body in answers.items()}
    return found


def case_key(form: str, case: str) -> str:
    """Under which key a case is kept, its id as a digest. Ids of forms hold no stroke."""
    return f"{form}/{_digest(case)}"


def _digest(id: str) -> str:
    return hashlib.sha256(id.encode("utf-8")).hexdigest()[:32]


def case_body(record: CaseRecord) -> dict[str, Any]:
    """A case record as plain values."""
    values = {
        field: {"missing": value.value} if isinstance(value, Missing) else value
        for field, value in record.values.items()
    }
    return {"form": record.form, "case": record.case, "values": values}


def load_cases(connection: Connection, form: str | None = None) -> list[CaseRecord]:
    """All case records, or those of one form, in the order they came."""
    found: dict[tuple[str, str], CaseRecord] = {}
    for kept in load_kept(connection, CASE):
        body = kept.body or {}
        if form is None or body["form"] == form:
            values = {
                field: Missing(value["missing"]) if isinstance(value, dict) else value
                for field, value in body["values"].items()
            }
            found[body["form"], body["case"]] = CaseRecord(body["form"], body["case"], values)
    return list(found.values())
