"""SQLite files that are none, are someone else's, or lie."""

import sqlite3
import tracemalloc
from contextlib import closing

import pytest

from qualcode.errors import UnreadableFile
from qualcode.formats import sqlite_tables
from qualcode.formats.projects import is_project, read_project
from qualcode.formats.recognise import recognise
from qualcode.formats.sqlite_tables import MAGIC, opened_tables
from tests.formats.foreign import changed, qualcoder, taguette
from tests.soon import soon


def made(*statements):
    with closing(sqlite3.connect(":memory:")) as connection:
        return changed(connection, statements)


def refusal(data, name="file.sqlite3"):
    project, problems = read_project(data, name)
    assert project is None
    [problem] = problems
    assert problem.message.startswith(name) and problem.message.endswith(".")
    return problem.message


def test_a_database_is_a_project_by_its_content(tmp_path):
    for name, data in {"talks": taguette(), "a.QDPX": b"PK", "talk.docx": b"PK"}.items():
        (tmp_path / name).write_bytes(data)

    assert is_project(tmp_path / "talks")
    assert is_project(tmp_path / "a.QDPX")
    assert not is_project(tmp_path / "talk.docx")
    assert not is_project(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (made("CREATE TABLE a (b)"), "neither Taguette nor QualCoder"),
        (made(*(f"CREATE TABLE {t} (a)" for t in ("study", "transcript", "coding", "event"))),
         "is a study of qualcode"),
        (made(*(f"CREATE TABLE {t} (a)" for t in ("freecode", "codecat", "source"))), "RQDA"),
        (MAGIC + b"\0" * 200, "damaged"),
        (MAGIC, "damaged"),
        (MAGIC + bytes(range(256)) * 40, "damaged"),
        (taguette()[:5000], "damaged"),
        (qualcoder()[:9000], "damaged"),
    ],
)  # fmt: skip
def test_foreign_and_damaged_files_are_refused_in_one_sentence(data, told):
    assert told in refusal(data)


def test_a_table_without_its_column_is_named():
    said = refusal(taguette("ALTER TABLE highlights RENAME snippet TO words"))

    assert "highlights.snippet" in said


@pytest.mark.parametrize(
    "view",
    [
        "CREATE VIEW highlights AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
        " SELECT x id, 1 document_id, 0 start_offset, 1 end_offset, 'a' snippet FROM n",
        "CREATE VIRTUAL TABLE highlights USING fts5(id, document_id)",
    ],
)
def test_a_view_in_place_of_a_table_is_never_asked(view):
    assert "neither Taguette" in refusal(taguette("DROP TABLE highlights", view))


def test_a_computed_column_is_never_computed():
    said = refusal(
        taguette(
            "DROP TABLE highlights",
            "CREATE TABLE highlights (id INTEGER, document_id INTEGER, start_offset INTEGER,"
            " end_offset INTEGER, snippet TEXT AS (hex(zeroblob(40000000))))",
            "INSERT INTO highlights VALUES (1, 1, 0, 4)",
        )
    )

    assert "highlights.snippet" in said


def test_triggers_and_functions_of_the_file_never_run():
    data = taguette(
        "CREATE TRIGGER t AFTER INSERT ON tags BEGIN SELECT load_extension('x'); END",
        "CREATE INDEX odd ON highlights (hex(snippet))",
    )
    project, problems = read_project(data, "a.sqlite3")

    assert len(project.sources) == 1
    assert problems == []


def test_only_the_table_asked_for_can_be_read():
    with opened_tables(taguette(), "a") as tables:
        permit = sqlite_tables._only("tags")
        tables._connection.set_authorizer(permit)
        assert tables._connection.execute("SELECT path FROM tags").fetchone() is not None
        for statement in (
            "SELECT login FROM users", "SELECT hex(path) FROM tags", "ATTACH 'x' AS x",
            "DELETE FROM tags", "PRAGMA writable_schema=ON", "CREATE TABLE x (y)",
        ):  # fmt: skip
            with pytest.raises(sqlite3.DatabaseError):
                tables._connection.execute(statement)


def test_a_file_in_memory_is_never_written():
    data = taguette()
    with opened_tables(data, "a") as tables, pytest.raises(sqlite3.Error):
        tables._connection.execute("DELETE FROM tags")


def test_a_file_from_an_open_program_is_read_with_a_word_of_warning():
    data = bytearray(taguette())
    data[18:20] = b"\2\2"
    project, problems = read_project(bytes(data), "a.sqlite3")

    assert len(project.sources) == 1
    assert "unless the program was closed" in problems[0].message


def lying_sizes():
    """A cell that claims a gigabyte, in a file of some kilobytes."""
    data = bytearray(
        taguette(lambda c: c.execute("UPDATE tags SET description = ?", ("q" * 9_000,)))
    )
    at = data.index(b"q" * 50)
    while data[at] >= 0x20:
        at -= 1
    for n in range(max(0, at - 12), at):
        data[n] = 0xFF
    return bytes(data)


def many_pages():
    """A header that claims more pages than there are."""
    data = bytearray(taguette())
    data[28:32] = (2**31).to_bytes(4, "big")
    return bytes(data)


def round_and_round():
    """Every page's pointers lead to page two."""
    data = bytearray(taguette(lambda c: c.executemany(
        "INSERT INTO tags (project_id, path, description) VALUES (1, ?, '')",
        [(f"tag {n}",) for n in range(3_000)],
    )))  # fmt: skip
    for page in range(4096, len(data), 4096):
        if data[page] == 5:
            data[page + 8 : page + 12] = (2).to_bytes(4, "big")
            for at in range(page + 100, page + 4096, 16):
                data[at : at + 4] = (2).to_bytes(4, "big")
    return bytes(data)


def too_many_rows():
    return made(
        *(f"CREATE TABLE {t} (id, name, description, created)" for t in
          ("projects", "documents", "tags", "highlights", "highlight_tags")),
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 40000)"
        " INSERT INTO projects SELECT x, '', '', '' FROM n",
    )  # fmt: skip


def too_many_letters():
    def fill(connection):
        for n in range(3):
            connection.execute(
                "INSERT INTO documents (name, description, filename, created, project_id,"
                " text_direction, contents) VALUES (?, '', '', '', 1, '', ?)",
                (str(n), "word " * 2_000_000),
            )

    return taguette(fill)


def huge_schema():
    return taguette(f"CREATE TABLE big ({', '.join(f'c{n}' for n in range(1_500))})")


@pytest.mark.parametrize(
    "hostile",
    [lying_sizes, many_pages, round_and_round, too_many_rows, too_many_letters, huge_schema],
)
def test_files_that_lie_or_hold_too_much_end_soon_and_small(hostile, monkeypatch):
    # A tenth of the rows: the count that ends it is the same, and tracing it ten times as quick.
    monkeypatch.setattr(sqlite_tables, "MAX_ROWS", 30_000)
    data = hostile()
    with soon(2):
        project, problems = read_project(data, "a.sqlite3")

    assert project is not None or problems[0].message.endswith(".")
    tracemalloc.start()
    read_project(data, "a.sqlite3")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 200_000_000


def test_every_damaged_byte_ends_in_a_project_or_a_sentence():
    data = taguette()
    for at in range(0, len(data), 397):
        broken = bytearray(data)
        broken[at] ^= 0xFF
        project, problems = read_project(bytes(broken), "a.sqlite3")
        assert project is not None or "a.sqlite3" in problems[0].message


def test_a_project_among_interviews_is_sent_to_its_page():
    with pytest.raises(UnreadableFile, match="Exchange page"):
        recognise(taguette(), "talks.txt")
