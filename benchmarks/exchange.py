"""A study of 200 interviews with 12,000 codings to another program and back, and into files.

python benchmarks/exchange.py [--quick] [--json]

`qdpx_out_s` is the whole of `Project.export_project`, with the companion and the act of it;
`qdpx_in_s` the whole of `Project.import_project` of the project alone into an empty study, as it
comes from another program, and `qdpx_companion_in_s` of the project with its companion.
`qdpx_shown_s` is the dry run, `qdpx_again_s` an import that brings nothing new, `export_quotes_*_s`
are those of exchange_quotes.py and `report_12000_s` is `Project.export_report` by indicator with
every quote. `peak_mib` is the memory at most of all that; the report has a process of its own, with
`report_peak_mib`. The quick one has a tenth of the codings.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import exchange_quotes
from large_study import build_large
from sqlalchemy import select, update
from timing import Figures, arguments, peak_mib

from qualcode.project import Project, new
from qualcode.store import schema

LIMITS = {
    **exchange_quotes.LIMITS,
    "qdpx_out_s": 3.0,
    "qdpx_in_s": 6.0,
    "report_12000_s": 5.0,
    "report_peak_mib": 400.0,
    "peak_mib": 400.0,
}
INTERVIEWS, PASSAGES = 200, 100
REPORT = "--only-report"


def main() -> None:
    if sys.argv[1:2] == [REPORT]:
        reporting(Path(sys.argv[2]))
        return
    options = arguments(__doc__)
    figures = Figures()
    with tempfile.TemporaryDirectory() as folder:
        exchanging(figures, Path(folder), 1_200 if options.quick else 12_000)
        study = Project.open(Path(folder) / "out.qualcode", "bench")
        exchange_quotes.quotes_out(figures, study, Path(folder))
        study.close()
        run = [sys.executable, __file__, REPORT, str(Path(folder) / "out.qualcode")]
        told = subprocess.run(run, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
        for name, value in json.loads(told).items():
            figures.add(name, value)
    figures.add("peak_mib", peak_mib())
    figures.write(options.json, LIMITS)


def reporting(place: Path) -> None:
    """Print the figures of one report with every quote, made by a process that did nothing else."""
    figures, study = Figures(), Project.open(place, "bench")
    target = place.with_name("report.docx")
    # Made-up talk repeats itself under two roles.
    figures.best_of(
        "report_12000_s", 1, lambda: study.export_report(target, quotes=0, same_words=True)
    )
    figures.add("report_peak_mib", peak_mib())
    study.close()
    figures.write(True, {})


def exchanging(figures: Figures, folder: Path, count: int) -> None:
    """Add the figures of one study out and in."""
    build_large(folder / "out.qualcode", interviews=INTERVIEWS, codings=count, passages=PASSAGES)
    study = Project.open(folder / "out.qualcode", "bench")
    tell_apart(study)
    coded = len(study.codings())
    file = folder / "study.qdpx"
    figures.best_of("qdpx_out_s", 2, lambda: study.export_project(file))
    study.close()
    for name, companion in (("qdpx_in_s", False), ("qdpx_companion_in_s", None)):
        empty = new(folder / f"{name}.qualcode", "bench")
        if companion is False:
            timed(figures, "qdpx_shown_s", empty, file, companion=False, dry_run=True)
        came = timed(figures, name, empty, file, companion=companion)
        # Drawn by chance, a few are the same twice, and such a one comes once.
        if not 0 <= coded - dict(came.came)["codings"] < 100:
            raise AssertionError("not every coding came")
        if companion is False:
            timed(figures, "qdpx_again_s", empty, file, companion=False)
        empty.close()


def tell_apart(study: Project) -> None:
    """Give every interview 8,000 words of its own after those that are coded."""
    t = schema.transcript
    with study._write() as tx:
        for row in tx.connection.execute(select(t.c.id, t.c.text)).all():
            text = f"{row.text}\n\n" + f"{row.id} said more of the same. " * (8_000 // 7)
            sha256 = hashlib.sha256(text.encode()).hexdigest()
            own = update(t).where(t.c.id == row.id)
            tx.connection.execute(own.values(text=text, sha256=sha256))


def timed(figures: Figures, name: str, study: Project, file: Path, **how: Any) -> Any:
    """One import under a name."""
    started = time.perf_counter()
    told = study.import_project(file, **how)
    figures.add(name, time.perf_counter() - started)
    return told


if __name__ == "__main__":
    main()
