"""The codebook's verbs: one version each, codings follow, nothing is lost on the way."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import Refused, UnknownCode, UnknownItem
from qualcode.model import Code, Origin, Span, breaches
from qualcode.project import Project, new
from qualcode.project.codebook import add_code_in, add_cue_in, add_example_in
from qualcode.store.events import find_break
from tests.dump import dump
from tests.project.conftest import talk


def marks(project):
    """What stands: coder, words, code, direction and star."""
    return sorted(
        (c.coder, c.quote, c.code, c.direction.value, c.starred) for c in project.codings()
    )


def test_each_verb_makes_one_version_with_its_reason_and_history_of_ids_and_numbers(project):
    acts = [
        ("edit code", lambda why: project.edit_code("1.a", why, definition="Elephants")),
        ("add code", lambda why: project.add_code(Code("9", "Giraffes"), why)),
        ("move code", lambda why: project.move_code("9", "1", why)),
        ("rename code", lambda why: project.rename_code("9", "Zebras", why, new_id="1.z")),
        ("split code", lambda why: project.split_code("1.z", [Code("1.y", "Lions")], {}, why)),
        ("retire code", lambda why: project.retire_code("1.y", why)),
        ("restore code", lambda why: project.restore_code("1.y", why)),
        ("merge code", lambda why: project.merge_codes("1.y", "1.z", why)),
    ]
    for n, (name, act) in enumerate(acts, 2):
        assert act(f" because {n} ") == n == project.codebook_version
        event = project.history(1)[0]
        assert (event.act, event.who) == (name, "mk")
        version = project.codebook_versions()[0]
        assert (version.n, version.made_by, version.reason) == (n, "mk", f"because {n}")

    told = repr(project.history())
    for word in ("Elephants", "Giraffes", "Zebras", "Lions", "because"):
        assert word not in told


def test_without_a_reason_nothing_changes(project):
    before = dump(project.store)
    for reason in ("", " \n", "x" * 1001):
        for act in (
            lambda why: project.edit_code("1.a", why, definition="D"),
            lambda why: project.add_code(Code("9", "N"), why),
            lambda why: project.merge_codes("1.a", "1.b", why),
            lambda why: project.retire_code("1.a", why),
        ):
            with pytest.raises(Refused, match=r"eason|why"):
                act(reason)
    assert dump(project.store) == before


def test_codings_follow_a_merge_and_keep_whose_and_how_they_are(project, interview, at):
    tk = project.acting_as("tk")
    mine = project.code(interview, at("We argue"), "1.a", direction="mixed")
    tks = tk.code(interview, at("duty desk"), "1.a")
    tk.star(tks.id)
    project.add_memo("A doubt", f"coding {tks.id}")
    project.add_memo("On the code", "code 1.a")

    project.acting_as("lead").merge_codes("1.a", "2.b", "the same idea")

    assert marks(project) == [
        ("mk", "We argue", "2.b", "mixed", False),
        ("tk", "duty desk", "2.b", "present", True),
    ]
    first, second = project.codings()
    assert (first.replaces, first.basis, first.made_at) == (mine.id, "by hand", mine.made_at)
    assert [m.text for m in project.memos(f"coding {second.id}")] == ["A doubt"]
    assert [m.text for m in project.memos("code 2.b")] == ["On the code"]
    assert "1.a" not in project.codebook
    assert {e.who for e in project.history(5)} == {"lead"}


def test_the_same_words_twice_become_one_coding_with_the_star(project, interview, at):
    kept = project.code(interview, at("We argue"), "2.b")
    gone = project.code(interview, at("We argue"), "1.a")
    other_way = project.code(interview, at("We argue"), "1.a", direction="mixed")
    project.star(gone.id)
    looked = project.consequences("merge", "1.a", into="2.b")

    project.merge_codes("1.a", "2.b", "one idea")

    assert (looked.codings, looked.doubles) == (2, 1)
    assert marks(project) == [
        ("mk", "We argue", "2.b", "mixed", False),
        ("mk", "We argue", "2.b", "present", True),
    ]
    assert {c.replaces for c in project.codings()} == {None, other_way.id}
    assert kept.id in {c.id for c in project.codings()}


def test_a_new_number_takes_codings_and_waiting_suggestions_along(project, interview, at):
    project.code(interview, at("We argue"), "2.b")
    waiting = project.suggest(interview)
    code = next(s.code for s in waiting if s.code != "2.b")

    project.rename_code("2.b", "Another name", "clearer", new_id="2.x")
    project.move_code(code, "8", "belongs there", new_id="8.x")

    assert [c.code for c in project.codings()] == ["2.x"]
    assert project.codebook["2.x"].name == "Another name"
    codes = {s.code for s in project.pending(interview, weak=True)}
    assert "8.x" in codes
    assert code not in codes


def test_a_split_takes_what_was_assigned_and_leaves_the_rest(project, interview, at):
    a = project.code(interview, at("We argue"), "1.a")
    b = project.acting_as("tk").code(interview, at("duty desk"), "1.a")
    c = project.code(interview, at("We know"), "1.a")
    parts = [Code("1.x", "X", parent="1"), Code("1.y", "Y", parent="1")]
    assigned = {a.id: "1.x", b.id: "1.y", c.id: "1.a"}
    assert project.consequences("split", "1.a", assigned=assigned).codings == 2

    before = dump(project.store)
    for wrong in ({a.id: "2.b"}, {"nobody": "1.x"}):
        with pytest.raises(Refused):
            project.split_code("1.a", parts, wrong, "two ideas")
    with pytest.raises(Refused, match="at least one"):
        project.split_code("1.a", [], {}, "two ideas")
    assert dump(project.store) == before

    project.split_code("1.a", parts, assigned, "two ideas")
    assert {(x.coder, x.quote, x.code) for x in project.codings()} == {
        ("mk", "We argue", "1.x"),
        ("tk", "duty desk", "1.y"),
        ("mk", "We know", "1.a"),
    }


def test_a_retired_code_keeps_its_codings_and_comes_back(project, interview, at):
    project.code(interview, at("We argue"), "1.a")
    assert project.consequences("retire", "1").codings == 1

    project.retire_code("1", "never clear")

    assert [c.id for c in project.codes() if c.retired] == ["1", "1.a", "1.b", "1.c"]
    assert [c.code for c in project.codings()] == ["1.a"]
    project.restore_code("1.a", "clear after all")
    assert [c.id for c in project.codes() if c.retired] == ["1.b", "1.c"]


def test_consequences_name_coders_and_interviews_and_change_nothing(project, interview, at):
    project.import_files([talk()])
    tk = project.acting_as("tk")
    project.code(interview, at("We argue"), "1.a")
    tk.code(interview, at("We argue"), "1.a")
    tk.code("good", Span(*_place(project, "good", "share news")), "1.a")
    tk.code("good", Span(*_place(project, "good", "share news")), "1")
    before = dump(project.store)

    looked = project.consequences("rename", "1.a")

    assert (looked.codings, looked.doubles) == (3, 0)
    assert looked.by_coder == (("tk", 2), ("mk", 1))
    assert [(id, n) for id, _, n in looked.interviews] == [(interview, 2), ("good", 1)]
    assert project.consequences("move", "1.b").interviews == ()
    assert project.consequences("merge", "1.a", into="1").doubles == 1
    with pytest.raises(UnknownCode):
        project.consequences("merge", "1.a", into="9")
    assert dump(project.store) == before


def _place(project, id, words):
    start = project.transcript(id).text.index(words)
    return start, start + len(words)


def test_cues_examples_and_codes_can_be_added_inside_another_transaction(project):
    with project.store.write("mk") as tx:
        add_code_in(tx, Code("1.v1", "ring round", "1", origin=Origin.IN_VIVO), "in vivo")
        assert add_cue_in(tx, "1.v1", " ring\n round ") == 3
        assert add_example_in(tx, "1.v1", "we ring round") == 4
        for wrong in ("", "RING  round", "x" * 301):
            with pytest.raises(Refused), tx.attempt():
                add_cue_in(tx, "1.v1", wrong)
    code = project.codebook["1.v1"]
    assert (code.cues, code.examples) == (("ring round",), ("we ring round",))

    project.add_cue("1.v1", "phone about")
    project.add_example("1.v1", "we phone about")
    assert len(project.codebook["1.v1"].cues) == len(project.codebook["1.v1"].examples) == 2
    assert "ring" not in repr(project.history())
    with pytest.raises(UnknownCode):
        project.add_cue("9.z", "words")


def test_versions_are_read_again_and_their_changes_told(project):
    project.edit_code("1.a", "clearer", definition="New words")
    project.rename_code("1.b", "Papers", "shorter")

    assert [v.n for v in project.codebook_versions()] == [3, 2, 1]
    assert project.codebook_changes(2, 3)[0].startswith("1.b: name is now “Papers”")
    assert len(project.codebook_changes(1, 3)) == 2
    assert project.codebook_at(1)["1.a"].definition != "New words"
    with pytest.raises(UnknownItem):
        project.codebook_changes(1, 9)


def test_checks_find_what_was_planted_and_nothing_in_what_is_sound(project):
    checks = project.codebook_checks()
    assert {c.name for c in checks} == {"no include rule", "no exclude rule", "no example"}

    book = project.codebook
    words = book["3.a"].definition.replace("Managers", "Leaders")
    whole = {"include_when": ("i",), "examples": ("e",)}
    more = (
        Code("3.x", "Copy", "3", definition=words, exclude_when=("see 3.z.",), **whole),
        Code("3.y", "Bare", "3", exclude_when=("none",), **whole),
        Code("3.r", "Old", "3", retired=True),
        Code("3.q", "Q", "3", "Quite another thing.", **whole, exclude_when=("old -> 3.r",)),
    )
    project.set_codebook(replace(book, codes=(*book.codes, *more)), "planted")

    found = [c for c in project.codebook_checks() if c not in checks]
    assert [(c.name, c.code, c.other) for c in found] == [
        ("no definition", "3.y", None),
        ("definitions too alike", "3.a", "3.x"),
        ("points nowhere", "3.x", None),
        ("points nowhere", "3.q", "3.r"),
    ]
    assert all(c.code in c.sentence and c.sentence.endswith(".") for c in found)


def test_use_is_checked_once_there_are_codings_and_coders(project, interview, at):
    def named(name):
        return [c.code for c in project.codebook_checks() if c.name == name]

    assert named("never used") == []
    project.code(interview, at("We argue"), "1.a")
    unused = named("never used")
    assert (len(unused), "1" in unused, "1.a" in unused) == (30, False, False)
    assert named("used by one coder only") == []

    tk = project.acting_as("tk")
    tk.code(interview, at("We argue"), "1.a")
    tk.code(interview, at("We argue"), "2")
    assert named("used by one coder only") == ["2"]


PLACES = [(a, a + n) for a in (0, 4, 9) for n in (3, 5)]
CODES = ("1", "1.a", "1.b", "2", "2.a", "2.b")
DONE = st.tuples(
    st.sampled_from(["mk", "tk"]),
    st.sampled_from(CODES),
    st.sampled_from(PLACES),
    st.sampled_from(["present", "mixed"]),
)
ACT = st.tuples(
    st.sampled_from(["merge", "rename", "move", "split", "retire", "restore", "add", "edit"]),
    st.integers(0, 30),
    st.integers(0, 30),
    st.booleans(),
)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    place = tmp_path_factory.mktemp("bare") / "bare.qualcode"
    made = new(place, "mk")
    made.set_codebook(
        replace(
            made.codebook,
            codes=tuple(
                Code(id, id, id[0] if "." in id else None, confused_with=("1",) * (id != "1"))
                for id in CODES
            ),
        ),
        "first",
    )
    made.import_files([talk()])
    made.close()
    return place.read_bytes()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=st.lists(DONE, max_size=8, unique=True), acts=st.lists(ACT, max_size=8))
def test_whatever_is_done_to_the_codebook_no_coding_is_lost(bare, tmp_path, done, acts):
    place = tmp_path / "tried.qualcode"
    place.write_bytes(bare)
    project = Project.open(place, "mk")
    begin = project.transcript("good").text.index("We share")
    for coder, code, (a, b), direction in done:
        project.acting_as(coder).code("good", Span(begin + a, begin + b), code, direction=direction)

    for n, act in enumerate(acts):
        before = project.codings()
        expected = Counter(c.coder for c in before)
        try:
            expected -= _do(project, act, n)
        except (Refused, UnknownCode):
            assert project.codings() == before
        assert Counter(c.coder for c in project.codings()) == expected
        assert {c.code for c in project.codings()} <= {c.id for c in project.codebook}
        assert breaches(project.codebook) == []
        for code in project.codebook:
            parent = code.parent and project.codebook[code.parent]
            assert not (parent and parent.retired) or code.retired
    with project.store.read() as connection:
        assert find_break(connection) is None
    project.close()


def _do(project, act, n):
    """One act on codes chosen by number; returns the doubles each coder loses by it."""
    kind, i, j, fresh = act
    ids = [code.id for code in project.codebook]
    id, other = ids[i % len(ids)], ids[j % len(ids)]
    new_id, lost = f"n{n}" if fresh else None, Counter()
    if kind == "merge":
        there = {(c.coder, c.span, c.direction) for c in project.codings() if c.code == other}
        of_it = [c for c in project.codings() if c.code == id]
        lost = Counter(c.coder for c in of_it if (c.coder, c.span, c.direction) in there)
        project.merge_codes(id, other, "r")
    elif kind == "rename":
        project.rename_code(id, f"name {n}", "r", new_id=new_id)
    elif kind == "move":
        project.move_code(id, other if i % 3 else None, "r", new_id=new_id)
    elif kind == "split":
        of_it = [c.id for c in project.codings() if c.code == id]
        part = Code(f"p{n}", "Part", project.codebook[id].parent)
        project.split_code(id, [part], dict.fromkeys(of_it[::2], part.id), "r")
    elif kind == "retire":
        project.retire_code(id, "r")
    elif kind == "restore":
        project.restore_code(id, "r")
    elif kind == "add":
        project.add_code(Code(f"a{n}", "A", other, confused_with=(id,)), "r")
    else:
        project.edit_code(id, "r", definition=f"D{n}", exclude_when=[f"see {other}"])
    return lost
