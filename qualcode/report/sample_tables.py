"""The sample as a file: planned and achieved, the reference, the appendix, and what to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qualcode.analysis.sample_groups import GROUP_COLUMNS, GroupTable
from qualcode.analysis.sample_published import PUBLISHED, published_sample
from qualcode.analysis.sample_rows import SampleTable
from qualcode.analysis.small_groups import few
from qualcode.errors import Refused
from qualcode.report.tables import KEPT_BACK, Row, as_csv, as_xlsx


def sample_file(
    sample: SampleTable,
    reference: Sequence[GroupTable],
    appendix: Sequence[GroupTable],
    ending: str,
    *,
    small: int,
    notes: Sequence[str],
) -> bytes:
    """An .xlsx of all three, or a .csv of the sample; reference and appendix as they may leave.

    Raises
    ------
    Refused
        The ending is another.
    """
    rows, kept = published_sample(sample, small)
    told = [*published_notes(sample, small), *kept, *notes]
    match ending.lstrip(".").casefold():
        case "csv":
            return as_csv(rows, PUBLISHED, told)
        case "xlsx":
            sheets: dict[str, tuple[Sequence[Row], Sequence[str]]] = {
                "Sample": (_marked(rows), PUBLISHED)
            }
            if reference:
                sheets["Reference"] = (_marked(_flat(reference)), GROUP_COLUMNS)
            sheets["Interviewees"] = (_marked(_flat(appendix)), GROUP_COLUMNS)
            further = [note for table in (*reference, *appendix) for note in table.notes]
            return as_xlsx(sheets, [*dict.fromkeys([*told, *further])])
        case _:
            raise Refused("The sample is written as .csv or .xlsx; choose one of these endings.")


def sample_notes(sample: SampleTable) -> list[str]:
    """What stands under every table of the sample: how it was drawn, footnotes, what is odd.

    Names the study does not have stand before the table: `not_in_lists`.
    """
    note = [sample.note] if sample.note else []
    return [sample.caption, *note, *sample.footnotes, *sample.warnings]


def not_in_lists(sample: SampleTable) -> str:
    """Whom the plan names and the study does not have, in a sentence; empty where all are known."""
    if not sample.unresolved:
        return ""
    return (
        "The plan names whom the study's lists do not have, so nobody can be counted there: "
        + ", ".join(sample.unresolved)
        + ". Mend the plan, or add the spelling to the study's list."
    )


def published_notes(sample: SampleTable, small: int) -> list[str]:
    """The notes as they may leave: without warnings, whose numbers may be those of few people."""
    few_in_all = few(sample.total.participants or sample.total.interviews or 0, small)
    caption = [] if few_in_all else [sample.caption]
    return [*caption, *([sample.note] if sample.note else []), *sample.footnotes]


def _flat(tables: Iterable[GroupTable]) -> list[dict[str, Any]]:
    return [record for table in tables for record in table.records()]


def _marked(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows for people's eyes: ``c`` where people are kept back; what is not known stays empty."""
    people = ("participants", "interviews")
    places = ("planned_held", "not_planned")

    def kept(name: str, row: Mapping[str, Any]) -> bool:
        # Where nothing is planned these two are empty rather than kept back.
        told = name in people or (name in places and row["planned"] is not None)
        return bool(row["suppressed"]) and told

    return [
        {
            name: KEPT_BACK if value is None and kept(name, row) else value
            for name, value in row.items()
        }
        for row in rows
    ]
