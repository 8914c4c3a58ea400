"""A file is looked at before it is taken in, and looking changes nothing."""

import pytest

from qualcode.errors import InvalidFile, UnreadableFile
from tests.dump import dump
from tests.project.conftest import talk, upload


def test_a_preview_says_who_speaks_and_how_often_and_takes_nothing_in(project):
    before = dump(project.store)

    seen = project.preview(talk())

    assert (seen.file, seen.what, seen.count) == ("good.txt", "transcript", 3)
    assert [(s.label, s.interviewer) for s in seen.speakers] == [
        ("Interviewer", True),
        ("P07", False),
    ]
    assert seen.turns == (2, 1)
    assert seen.opening[0] == "Interviewer: How is it?"
    assert dump(project.store) == before


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("participant,role\nP01,Teacher\nP01,\nP02,\n", "participants"),
        ("transcript,quote,code,coder\na,x,1,mk\na,y,1,mk\n", "codings"),
    ],
)
def test_a_table_is_counted_by_what_it_holds(project, text, what):
    seen = project.preview(upload("table.csv", text))

    assert (seen.what, seen.count) == (what, 2)


def test_what_would_be_refused_is_refused_in_the_preview(project):
    project.import_files([talk()])

    with pytest.raises(UnreadableFile, match="is here already"):
        project.preview(talk("again.txt"))
    with pytest.raises(UnreadableFile, match="empty"):
        project.preview(upload("empty.txt", b""))
    with pytest.raises(InvalidFile, match="to mend"):
        project.preview(upload("who.csv", "participant,consent\nP01,perhaps\n"))
