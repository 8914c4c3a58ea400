"""The study that the workbench is measured on: one long interview, much coded, and a shorter one.

Both come from gen_corpus.py of the shared bench folder; the shorter one is the document that a peer
shows too. Same sizes and seed, same study, but for its uuids.
"""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from timing import SHARED

from qualcode.model import Band, Reason, Span, Suggestion
from qualcode.project import Project, new
from qualcode.shipped import shipped
from qualcode.store import offers

FIRST, SECOND = "Ruth Adeyemi", "Sam Okafor"
LONG, PEER = "LONG", "PEER"
DIRECTIONS = ("present", "absent_or_barrier", "planned_or_hoped", "mixed")


@dataclass(frozen=True)
class Press:
    """Words that the typist picks and the code she gives them; offsets are code points."""

    start: int
    end: int
    code: str
    keys: tuple[str, ...]


def make_interview(root: Path, *, words: int, codings: int) -> Path:
    """The folder with one interview as text and page, its codings and the codebook."""
    script = SHARED / "gen_corpus.py"
    if not script.exists():
        sys.exit(
            "This benchmark needs gen_corpus.py of the shared bench folder beside the project."
        )
    # The script wants a second interview; nothing is done with it.
    size = {"docs": 2, "words": words, "codings": codings + 60, "heavy": codings, "docx": 0}
    options = [part for name, n in size.items() for part in (f"--{name}", str(n))]
    subprocess.run(
        [sys.executable, str(script), str(root), *options], check=True, stdout=subprocess.DEVNULL
    )
    return root


def build_study(root: Path) -> Path:
    """A durable study file: 12,000 words with 1,000 codings and 120 offers; 8,000 with 300."""
    place = root / "bench.qualcode"
    project: Project = new(
        place, FIRST, codebook=shipped("codebooks/good_practice_indicators.yaml")
    )
    project.add_coder(SECOND)
    for name, words, codings in ((LONG, 12_000, 1_000), (PEER, 8_000, 300)):
        folder = make_interview(root / name, words=words, codings=codings)
        file = root / f"{name}.txt"
        file.write_bytes((folder / "txt" / "INT-001.txt").read_bytes())
        _import(project, file)
        _import(project, _codings_csv(folder, name, root / f"{name}.csv"))
    _offer(project, LONG, 120)
    project.close()
    return place


def _import(project: Project, file: Path) -> None:
    report = project.import_files([file])
    assert not report.refused, report.refused[0][1][:300]


def _codings_csv(folder: Path, name: str, target: Path) -> Path:
    """The corpus's codings as a table that the study reads: its codes become the indicators'."""
    rng = random.Random(11)
    book: dict[str, str] = {}
    with (folder / "codebook.csv").open(newline="", encoding="utf-8") as file:
        tags = [row["tag"] for row in csv.DictReader(file)]
    for tag in tags:
        digit, dot = tag[0], "." in tag
        letters = [t for t in tags if t.startswith(digit) and "." in t]
        # Every indicator has at least the letters a and b.
        book[tag] = f"{digit}.{'ab'[letters.index(tag) % 2]}" if dot else digit
    with target.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["transcript", "start", "end", "quote", "code", "direction", "coder"])
        given = set()
        for n, line in enumerate((folder / "codings.jsonl").open(encoding="utf-8")):
            c = json.loads(line)
            if c["doc"] != "INT-001":
                break
            coder = (FIRST, SECOND)[n % 2]
            code = book[c["code"]]
            while (c["start"], c["end"], code) in given:
                # Two of the corpus's codes can have become one of ours. No two codings are drawn
                # as one chip, so that counting what is painted counts codings.
                code = f"{rng.randint(1, 8)}.{rng.choice('ab')}"
            given.add((c["start"], c["end"], code))
            direction = rng.choice(DIRECTIONS)
            rows.writerow([name, c["start"], c["end"], c["text"], code, direction, coder])
    return target


def _offer(project: Project, transcript: str, many: int) -> None:
    """Suggestions that wait, each on a sentence of a respondent and with words it rests on."""
    rng = random.Random(13)
    text = project.transcript(transcript).text
    places = rng.sample(list(sentences(project, transcript)), many)
    codes = [code.id for code in project.codes() if code.parent]
    found = []
    for n, span in enumerate(sorted(places)):
        rests_on = Span(span.start, span.start + max(text[span.start : span.end].find(" "), 1))
        found.append(
            Suggestion(
                id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"bench/{transcript}/{n}")),
                transcript=transcript,
                span=span,
                quote=text[span.start : span.end],
                code=rng.choice(codes),
                score=0.5 + rng.random() / 2,
                band=rng.choice([Band.STRONG, Band.POSSIBLE]),
                reasons=(Reason("cue", "made up for the benchmark", 1.0, (rests_on,)),),
                engine="bench",
                codebook_version=str(project.codebook_version),
            )
        )
    with project._write() as tx:
        offers.save_suggestions(tx, transcript, found)


def sentences(project: Project, transcript: str) -> Iterator[Span]:
    """Spans of what respondents say, a sentence each."""
    text = project.transcript(transcript).text
    for segment in project.segments(transcript):
        if segment.interviewer:
            continue
        start = segment.span.start
        for at in range(start, segment.span.end):
            if text[at] in ".?…" and at + 1 - start > 20:
                yield Span(start, at + 1)
                start = min(at + 2, segment.span.end)


def plan(project: Project, transcript: str, many: int, *, seed: int) -> list[Press]:
    """Random words of respondents under random codes, none of which stands there already.

    Keys are those of the workbench: the indicator's digit, then the letter or Enter.
    """
    rng = random.Random(seed)
    text = project.transcript(transcript).text
    spans = [s.span for s in project.segments(transcript) if not s.interviewer]
    codes = [code.id for code in project.codes() if not code.retired]
    given = {(c.span.start, c.span.end, c.code) for c in project.codings(transcript=transcript)}
    presses: list[Press] = []
    while len(presses) < many:
        words = words_of(text, rng.choice(spans))
        first = rng.randrange(len(words))
        last = min(first + rng.randint(0, 24), len(words) - 1)
        start, end, code = words[first][0], words[last][1], rng.choice(codes)
        if (start, end, code) not in given:
            given.add((start, end, code))
            presses.append(Press(start, end, code, keys_of(code)))
    return presses


def words_of(text: str, span: Span) -> list[tuple[int, int]]:
    """Where each word of a span starts and ends; what stands around a word belongs to none.

    >>> words_of("P01: Yes, we do. ", Span(5, 17))
    [(5, 8), (10, 12), (13, 15)]
    """
    words, start = [], None
    for at in range(span.start, span.end + 1):
        inside = at < span.end and (text[at].isalnum() or text[at] in "'’-")
        if inside and start is None:
            start = at
        elif not inside and start is not None:
            words.append((start, at))
            start = None
    return words


def keys_of(code: str) -> tuple[str, ...]:
    """What is pressed for a code: ``3.b`` is 3 then b, the bare ``3`` is 3 then Enter.

    >>> keys_of("3.b"), keys_of("3")
    (('3', 'b'), ('3', 'Enter'))
    """
    digit, _, letter = code.partition(".")
    return digit, letter or "Enter"
