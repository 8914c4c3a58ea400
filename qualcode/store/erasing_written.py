"""One person's words in what others wrote: taken out of every version of it."""

from __future__ import annotations

import json
import secrets
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Table, delete, select, update

from qualcode.store import schema
from qualcode.store.asked import ASKED
from qualcode.store.erasing_found import Theirs
from qualcode.store.hashing import hashed

# Notes of whom files and screens told of, as hashes: see project/leaving.py.
REGISTERS = frozenset({"release", "left", "shown", "portrait"})
# Of these a piece that was said in the person's interviews alone goes whole.
OF_A_PERSON = ("participant", "case")


def cut_written(connection: Connection, theirs: Theirs) -> Counter[str]:
    """Clean the codebook, memos, verdicts and all that is kept; returns how many changed."""
    changed: Counter[str] = Counter()
    changed["memos cut"] += _cut_column(connection, schema.memo, "text", theirs.said.cut)
    changed["notes cut"] += _cut_column(connection, schema.round_step, "note", theirs.said.cut)
    changed["notes cut"] += _cut_column(connection, schema.resolution, "reason", theirs.said.cut)
    changed["codebook texts"] += _cut_codebook(connection, theirs)
    _cut_column(connection, schema.judged, "proposal", _in_json(theirs))
    _cut_column(connection, schema.suggestion, "reasons", _reasons(theirs))
    _cut_column(connection, schema.text_version, "reason", theirs.said.cut)
    changed.update(_cut_kept(connection, theirs))
    return changed


def _cut_column(connection: Connection, table: Table, name: str, cut: Callable[[str], str]) -> int:
    """Put what is left of a column's texts in their place."""
    keys, n = list(table.primary_key.columns), 0
    for row in connection.execute(select(*keys, table.c[name])).all():
        old = row[-1]
        if not old or (new := cut(old)) == old:
            continue
        there = [column == value for column, value in zip(keys, row, strict=False)]
        connection.execute(update(table).where(*there).values({name: new}))
        n += 1
    return n


def _in_json(theirs: Theirs) -> Callable[[str], str]:
    def cut(stored: str) -> str:
        if not theirs.said.holds(stored):
            return stored
        return json.dumps(walked(json.loads(stored), theirs), ensure_ascii=False)

    return cut


def _reasons(theirs: Theirs) -> Callable[[str], str]:
    """Reasons of suggestions without those that show the person's words or interviews."""

    def cut(stored: str) -> str:
        if not theirs.said.holds(stored) and not any(id in stored for id in theirs.whole):
            return stored
        reasons = json.loads(stored)
        left = [one for one in reasons if not _tells(json.dumps(one, ensure_ascii=False), theirs)]
        return json.dumps(left, ensure_ascii=False)

    return cut


def _tells(words: str, theirs: Theirs) -> bool:
    return theirs.said.holds(words) or any(id in words for id in theirs.whole)


def _cut_codebook(connection: Connection, theirs: Theirs) -> int:
    """Take examples, phrases and the like that are the person's words out of every version."""
    table, n = schema.codebook_version, 0
    for row in connection.execute(select(table.c.n, table.c.document)).all():
        if not theirs.said.holds(row.document):
            continue
        document = json.loads(row.document)
        new = _without_examples(document, theirs)
        if new != document:
            as_json = json.dumps(new, ensure_ascii=False)
            connection.execute(update(table).where(table.c.n == row.n).values(document=as_json))
            n += 1
    return n


def _without_examples(value: Any, theirs: Theirs) -> Any:
    """Texts in lists go whole, as examples and phrases do; of others the words are cut."""
    if isinstance(value, dict):
        return {name: _without_examples(one, theirs) for name, one in value.items()}
    if isinstance(value, list):
        return [
            _without_examples(one, theirs)
            for one in value
            if not (isinstance(one, str) and theirs.said.holds(one))
        ]
    return theirs.said.cut(value) if isinstance(value, str) else value


def _cut_kept(connection: Connection, theirs: Theirs) -> Counter[str]:
    table, changed = schema.kept, Counter[str]()
    versions: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in connection.execute(select(table).order_by(table.c.n)):
        versions[row.kind, row.key].append(row)
    study = connection.execute(select(schema.study.c.made_at, schema.study.c.uuid)).one()
    salts = {str(value) for value in study}
    for (kind, _), rows in versions.items():
        bodies = {row.id: json.loads(row.body) for row in rows if row.body is not None}
        goes = {row.id for row in rows if row.id in bodies and is_of(row, bodies[row.id], theirs)}
        if goes and (goes >= set(bodies) or rows[-1].id in goes):
            # Without its newest version an older one would come back.
            goes = {row.id for row in rows}
        for id in goes:
            connection.execute(delete(table).where(table.c.id == id))
        changed["written pieces"] += len(goes)
        for id, body in bodies.items():
            if id in goes:
                continue
            noted = kind in REGISTERS
            new = _unnamed(body, theirs, salts) if noted else walked(body, theirs)
            if new != body:
                as_json = json.dumps(new, ensure_ascii=False, sort_keys=True)
                connection.execute(update(table).where(table.c.id == id).values(body=as_json))
                changed["written pieces cut"] += not noted
    return changed


def is_of(row: Any, body: Any, theirs: Theirs) -> bool:
    """Whether a version of something kept is of this person alone."""
    if row.kind == ASKED:
        return row.key in theirs.whole
    if not isinstance(body, dict):
        return False
    if body.get("coding") in theirs.codings or body.get("coding") in theirs.requoted:
        return True
    if body.get("transcript") in theirs.whole:
        return True
    if any(body.get(name) == theirs.participant for name in OF_A_PERSON):
        return True
    if body.get("rows") == "participant" and body.get("value") == theirs.participant:
        return True
    if body.get("rows") == "transcript" and body.get("value") in theirs.whole:
        return True
    behind = {*body.get("under", ()), *body.get("quotes", ())} if "under" in body else set()
    return bool(behind) and behind <= theirs.codings


def walked(value: Any, theirs: Theirs) -> Any:
    """A kept thing without ids of what goes, and without the person's words."""
    if isinstance(value, dict):
        return {name: walked(one, theirs) for name, one in value.items()}
    if isinstance(value, list):
        ids = theirs.codings | theirs.whole | theirs.items
        left = [one for one in value if not (isinstance(one, str) and one in ids)]
        return [walked(one, theirs) for one in left]
    return theirs.said.cut(value) if isinstance(value, str) else value


def _unnamed(body: Any, theirs: Theirs, salts: set[str]) -> Any:
    """A note of whom was told of, with a stranger in the person's place: their number stays, so
    that the next file still cannot be laid beside it, and nobody can find them in it."""
    names = {theirs.participant, *theirs.whole}
    names |= {f"{id} {label}" for id, labels in theirs.labels.items() for label in labels}
    own = {str(body["salt"])} if isinstance(body, dict) and body.get("salt") else set()
    stranger = {hashed(name, salt): "" for name in names for salt in salts | own}

    def instead(one: str) -> str:
        if one in stranger:
            stranger[one] = stranger[one] or secrets.token_hex(8)
            return stranger[one]
        return one

    def walked(value: Any) -> Any:
        if isinstance(value, dict):
            return {instead(name): walked(one) for name, one in value.items()}
        if isinstance(value, list):
            return [walked(one) for one in value]
        return instead(value) if isinstance(value, str) else value

    return walked(body)
