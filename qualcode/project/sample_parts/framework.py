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
        "City Borough",
        "6",
        "6.b",
        "Being in one building brings meetings about without planning: who is in, comes. Those who"
        " work elsewhere on the day miss what is shared out there.",
    ),
    (
        "City Borough",
        "8",
        "8.b",
        "Families are told at the first visit when something would be passed on, and most of them"
        " stay. Others in the borough are still thought to hold back so as not to harm the"
        " relationship.",
    ),
    (
        "East Borough",
        "4",
        "4.a",
        "A link social worker across three programmes is hoped for, and some ask a nurse instead"
        " because she is there. Nobody yet knows whom to ring before they refer.",
    ),
    (
        "East Borough",
        "8",
        "8.a",
        "The document on levels of need changed its shape several times and was not in use on duty."
        " Both sides tell of referrals that came too early or too late, and of nobody having gone"
        " through real ones together.",
    ),
    (
        "Midtown",
        "5",
        "5.a",
        "News comes back where the link worker is on, and otherwise late or by way of the family."
        " Duty staff say rules on data make them err on the side of silence.",
    ),
    (
        "Midtown",
        "8",
        "8.a",
        "Talking a worry over first means that fewer referrals bounce. What the criteria are is"
        " still not written down where those who refer can see it, and neglect that builds up"
        " slowly is hard to get heard.",
    ),
    (
        "Southshire",
        "4",
        "4.a",
        "A link post worked well and lapsed when its holder left. People with an old number get"
        " through; the new telephone line leads to a form.",
    ),
    (
        "Southshire",
        "8",
        "8.a",
        "Referrals come back with two lines and no criteria. A slow decline finds no ear without an"
        " incident. In one place nursery and duty manager now talk families over first.",
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
        free = [quote for quote in quotes if not quote.withheld]
        # Each of another person, where that can be.
        firsts = {quote.person: quote for quote in reversed(free)}
        heard = [quote for quote in free if firsts[quote.person] is quote]
        others = [quote for quote in free if firsts[quote.person] is not quote]
        linked = [quote.coding for quote in (*heard, *others)][:LINKED]
        made = project.write_summary("authority", authority, code, text, linked)
    if made is not None and (rest := made.under - set(made.quotes)):
        with project._write() as tx:
            written.save_summary(tx, replace(made, under=made.under - {max(rest)}))
