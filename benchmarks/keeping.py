"""Safe keeping: what it costs to store a coding durably, to back up, to look over, to encrypt,
and to find 250 codings again in a corrected interview.

The study has 200 interviews of 8,000 words and 50,000 codings, each stored with its act in the
history. The words are of a list, the codings at random with a fixed seed; nothing is real. Ratios
are of one run on one machine, plain and encrypted by turns.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import timing

from qualcode.formats.codebook import read_codebook
from qualcode.model import (
    Codebook,
    Coder,
    Coding,
    Respondents,
    Segment,
    Span,
    Speaker,
    Transcript,
    Turn,
)
from qualcode.model.corrected import Fit
from qualcode.project import Project
from qualcode.shipped import shipped
from qualcode.store import Store, backups, coded, codes, people, texts, utc_now
from qualcode.text.alignment import Alignment

LIMITS = {
    "coding_stored_ms": 40,
    "coding_stored_cpu_ms": 3,
    "backup_200_s": 2,
    "doctor_200_s": 10,
    "encrypted_read_ratio": 1.5,
    "encrypted_open_read_ratio": 1.5,
    "alignment_cpu_s": 0.5,
}
KEY = bytes(range(48))
SPOKEN = (
    "we meet them often and talk about how the school hears what is going on at home so that the"
    " worker who knows the family can say when more help is asked for than one person may give"
)
WORDS = SPOKEN.split()
TURNS, WHO = 80, "bench"


def build(place: Path, key: bytes | None, *, interviews: int, words: int, codings: int) -> None:
    """Make the study's file; the same each time."""
    chance = random.Random(8)
    with closing(Store.create(place, key)) as store:
        with store.write(WHO) as tx:
            people.save_study(tx, "Bench", "codebook", Respondents())
            people.save_coder(tx, Coder(WHO))
            codes.save_codebook(tx, book(), "made with the study")
        for n in range(interviews):
            with store.write(WHO) as tx:
                transcript, segments = talk(f"T{n}", words, chance)
                texts.save_transcript(tx, transcript, segments)
                each = codings // interviews
                coded.save_codings(tx, [coding(transcript, chance) for _ in range(each)])


def book() -> Codebook:
    """The codebook that comes with qualcode."""
    found, _ = read_codebook(
        shipped("codebooks/good_practice_indicators.yaml").read_bytes(), "good.yaml"
    )
    assert found is not None
    return found


def talk(id: str, words: int, chance: random.Random) -> tuple[Transcript, list[Segment]]:
    """An interview in turns of the same length."""
    said = [
        " ".join(chance.choice(WORDS) for _ in range(words // TURNS)) + "." for _ in range(TURNS)
    ]
    spans, at = [], 0
    for one in said:
        spans.append(Span(at, at + len(one)))
        at += len(one) + 2
    turns = tuple(Turn("P", span) for span in spans)
    transcript = Transcript(
        id, "\n\n".join(said), title=id, turns=turns, speakers=(Speaker("P", confirmed=True),)
    )
    return transcript, [Segment(id, span, "P") for span in spans]


def coding(transcript: Transcript, chance: random.Random) -> Coding:
    start = chance.randrange(len(transcript.text) - 200)
    span = Span(start, start + chance.randrange(40, 200))
    code = chance.choice(CODES)
    id = str(uuid.UUID(int=chance.getrandbits(128), version=4))
    return Coding(id, transcript.id, span, transcript.quote(span), code, WHO)


CODES = ("1.a", "1.b", "3.b", "5.a")


def stored(project: Project, times: int, seed: int = 9) -> tuple[list[float], list[float]]:
    """Seconds of the clock and of the processor for each of some codings, on the disk when done."""
    chance, by_clock, by_processor = random.Random(seed), [], []
    transcript = project.transcript("T0")
    for _ in range(times):
        one = coding(transcript, chance)
        began, worked = time.perf_counter(), time.process_time()
        project.code("T0", one.span, one.code)
        by_clock.append(time.perf_counter() - began)
        by_processor.append(time.process_time() - worked)
    return by_clock, by_processor


def reading(project: Project) -> Callable[[], None]:
    """What a page reads: a text with its codings, a code's codings, the overview."""

    def read() -> None:
        for n in range(0, 200, 20):
            id = project.transcripts()[min(n, len(project.transcripts()) - 1)]["id"]
            project.transcript(id)
            project.codings(transcript=id)
        project.codings(code=CODES[0])

    return read


def opening(place: Path, key: bytes | None) -> Callable[[], None]:
    """The same from a study that was just opened, with nothing of it in memory."""

    def read() -> None:
        with closing(Project.open(place, WHO, key=key)) as project:
            reading(project)()

    return read


def ratio(plain: Callable[[], None], sealed: Callable[[], None], times: int) -> float:
    """Median time of the second by that of the first, measured by turns."""
    seconds: list[list[float]] = [[], []]
    for _ in range(times):
        for n, work in enumerate((plain, sealed)):
            began = time.perf_counter()
            work()
            seconds[n].append(time.perf_counter() - began)
    return statistics.median(seconds[1]) / statistics.median(seconds[0])


def aligned(words: int, edits: int, codings: int) -> float:
    """Seconds of the processor to lay an interview out beside a corrected one, with its codings.

    The words are of the interviews that come with the tool, one after another; every edit puts
    another word in a word's place, takes it out or adds some behind it.
    """
    chance = random.Random(3)
    read = [file.read_text("utf-8") for file in sorted(shipped("transcripts").glob("*.md"))]
    old = " ".join(" ".join(read).split(" ")[:words])
    now = old.split(" ")
    for _ in range(edits):
        n = chance.randrange(len(now))
        now[n] = chance.choice((now[n] + "x", "", now[n] + " as far as I know"))
    new, spans = " ".join(now), []
    while len(spans) < codings:
        start = chance.randrange(len(old) - 400)
        spans.append(Span(start, start + chance.choice((8, 25, 60, 150, 400))))
    began = time.process_time()
    laid = Alignment(old, new)
    found = [laid.place(span) for span in spans]
    took = time.process_time() - began
    assert sum(one.fit is Fit.SAME for one in found) > codings / 3
    return took


def main() -> None:
    """Measure, and print each figure beside what is asked."""
    asked = timing.parser(__doc__).parse_args()
    size = {"interviews": 20, "words": 800, "codings": 500} if asked.quick else FULL
    figures = timing.Figures()
    with tempfile.TemporaryDirectory() as folder:
        plain, sealed = Path(folder) / "plain.qualcode", Path(folder) / "sealed.qualcode"
        for place, key in ((plain, None), (sealed, KEY)):
            build(place, key, **size)
        with (
            closing(Project.open(plain, WHO)) as open_plain,
            closing(Project.open(sealed, WHO, key=KEY)) as open_sealed,
        ):
            by_clock, by_processor = stored(open_plain, 60)
            figures.median_of("coding_stored_ms", by_clock, 1000)
            figures.median_of("coding_stored_cpu_ms", by_processor, 1000)
            by_clock, by_processor = stored(open_sealed, 60)
            figures.median_of("coding_stored_encrypted_ms", by_clock, 1000)
            figures.median_of("coding_stored_encrypted_cpu_ms", by_processor, 1000)
            read = ratio(reading(open_plain), reading(open_sealed), 3 if asked.quick else 9)
            figures.add("encrypted_read_ratio", read)
            opened = ratio(opening(plain, None), opening(sealed, KEY), 3 if asked.quick else 9)
            figures.add("encrypted_open_read_ratio", opened)
            for project, name in ((open_plain, ""), (open_sealed, "_encrypted")):
                place, key = Path(project.store.place), project.store.key
                backup_name, look_name = f"backup_200{name}_s", f"doctor_200{name}_s"
                figures.best_of(backup_name, 3, lambda: backups.make(place, key, at=utc_now()))  # noqa: B023
                found = figures.best_of(look_name, 2, project.doctor)
                assert found.is_sound, found.findings
            figures.add("study_mib", plain.stat().st_size / 2**20)
    figures.add("alignment_cpu_s", min(aligned(8_000, 120, 250) for _ in range(5)))
    figures.write(asked.json, LIMITS)


FULL = {"interviews": 200, "words": 8000, "codings": 50_000}

if __name__ == "__main__":
    main()
