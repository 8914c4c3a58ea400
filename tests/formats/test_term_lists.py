"""Two lists of terms: YAML, tables, and everything that can be wrong with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.formats.term_lists import checked_term_lists, read_term_lists, write_term_lists
from qualcode.model.term_list import TermList, TermLists
from qualcode.shipped import shipped

GOOD = """lists:
  - name: family support
    terms:
      - family support
      - early help
  - name: child protection
    terms: [child protection]
leave_out:
  - family support team
"""
LISTS = TermLists(
    TermList("family support", ("family support", "early help")),
    TermList("child protection", ("child protection",)),
    ("family support team",),
)


def test_yaml_is_read():
    assert read_term_lists(GOOD) == (LISTS, [])


def test_a_table_is_read():
    table = (
        "list,term\nfamily support,family support\nfamily support,early help\n"
        "child protection,child protection\nleave out,family support team\n"
    )

    assert read_term_lists(table, "terms.csv") == (LISTS, [])


def test_the_shipped_lists_are_sound():
    file = shipped("instruments/vocabulary.yaml")
    lists, problems = read_term_lists(file.read_bytes(), file.name)

    assert problems == []
    assert [one.name for one in lists.both] == ["family support", "child protection"]


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (GOOD.replace("[child protection]", "[Early-help]"), 7, "already stands in the list"),
        (GOOD.replace("- early help", "- Family  Support"), 5, "already stands in this list"),
        (GOOD.replace("- early help", "- '*'"), 5, "a term is empty"),
        (GOOD.replace("- early help", "- " + "x" * 121), 5, "more than 120 characters"),
        (GOOD.replace("    terms: [child protection]\n", ""), 6, "has no 'terms'"),
        (GOOD.replace("name: child protection", "name: family support"), 6, "already stands"),
        (GOOD.replace("name: child protection", "name: leave out"), 6, "no list can be called"),
        (GOOD.replace("leave_out", "left_out"), None, "no key 'left_out'"),
        ("# nothing yet\n", None, "the file is empty"),
        ("lists:\n  - family support\n", None, "must be keys with values"),
        ("lists:\n  - name: a\n    terms: [b]\n", None, "there must be two lists"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text, line, told):
    lists, problems = read_term_lists(text)

    assert lists is None
    [fitting, *_] = [p for p in problems if told in p.message]
    assert line is None or fitting.row == line


def test_a_table_without_its_columns_is_refused():
    lists, [problem] = read_term_lists("word\nx\n", "terms.csv")

    assert lists is None and "'list' and 'term'" in problem.message


def test_a_term_in_both_lists_of_a_table_is_told_with_both_rows():
    table = "list,term\na,early help\nb,early  help\nb,other\n"
    lists, problems = read_term_lists(table, "terms.csv")

    assert lists is None
    assert [(p.row, "line 2" in p.message) for p in problems] == [(3, True)]


def test_lists_made_otherwise_are_checked_too():
    twice = TermLists(TermList("a", ("x",)), TermList("A", ("X", "")))
    told = " ".join(p.message for p in checked_term_lists(twice))

    assert "one name" in told and "already stands" in told and "empty" in told
    assert checked_term_lists(LISTS) == []


written = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))
words = st.text(written, min_size=1, max_size=30).map(lambda t: f"w{t.strip()}")


@given(st.lists(words, min_size=4, max_size=8))
def test_what_is_written_is_read_back_equal(terms):
    lists = TermLists(TermList("a", tuple(terms[:2])), TermList("b", tuple(terms[2:])))
    if checked_term_lists(lists) == []:
        assert read_term_lists(write_term_lists(lists)) == (lists, [])
