"""Faults for the checks of `qualcode doctor`: for each check what makes it, and it alone, speak."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

# One statement or several, of plain SQL, on the study `faulty_ground` makes.
SQL: dict[str, str] = {
    "mark of the file": "PRAGMA application_id=1",
    "version of the tables": "UPDATE alembic_version SET version_num='0004x'",
    "tables": "ALTER TABLE look ADD COLUMN extra TEXT",
    "tables of others": "CREATE TRIGGER t AFTER INSERT ON memo BEGIN DELETE FROM memo;END",
    "indices": "DROP INDEX ix_coding_code",
    "links": "INSERT INTO reading VALUES ('nowhere', 'Ruth Adeyemi', NULL, NULL, NULL)",
    "one study": "UPDATE study SET uuid=''",
    "history": "UPDATE event SET who='somebody' WHERE seq=3",
    "end of history": "UPDATE study SET head='0'",
    "acts": "UPDATE event SET detail='{' WHERE seq=4; {sealed}",
    "times of acts": "UPDATE event SET at='soon' WHERE seq=4; {sealed}",
    "clock": "UPDATE event SET at='2999-01-01T00:00:00+00:00' WHERE seq=4; {sealed}",
    "codings in the history": "UPDATE event SET act='star' WHERE seq={code_act}; {sealed}",
    "history's codings": "DELETE FROM coding WHERE id='{loose}'",
    "withdrawals": "DELETE FROM withdrawal",
    "made before withdrawn": "UPDATE event SET act='withdraw', detail='{}' WHERE seq=4;"
    " UPDATE event SET subject=(SELECT coding FROM withdrawal) WHERE seq=4; {sealed}",
    "texts": "UPDATE transcript SET text=text || ' ' WHERE position=3",
    "words counted": "UPDATE transcript SET words=words+1 WHERE position=3",
    "turns": "UPDATE turn SET end=start WHERE transcript='{id}' AND n=0",
    "passages": "UPDATE segment SET end=99999999 WHERE transcript='{id}' AND start="
    "(SELECT max(start) FROM segment WHERE transcript='{id}')",
    "passages complete": "DELETE FROM segment WHERE transcript='{id}' AND start="
    "(SELECT max(start) FROM segment WHERE transcript='{id}')",
    "speakers": "UPDATE turn SET speaker='Nobody' WHERE transcript='{id}' AND n=0",
    "earlier texts": "UPDATE text_version SET sha256='0'",
    "turns of earlier texts": "UPDATE text_version SET structure='{}'",
    "replaced names": "UPDATE replacement SET end=99999999",
    "quotes": "UPDATE coding SET quote=quote || '!' WHERE id='{loose}'",
    "places of codings": "UPDATE coding SET end=99999999 WHERE id='{loose}'",
    "replaced codings": "UPDATE coding SET replaces=id WHERE id='{loose}'",
    "replaced in its text": "UPDATE coding SET replaces='{other}' WHERE id='{loose}'",
    "corrected texts": "UPDATE coding_move SET start=start+1",
    "suggestions": "UPDATE suggestion SET quote='' WHERE rowid=1",
    "decisions": "UPDATE decision SET coding=NULL WHERE verdict='accept'",
    "items of reviews": "UPDATE round_item SET subject='coding gone' WHERE rowid=1",
    "memos": "UPDATE memo SET about='coding gone' WHERE rowid=1",
    "settlings": "UPDATE resolution SET made='[\"gone\"]' WHERE n=1",
    "undo": "UPDATE step SET after='[]' WHERE n=1",
    "words of a list": "UPDATE participant SET consent='maybe' WHERE rowid=1",
    "lists": "UPDATE participant SET attributes='[' WHERE rowid=1",
    "written pieces": "UPDATE kept SET body='[' WHERE n=1",
    "options": "UPDATE study SET options='['",
    "respondents": "UPDATE study SET respondents='{}'",
    "codebook versions": "UPDATE codebook_version SET n=9 WHERE n=1;"
    " UPDATE code SET first_version=9 WHERE first_version=1;"
    " UPDATE round SET codebook_version=9 WHERE codebook_version=1",
    "codebook": "UPDATE codebook_version SET document='{}' WHERE n=1",
    "codes": "UPDATE codebook_version SET document={old_book} WHERE n=1",
    "codes of codings": "UPDATE codebook_version SET document={less} WHERE n="
    "(SELECT max(n) FROM codebook_version)",
}


def plant(place: Path, check: str) -> None:
    """Put the fault of a check into a study's file, as any program could."""
    with sqlite3.connect(place) as bare:
        for statement in SQL[check].split("; "):
            filled = statement
            for name, made in FILLED.items():
                if "{" + name + "}" in filled:
                    filled = filled.replace("{" + name + "}", made(bare))
            if filled == "SEAL":
                seal_anew(bare)
            else:
                bare.execute(filled)
    bare.close()


def seal_anew(bare: sqlite3.Connection) -> None:
    """Seal a history that was changed, as whoever knows how could."""
    from qualcode.store.events import FIRST, chain_hash

    previous = FIRST
    rows = bare.execute("SELECT seq, at, who, act, subject, detail FROM event ORDER BY seq")
    for seq, *rest in rows.fetchall():
        sealed = chain_hash(previous, seq, *rest)
        bare.execute("UPDATE event SET previous=?, hash=? WHERE seq=?", (previous, sealed, seq))
        previous = sealed
    bare.execute("UPDATE study SET head=?", (previous,))


def _one(query: str) -> Callable[[sqlite3.Connection], str]:
    return lambda bare: str(bare.execute(query).fetchone()[0])


# A coding nothing else refers to, that stands.
LOOSE = """SELECT id FROM coding WHERE id NOT IN (SELECT coding FROM withdrawal)
 AND transcript='{0}' AND replaces IS NULL
 AND id NOT IN (SELECT coding FROM coding_move)
 AND 'coding ' || id NOT IN (SELECT subject FROM round_item) AND id NOT IN
 (SELECT replaces FROM coding WHERE replaces IS NOT NULL) AND id NOT IN
 (SELECT coding FROM decision WHERE coding IS NOT NULL)
 AND NOT EXISTS (SELECT 1 FROM step WHERE instr(after, coding.id) OR instr(before, coding.id))
 ORDER BY id LIMIT 1"""
THIRD = "SELECT id FROM transcript WHERE position=3"


def _loose(position: int) -> Callable[[sqlite3.Connection], str]:
    def found(bare: sqlite3.Connection) -> str:
        transcripts = bare.execute("SELECT id FROM transcript ORDER BY position").fetchall()
        for (transcript,) in transcripts[position:]:
            row = bare.execute(LOOSE.format(transcript)).fetchone()
            if row is not None:
                return str(row[0])
        raise AssertionError("the study has no coding to plant a fault in")

    return found


def _book(n: str, change: Callable[[dict[str, object]], object]) -> Callable[..., str]:
    def made(bare: sqlite3.Connection) -> str:
        query = f"SELECT document FROM codebook_version WHERE n={n}"
        book = json.loads(bare.execute(query).fetchone()[0])
        change(book)
        return "'" + json.dumps(book).replace("'", "''") + "'"

    return made


def _with_another(book: dict[str, object]) -> None:
    codes = book["codes"]
    assert isinstance(codes, list)
    codes.append({**codes[0], "id": "zz", "name": "Zz", "parent": None})


def _less(bare: sqlite3.Connection) -> str:
    used = {row[0] for row in bare.execute("SELECT DISTINCT code FROM coding")}

    def change(book: dict[str, object]) -> None:
        codes = book["codes"]
        assert isinstance(codes, list)
        parents = {code["parent"] for code in codes}
        goes = next(c for c in codes if c["id"] in used and c["id"] not in parents)
        codes.remove(goes)

    return _book("(SELECT max(n) FROM codebook_version)", change)(bare)


FILLED: dict[str, Callable[[sqlite3.Connection], str]] = {
    "sealed": lambda bare: "SEAL",
    "id": _one(THIRD),
    "loose": _loose(3),
    "other": _loose(9),
    "code_act": _one(
        "SELECT seq FROM event WHERE act='code' AND subject NOT IN (SELECT coding FROM withdrawal)"
        " ORDER BY seq LIMIT 1"
    ),
    "old_book": _book("1", _with_another),
    "less": _less,
}
