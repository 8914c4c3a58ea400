"""The codebook, version by version."""

from __future__ import annotations

import json
from dataclasses import asdict

from sqlalchemy import Connection, func, insert, select

from qualcode.model import Code, Codebook, Origin
from qualcode.store import schema
from qualcode.store.session import Writing

LISTS = ("include_when", "exclude_when", "confused_with", "examples", "cues")


def save_codebook(tx: Writing, codebook: Codebook, reason: str) -> int:
    """Add a version of the codebook and return its number; earlier versions stay."""
    table, run = schema.codebook_version, tx.connection.execute
    n = int(run(select(func.coalesce(func.max(table.c.n), 0))).scalar_one()) + 1
    document = json.dumps(asdict(codebook), ensure_ascii=False)
    run(insert(table).values(n=n, document=document, made_at=tx.at, made_by=tx.who, reason=reason))
    known = set(run(select(schema.code.c.id)).scalars())
    new = [{"id": code.id, "first_version": n} for code in codebook if code.id not in known]
    if new:
        run(insert(schema.code), new)
    tx.record("set codebook", f"version {n}", codes=len(codebook), reason=reason)
    return n


def load_codebook(connection: Connection) -> tuple[Codebook, int]:
    """The newest codebook and its version number."""
    table = schema.codebook_version
    row = connection.execute(select(table).order_by(table.c.n.desc()).limit(1)).one()
    return _codebook(row.document), row.n


def _codebook(document: str) -> Codebook:
    raw = json.loads(document)
    codes = tuple(
        Code(**{**code, **{k: tuple(code[k]) for k in LISTS}, "origin": Origin(code["origin"])})
        for code in raw["codes"]
    )
    groups = tuple(tuple(group) for group in raw["reporting_groups"])
    return Codebook(
        **{**raw, "codes": codes, "rules": tuple(raw["rules"]), "reporting_groups": groups}
    )
