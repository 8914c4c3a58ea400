"""QualCoder's categories and codes as one tree of codes."""

from __future__ import annotations

from qualcode.formats.qualcoder_rows import Rows
from qualcode.formats.refi.letters import colour_of
from qualcode.formats.sqlite_tables import Record
from qualcode.model.exchange import RefiCode

_DEEPEST = 50

Key = tuple[str, int]


def read_codes(rows: Rows) -> dict[str, RefiCode]:
    """The codes by guid, parents before their children.

    Categories only group, as in QualCoder. A memo becomes the definition.
    """
    found: dict[Key, Record] = {}
    above: dict[Key, Key | None] = {}
    for row in rows.by_id("code_cat", "catid", ("name", "memo", "supercatid")):
        key = ("category", row.number("catid") or 0)
        over = row.number("supercatid")
        found[key], above[key] = row, None if over is None else ("category", over)
    named = rows.by_id("code_name", "cid", ("name", "memo", "catid", "color"), ("supercid",))
    found.update({("code", row.number("cid") or 0): row for row in named})
    for row in named:
        # From 4.0 on a code can stand below another code.
        code, category = row.number("supercid"), row.number("catid")
        below: Key | None = None if code is None else ("code", code)
        if below not in found and category is not None:
            below = ("category", category)
        above["code", row.number("cid") or 0] = below
    made: dict[Key, RefiCode] = {}
    for key in found:
        for one in reversed(_way_up(rows, key, found, above, made)):
            made[one] = _code(rows, one, found[one], above[one])
    return {code.guid: code for code in made.values()}


def _way_up(
    rows: Rows,
    key: Key,
    found: dict[Key, Record],
    above: dict[Key, Key | None],
    made: dict[Key, RefiCode],
) -> list[Key]:
    """A code and those above it that are not made yet, from below."""
    if key in made:
        return []
    way = [key]
    while (over := above[way[-1]]) is not None and over not in made:
        if over not in found or over in way or len(way) == _DEEPEST:
            rows.findings.wrong(
                "a code below one that is not there, below itself or very deep was taken to the top"
            )
            above[way[-1]] = None
            break
        way.append(over)
    return way


def _code(rows: Rows, key: Key, row: Record, over: Key | None) -> RefiCode:
    kind, id = key
    return RefiCode(
        rows.guid(kind, id),
        row.line("name") or f"{kind.capitalize()} without a name",
        None if over is None else rows.guid(*over),
        colour_of(row.line("color")) if kind == "code" else None,
        row.text("memo").strip(),
        codable=kind == "code",
    )
