"""The sample files behave as the list that comes with them says."""

import json

import pytest

from qualcode.formats.refi import read_qdc, read_qde, read_qdpx
from tests.conftest import SHARED

FOLDER = SHARED / "data" / "refi"
LIST = FOLDER / "expected.json"
EXPECTED = json.loads(LIST.read_text("utf-8")) if LIST.exists() else {}
READERS = {"qdpx": read_qdpx, "qde": read_qde, "qdc": read_qdc}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not EXPECTED, reason="../shared/data/refi is not here"),
]


def read(name):
    return READERS[name.rpartition(".")[2]]((FOLDER / name).read_bytes(), name)


def having(*keys):
    return [name for name, said in EXPECTED.items() if any(key in said for key in keys)] or [""]


def quotes(project):
    return [
        source.text[one.span.start : one.span.end]
        for source in project.sources
        for one in source.selections
    ]


@pytest.mark.parametrize("name", having("quotes"))
def test_the_listed_quotes_are_found_word_for_word(name):
    project, _ = read(name)

    assert sorted(quotes(project)) == sorted(EXPECTED[name]["quotes"])
    assert all(one.codings for source in project.sources for one in source.selections)
    assert all(source.offsets.proven for source in project.sources)


@pytest.mark.parametrize("name", having("outcome"))
def test_a_file_is_imported_reported_or_refused_as_listed(name):
    said = EXPECTED[name]
    project, problems = read(name)

    if said["outcome"] == "refuse":
        assert project is None
        assert len(problems) == 1
    elif said["outcome"] == "import":
        assert project is not None
        assert problems == []
    elif said["outcome"] == "import_with_report":
        assert len(problems) == said["reported"]
        assert len(project.sources) == said.get("sources", 1)
    else:
        # Warned of or refused: never a project without a word, never one silently empty.
        assert problems
        assert project is None or quotes(project)


@pytest.mark.parametrize("name", having("codes"))
def test_codes_people_and_elements_are_as_many_as_listed(name):
    said = EXPECTED[name]
    project, _ = read(name)
    above = {code.guid: code.parent for code in project.codes}

    def depth(guid):
        return 0 if guid is None else 1 + depth(above[guid])

    assert len(project.codes) == said["codes"]
    assert max(depth(code.guid) for code in project.codes) == said["max_code_depth"]
    assert sum(not code.codable for code in project.codes) == said["not_codable"]
    assert sum(bool(code.description) for code in project.codes) == said["described_codes"]
    assert project.origin == (said["origin"] or "")
    for element in (key for key in said if key[0].isupper()):
        assert project.elements.get(element, 0) == said[element], element


def test_all_that_the_standards_own_sample_holds_is_read_or_named():
    project, _ = read("refi_spec_A2_atlasti84mac.qde")

    assert len(project.users) == 3
    assert len(project.sets) == 16
    assert [note.name for note in project.notes] == ["Research Plan", "My favorite Coke ad"]
    assert [source.kind for source in project.sources].count("pdf") == 2
    assert sorted(other.kind for other in project.others) == sorted(
        ["picture", "pdf", "pdf", "audio", "video", "video"]
    )
    said = " ".join(map(str, project.losses))
    for thing in ("picture", "PDF", "sound recording", "film", "time mark", "drawing", "link"):
        assert thing in said, thing
