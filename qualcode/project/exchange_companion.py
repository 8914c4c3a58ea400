"""The companion of an exported project: what REFI-QDA has no place for, so that nothing is lost.

It lies beside the project file and belongs to exactly that file. Texts are in the project alone;
everything else of the study is in the companion, row by row.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from qualcode.errors import QualcodeError, Refused
from qualcode.model.exchange import RefiProject
from qualcode.project.exchange_gather import Gathered
from qualcode.project.exchange_ids import guid_of
from qualcode.project.given import Upload, content
from qualcode.store import Connection, Store, codes, events, people, talk, texts
from qualcode.store.companion_rows import checked_rows, load_rows, plain_json, save_rows
from qualcode.store.key import passing_key

ENDING = ".companion.json"
FORMAT, VERSION = "qualcode companion of a REFI-QDA project", 1
# A study of a thousand interviews stays below each of these: 181,000 lists and 1.2 million values.
LONGEST = 64 * 1024 * 1024
MOST_VALUES, MOST_LISTS = 1_600_000, 240_000
# As `make_companion` writes them, so that nothing is read before it is known what it is.
_HEAD = re.compile(rb'{"body":{"project_sha256":"([0-9a-f]{64})"')
_TAIL = re.compile(rb',"format":"([^"\\]*)","seal":"([0-9a-f]{64})","version":([0-9]{1,9})}\Z')
_BODY_AT, _TAIL_LONGEST = len(b'{"body":'), 400
# Carriage returns and other controls, halves of letters, and a mark that looks like a file's own.
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]|\\A\ufeff")


def name_of(project_file: str) -> str:
    """What the companion of a project file is called.

    >>> name_of("study.qdpx")
    'study.companion.json'
    """
    return Path(project_file).stem + ENDING


def make_companion(connection: Connection, study: Gathered, project_file: bytes) -> bytes:
    """The companion of a project file as bytes."""
    came = study.origins.guid
    body = {
        "study": study.uuid,
        "project_sha256": hashlib.sha256(project_file).hexdigest(),
        # Texts a project file does not give back letter by letter.
        # Texts that came from another program keep its GUIDs.
        "text_guids": {t.id: own for t in study.transcripts if (own := came("transcript", t.id))},
        "texts": {t.id: t.text for t in study.transcripts if not _comes_back(t.text)},
        "tables": load_rows(connection, study.left, study.gone),
    }
    made = plain_json({"format": FORMAT, "version": VERSION, "seal": _seal(body), "body": body})
    if _asks_for_much(made):
        raise Refused("This study is too large for a companion; export the project without it.")
    return made


@dataclass(frozen=True)
class Sealed:
    """A companion that is whole, not read yet: which project file it is of, and its values."""

    name: str
    project: str
    values: bytes

    def belongs(self, project_file: bytes) -> bool:
        """Whether it is that of this very project file."""
        return self.project == hashlib.sha256(project_file).hexdigest()

    def body(self) -> dict[str, Any]:
        """What it holds.

        Raises
        ------
        Refused
            It is no companion, or larger than that of any study.
        """
        values = self.values
        if _asks_for_much(values):
            raise Refused(_too_large(self.name))
        try:
            body = json.loads(values)
        except (ValueError, RecursionError):
            raise Refused(_damaged(self.name)) from None
        if not isinstance(body, dict) or body.get("project_sha256") != self.project:
            raise Refused(_damaged(self.name))
        return body


def sealed_companion(file: Path | Upload) -> Sealed:
    """A companion as it is in a file, once it is whole.

    Raises
    ------
    UnreadableFile
        It is not there or may not be read.
    Refused
        It is no companion, a newer qualcode wrote it, or it was changed or damaged since.
    """
    name = file.name
    if isinstance(file, Path) and file.is_file() and file.stat().st_size > LONGEST:
        raise Refused(_too_large(name))
    data = content(file)
    if len(data) > LONGEST:
        raise Refused(_too_large(name))
    head = _HEAD.match(data)
    if head is None:
        raise Refused(f"{name} is no companion of an exported study; leave it out.")
    tail = _TAIL.search(data, max(0, len(data) - _TAIL_LONGEST))
    if tail is None:
        raise Refused(_damaged(name))
    if tail[1] != FORMAT.encode():
        raise Refused(f"{name} is no companion of an exported study; leave it out.")
    if int(tail[3]) != VERSION:
        raise Refused(f"{name} was made by a newer qualcode; bring this one up to date.")
    values = data[_BODY_AT : tail.start()]
    if hashlib.sha256(values).hexdigest() != tail[2].decode():
        raise Refused(_damaged(name))
    return Sealed(name, head[1].decode(), values)


def _asks_for_much(values: bytes) -> bool:
    """Whether values would take much memory; counted in the bytes, since a short file can."""
    lists = values.count(b"[") + values.count(b"{")
    return len(values) > LONGEST or values.count(b",") > MOST_VALUES or lists > MOST_LISTS


def _damaged(name: str) -> str:
    return f"{name} is damaged or was changed; export the study again."


def _too_large(name: str) -> str:
    return f"{name} is larger than any companion; check that it is the right file."


@contextmanager
def opened_companion(
    body: Mapping[str, Any], project: RefiProject, name: str
) -> Iterator[Connection]:
    """The study that a project file and its companion make together, to read from.

    Raises
    ------
    Refused
        They do not fit each other, or do not make a study.
    """
    damaged = f"{name} does not fit its project, so nothing was taken; export the study again."
    tables = checked_rows(body.get("tables"), damaged)
    try:
        _put_words_in(tables, body, project)
    except (KeyError, IndexError, TypeError, AttributeError):
        raise Refused(damaged) from None
    with tempfile.TemporaryDirectory(prefix="qualcode-") as folder:
        # On the disk for a moment only, and even then nothing in it can be read.
        store = Store.create(Path(folder) / "companion.qualcode", passing_key())
        try:
            try:
                with store.engine.begin() as connection:
                    save_rows(connection, tables)
                with store.read() as connection:
                    _check(connection)
            except (QualcodeError, ValueError, KeyError, TypeError) as error:
                raise Refused(damaged) from error
            except Exception as error:
                # What a database refuses: a row that refers to nothing, or stands twice.
                if type(error).__module__.startswith("sqlalchemy"):
                    raise Refused(damaged) from error
                raise
            with store.read() as connection:
                yield connection
        finally:
            store.close()


def _put_words_in(
    tables: dict[str, list[dict[str, Any]]], body: Mapping[str, Any], project: RefiProject
) -> None:
    """Give texts and quotes their words, which are in the project file."""
    by_guid = {source.guid: source.text for source in project.sources}
    words: dict[str, str] = {}
    for row in tables["transcript"]:
        own = body["texts"].get(row["id"])
        guid = body.get("text_guids", {}).get(row["id"])
        guid = guid or guid_of(body["study"], "transcript", row["id"])
        text = by_guid[guid] if own is None else own
        if not isinstance(text, str):
            raise TypeError(row["id"])
        if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != row["sha256"]:
            raise KeyError(row["id"])
        row["text"] = words[row["id"]] = text
    for name in ("coding", "suggestion"):
        for row in tables[name]:
            row["quote"] = words[row["transcript"]][row["start"] : row["end"]]
            if not row["quote"] or row["start"] < 0:
                raise IndexError(row["id"])


def _check(connection: Connection) -> None:
    """Read everything once as it will be read later, so that nothing half-right comes in."""
    people.load_study(connection)
    people.load_respondents(connection)
    people.load_coders(connection)
    people.load_participants(connection)
    talk.load_all_speakers(connection)
    for version in codes.load_versions(connection):
        codes.load_codebook(connection, version.n)
    for id in texts.load_ids(connection):
        texts.load_transcript(connection, id)
    if events.find_break(connection) is not None:
        raise ValueError


def _comes_back(text: str) -> bool:
    """Whether a project file gives a text back letter by letter."""
    return not _ODD.search(text)


def _seal(body: object) -> str:
    return hashlib.sha256(plain_json(body)).hexdigest()


def companion_of(
    file: Path | Upload,
    data: bytes,
    given: Path | Upload | Literal[False] | None,
    ending: str,
) -> tuple[tuple[dict[str, Any], str] | None, tuple[str, ...]]:
    """What the companion of a file holds and its name; and what to say where it is not used.

    Only files with this ``ending`` have one.
    """
    if given is False or Path(file.name).suffix.lower() != ending:
        return None, ()
    found = given
    if found is None and isinstance(file, Path):
        beside = file.with_name(name_of(file.name))
        found = beside if beside.is_file() else None
    if found is None:
        return None, ()
    sealed = sealed_companion(found)
    if sealed.belongs(data):
        return (sealed.body(), found.name), ()
    if given is not None:
        raise Refused(
            f"{found.name} is the companion of another file, or the project was changed since;"
            " leave it out to take what the project itself holds."
        )
    return None, (
        f"{found.name} is the companion of another file, or the project was changed since, so only"
        " what the project itself holds was taken.",
    )
