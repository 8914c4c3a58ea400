"""Coded segments of another program become codings, all or nothing."""

import pytest

from qualcode.errors import InvalidFile, Refused
from tests.project.conftest import talk, upload

CODES = upload("codes.csv", "code,frequency\nTrust,0\nTrust > Managers,2\nMoney,0\nMoney > Trust,1")


def segments(*rows):
    return upload("segments.csv", "\n".join(["document name,code,segment", *rows]))


@pytest.fixture
def study(project):
    project.import_files([talk("good.txt", "We share news, week by week. Money came. Money came.")])
    return project


def test_segments_become_codings_of_the_acting_coder(study):
    report = study.import_coded(
        segments('good,Trust > Managers,"we share news, week by week"'), code_system=CODES
    )
    [coding] = study.codings()

    assert [(r.what, r.count) for r in report] == [("codebook", 4), ("codings", 1)]
    assert (coding.quote, coding.code, coding.coder) == (
        "We share news, week by week.", "1.1", "mk",
    )  # fmt: skip
    assert coding.basis == "import"
    assert [c.id for c in study.codes()] == ["1", "1.1", "2", "2.1"]


def test_a_count_that_does_not_fit_is_told(study):
    [_, done] = study.import_coded(segments("good,Trust > Managers,share news"), code_system=CODES)

    assert [p.message for p in done.oddities] == [
        "the code system counts 2 for '1.1 Managers'; 1 could be placed",
        "the code system counts 1 for '2.1 Trust'; 0 could be placed",
    ]


def test_a_whole_way_goes_before_the_end_of_another(study):
    study.import_coded(segments("good,Trust,share news"), code_system=CODES)

    assert [c.code for c in study.codings()] == ["1"]


def test_words_that_are_not_there_or_stand_twice_are_listed_by_row_without_the_words(study):
    [_, done] = study.import_coded(
        segments("good,Money,never said", "good,Money,Money came", "good,Money,share news"),
        code_system=CODES,
    )

    assert done.count == 1
    assert [str(p.row) for p in done.oddities[:2]] == ["2", "3"]
    assert "do not stand in good" in done.oddities[0].message
    assert "stand 2 times in good" in done.oddities[1].message
    assert "never said" not in str(done.oddities)


def test_the_studys_own_codes_are_found_by_name_or_id(study):
    [done] = study.import_coded(segments("good,3.a,share news", "good,3.A,week by week"))

    assert done.count == 2
    assert {c.code for c in study.codings()} == {"3.a"}


def test_an_unknown_code_or_document_takes_nothing(study):
    before = study.version
    with pytest.raises(InvalidFile) as error:
        study.import_coded(
            segments("good,Trust,share news", "gone,Trust,share news", "good,Nope,share news"),
            code_system=CODES,
        )

    assert [p.row for p in error.value.problems] == [3, 4]
    assert study.version == before
    assert study.codings() == []


def test_a_name_several_codes_have_needs_the_whole_way(study):
    codes = upload("codes.csv", "code\nA\nA > Trust\nB\nB > Trust\n")
    with pytest.raises(InvalidFile, match="or several"):
        study.import_coded(segments("good,Trust,share news"), code_system=codes)
    study.import_coded(segments("good,B > Trust,share news"), code_system=codes)

    assert [c.code for c in study.codings()] == ["2.1"]


def test_the_same_list_a_second_time_adds_nothing(study):
    study.import_coded(segments("good,Trust,share news"), code_system=CODES)
    [done] = study.import_coded(segments("good,Trust,share news"))

    assert done.count == 0
    assert "1 stand in the study already" in done.oddities[0].message
    assert len(study.codings()) == 1


def test_a_code_system_that_would_lose_codes_in_use_is_refused(study):
    study.import_coded(segments("good,3.a,share news"))

    with pytest.raises(Refused, match=r"lacks 3\.a"):
        study.import_coded(segments("good,Trust,share news"), code_system=CODES)
