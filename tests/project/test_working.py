"""The workbench's outbox: each act done once, in order, or refused with a sentence."""

import dataclasses
import itertools
import re
import uuid

import pytest

from qualcode.errors import Refused, StudyError
from qualcode.model import Code, Consent, Origin, Span
from qualcode.store import events
from tests.dump import dump

TAB, OTHER = "tab-1", "tab-2"
PICK_AGAIN = "The words picked are not what stands there any more; pick them again."


def new_id():
    return str(uuid.uuid4())


@pytest.fixture
def bench(project, interview):
    return Bench(project, interview)


class Bench:
    """A browser tab: numbers acts, and sends all it has not heard of."""

    def __init__(self, project, doc, client=TAB, coder="mk"):
        self.project, self.doc, self.client, self.coder = project, doc, client, coder
        self.seq = itertools.count(1)
        self.text = project.transcript(doc).text

    def picked(self, words):
        a = self.text.index(words)
        return {"a": a, "b": a + len(words), "q": words}

    def act(self, kind, **given):
        return {"seq": next(self.seq), "doc": self.doc, "act": kind, **given}

    def code(self, words, code="1", **more):
        given = {"id": new_id(), "code": code, "direction": "present", **self.picked(words), **more}
        return self.act("code", **given)

    def batch(self, *acts, **changed):
        study = self.project.about()["uuid"]
        return {
            "client": self.client,
            "study": study,
            "coder": self.coder,
            "acts": list(acts),
            **changed,
        }

    def send(self, *acts, **changed):
        return self.project.work([self.batch(*acts, **changed)])

    def standing(self):
        return [(c.quote, c.code, c.direction.value, c.coder) for c in self.project.codings()]


def test_acts_are_done_in_order_and_acknowledged(bench):
    first, second = bench.code("We argue"), bench.code("duty desk", "2.a", direction="mixed")

    worked = bench.send(second, first)

    assert (worked.acks, worked.refused, worked.left, worked.done) == ({TAB: 2}, (), (), 2)
    assert bench.standing() == [
        ("We argue", "1", "present", "mk"),
        ("duty desk", "2.a", "mixed", "mk"),
    ]
    assert {c.id for c in bench.project.codings()} == {first["id"], second["id"]}


def test_acts_sent_again_are_not_done_again(bench):
    acts = [bench.code("We argue"), bench.code("duty desk")]
    bench.send(*acts)
    before = dump(bench.project.store)

    again = bench.send(*acts)

    assert (again.acks, again.refused, again.done) == ({TAB: 2}, (), 0)
    assert dump(bench.project.store) == before
    more = bench.send(*acts, bench.code("ring"))
    assert (more.acks, more.done, len(bench.standing())) == ({TAB: 3}, 1, 3)


def test_two_tabs_are_counted_apart(bench):
    other = Bench(bench.project, bench.doc, OTHER)
    bench.send(bench.code("We argue"))

    worked = bench.project.work(
        [bench.batch(bench.code("ring")), other.batch(other.code("duty desk"))]
    )

    assert (worked.acks, worked.done) == ({TAB: 2, OTHER: 1}, 2)


def test_every_kind_of_act_does_what_its_verb_does(bench):
    project, doc = bench.project, bench.doc
    one, turned, moved, recoded, taken, named, cued = (new_id() for _ in range(7))
    first = next(s for s in project.segments(doc) if not s.interviewer)
    cut = bench.text.index("Nobody")
    offers = project.suggest(doc)
    assert len(offers) > 1

    worked = bench.send(
        bench.act("code", id=one, code="1", direction="present", **bench.picked("We argue")),
        bench.act("direction", coding=one, id=turned, direction="mixed"),
        bench.act("bounds", coding=turned, id=moved, **bench.picked("argue about")),
        bench.act("recode", coding=moved, id=recoded, code="7.b"),
        bench.act("star", coding=recoded, on=True),
        bench.act("memo", about=f"coding {one}", text=" Ask again. "),
        bench.act("memo", about=f"segment {first.id}", text="Whose?"),
        bench.act("accept", offer=offers[0].id, id=taken, direction="planned_or_hoped"),
        bench.act("reject", offer=offers[1].id),
        bench.act("cue", code="1", **bench.picked("duty desk")),
        bench.act("example", code="1", **bench.picked("We know who to ring.")),
        bench.act(
            "name",
            id=named,
            name="who to ring",
            parent="1",
            code="1.v1",
            direction="present",
            **bench.picked("who to ring"),
        ),
        bench.act("split", at=cut),
        bench.act("merge", segment=first.id),
        bench.act("place", at=30),
        bench.act("read", on=True),
        bench.code("Nobody agrees", id=cued),
        bench.act("withdraw", coding=cued),
        bench.act("undo"),
        bench.act("redo"),
    )

    assert (worked.refused, worked.acks) == ((), {TAB: 20})
    changed = project.coding(recoded)
    assert (changed.quote, changed.code, changed.direction) == ("argue about", "7.b", "mixed")
    assert changed.starred
    assert {m.text for m in project.memos(f"coding {recoded}")} == {"Ask again."}
    assert [m.text for m in project.passage_memos(first)] == ["Whose?"]
    assert project.coding(taken).basis == f"suggestion {offers[0].id}"
    assert offers[1] not in list(project.pending(weak=True))
    assert "duty desk" in project.codebook["1"].cues
    assert "We know who to ring." in project.codebook["1"].examples
    assert project.codebook["1.v1"] == Code(
        "1.v1", "who to ring", parent="1", origin=Origin.IN_VIVO
    )
    assert project.coding(named).code == "1.v1"
    assert first in project.segments(doc)
    assert project.place(doc) == 30
    assert project.readings()[0].read_at
    assert cued not in {c.id for c in project.codings()}
    title = project.transcript(doc).title
    assert [told for _, _, told in worked.said] == [
        f"Put code 1 back in “{title}”.",
        f"Withdrew code 1 from “{title}”.",
    ]
    with project.store.read() as connection:
        assert events.find_break(connection) is None


def test_words_that_are_not_there_any_more_are_refused_and_the_next_act_is_done(bench):
    moved = bench.code("We argue")
    moved["a"] += 1
    beyond = bench.code("ring", a=10**6, b=10**6 + 4)

    worked = bench.send(moved, beyond, bench.code("duty desk"))

    assert worked.acks == {TAB: 3}
    assert worked.refused == ((TAB, 1, PICK_AGAIN), (TAB, 2, PICK_AGAIN))
    assert [words for words, *_ in bench.standing()] == ["duty desk"]


def test_what_a_verb_refuses_leaves_nothing_and_is_told_again_after_a_reload(bench):
    taken = bench.code("duty desk")
    bench.send(taken)
    before = dump(bench.project.store, without=("desk",))
    odd = [
        bench.code("duty desk"),
        bench.code("How do referrals go?"),
        bench.code("We argue", "99"),
        bench.code("We argue", id="one"),
        bench.code("We argue", id=taken["id"]),
        bench.code("We argue", b=0),
        bench.act("withdraw", coding="nothing"),
        bench.act("memo", about="study", text="No."),
        bench.act("memo", about=f"segment {bench.doc}:99999", text="No."),
        bench.act("memo", about=f"coding {taken['id']}", text="  "),
        bench.act("accept", offer="nothing", id=new_id(), direction="present"),
        bench.act("split", at=0),
        bench.act("merge", segment="x:y"),
        bench.act("redo"),
        bench.act("cue", code="1", a=0, b=3, q="no"),
    ]

    worked = bench.send(*odd)

    assert worked.acks == {TAB: 1 + len(odd)}
    assert [seq for _, seq, _ in worked.refused] == [act["seq"] for act in odd]
    assert all(told.endswith(".") for _, _, told in worked.refused)
    assert not any("referrals" in told for _, _, told in worked.refused)
    assert dump(bench.project.store, without=("desk",)) == before
    assert bench.send().refused == worked.refused


def test_a_half_done_act_leaves_no_half(bench):
    """The new code is added before the words are coded, which is refused."""
    asked = bench.picked("How do referrals go?")
    name = bench.act(
        "name", id=new_id(), name="x", parent=None, code="v1", direction="present", **asked
    )

    worked = bench.send(name, bench.code("We argue", "v1"))

    assert [seq for _, seq, _ in worked.refused] == [1, 2]
    assert "v1" not in bench.project.codebook
    assert bench.project.codebook_version == 1


def test_a_code_named_in_a_batch_that_is_lost_is_not_remembered(bench, monkeypatch):
    project = bench.project
    name = bench.act(
        "name",
        id=new_id(),
        name="x",
        parent=None,
        code="v1",
        direction="present",
        **bench.picked("We argue"),
    )
    with monkeypatch.context() as broken:
        broken.setattr("qualcode.store.session.Writing.finish", _full)
        with pytest.raises(StudyError):
            bench.send(name, bench.code("duty desk", "v1"))

    # The next version has the number of the one that was lost.
    project.add_code(Code("v2", "Another"), "meanwhile")

    assert "v2" in project.codebook
    assert "v1" not in project.codebook


def _full(writing):
    raise StudyError("The disk is full, so nothing was saved; free some space and try again.")


def test_a_retired_code_takes_no_new_coding_and_keeps_its_own(bench):
    made = bench.code("We argue", "1.a")
    bench.send(made)
    bench.project.retire_code("1.a", "not used")

    worked = bench.send(bench.code("duty desk", "1.a"), bench.act("star", coding=made["id"], on=1))

    assert [(seq, "retired" in told) for _, seq, told in worked.refused] == [(2, True)]
    assert bench.project.coding(made["id"]).starred


def test_only_the_last_refusals_are_kept(bench):
    worked = bench.send(*(bench.act("withdraw", coding="no") for _ in range(25)))

    assert worked.acks == {TAB: 25}
    assert [seq for _, seq, _ in worked.refused] == list(range(6, 26))


def test_a_study_that_cannot_be_written_acknowledges_nothing_and_loses_nothing(bench, monkeypatch):
    acts = [bench.code("We argue"), bench.act("withdraw", coding="no")]
    before = dump(bench.project.store)
    with monkeypatch.context() as broken:
        broken.setattr("qualcode.store.session.Writing.finish", _full)
        with pytest.raises(StudyError, match="full"):
            bench.send(*acts)
    assert dump(bench.project.store) == before

    assert bench.send(*acts).acks == {TAB: 2}
    assert len(bench.standing()) == 1


def test_a_disk_that_fills_up_in_mid_act_is_told_as_such(bench):
    project = bench.project
    before = dump(project.store)
    long = bench.act("memo", about=f"segment {bench.doc}:40", text="word " * 100_000)

    with project.store.engine.connect() as held:
        pages = held.exec_driver_sql("PRAGMA page_count").scalar()
        held.exec_driver_sql(f"PRAGMA max_page_count={pages + 20}")
    with pytest.raises(StudyError, match="disk is full"):
        bench.send(bench.code("We argue"), long)

    with project.store.engine.connect() as held:
        held.exec_driver_sql("PRAGMA max_page_count=1000000")
    assert dump(project.store) == before
    assert bench.send().acks == {}


def test_work_for_another_study_is_left_alone_without_a_word(bench):
    worked = bench.send(bench.code("We argue"), study=new_id())

    assert (worked.acks, worked.left, worked.done) == ({}, (), 0)
    assert bench.standing() == []


def test_work_of_another_known_coder_is_theirs_in_the_history_too(bench):
    bench.project.add_coder("tk")
    theirs = Bench(bench.project, bench.doc, OTHER, "tk")

    bench.project.work(
        [
            theirs.batch(theirs.code("We argue")),
            bench.batch(bench.code("We argue"), bench.act("undo")),
        ]
    )

    assert bench.standing() == [("We argue", "1", "present", "tk")]
    last = [(e.who, e.act) for e in bench.project.history(last=4)]
    assert last == [("tk", "code"), ("mk", "code"), ("mk", "withdraw"), ("mk", "undo code")]
    with bench.project.store.read() as connection:
        assert events.find_break(connection) is None


def test_work_under_an_unknown_name_waits_and_holds_what_its_tab_did_later(bench):
    early, late = bench.code("We argue"), bench.code("duty desk")
    unknown = bench.batch(early, coder="nobody")

    worked = bench.project.work([unknown, bench.batch(late)])

    assert (worked.acks, worked.done, len(worked.left)) == ({}, 0, 1)
    assert "nobody" not in worked.left[0]
    bench.project.acting_as("nobody").work([unknown, bench.batch(late)])
    assert [coder for *_, coder in bench.standing()] == ["nobody", "mk"]


ODD_BATCHES = [
    None,
    "acts",
    {},
    {"client": "t", "study": "s", "coder": "mk"},
    {"client": 1, "study": "s", "coder": "mk", "acts": []},
    {"client": "", "study": "s", "coder": "mk", "acts": []},
    {"client": "t" * 101, "study": "s", "coder": "mk", "acts": []},
    {"client": "t\0", "study": "s", "coder": "mk", "acts": []},
    {"client": "t", "study": "s", "coder": "\ud800", "acts": []},
    {"client": "t", "study": "s", "coder": "mk", "acts": {}},
    {"client": "t", "study": "s", "coder": "mk", "acts": [None]},
    {"client": "t", "study": "s", "coder": "mk", "acts": [{"act": "undo"}]},
    {"client": "t", "study": "s", "coder": "mk", "acts": [{"seq": 0, "act": "undo"}]},
    {"client": "t", "study": "s", "coder": "mk", "acts": [{"seq": True, "act": "undo"}]},
    {"client": "t", "study": "s", "coder": "mk", "acts": [{"seq": 1.0, "act": "undo"}]},
    {"client": "t", "study": "s", "coder": "mk", "acts": [{"seq": 2**31, "act": "undo"}]},
]


@pytest.mark.parametrize("odd", ODD_BATCHES, ids=str)
def test_a_batch_that_cannot_be_read_is_refused_in_a_sentence_beside_a_good_one(bench, odd):
    worked = bench.project.work([odd, bench.batch(bench.code("We argue"))])

    assert (worked.acks, len(worked.left)) == ({TAB: 1}, 1)
    assert "Reload the page." in worked.left[0]


@pytest.mark.parametrize("odd", [None, {}, "x", 3])
def test_an_outbox_that_is_no_list_is_refused_in_a_sentence(bench, odd):
    assert len(bench.project.work(odd).left) == 1


@pytest.mark.parametrize(
    "odd",
    [
        {"act": "sing"},
        {"act": None},
        {"act": ["code"]},
        {},
        {"act": "withdraw"},
        {"act": "withdraw", "coding": 7},
        {"act": "withdraw", "coding": "\ud800"},
        {"act": "star", "coding": "x", "on": "yes"},
        {"act": "place", "at": -1},
        {"act": "place", "at": 2**40},
        {"act": "place", "at": "3"},
        {"act": "memo", "about": "segment x", "text": "a\0b"},
        {"act": "undo", "doc": 4},
        {"act": "undo", "doc": "x" * 301},
        {"act": "withdraw", "coding": "x" * 301},
        {"act": "reject", "offer": "x" * 301},
        {"act": "cue", "code": "x" * 301, "a": 0, "b": 3, "q": "Int"},
        {"act": "memo", "about": "segment " + "x" * 300, "text": "Long."},
        {"act": "accept", "offer": "o", "id": "i", "direction": "present", "a": 3},
        {"act": "direction", "coding": "c", "id": "i", "direction": "sideways"},
        {"act": "direction", "coding": "c", "id": "i", "direction": []},
    ],
    ids=str,
)
def test_an_act_that_cannot_be_read_is_refused_and_acknowledged(bench, odd):
    before = dump(bench.project.store, without=("desk",))

    worked = bench.send({"doc": bench.doc, **odd, "seq": 1})

    assert worked.acks == {TAB: 1}
    [(client, seq, told)] = worked.refused
    assert (client, seq, told[-1]) == (TAB, 1, ".")
    assert len(told) < 200
    assert dump(bench.project.store, without=("desk",)) == before


def test_an_act_on_a_coding_that_was_replaced_meanwhile_is_done_on_its_heir(bench):
    made, turned, moved = bench.code("We argue"), new_id(), new_id()
    bench.send(made, bench.act("direction", coding=made["id"], id=turned, direction="mixed"))
    picked = bench.picked("argue about")

    worked = bench.send(
        bench.act("bounds", coding=made["id"], id=moved, **picked),
        bench.act("recode", coding=turned, id=new_id(), code="2"),
        bench.act("star", coding=made["id"], on=True),
    )

    assert (worked.refused, bench.standing()) == ((), [("argue about", "2", "mixed", "mk")])
    [standing] = bench.project.codings()
    assert standing.starred
    for id in (made["id"], turned, moved, standing.id):
        assert bench.project.coding(id) == standing
    bench.send(bench.act("withdraw", coding=made["id"]))
    assert bench.standing() == []


def test_a_refusal_holds_no_id_that_nobody_can_read(bench):
    made = bench.code("We argue")
    bench.send(made, bench.act("withdraw", coding=made["id"]))

    worked = bench.send(
        bench.act("withdraw", coding=made["id"]),
        bench.act("star", coding=made["id"], on=True),
        bench.act("direction", coding=made["id"], id=new_id(), direction="mixed"),
        bench.act("reject", offer=new_id()),
        bench.act("withdraw", coding=new_id()),
    )

    told = [sentence for _, _, sentence in worked.refused]
    assert told[:3] == ["That coding does not stand any more; look at the passage again."] * 3
    assert len(told) == 5
    assert not any(re.search(r"[0-9a-f]{8}-", sentence) for sentence in told)


def test_nobody_changes_or_stars_a_colleagues_coding(bench):
    made = bench.code("We argue")
    bench.send(made)
    bench.project.add_coder("tk")
    other = Bench(bench.project, bench.doc, OTHER, "tk")

    worked = other.send(
        other.act("star", coding=made["id"], on=True),
        other.act("withdraw", coding=made["id"]),
    )

    assert [told.split(";")[0] for _, _, told in worked.refused] == ["That coding is mk's"] * 2
    assert not bench.project.coding(made["id"]).starred


@pytest.fixture
def withheld(bench):
    """The bench of an interview with a person who does not allow quoting."""
    project = bench.project
    [person] = project.participants()
    project.set_participants([dataclasses.replace(person, consent=Consent.NO_QUOTE)])
    return bench


NOT_QUOTED = "This person does not allow quoting; write the phrase in your own words."


def test_words_of_people_who_do_not_allow_quoting_stay_out_of_the_codebook(withheld):
    project, before = withheld.project, withheld.project.codebook

    def naming(name):
        given = {"parent": None, "direction": "present", "code": "v1", **picked}
        return withheld.act("name", id=new_id(), name=name, **given)

    picked = withheld.picked("argue about thresholds")
    worked = withheld.send(
        withheld.act("cue", code="1", **picked),
        withheld.act("example", code="1", **picked),
        naming("Argue  about thresholds!"),
        naming("thresholds"),
    )
    assert [told for _, _, told in worked.refused] == [NOT_QUOTED] * 4
    assert project.codebook == before
    said = (withheld.doc, Span(picked["a"], picked["b"]))
    for add in (project.add_cue, project.add_example):
        with pytest.raises(Refused, match="does not allow quoting"):
            add("1", "about thresholds", said=said)
    assert project.codebook == before

    # In the researcher's own words, and coding as ever, all of it goes.
    assert withheld.send(naming("quarrels over criteria"), withheld.code("We argue")).done == 2
    project.add_cue("1", "quarrels over criteria", said=said)
    assert project.codebook["v1"].name == "quarrels over criteria"


@pytest.mark.parametrize("consent", ["quote", "unknown"])
def test_words_of_people_who_allow_quoting_or_were_not_asked_may_be_examples(withheld, consent):
    [person] = withheld.project.participants()
    withheld.project.set_participants([dataclasses.replace(person, consent=Consent(consent))])

    worked = withheld.send(withheld.act("example", code="1", **withheld.picked("We argue")))

    assert worked.refused == ()
    assert "We argue" in withheld.project.codebook["1"].examples


def test_the_interviewers_words_are_no_cue_and_no_example(bench):
    asked = bench.picked("How do referrals go?")
    worked = bench.send(
        bench.act("cue", code="1", **asked), bench.act("example", code="1", **asked)
    )

    assert ["interviewer" in told for _, _, told in worked.refused] == [True, True]


def test_what_was_coded_with_a_name_that_was_refused_goes_to_nobody_elses_code(bench):
    """The same id was given to a colleague's code in the meantime."""
    bench.project.add_code(Code("v1", "A colleague's"), "new")
    given = {"parent": None, "direction": "present", **bench.picked("We argue")}

    worked = bench.send(
        bench.act("name", id=new_id(), name="mine", code="v1", **given),
        bench.code("duty desk", "v1"),
        bench.code("duty desk", "1"),
    )

    assert [seq for _, seq, _ in worked.refused] == [1, 2]
    assert bench.standing() == [("duty desk", "1", "present", "mk")]
