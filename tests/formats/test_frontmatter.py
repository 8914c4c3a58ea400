import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.formats.frontmatter import split_front_matter
from qualcode.formats.plain import read_plain

TOP = (
    "---\nParticipant: P01\nagency: NO\nwave: 1.10\ndate: 2024-03-01  # first visit\n"
    "role: 'Head: infants'\n---\n"
)


def test_front_matter_is_taken_as_strings_and_left_out_of_the_text():
    front, body, first, oddities = split_front_matter(TOP + "\nINT: Hello\n")

    assert front == {
        "participant": "P01",
        "agency": "NO",
        "wave": "1.10",
        "date": "2024-03-01",
        "role": "Head: infants",
    }
    assert (body, first, oddities) == ("\nINT: Hello\n", 8, [])


def test_unknown_keys_loose_lines_and_repeats_are_listed_with_their_line():
    _, _, _, oddities = split_front_matter(
        "---\nrole: Nurse\ncolour: red\njust words\nrole: Teacher\nlevel:\n---\nx"
    )

    assert [o.row for o in oddities] == [3, 4, 5]


@pytest.mark.parametrize("mark", "[{&*!|>@`")
def test_a_value_that_begins_with_a_mark_of_yaml_is_listed_and_left_out(mark):
    front, _, _, oddities = split_front_matter(f"---\nwave: 1\nparticipant: {mark}P99\n---\nx")
    quoted, _, _, none = split_front_matter(f"---\nparticipant: '{mark}P99'\n---\nx")

    assert (front, [o.row for o in oddities]) == ({"wave": "1"}, [3])
    assert (quoted, none) == ({"participant": f"{mark}P99"}, [])


@pytest.mark.parametrize(
    ("line", "odd"),
    [
        ("date: 2006-02-28", False),
        ("date: 31/02/2006", True),
        ("date: 2006-02-31", True),
        ("date: 20060228", True),
        ("level: Authority", False),
        ("level: national", True),
        ("consent: no quote", False),
        ("consent: maybe", True),
        ("kind: focus_group", False),
        ("kind: chat", True),
    ],
)
def test_a_value_that_cannot_be_meant_is_listed_with_its_line_and_kept(line, odd):
    front, _, _, oddities = split_front_matter(f"---\nwave: 1\n{line}\n---\nx")

    key, value = line.split(": ")
    assert front[key] == value
    assert [o.row for o in oddities] == ([3] if odd else [])


def test_dashes_that_are_no_front_matter_stay_text():
    for text in (
        "---\nINT: Hello\n---\nP01: Hi",
        "---\n\nwords",
        "one\n---\nrole: x\n---\n",
        "---",
    ):
        assert split_front_matter(text)[:3] == ({}, text, 1)


def test_front_matter_without_an_end_stays_text_and_is_listed():
    front, body, _, oddities = split_front_matter("---\nrole: Nurse\nINT: Hello")

    assert (front, body, len(oddities)) == ({}, "---\nrole: Nurse\nINT: Hello", 1)


@given(st.text())
def test_text_below_front_matter_is_never_changed(text):
    assert split_front_matter("---\nrole: x\n---\n" + text)[1] == text


def test_lines_in_oddities_are_lines_of_the_file():
    draft = read_plain(b"---\nrole: x\n---\nINT: Hello\nP01:\nINT: So?", "a.md")

    assert draft.text == "INT: Hello\nP01:\nINT: So?"
    assert [o.row for o in draft.found.oddities] == [5]
