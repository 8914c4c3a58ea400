"""Checks of what people wrote about the study: codebook, lists, options, what is kept; and of
every column that holds one of a few words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from enum import Enum

from sqlalchemy import Table, func, select

from qualcode.model import Band, CoderRole, Consent, Direction, Kind, Permission, Verdict
from qualcode.model.corrected import MoveState
from qualcode.model.names import NameState
from qualcode.model.review import Judgement, Outcome, RoundState
from qualcode.store import schema
from qualcode.store.checks_facts import Check, Facts
from qualcode.store.checks_history import BACKUP
from qualcode.store.codes import load_codebook
from qualcode.store.people import load_respondents

ONE_OF: tuple[tuple[Table, str, type[Enum]], ...] = (
    (schema.coder, "role", CoderRole),
    (schema.participant, "consent", Consent),
    (schema.participant, "archive", Permission),
    (schema.participant, "name_authority", Permission),
    (schema.speaker, "consent", Consent),
    (schema.transcript, "kind", Kind),
    (schema.coding, "direction", Direction),
    (schema.suggestion, "band", Band),
    (schema.decision, "verdict", Verdict),
    (schema.judged, "judgement", Judgement),
    (schema.resolution, "outcome", Outcome),
    (schema.round_step, "state", RoundState),
    (schema.coding_move, "state", MoveState),
    (schema.replacement, "state", NameState),
)
# Columns with JSON, and what each holds.
STORED_LISTS: tuple[tuple[Table, str, type], ...] = (
    (schema.participant, "attributes", dict),
    (schema.suggestion, "reasons", list),
    (schema.desk, "refused", list),
    (schema.round, "drawn", dict),
    (schema.round, "reviewers", list),
    (schema.round, "coders", list),
    (schema.round, "interviews", list),
    (schema.judged, "proposal", dict),
    (schema.judged, "replaces", list),
)


def _is(stored: str | None, kind: type) -> bool:
    if stored is None:
        return True
    try:
        return isinstance(json.loads(stored), kind)
    except ValueError:
        return False


def _values(facts: Facts) -> Iterator[str]:
    for table, column, words in ONE_OF:
        known = {one.value for one in words}
        query = select(table.c[column], func.count()).group_by(table.c[column])
        for value, n in facts.connection.execute(query):
            if value not in known:
                yield from [f"a {table.name.replace('_', ' ')}"] * n


def _lists(facts: Facts) -> Iterator[str]:
    for table, column, kind in STORED_LISTS:
        for stored in facts.connection.execute(select(table.c[column])).scalars():
            if not _is(stored, kind):
                yield f"a {table.name.replace('_', ' ')}"


def _kept(facts: Facts) -> Iterator[str]:
    for row in facts.rows(schema.kept, "n", "body"):
        if not _is(row.body, dict):
            yield f"written piece {row.n}"


def _options(facts: Facts) -> Iterable[str]:
    rows = facts.rows(schema.study, "options")
    return [] if all(_is(row.options, dict) for row in rows) else ["the study's own row"]


def _respondents(facts: Facts) -> Iterable[str]:
    try:
        load_respondents(facts.connection)
    except (ValueError, KeyError, TypeError):
        return ["the study's own row"]
    return []


def _versions(facts: Facts) -> Iterator[str]:
    numbers = [row.n for row in facts.rows(schema.codebook_version, "n")]
    for expected, n in enumerate(numbers, start=1):
        if n != expected:
            yield f"version {n}"
            return
    if not numbers:
        yield "version 1"


def _documents(facts: Facts) -> Iterator[str]:
    for row in facts.rows(schema.codebook_version, "n"):
        try:
            load_codebook(facts.connection, row.n)
        except (ValueError, KeyError, TypeError):
            yield f"version {row.n}"


def _codes(facts: Facts) -> Iterator[str]:
    known = facts.ids(schema.code)
    for row in facts.rows(schema.codebook_version, "n", "document"):
        try:
            ids = [code["id"] for code in json.loads(row.document)["codes"]]
        except (ValueError, KeyError, TypeError):
            continue  # told by the check of the documents
        if not known.issuperset(ids):
            yield f"version {row.n}"


def _coded(facts: Facts) -> Iterator[str]:
    """Codings that stand with a code the newest codebook does not have."""
    try:
        codebook = load_codebook(facts.connection)[0]
    except (ValueError, KeyError, TypeError):
        return  # told by the check of the documents
    withdrawn, now = facts.ids(schema.withdrawal), {code.id for code in codebook}
    for row in facts.codings.values():
        removed = facts.texts[row.transcript].removed_at is not None
        if row.code not in now and row.id not in withdrawn and not removed:
            yield f"coding {row.id}"


CHECKS = (
    Check(
        "words of a list",
        "Somewhere stands a word that qualcode never writes there, such as a consent that is none"
        " of the four.",
        BACKUP,
        _values,
    ),
    Check("lists", "A list kept in the study cannot be read.", BACKUP, _lists),
    Check(
        "written pieces",
        "Something that was written about the study, such as a theme or a summary, cannot be read.",
        BACKUP,
        _kept,
    ),
    Check("options", "The study's options cannot be read.", BACKUP, _options),
    Check(
        "respondents",
        "The study's lists of roles, agencies and authorities cannot be read.",
        BACKUP,
        _respondents,
    ),
    Check("codebook versions", "A version of the codebook is missing.", BACKUP, _versions),
    Check("codebook", "A version of the codebook cannot be read.", BACKUP, _documents),
    Check(
        "codes",
        "A version of the codebook has a code that the study does not know.",
        BACKUP,
        _codes,
    ),
    Check(
        "codes of codings",
        "A coding stands with a code that is not in the codebook any more.",
        "The codebook's history shows when the code left it. Bring the code back, or go back to"
        " a backup.",
        _coded,
    ),
)
