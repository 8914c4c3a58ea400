"""QualCoder projects: the database ``data.qda`` of its folder, into an exchanged project's records.

Written after QualCoder's public source, releases 1.9 to 4.0; columns that came later may be
missing. Each coded text keeps its words, and is believed only where they stand.
"""

from __future__ import annotations

from qualcode.formats.flow import some
from qualcode.formats.qualcoder_codes import read_codes
from qualcode.formats.qualcoder_rows import Rows
from qualcode.formats.qualcoder_sources import read_sources
from qualcode.formats.sqlite_tables import Record, Tables
from qualcode.model import Problem
from qualcode.model.exchange import (
    RefiCase,
    RefiProject,
    RefiSelection,
    RefiValue,
    RefiVariable,
    TextSource,
)

TABLES = frozenset(["project", "source", "code_name", "code_cat", "code_text"])


def read_qualcoder(tables: Tables, name: str) -> tuple[RefiProject, list[Problem]]:
    """The project of a QualCoder database: texts, codes, codings, cases, attributes, memos.

    Raises
    ------
    UnreadableFile
        Damaged, or without columns that QualCoder always writes.
    """
    [project, *_] = [*tables.read("project", ("date", "memo", "about")), Record({}, ())]
    rows = Rows(tables, project.text("date"))
    codes = read_codes(rows)
    variables = _variables(rows)
    values = _values(rows, {variable.name: variable for variable in variables})
    texts, others = read_sources(rows, codes, values)
    texts, cases = _cases(rows, texts, values)
    hung = rows.note(project.text("memo"), "Project memo", "project", when=project.text("date"))
    _journal(rows)
    _not_carried(rows)
    return (
        RefiProject(
            name="" if name == "data.qda" else name.rpartition(".")[0] or name,
            origin=project.line("about") or "QualCoder",
            time=rows.time(project.text("date")),
            users=rows.users,
            codes=tuple(codes.values()),
            variables=variables,
            cases=cases,
            sources=texts,
            notes=tuple(rows.notes),
            hung=hung,
            others=others,
            losses=rows.findings.losses,
        ),
        rows.findings.problems,
    )


def _variables(rows: Rows) -> tuple[RefiVariable, ...]:
    """The attributes there are; numbers stay text, as QualCoder lets words stand among them."""
    found = rows.tables.read("attribute_type", ("name", "memo"))
    named = {row.line("name"): row for row in found if row.line("name")}
    return tuple(
        RefiVariable(rows.guid("attribute", name), name, description=row.text("memo").strip())
        for name, row in named.items()
    )


def _values(
    rows: Rows, variables: dict[str, RefiVariable]
) -> dict[tuple[str, int], tuple[RefiValue, ...]]:
    """The values of each case and file, by what and which it is."""
    found: dict[tuple[str, int], list[RefiValue]] = {}
    unknown = 0
    for row in rows.tables.read("attribute", ("name", "attr_type", "value", "id")):
        id, variable = row.number("id"), variables.get(row.line("name"))
        if id is None or variable is None:
            unknown += 1
            continue
        value = row.text("value").strip() or None
        kind = row.line("attr_type").casefold()
        found.setdefault((kind, id), []).append(RefiValue(variable.guid, value))
    if unknown:
        rows.findings.wrong(f"{some(unknown, 'attribute value')} of no attribute left out")
    return {key: tuple(values) for key, values in found.items()}


def _cases(
    rows: Rows,
    texts: tuple[TextSource, ...],
    values: dict[tuple[str, int], tuple[RefiValue, ...]],
) -> tuple[tuple[TextSource, ...], tuple[RefiCase, ...]]:
    """The cases, and the texts with the stretches that are theirs."""
    by_guid = {text.guid: text for text in texts}
    whole: dict[int, list[str]] = {}
    parts: dict[int, list[str]] = {}
    added: dict[str, list[RefiSelection]] = {}
    strays = 0
    for row in rows.tables.read("case_text", ("caseid", "fid", "pos0", "pos1")):
        case, file = row.number("caseid"), row.number("fid")
        start, end = row.number("pos0"), row.number("pos1")
        text = by_guid.get(rows.guid("file", file))
        if case is None or text is None or text.text is None or start is None or end is None:
            strays += 1
            continue
        ruler = rows.rulers[text.guid]
        if start <= 0 and end >= ruler.length - 1:
            whole.setdefault(case, []).append(text.guid)
            continue
        span = ruler.place(start, end)
        if span is None:
            strays += 1
            continue
        guid = rows.guid("case text", f"{case}:{file}:{start}:{end}")
        added.setdefault(text.guid, []).append(RefiSelection(guid, span))
        parts.setdefault(case, []).append(guid)
    if strays:
        rows.findings.wrong(f"{some(strays, 'stretch', 'stretches')} of no case or text left out")
    cases = []
    for row in rows.by_id("cases", "caseid", ("name", "memo")):
        id = row.number("caseid") or 0
        cases.append(
            RefiCase(
                rows.guid("case", id),
                row.line("name"),
                row.text("memo").strip(),
                values=values.get(("case", id), ()),
                sources=tuple(dict.fromkeys(whole.get(id, ()))),
                selections=tuple(dict.fromkeys(parts.get(id, ()))),
            )
        )
    return tuple(rows.with_selections(text, added.get(text.guid, ())) for text in texts), tuple(
        cases
    )


def _journal(rows: Rows) -> None:
    """Journal entries are memos on nothing in particular."""
    for row in rows.by_id("journal", "jid", ("name", "jentry", "date", "owner")):
        title = row.line("name") or "Journal"
        of = f"journal {row.number('jid')}"
        rows.note(row.text("jentry"), title, of, row.line("owner"), row.text("date"))


def _not_carried(rows: Rows) -> None:
    """Name what a study of texts has no place for."""
    where, lost = "the project", rows.findings.lost
    lost(
        where,
        "marked area of a picture",
        "marked areas of pictures",
        number=rows.count("code_image"),
    )
    lost(
        where,
        "coded stretch of a recording",
        "coded stretches of recordings",
        number=rows.count("code_av"),
    )
    lost(where, "drawing of codes", "drawings of codes", number=rows.count("graph"))
    lost(where, "stored query", "stored queries", number=rows.count("stored_sql"))
