"""Checks of transcripts: texts, turns, segments, speakers, older versions, replaced names."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from qualcode.store import schema
from qualcode.store.checks_facts import Check, Facts, outside
from qualcode.store.checks_history import BACKUP


def sha256_of(text: str) -> str:
    """As the model counts it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _sums(facts: Facts) -> Iterator[str]:
    for row in facts.texts.values():
        if sha256_of(row.text) != row.sha256:
            yield facts.called(row.id)


def miscounted(facts: Facts) -> Iterator[tuple[str, int]]:
    """Transcripts whose number of words is wrong, with the right one."""
    for row in facts.texts.values():
        words = len(row.text.split())
        if words != row.words:
            yield row.id, words


def _words(facts: Facts) -> Iterator[str]:
    yield from (facts.called(id) for id, _ in miscounted(facts))


def _by_transcript(rows: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.transcript].append(row)
    return found


def _places(facts: Facts, name: str, *, in_order: bool) -> Iterator[str]:
    """Rows of a table that lie outside their text or over one another."""
    table = schema.metadata.tables[name]
    for transcript, rows in _by_transcript(facts.rows(table)).items():
        text = facts.text_of(transcript)
        if any(outside(row.start, row.end, text) for row in rows):
            yield facts.called(transcript)
            continue
        if not in_order:
            rows = sorted(rows, key=lambda row: (row.start, row.end))
        if any(b.start < a.end for a, b in itertools.pairwise(rows)):
            yield facts.called(transcript)


def _turns(facts: Facts) -> Iterator[str]:
    yield from _places(facts, "turn", in_order=True)


def _segments(facts: Facts) -> Iterator[str]:
    yield from _places(facts, "segment", in_order=True)


def _names(facts: Facts) -> Iterator[str]:
    yield from _places(facts, "replacement", in_order=False)


def _covered(facts: Facts) -> Iterator[str]:
    segments = _by_transcript(facts.rows(schema.segment))
    for transcript, turns in _by_transcript(facts.rows(schema.turn)).items():
        text, spans = facts.text_of(transcript), segments.get(transcript, [])
        left, n = False, 0
        for turn in turns:
            at = turn.start
            while n < len(spans) and spans[n].end <= at:
                n += 1
            i = n
            while i < len(spans) and spans[i].start < turn.end:
                left = left or bool(text[at : spans[i].start].strip())
                at, i = max(at, spans[i].end), i + 1
            left = left or bool(text[at : turn.end].strip())
        if left:
            yield facts.called(transcript)


def _speakers(facts: Facts) -> Iterator[str]:
    rows = facts.rows(schema.speaker, "transcript", "label")
    known = {(row.transcript, row.label) for row in rows}
    unknown = {
        row.transcript
        for table in (schema.turn, schema.segment)
        for row in facts.rows(table, "transcript", "speaker")
        if row.speaker and (row.transcript, row.speaker) not in known
    }
    yield from (facts.called(id) for id in sorted(unknown))


def _older(facts: Facts) -> Iterator[str]:
    for transcript, rows in _by_transcript(facts.rows(schema.text_version)).items():
        numbered = [row.n for row in rows] == list(range(1, len(rows) + 1))
        if not numbered or any(sha256_of(row.text) != row.sha256 for row in rows):
            yield facts.called(transcript)


def _structures(facts: Facts) -> Iterator[str]:
    for row in facts.rows(schema.text_version):
        try:
            kept = json.loads(row.structure)
            spans = [turn[1:3] for turn in kept["turns"]] + [s[:2] for s in kept["segments"]]
            fits = not any(outside(start, end, row.text) for start, end in spans)
        except (ValueError, KeyError, TypeError):
            fits = False
        if not fits:
            yield facts.called(row.transcript)


CHECKS = (
    Check(
        "texts",
        "A transcript's text is not the one that was brought in: letters of it were changed.",
        BACKUP,
        _sums,
    ),
    Check(
        "words counted",
        "The number of words noted for a transcript is not the number of words in it.",
        "Have them counted again; nothing else changes.",
        _words,
        mendable=True,
    ),
    Check(
        "turns",
        "Turns of talk lie outside their text, over one another or out of order.",
        BACKUP,
        _turns,
    ),
    Check(
        "passages",
        "Passages of a transcript lie outside its text or over one another.",
        BACKUP,
        _segments,
    ),
    Check(
        "passages complete",
        "A part of what somebody says is in no passage, so that the pages leave it out.",
        BACKUP,
        _covered,
    ),
    Check("speakers", "Somebody speaks in a transcript who is not known there.", BACKUP, _speakers),
    Check(
        "earlier texts",
        "What a transcript said before it was corrected is not what was kept then.",
        BACKUP,
        _older,
    ),
    Check(
        "turns of earlier texts",
        "The turns and passages kept of an earlier version cannot be read, or do not fit it.",
        BACKUP,
        _structures,
    ),
    Check(
        "replaced names",
        "A name that was replaced lies outside its text, or over another one.",
        "Go through the transcript's names again on the page Names before anything leaves the"
        " study; a backup may still be right.",
        _names,
    ),
)
