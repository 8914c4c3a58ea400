"""Random studies: whoever goes is gone from every byte, and nobody else's codings move."""

from __future__ import annotations

import random
import tempfile
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import InvalidSpan, Refused
from qualcode.model import Code, Codebook, Span
from qualcode.project import Project, Upload, new
from qualcode.store.erasing_proof import held_in, held_in_rows

TALK = "we share news and ring the duty desk when a family asks for help again today"
COMMON = TALK.split()
PEOPLE = ("P1", "P2", "P3")


def rare(who: str, n: int) -> str:
    return f"{who.lower()}qx{'abcdefghij'[n % 10]}zzvkjqwx".replace("1", "i").replace("2", "j")


def line(chance: random.Random, who: str, n: int) -> str:
    words = chance.sample(COMMON, chance.randint(3, 7))
    words.insert(chance.randrange(len(words)), rare(who, n).replace("3", "k"))
    return " ".join(words).capitalize() + "."


def made(folder: Path, seed: int) -> tuple[Project, dict[str, list[str]]]:
    chance, said = random.Random(seed), {who: [] for who in PEOPLE}
    project = new(folder / "s.qualcode", "mk")
    project.set_codebook(Codebook(codes=(Code("1", "Sharing"), Code("2", "Asking"))), "made")
    rows = ["participant,transcript,label"]
    for t in range(chance.randint(2, 4)):
        speakers = chance.sample(PEOPLE, chance.randint(1, 3))
        turns = ["Interviewer: How is it?"]
        for _ in range(chance.randint(2, 6)):
            who = chance.choice(speakers)
            turns.append(f"{who}: {line(chance, who, len(said[who]))}")
            said[who].append(rare(who, len(said[who])).replace("3", "k"))
        project.import_files([Upload(f"talk{t}.txt", "\n\n".join(turns).encode())])
        spoke = {turn.partition(":")[0] for turn in turns[1:]}
        rows += [f"{who},talk{t},{who}" for who in sorted(spoke)]
        text = project.transcript(f"talk{t}").text
        for _ in range(4):
            start = chance.randrange(len(text) - 12)
            span = Span(start, min(len(text), start + chance.randint(5, 60)))
            with suppress(Refused, InvalidSpan):  # between turns, or the interviewer's words
                project.code(f"talk{t}", span, chance.choice("12"))
    project.import_files([Upload("people.csv", "\n".join(rows).encode())])
    return project, said


def check(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project, said = made(Path(folder), seed)
        with closing(project):
            who = next(w for w in PEOPLE if said[w])
            others = [w for other in PEOPLE if other != who for w in said[other]]
            before = {c.id: c for c in project.codings()}
            ids = {c.transcript for c in before.values()}
            own = {id: places_of(project.transcript(id), who) for id in ids}

            project.erase_participant(who, typed=who)

            project.store.engine.dispose()
            assert held_in([project.store.place], said[who]) == {}
            assert held_in_rows(project.store, [w for w in said[who] if len(w) > 7]) == {}
            texts = {t["id"]: project.transcript(t["id"]).text for t in project.transcripts()}
            whole = " ".join(texts.values()).lower()
            assert all(word in whole for word in others)
            assert project.check_history() is None
            for coding in project.codings():
                was = before[coding.id]
                assert (coding.span, coding.code, coding.coder) == (was.span, was.code, was.coder)
                assert coding.quote == texts[coding.transcript][coding.span.start : coding.span.end]
                pairs = enumerate(zip(was.quote, coding.quote, strict=True), was.span.start)
                changed = {at for at, (old, new) in pairs if old != new}
                assert changed <= own[was.transcript]


def places_of(transcript, who):
    """Where a person's words and the label before them stand."""
    found, before = set(), 0
    for turn in transcript.turns:
        if turn.speaker == who:
            found |= set(range(before, turn.span.end))
        before = turn.span.end
    return found


@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10_000))
def test_random_studies_lose_one_person_and_nothing_else(seed):
    check(seed)


@pytest.mark.long
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10_000_000))
def test_two_hundred_random_studies_lose_one_person_and_nothing_else(seed):
    check(seed)
