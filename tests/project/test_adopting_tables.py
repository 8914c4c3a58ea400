"""Coders, comments and times of other programs' segment tables; all rows are invented."""

import pytest

from tests.project.conftest import talk, upload

CODES = upload("codes.csv", "code\nTrust\nMoney")
HEAD = "Document name,Code,Beginning,Segment,Author,Creation date,Comment"


@pytest.fixture
def study(project):
    project.import_files([talk("good.txt", "We share news. Money came.\nIt went.\nMoney came.")])
    return project


def segments(*rows):
    return upload("segments.csv", "\n".join([HEAD, *rows]))


def test_codings_are_those_of_whom_the_table_names_and_comments_are_memos(study):
    file = segments(
        "good,Trust,1,We share news.,bea,2026-05-01 10:00:00,Ask again.",
        "good,Money,1,It went.,,1/5/2026,",
    )
    [_, done] = study.import_coded(file, code_system=CODES)
    made = {c.quote: (c.coder, c.made_at) for c in study.codings()}
    [memo] = study.memos()

    assert made["We share news."] == ("bea", "2026-05-01T10:00:00.000000+00:00")
    assert made["It went."][0] == "mk"
    assert (memo.text, memo.author) == ("Ask again.", "bea")
    assert memo.about.startswith("coding ")
    assert "1 date that may be read in two ways not taken" in map(str, done.oddities)

    study.import_coded(file)
    assert len(list(study.codings())) == 2
    assert len(list(study.memos())) == 1


def test_words_that_stand_twice_go_where_the_table_says_they_begin(study):
    [_, done] = study.import_coded(segments("good,Money,3,Money came.,,,"), code_system=CODES)
    [coding] = study.codings()

    assert done.count == 1
    assert coding.span.start > 30
