"""The main job on 200 interviews of 8,000 words with 12,000 codings.

python benchmarks/corpus.py [--quick] [--json]

The corpus is made by gen_corpus.py of the shared bench folder, and rows that a peer has too carry
that folder's row names. Import is timed without NLP; every figure is the best of its runs.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from timing import SHARED, Figures, arguments, peak_mib

from qualcode.model import Span
from qualcode.project import Project, new

LIMITS = {
    "import_txt_per_doc_ms": 6,
    "import_docx_per_doc_ms": 20,
    "suggest_cues_words_per_s": 100_000,
    "themes_authority_role_s": 0.5,
    "list_code_quotes_s": 0.15,
    "export_quotes_csv_s": 0.25,
    "export_quotes_docx_s": 5,
    "open_study_s": 1.5,
    "peak_mib": 400,
    "help_s": 0.4,
}
HEAVY = "INT-001"


def main() -> None:
    options = arguments(__doc__)
    figures = Figures()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make_corpus(root, quick=options.quick)
        project = import_all(root, figures)
        understand(project, root, figures)
        suggest(project, root, figures)
        figures.add("peak_mib", peak_mib())
        start(root, figures)
    figures.write(options.json, LIMITS)


def make_corpus(root: Path, *, quick: bool) -> None:
    size = ["--docs", "20", "--codings", "1200", "--words", "4000"] if quick else []
    script = SHARED / "gen_corpus.py"
    if not script.exists():
        sys.exit(
            "This benchmark needs gen_corpus.py of the shared bench folder beside the project."
        )
    subprocess.run(
        [sys.executable, str(script), str(root), *size], check=True, stdout=subprocess.DEVNULL
    )
    cases = list(csv.DictReader((root / "cases.csv").open(encoding="utf-8")))
    with (root / "participants.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["participant", "transcript", "role", "authority", "wave"])
        rows.writerows(
            [f"P{n:03d}", c["doc"], c["role"], c["authority"], c["wave"]]
            for n, c in enumerate(cases, 1)
        )
    roles = sorted({c["role"] for c in cases})
    listed = "".join(
        f'  - id: {r.lower().replace(" ", "_")}\n    name: "{r}"\n    variants: ["{r}"]\n'
        for r in roles
    )
    (root / "respondents.yaml").write_text(f"roles:\n{listed}agencies: []\nauthorities: []\n")
    with (root / "codings.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["transcript", "start", "end", "quote", "code", "coder"])
        for line in (root / "codings.jsonl").open(encoding="utf-8"):
            c = json.loads(line)
            rows.writerow([c["doc"], c["start"], c["end"], c["text"], c["code"], "bench"])


def import_all(root: Path, figures: Figures) -> Project:
    project: Project = new(
        root / "study.qualcode",
        "bench",
        codebook=root / "codebook.csv",
        respondents=root / "respondents.yaml",
    )
    texts = sorted((root / "txt").iterdir())
    per_doc = 1000 / len(texts)
    report = figures.best_of(
        "import_txt_per_doc_ms", 1, lambda: project.import_files(texts), per_doc
    )
    assert not report.refused, report.refused[:1]
    other: Project = new(root / "docx.qualcode", "bench")
    words = sorted((root / "docx").iterdir())
    figures.best_of(
        "import_docx_per_doc_ms", 1, lambda: other.import_files(words), 1000 / len(words)
    )
    other.close()
    report = project.import_files([root / "participants.csv"])
    assert not report.refused, report.refused[:1]
    report = figures.best_of(
        "import_codings_s", 1, lambda: project.import_files([root / "codings.csv"])
    )
    assert not report.refused, report.refused[0][1][:300]
    return project


def understand(project: Project, root: Path, figures: Figures) -> None:
    place = root / "study.qualcode"
    project.close()

    def themes() -> None:
        fresh = Project.open(place, "bench")
        fresh.themes(["authority", "role"])
        fresh.close()

    figures.best_of("themes_authority_role_s", 3, themes)
    figures.best_of(
        "themes_again_s",
        3,
        lambda: project.themes(["authority", "role"], where={"wave": "month 9"}),
    )
    code = max(project.codes(), key=lambda c: len(project.codings(code=c.id)) if c.parent else 0)

    def first_quotes() -> None:
        fresh = Project.open(place, "bench")
        fresh.quotes(code=code.id)
        fresh.close()

    figures.best_of("list_code_quotes_fresh_s", 3, first_quotes)
    quotes = figures.best_of("list_code_quotes_s", 5, lambda: project.quotes(code=code.id))
    figures.add("list_code_quotes_count_per_s", len(quotes) / figures.found["list_code_quotes_s"])
    every = project.quotes()
    for ending in ("csv", "md", "docx"):
        target = root / f"quotes.{ending}"
        figures.best_of(
            f"export_quotes_{ending}_s",
            2,
            # The made-up talk repeats itself under two roles.
            lambda t=target: project.export_quotes(t, every, same_words=True),
        )
    figures.best_of(
        "load_doc_highlights_300_ms",
        5,
        lambda: (project.transcript(HEAVY), project.codings(transcript=HEAVY)),
        1000,
    )
    seconds = []
    segments = [s for s in project.segments("INT-002") if not s.interviewer]
    for segment in segments[:20]:
        started = time.perf_counter()
        span = Span(segment.span.start, segment.span.start + 20)
        project.code("INT-002", span, code.id)
        seconds.append(time.perf_counter() - started)
    figures.median_of("add_coding_ms", seconds, 1000)


def suggest(project: Project, root: Path, figures: Figures) -> None:
    from qualcode.project.study import read_codebook_file
    from qualcode.shipped import shipped
    from qualcode.suggest import Engine

    engine = Engine(read_codebook_file(shipped("codebooks/good_practice_indicators.yaml")))
    passages = []
    for id in [t["id"] for t in project.transcripts()][:40]:
        transcript = project.transcript(id)
        passages += [transcript.quote(s.span) for s in project.segments(id) if not s.interviewer]
    words = sum(len(p.split()) for p in passages)
    engine.cue_reasons(passages[0])
    started = time.perf_counter()
    for passage in passages:
        engine.cue_reasons(passage)
    figures.add("suggest_cues_words_per_s", words / (time.perf_counter() - started))
    started = time.perf_counter()
    engine.rank(passages, top=3)
    figures.add("suggest_all_layers_words_per_s", words / (time.perf_counter() - started))


def start(root: Path, figures: Figures) -> None:
    """What a person waits for at a fresh start: a process of its own each time."""
    place = root / "study.qualcode"
    opening = (
        "from qualcode.project import Project;"
        f"p = Project.open({str(place)!r}, 'bench'); p.codes(); p.transcripts(); p.close()"
    )
    run = [sys.executable, "-c", opening]
    figures.best_of("open_study_s", 3, lambda: subprocess.run(run, check=True))
    shown = [sys.executable, "-m", "qualcode", "--help"]
    figures.best_of(
        "help_s", 5, lambda: subprocess.run(shown, check=True, stdout=subprocess.DEVNULL)
    )


if __name__ == "__main__":
    main()
