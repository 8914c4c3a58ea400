"""The sample's framework matrix: a few invented summaries, one of them out of date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.project import framework_cells as written

if TYPE_CHECKING:
    from qualcode.project import Project

# (authority, indicator, the letter whose quotes are linked, the summary); all of it invented. The
# last one is kept as if its newest coding had been made after it.
SUMMARIES = (
    (
        "Midtown",
        "3",
        "3.b",
        "Commitment hangs on persons: two managers trust each other and the director visits, yet"
        " one service manager never comes and decisions slow down. Practitioners say the managers'"
        " good terms do not reach a referral on a Friday afternoon.",
    ),
    (
        "East Borough",
        "1",
        "1.b",
        "Each service falls back on its own aim when it is busy, and nobody has gone through real"
        " cases together. Procedures exist but are out of date or out of reach, so the programme"
        " wrote its own two sides and put them by every phone.",
    ),
    (
        "City Borough",
        "4",
        "4.b",
        "Everybody asks the same person, which works on the days that person is there and stops on"
        " the others. Where somebody said aloud what they do and do not do, others stopped doing"
        " each other's jobs.",
    ),
    (
        "Southshire",
        "2",
        "2.a",
        "Services visit the same families without knowing of each other; the way from one to the"
        " other is a leaflet. A monthly panel is hoped for. Visits pile up on families, except"
        " where one worker brought everybody to one table.",
    ),
)
LINKED = 2


def add_to_sample(project: Project) -> None:
    """Write the summaries with a few quotes each, the last as of before its newest coding."""
    made = None
    for authority, code, letter, text in SUMMARIES:
        quotes = project.cell_quotes("authority", authority, letter)
        linked = [quote.coding for quote in quotes if not quote.withheld][:LINKED]
        made = project.write_summary("authority", authority, code, text, linked)
    if made is not None and (rest := made.under - set(made.quotes)):
        with project._write() as tx:
            written.save_summary(tx, replace(made, under=made.under - {max(rest)}))
