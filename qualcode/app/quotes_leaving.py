"""How quotes leave: who is named, in which order, how many, in which form; and the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from qualcode.app import parts
from qualcode.app.confirming import captions
from qualcode.app.downloads import KINDS
from qualcode.errors import Refused
from qualcode.model import Direction
from qualcode.project import Project
from qualcode.project.sharing import Leaving
from qualcode.report.quotes import Quote

STYLES = {
    "ladder": "As much as gives nobody away",
    "role-authority": "Role and authority",
    "role": "Role only",
    "none": "No name at all",
}
ORDERS = {"code": "Code", "authority": "Authority", "person": "Person"}
MOST = (0, 1, 2, 3, 5, 10)
FORMS = {
    "docx": "Word",
    "html": "Web page, to print",
    "xlsx": "Table (Excel)",
    "csv": "Table (CSV)",
    "md": "Markdown",
}
_MIMES = {**{kind: mime for kind, (_, mime) in KINDS.items()}, "html": "text/html"}


@dataclass(frozen=True)
class Taken:
    """What a person chose: the quotes that may leave, None where that is refused, and how.

    ``how`` is as `Project.quotes_file` takes it; ``counter`` are the counter-examples in it.
    """

    leaving: list[Quote] | None
    how: dict[str, Any]
    counter: Sequence[Quote] = ()

    @property
    def most(self) -> int | None:
        """At most so many of a person under each code."""
        most: int | None = self.how.get("per_person")
        return most


def asked(project: Project, found: Sequence[Quote], chosen: dict[str, Any]) -> Taken:
    """Ask how quotes leave; ``chosen`` is what they were chosen by, for their counter-examples."""
    st.subheader("How they leave", anchor=False)
    boxes = st.columns([2, 1.2, 1.5, 2], vertical_alignment="bottom")
    style = boxes[0].selectbox(
        "Say who is speaking",
        list(STYLES),
        format_func=STYLES.__getitem__,
        key="quotes_style",
        persist_state="session",
    )
    order = boxes[1].selectbox(
        "Order by",
        list(ORDERS),
        format_func=ORDERS.__getitem__,
        key="quotes_order",
        persist_state="session",
    )
    most = boxes[2].selectbox(
        "Of each person",
        MOST,
        format_func=lambda n: f"At most {n} a code" if n else "All quotes",
        key="quotes_most",
        persist_state="session",
        help="Starred quotes go first, then the longest.",
    )
    wanted = boxes[3].toggle(
        "Counter-examples too",
        key="quotes_counter",
        persist_state="session",
        help="Quotes of the same codes and people that say the opposite, under a heading of their"
        " own.",
    )
    counter = _counter(project, chosen) if wanted else []
    further: dict[str, Any] = {"order": order, "per_person": most or None}

    def arranged(quotes: Sequence[Quote], **how: Any) -> list[Quote]:
        return list(project.arranged_quotes(quotes, Leaving(**how, **further), counter).every)

    leaving, how = captions(project, found, style, "quotes", arranged)
    return Taken(leaving, {**how, **further, "counter": counter}, counter)


def _counter(project: Project, chosen: dict[str, Any]) -> list[Quote]:
    try:
        return project.counter_quotes(**chosen)
    except Refused as refused:
        parts.muted(str(refused))
        return []


def take_along(project: Project, found: Sequence[Quote], taken: Taken, title: str) -> None:
    """The download buttons, with how many quotes leave and how many stay."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        block = st.toggle("As indented blocks", key="quotes_block", persist_state="session")
        for ending, name in FORMS.items():
            st.download_button(
                name,
                # Made when the button is pressed, from plain values: no widget is read by then.
                partial(project.quotes_file, found, ending, title=title, block=block, **taken.how),
                file_name=f"quotes.{ending}",
                mime=_MIMES[ending],
                on_click="ignore",
                type="primary" if ending == "docx" else "secondary",
                disabled=not taken.leaving,
                key=f"quotes_{ending}",
            )
    if taken.leaving is not None:
        every = {(q.coding, q.person): q for q in (*found, *taken.counter)}.values()
        parts.muted(counted(list(every), taken.leaving))
        if told := project.consent_notice():
            parts.muted(told)


def counted(every: Sequence[Quote], leaving: Sequence[Quote]) -> str:
    """How many quotes leave, and why the others do not."""
    held = sum(bool(q.withheld) for q in every)
    less = len(every) - held - len(leaving)
    edited = sum(bool(q.edits) for q in leaving)
    told = [parts.many(len(leaving), "quote") + (" can leave" if held or less else "")]
    if held:
        stays = f"{held} more {'stays' if held == 1 else 'stay'} in the study"
        told.append(f"{stays}: the speakers allow no quotes")
    if less:
        told.append(f"{less} more {'is' if less == 1 else 'are'} of people with enough others")
    if edited:
        told.append(f"{edited} {'is' if edited == 1 else 'are'} edited")
    return "; ".join(told) + "."


def told_of(quote: Quote, taken: Taken, captions: dict[tuple[str, int], Quote]) -> str:
    """What a card says of how its quote leaves."""
    left = captions.get((quote.coding, quote.person))
    if left is None:
        if taken.leaving and taken.most and not quote.withheld:
            return "Is left out: others of this person come first."
        return ""
    named = f"Leaves as: {left.attribution}" if left.attribution else ""
    if not left.edits:
        return named
    return f"{named + ', edited' if named else 'Leaves edited'}: “{left.words}”"


def opposite_words(direction: Direction | None) -> str:
    """What the counter-examples say, in words."""
    from qualcode.report.quotes_order import OPPOSITE

    return OPPOSITE[direction or Direction.PRESENT].words
