"""Words and search from the command line."""

from __future__ import annotations

import pytest

TERMS = """lists:
  - name: support
    terms: [duty desk]
  - name: argument
    terms: [argue]
"""


def test_search_prints_what_was_found_with_its_place(coded):
    [row] = coded.rows("search", "THRESHOLDS", "--talk")

    assert (row["transcript"], row["found"], row["codes"]) == ("talk", "thresholds", ["1.a"])
    assert row["before"] == "We argue about" and row["after"].startswith(". Nobody")
    assert row["authority"] == "Midtown"
    assert coded("search", "thresholds").stderr.startswith("1 passage found.")


def test_search_by_codes_and_by_pattern(coded):
    assert [r["codes"] for r in coded.rows("search", "--codes", "1 NEAR 3")] == [["1.a"], ["3.b"]]
    assert [r["found"] for r in coded.rows("search", r"thresh\w+", "--regex")] == ["thresholds"]
    assert coded.rows("search", "thresholds", "--where", "authority=Midtown", "--limit", "1")
    assert coded.rows("search", "no such words") == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Nothing is asked for"),
        (("(", "--regex"), "cannot be read at character 2"),
        (("--codes", "1 AND"), "missing at the end"),
        (("--codes", "9.z"), "9.z"),
        (("x" * 5000,), "at most 1,000 characters"),
        (("😀\u202eשלום", "--codes", "("), "A code is missing"),
    ],
)
def test_what_cannot_be_searched_is_a_sentence(coded, arguments, told):
    assert told in coded("search", *arguments, status=1).stderr


def test_found_quotes_leave_with_captions_and_talk_does_not(coded):
    asked = ("search", "thresholds", "-o", "found.csv")
    assert "All these quotes are of one person" in coded(*asked, status=1).stderr
    assert not (coded.folder / "found.csv").exists()
    told = coded(*asked, "--confirm-small-groups")

    assert "1 quote written to found.csv" in told.stderr
    assert "Participant" in (coded.folder / "found.csv").read_text(encoding="utf-8-sig")
    assert (
        "Only coded quotes leave" in coded("search", "x", "--talk", "-o", "f.csv", status=2).stderr
    )


def test_nothing_found_writes_no_file(coded):
    told = coded("search", "no such words", "-o", "found.csv", status=1)

    assert "No quote was found, so no file was written" in told.stderr
    assert not (coded.folder / "found.csv").exists()


def test_vocabulary_counts_a_file_of_lists_and_may_keep_it(coded):
    assert "no lists of terms yet" in coded("vocabulary", status=1).stderr
    file = coded.write("terms.yaml", TERMS)
    rows = coded.rows("vocabulary", "--terms", file, "--keep")

    assert [(r["role"], r["list"], r["participants"], r["uses"]) for r in rows] == [
        ("social_worker", "support", 1, 1),
        ("social_worker", "argument", 1, 1),
    ]
    assert coded.rows("vocabulary", "--by", "all")[0]["group"] == "everyone"


def test_lists_that_share_a_term_are_refused_with_the_line(coded):
    file = coded.write("terms.yaml", TERMS.replace("[argue]", "[Duty desk]"))

    told = coded("vocabulary", "--terms", file, status=1).stderr
    assert "line 5: the term 'Duty desk' already stands in the list 'support', line 3" in told


def test_what_is_written_keeps_few_people_back(coded):
    file = coded.write("terms.yaml", TERMS)
    coded("vocabulary", "--terms", file, "-o", "v.csv")
    written = (coded.folder / "v.csv").read_text(encoding="utf-8-sig")

    assert "everyone,support,,1,,18,,True" in written or "everyone,support,,,,,,True" in written
    told = coded("keyness", "--by", "role", "--value", "social_worker", "-o", "k.csv", status=1)
    assert "Fewer than 6 people" in told.stderr
    assert not (coded.folder / "k.csv").exists()
    options = ("--where", "wave=first", "-o", "v.csv")
    assert "leave --where out" in coded("vocabulary", *options, status=2).stderr


def test_keyness_of_one_person_is_empty_and_asks_for_one_thing(coded):
    assert coded.rows("keyness", "--by", "role", "--value", "social_worker") == []
    assert "one group" in coded("keyness", status=1).stderr


@pytest.mark.parametrize("name", ["uses", "words", "list", "per_thousand"])
def test_an_attribute_called_like_a_column_stands_in_a_column_of_its_own(coded, name):
    (coded.folder / "participants.csv").write_text(
        f"participant,{name}\nP01,seven\n", encoding="utf-8"
    )
    (coded.folder / "terms.csv").write_text(
        "list,term\nsupport,duty desk\nargument,argue\n", encoding="utf-8"
    )
    coded("import", "participants.csv")

    [first, _] = coded.rows("vocabulary", "--by", f"{name} (person)", "--terms", "terms.csv")
    assert first[f"{name} (person)"] == "seven" and first["list"] == "support"
    assert isinstance(first["uses"], int) and isinstance(first["words"], int)


def test_typical_lists_ranks(coded):
    rows = coded.rows("typical", "1.a")

    assert rows == []
    assert "1 of them too short" in coded("typical", "1.a").stderr
    assert "9.z" in coded("typical", "9.z", status=1).stderr
