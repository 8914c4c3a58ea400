"""Whole projects, studies and bundles: rows I18 to I21 and I30 to I32."""

from __future__ import annotations

import io
import pickle
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from functools import cache, partial
from pathlib import Path

from tests.faults.makers import WORDS, Row, refused, taken
from tests.faults.makers.actions import PASSPHRASE
from tests.formats.foreign import qualcoder, taguette
from tests.formats.refi_files import bundle, selection
from tests.formats.test_refi_hostile import HOSTILE

TALK = f"Interviewer: Naïve 👩🏽 question?\nP07: {WORDS} It cost a lot.\n"


def qdpx(tag: str, text: bytes, words: str = "It cost a lot.") -> bytes:
    at = TALK.index(words)
    return bundle(text, selection(1, at, at + len(words), words), origin=tag)


def without_source() -> bytes:
    """A project that names a text it does not hold."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(qdpx("lost", TALK.encode()))) as old,
        zipfile.ZipFile(out, "w") as made,
    ):
        made.writestr("project.qde", old.read("project.qde"))
    return out.getvalue()


@cache
def study() -> bytes:
    """A small study, as its file lies on the disk."""
    from qualcode.model import Code
    from qualcode.project import Upload, new

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "s.qualcode"
        with closing(new(place, "mk")) as made:
            made.add_code(Code("1", "Aims"), "a test")
            made.import_files([Upload("t.txt", f"P07: {WORDS}\n".encode())])
        return place.read_bytes()


def altered(*statements: str) -> bytes:
    """The study after another program wrote into it."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "s.qualcode"
        place.write_bytes(study())
        with closing(sqlite3.connect(place)) as bare, bare:
            for statement in statements:
                bare.execute(statement)
        return place.read_bytes()


class Running:
    """Makes a file when it is unpickled."""

    def __reduce__(self) -> object:
        return (open, ("ran", "w"))


def pickled() -> bytes:
    """A sealed bundle with a pickled model beside the study."""
    from qualcode.formats.age import seal
    from qualcode.formats.sealed_bundle import MANIFEST, STUDY

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(MANIFEST, "{}")
        made.writestr(STUDY, b"x")
        made.writestr("model.joblib", pickle.dumps(Running()))
    return seal(out.getvalue(), passphrase=PASSPHRASE)


def rows() -> list[Row]:
    found = [
        taken("I30", "a sound study", "sound.qualcode", study, by="study file", holds=("1",)),
        taken(
            "I31",
            "code points, Unix line ends",
            "points.qdpx",
            partial(qdpx, "points", TALK.encode()),
            by="exchange",
        ),
        taken(
            "I31",
            "a source with Windows line ends",
            "crlf.qdpx",
            partial(qdpx, "crlf", TALK.replace("\n", "\r\n").encode() + b" "),
            by="exchange",
        ),
        taken(
            "I31",
            "a source that is missing",
            "lost.qdpx",
            without_source,
            "its text file is not in the project",
            by="exchange",
        ),
        taken("I31", "Taguette's offsets in bytes", "taguette.sqlite3", taguette, by="exchange"),
        taken("I31", "QualCoder's offsets", "data.qda", qualcoder, by="exchange"),
        refused(
            "I18",
            "a project cut short",
            "cut.qdpx",
            lambda: qdpx("cut", TALK.encode())[:300],
            "cut short or damaged",
            by="exchange",
        ),
        refused("I30", "no study at all", "talk.qualcode", TALK.encode, by="study file"),
        refused("I30", "an empty file", "empty.qualcode", bytes, by="study file"),
        refused(
            "I30",
            "another program's database",
            "other.qualcode",
            lambda: altered("PRAGMA application_id=42"),
            by="study file",
        ),
        refused(
            "I30",
            "a study cut short",
            "cut.qualcode",
            lambda: study()[:-9000],
            "damaged",
            by="study file",
        ),
        refused(
            "I30",
            "a study whose first page is noise",
            "noise.qualcode",
            lambda: study()[:100] + bytes(range(256)) * 16 + study()[4196:],
            by="study file",
        ),
        refused(
            "I30",
            "a view in the place of a table",
            "view.qualcode",
            lambda: altered(
                "ALTER TABLE coding RENAME TO hidden", "CREATE VIEW coding AS SELECT * FROM hidden"
            ),
            by="study file",
        ),
        refused(
            "I30",
            "a trigger of a stranger",
            "trigger.qualcode",
            lambda: altered("CREATE TRIGGER t AFTER INSERT ON coding BEGIN DELETE FROM memo; END"),
            by="study file",
        ),
        refused(
            "I30",
            "a study locked with another key",
            "key.qualcode",
            lambda: bytes(range(256)) * 64,
            by="study file",
        ),
        refused(
            "I32", "a pickled model in a bundle", "model.bundle", pickled, "no study", by="bundle"
        ),
    ]
    found += [
        refused("I19-I21", what, "hostile.qdpx", lambda data=data: data, said, by="exchange")
        for what, (data, said) in HOSTILE.items()
    ]
    return found
