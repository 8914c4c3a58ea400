"""Invented projects of Taguette and QualCoder, made with the tables those programs make."""

import json
import sqlite3
from contextlib import closing

TAGUETTE = """
CREATE TABLE projects (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
    description TEXT NOT NULL, created DATETIME NOT NULL);
CREATE TABLE users (login VARCHAR(30) NOT NULL PRIMARY KEY, created DATETIME NOT NULL,
    hashed_password VARCHAR(192), email VARCHAR(256));
CREATE TABLE project_members (project_id INTEGER NOT NULL, user_login VARCHAR(30) NOT NULL,
    privileges VARCHAR(11) NOT NULL, PRIMARY KEY (project_id, user_login));
CREATE TABLE documents (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
    description TEXT NOT NULL, filename VARCHAR(200) NOT NULL, created DATETIME NOT NULL,
    project_id INTEGER NOT NULL, text_direction VARCHAR(13) NOT NULL, contents TEXT NOT NULL);
CREATE TABLE tags (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, project_id INTEGER NOT NULL,
    path VARCHAR(200) NOT NULL, description TEXT NOT NULL, UNIQUE (project_id, path));
CREATE INDEX ix_tags_path ON tags (path);
CREATE TABLE highlights (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL, start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
    snippet TEXT NOT NULL);
CREATE TABLE highlight_tags (highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL,
    PRIMARY KEY (highlight_id, tag_id));
CREATE TABLE commands (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, date DATETIME NOT NULL,
    user_login VARCHAR(30) NOT NULL, project_id INTEGER NOT NULL, document_id INTEGER,
    payload TEXT NOT NULL);
INSERT INTO users VALUES ('ann', '2026-05-01 08:00:00.000000', NULL, NULL);
INSERT INTO users VALUES ('bea', '2026-05-01 08:00:00.000000', NULL, NULL);
INSERT INTO projects VALUES (1, 'Waiting', 'An invented study.', '2026-05-01 09:00:00.000000');
INSERT INTO project_members VALUES (1, 'ann', 'ADMIN');
INSERT INTO project_members VALUES (1, 'bea', 'TAG');
INSERT INTO tags VALUES (1, 1, 'trust', 'People rely on each other.');
INSERT INTO tags VALUES (2, 1, 'trust.lost', '');
INSERT INTO tags VALUES (3, 1, 'money', '');
"""

# Invented. Letters that take several bytes stand before the highlights on purpose.
PAGE = (
    "<h1>Café 😀 talk</h1>\n<p>Interviewer: How was it?</p>\n"
    "<p>Noor: We didn’t <b>trust\n  them</b> &amp; it cost a lot.</p><ul><li>So it goes.</li></ul>"
)
RAW = (
    "Café 😀 talk\nInterviewer: How was it?\nNoor: We didn’t trust\n  them & it cost a lot."
    "So it goes."
)
READ = (
    "Café 😀 talk\n\nInterviewer: How was it?\n\nNoor: We didn’t trust them & it cost a lot."
    "\nSo it goes."
)


def in_bytes(words, text=RAW):
    """Where words stand in a page's text, as Taguette counts."""
    start = len(text[: text.index(words)].encode())
    return start, start + len(words.encode())


def add_highlight(connection, id, place, snippet, tags, document=1, who="ann", log=True):
    start, end = place
    connection.execute(
        "INSERT INTO highlights VALUES (?, ?, ?, ?, ?)", (id, document, start, end, snippet)
    )
    connection.executemany("INSERT INTO highlight_tags VALUES (?, ?)", [(id, tag) for tag in tags])
    if log:
        said = {"type": "highlight_add", "highlight_id": id, "tags": list(tags)}
        connection.execute(
            "INSERT INTO commands (date, user_login, project_id, payload) VALUES (?, ?, 1, ?)",
            (f"2026-05-02 10:00:{id:02}.000000", who, json.dumps(said)),
        )


def add_document(connection, contents, name="Noor", description=""):
    connection.execute(
        "INSERT INTO documents (name, description, filename, created, project_id, text_direction,"
        " contents) VALUES (?, ?, 'talk.html', '2026-05-01 09:30:00', 1, 'LEFT_TO_RIGHT', ?)",
        (name, description, contents),
    )


def taguette(*changes, page=PAGE, plain=False):
    """A Taguette file of one document with three highlights; ``changes`` are SQL or functions."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(TAGUETTE)
        if not plain:
            add_document(connection, page, description="First talk.")
            them = in_bytes("trust\n  them")
            add_highlight(connection, 1, them, "<b>trust\n  them</b>", [1, 2], who="ann")
            add_highlight(
                connection, 2, in_bytes("it cost a lot."), "it cost a lot.", [3], who="bea"
            )
        return changed(connection, changes)


QUALCODER = """
CREATE TABLE project (databaseversion text, date text, memo text, about text);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text,
    owner text, date text, unique(name));
CREATE TABLE code_image (imid integer primary key, id integer, x1 integer, y1 integer,
    width integer, height integer, cid integer, memo text, date text, owner text);
CREATE TABLE code_av (avid integer primary key, id integer, pos0 integer, pos1 integer,
    cid integer, memo text, date text, owner text);
CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer,
    memo text, owner text, date text);
CREATE TABLE attribute_type (name text primary key, date text, owner text, memo text,
    caseOrFile text, valuetype text);
CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text,
    id integer, date text, owner text);
CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer,
    pos1 integer, owner text, date text, memo text);
CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text,
    constraint ucm unique(name));
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text,
    supercatid integer, unique(name));
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text,
    pos0 integer, pos1 integer, owner text, date text, memo text, avid integer,
    important integer, unique(cid, fid, pos0, pos1, owner));
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text,
    date text, color text, unique(name));
CREATE TABLE journal (jid integer primary key, name text, jentry text, date text, owner text);
CREATE VIEW code_text_visible AS SELECT * FROM code_text;
INSERT INTO project VALUES ('v11', '2026-05-01 09:00:00', 'An invented study.', 'QualCoder 3.5');
INSERT INTO code_cat VALUES (1, 'Relations', 'ann', '2026-05-01', '', NULL);
INSERT INTO code_cat VALUES (2, 'At work', 'ann', '2026-05-01', '', 1);
INSERT INTO code_name VALUES (1, 'Trust', 'Relying on each other.', 2, 'ann', '2026-05-01',
    '#F5A9A9');
INSERT INTO code_name VALUES (2, 'Money', '', NULL, 'ann', '2026-05-01', '#00ff00');
INSERT INTO cases VALUES (1, 'Noor', '', 'ann', '2026-05-01');
INSERT INTO attribute_type VALUES ('Agency', '2026-05-01', 'ann', '', 'case', 'character');
INSERT INTO attribute VALUES (1, 'Agency', 'case', 'Surestart', 1, '2026-05-01', 'ann');
INSERT INTO journal VALUES (1, 'May', 'Started today.', '2026-05-01 18:00:00', 'ann');
"""

# Invented.
TALK = (
    "Interviewer: How was it?\nNoor: 😀 We did not trust them.\nIt cost a lot.\nWe know. We know."
)


def add_coded(connection, words, code=1, who="ann", at=None, text=TALK, memo="", file=1):
    start = text.index(words) if at is None else at
    connection.execute(
        "INSERT INTO code_text (cid, fid, seltext, pos0, pos1, owner, date, memo)"
        " VALUES (?, ?, ?, ?, ?, ?, '2026-05-02 10:00:00', ?)",
        (code, file, words, start, start + len(words), who, memo),
    )


def add_text(connection, text, name="noor.txt", media=None, memo=""):
    connection.execute(
        "INSERT INTO source (name, fulltext, mediapath, memo, owner, date)"
        " VALUES (?, ?, ?, ?, 'ann', '2026-05-01 09:10:00')",
        (name, text, media, memo),
    )


def qualcoder(*changes, text=TALK, plain=False):
    """A ``data.qda`` of one text with two codings; ``changes`` are SQL or functions."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(QUALCODER)
        if not plain:
            add_text(connection, text, memo="Talked in the canteen.")
            add_coded(connection, "We did not trust them.", memo="Said twice.")
            add_coded(connection, "It cost a lot.", code=2, who="bea")
            connection.execute(
                "INSERT INTO case_text (caseid, fid, pos0, pos1) VALUES (1, 1, 0, ?)", (len(text),)
            )
        return changed(connection, changes)


def changed(connection, changes):
    for change in changes:
        if callable(change):
            change(connection)
        else:
            connection.executescript(change)
    connection.commit()
    return bytes(connection.serialize())
