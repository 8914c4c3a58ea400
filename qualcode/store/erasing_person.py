"""Taking one person out of a study's tables; what others said and coded stays as it is."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, or_, select, update

from qualcode.model import Consent
from qualcode.store import schema
from qualcode.store.erasing_found import Theirs
from qualcode.store.erasing_names import name_form
from qualcode.store.erasing_written import cut_written

BATCH = 900


def take_out(connection: Connection, theirs: Theirs) -> Counter[str]:
    """Delete what is this person's; returns how many there were, by what people call them."""
    gone: Counter[str] = Counter()
    run = connection.execute
    whole, shared = theirs.whole, set(theirs.shared)
    gone["memos"] += _delete_memos(connection, theirs)
    gone["verdicts"] += _delete(connection, schema.judged.c.item, theirs.items)
    gone["settlings"] += _delete_settled(connection, theirs)
    _delete(connection, schema.round_item.c.id, theirs.items)
    _delete(connection, schema.step.c.transcript, whole | shared)
    for column in (schema.decision.c.suggestion, schema.decision.c.coding):
        ids = theirs.suggestions if column.name == "suggestion" else theirs.codings
        gone["decisions"] += _delete(connection, column, ids)
    for lot in _lots(theirs.suggestions):
        # An undo of somebody else's that began with this suggestion goes on without it.
        run(update(schema.step).where(schema.step.c.suggestion.in_(lot)).values(suggestion=None))
    gone["suggestions"] += _delete(connection, schema.suggestion.c.id, theirs.suggestions)
    _delete(connection, schema.coding_move.c.coding, theirs.codings)
    _delete(connection, schema.round_coding.c.coding, theirs.codings)
    _delete(connection, schema.withdrawal.c.coding, theirs.codings)
    for lot in _lots(theirs.codings):
        run(update(schema.coding).where(schema.coding.c.replaces.in_(lot)).values(replaces=None))
    gone["codings"] += _delete(connection, schema.coding.c.id, theirs.codings)
    for table in (schema.coding, schema.suggestion):
        for id, words in theirs.requoted.items():
            run(update(table).where(table.c.id == id).values(quote=words))
    gone["codings shortened"] += len(theirs.requoted)
    _forget_in_rounds(connection, whole)
    gone["earlier versions"] += _delete(
        connection, schema.text_version.c.transcript, whole | shared
    )
    _delete(connection, schema.coding_move.c.transcript, whole | shared)
    for name in ("replacement", "reading", "oddity", "segment", "turn", "speaker"):
        _delete(connection, schema.metadata.tables[name].c.transcript, whole)
    gone["interviews"] += _delete(connection, schema.transcript.c.id, whole)
    for id in sorted(shared):
        _blank(connection, theirs, id)
    gone["interviews shared with others"] += len(shared)
    gone.update(cut_written(connection, theirs))
    _delete(connection, schema.participant.c.id, {theirs.participant})
    return +gone


def _lots(ids: Collection[str]) -> Iterator[list[str]]:
    every = sorted(ids)
    for n in range(0, len(every), BATCH):
        yield every[n : n + BATCH]


def _delete(connection: Connection, column: ColumnElement[Any], ids: Collection[str]) -> int:
    table: Table = column.table
    return sum(
        connection.execute(delete(table).where(column.in_(lot))).rowcount for lot in _lots(ids)
    )


def _delete_memos(connection: Connection, theirs: Theirs) -> int:
    m = schema.memo.c
    about = connection.execute(select(m.id, m.about))
    return _delete(connection, m.id, {row.id for row in about if theirs.is_about(row.about)})


def _delete_settled(connection: Connection, theirs: Theirs) -> int:
    r = schema.resolution.c
    rows = connection.execute(select(r.id, r.subject, r.made, r.withdrawn)).all()
    gone = {row.id for row in rows if theirs.is_about(row.subject)}
    for row in rows:
        lists = {name: json.loads(getattr(row, name)) for name in ("made", "withdrawn")}
        left = {name: [id for id in ids if id not in theirs.codings] for name, ids in lists.items()}
        if row.id not in gone and left != lists:
            values = {name: json.dumps(ids) for name, ids in left.items()}
            connection.execute(update(schema.resolution).where(r.id == row.id).values(values))
    return _delete(connection, r.id, gone)


def _forget_in_rounds(connection: Connection, whole: Collection[str]) -> None:
    r = schema.round.c
    for row in connection.execute(select(r.id, r.interviews)).all():
        ids = json.loads(row.interviews)
        left = [id for id in ids if id not in whole]
        if left != ids:
            as_json = json.dumps(left, ensure_ascii=False)
            connection.execute(
                update(schema.round).where(r.id == row.id).values(interviews=as_json)
            )


def _blank(connection: Connection, theirs: Theirs, id: str) -> None:
    """Put placeholders where the person spoke in a text that others share; places stay."""
    run, text = connection.execute, theirs.texts[id]
    t, s = schema.transcript, schema.speaker
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    run(update(t).where(t.c.id == id).values(text=text, sha256=sha256, words=len(text.split())))
    if (form := name_form(theirs.called)) is not None:
        [(title, file_name)] = run(select(t.c.title, t.c.file_name).where(t.c.id == id)).all()
        named = {"title": title, "file_name": file_name}
        clean = {name: form.sub("withdrawn", old) if old else old for name, old in named.items()}
        run(update(t).where(t.c.id == id).values(clean))
    taken = {row.label for row in run(select(s.c.label).where(s.c.transcript == id))}
    blank = dict.fromkeys(
        ("participant", "role_label", "role", "agency_label", "agency", "authority", "programme")
    )
    for label in sorted(theirs.shared[id]):
        new = next(f"Withdrawn {n}" for n in range(1, 999) if f"Withdrawn {n}" not in taken)
        taken.add(new)
        here = (s.c.transcript == id) & (s.c.label == label)
        run(
            update(s)
            .where(here)
            .values(label=new, consent=Consent.WITHDRAWN.value, confirmed=True, **blank)
        )
        for table in (schema.turn, schema.segment):
            of_them = (table.c.transcript == id) & (table.c.speaker == label)
            run(update(table).where(of_them).values(speaker=new))
        own = schema.turn.c
        run(
            update(schema.turn)
            .where(own.transcript == id, own.speaker == new)
            .values(row_id=None, question=None)
        )
    _delete_odd(connection, theirs, id)
    p = schema.replacement.c
    inside = [(p.start >= a) & (p.end <= b) for a, b in theirs.turns[id]]
    for n in range(0, len(inside), 200):
        run(delete(schema.replacement).where(p.transcript == id, or_(*inside[n : n + 200])))


def _delete_odd(connection: Connection, theirs: Theirs, id: str) -> None:
    """What was odd about a file, where it names the person or holds their words."""
    o = schema.oddity
    for row in connection.execute(select(o).where(o.c.transcript == id)).all():
        named = any(label in row.message for label in theirs.shared[id])
        if named or theirs.participant in row.message or theirs.said.holds(row.message):
            connection.execute(delete(o).where(o.c.transcript == id, o.c.n == row.n))
