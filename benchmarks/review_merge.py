"""Merging two copies of a study in which two people coded 12,000 passages each, apart.

python benchmarks/review_merge.py [--quick] [--json]

The copies share 200 interviews and nothing that was coded; `merge_12000_s` is the whole of
`Project.merge`, with its check of the other copy, `merge_again_s` a second merge that adds nothing
and `merge_shown_s` the dry run before the first. `history_page_s` is one page of the history
afterwards, narrowed to a code, and `history_check_s` the check of every seal.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from pathlib import Path

from large_study import SAID, build_large
from timing import Figures, arguments

from qualcode.model import CoderRole, Coding, Direction, Span
from qualcode.project import Project
from qualcode.store import coded

LIMITS = {"merge_12000_s": 5.0}
INTERVIEWS, PASSAGES = 200, 100


def main() -> None:
    options = arguments(__doc__)
    figures = Figures()
    with tempfile.TemporaryDirectory() as folder:
        merging(figures, Path(folder), options.quick)
    figures.write(options.json, LIMITS)


def merging(figures: Figures, folder: Path, quick: bool) -> None:
    """Add the figures of a merge; the quick one is of a tenth of the codings."""
    here, there = folder / "merge-here.qualcode", folder / "merge-there.qualcode"
    build_large(here, interviews=INTERVIEWS, codings=0, passages=PASSAGES)
    begun = Project.open(here, "bench")
    begun.add_coder("Ana")
    begun.add_coder("Ben", CoderRole.SECOND_CODER)
    begun.close()
    shutil.copy(here, there)
    count = 1_200 if quick else 12_000
    code_passages(here, "Ana", count)
    code_passages(there, "Ben", count)
    project = Project.open(here, "Ana")
    for name, dry_run in (("merge_shown_s", True), ("merge_12000_s", False)):
        started = time.perf_counter()
        merged = project.merge(there, dry_run=dry_run)
        figures.add(name, time.perf_counter() - started)
        if dict(merged.added)["codings"] != count:
            raise AssertionError("not every coding came")
    figures.best_of("merge_again_s", 2, lambda: project.merge(there))
    code = project.codebook.codes[0].id
    figures.best_of("history_page_s", 3, lambda: project.audit(code=code, last=200))
    figures.best_of("history_check_s", 2, project.check_history)
    project.close()


def code_passages(place: Path, who: str, count: int) -> None:
    """So many codings by one person, each an act of its own in the history."""
    project = Project.open(place, who)
    rng = random.Random(who)
    codes = [code.id for code in project.codebook if code.parent]
    step = len(SAID) + 2
    made = []
    for n in range(count):
        start = rng.randrange(PASSAGES) * step
        made.append(
            Coding(
                id=f"{who}-{n}",
                transcript=f"T{n % INTERVIEWS}",
                span=Span(start, start + len(SAID)),
                quote=SAID,
                code=rng.choice(codes),
                coder=who,
                direction=rng.choice(list(Direction)),
            )
        )
    with project._write() as tx:
        coded.save_codings(tx, made)
    project.close()


if __name__ == "__main__":
    main()
