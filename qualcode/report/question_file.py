"""Questions by codes as a file: a table or a picture, with what must be said under it."""

from __future__ import annotations

from qualcode.analysis.questions import COLUMNS, QuestionTable
from qualcode.model import Codebook
from qualcode.report.tables import as_csv, as_xlsx

ENDINGS = ("csv", "xlsx", "png", "svg")


def question_file(table: QuestionTable, codebook: Codebook, ending: str, claims: str) -> bytes:
    """A published table as the content of a file with one of `ENDINGS`."""
    notes = [table.caption, claims]
    if ending == "csv":
        return as_csv(table.rows(), COLUMNS, notes)
    if ending == "xlsx":
        listed = [
            {"question": q.id or "–", "part": q.part, "text": q.text} for q in table.questions
        ]
        sheets = {
            "Questions by codes": (table.rows(), COLUMNS),
            "Questions": (listed, ("question", "part", "text")),
        }
        return as_xlsx(sheets, notes)
    from qualcode.report.charts.base import as_png, as_svg
    from qualcode.report.charts.questions import question_map

    chart = question_map(table, codebook)
    return as_png(chart) if ending == "png" else as_svg(chart)
