"""Codebooks as people write them: YAML, or a table with a row for each code."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qualcode.formats.codebook_table import COLUMNS, armed, from_list, from_pairs
from qualcode.formats.encoding import decode
from qualcode.formats.grid import Row, read_grid
from qualcode.formats.schema import Entry
from qualcode.formats.strict_yaml import load_yaml, write_yaml
from qualcode.model import Code, Codebook, Origin, Problem, breaches

_HEAD = ("id", "name", "version", "source", "rules", "reporting_groups")
_LISTS = ("include_when", "exclude_when", "confused_with", "examples", "cues")
_CODE = (
    *("id", "parent", "name", "labels", "origin", "added_in", "definition"),
    *("include_when", "exclude_when", "confused_with", "examples", "cues", "colour"),
    "retired",
)
_YES, _NO = ("true", "yes"), ("false", "no", "")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def read_codebook(
    data: bytes | str, name: str = "codebook"
) -> tuple[Codebook | None, list[Problem]]:
    """A codebook and everything wrong with its file by line or row; None with any problem.

    A name that ends in .csv or .xlsx says that the file is a table: a column for each key,
    lists separated by ``|``; or the tags of Taguette, ``tag`` and ``description``.

    Raises
    ------
    UnreadableFile
        The file is no text, or no table.
    """
    if name.casefold().endswith((".csv", ".xlsx")):
        return _from_table(data.encode() if isinstance(data, str) else data, name)
    text = data if isinstance(data, str) else decode(data, name)[0]
    root, problems = load_yaml(text)
    if root is None:
        return None, problems or [Problem("the file has no codes; write them under 'codes:'")]
    top = Entry(root, "a codebook file", problems)
    top.allow("codebook", "codes")
    if "codes" not in top:
        top.wrong("the file has no key 'codes'; write the codes under it")
    found: list[tuple[Code, int]] = []
    for entry in top.entries("codes", "a code"):
        code = _code(entry)
        if code.id.strip():
            found.append((code, entry.line))
    codebook = _head(top, tuple(code for code, _ in found))
    return _checked(codebook, [line for _, line in found], problems)


def write_codebook(codebook: Codebook) -> str:
    """YAML that `read_codebook` reads back equal; empty keys are left out."""
    head = {
        "id": codebook.id,
        "name": codebook.name,
        "version": codebook.version,
        "source": codebook.source,
        "rules": list(codebook.rules),
        "reporting_groups": [list(group) for group in codebook.reporting_groups],
    }
    codes = [
        {
            "id": code.id,
            "parent": code.parent,
            "name": code.name,
            "labels": dict(code.labels),
            "origin": code.origin.value,
            "added_in": code.added_in,
            "definition": code.definition,
            **{key: list(getattr(code, key)) for key in _LISTS},
            "colour": code.colour,
            "retired": code.retired or None,
        }
        for code in codebook
    ]
    return write_yaml({"codebook": _filled(head), "codes": [_filled(code) for code in codes]})


def _filled(fields: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in fields.items() if value not in (None, "", [], {})}


def _head(top: Entry, codes: tuple[Code, ...]) -> Codebook:
    head = top.entry("codebook", "the codebook")
    if head is None:
        return Codebook(codes=codes)
    head.allow(*_HEAD)
    groups = head.id_groups("reporting_groups")
    ids = {code.id for code in codes}
    for id in dict.fromkeys(id for group in groups for id in group if id not in ids):
        head.wrong(f"reporting_groups names {id!r}, which is not in the codebook")
    id = head.text("id") or Codebook.id
    return Codebook(
        id=id,
        name=head.text("name") or id,
        codes=codes,
        version=head.text("version") or Codebook.version,
        source=head.text("source"),
        rules=head.texts("rules"),
        reporting_groups=groups,
    )


def _code(entry: Entry) -> Code:
    entry.allow(*_CODE)
    origin = entry.text("origin")
    if origin and origin not in list(Origin):
        entry.wrong(f"the origin {origin!r} is none of {', '.join(Origin)}")
    colour = entry.text("colour")
    if colour and not _COLOUR.fullmatch(colour):
        entry.wrong(f"the colour {colour!r} is not written like '#1b9e77'")
    return Code(
        id=entry.id("id", required=True),
        name=entry.text("name", required=True),
        parent=entry.id("parent") or None,
        definition=entry.text("definition"),
        include_when=entry.texts("include_when"),
        exclude_when=entry.texts("exclude_when"),
        confused_with=entry.ids("confused_with"),
        examples=entry.texts("examples"),
        cues=entry.texts("cues"),
        origin=Origin(origin) if origin in list(Origin) else Origin.LITERATURE,
        colour=colour or None,
        labels=entry.mapping("labels"),
        added_in=entry.text("added_in") or None,
        retired=_is_retired(entry),
    )


def _is_retired(entry: Entry) -> bool:
    said = entry.text("retired").strip().casefold()
    if said not in _YES + _NO:
        entry.wrong(f"retired is {said!r}; write true, or leave the key out")
    return said in _YES


def _checked(
    codebook: Codebook, lines: list[int], problems: list[Problem]
) -> tuple[Codebook | None, list[Problem]]:
    problems += [Problem(sentence, lines[i]) for i, sentence in breaches(codebook.codes)]
    problems.sort(key=lambda problem: problem.row or 0)
    return (None if problems else codebook), problems


def _from_table(data: bytes, name: str) -> tuple[Codebook | None, list[Problem]]:
    grid = read_grid(data, name)
    problems = list(grid.problems)
    tags = "tag" in grid.header and "id" not in grid.header
    if not tags and (missing := grid.lacks("id", "name")):
        sentence = f"the table lacks the columns {', '.join(map(repr, missing))}"
        return None, [*problems, Problem(sentence)]
    if not tags:
        problems += [
            Problem(f"a code has no column {column!r}; the columns are {', '.join(COLUMNS)}", 1)
            for column in grid.header
            if column not in COLUMNS
        ]
    found = []
    names = {row.get("tag") for row in grid.rows}
    for row in grid.rows:
        code = _tag(row, names) if tags else _table_code(row, problems)
        problems += [
            Problem(f"the column {column!r} is empty", row.number)
            for column, value in (("tag" if tags else "id", code.id), ("name", code.name))
            if not value and not (tags and column == "name")
        ]
        if code.id:
            found.append((code, row.number))
    stem = re.sub(r"\.(csv|xlsx)$", "", name, flags=re.IGNORECASE)
    codebook = Codebook(id=stem, name=stem, codes=tuple(code for code, _ in found))
    return _checked(codebook, [number for _, number in found], problems)


def _table_code(row: Row, problems: list[Problem]) -> Code:
    def cell(column: str) -> str:
        return armed(row.get(column))

    def several(column: str) -> tuple[str, ...]:
        return from_list(cell(column))

    origin = row.get("origin")
    if origin and origin not in list(Origin):
        problems.append(Problem(f"the origin is none of {', '.join(Origin)}", row.number))
        origin = ""
    retired = row.get("retired").casefold()
    if retired not in _YES + _NO:
        problems.append(Problem("retired is neither true nor false", row.number))
    colour = row.get("colour")
    if colour and not _COLOUR.fullmatch(colour):
        problems.append(Problem("the colour is not written like '#1b9e77'", row.number))
    return Code(
        id=cell("id"),
        name=cell("name"),
        parent=cell("parent") or None,
        definition=cell("definition"),
        include_when=several("include_when"),
        exclude_when=several("exclude_when"),
        confused_with=several("confused_with"),
        examples=several("examples"),
        cues=several("cues"),
        origin=Origin(origin) if origin else Origin.LITERATURE,
        colour=colour or None,
        labels=from_pairs(cell("labels")),
        added_in=cell("added_in") or None,
        retired=retired in _YES,
    )


def _tag(row: Row, names: set[str]) -> Code:
    """A tag of Taguette; ``A.B`` stands under the longest of its beginnings that is a tag."""
    tag = row.get("tag")
    parts = tag.split(".")
    beginnings = (".".join(parts[:i]) for i in range(len(parts) - 1, 0, -1))
    parent = next((b for b in beginnings if b in names), None)
    return Code(id=tag, name=tag, parent=parent, definition=row.get("description"))
