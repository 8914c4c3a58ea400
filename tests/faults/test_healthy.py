"""No false alarm: studies of every kind that qualcode itself made are found to be whole."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.model import Code, Coder, Span
from qualcode.project import Project, Upload, new
from qualcode.store import Store, codes, people
from tests.conftest import ROOT

KEY = bytes(range(48))


def whole(project: Project) -> list[str]:
    return [f"{one.check}: {one.places}" for one in project.doctor().findings]


def test_a_new_study_is_whole(tmp_path):
    with closing(new(tmp_path / "study.qualcode", "mk")) as made:
        assert whole(made) == []


def test_the_sample_study_is_whole(sample):
    assert whole(sample) == []


def test_a_study_made_of_two_copies_is_whole(sample, tmp_path):
    other = shutil.copy(sample.store.place, tmp_path / "copy.qualcode")
    with closing(Project.open(other, "Tom Kessler")) as tom:
        id = tom.transcripts()[0]["id"]
        said = [one.span for one in tom.segments(id) if not one.interviewer]
        tom.code(id, said[0], "3.b")
        theirs = [one for one in tom.codings() if one.coder == "Tom Kessler"]
        tom.withdraw(theirs[0].id)
        tom.change_direction(theirs[1].id, "mixed")
    mine = [one for one in sample.codings() if one.coder == sample.coder]
    sample.withdraw(mine[0].id)
    sample.merge(Path(other))
    sample.merge(Path(other))

    assert whole(sample) == []


def test_a_study_taken_to_another_program_and_back_is_whole(sample, tmp_path):
    taken = tmp_path / "taken.qdpx"
    sample.names_seen = True
    sample.export_project(taken)
    with closing(new(tmp_path / "back.qualcode", "mk")) as back:
        back.import_project(taken)

        assert back.codings()
        assert whole(back) == []


def test_a_study_from_which_somebody_was_erased_is_whole(sample):
    coded = {one.transcript for one in sample.codings()}
    speaker = next(
        one.participant
        for id in sorted(coded)
        for one in sample.transcript(id).speakers
        if one.participant
    )
    sample.erase_participant(speaker, typed=speaker)

    assert whole(sample) == []


def test_an_encrypted_study_is_whole(sample, tmp_path):
    place = tmp_path / "sealed.qualcode"
    with closing(Store.create(place, KEY)) as store:
        with store.write("mk") as tx:
            people.save_study(tx, "Study", "codebook", sample.respondents)
            people.save_coder(tx, Coder("mk"))
            codes.save_codebook(tx, sample.codebook, "made with the study")
        project = Project(store, "mk")
        project.import_files([Upload("a.txt", b"Interviewer: How is it?\n\nP07: Well enough.\n")])
        assert whole(project) == []


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n 👩é"), min_size=1
)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("code", "withdraw", "change", "undo", "redo", "memo", "split", "correct"),
                *("name", "merge codes", "add code", "done", "backup"),
            ]
        ),
        st.integers(0, 10_000),
        st.integers(1, 60),
    ),
    min_size=5,
    max_size=25,
)


def random_study(folder: Path, talks: list[str], acts: list[tuple[str, int, int]]) -> Project:
    """A study somebody could have made: refusals are part of it."""
    project = new(folder / "study.qualcode", "mk", codebook=BOOK)
    project.set_options(decide_first=0.0)
    files = [
        Upload(f"t{n}.txt", f"Interviewer: How?\n\nP{n}: It is so. {talk}\n".encode())
        for n, talk in enumerate(talks, start=1)
    ]
    project.import_files(files)
    for act, n, length in acts:
        try:
            do(project, act, n, length)
        except QualcodeError:
            continue
    return project


def do(project: Project, act: str, n: int, length: int) -> None:
    ids = [row["id"] for row in project.transcripts()]
    id = ids[n % len(ids)]
    text, standing = project.transcript(id).text, project.codings()
    used = [code.id for code in project.codebook if code.parent]
    start = n % max(len(text) - length, 1)
    span = Span(start, min(start + length, len(text)))
    coding = standing[n % len(standing)] if standing else None
    match act:
        case "code":
            project.code(id, span, used[n % len(used)])
        case "withdraw" if coding:
            project.withdraw(coding.id)
        case "change" if coding:
            project.change_direction(coding.id, "planned_or_hoped")
        case "undo":
            project.undo()
        case "redo":
            project.redo()
        case "memo":
            project.add_memo("A thought.", f"coding {coding.id}" if coding else "study")
        case "split":
            segments = project.segments(id)
            one = segments[n % len(segments)]
            project.split(one.id, one.span.start + min(length, len(one.span) - 1))
        case "correct":
            changed = text[:start] + " and so on " + text[span.end :]
            project.correct_transcript(id, Upload("new.txt", changed.encode()), "typed anew")
        case "name":
            project.replace_name(id, span, "team manager", everywhere=False)
        case "merge codes":
            project.merge_codes(used[n % len(used)], used[(n + length) % len(used)], "one idea")
        case "add code":
            project.add_code(Code(f"x{n}", f"Idea {n}"), "it came up")
        case "done":
            project.done(id)
        case "backup":
            project.backup()


BOOK = ROOT / "codebooks" / "good_practice_indicators.yaml"


def check_random(talks: list[str], acts: list[tuple[str, int, int]]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(random_study(Path(folder), talks, acts)) as project,
    ):
        assert whole(project) == []


TALKS = st.lists(WORDS, min_size=1, max_size=3)
QUIETLY = settings(
    max_examples=20,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)


@QUIETLY
@given(TALKS, ACTS)
def test_random_studies_are_whole(talks, acts):
    check_random(talks, acts)


@pytest.mark.long
@settings(QUIETLY, max_examples=200, derandomize=False)
@given(TALKS, ACTS)
def test_two_hundred_random_studies_are_whole(talks, acts):
    check_random(talks, acts)
