"""Undo and redo lead back and forth through a coder's own steps, whatever they were."""

import itertools
import shutil

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from qualcode.errors import Refused
from qualcode.model import Code, Verdict
from qualcode.project import Project, new
from qualcode.store import events
from tests.conftest import ROOT, TWO_PEOPLE
from tests.project.conftest import upload

CODES = ("1", "2.a", "8.a")
DIRECTIONS = ("present", "mixed")
IMPORTED = "transcript,quote,code,coder\ntalk,We argue,1,mk\ntalk,duty desk,2.a,tk\n"
_numbers = itertools.count()
few = st.integers(0, 5)


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A study with one interview, an imported coding of each coder, and suggestions."""
    place = tmp_path_factory.mktemp("undoing") / "study.qualcode"
    project = new(place, "mk", codebook=ROOT / "codebooks" / "good_practice_indicators.yaml")
    report = project.import_files([upload("talk.md", TWO_PEOPLE), upload("c.csv", IMPORTED)])
    assert not report.refused
    assert len(project.suggest()) > 1
    project.close()
    return place


class BackAndForth(RuleBasedStateMachine):
    """One coder acts, undoes and redoes beside another; a plain stack says what must stand."""

    begun = None

    @initialize()
    def open(self):
        self.place = self.begun.with_name(f"{next(_numbers)}.qualcode")
        shutil.copy(self.begun, self.place)
        self.project = Project.open(self.place, "mk")
        self.other = self.project.acting_as("tk")
        self.text = self.project.transcript("talk").text
        self.spoken = [s.span for s in self.project.segments("talk") if not s.interviewer]
        self.past, self.future = [], []

    def teardown(self):
        if not hasattr(self, "project"):
            return
        last = self.state()
        undone = 0
        while self.past:
            self.project.undo()
            assert self.state() == self.past.pop()
            undone += 1
        with pytest.raises(Refused, match="nothing to undo"):
            self.project.undo()
        for _ in range(undone + len(self.future)):
            self.project.redo()
        with pytest.raises(Refused, match="nothing to do again"):
            self.project.redo()
        assert self.state() == (self.future[0] if self.future else last)
        with self.project.store.read() as connection:
            assert events.find_break(connection) is None
        self.project.close()
        self.place.unlink()

    def state(self):
        """What stands of this coder, and what waits for them."""
        mine = self.project.codings(coder="mk")
        waiting = frozenset(s.id for s in self.project.pending("talk", weak=True))
        return frozenset((c.span, c.code, c.direction, c.starred) for c in mine), waiting

    def mine(self, n):
        found = sorted(self.project.codings(coder="mk"), key=lambda c: (c.span, c.code, c.id))
        return found[n % len(found)] if found else None

    def do(self, verb, *given, **named):
        before = self.state()
        try:
            verb(*given, **named)
        except Refused:
            assert self.state() == before
            return
        self.past.append(before)
        self.future = []

    @rule(n=few, code=st.sampled_from(CODES), direction=st.sampled_from(DIRECTIONS))
    def code(self, n, code, direction):
        span = self.spoken[n % len(self.spoken)]
        self.do(self.project.code, "talk", span, code, direction=direction)

    @precondition(lambda self: self.mine(0))
    @rule(n=few, act=st.sampled_from(("withdraw", "direction", "code", "span")), to=few)
    def change(self, n, act, to):
        id = self.mine(n).id
        if act == "withdraw":
            self.do(self.project.withdraw, id)
        elif act == "direction":
            self.do(self.project.change_direction, id, DIRECTIONS[to % 2])
        elif act == "code":
            self.do(self.project.change_code, id, CODES[to % 3])
        else:
            self.do(self.project.change_span, id, self.spoken[to % len(self.spoken)])

    @precondition(lambda self: self.mine(0))
    @rule(n=few)
    def star(self, n):
        one = self.mine(n)
        self.do(self.project.star, one.id, not one.starred)

    @rule(n=few, verdict=st.sampled_from(("accept", "reject")), code=st.sampled_from((None, "7")))
    def decide(self, n, verdict, code):
        waiting = sorted(self.state()[1])
        if waiting:
            other = {"code": code} if verdict == "accept" and code else {}
            self.do(self.project.decide, waiting[n % len(waiting)], verdict, **other)

    @rule()
    def undo(self):
        before = self.state()
        if self.past:
            self.project.undo()
            assert self.state() == self.past.pop()
            self.future.append(before)
        else:
            with pytest.raises(Refused, match="nothing to undo"):
                self.project.undo()

    @rule()
    def redo(self):
        before = self.state()
        if self.future:
            self.project.redo()
            assert self.state() == self.future.pop()
            self.past.append(before)
        else:
            with pytest.raises(Refused, match="nothing to do again"):
                self.project.redo()

    @rule(n=few, code=st.sampled_from(CODES), back=st.booleans())
    def another_coder(self, n, code, back):
        before = self.state()
        try:
            if back:
                self.other.undo()
            else:
                self.other.code("talk", self.spoken[n % len(self.spoken)], code)
        except Refused:
            pass
        assert self.state() == before

    @invariant()
    def every_quote_is_what_stands_there(self):
        for c in self.project.codings() if hasattr(self, "project") else ():
            assert c.quote == self.text[c.span.start : c.span.end]


def test_any_way_there_leads_back_and_forth_again(begun):
    class Machine(BackAndForth):
        pass

    Machine.begun = begun
    quick = settings(
        max_examples=25,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Machine, settings=quick)


def test_redo_does_again_what_was_undone_until_a_new_act(project, interview, at):
    made = project.code(interview, at("We argue"), "1")
    project.change_direction(made.id, "mixed")
    project.undo()
    project.undo()

    title = next(row["title"] for row in project.transcripts())
    assert project.redo() == f"Put code 1 back in “{title}”."
    assert project.redo() == f"Put code 1 (mixed) back in “{title}”."
    with pytest.raises(Refused, match="nothing to do again"):
        project.redo()
    project.undo()
    project.code(interview, at("duty desk"), "2")
    with pytest.raises(Refused, match="nothing to do again"):
        project.redo()


def test_undo_and_redo_are_each_coders_own(project, interview, at):
    other = project.acting_as("tk")
    project.code(interview, at("We argue"), "1")
    project.undo()
    other.code(interview, at("We argue"), "1")

    project.redo()

    assert {c.coder for c in project.codings()} == {"mk", "tk"}


def test_other_words_are_a_new_coding_that_replaces_the_old(project, interview, at):
    old = project.code(interview, at("We argue"), "1", direction="mixed")
    project.star(old.id)
    memo = project.add_memo("Ask again.", f"coding {old.id}")

    new = project.change_span(old.id, at("argue about thresholds"))

    assert (new.quote, new.replaces, new.starred) == ("argue about thresholds", old.id, True)
    assert (new.code, new.direction.value) == ("1", "mixed")
    assert project.memos(f"coding {new.id}") == [memo]
    for odd in ("How do referrals go?", "\n\n"):
        with pytest.raises(Exception, match=r"interviewer|no words"):
            project.change_span(new.id, at(odd))
    with pytest.raises(Refused, match="mk's"):
        project.acting_as("tk").change_span(new.id, at("We"))
    project.undo()
    [back] = project.codings()
    assert (back.quote, back.starred) == ("We argue", True)
    assert project.memos(f"coding {back.id}") == [memo]


def test_undoing_a_rejection_lets_the_suggestion_wait_again(project, interview):
    offered = project.suggest(interview)[0]
    project.decide(offered.id, "reject")

    assert "wait again" in project.undo()
    assert offered in list(project.pending(weak=True))
    assert "Rejected" in project.redo()
    assert offered not in list(project.pending(weak=True))
    verdicts = [d.verdict for d in project.decisions()]
    assert verdicts == [Verdict.REJECT, Verdict.UNDONE, Verdict.REJECT]


def test_an_acceptance_undone_after_its_direction_was_changed_waits_again(project, interview):
    """Its coding was replaced in between, so that the line from it to what stands is long."""
    offered = project.suggest(interview)[0]
    made = project.decide(offered.id, "accept")
    project.change_direction(made.id, "mixed")
    project.undo()
    assert offered not in list(project.pending(weak=True))

    project.undo()

    assert project.codings() == []
    assert offered in list(project.pending(weak=True))
    project.redo()
    assert offered not in list(project.pending(weak=True))
    assert project.decisions()[-1].coding == project.codings()[0].id


def test_undone_is_no_decision_a_person_can_ask_for(project, interview):
    offered = project.suggest(interview)[0]
    with pytest.raises(Exception, match="not a decision"):
        project.decide(offered.id, "undone")


def test_starring_twice_is_one_step(project, interview, at):
    made = project.code(interview, at("We argue"), "1")
    project.star(made.id)
    project.star(made.id)

    assert project.undo().startswith("Unstarred code 1")
    assert project.undo().startswith("Withdrew code 1")
    project.redo()
    assert project.redo().startswith("Starred code 1")
    assert project.codings()[0].starred


def test_undo_follows_a_coding_whose_code_was_merged_into_another(project, interview, at):
    made = project.code(interview, at("We argue"), "1.a")
    project.change_direction(made.id, "mixed")
    project.merge_codes("1.a", "1.b", "the same thing")

    project.undo()

    assert [(c.code, c.direction.value) for c in project.codings()] == [("1.b", "present")]
    project.undo()
    assert project.codings() == []
    project.redo()
    project.redo()
    assert [(c.code, c.direction.value) for c in project.codings()] == [("1.b", "mixed")]


def test_undo_passes_over_what_somebody_has_put_there_meanwhile(project, interview, at):
    project.code(interview, at("duty desk"), "2")
    project.withdraw(project.code(interview, at("We argue"), "1").id)
    again = "transcript,quote,code,coder\ntalk,We argue,1,mk\n"
    assert not project.import_files([upload("c.csv", again)]).refused

    assert project.undo().startswith("Withdrew code 2")
    assert [c.basis for c in project.codings()] == ["import"]


def test_a_coding_takes_a_given_id_once(project, interview, at):
    id = "0b9ad1e6-6a37-4a2b-9d0c-4f1f5f0a7c11"
    assert project.code(interview, at("We argue"), "1", id=id).id == id
    for odd in (id, "one", "", id.upper().replace("-", "")):
        with pytest.raises(Refused, match="id"):
            project.code(interview, at("duty desk"), "1", id=odd)
        with pytest.raises(Refused, match="id"):
            project.change_direction(id, "mixed", id=odd)
        with pytest.raises(Refused, match="id"):
            project.change_span(id, at("duty desk"), id=odd)
        with pytest.raises(Refused, match="id"):
            project.change_code(id, "2", id=odd)
    other = id.replace("0b9", "1b9")
    assert project.change_direction(id, "mixed", id=other).id == other
    offered = project.suggest(interview)[0]
    with pytest.raises(Refused, match="id"):
        project.decide(offered.id, "accept", id=other)
    taken = id.replace("0b9", "2b9")
    assert project.decide(offered.id, "accept", id=taken).id == taken


@pytest.mark.parametrize("became", ["renamed", "moved", "merged"])
def test_a_withdrawal_is_undone_after_its_code_became_another(project, interview, at, became):
    kept = project.code(interview, at("duty desk"), "1.a")
    made = project.code(interview, at("We argue"), "1.a")
    project.withdraw(made.id)
    if became == "renamed":
        project.rename_code("1.a", "Called otherwise", "clearer", new_id="1.y")
    elif became == "moved":
        project.move_code("1.a", "2", "it belongs there", new_id="1.y")
    else:
        project.merge_codes("1.a", "1.b", "the same thing")
    now = "1.b" if became == "merged" else "1.y"
    # The old number is another code now, and the new one gets yet another.
    project.add_code(Code("1.a", "Another idea", parent="1"), "new")
    project.rename_code(now, "Once more", "clearer", new_id="1.z")

    project.undo()

    assert {(c.quote, c.code) for c in project.codings()} == {
        ("We argue", "1.z"),
        (kept.quote, "1.z"),
    }


def test_a_change_of_code_is_undone_after_its_first_code_got_another_number(project, interview, at):
    made = project.code(interview, at("We argue"), "1.a")
    project.change_code(made.id, "2")
    project.rename_code("1.a", "Called otherwise", "clearer", new_id="1.y")

    project.undo()

    assert [c.code for c in project.codings()] == ["1.y"]


def test_the_history_says_on_what_a_step_was_taken_back(project, interview, at):
    for words in ("We argue", "duty desk"):
        project.code(interview, at(words), "1")
        project.undo()
        project.redo()
        project.undo()
    offered = project.suggest(interview)[0]
    project.decide(offered.id, "reject")
    project.undo()

    acts = [(e.act, e.subject) for e in project.history() if e.act.startswith(("undo", "redo"))]

    made = {e.subject for e in project.history() if e.act == "code"}
    assert {subject for act, subject in acts if act.endswith("code")} == made
    assert acts[-1] == ("undo reject", offered.id)
    assert len({subject for _, subject in acts[:3]}) == 2
    assert not {subject for _, subject in acts[:3]} & {subject for _, subject in acts[3:]}
