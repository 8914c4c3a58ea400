"""Interviews as strips: where each indicator stands, and what is not coded."""

from __future__ import annotations

from functools import partial

import streamlit as st

from qualcode.app import chart, parts
from qualcode.app.pattern_parts import chosen_point, nothing_yet, take_along, under
from qualcode.app.quote_cards import open_interview
from qualcode.project import Project

CHART, PICKED, PAGE = "portrait_chart", "portrait_interviews", "portrait_page"
AT_ONCE = 12


def render(project: Project) -> None:
    """The strips of the interviews chosen; a click opens a coding where it stands."""
    if nothing_yet(project, "Here stands where in an interview which indicator comes up."):
        return
    from qualcode.report.charts.base import CLICK
    from qualcode.report.charts.portrait import strips

    ids = _chosen(project)
    portrait = project.portrait(ids)
    clicked = chosen_point(CHART, CLICK).get("coding")
    for strip in portrait.strips:
        if clicked and any(mark.coding == clicked for mark in strip.marks):
            open_interview(strip.transcript, coding=clicked)
    picture = strips(portrait, project.codebook, dark=chart.is_dark())
    alt = "Interviews as strips: a line for each indicator, a mark for each coding in it"
    chart.show(picture, alt, key=CHART, clicks=CLICK)
    parts.muted("Click a mark to open that coding on the Code page.")
    st.subheader("The same as a table", anchor=False)
    st.dataframe(
        {
            "Interview": [strip.title for strip in portrait.strips],
            "Words": [strip.words for strip in portrait.strips],
            **{
                # The blank keeps an id such as "Words" apart from our own columns.
                f"{id} ": [
                    sum(mark.indicator == id for mark in strip.marks) for strip in portrait.strips
                ]
                for id, _ in portrait.indicators
            },
        },
        hide_index=True,
        alt="Codings of each indicator in each interview shown",
    )
    parts.muted("The columns after Words are the indicators: how many codings each has.")
    under(project, portrait.caption)
    _take_along(project, ids)


def _chosen(project: Project) -> list[str]:
    """Up to twelve interviews: those picked by name, else a page of all."""
    titles = project.frames().titles
    every = list(titles)
    pages = [every[n : n + AT_ONCE] for n in range(0, len(every), AT_ONCE)]
    left, right = st.columns([3, 1.2])
    # Options show literal text, whatever people called their interviews.
    picked = left.multiselect(
        "Interviews",
        every,
        format_func=titles.__getitem__,
        key=PICKED,
        max_selections=AT_ONCE,
        placeholder="Choose up to twelve, or leaf through all",
        persist_state="session",
    )
    number = right.selectbox(
        "Page",
        range(len(pages)),
        format_func=lambda n: f"{n * AT_ONCE + 1} to {n * AT_ONCE + len(pages[n])}",
        key=PAGE,
        disabled=bool(picked),
        persist_state="session",
    )
    return list(picked) or pages[number or 0]


def _take_along(project: Project, ids: list[str]) -> None:
    if told := project.portrait_refusal(ids):
        parts.muted(told)
        return
    files = {kind: partial(project.portrait_file, kind, ids) for kind in ("png", "svg")}
    note = (
        "Not for publishing with names: interviews are called Interview 1, 2, 3 … in a shuffled"
        " order."
    )
    take_along(project, "portrait", files, note)
