"""12,000 quotes out, in every form.

python benchmarks/exchange_quotes.py [--quick] [--json]

Each figure is the whole of `Project.export_quotes`: captions, order, the file put in place and the
act of it, with the tables made beforehand as on the page. The quick one has a tenth of the codings.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from large_study import build_large
from timing import Figures, arguments, peak_mib

from qualcode.project import Project

LIMITS = {
    "export_quotes_csv_s": 0.25,
    "export_quotes_xlsx_s": 2.0,
    "export_quotes_html_s": 0.3,
    "export_quotes_docx_s": 5.0,
    "peak_mib": 400.0,
}
ENDINGS = ("csv", "xlsx", "html", "md", "docx")


def main() -> None:
    options = arguments(__doc__)
    figures = Figures()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "quotes.qualcode"
        build_large(place, interviews=200, codings=1_200 if options.quick else 12_000, passages=100)
        project = Project.open(place, "bench")
        quotes_out(figures, project, Path(folder))
        project.close()
    figures.add("peak_mib", peak_mib())
    figures.write(options.json, LIMITS)


def quotes_out(figures: Figures, project: Project, folder: Path) -> None:
    """Add the figures of all quotes of a study, written in every form."""
    every = project.quotes()
    for ending in ENDINGS:
        file, seconds = folder / f"quotes.{ending}", []
        for _ in range(3):
            project.frames()  # the act of the file before has let them go
            started = time.perf_counter()
            # Made-up talk repeats itself under two roles.
            project.export_quotes(file, every, same_words=True, confirmed=True)
            seconds.append(time.perf_counter() - started)
        figures.add(f"export_quotes_{ending}_s", min(seconds))


if __name__ == "__main__":
    main()
