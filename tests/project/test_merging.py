"""Two copies of one study, worked on apart, become one again."""

import hashlib
import random
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from qualcode.errors import Refused, StudyError, UnknownCode
from qualcode.model import Code, Coder, CoderRole, Consent, Participant
from qualcode.model.review import RoundState
from qualcode.project import Project, new
from qualcode.store import people, schema
from qualcode.store.kept import load_kept, load_versions, save_kept
from tests.conftest import ROOT, TWO_PEOPLE
from tests.dump import dump
from tests.project.conftest import talk

BOOK = ROOT / "codebooks" / "good_practice_indicators.yaml"


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A study with one invented interview, by mk and Tom, who are both researchers."""
    place = tmp_path_factory.mktemp("begun") / "study.qualcode"
    made = new(place, "mk", codebook=BOOK)
    made.set_options(decide_first=0.0)
    made.add_coder("Tom")
    file = place.with_name("talk.md")
    file.write_text(TWO_PEOPLE, encoding="utf-8")
    made.import_files([file])
    made.code("talk", passages(made)[0], "1.a")
    made.close()
    return place


@pytest.fixture
def copies(begun, tmp_path):
    """The study in mk's hands, and a copy of it in Tom's."""
    here = Project.open(shutil.copy(begun, tmp_path / "here.qualcode"), "mk")
    there = Project.open(shutil.copy(begun, tmp_path / "there.qualcode"), "Tom")
    yield here, there
    here.close()
    there.close()


def passages(project, id="talk"):
    return [s.span for s in project.segments(id) if not s.interviewer]


def file_of(project):
    return project.store.place


def content(project):
    """What stands, whatever the ids are."""
    return sorted((c.coder, c.transcript, c.span, c.code, c.direction) for c in project.codings())


def kinds(merged):
    return {conflict.kind for conflict in merged.conflicts}


def test_what_the_other_coded_and_noted_comes_under_their_name(copies):
    here, there = copies
    coding = there.code("talk", passages(there)[1], "3.b")
    there.star(coding.id)
    there.add_memo("wider than I thought", "code 3.b")
    there.done("talk")

    merged = here.merge(file_of(there))

    assert dict(merged.added) == {
        "codings": 1,
        "interviews read or coded through": 1,
        "memos and comments": 1,
    }
    assert merged.by_coder == (("Tom", 1),)
    assert merged.conflicts == ()
    [came] = [c for c in here.codings() if c.coder == "Tom"]
    assert (came.id, came.starred, came.made_at) == (coding.id, True, coding.made_at)
    assert [(m.text, m.author) for m in here.memos()] == [("wider than I thought", "Tom")]
    assert here.check_history() is None


def test_a_dry_run_says_the_same_and_changes_nothing(copies):
    here, there = copies
    there.code("talk", passages(there)[1], "3.b")
    there.add_code(Code("9", "Travel"), "it came up")
    before, digest = dump(here.store), hashlib.sha256(file_of(there).read_bytes()).digest()

    dry = here.merge(file_of(there), dry_run=True)

    assert dry.dry_run
    assert dump(here.store) == before
    assert hashlib.sha256(file_of(there).read_bytes()).digest() == digest
    done = here.merge(file_of(there))
    assert (dry.added, dry.codebook, dry.conflicts) == (done.added, done.codebook, done.conflicts)
    assert "9" in here.codebook
    assert hashlib.sha256(file_of(there).read_bytes()).digest() == digest


def test_merging_again_adds_nothing_in_either_direction(copies):
    here, there = copies
    here.code("talk", passages(here)[0], "5.a")
    there.code("talk", passages(there)[1], "3.b")
    here.merge(file_of(there))
    there.merge(file_of(here))
    before = dump(here.store), dump(there.store)

    assert here.merge(file_of(there)).nothing_new
    assert there.merge(file_of(here)).nothing_new
    assert (dump(here.store), dump(there.store)) == before
    assert content(here) == content(there)


def test_what_either_withdrew_is_withdrawn(copies):
    here, there = copies
    [coding] = there.acting_as("mk").codings()
    there.acting_as("mk").withdraw(coding.id)

    merged = here.merge(file_of(there))

    assert merged.withdrawn == 1
    assert here.codings() == []
    assert here.merge(file_of(there)).nothing_new


def test_the_same_coding_made_in_both_stands_once_and_is_told_in_numbers(copies):
    here, there = copies
    mine = here.acting_as("Tom").code("talk", passages(here)[1], "3.b")
    theirs = there.code("talk", passages(there)[1], "3.b")
    there.star(theirs.id)

    merged = here.merge(file_of(there))

    [left] = [c for c in here.codings() if c.code == "3.b"]
    assert merged.doubles == 1
    assert (left.id, left.starred) == (mine.id, True)
    there.merge(file_of(here))
    assert [c.id for c in there.codings() if c.code == "3.b"] == [mine.id]


def test_two_who_merge_at_the_same_time_do_not_withdraw_each_others_coding(copies, tmp_path):
    here, there = copies
    here.acting_as("Tom").code("talk", passages(here)[1], "3.b")
    there.code("talk", passages(there)[1], "3.b")
    first, second = tmp_path / "1.qualcode", tmp_path / "2.qualcode"
    shutil.copy(file_of(here), first)
    shutil.copy(file_of(there), second)
    here.merge(second)
    there.merge(first)

    here.merge(file_of(there))
    there.merge(file_of(here))

    assert len([c for c in here.codings() if c.code == "3.b"]) == 1
    assert content(here) == content(there)


def test_a_coding_changed_in_both_copies_stands_twice_and_is_told(copies):
    here, there = copies
    [old] = here.codings()
    here.change_direction(old.id, "mixed")
    there.acting_as("mk").change_direction(old.id, "planned_or_hoped")

    merged = here.merge(file_of(there))

    assert sorted(c.direction for c in here.codings()) == ["mixed", "planned_or_hoped"]
    assert "1 coding was changed in both copies" in merged.conflicts[0].words


def test_another_text_of_the_same_name_is_listed_and_its_codings_are_left_out(copies):
    here, there = copies
    here.import_files([talk("new.txt", "We share news every week.")])
    there.import_files([talk("new.txt", "Nobody tells us anything.")])
    there.code("new", passages(there, "new")[0], "3.b")
    there.code("talk", passages(there)[1], "3.b")

    merged = here.merge(file_of(there))

    assert merged.left_out == 1
    [told] = [c.words for c in merged.conflicts if c.kind == "text"]
    assert told.startswith("Interview 2 has another text in the other copy")
    assert "1 coding there" in told
    assert [c.transcript for c in here.codings() if c.coder == "Tom"] == ["talk"]
    assert "share news" in here.transcript("new").text
    assert not any("Interview 2" in t.words for t in here.audit(who="Tom"))
    assert here.merge(file_of(there)).nothing_new


def test_a_new_interview_comes_whole_and_last(copies):
    here, there = copies
    here.import_files([talk("mine.txt")])
    there.import_files([talk("theirs.txt", "We meet on Mondays.")])
    there.code("theirs", passages(there, "theirs")[0], "3.b")

    merged = here.merge(file_of(there))

    assert [row["id"] for row in here.transcripts()] == ["talk", "mine", "theirs"]
    assert here.transcript("theirs") == there.transcript("theirs")
    assert here.segments("theirs") == there.segments("theirs")
    assert dict(merged.added)["interviews and texts"] == 1


def test_the_same_words_under_two_names_are_told(copies):
    here, there = copies
    here.import_files([talk("mine.txt")])
    there.import_files([talk("theirs.txt")])

    merged = here.merge(file_of(there))

    assert "Interview 2 and Interview 3" in merged.conflicts[0].words


def test_a_codebook_that_only_the_other_changed_is_taken(copies):
    here, there = copies
    there.add_code(Code("9", "Travel"), "it came up")
    there.rename_code("3.b", "Knowing whom to ring", "plainer", new_id="3.z")
    here.code("talk", passages(here)[1], "3.b")

    merged = here.merge(file_of(there))

    assert here.codebook == there.codebook
    assert here.codebook_version == merged.codebook == there.codebook_version
    assert [v.reason for v in here.codebook_versions()][:2] == ["plainer", "it came up"]
    assert [c.code for c in here.codings() if c.span == passages(here)[1]] == ["3.z"]
    there.merge(file_of(here))
    assert content(here) == content(there)


def test_a_code_renamed_here_is_found_by_what_the_other_coded_with_it(copies):
    here, there = copies
    here.rename_code("3.b", "Knowing whom to ring", "plainer", new_id="3.z")
    there.code("talk", passages(there)[1], "3.b")

    merged = here.merge(file_of(there))

    assert merged.codebook is None
    assert [(c.code, c.coder) for c in here.codings() if c.coder == "Tom"] == [("3.z", "Tom")]
    assert here.merge(file_of(there)).nothing_new
    there.merge(file_of(here))
    assert content(here) == content(there)


def test_of_codebooks_changed_in_both_ours_stays_newest_and_gets_what_it_lacks(copies):
    here, there = copies
    here.edit_code("3.b", "narrower", definition="Only by phone.")
    there.edit_code("3.b", "wider", definition="By phone or post.")
    there.edit_code("5.a", "clearer", definition="Clearer.")
    there.add_code(Code("9", "Travel"), "it came up")
    there.add_code(Code("9.a", "By bus", parent="9"), "it came up")
    there.code("talk", passages(there)[1], "9.a")

    merged = here.merge(file_of(there))

    assert here.codebook["3.b"].definition == "Only by phone."
    assert here.codebook["9.a"].parent == "9"
    reasons = [v.reason for v in reversed(here.codebook_versions())]
    assert reasons[1:] == ["narrower", "wider", "clearer", "it came up", "it came up", "merged"]
    told = " ".join(c.words for c in merged.conflicts)
    assert "What is written of 3.b was changed" in told
    assert "What is written of 5.a was changed" in told
    assert "The codes 9 and 9.a came from there" in told
    assert here.merge(file_of(there)).nothing_new
    there.merge(file_of(here))
    assert there.codebook == here.codebook
    assert content(here) == content(there)


def test_one_number_for_two_ideas_is_told_and_its_codings_wait_until_it_is_mended(copies):
    here, there = copies
    here.add_code(Code("9", "Travel"), "it came up")
    there.add_code(Code("9", "Money"), "it came up")
    there.code("talk", passages(there)[1], "9")

    merged = here.merge(file_of(there))

    assert merged.left_out == 1
    [told] = [c.words for c in merged.conflicts if c.kind == "code"]
    assert "9 stands for “Travel” here and for “Money” in the other copy" in told
    here.rename_code("9", "Travel", "free the number", new_id="10")
    merged = here.merge(file_of(there))
    assert merged.left_out == 0
    assert (here.codebook["9"].name, here.codebook["10"].name) == ("Money", "Travel")
    assert [c.code for c in here.codings() if c.coder == "Tom"] == ["9"]


def test_facts_stay_as_they_are_here_but_a_narrower_consent_holds(copies):
    here, there = copies
    for project, role, consent in ((here, "Nurse", "quote"), (there, "Doctor", "withdrawn")):
        with project._write() as tx:
            person = Participant("P01", role_label=role, consent=Consent(consent))
            people.save_participants(tx, [person])

    merged = here.merge(file_of(there))

    [person] = here.participants()
    assert (person.role_label, person.consent) == ("Nurse", Consent.WITHDRAWN)
    assert {"participant", "consent"} <= kinds(merged)
    assert here.merge(file_of(there)).nothing_new


def test_one_who_is_something_else_over_there_stays_what_they_are(copies):
    here, there = copies
    here.add_coder("Margaret", CoderRole.MENTOR)
    there.add_coder("Margaret", CoderRole.SECOND_CODER)

    merged = here.merge(file_of(there))

    assert Coder("Margaret", CoderRole.MENTOR) in here.coders()
    assert "Margaret is a mentor here and a second coder in the other copy" in (
        merged.conflicts[0].words
    )


def test_a_role_settled_in_the_other_copy_is_known_here_and_options_stay(copies):
    here, there = copies
    there.keep_role("Bus driver")
    there.set_options(small_group=10)

    merged = here.merge(file_of(there))

    assert dict(merged.added)["roles, agencies and authorities"] == 1
    assert [r.name for r in here.respondents.roles][-1] == "Bus driver"
    assert here.about()["options"]["small_group"] != 10
    assert kinds(merged) == {"study"}
    assert not any("small group" in t.words for t in here.audit(last=5))


def test_other_passages_are_told_and_stay(copies):
    here, there = copies
    segment = next(s for s in there.segments("talk") if not s.interviewer)
    there.split(segment.id, segment.span.start + 10)
    before = here.segments("talk")

    merged = here.merge(file_of(there))

    assert kinds(merged) == {"segments"}
    assert here.segments("talk") == before


def test_what_both_wrote_on_stays_as_here_and_theirs_is_among_the_earlier_versions(copies):
    here, there = copies
    theme = here.add_theme("Common.")
    there.merge(file_of(here))
    mine = here.edit_theme(theme.id, statement="Mine.")
    there.edit_theme(theme.id, statement="Theirs.")
    own = there.add_theme("Only there.")

    merged = here.merge(file_of(there))

    assert {t.statement for t in here.written_themes()} == {"Mine.", own.statement}
    with here._read() as connection:
        versions = load_versions(connection, "theme", mine.id)
    assert [v.body["statement"] for v in versions] == ["Mine.", "Theirs.", "Common."]
    assert "1 theme was changed in both copies" in merged.conflicts[0].words
    there.merge(file_of(here))
    assert {t.statement for t in there.written_themes()} == {"Mine.", own.statement}


def test_words_taken_back_in_one_copy_come_back_from_no_other(copies):
    from qualcode.store.erasing import erase_kept

    here, there = copies
    with here._write() as tx:
        save_kept(tx, "answers", "P01", {"said": "shared"})
    there.merge(file_of(here))
    with there._write() as tx:
        erase_kept(tx, "answers", "P01")

    merged = here.merge(file_of(there))

    with here._read() as connection:
        assert load_kept(connection, "answers") == []
    assert "took back" in merged.conflicts[0].words
    there.merge(file_of(here))
    with there._read() as connection:
        assert load_kept(connection, "answers") == []


def test_decisions_on_suggestions_come_with_what_was_suggested(copies):
    here, there = copies
    there.suggest("talk")
    offered = next(there.pending())
    there.decide(offered.id, "accept")

    merged = here.merge(file_of(there))

    assert dict(merged.added)["decisions on suggestions"] == 1
    assert [c.basis for c in here.codings() if c.coder == "Tom"] == [f"suggestion {offered.id}"]
    assert offered.id not in {s.id for s in here.acting_as("Tom").pending()}


def test_another_study_is_refused_and_so_is_one_that_only_looks_alike(copies, tmp_path):
    here, _ = copies
    other = new(tmp_path / "other.qualcode", "mk", codebook=BOOK)
    other.close()
    with pytest.raises(Refused, match="another study"):
        here.merge(tmp_path / "other.qualcode")
    with here._read() as connection:
        uuid = connection.execute(select(schema.study.c.uuid)).scalar_one()
    forged = Project.open(tmp_path / "other.qualcode", "mk")
    with forged._write() as tx:
        tx.connection.execute(update(schema.study).values(uuid=uuid))
    forged.close()

    with pytest.raises(Refused, match="shares no act"):
        here.merge(tmp_path / "other.qualcode")
    with pytest.raises(Refused, match="very study that is open"):
        here.merge(file_of(here))


def test_a_history_that_was_tampered_with_is_refused(copies):
    here, there = copies
    there.add_memo("one")
    with there._write() as tx:
        tx.connection.execute(
            update(schema.event).where(schema.event.c.act == "write memo").values(who="mk")
        )

    with pytest.raises(Refused, match="broken at act"):
        here.merge(file_of(there))
    assert here.memos() == []


def test_quotes_that_are_not_what_stands_there_are_refused_whole(copies):
    here, there = copies
    there.add_memo("one")
    there.code("talk", passages(there)[1], "3.b")
    with there._write() as tx:
        tx.connection.execute(
            update(schema.coding).where(schema.coding.c.coder == "Tom").values(quote="forged")
        )

    with pytest.raises(Refused, match="not those of its text"):
        here.merge(file_of(there))
    assert here.memos() == []


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("coder", "role", "emperor"),
        ("participant", "consent", "perhaps"),
        ("participant", "attributes", "{"),
        ("codebook_version", "document", "[]"),
        ("kept", "body", "not json"),
        ("judged", "judgement", "maybe"),
    ],
)
def test_tables_that_cannot_be_read_are_refused_before_they_come(copies, table, column, value):
    here, there = copies
    there.add_coder("Margaret", CoderRole.MENTOR)
    there.add_theme("A theme.")
    there.add_code(Code("9", "Travel"), "it came up")
    with there._write() as tx:
        people.save_participants(tx, [Participant("P09")])
    [row] = there.review_items(there.start_round().id)
    there.acting_as("Margaret").judge(row.item.id, "agree")
    before = dump(here.store)
    newest = schema.metadata.tables[table]
    with there._write() as tx:
        query = update(newest).values({column: value})
        if table == "coder":
            query = query.where(newest.c.name == "Margaret")
        if table == "codebook_version":
            query = query.where(newest.c.n == 2)
        tx.connection.execute(query)

    with pytest.raises(Refused, match=r"ask for the file again\.$"):
        here.merge(file_of(there))
    assert dump(here.store) == before


@pytest.mark.parametrize("spoilt", ["absent", "no study", "cut short", "overwritten"])
def test_what_is_no_study_or_damaged_is_one_sentence(copies, tmp_path, spoilt):
    here, there = copies
    file = tmp_path / "spoilt.qualcode"
    data = bytearray(file_of(there).read_bytes())
    if spoilt == "no study":
        file.write_text("just words", encoding="utf-8")
    elif spoilt == "cut short":
        file.write_bytes(data[: len(data) // 2])
    elif spoilt == "overwritten":
        data[8192:40_000] = random.Random(1).randbytes(40_000 - 8192)
        file.write_bytes(data)

    with pytest.raises(StudyError) as refused:
        here.merge(file)
    assert str(tmp_path) not in str(refused.value)
    assert str(refused.value).count("\n") == 0


def test_the_history_tells_of_each_act_by_who_did_it_and_when(copies):
    here, there = copies
    coding = there.code("talk", passages(there)[1], "3.b")

    here.merge(file_of(there))

    told = here.audit(last=3)
    assert [t.who for t in told] == ["mk", "Tom", "mk"]
    assert told[0].words == "mk merged another copy of the study with 1 new coding."
    assert told[1].words == "Tom coded a passage of Interview 1 with 3.b."
    assert (told[1].elsewhere, told[1].at) == (True, coding.made_at)
    assert here.check_history() is None


def test_coders_who_each_submitted_a_round_in_their_own_copy_come_to_its_review(copies):
    here, there = copies
    made = here.start_round(over="interviews", coders=["mk", "Tom"], reviewers=["mk"])
    there.merge(file_of(here))
    for project in (here, there):
        project.begin_round(made.id)
        project.done("talk")
        project.submit_round(made.id)
    assert here.round(made.id).state is not RoundState.SUBMITTED

    here.merge(file_of(there))

    assert here.round(made.id).state is RoundState.SUBMITTED
    assert set(here.round(made.id).submitted) == {"mk", "Tom"}
    assert here.merge(file_of(there)).nothing_new


def test_verdicts_given_apart_all_come_and_the_later_of_one_person_counts(copies):
    here, there = copies
    here.add_coder("Margaret", CoderRole.MENTOR)
    made = here.start_round(reviewers=["Margaret"])
    [row] = here.review_items(made.id)
    there.merge(file_of(here))
    here.acting_as("Margaret").judge(row.item.id, "agree")
    there.acting_as("Margaret").judge(row.item.id, "question", comment="Why?")

    merged = here.merge(file_of(there))

    assert dict(merged.added)["verdicts"] == 1
    view = here.review_item(row.item.id)
    assert [v.judgement.value for v in view.verdicts] == ["question"]
    assert [m.text for m in view.thread] == ["Why?"]
    there.merge(file_of(here))
    assert [v.judgement.value for v in there.review_item(row.item.id).verdicts] == ["question"]


ACTS = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from(
            [
                *("code", "code", "withdraw", "direction", "memo", "theme", "star", "undo"),
                *("edit", "add", "rename", "merge"),
            ]
        ),
        st.integers(0, 1),
        st.sampled_from(["3.b", "1.a", "5.a"]),
        st.sampled_from(["mk", "Tom"]),
    ),
    max_size=12,
)


@settings(
    max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(ACTS)
def test_whatever_is_done_apart_both_copies_end_up_the_same(begun, tmp_path_factory, acts):
    folder = tmp_path_factory.mktemp("apart")
    here = Project.open(shutil.copy(begun, folder / "here.qualcode"), "mk")
    there = Project.open(shutil.copy(begun, folder / "there.qualcode"), "mk")
    for which, act, n, code, who in acts:
        _do((here, there)[which], (there, here)[which], act, n, code, who)

    here.merge(file_of(there))
    there.merge(file_of(here))

    assert content(here) == content(there)
    assert {m.id for m in here.memos()} == {m.id for m in there.memos()}
    assert {t.id for t in here.written_themes()} == {t.id for t in there.written_themes()}
    assert here.codebook == there.codebook
    assert here.merge(file_of(there)).nothing_new
    assert there.merge(file_of(here)).nothing_new
    assert (here.check_history(), there.check_history()) == (None, None)
    for project in (here, there):
        assert {c.code for c in project.codings()} <= {code.id for code in project.codebook}
    here.close()
    there.close()
    shutil.rmtree(folder)


def _do(project, other, act, n, code, who):
    acting = project.acting_as(who)
    mine = [c for c in project.codings() if c.coder == who]
    try:
        if act == "code":
            acting.code("talk", passages(project)[n], code)
        elif act == "withdraw" and mine:
            acting.withdraw(mine[n % len(mine)].id)
        elif act == "direction" and mine:
            acting.change_direction(mine[n % len(mine)].id, ["mixed", "present"][n])
        elif act == "memo":
            acting.add_memo("a note")
        elif act == "theme":
            acting.add_theme("A theme.")
        elif act == "edit":
            acting.edit_code(code, "clearer", definition=f"Clearer {n}.")
        elif act == "add":
            acting.add_code(Code(f"{code}{n}", f"Added {code}{n}"), "it came up")
        elif act == "rename":
            acting.rename_code(code, "Renamed", "plainer", new_id=f"{code}-{n}")
        elif act == "star" and mine:
            acting.star(mine[n % len(mine)].id)
        elif act == "undo":
            acting.undo()
        elif act == "merge":
            project.merge(file_of(other))
    except (Refused, UnknownCode):
        # The same coding twice, or nothing to change: no act, and none is needed.
        return
