"""QualCoder databases, all invented, read into an exchanged project."""

import pytest

from qualcode.errors import UnreadableFile
from qualcode.formats.projects import project_file, read_project
from tests.formats.foreign import TALK, add_coded, add_text, qualcoder


def read(*changes, **options):
    return read_project(qualcoder(*changes, **options), "data.qda")


def words(source, span):
    return source.text[span.start : span.end]


def marked(project):
    """(words, code, coder) of every coding."""
    names = {code.guid: code.name for code in project.codes}
    people = {user.guid: user.name for user in project.users}
    return [
        (words(source, one.span), names[coding.code], people.get(coding.user))
        for source in project.sources
        for one in source.selections
        for coding in one.codings
    ]


def test_a_project_comes_with_texts_codes_codings_people_and_cases():
    project, problems = read()

    assert problems == []
    assert project.origin == "QualCoder 3.5"
    assert [(s.name, s.text) for s in project.sources] == [("noor.txt", TALK)]
    assert marked(project) == [
        ("We did not trust them.", "Trust", "ann"),
        ("It cost a lot.", "Money", "bea"),
    ]
    [case] = project.cases
    assert (case.name, case.sources) == ("Noor", (project.sources[0].guid,))
    [value] = case.values
    assert value.value == "Surestart"
    assert [v.name for v in project.variables if v.guid == value.variable] == ["Agency"]


def test_categories_group_codes_at_any_depth():
    project, _ = read()
    names = {code.guid: code.name for code in project.codes}

    assert [(c.name, names.get(c.parent), c.codable, c.colour) for c in project.codes] == [
        ("Relations", None, False, None),
        ("At work", "Relations", False, None),
        ("Trust", "At work", True, "#f5a9a9"),
        ("Money", None, True, "#00ff00"),
    ]
    assert project.codes[2].description == "Relying on each other."


def test_a_code_below_a_code_stands_there():
    project, problems = read(
        "ALTER TABLE code_name ADD supercid integer;UPDATE code_name SET supercid = 2 WHERE cid = 1"
    )
    names = {code.guid: code.name for code in project.codes}

    assert problems == []
    assert {c.name: names.get(c.parent) for c in project.codes}["Trust"] == "Money"


def test_memos_hang_on_what_they_are_about():
    project, _ = read(
        "INSERT INTO annotation (fid, pos0, pos1, memo, owner) VALUES (1, 0, 11, 'Who?', 'bea')"
    )
    hooks = project.hooks()
    kinds = {note.text: [kind for kind, _ in hooks.get(note.guid, ())] for note in project.notes}

    assert kinds == {
        "An invented study.": ["project"],
        "Talked in the canteen.": ["source"],
        "Said twice.": ["coding"],
        "Who?": ["selection"],
        "Started today.": [],
    }


def test_positions_in_utf_16_are_found_out_by_the_words():
    """Qt counts some signs as two; here every coding lies behind one."""

    def shift(connection):
        connection.execute("UPDATE code_text SET pos0 = pos0 + 1, pos1 = pos1 + 1 WHERE pos0 > 30")

    project, problems = read(shift)
    [source] = project.sources

    assert problems == []
    assert source.offsets.unit == "UTF-16 units"
    assert [w for w, *_ in marked(project)] == ["We did not trust them.", "It cost a lot."]


def test_windows_line_ends_and_a_byte_order_mark_move_no_coding():
    project, problems = read(text="\ufeff" + TALK.replace("\n", "\r\n"))
    [source] = project.sources

    assert problems == []
    assert source.text == TALK
    assert [w for w, *_ in marked(project)] == ["We did not trust them.", "It cost a lot."]


def test_a_coding_whose_words_stand_elsewhere_goes_there_and_is_told():
    project, problems = read(lambda c: add_coded(c, "How was it?", at=3))

    assert ("How was it?", "Trust", "ann") in marked(project)
    assert [p.message for p in problems] == [
        "source 1: 1 coding pointed at other words than its own; put where the own words stand"
    ]


@pytest.mark.parametrize("said", ["Nobody said this.", "We know."])
def test_a_coding_whose_words_stand_nowhere_or_twice_is_left_out_and_told(said):
    project, problems = read(lambda c: add_coded(c, said, at=1))

    assert len(marked(project)) == 2
    assert len(problems) == 1 and "1 coding left out" in problems[0].message


def test_words_over_two_lines_as_the_screen_gives_them_are_known():
    project, problems = read(
        lambda c: add_coded(c, "trust them.\u2029It cost", at=TALK.index("trust"))
    )

    assert ("trust them.\nIt cost", "Trust", "ann") in marked(project)
    assert problems == []


def test_a_part_of_a_text_is_a_cases_own():
    end = TALK.index("\n")
    project, _ = read(
        "DELETE FROM case_text;"
        f"INSERT INTO case_text (caseid, fid, pos0, pos1) VALUES (1, 1, 0, {end})"
    )
    [case], [source] = project.cases, project.sources
    [guid] = case.selections

    assert case.sources == ()
    assert [words(source, s.span) for s in source.selections if s.guid == guid] == [TALK[:end]]


def test_pictures_and_recordings_are_named_and_left_out():
    project, problems = read(
        lambda c: add_text(c, None, "plan.png", "/images/plan.png"),
        lambda c: add_text(c, "", "talk.mp3", "audio:/home/ann/talk.mp3"),
        lambda c: add_text(c, "Words of a PDF.", "act.pdf", "/docs/act.pdf"),
        "INSERT INTO code_image (id, cid) VALUES (2, 1)",
        "INSERT INTO code_av (id, cid) VALUES (3, 1)",
    )

    assert problems == []
    assert [(s.name, s.kind) for s in project.sources] == [("noor.txt", "text"), ("act.pdf", "pdf")]
    assert [(o.kind, o.name) for o in project.others] == [
        ("picture", "plan.png"), ("audio", "talk.mp3"),
    ]  # fmt: skip
    assert sorted(loss.what for loss in project.losses) == [
        "1 coded stretch of a recording left out",
        "1 marked area of a picture left out",
        "1 picture left out",
        "1 sound recording left out",
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE code_text SET cid = 77 WHERE cid = 1", "with a code that is not there"),
        ("UPDATE code_text SET pos0 = NULL WHERE cid = 1", "without a place"),
        ("UPDATE code_text SET fid = 77 WHERE cid = 1", "1 coding of no file"),
        ("UPDATE code_name SET catid = 77 WHERE cid = 1", "taken to the top"),
        ("UPDATE code_cat SET supercatid = 2 WHERE catid = 1", "taken to the top"),
        ("INSERT INTO attribute VALUES (2, 'Shoe', 'case', '9', 1, '', '')", "of no attribute"),
        ("UPDATE case_text SET caseid = NULL", "of no case or text"),
        ("INSERT INTO annotation (fid, pos0, pos1, memo) VALUES (1, 5, 5, 'x')", "annotation"),
    ],
)
def test_what_belongs_to_nothing_is_left_out_and_told(change, told):
    project, problems = read(change)

    assert any(told in problem.message for problem in problems)
    assert ("It cost a lot.", "Money", "bea") in marked(project)


def test_a_folder_is_read_by_its_database(tmp_path):
    folder = tmp_path / "study.qda"
    folder.mkdir()
    (folder / "data.qda").write_bytes(qualcoder())

    assert project_file(folder) == folder / "data.qda"
    assert project_file(folder / "data.qda") == folder / "data.qda"


def test_another_folder_and_a_link_are_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "linked").mkdir()
    (tmp_path / "secret").write_bytes(b"x")
    (tmp_path / "linked" / "data.qda").symlink_to(tmp_path / "secret")

    for name in ("empty", "linked"):
        with pytest.raises(UnreadableFile, match="is no QualCoder project"):
            project_file(tmp_path / name)
