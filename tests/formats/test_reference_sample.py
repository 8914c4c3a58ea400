"""References: a small table of somebody else's sample."""

import pytest

from qualcode.formats.reference_sample import Reference, ReferenceRow, read_reference
from tests.conftest import ROOT


def test_a_reference_is_read_with_numbers_percentages_or_both():
    table = b"Authority type,n,percent\nCounty,34,23.0%\nInner London Borough,,8\n"

    assert read_reference(table, "ref.csv") == (
        Reference(
            "ref.csv",
            "authority_type",
            (ReferenceRow("County", 34, 23.0), ReferenceRow("Inner London Borough", None, 8.0)),
        ),
        [],
    )


def test_the_sample_reference_is_good():
    data = (ROOT / "instruments" / "reference-sample.csv").read_bytes()
    reference, problems = read_reference(data, "reference-sample.csv")

    assert problems == []
    assert reference is not None and reference.attribute == "authority_type"


def test_everything_wrong_is_listed_with_its_row():
    table = b"category,n,percent,mood\nA,-1,,\na,2,,\n,3,120,\n"
    reference, problems = read_reference(table, "ref.csv")

    assert reference is None
    assert [(p.row, p.message.split(";")[0]) for p in problems] == [
        (1, "a reference has no column 'mood'"),
        (2, "'n' must be a whole number from 0 up"),
        (3, "this value already stands in line 2"),
        (4, "the column 'category' is empty"),
        (4, "'percent' must be a number from 0 to 100"),
    ]


@pytest.mark.parametrize("table", [b"n,percent\n1,2\n", b"a,b\n1,2\n"])
def test_a_table_without_values_or_numbers_is_refused(table):
    reference, [problem] = read_reference(table, "ref.csv")

    assert reference is None
    assert "columns must be" in problem.message


def test_a_heading_alone_is_refused():
    reference, [problem] = read_reference(b"category,n\n", "ref.csv")

    assert reference is None
    assert "no rows" in problem.message
