"""Random acts beside a model of them: the study holds what the model holds, and undo leads back."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.model import Span
from qualcode.project import Project, Upload, new
from tests.conftest import ROOT

TALK = b"Interviewer: How?\n\nP01: We share news every week, and we know whom to ring if late."
DIRECTIONS = ("present", "absent_or_barrier", "planned_or_hoped", "mixed")
KINDS = ("code", "withdraw", "change", "undo", "redo", "merge", "move", "split")
ACTS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 999), st.integers(1, 20)),
    min_size=4,
    max_size=20,
)
QUIETLY = settings(
    max_examples=15, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)
# What a coding is, whatever its id: (start, end, code, direction).
Row = tuple[int, int, str, str]


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    place = tmp_path_factory.mktemp("acts") / "study.qualcode"
    book = ROOT / "codebooks" / "good_practice_indicators.yaml"
    with closing(new(place, "mk", codebook=book)) as made:
        made.set_options(decide_first=0.0)
        made.import_files([Upload("talk.txt", TALK)])
    return place


def standing(project: Project) -> Counter[Row]:
    return Counter(
        (one.span.start, one.span.end, one.code, one.direction.value) for one in project.codings()
    )


class Model:
    """What should stand, and what it was before each act that can be undone."""

    def __init__(self) -> None:
        self.now: Counter[Row] = Counter()
        self.before: list[Counter[Row]] = []
        self.undone: list[Counter[Row]] = []

    def act(self, then: Counter[Row]) -> None:
        self.before.append(self.now)
        self.now, self.undone = then, []

    def recode(self, old: str, new: str) -> None:
        """A code became another, in everything that stands."""
        changed: Counter[Row] = Counter()
        for (start, end, code, direction), n in self.now.items():
            row = (start, end, new if code == old else code, direction)
            # The same words with the same code and direction stand once.
            changed[row] = max(changed[row], n)
        self.now = changed


def do(project: Project, model: Model, kind: str, n: int, length: int) -> None:
    [row] = project.transcripts()
    text, id = project.transcript(row["id"]).text, row["id"]
    first = text.index("We share")
    start = first + n % (len(text) - first - 20)
    span = Span(start, start + length)
    codes = [code.id for code in project.codebook if code.parent and not code.retired]
    code, other = codes[n % len(codes)], codes[(n + length) % len(codes)]
    found = sorted(project.codings(), key=lambda one: one.id)
    one = found[n % len(found)] if found else None
    if kind == "code":
        project.code(id, span, code)
        model.act(model.now + Counter({(span.start, span.end, code, "present"): 1}))
    elif kind in ("withdraw", "change") and one is not None:
        row_of = (one.span.start, one.span.end, one.code, one.direction.value)
        less = model.now - Counter({row_of: 1})
        if kind == "withdraw":
            project.withdraw(one.id)
            model.act(less)
        else:
            direction = DIRECTIONS[length % 4]
            if direction == one.direction.value:
                return
            project.change_direction(one.id, direction)
            model.act(less + Counter({(*row_of[:3], direction): 1}))
    elif kind == "undo" and model.before:
        project.undo()
        model.undone.append(model.now)
        model.now = model.before.pop()
    elif kind == "redo" and model.undone:
        project.redo()
        model.before.append(model.now)
        model.now = model.undone.pop()
    elif kind == "split":
        last = project.segments(id)[-1]
        project.split(last.id, last.span.start + length)
    elif kind == "move":
        project.move_code(code, project.codebook[other].parent, "it belongs there")


def check(begun: Path, acts: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = shutil.copy(begun, Path(folder) / "study.qualcode")
        with closing(Project.open(place, "mk")) as project:
            model = Model()
            for kind, n, length in acts:
                refused = False
                try:
                    do(project, model, kind, n, length)
                except QualcodeError:
                    refused = True
                assert standing(project) == model.now, (kind, refused)
            sizes = sum(model.now.values())
            assert len(project.codings()) == sizes
            # A code that goes into another takes what stands along; undo of what was before ends.
            if "merge" in {kind for kind, *_ in acts} and model.now:
                code = next(iter(model.now))[2]
                other = next(c.id for c in project.codebook if c.parent and c.id != code)
                project.merge_codes(code, other, "one idea")
                model.recode(code, other)
                assert set(standing(project)) == set(model.now)
            else:
                while model.before:
                    project.undo()
                    model.now = model.before.pop()
                    assert standing(project) == model.now
            assert [one.check for one in project.doctor().findings] == []


@QUIETLY
@given(ACTS)
def test_random_acts_leave_what_the_model_says_and_undo_leads_back(begun, acts):
    check(begun, acts)


@pytest.mark.long
@settings(QUIETLY, max_examples=1000, derandomize=False)
@given(ACTS)
def test_a_thousand_random_sequences_leave_what_the_model_says(begun, acts):
    check(begun, acts)
