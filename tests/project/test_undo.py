"""Whatever a coder does in whatever order, undo leads back the way they came."""

import itertools
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import Refused
from qualcode.project import Project, new
from tests.conftest import ROOT, TWO_PEOPLE
from tests.project.conftest import upload

CODES = ("1", "2.a")
DIRECTIONS = ("present", "mixed")
IMPORTED = "transcript,quote,code,coder\ntalk,We argue,1,mk\ntalk,duty desk,2.a,tk\n"
_numbers = itertools.count()

few = st.integers(0, 3)
act = st.one_of(
    st.tuples(st.just("code"), few, st.sampled_from(CODES), st.sampled_from(DIRECTIONS)),
    st.tuples(st.just("withdraw"), few),
    st.tuples(st.just("turn"), few, st.sampled_from(DIRECTIONS)),
    st.tuples(st.just("recode"), few, st.sampled_from(CODES)),
    st.tuples(st.just("undo")),
)
acts = st.lists(st.tuples(st.sampled_from(("mk", "tk")), act), max_size=12)


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A study with one interview and an imported coding of each coder."""
    place = tmp_path_factory.mktemp("undo") / "study.qualcode"
    project = new(place, "mk", codebook=ROOT / "codebooks" / "good_practice_indicators.yaml")
    report = project.import_files([upload("talk.md", TWO_PEOPLE), upload("c.csv", IMPORTED)])
    assert not report.refused
    project.close()
    return place


def standing(project):
    return frozenset((c.span, c.code, c.direction) for c in project.codings(coder=project.coder))


def perform(project, name, *arguments):
    """One act; whether there was anything to do it to and it was not refused."""
    mine = sorted(project.codings(coder=project.coder), key=lambda c: (c.span, c.code, c.id))
    spoken = [s for s in project.segments("talk") if not s.interviewer]
    try:
        if name == "code":
            n, code, direction = arguments
            project.code("talk", spoken[n % len(spoken)].span, code, direction=direction)
        elif not mine:
            return False
        else:
            one = mine[arguments[0] % len(mine)].id
            verbs = {
                "withdraw": project.withdraw,
                "turn": project.change_direction,
                "recode": project.change_code,
            }
            verbs[name](one, *arguments[1:])
    except Refused:
        return False
    return True


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_undo_restores_what_stood_before_each_act(begun, acts):
    place = begun.with_name(f"{next(_numbers)}.qualcode")
    shutil.copy(begun, place)
    project = Project.open(place, "mk")
    hands = {who: project.acting_as(who) for who in ("mk", "tk")}
    before = {who: [] for who in hands}
    for who, (name, *arguments) in acts:
        stood = standing(hands[who])
        if name == "undo":
            if before[who]:
                hands[who].undo()
                assert standing(hands[who]) == before[who].pop()
        elif perform(hands[who], name, *arguments):
            before[who].append(stood)
        else:
            assert standing(hands[who]) == stood

    for who, hand in hands.items():
        while before[who]:
            hand.undo()
            assert standing(hand) == before[who].pop()
        with pytest.raises(Refused, match="nothing to undo"):
            hand.undo()
        assert [c.basis for c in hand.codings(coder=who)] == ["import"]
    project.close()
    place.unlink()


def test_a_withdrawal_whose_code_has_left_the_codebook_is_passed_over(project, interview):
    import dataclasses

    first = next(s for s in project.segments(interview) if not s.interviewer)
    kept = project.code(interview, first.span, "8.a")
    project.withdraw(project.code(interview, first.span, "1.a").id)
    fewer = tuple(c for c in project.codebook if c.id != "1.a")
    fewer = tuple(
        dataclasses.replace(c, confused_with=tuple(x for x in c.confused_with if x != "1.a"))
        for c in fewer
    )
    project.set_codebook(dataclasses.replace(project.codebook, codes=fewer), "without 1.a")

    assert "Withdrew code 8.a" in project.undo()
    assert kept.id not in {c.id for c in project.codings()}
