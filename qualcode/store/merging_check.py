"""Merging: what came can be read. Only the history is sealed, so the tables are looked at."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from qualcode.errors import QualcodeError, Refused
from qualcode.model import Band, Kind
from qualcode.store import codes, judged, offers, people, readings, rounds, schema, talk
from qualcode.store.merging import Merging, all_rows

UNREADABLE = (
    "The other copy holds something this version of qualcode cannot read, so nothing was taken from"
    " it; ask for the file again."
)


@contextmanager
def readable() -> Iterator[None]:
    """Reading what came: where that fails the other copy is damaged.

    Raises
    ------
    Refused
        Something is none of what it can be.
    """
    try:
        yield
    except (ValueError, KeyError, TypeError, QualcodeError) as error:
        raise Refused(UNREADABLE) from error


def read_all(merging: Merging) -> None:
    """Read everything that may have come, as the app will."""
    connection = merging.ours
    people.load_coders(connection)
    people.load_participants(connection)
    people.load_respondents(connection)
    talk.load_all_speakers(connection)
    readings.load_readings(connection)
    offers.load_decisions(connection)
    rounds.load_rounds(connection)
    judged.load_judged(connection)
    judged.load_resolutions(connection)
    for n in sorted(set(merging.versions.values())):
        codes.load_codebook(connection, n)
    for row in all_rows(connection, schema.transcript):
        if row["id"] in merging.new_texts:
            Kind(row["kind"])
    for row in all_rows(connection, schema.suggestion):
        Band(row["band"])
        json.loads(row["reasons"])
    for row in all_rows(connection, schema.kept):
        body = None if row["body"] is None else json.loads(row["body"])
        if body is not None and not isinstance(body, dict):
            raise TypeError
