"""What came from another program goes back as it came; what comes home stands as it stood."""

import dataclasses
import uuid

import pytest

from qualcode.formats.refi import read_qdpx
from qualcode.model import Code
from qualcode.model.exchange import RefiCase, RefiUser
from qualcode.project import Upload, new
from qualcode.project.exchange_tally import named
from tests.conftest import SHARED
from tests.project.test_exchange import given_file, of_another_program

REFI = SHARED / "data" / "refi"


@pytest.fixture
def empty(tmp_path):
    """A new study without anything, in the hands of an account nobody else has."""
    made = new(tmp_path / "empty.qualcode", "root", title="A second study")
    yield made
    made.close()


def out_of(project):
    """The project a study writes, as another program would read it."""
    files, _ = project.project_files("back.qdpx", companion=False)
    made, problems = read_qdpx(files["back.qdpx"], "back.qdpx")
    assert problems == []
    return made


def test_a_foreign_project_goes_back_with_its_guids_and_names_and_nobody_more(empty):
    given = of_another_program()
    empty.import_project(given_file(given))

    made = out_of(empty)

    assert [(c.guid, c.name, c.parent) for c in made.codes] == [
        (c.guid, c.name, c.parent) for c in given.codes
    ]
    assert [(u.guid, u.name) for u in made.users] == [(u.guid, u.name) for u in given.users]
    assert [s.guid for s in made.sources] == [s.guid for s in given.sources]
    assert [c.guid for c in made.cases] == [c.guid for c in given.cases]
    assert {v.guid for v in given.variables if v.name != "Role"} <= {v.guid for v in made.variables}
    codings = {k.guid for s in given.sources for x in s.selections for k in x.codings}
    assert {k.guid for s in made.sources for x in s.selections for k in x.codings} == codings


def test_a_code_renamed_or_made_here_has_our_name_and_a_guid_of_its_own(empty):
    given = of_another_program()
    empty.import_project(given_file(given))
    empty.edit_code("1", "clearer", name="Having to wait")
    empty.add_code(Code("2", "Ours"), "new")

    made = {c.name: c.guid for c in out_of(empty).codes}

    assert "Waiting" not in made and made["Alone"] == given.codes[1].guid
    assert made["2 Ours"] not in {c.guid for c in given.codes}


def test_who_codes_here_after_an_import_goes_out_too(empty):
    empty.import_project(given_file(of_another_program()))
    [coding, *_] = empty.codings()
    empty.code(coding.transcript, coding.span, "1.1")

    assert "root" in {u.name for u in out_of(empty).users}


def test_the_companion_finds_its_texts_by_the_guids_they_came_with(empty, tmp_path):
    empty.import_project(given_file(of_another_program()))
    empty.export_project(tmp_path / "out.qdpx")
    third = new(tmp_path / "third.qualcode", "mk")

    told = third.import_project(tmp_path / "out.qdpx")

    assert told.companion and len(list(third.codings())) == 2
    assert [c.guid for c in out_of(third).codes] == [c.guid for c in of_another_program().codes]
    third.close()


def test_codes_that_only_group_are_told_and_only_group_again(empty):
    given = of_another_program()
    top, below = given.codes
    group = dataclasses.replace(top, guid=str(uuid.UUID(int=77, version=4)), codable=False,
                                name="Topics")  # fmt: skip
    told = empty.import_project(given_file(dataclasses.replace(given, codes=(top, below, group))))

    assert any("1 code only group" in said and "Topics" in said for said in told.adjusted)
    assert {c.name: c.codable for c in out_of(empty).codes}["Topics"] is False
    id = next(c.id for c in empty.codes() if c.name == "Topics")
    [coding, *_] = empty.codings()
    empty.code(coding.transcript, coding.span, id)
    assert {c.name: c.codable for c in out_of(empty).codes}["Topics"] is True


def test_coders_of_a_file_join_in_its_order(empty):
    given = of_another_program()
    ana, ben = given.users
    turned = dataclasses.replace(
        given, users=(RefiUser(ben.guid, "Ben"), RefiUser(ana.guid, "Ana"))
    )
    empty.import_project(given_file(turned))

    assert [c.name for c in empty.coders()] == ["root", "Ben", "Ana"]


def test_a_study_that_comes_home_has_its_title_coders_and_codebook_versions(sample, tmp_path):
    sample.export_project(tmp_path / "out.qdpx", raw_names=True)
    back = new(tmp_path / "back.qualcode", "Tom Kessler", title="bk2")

    back.import_project(tmp_path / "out.qdpx")

    assert [c.name for c in back.coders()] == [c.name for c in sample.coders()]
    assert back.about()["title"] == sample.about()["title"]
    assert back.codebook_version == sample.codebook_version
    back.close()


def test_what_is_written_of_a_case_comes_as_a_memo_on_their_text(empty):
    given = of_another_program()
    [case] = given.cases
    described = dataclasses.replace(case, description="Spoke at length.")
    lone = RefiCase(str(uuid.UUID(int=78, version=4)), "P08", "Never came.")
    told = empty.import_project(given_file(dataclasses.replace(given, cases=(described, lone))))

    [transcript] = empty.transcripts()
    memos = {m.text: m.about for m in empty.memos()}
    assert memos["Spoke at length."] == f"transcript {transcript['id']}"
    assert "Never came." not in memos
    assert any("1 description of a case" in said for said in told.left_out)


def test_what_is_lost_is_told_by_the_texts_title_the_code_and_the_place(empty):
    told = empty.import_project(
        REFI / "q09_zero_length_out_of_range_unknown_code.qdpx", dry_run=True
    )
    lost = [said for said in told.left_out if "a selection" in said]

    assert lost and all(said.startswith("The text “") for said in lost)
    assert all("coded " in said and "positions " in said for said in lost)
    assert not [said for said in told.left_out if said.startswith("Line ")]


def test_a_source_without_a_file_is_named(empty):
    told = empty.import_project(
        REFI / "q13_duplicate_source_names_and_missing_file.qdpx", dry_run=True
    )
    [missing] = [said for said in told.left_out if "its text file is not in the project" in said]
    assert missing.startswith("The text “") and "source 2" not in missing
    assert named("source 9: gone", of_another_program()) == "text 9 of the file: gone"


def test_what_was_read_otherwise_is_not_told_as_left_out(empty):
    told = empty.import_project(REFI / "q12_old_namespace_0_10.qdpx", dry_run=True)
    draft = "older draft"
    assert any(draft in said for said in told.adjusted)
    assert not any(draft in said for said in told.left_out)


def test_of_a_pdf_without_its_text_nobody_says_that_it_is_read(empty):
    file = REFI / "refi_spec_A2_atlasti84mac.qde"
    told = empty.import_project(Upload(file.name, file.read_bytes()), dry_run=True)
    pdfs = [said for said in told.left_out if "PDF" in said]
    assert pdfs and not [said for said in pdfs if "read)" in said]


def test_an_import_and_an_export_say_how_far_they_are(empty):
    come, gone = [], []
    empty.import_project(given_file(of_another_program()), progress=come.append)
    empty.project_files("x.qdpx", progress=gone.append)

    for done in (come, gone):
        assert done == sorted(done) and len(set(done)) >= 3 and done[0] > 0 and done[-1] <= 1
