"""The items of a round as a list, a page of them at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from qualcode.app import parts, pick, review_address, rounds_list
from qualcode.app.narrowing import choose
from qualcode.model import Direction
from qualcode.model.review import ItemState, Judgement, Round
from qualcode.project import Project
from qualcode.project.review_views import ItemRow
from qualcode.report.palette import UNKNOWN_HUE, colours

ON_A_PAGE = 40
LEAF, TITLE = "review-leaf", 56
MINE = {
    Judgement.AGREE: "✓ you agree",
    Judgement.QUESTION: "? you question",
    Judgement.DISAGREE: "✗ you disagree",
}
STATES = {
    ItemState.WAITING: "not looked at yet",
    ItemState.AGREED: "agreed",
    ItemState.QUESTIONED: "questioned",
    ItemState.DISAGREED: "disagreed",
    ItemState.SETTLED: "settled",
}


def show(
    project: Project,
    round: Round,
    rows: Sequence[ItemRow],
    waits: Sequence[ItemRow],
    current: ItemRow,
) -> list[ItemRow]:
    """Draw the list; the rows that the filters leave, through which the keys step."""
    shown = _narrowed(rows, waits)
    page, pages = _page(shown, current)
    on_page = shown[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    hues, due = colours(project.codebook), {row.item.id for row in waits}
    items = [_line(row, hues, row.item.id in due) for row in on_page]
    if all(row.item.id != current.item.id for row in on_page):
        # What is open stays in the list, whatever the list is narrowed to.
        items.insert(0, _line(current, hues, current.item.id in due, head="Open now"))
        if on_page:
            items[1] = _line(on_page[0], hues, on_page[0].item.id in due, head="In the list")
    if not shown:
        parts.muted("No item is left by this choice.")
    st.session_state[review_address.ITEM] = current.item.id
    pick.pick(items, review_address.ITEM, label="Items of this round")
    if pages > 1:
        _leafing(page, pages, len(shown))
    return shown


def _narrowed(rows: Sequence[ItemRow], waits: Sequence[ItemRow]) -> list[ItemRow]:
    """The filters above the list."""
    counts = {state: sum(row.state is state for row in rows) for state in ItemState}
    named = {f"{state}": f"{STATES[state].capitalize()} ({n})" for state, n in counts.items() if n}
    if waits:
        named = {"mine": f"Waiting for you ({len(waits)})"} | named
    codes = {row.code: row.title for row in rows if row.code}
    with st.container(key="review-filters", gap="xsmall"):
        state = choose(
            "State", list(named), "review-state", named.__getitem__, f"All {len(rows):,}",
            hidden=True,
        )  # fmt: skip
        code = None
        if len(codes) > 1:
            code = choose(
                "Code", sorted(codes, key=_natural), "review-code", codes.__getitem__,
                "All codes", hidden=True,
            )  # fmt: skip
    kept = list(waits) if state == "mine" else list(rows)
    if state not in (None, "mine"):
        kept = [row for row in kept if row.state == state]
    return [row for row in kept if code is None or row.code == code]


def _natural(code: str) -> tuple[tuple[int, int, str], ...]:
    """Order in which 10 comes after 9.

    >>> sorted(["10", "9.b", "9.a"], key=_natural)
    ['9.a', '9.b', '10']
    """
    return tuple((0, int(p), "") if p.isdecimal() else (1, 0, p) for p in code.split("."))


def _page(shown: Sequence[ItemRow], current: ItemRow) -> tuple[int, int]:
    """The page with the item in hand, unless somebody leafs through the list; how many there are.

    Leafing ends with the item it began at.
    """
    pages = max(-(-len(shown) // ON_A_PAGE), 1)
    leafed = st.session_state.get(LEAF)
    if leafed is not None and leafed[0] == current.item.id:
        return min(leafed[1], pages - 1), pages
    at = next((n for n, row in enumerate(shown) if row.item.id == current.item.id), 0)
    return at // ON_A_PAGE, pages


def _leafing(page: int, pages: int, of: int) -> None:
    first, last = page * ON_A_PAGE + 1, min((page + 1) * ON_A_PAGE, of)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button("← Earlier", key="review-earlier", disabled=page == 0,
                  on_click=_leaf, args=(page - 1,))  # fmt: skip
        st.html(f'<span class="qc-muted">{first:,} to {last:,} of {of:,}</span>', width="content")
        st.button("Later →", key="review-later", disabled=page == pages - 1,
                  on_click=_leaf, args=(page + 1,))  # fmt: skip


def _leaf(page: int) -> None:
    st.session_state[LEAF] = (st.session_state.get(review_address.ITEM), page)


def _cut(title: str) -> str:
    """A title of two lines or so: all of it stands beside the words.

    >>> _cut("2.c Managing staff with a view to developing flexible forward thinking")
    '2.c Managing staff with a view to developing flexible…'
    """
    return title if len(title) <= TITLE else title[:TITLE].rpartition(" ")[0] + "…"


def _line(row: ItemRow, hues: Mapping[str, str], waits: bool, head: str = "") -> pick.Item:
    way = f"{Direction(row.direction).mark} " if row.direction else ""
    note = [f"{row.interview}: {row.short}" if row.short else row.interview]
    if row.item.kind == "theme":
        note = ["A written theme"]
    if row.comments:
        note.append(parts.many(row.comments, "comment"))
    mark = STATES[row.state] if row.state is ItemState.SETTLED or row.mine is None else ""
    if row.mine is not None and not mark:
        mark = MINE[row.mine]
    return pick.Item(
        row.item.id,
        f"{row.item.n}. {way}{_cut(row.title)}",
        " · ".join(note),
        hue=hues.get(row.code, UNKNOWN_HUE) if row.code else "",
        mark="" if row.state is ItemState.WAITING else mark,
        due=waits and row.state in rounds_list.UNSETTLED,
        head=head,
    )
