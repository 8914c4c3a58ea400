"""The history in sentences: every act has one, nobody's words are in it, and it can be narrowed."""

import re

import pytest
from sqlalchemy import update

from qualcode.errors import Refused, UnknownCode
from qualcode.model import Code, CoderRole
from qualcode.model.told import KINDS
from qualcode.project import history_acts, history_kinds
from qualcode.store import schema
from tests.conftest import ROOT

SOURCE = {f: f.read_text(encoding="utf-8") for f in (ROOT / "qualcode").rglob("*.py")}
# An act is named where it is recorded, or handed to what records it.
RECORDED = re.compile(r'(?:\.record|_leaving)\(\s*"([a-z][a-z ]*)"')
ON_CODES = re.compile(r'_save(?:_as)?\([^"]*?"([a-z]+ [a-z]+)"', re.S)
KEPT = re.compile(r"save_kept\(\s*tx,\s*([A-Z_]+)")


@pytest.fixture
def at_work(project, interview):
    """The study after some acts by mk and Tom; returns it with the passages' spans."""
    spans = [s.span for s in project.segments(interview) if not s.interviewer]
    project.code(interview, spans[0], "1.a")
    tom = project.acting_as("Tom")
    tom.add_memo("Too wide, says Ana Brown.", "code 3.b")
    tom.code(interview, spans[1], "3.b")
    return project, interview, spans


def words(told):
    return [one.words for one in told]


def test_every_act_that_is_recorded_anywhere_has_its_words():
    acts = {act for text in SOURCE.values() for act in RECORDED.findall(text)}
    acts |= {act for text in SOURCE.values() for act in ON_CODES.findall(text)}
    acts |= {"accept", "reject", "skip", "undone", "star", "decide first", "submit round"}

    assert len(acts) > 45
    assert {act for act in acts if not history_acts.is_told(act)} == set()
    assert tuple(history_acts.ACTS) == KINDS
    assert {act for act in acts if act.startswith("export ")} <= {
        *(f"export {what}" for what in history_acts.EXPORTED),
        "export review",
    }


def test_every_kind_of_thing_people_write_has_its_name():
    constants = {
        name: value
        for file, text in SOURCE.items()
        if not any(
            part.startswith("sample_") for part in file.parts
        )  # these write things of kinds named elsewhere
        for names, values in re.findall(r'^([A-Z][A-Z_, ]*) = (".*?)(?:  #.*)?$', text, re.M)
        for name, value in zip(names.split(", "), re.findall(r'"([^"]*)"', values), strict=False)
    }
    used = {name for text in SOURCE.values() for name in KEPT.findall(text)} - {"KIND"}
    kinds = {constants[name] for name in used}
    kinds |= {
        kind
        for text in SOURCE.values()
        if re.search(r"save_kept\(\s*tx,\s*KIND", text)
        for kind in re.findall(r'^KIND(?:, [A-Z]+)? = "([^"]*)"', text, re.M)
    }

    assert len(kinds) > 12
    assert kinds - set(history_kinds.KINDS) == set()


def test_every_act_of_the_sample_study_is_told_without_a_name_of_a_file(sample):
    told = sample.audit()

    assert len(told) == sample.version
    assert [one.seq for one in told] == list(range(sample.version, 0, -1))
    assert not any("no words for" in one.words for one in told)
    titles = {row["id"] for row in sample.transcripts()} | {
        row["title"] for row in sample.transcripts()
    }
    for one in told:
        assert one.words.startswith(one.who)
        assert one.words.endswith(".")
        assert not any(re.search(rf"\b{re.escape(title)}\b", one.words) for title in titles)


def test_acts_are_told_with_code_interview_and_reason(at_work):
    project, interview, _ = at_work
    project.rename_code("2.a", "Clear roles", "it was read otherwise")
    [coding] = project.codings(code="1.a")
    project.change_direction(coding.id, "mixed")
    project.undo()
    project.done(interview)

    told = words(project.audit())
    assert "mk renamed the code 2.a. Reason: it was read otherwise." in told
    assert "mk changed a coding of Interview 1, now with 1.a." in told
    assert "mk undid a change of a coding." in told
    assert "mk coded Interview 1 through." in told
    assert "Tom wrote a memo on the code 3.b." in told
    assert not any("Ana Brown" in one for one in told)


def test_an_act_nobody_has_words_for_is_still_told(project):
    with project._write() as tx:
        tx.record("juggle codes", "study")

    [one] = project.audit(last=1)
    assert one.words == "mk did something this version of qualcode has no words for."
    assert one.kind == "study"


def test_by_person_kind_and_time(at_work):
    project, _, _ = at_work
    [moment] = [one.at for one in project.audit(who="Tom", acts=["writing"])]

    assert {one.who for one in project.audit(who="Tom")} == {"Tom"}
    assert {one.kind for one in project.audit(acts=["codings"])} == {"codings"}
    assert {one.kind for one in project.audit(acts=["codings", "write memo"])} == {
        "codings",
        "writing",
    }
    since = project.audit(since=moment)
    assert min(one.at for one in since) == moment
    assert 0 < len(since) < project.version
    assert project.audit(since="2999-01-01") == []
    assert len(project.audit(since=moment[:10])) == project.version


def test_by_code_with_everything_that_hangs_on_it(at_work):
    project, interview, _ = at_work
    project.suggest(interview)
    offered = next(project.pending())
    project.decide(offered.id, "reject")
    project.edit_code("3.b", "clearer", definition="Knowing people.")
    project.add_code(Code("3.x", "Ringing round", parent="3"), "it came up")
    round = project.start_round(reviewers=["mk"])
    for row in project.review_items(round.id):
        project.judge(row.item.id, "question", comment="Is it?")
        project.resolve(row.item.id, "keep", "it fits")

    told = words(project.audit(code="3"))

    for said in (
        "mk settled item",
        "mk said “question” of item",
        "mk wrote a comment on item",
        "mk added the code 3.x",
        "mk changed what 3.b says (definition)",
        "Tom coded a passage of Interview 1 with 3.b",
        "Tom wrote a memo on the code 3.b",
    ):
        assert sum(one.startswith(said) for one in told) == 1, said
    assert not any("1.a" in one for one in told)
    rejected = f"mk rejected a suggestion of {offered.code} in Interview 1."
    assert rejected in words(project.audit(code=offered.code))
    assert len([one for one in words(project.audit(code="1.a")) if "said “question”" in one]) == 1


def test_what_became_of_a_code_is_found_under_both_numbers(at_work):
    project, _, _ = at_work
    project.rename_code("3.b", "Contacts", "plainer", new_id="3.z")
    project.merge_codes("5.a", "5.b", "one idea")

    renamed = "mk renamed the code 3.b, now 3.z. Reason: plainer."
    assert renamed in words(project.audit(code="3.z"))
    assert renamed in words(project.audit(code="3.b"))
    assert "mk merged 5.a into 5.b. Reason: one idea." in words(project.audit(code="5.b"))


def test_ids_that_differ_by_case_or_signs_alone_are_not_mixed_up(project):
    for id in ("x", "X", "x%", "x_"):
        project.add_code(Code(id, f"Code {id}"), "a test")

    for id in ("x", "X", "x%", "x_"):
        assert words(project.audit(code=id)) == [f"mk added the code {id}. Reason: a test."]


def test_pages_go_back_in_time_without_a_gap(sample):
    first = sample.audit(last=200)
    second = sample.audit(last=200, before=first[-1].seq)

    whole = [one.seq for one in first + second]
    assert whole == list(range(sample.version, sample.version - 400, -1))


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"who": "Nobody"}, Refused),
        ({"since": "soon"}, Refused),
        ({"acts": ["juggling"]}, Refused),
        ({"code": "nope"}, UnknownCode),
    ],
)
def test_what_cannot_be_asked_for_is_refused_in_one_sentence(project, asked, error):
    with pytest.raises(error) as refused:
        project.audit(**asked)

    assert "\n" not in str(refused.value)


def test_who_codes_apart_is_not_told_which_codes_the_others_gave(at_work):
    project, interview, spans = at_work
    round = project.start_round(over="interviews", coders=["mk", "Tom"], reviewers=["mk"])
    for who in ("mk", "Tom"):
        project.acting_as(who).begin_round(round.id)
    project.acting_as("Tom").code(interview, spans[0], "5.a")

    told = [one for one in words(project.audit()) if one.startswith("Tom coded")]

    assert set(told) == {"Tom coded a passage of Interview 1."}
    assert not any(one.who == "Tom" for one in project.audit(code="5.a"))
    assert any("with 5.a" in one for one in words(project.acting_as("Tom").audit(code="5.a")))


def test_a_changed_act_is_found_and_a_whole_chain_is_not_doubted(at_work):
    project, _, _ = at_work
    assert project.check_history() is None
    with project._write() as tx:
        tx.connection.execute(
            update(schema.event).where(schema.event.c.seq == 3).values(who="somebody")
        )

    assert project.check_history() == 3


def test_the_codebooks_history_says_what_to_read_again(at_work):
    project, interview, spans = at_work
    project.edit_code("3.b", "clearer", definition="Knowing people by name.")
    project.add_cue("3.b", "who to ring")
    project.code(interview, spans[0], "3.b")

    steps = {step.reason: step for step in project.codebook_history()}

    clearer = steps["clearer"]
    assert (clearer.codes, clearer.before) == (("3.b",), clearer.n - 1)
    assert clearer.changes[0].startswith("3.b: definition is now “Knowing people by name.”")
    assert [(r.interview, r.codings) for r in clearer.reread] == [("Interview 1", 1)]
    assert steps["A cue from the interviews"].reread == ()
    assert steps["made with the study"].before is None


@pytest.mark.parametrize("how", ["changed", "withdrawn", "coded through", "agreed to"])
def test_an_interview_leaves_the_list_when_it_was_looked_at_again(at_work, how):
    project, interview, _ = at_work
    project.edit_code("3.b", "clearer", definition="Knowing people by name.")
    tom = project.acting_as("Tom")
    [coding] = project.codings(code="3.b")
    assert project.codebook_history()[0].reread
    if how == "changed":
        tom.change_direction(coding.id, "mixed")
    elif how == "withdrawn":
        tom.withdraw(coding.id)
    elif how == "coded through":
        tom.done(interview)
    else:
        round = project.start_round(reviewers=["mk"])
        for row in project.review_items(round.id):
            project.judge(row.item.id, "agree")

    assert project.codebook_history()[0].reread == ()


def test_codes_that_went_into_another_are_to_be_read_again_under_it(at_work):
    project, _, _ = at_work
    project.merge_codes("3.b", "3.a", "one idea")

    step = project.codebook_history()[0]
    assert step.codes == ("3.a",)
    assert [r.codings for r in step.reread] == [1]
    project.rename_code("3.a", "Contacts", "plainer", new_id="3.z")
    assert project.codebook_history("3.z")[1].codes == ("3.z",)


def test_after_a_merge_each_version_is_told_beside_the_one_it_was_made_from(project, tmp_path):
    import shutil

    from qualcode.project import Project

    place = shutil.copy(project.store.place, tmp_path / "copy.qualcode")
    other = Project.open(place, "mk")
    project.edit_code("3.b", "ours", definition="Ours.")
    other.edit_code("5.a", "theirs", definition="Theirs.")
    project.merge(place)
    other.close()

    steps = {step.reason: step for step in project.codebook_history()}
    assert [line.partition(":")[0] for line in steps["theirs"].changes] == ["5.a"]
    assert steps["merged"].changes == ()


def test_a_mentor_reads_the_history_without_the_names_of_files(at_work):
    project, interview, _ = at_work
    project.edit_code("3.b", "clearer", definition="Knowing people by name.")
    project.add_coder("Margaret", CoderRole.MENTOR)
    margaret = project.acting_as("Margaret")

    assert any("Interview 1" in one for one in words(margaret.audit()))
    assert not any(re.search(rf"\b{interview}\b", one) for one in words(margaret.audit()))
    [reread] = margaret.codebook_history()[0].reread
    assert (reread.transcript, reread.interview) == ("", "Interview 1")
