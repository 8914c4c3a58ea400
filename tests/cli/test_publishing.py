"""Tables as they may leave, from the command line."""

import csv
import io


def test_published_rows_kept_back_are_null_and_marked(coded):
    rows = coded.rows("themes", "--by", "authority", "--publish")

    # One participant: nothing can be published, and the coarser table is the total.
    assert {r["suppressed"] for r in rows} == {True}
    assert {(r["participants"], r["of_participants"], r["segments"]) for r in rows} == {
        (None, None, None)
    }
    assert list(rows[0]) == [
        "code",
        "name",
        "participants",
        "of_participants",
        "segments",
        "suppressed",
    ]
    assert "Fewer than 6 people" in coded("themes", "--publish").stderr


def test_csv_of_a_published_table_has_empty_cells_and_says_true(coded):
    told = coded("themes", "--publish", "--format", "csv")

    rows = list(csv.reader(io.StringIO(told.stdout)))
    assert rows[1][-4:] == ["", "", "", "true"]


def test_without_publish_the_researcher_sees_everything(coded):
    assert not any(r["suppressed"] for r in coded.rows("themes"))


def test_confirming_a_release_goes_with_publishing(coded):
    told = coded("themes", "--confirm-release", status=2)

    assert "--publish" in told.stderr
    assert coded.rows("themes", "--publish", "--confirm-release")
