"""The suggestion engine and its page: on the sample's talk, and on passages made of its sentences.

python benchmarks/suggestions.py [--quick] [--json]

Nothing outside the project is needed. Passages are sentences of the invented interviews put
together anew; codings that are learned from carry a cue of their code in two of three, so that
there is something to learn. Every figure is the best of its runs, and no figure is of quality:
`docs/suggestions.md` has those. `--quick` takes a tenth of the passages, under the same names.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from pathlib import Path

from timing import Figures, arguments, peak_mib

from qualcode.model import Codebook, Span
from qualcode.project import Project
from qualcode.project.sample import FIRST_CODER, build_sample
from qualcode.suggest import Engine
from qualcode.suggest.definition import DefinitionLayer
from qualcode.suggest.record import Judged, Record
from qualcode.text.sentences import sentences
from qualcode.text.words import read_words

LIMITS = {
    "cues_words_per_s": 150_000,
    "tfidf_rank_10000_passages_s": 2,
    "train_5000_codings_s": 10,
    "peak_mib": 600,
}


def main() -> None:
    options = arguments(__doc__)
    figures = Figures()
    size = 0.1 if options.quick else 1.0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "sample.qualcode"
        build_sample(place)
        project = Project.open(place, FIRST_CODER)
        said = talk(project)
        book = project.codebook
        project.close()
        cues(book, said, figures)
        passages = mixed(said, int(10_000 * size))
        ranking(book, passages, figures)
        training(book, said, int(5_000 * size), passages[: int(2_000 * size)], figures)
        page(place, figures)
    figures.add("peak_mib", peak_mib())
    figures.write(options.json, LIMITS)


def talk(project: Project) -> list[str]:
    """Every passage a respondent of the sample says."""
    passages = []
    for row in project.transcripts():
        text = project.transcript(row["id"]).text
        spans = [s.span for s in project.segments(row["id"]) if not s.interviewer]
        passages += [text[span.start : span.end] for span in spans]
    return passages


def mixed(said: list[str], count: int) -> list[str]:
    """Passages of two to five sentences put together by chance; the same every time."""
    rng = random.Random(20)
    pool = [p[s.start : s.end] for p in said for s in sentences(p, Span(0, len(p)))]
    return [" ".join(rng.sample(pool, rng.randint(2, 5))) for _ in range(count)]


def cues(book: Codebook, said: list[str], figures: Figures) -> None:
    engine = Engine(book)
    words = sum(len(passage.split()) for passage in said)
    engine.cue_reasons(said[0])
    # Words met before are looked up faster; a first reading of a text meets some new ones.
    started = time.perf_counter()
    for passage in said:
        engine.cue_reasons(passage)
    figures.add("cues_first_reading_words_per_s", words / (time.perf_counter() - started))
    seconds = []
    for _ in range(5):
        started = time.perf_counter()
        for passage in said:
            engine.cue_reasons(passage)
        seconds.append(time.perf_counter() - started)
    figures.add("cues_words_per_s", words / min(seconds))


def ranking(book: Codebook, passages: list[str], figures: Figures) -> None:
    layer = DefinitionLayer([c for c in book if not c.retired], book)
    read = figures.best_of("read_10000_passages_s", 1, lambda: [read_words(p) for p in passages])
    figures.best_of("tfidf_rank_10000_passages_s", 3, lambda: layer.similarities(read))
    engine = Engine(book)
    engine.rank(passages[:1])
    figures.best_of("all_layers_rank_10000_passages_s", 1, lambda: engine.rank(passages, top=3))


def training(
    book: Codebook, said: list[str], codings: int, passages: list[str], figures: Figures
) -> None:
    record = decided(book, said, codings)
    started = time.perf_counter()
    engine = Engine(book, record=record)
    engine.train()
    figures.add("train_5000_codings_s", time.perf_counter() - started)
    groups = ["another"] * len(passages)
    figures.best_of(
        "learned_rank_2000_passages_s", 1, lambda: engine.rank(passages, groups=groups, top=3)
    )


def decided(book: Codebook, said: list[str], codings: int) -> Record:
    """Made-up codings in 40 interviews, one in four a refusal."""
    rng = random.Random(4)
    codes = [code for code in book if code.cues]
    judged = []
    for n, words in enumerate(mixed(said, codings)):
        code = rng.choice(codes)
        accepted = n % 4 != 0
        if accepted and rng.random() < 0.67:
            words = f"{words} {rng.choice(code.cues).replace('*', '')}."
        judged.append(Judged(f"interview-{n % 40}", words, code.id, accepted, "bench"))
    return Record(tuple(judged))


def page(place: Path, figures: Figures) -> None:
    """What the Suggestions page asks of a study of 28 interviews, all of them with suggestions."""
    again = place.with_name("page.qualcode")
    shutil.copy(place, again)
    project = Project.open(again, FIRST_CODER)
    started = time.perf_counter()
    project.suggest()
    figures.add("suggest_28_interviews_s", time.perf_counter() - started)
    waiting = figures.best_of("queue_ms", 5, project.queue, 1000)
    figures.add("queue_count", len(waiting))
    figures.best_of("blind_passages_ms", 5, project.blind_passages, 1000)
    asked = project.blind_passages()[0]
    figures.best_of("decide_first_ms", 1, lambda: project.decide_blind(asked.id), 1000)
    project.close()


if __name__ == "__main__":
    main()
