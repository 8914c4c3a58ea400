"""Taguette files, all invented, read into an exchanged project."""

import pytest

from qualcode.formats.projects import read_project
from qualcode.formats.taguette_page import Page, raw_text
from tests.formats.foreign import (
    PAGE,
    RAW,
    READ,
    add_document,
    add_highlight,
    in_bytes,
    taguette,
)
from tests.soon import soon


def read(*changes, **options):
    return read_project(taguette(*changes, **options), "talks.sqlite3")


def words(source, span):
    return source.text[span.start : span.end]


def marked(project):
    """(words, tags, coder) of every coding."""
    [source] = project.sources
    names = {code.guid: code.name for code in project.codes}
    people = {user.guid: user.name for user in project.users}
    return [
        (words(source, one.span), names[coding.code], people.get(coding.user))
        for one in source.selections
        for coding in one.codings
    ]


def test_a_project_comes_with_its_text_tags_highlights_people_and_descriptions():
    project, problems = read()

    assert problems == []
    assert (project.name, project.origin) == ("Waiting", "Taguette")
    assert [(s.name, s.text) for s in project.sources] == [("Noor", READ)]
    assert marked(project) == [
        ("trust them", "trust", "ann"),
        ("trust them", "trust.lost", "ann"),
        ("it cost a lot.", "money", "bea"),
    ]
    assert [note.text for note in project.notes] == ["An invented study.", "First talk."]
    times = {c.time for s in project.sources for one in s.selections for c in one.codings}
    assert times == {"2026-05-02T10:00:01.000000+00:00", "2026-05-02T10:00:02.000000+00:00"}


def test_a_tag_named_as_part_of_another_stands_below_it():
    project, _ = read()
    names = {code.guid: code.name for code in project.codes}

    assert [(c.name, names.get(c.parent), c.description) for c in project.codes] == [
        ("trust", None, "People rely on each other."),
        ("trust.lost", "trust", ""),
        ("money", None, ""),
    ]


def test_tags_that_name_their_parent_stand_below_it_and_a_circle_is_cut():
    project, problems = read(
        "ALTER TABLE tags ADD parent_id INTEGER;"
        "UPDATE tags SET parent_id = 1 WHERE id = 3; UPDATE tags SET parent_id = 3 WHERE id = 1;"
    )
    parents = {code.name: code.parent for code in project.codes}

    assert parents["trust.lost"] == next(c.guid for c in project.codes if c.name == "trust")
    assert sum(parent is None for parent in parents.values()) == 1
    assert len(problems) == 1 and "below itself" in problems[0].message


def test_the_same_file_gives_the_same_ids_under_any_name():
    data = taguette()

    assert read_project(data, "a.sqlite3")[0] == read_project(data, "b.db")[0]


def test_positions_are_bytes_and_words_prove_them():
    """The words stand twice, so that only their place tells which are meant."""
    page = "<p>é é we know; ü we know.</p>"
    second = (len("é é we know; ü ".encode()), len("é é we know; ü we know".encode()))
    data = taguette(
        lambda c: add_document(c, page),
        lambda c: add_highlight(c, 1, second, "we know", [1]),
        plain=True,
    )
    project, problems = read_project(data, "a.sqlite3")
    [selection] = project.sources[0].selections

    assert problems == []
    assert (selection.span.start, selection.span.end) == (15, 22)


def test_a_highlight_whose_words_stand_elsewhere_goes_there_and_is_told():
    project, problems = read(
        lambda c: add_highlight(c, 9, (0, 11), "How was it?", [3]),
    )

    assert ("How was it?", "money", "ann") in marked(project)
    assert [p.message for p in problems] == [
        "source 1: 1 highlight pointed at other words than its own; put where the own words stand"
    ]


@pytest.mark.parametrize("snippet", ["Nobody said this.", "it"])
def test_a_highlight_whose_words_stand_nowhere_or_twice_is_left_out_and_told(snippet):
    project, problems = read(lambda c: add_highlight(c, 9, (0, 2), snippet, [3]))

    assert len(marked(project)) == 3
    assert len(problems) == 1 and "1 highlight left out" in problems[0].message


@pytest.mark.parametrize("place", [(-5, 3), (9_999, 10_010), (20, 10), (4, 4), (2**62, 2**63 - 1)])
def test_a_place_outside_of_the_text_is_told_and_never_guessed(place):
    project, problems = read(lambda c: add_highlight(c, 9, place, "Nobody said this.", [3]))

    assert len(marked(project)) == 3
    assert len(problems) == 1


def test_words_that_an_early_release_cut_wrongly_do_not_move_the_highlight():
    """It took bytes for characters, so after an accent it kept later words than those marked."""
    page = "<p>Noor: é à é one two three two one</p>"
    place = in_bytes("one two", raw_text(page))
    start, end = Page(page).older_points(*place)
    kept = Page(page).raw[start:end]
    data = taguette(
        lambda c: add_document(c, page),
        lambda c: add_highlight(c, 1, place, kept, [1]),
        plain=True,
    )
    project, problems = read_project(data, "a.sqlite3")

    assert kept == " two th"
    assert marked(project) == [("one two", "trust", "ann")]
    assert problems == []


def test_who_marked_is_nobody_where_several_could_have_and_the_log_is_silent():
    alone = "DELETE FROM project_members WHERE user_login = 'bea'"
    silent, _ = read("DELETE FROM commands")
    sure, _ = read("DELETE FROM commands", alone)

    assert {who for *_, who in marked(silent)} == {None}
    assert {who for *_, who in marked(sure)} == {"ann"}


def test_a_tag_merged_into_another_keeps_who_set_it():
    project, _ = read(
        """UPDATE highlight_tags SET tag_id = 1 WHERE highlight_id = 2;
        DELETE FROM tags WHERE id = 3;
        INSERT INTO commands (date, user_login, project_id, payload) VALUES ('2026-05-03', 'ann', 1,
        '{"type": "tag_merge", "src_tag_id": 3, "dest_tag_id": 1}')"""
    )

    assert ("it cost a lot.", "trust", "bea") in marked(project)


@pytest.mark.parametrize("payload", ["not json", "[]", '{"type": "highlight_add"}', "[" * 9_000])
def test_a_log_that_says_nothing_is_passed_over(payload):
    project, problems = read(
        lambda c: c.execute("UPDATE commands SET payload = ? WHERE id = 1", (payload,))
    )

    assert len(marked(project)) == 3
    assert problems == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("INSERT INTO highlight_tags VALUES (1, 77)", "1 tag on no highlight"),
        ("INSERT INTO highlight_tags VALUES (77, 1)", "1 tag on no highlight"),
        ("UPDATE highlights SET document_id = 77 WHERE id = 1", "1 highlight of no document"),
        ("UPDATE highlights SET start_offset = 'x' WHERE id = 1", "a highlight without a place"),
    ],
)
def test_what_belongs_to_nothing_is_left_out_and_told(change, told):
    project, problems = read(change)

    assert any(told in problem.message for problem in problems)
    assert ("it cost a lot.", "money", "bea") in marked(project)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("DELETE FROM projects", "holds no project"),
        ("INSERT INTO projects VALUES (2, 'Other', '', '2026-05-01')", "holds 2 projects"),
    ],
)
def test_only_a_file_of_one_project_is_taken(change, told):
    project, [problem] = read(change)

    assert project is None
    assert told in problem.message and "Export project" in problem.message


def test_the_raw_text_is_what_a_browser_counts():
    assert raw_text(PAGE) == RAW
    assert raw_text('<p title="a > b">x</p>1 < 2 <b/>&lt;b&gt;\r\n') == "x1 < 2 <b>\n"


def test_every_word_of_a_page_is_found_again_from_its_bytes():
    page = Page(PAGE)
    for word in {"Café", "😀", "didn’t", "trust", "them", "&", "So", "goes."}:
        span = page.span(*page.points(*in_bytes(word, page.raw)))
        assert page.text[span.start : span.end] == word


def test_white_space_alone_is_no_place():
    page = Page("<p>a</p>\n \n<p>b</p>")

    assert page.text == "a\nb"
    assert page.span(1, 4) is None


@pytest.mark.parametrize("source", ["", "<p></p>", "<", "<<<<", "&#0;&#xD800;&", "<p", "<!--"])
def test_odd_pages_have_a_text_and_no_place_is_invented(source):
    page = Page(source)

    assert page.span(0, 0) is None
    assert page.points(0, 0) == (0, 0)


@pytest.mark.parametrize("piece", ['<a "', "<a '", "<!--", "<p ", '<a b="c" ', "&", "&#", "<p>a"])
def test_a_page_of_many_broken_tags_is_read_in_no_time(piece):
    with soon(1.5):
        Page(piece * (200_000 // len(piece)))
