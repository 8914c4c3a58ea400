"""Whole studies to other programs and back: nothing is lost, nothing comes twice."""

import hashlib
import json
import random
import shutil
import uuid
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from qualcode.errors import InvalidFile, QualcodeError, Refused, UnreadableFile
from qualcode.formats.refi import read_qdc, read_qdpx, write_qdpx
from qualcode.model import (
    Band,
    Code,
    Codebook,
    CoderRole,
    Consent,
    Direction,
    Participant,
    Reason,
    Segment,
    Span,
    Speaker,
    Suggestion,
    Transcript,
    Turn,
)
from qualcode.model.exchange import (
    RefiCase,
    RefiCode,
    RefiCoding,
    RefiNote,
    RefiProject,
    RefiSelection,
    RefiUser,
    RefiValue,
    RefiVariable,
    TextSource,
)
from qualcode.model.summary import CellSummary
from qualcode.project import Upload, new
from qualcode.project.exchange_companion import ENDING, FORMAT
from qualcode.project.framework_cells import save_summary
from qualcode.project.permits import NotYours
from qualcode.store import offers, people, texts
from qualcode.store.companion_rows import plain_json
from tests.conftest import SHARED
from tests.dump import dump

# What an import may have otherwise: its own number, where its history begins, and undo.
OWN = ("study", "event", "codebook_version", "code", "coder", "step", "desk", "look")
SAID = "We rang and nobody came."


@pytest.fixture
def empty(tmp_path):
    """A new study without anything, in mk's hands."""
    made = new(tmp_path / "empty.qualcode", "mk")
    yield made
    made.close()


@pytest.fixture
def coded(project, interview):
    """A study with one invented interview, codings of two coders, a memo and a theme."""
    text = project.transcript(interview).text
    first = span_of(text, "We argue about thresholds.")
    project.code(interview, first, "8.a", direction=Direction.ABSENT)
    project.acting_as("Tom").code(interview, first, "1.a")
    gone = project.code(interview, span_of(text, "the duty desk helps"), "3.b")
    project.withdraw(gone.id)
    kept = project.code(interview, span_of(text, "We know who to ring."), "3.b")
    project.star(kept.id)
    project.add_memo("is this one idea?", f"coding {kept.id}")
    project.add_memo("wider than it looks", "code 8.a")
    project.add_theme("Nobody agrees on thresholds.", codes=["8"])
    project.done(interview)
    return project


def span_of(text, words):
    start = text.index(words)
    return Span(start, start + len(words))


def content(project):
    """What stands, whatever hangs on it."""
    return sorted(
        (c.id, c.transcript, c.span, c.quote, c.code, c.coder, c.direction, c.made_at)
        for c in project.codings()
    )


def memos(project):
    return sorted((m.id, m.about, m.text, m.author, m.made_at) for m in project.memos())


def of_another_program(**changes):
    """A project as another program might write it: two coders, two codes, one text."""
    text = f"Interviewer: How is it?\n\nP07: {SAID}\n"
    at = span_of(text, "nobody came")
    guid = [str(uuid.UUID(int=n + 1, version=4)) for n in range(20)]
    codings = (
        RefiCoding(guid[2], guid[0], guid[4], "2026-03-01T10:00:00.000000+00:00"),
        RefiCoding(guid[3], guid[1], guid[5]),
    )
    made = {
        "name": "elsewhere",
        "origin": "Another program 1.0",
        "users": (RefiUser(guid[4], "Ana"), RefiUser(guid[5], "Ben")),
        "codes": (
            RefiCode(guid[0], "Waiting", None, "#ff0000", "When people wait."),
            RefiCode(guid[1], "Alone", guid[0]),
        ),
        "variables": (RefiVariable(guid[6], "Role"), RefiVariable(guid[7], "Years in post")),
        "cases": (
            RefiCase(
                guid[8],
                "P07",
                values=(RefiValue(guid[6], "Social worker"), RefiValue(guid[7], "4")),
                sources=(guid[9],),
            ),
        ),
        "sources": (
            TextSource(
                guid[9],
                "First talk",
                text,
                (RefiSelection(guid[10], at, codings, notes=(guid[11],)),),
            ),
        ),
        "notes": (RefiNote(guid[11], "Mind", "ask again", guid[4]),),
    }
    return RefiProject(**{**made, **changes})


def given_file(project, name="elsewhere.qdpx"):
    return Upload(name, write_qdpx(project))


# Out and in again


def test_with_its_companion_a_study_comes_back_whole(coded, empty, tmp_path):
    told = coded.export_project(tmp_path / "out.qdpx")

    came = empty.import_project(tmp_path / "out.qdpx")

    assert told.files == ("out.qdpx", f"out{ENDING}")
    assert (came.companion, dict(came.came)["codings"]) == (True, 4)
    assert came.left_out == ()
    assert dump(empty.store, without=OWN) == dump(coded.store, without=OWN)
    assert content(empty) == content(coded)
    assert empty.codebook == coded.codebook
    assert set(empty.coders()) == set(coded.coders())
    assert empty.check_history() is None
    assert {e.act for e in coded.history()} - {"set options", "make study"} <= {
        *(e.act for e in empty.history()),
        "export project",
    }


def test_without_the_companion_what_the_standard_holds_comes_back(coded, empty, tmp_path):
    coded.export_project(tmp_path / "out.qdpx", companion=False)

    came = empty.import_project(tmp_path / "out.qdpx")

    assert not came.companion
    assert content(empty) == content(coded)
    assert empty.codebook.codes == coded.codebook.codes
    assert empty.participants() == coded.participants()
    assert memos(empty) == memos(coded)
    here, there = empty.transcript("talk"), coded.transcript("talk")
    assert (here.text, here.turns, here.title, here.wave) == (
        there.text,
        there.turns,
        there.title,
        there.wave,
    )
    assert empty.segments("talk") == coded.segments("talk")
    assert [s.participant for s in here.speakers] == [s.participant for s in there.speakers]
    counted = [p.themes(["authority"]).records() for p in (empty, coded)]
    assert counted[0] == counted[1]
    assert empty.written_themes() == []
    assert any("1 set" in said for said in came.left_out)


def test_what_another_program_will_not_find_is_said(coded, tmp_path):
    told = coded.export_project(tmp_path / "out.qdpx")

    lost = " ".join(told.lost)
    assert "1 withdrawn coding" in lost
    assert "1 star on codings" in lost
    assert "barriers as if they were good practice" in lost
    assert "in the companion file" in lost
    alone = coded.export_project(tmp_path / "alone.qdpx", companion=False)
    assert "stay in the study" in " ".join(alone.lost)
    assert not (tmp_path / f"alone{ENDING}").exists()


def test_the_same_file_twice_brings_nothing_twice(coded, empty, tmp_path):
    coded.export_project(tmp_path / "out.qdpx")
    for companion in (None, False):
        empty.import_project(tmp_path / "out.qdpx", companion=companion)
        before = dump(empty.store)

        again = empty.import_project(tmp_path / "out.qdpx", companion=companion)

        assert again.nothing_new
        assert dump(empty.store) == before


def test_a_study_takes_its_own_export_for_nothing_new(coded, tmp_path):
    coded.export_project(tmp_path / "out.qdpx")
    before = dump(coded.store)

    assert coded.import_project(tmp_path / "out.qdpx").nothing_new
    assert coded.import_project(tmp_path / "out.qdpx", companion=False).nothing_new
    assert dump(coded.store) == before


def test_summaries_and_notes_on_themes_come_home_once_and_only_where_changed(coded, tmp_path):
    with coded._write() as tx:
        by = ("mk", "2026-03-01T10:00:00.000000+00:00")
        one = CellSummary("authority", None, "8.a", "They argue.", (), frozenset(), "", *by, *by)
        save_summary(tx, one)
        save_summary(tx, replace(one, text="They argue a lot."))
    coded.edit_theme(coded.written_themes()[0].id, note="Ask the mentor.")
    coded.export_project(tmp_path / "out.qdpx", companion=False)
    project, _ = read_qdpx((tmp_path / "out.qdpx").read_bytes(), "out.qdpx")
    assert {"They argue a lot.", "Ask the mentor."} <= {n.text for n in project.notes}
    changed = replace(
        project,
        notes=tuple(
            replace(n, text="They agree.") if n.text == "They argue a lot." else n
            for n in project.notes
        ),
    )

    assert coded.import_project(tmp_path / "out.qdpx").nothing_new
    with coded._write() as tx:
        save_summary(tx, replace(one, text="They argue less."))
    assert coded.import_project(tmp_path / "out.qdpx").nothing_new
    came = coded.import_project(given_file(changed))
    assert dict(came.came) == {"memos": 1}
    assert coded.import_project(given_file(changed)).nothing_new


def test_a_dry_run_says_the_same_and_changes_nothing(coded, empty, tmp_path):
    coded.export_project(tmp_path / "out.qdpx")
    for companion in (None, False):
        before = dump(empty.store)

        dry = empty.import_project(tmp_path / "out.qdpx", companion=companion, dry_run=True)

        assert dry.dry_run
        assert dict(dry.came)["codings"] == 4 - (companion is False)
        assert dump(empty.store) == before
    done = empty.import_project(tmp_path / "out.qdpx", companion=False)
    assert (done.came, done.by_coder) == (dry.came, dry.by_coder)


def test_two_exports_of_one_state_are_the_same_bytes(coded, tmp_path):
    coded.export_project(tmp_path / "one.qdpx")
    coded.export_project(tmp_path / "two.qdpx")

    assert (tmp_path / "one.qdpx").read_bytes() == (tmp_path / "two.qdpx").read_bytes()


def test_an_export_follows_the_schema_and_tells_no_path(coded, tmp_path):
    from lxml import etree

    coded.export_project(tmp_path / "out.qdpx")
    coded.export_codebook(tmp_path / "out.qdc")

    schemas = SHARED / "data" / "refi" / "schema"
    if not schemas.is_dir():
        pytest.skip("the two schemas of the standard are not beside the project")
    with zipfile.ZipFile(tmp_path / "out.qdpx") as packed:
        project = packed.read("project.qde")
    for data, name in (
        (project, "Project-mrt2019.xsd"),
        ((tmp_path / "out.qdc").read_bytes(), "Codebook-mrt2019.xsd"),
    ):
        schema = etree.XMLSchema(etree.parse(schemas / name))
        assert schema.validate(etree.fromstring(data)), schema.error_log
    assert b"basePath" not in project
    assert b"currentPath" not in project


def test_the_export_is_in_the_history_by_numbers_alone(coded, tmp_path):
    coded.export_project(tmp_path / "About Jane.qdpx", profile="nvivo")

    act = coded.history()[-1]
    assert (act.act, act.who, act.subject) == ("export project", "mk", "project")
    assert json.loads(act.detail)["profile"] == "nvivo"
    assert "Jane" not in act.detail
    assert "the whole study" in coded.audit(last=1)[0].words


def test_nvivo_positions_come_back_too(coded, empty, tmp_path):
    coded.export_project(tmp_path / "out.qdpx", profile="nvivo", companion=False)

    empty.import_project(tmp_path / "out.qdpx")

    assert content(empty) == content(coded)


# What stays behind


def test_an_interview_with_somebody_who_withdrew_stays_behind(coded, empty, tmp_path):
    with coded._write() as tx:
        people.save_participants(
            tx, [Participant("P01", authority="Saltmarsh", consent=Consent.WITHDRAWN)]
        )

    told = coded.export_project(tmp_path / "out.qdpx")
    came = empty.import_project(tmp_path / "out.qdpx")

    assert any("withdrew consent" in said for said in told.left_out)
    assert dict(told.counts).keys() >= {"codes"}
    assert "codings" not in dict(told.counts)
    for file in ("out.qdpx", f"out{ENDING}"):
        data = (tmp_path / file).read_bytes()
        assert b"thresholds. Nobody" not in data
        assert b"Saltmarsh" not in data
    assert [p.consent for p in empty.participants()] == [Consent.WITHDRAWN]
    assert empty.transcripts() == []
    assert empty.codings() == []
    assert came.companion
    assert empty.check_history() is None


def test_words_of_an_interview_that_stays_behind_hang_on_no_other(coded, tmp_path):
    text = coded.transcript("talk").text
    quoted = coded.code("talk", span_of(text, "Nobody agrees what counts."), "1.a")
    coded.edit_quote(quoted.id, cuts=[Span(0, 6)])
    other = tmp_path / "other.md"
    other.write_text("Interviewer: And here?\n\nP02: Thresholds, every week.\n", encoding="utf-8")
    coded.import_files([other])
    at = span_of(coded.transcript("other").text, "Thresholds")
    reasons = (
        Reason("cue", "word", 0.5, (at,)),
        Reason("example", "like “We argue” (talk)", 0.4, (), (("interview", "talk"),)),
        Reason("example", "like “the duty desk” (talk, mk)", 0.4),
        Reason("example", "like “every week” (other)", 0.4, (), (("interview", "other"),)),
    )
    offer = Suggestion("s1", "other", at, "Thresholds", "8.a", 1.0, Band.STRONG, reasons, "1", "1")
    with coded._write() as tx:
        offers.save_suggestions(tx, "other", [offer])

    def companion():
        told = coded.export_project(tmp_path / "out.qdpx")
        return (tmp_path / f"out{ENDING}").read_text(), told.left_out

    before, _ = companion()
    with coded._write() as tx:
        people.save_participants(tx, [Participant("P01", consent=Consent.WITHDRAWN)])
    after, said = companion()

    for words in ("We argue", "the duty desk", '"quote edit"'):
        assert words in before
        assert words not in after
    assert "every week" in after
    assert any("history still names" in one for one in said)


def test_people_who_allow_no_quotes_are_named_in_number_and_marked(coded, tmp_path):
    with coded._write() as tx:
        people.save_participants(tx, [Participant("P01", consent=Consent.NO_QUOTE)])

    told = coded.export_project(tmp_path / "out.qdpx")

    assert any(said.startswith("1 person does not allow quotes") for said in told.left_out)
    read, _ = read_qdpx((tmp_path / "out.qdpx").read_bytes(), "out.qdpx")
    [case] = read.cases
    assert "no quote" in [value.value for value in case.values]


def test_only_researchers_take_studies_out_and_in(coded, tmp_path):
    coded.add_coder("Maud", CoderRole.MENTOR)
    coded.add_coder("Sam", CoderRole.SECOND_CODER)
    for who in ("Maud", "Sam"):
        acting = coded.acting_as(who)
        with pytest.raises(NotYours, match="is for researchers"):
            acting.export_project(tmp_path / "out.qdpx")
        with pytest.raises(NotYours, match="is for researchers"):
            acting.import_project(given_file(of_another_program()))
    assert not (tmp_path / "out.qdpx").exists()


@pytest.mark.parametrize("name", ["out.docx", "out", "out.qdc"])
def test_a_study_goes_to_no_other_ending(coded, tmp_path, name):
    with pytest.raises(Refused, match=r"goes to a \.qdpx file"):
        coded.export_project(tmp_path / name)
    assert list(tmp_path.glob("out*")) == []


def test_a_file_that_cannot_be_written_is_not_recorded(coded, tmp_path):
    acts = len(coded.history())

    with pytest.raises(Refused, match="could not be written"):
        coded.export_project(tmp_path / "absent" / "out.qdpx")
    with pytest.raises(Refused, match="no profile"):
        coded.export_project(tmp_path / "out.qdpx", profile="maxqda")

    assert len(coded.history()) == acts


# From other programs


def test_a_project_of_another_program_becomes_texts_codes_codings_people_and_memos(empty):
    came = empty.import_project(given_file(of_another_program()))

    assert dict(came.came) == {
        "interviews and texts": 1,
        "codes": 2,
        "codings": 2,
        "memos": 1,
        "participants": 1,
        "attributes of participants": 1,
        "coders": 2,
    }
    assert came.origin == "Another program 1.0"
    assert [(c.id, c.name, c.parent, c.colour) for c in empty.codes()] == [
        ("1", "Waiting", None, "#ff0000"),
        ("1.1", "Alone", "1", None),
    ]
    assert empty.codebook["1"].definition == "When people wait."
    assert {(c.coder, c.code, c.quote, c.basis) for c in empty.codings()} == {
        ("Ana", "1", "nobody came", "import"),
        ("Ben", "1.1", "nobody came", "import"),
    }
    assert "2026-03-01T10:00:00.000000+00:00" in {c.made_at for c in empty.codings()}
    [person] = empty.participants()
    assert (person.id, person.role_label) == ("P07", "Social worker")
    assert dict(person.attributes) == {"Years in post": "4"}
    [talk] = empty.transcripts()
    assert [s.participant for s in empty.transcript(talk["id"]).respondents] == ["P07"]
    [memo] = empty.memos()
    assert (memo.text, memo.author) == ("Mind\n\nask again", "Ana")
    assert memo.about == f"segment First-talk:{empty.segments('First-talk')[1].span.start}"
    assert empty.history()[-1].act == "import project"


def test_into_a_study_codes_are_found_by_number_and_name_and_others_added(project):
    known = project.codebook["1.a"]
    guid = str(uuid.uuid4())
    theirs = (
        RefiCode(guid, f"{known.id} {known.name}"),
        RefiCode(str(uuid.uuid4()), "1.b Another idea under a taken number"),
        RefiCode(str(uuid.uuid4()), "Something new"),
    )
    before = len(project.codebook)

    came = project.import_project(given_file(of_another_program(codes=theirs, sources=())))

    assert dict(came.came)["codes"] == 2
    assert len(project.codebook) == before + 2
    assert project.codebook["1.a"] == known
    assert any("1.b" in said for said in came.adjusted)
    names = {code.name for code in project.codes()}
    assert {"Another idea under a taken number", "Something new"} <= names


def test_a_text_that_stands_here_is_not_taken_twice(project, interview):
    text = project.transcript(interview).text
    at = span_of(text, "We know who to ring.")
    theirs = of_another_program()
    [source] = theirs.sources
    [selection] = source.selections
    placed = RefiSelection(selection.guid, at, selection.codings)
    theirs = of_another_program(sources=(TextSource(source.guid, "Other name", text, (placed,)),))

    came = project.import_project(given_file(theirs))

    assert len(project.transcripts()) == 1
    assert {c.quote for c in project.codings()} == {"We know who to ring."}
    assert any("letter by letter" in said for said in came.adjusted)


def test_two_people_who_said_the_same_stay_two(empty):
    theirs = of_another_program()
    [source] = theirs.sources
    other = TextSource(str(uuid.uuid4()), "Second talk", source.text)
    file = given_file(of_another_program(sources=(source, other)))

    empty.import_project(file)

    assert [t["id"] for t in empty.transcripts()] == ["First-talk", "Second-talk"]
    assert empty.import_project(file).nothing_new


def test_a_coding_withdrawn_here_does_not_come_back_with_an_older_file(empty):
    file = given_file(of_another_program())
    empty.import_project(file)
    mine = next(c for c in empty.codings() if c.coder == "Ana")
    empty.acting_as("Ana").withdraw(mine.id)

    again = empty.import_project(file)

    assert again.nothing_new
    assert mine.id not in {c.id for c in empty.codings()}


def test_a_consent_withdrawn_here_survives_an_older_file(empty):
    file = of_another_program()
    [case] = file.cases
    consent = RefiVariable(str(uuid.uuid4()), "Consent")
    values = (*case.values, RefiValue(consent.guid, "quote"))
    file = of_another_program(
        variables=(*file.variables, consent),
        cases=(RefiCase(case.guid, "P07", values=values, sources=case.sources),),
    )
    with empty._write() as tx:
        people.save_participants(tx, [Participant("P07", consent=Consent.WITHDRAWN)])

    empty.import_project(given_file(file))

    assert [p.consent for p in empty.participants()] == [Consent.WITHDRAWN]


def test_codings_of_nobody_and_of_whole_texts_are_told(empty):
    theirs = of_another_program()
    [source] = theirs.sources
    whole = RefiCoding(str(uuid.uuid4()), theirs.codes[0].guid)
    came = empty.import_project(
        given_file(
            of_another_program(
                sources=(TextSource(source.guid, "First talk", source.text, codings=(whole,)),)
            )
        )
    )

    [coding] = empty.codings()
    assert (coding.coder, coding.quote) == ("Unknown coder", source.text.strip())
    assert any("whole text" in said for said in came.adjusted)
    assert any("without a coder" in said for said in came.adjusted)


def test_turns_of_several_people_are_tied_to_their_cases(empty, tmp_path):
    text = "Interviewer: Well?\n\nP01: We ring.\n\nP02: I never do.\n"
    one, two = span_of(text, "We ring."), span_of(text, "I never do.")
    guid = [str(uuid.uuid4()) for _ in range(5)]
    theirs = RefiProject(
        name="group",
        cases=(
            RefiCase(guid[0], "Ann", sources=(guid[4],), selections=(guid[2],)),
            RefiCase(guid[1], "Bob", sources=(guid[4],), selections=(guid[3],)),
        ),
        sources=(
            TextSource(
                guid[4], "group", text, (RefiSelection(guid[2], one), RefiSelection(guid[3], two))
            ),
        ),
    )

    came = empty.import_project(given_file(theirs))

    speaks = {s.label: s.participant for s in empty.transcript("group").respondents}
    assert speaks == {"P01": "Ann", "P02": "Bob"}
    assert came.left_out == ()
    back = empty.export_project(tmp_path / "again.qdpx")
    read, _ = read_qdpx((tmp_path / "again.qdpx").read_bytes(), "again.qdpx")
    assert [len(case.selections) for case in read.cases] == [1, 1]
    assert dict(back.counts)["participants"] == 2


def test_a_codebook_goes_out_and_comes_in(project, empty, tmp_path):
    told = project.export_codebook(tmp_path / "codes.qdc")

    came = empty.import_project(tmp_path / "codes.qdc")

    assert dict(told.counts)["codes"] == len(project.codebook) == dict(came.came)["codes"]
    assert empty.codebook.codes == project.codebook.codes
    read, _ = read_qdc((tmp_path / "codes.qdc").read_bytes(), "codes.qdc")
    assert all(code.colour for code in read.codes)
    with pytest.raises(Refused, match="no codes yet"):
        new(tmp_path / "none.qualcode", "mk").export_codebook(tmp_path / "none.qdc")


def test_a_codebook_for_others_holds_no_words_of_people_who_allow_no_quotes(
    project, interview, tmp_path
):
    project.add_example("3.b", "We know who to ring.")
    with project._write() as tx:
        people.save_participants(tx, [Participant("P01", consent=Consent.NO_QUOTE)])

    told = project.export_codebook(tmp_path / "codes.qdc")

    assert told.left_out[0].startswith("1 text of the codebook is left out")
    assert b"We know who to ring" not in (tmp_path / "codes.qdc").read_bytes()


# What is refused


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.qdpx", b""),
        ("a.qdpx", b"PK\x03\x04 and no more"),
        ("a.qdpx", b"a letter, not a project"),
        ("a.qde", b"<Project"),
        ("a.qdc", b"<!DOCTYPE x><CodeBook/>"),
        ("a.docx", b"PK"),
    ],
)
def test_what_is_no_project_is_one_sentence_and_changes_nothing(coded, name, data):
    before = dump(coded.store)

    with pytest.raises((InvalidFile, UnreadableFile)) as refused:
        coded.import_project(Upload(name, data))

    assert str(refused.value).count("\n") == 0
    assert str(refused.value).startswith("a.")
    assert dump(coded.store) == before


def test_every_sample_of_the_exchange_behaves_as_expected(tmp_path):
    folder = SHARED / "data" / "refi"
    if not folder.is_dir():
        pytest.skip("the shared samples are not beside the project")
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    for name, outcome in expected.items():
        study = new(tmp_path / f"{name}.qualcode", "mk")
        if outcome.get("outcome", "").startswith("refuse"):
            with pytest.raises(QualcodeError):
                study.import_project(folder / name)
            assert study.transcripts() == []
        else:
            came = study.import_project(folder / name)
            assert {c.quote for c in study.codings()} >= set(outcome.get("quotes", []))
            assert len(study.codes()) == outcome.get("codes", len(study.codes()))
            assert bool(came.left_out) >= bool(outcome.get("reported"))
            assert study.import_project(folder / name).nothing_new
        study.close()


def test_a_companion_of_another_file_is_left_aside_or_refused(coded, empty, tmp_path):
    coded.export_project(tmp_path / "one.qdpx")
    file = given_file(of_another_program())
    (tmp_path / "other.qdpx").write_bytes(file.data)
    shutil.copy(tmp_path / f"one{ENDING}", tmp_path / f"other{ENDING}")

    with pytest.raises(Refused, match="companion of another file"):
        empty.import_project(file, companion=tmp_path / f"one{ENDING}")
    came = empty.import_project(tmp_path / "other.qdpx")

    assert not came.companion
    assert any("companion of another file" in said for said in came.adjusted)


@pytest.mark.parametrize("harm", ["cut", "changed", "newer", "other", "tables", "row", "type"])
def test_a_harmed_companion_is_refused_and_changes_nothing(coded, empty, tmp_path, harm):
    from qualcode.project.exchange_companion import _seal

    coded.export_project(tmp_path / "out.qdpx")
    place = tmp_path / f"out{ENDING}"
    whole = json.loads(place.read_bytes())
    assert plain_json(whole) == place.read_bytes()
    tables = whole["body"]["tables"]
    if harm == "changed":
        tables["coding"]["rows"][0][1] = "elsewhere"
    elif harm == "newer":
        whole["version"] = 99
    elif harm == "other":
        whole["format"] = "something else"
    elif harm == "tables":
        del tables["memo"]
    elif harm == "row":
        tables["memo"]["rows"].append(tables["memo"]["rows"][0])
    elif harm == "type":
        tables["coding"]["rows"][0] = [None] * len(tables["coding"]["columns"])
    if harm in ("tables", "row", "type"):
        whole["seal"] = _seal(whole["body"])
    place.write_bytes(place.read_bytes()[:-9] if harm == "cut" else plain_json(whole))
    before = dump(empty.store)

    with pytest.raises(Refused) as refused:
        empty.import_project(tmp_path / "out.qdpx")

    assert str(refused.value).startswith(f"out{ENDING}")
    assert dump(empty.store) == before
    assert empty.import_project(tmp_path / "out.qdpx", companion=False).came


@pytest.mark.parametrize("made", ["other", "unsealed", "elsewhere", "many", "long"])
def test_a_companion_that_asks_for_much_is_refused_before_it_is_read(
    coded, empty, tmp_path, monkeypatch, made
):
    coded.export_project(tmp_path / "out.qdpx")
    place = tmp_path / f"out{ENDING}"
    body = json.loads(place.read_bytes())["body"]
    lists = b'"a":[' + b"[]," * 700_000 + b"0]"
    of = "0" * 64 if made == "elsewhere" else body["project_sha256"]
    values = b'{"project_sha256":"' + of.encode() + b'",' + lists + b"}"
    seal = "0" * 64 if made == "unsealed" else hashlib.sha256(values).hexdigest()
    tail = f',"format":"{FORMAT}","seal":"{seal}","version":1}}'.encode()
    place.write_bytes(b"{" + lists + b"}" if made == "other" else b'{"body":' + values + tail)
    if made == "long":
        monkeypatch.setattr("qualcode.project.exchange_companion.LONGEST", 1000)
    monkeypatch.setattr("qualcode.project.exchange_companion.json", None)

    if made == "elsewhere":
        assert not empty.import_project(tmp_path / "out.qdpx").companion
        return
    said = {"other": "no companion", "unsealed": "damaged"}.get(made, "larger than any companion")
    with pytest.raises(Refused, match=said):
        empty.import_project(tmp_path / "out.qdpx")


# Whole studies, whatever is in them

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), include_characters="\n\t🙂é"),
    min_size=1,
    max_size=60,
).filter(lambda words: words.strip() and not words.startswith("\ufeff"))
NAMES = st.text("abcÄé 🙂1.", min_size=1, max_size=12).map(str.strip).filter(bool)
CODES = st.lists(
    st.builds(
        Code,
        st.just(""),
        NAMES,
        definition=WORDS,
        include_when=st.tuples(WORDS) | st.just(()),
        examples=st.lists(WORDS, max_size=2).map(tuple),
        colour=st.none() | st.just("#1b9e77"),
        labels=st.dictionaries(st.sampled_from(["one", "part_two"]), WORDS, max_size=1),
        retired=st.booleans(),
    ),
    min_size=1,
    max_size=4,
)
STUDIES = st.fixed_dictionaries(
    {
        "codes": CODES,
        "texts": st.lists(WORDS, min_size=1, max_size=3, unique=True),
        "people": st.lists(NAMES, max_size=2, unique=True),
        "values": st.dictionaries(NAMES, WORDS.map(str.strip), max_size=2),
        "seed": st.integers(0, 2**16),
    }
)


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    """A study with nothing in it, to copy."""
    place = tmp_path_factory.mktemp("blank") / "blank.qualcode"
    new(place, "mk").close()
    return place


# A study takes its time to make: a failing one is shown as it was found.
@settings(
    max_examples=6,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(STUDIES)
def test_whatever_a_study_holds_comes_back(blank, tmp_path_factory, made):
    from qualcode.project import Project

    folder = tmp_path_factory.mktemp("whole")
    study = Project.open(shutil.copy(blank, folder / "study.qualcode"), "mk")
    _fill(study, **made)
    study.export_project(folder / "out.qdpx")
    study.export_project(folder / "nvivo.qdpx", profile="nvivo")

    whole = Project.open(shutil.copy(blank, folder / "whole.qualcode"), "mk")
    assert whole.import_project(folder / "out.qdpx").companion
    assert dump(whole.store, without=OWN) == dump(study.store, without=OWN)
    assert whole.codebook == study.codebook
    assert whole.check_history() is None
    assert whole.import_project(folder / "out.qdpx").nothing_new
    for name in ("out.qdpx", "nvivo.qdpx"):
        alone = Project.open(shutil.copy(blank, folder / f"{name}.qualcode"), "mk")
        alone.import_project(folder / name, companion=False)
        assert content(alone) == content(study)
        assert alone.codebook.codes == study.codebook.codes
        assert memos(alone) == memos(study)
        assert {p.id: dict(p.attributes) for p in alone.participants()} == {
            p.id: dict(p.attributes) for p in study.participants()
        }
        alone.close()
    study.close()
    whole.close()
    shutil.rmtree(folder)


def _fill(study, codes, texts, people, values, seed):
    """An invented study: texts in one voice or two, codings by three coders, everything else."""
    rng = random.Random(seed)
    ids = []
    book = []
    for n, code in enumerate(codes):
        parent = rng.choice([None, *ids])
        ids.append(f"{parent}.{n}" if parent else f"{n + 1}")
        fields = {k: getattr(code, k) for k in code.__dataclass_fields__}
        book.append(Code(**{**fields, "id": ids[-1], "parent": parent}))
    # Published order: what stands under a code stands right after it.
    ordered = [c for c in Codebook(codes=tuple(book)) if c.parent is None]
    while len(ordered) < len(book):
        left = [c for c in book if c not in ordered]
        one = next(c for c in left if c.parent in {o.id for o in ordered})
        family = Codebook(codes=tuple(ordered)).family(one.parent)
        at = max(n for n, c in enumerate(ordered) if c.id in family) + 1
        ordered.insert(at, one)
    study.set_codebook(Codebook(codes=tuple(ordered)), "made")
    with study._write() as tx:
        _save(tx, texts, people, values)
    active = [c.id for c in ordered if not c.retired]
    for n, text in enumerate(texts):
        for _ in range(rng.randrange(4) if active else 0):
            start = rng.randrange(len(text))
            span = Span(start, rng.randrange(start, len(text)) + 1)
            who = study.acting_as(rng.choice(["mk", "Ana", "Zoë"]))
            direction = rng.choice(list(Direction))
            try:
                coding = who.code(f"t{n}", span, rng.choice(active), direction=direction)
            except QualcodeError:
                continue  # the same coding twice
            if rng.random() < 0.3:
                who.withdraw(coding.id)
            elif rng.random() < 0.3:
                who.star(coding.id)
                who.add_memo(text, f"coding {coding.id}")
            elif rng.random() < 0.3:
                who.change_direction(coding.id, rng.choice(list(Direction)))
        study.add_memo("a note on the text", f"transcript t{n}")
    study.add_memo("a note", f"code {ids[0]}")
    study.add_theme("A theme.", codes=[ids[0]])
    if any(study.codings()):
        study.add_coder("Maud", CoderRole.MENTOR)
        study.start_round(reviewers=["Maud"])


def _save(tx, found, names, values):
    people.save_participants(tx, [Participant(name, attributes=values) for name in names])
    for n, text in enumerate(found):
        who = names[n % len(names)] if names else None
        start = len(text) - len(text.lstrip())
        span = Span(start, len(text.rstrip()))
        texts.save_transcript(
            tx,
            Transcript(
                f"t{n}",
                text,
                title=f"Text {n}",
                turns=(Turn("A", span),),
                speakers=(Speaker("A", participant=who, confirmed=bool(who)),),
                wave="first" if n else None,
            ),
            [Segment(f"t{n}", span, "A")],
        )
