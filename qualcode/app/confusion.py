"""Confusion: which code one coder gave where the other gave another, as a table to look through."""

from __future__ import annotations

import streamlit as st

from qualcode.analysis.confusion import NOTHING, Confusion
from qualcode.app import agreement_figures, code_card, disagreements, disagreements_look, parts
from qualcode.app.literal import escaped
from qualcode.app.narrowing import choose
from qualcode.model import Code, Codebook
from qualcode.project import Project
from qualcode.project.reconciling_queue import Queue

UNIT, ONE, OTHER = "confusion-unit", "confusion-one", "confusion-other"
NONE, LISTED = "no code here", 5


def render(project: Project) -> None:
    """The view."""
    if project.about()["profile"] == "reflexive":
        parts.muted(agreement_figures.REFLEXIVE)
        return
    coders = disagreements.pair_chosen(project)
    if coders is None:
        return
    disagreements_look.style()
    unit = "indicators"
    if any(code.parent for code in project.codebook):
        unit = str(
            st.segmented_control(
                "Show",
                ["indicators", "letters"],
                format_func=str.capitalize,
                default="indicators",
                required=True,
                key=UNIT,
                persist_state="session",
            )
        )
    found = project.confusion(*coders, unit=unit)
    if not found.counts:
        parts.muted("Neither of them gave a code in the interviews both have coded through.")
        return
    _in_words(found)
    st.html(parts.SIDEWAYS + _table(found))
    _mixed_up(found)
    _pair(project, found)


def _in_words(found: Confusion) -> None:
    first, second = found.coders
    total = sum(found.counts.values())
    same = sum(n for (one, two), n in found.counts.items() if one == two)
    alone = sum(n for pair, n in found.counts.items() if NOTHING in pair)
    parts.muted(
        f"Each number says how often {first} gave the code of the row where {second} gave the code"
        f" of the column. {same:,} of {total:,} times both gave the same code, {alone:,} times one"
        f" of them gave none, and {total - same - alone:,} times they gave different ones. Counted"
        " as it was before anything was settled; directions and bounds are left aside."
    )


def _table(found: Confusion) -> str:
    """The table as HTML: rows are the first coder's codes, columns the second's."""
    most = max(found.counts.values())
    names = {id: Code(id, name).title for id, name in found.codes} | {NOTHING: NONE}
    ids = [*(id for id, _ in found.codes), NOTHING]
    heads = "".join(
        f'<th scope="col" title="{escaped(names[id])}">{escaped(id or "none")}</th>' for id in ids
    )
    rows = []
    for one in ids:
        cells = "".join(_cell(found, one, two, most) for two in ids)
        total = found.given(one)[0]
        rows.append(
            f'<tr><th scope="row" title="{escaped(names[one])}">{escaped(names[one])}</th>{cells}'
            f'<td class="qcc-sum">{total or ""}</td></tr>'
        )
    sums = "".join(f'<td class="qcc-sum">{found.given(two)[1] or ""}</td>' for two in ids)
    first, second = (escaped(coder) for coder in found.coders)
    return (
        '<div class="qcc-frame" tabindex="0" role="region" aria-label="Table of codes">'
        f'<table class="qcc"><caption>Rows: {first}. Columns: {second}.</caption>'
        f'<thead><tr><td class="qcc-sum"></td>{heads}<th scope="col">all</th></tr></thead>'
        f'<tbody>{"".join(rows)}<tr><th scope="row">all</th>{sums}</tr></tbody></table></div>'
    )


def _cell(found: Confusion, one: str, two: str, most: int) -> str:
    n = found.counts.get((one, two), 0)
    same = one == two and one != NOTHING
    if not n:
        return f'<td class="{"qcc-same" if same else ""}"></td>'
    # The square root keeps small numbers apart from none.
    strength = round(12 + 48 * (n / most) ** 0.5)
    hue = "#3187BE" if same else "#C27400"
    shade = f"background:color-mix(in srgb, {hue} {strength}%, transparent)"
    return f'<td class="{"qcc-same" if same else ""}" style="{shade}">{n:,}</td>'


def _mixed_up(found: Confusion) -> None:
    """The pairs of codes most often given to the same words, each a way to its passages."""
    pairs = found.mixed_up()
    if not pairs:
        parts.muted("No two different codes were given to the same words.")
        return
    st.subheader("Most often given to the same words", anchor=False)
    names = {id: Code(id, name).title for id, name in found.codes}
    for at, (one, two, n) in enumerate(pairs[:LISTED]):
        told, opens = st.columns([6, 1.2], vertical_alignment="center")
        told.html(
            f'<p class="qcd-line"><b>{n:,}</b> · {escaped(names[one])} ↔ {escaped(names[two])}</p>'
        )
        opens.button(
            "Look at them",
            key=f"confusion-look-{at}",
            type="tertiary",
            on_click=_chosen,
            args=(one, two),
        )


def _chosen(one: str, two: str) -> None:
    st.session_state[ONE], st.session_state[OTHER] = one, two


def _pair(project: Project, found: Confusion) -> None:
    """The passages behind two codes, whoever gave which."""
    st.subheader("The passages behind two codes", anchor=False)
    names = {id: Code(id, name).title for id, name in found.codes}
    left, right = st.columns(2)
    with left:
        one = choose("One code", list(names), ONE, names.__getitem__, "Choose a code")
    with right:
        options = [*names, NONE]
        two = choose(
            "Other code", options, OTHER, lambda id: names.get(id, id), "Choose a code, or none"
        )
    if one is None or two is None:
        parts.muted("Choose two codes, or look at a pair above.")
        return
    book = project.codebook
    whole = project.disagreements(*found.coders)
    agreed = project.disagreements(*found.coders, lane="agree").differences
    every = (*whole.differences, *agreed)
    kept = tuple(d for d in every if _between(book, found.unit, d.codes, one, two))
    kept = tuple(d for d in kept if (two != NONE) or None in (d.first, d.second))
    shown = Queue(found.coders, kept, whole.lanes, whole.interviews, whole.apart)
    if not kept:
        parts.muted(
            f"Nothing stands between {code_card.label(book, one)} and"
            f" {names.get(two, two)} now: it never did, or it was settled and changed."
        )
        return
    disagreements.one_by_one(project, shown, shown)


def _between(book: Codebook, unit: str, codes: tuple[str, ...], one: str, two: str) -> bool:
    """Whether a difference is between these two codes, or of one of them and none."""
    tops = tuple(
        book.top(code) if unit == "indicators" and code in book else code for code in codes
    )
    wanted = {one} if two == NONE else {one, two}
    return set(tops) == wanted
