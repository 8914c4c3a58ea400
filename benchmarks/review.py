"""What the pages of Review wait for: 200 interviews of 8,000 words, two coders, 32 codes.

python benchmarks/review.py [--quick] [--json]

The corpus is the one of corpus.py; a second coder has coded every interview too, 12,000 codings
each. `agreement_first_s` is a study just opened; the other figures are the best of their runs with
the study's tables in hand, as they are on a page that has been opened. Each holds everything:
reading codings and texts, every coefficient of every code, and 1,000 resamples for the intervals.
"""

from __future__ import annotations

import csv
import importlib.util
import random
import tempfile
from pathlib import Path

from corpus import import_all, make_corpus
from timing import Figures, arguments

from qualcode.project import Project

LIMITS = {
    "agreement_first_s": 1.5,
    "agreement_segment_s": 1,
    "agreement_sentence_s": 1,
    "agreement_character_s": 1,
    "review_page_2000_s": 1.5,
    "merge_12000_s": 5,
}
UNITS = ("segment", "sentence", "character")
FIRST, SECOND = "bench", "second"
# Written beside this one: the module and what is called in it.
OTHERS = (("review_page", "page_opens"), ("review_merge", "merging"))


def main() -> None:
    options = arguments(__doc__)
    figures = Figures()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make_corpus(root, quick=options.quick)
        project = import_all(root, Figures())
        code_again(project, root / "second.csv")
        agree(project, root / "study.qualcode", figures, 2 if options.quick else 5)
        project.close()
        for module, work in OTHERS:
            if importlib.util.find_spec(module) is not None:
                getattr(importlib.import_module(module), work)(figures, root, options.quick)
    figures.write(options.json, LIMITS)


def code_again(project: Project, file: Path) -> None:
    """A second coder of everything: three in four codings alike, with other ends; the rest anew."""
    rng = random.Random(11)
    codes = sorted({coding.code for coding in project.codings()})
    lengths = {row["id"]: len(project.transcript(row["id"]).text) for row in project.transcripts()}
    with file.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(["transcript", "start", "end", "quote", "code", "coder"])
        for id, length in lengths.items():
            text = project.transcript(id).text
            for coding in project.codings(transcript=id):
                start, end, code = coding.span.start, coding.span.end, coding.code
                if rng.random() < 0.25:
                    code = rng.choice(codes)
                start = max(0, start + rng.randint(-20, 20))
                end = min(length, max(start + 5, end + rng.randint(-40, 40)))
                if text[start:end].strip():
                    rows.writerow([id, start, end, text[start:end], code, SECOND])
    report = project.import_files([file])
    assert not report.refused, report.refused[0][1][:300]
    for who in (FIRST, SECOND):
        person = project.acting_as(who)
        for id in lengths:
            person.done(id, True)


def agree(project: Project, place: Path, figures: Figures, times: int) -> None:
    def first() -> None:
        fresh = Project.open(place, FIRST)
        fresh.agreement()
        fresh.close()

    figures.best_of("agreement_first_s", min(times, 3), first)
    project.frames()
    for unit in UNITS:
        found = figures.best_of(
            f"agreement_{unit}_s", times, lambda unit=unit: project.agreement(unit=unit)
        )
        assert found.coders == (FIRST, SECOND), found.coders
    figures.add(
        "agreement_codings_per_s", len(project.codings()) / figures.found["agreement_segment_s"]
    )


if __name__ == "__main__":
    main()
