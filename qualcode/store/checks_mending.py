"""What can be put right in a study without loss: only what is made of the rest of it."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import update

from qualcode.store import schema
from qualcode.store.checks_facts import Facts
from qualcode.store.checks_file import is_open_to_others, missing_indices, strangers
from qualcode.store.checks_texts import miscounted
from qualcode.store.session import Writing


def mend(tx: Writing, facts: Facts) -> Counter[str]:
    """Count words again, make indices again, take out triggers and views; how many, by check."""
    run, done = tx.connection.execute, Counter[str]()
    table = schema.transcript
    for id, words in list(miscounted(facts)):
        run(update(table).where(table.c.id == id).values(words=words))
        done["words counted"] += 1
    wanted = set(missing_indices(tx.connection))
    for one in schema.metadata.tables.values():
        for index in one.indexes:
            if index.name in wanted:
                index.create(tx.connection)
                done["indices"] += 1
    for kind, name in list(strangers(tx.connection)) if facts.file is not None else ():
        if kind in ("trigger", "view"):
            quoted = name.replace('"', '""')
            tx.connection.exec_driver_sql(f'DROP {kind.upper()} "{quoted}"')
            done["tables of others"] += 1
    return done


def keep_to_oneself(facts: Facts) -> bool:
    """Let only this account read the file; whether others could before."""
    if facts.file is None or not is_open_to_others(facts):
        return False
    facts.file.chmod(0o600)
    return True
