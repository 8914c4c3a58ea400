"""The figures of agreement: the unit first, counts before coefficients, words beside numbers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from qualcode.app import agreement_tables as tables
from qualcode.app import chart, parts
from qualcode.app.downloads import downloads
from qualcode.app.evaluation_tables import STYLE
from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError
from qualcode.model import CoderRole
from qualcode.project import Project
from qualcode.report.palette import colours

if TYPE_CHECKING:
    from qualcode.analysis.agreement.table import Agreement

FOUND = "agreement-found"
UNITS = {"segment": "Passages", "sentence": "Sentences", "character": "Characters"}
BEFORE, AFTER = "Before discussion", "As reconciled"
TOPS, ALL = "Indicators", "All codes"
REFLEXIVE = (
    "How far two people agree is not shown: in reflexive analysis codes are each reader's own, and"
    " a figure of agreement would say nothing about their worth. Where readings differ stands under"
    " Disagreements: it is something to talk about."
)


def render(project: Project) -> None:
    """What to compare, then how far it agrees."""
    profile = project.about()["profile"]
    if profile == "reflexive":
        parts.muted(REFLEXIVE)
        return
    coders = [c.name for c in project.coders() if c.role is not CoderRole.MENTOR]
    if len(coders) < 2:
        _alone(project)
        return
    asked = _asked(project, coders)
    found = _found(project, asked)
    if found is None:
        return
    st.html(STYLE + tables.STYLE)
    _told(found)
    # Numbers to talk over stand first; coefficients lead only where the study is one of agreement.
    _figures(project, found, asked, open_pane=profile == "reliability")


def _alone(project: Project) -> None:
    """One person codes: what is missing, and who can add it."""
    words = (
        "Agreement needs two people who have coded the same interviews, each on their own. So far"
        " there is only one who codes."
    )
    if project.acting_role is CoderRole.MENTOR:
        parts.muted(words)
        return
    parts.empty(
        f"{words} Name a second coder on the Overview, then let both code a few interviews"
        " through.",
        "Name a second coder",
        "overview",
    )


def _asked(project: Project, coders: list[str]) -> dict[str, Any]:
    """The unit first, then whose codings, and whether before or after talking about them."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        unit = st.segmented_control(
            "What is compared",
            list(UNITS),
            format_func=UNITS.__getitem__,
            default="segment",
            required=True,
            key="agreement_unit",
            persist_state="session",
        )
        basis = st.segmented_control(
            "Codings",
            [BEFORE, AFTER],
            default=BEFORE,
            required=True,
            key="agreement_basis",
            persist_state="session",
        )
        chosen: list[str] = []
        if len(coders) > 2:
            chosen = st.multiselect(
                "Whose",
                coders,
                key="agreement_coders",
                placeholder="Those who share most",
                persist_state="session",
            )
        rounds = {r.id: f"Round {r.number}" for r in project.rounds() if r.coders}
        only = None
        if rounds:
            only = st.selectbox(
                "Interviews",
                [None, *rounds],
                format_func=lambda id: rounds[id] if id else "All they share",
                key="agreement_round",
                width=180,
                persist_state="session",
            )
    return {
        "coders": tuple(chosen) or None,
        "unit": str(unit),
        "reconciled": basis == AFTER,
        "round": only,
    }


def _found(project: Project, asked: dict[str, Any]) -> Agreement | None:
    """The figures, made once for each state of the study; a refusal with what to do next."""
    about = project.about()
    key = (about["uuid"], project.version, project.coder, *asked.values())
    held = st.session_state.get(FOUND)
    if held is not None and held[0] == key:
        kept: Agreement = held[1]
        return kept
    try:
        found = project.agreement(
            asked["coders"],
            unit=asked["unit"],
            reconciled=asked["reconciled"],
            round=asked["round"],
        )
    except QualcodeError as error:
        sentence(str(error))
        parts.muted(
            "To have something to compare: give two people the same few interviews in a round,"
            " let each code them apart and mark them as coded through."
        )
        if st.button("Go to the rounds", key="agreement-rounds"):
            parts.go("rounds")
        return None
    st.session_state[FOUND] = (key, found)
    return found


def _told(found: Agreement) -> None:
    """Who and how much is compared, and what is left out."""
    two = len(found.coders) == 2
    parts.heading(" and ".join(found.coders) if two else ", ".join(found.coders))
    every = "both" if two else "all of them"
    shown = [
        (f"{found.interviews:,}", f"interviews {every} coded through"),
        (f"{found.units:,}", f"{tables.UNITS[found.unit]} compared"),
    ]
    if found.left_out:
        shown.append((f"{found.left_out:,}", f"interviews left out: not coded through by {every}"))
    if found.from_suggestions:
        shown.append((f"{found.from_suggestions:,}", "codings that came of accepted suggestions"))
    if found.through_before:
        shown.append((f"{found.through_before:,}", "interviews coded through before the round"))
    parts.facts(shown)
    if found.reconciled:
        parts.muted(
            "These are the codings as they stand after discussion. They say how much was settled;"
            " how far people agreed stands under Before discussion."
        )


def _figures(project: Project, found: Agreement, asked: dict[str, Any], *, open_pane: bool) -> None:
    hues = colours(project.codebook)
    chosen = st.segmented_control(
        "Show",
        [TOPS, ALL],
        default=TOPS,
        required=True,
        key="agreement_level",
        label_visibility="collapsed",
        persist_state="session",
    )
    every = chosen == ALL
    if open_pane:
        _drawn(project, found, every)
        st.html(tables.coefficients(found, hues, all_codes=every))
        with st.expander("The counts behind them", key="agreement-counts"):
            st.html(tables.counts(found, hues, all_codes=every))
    else:
        st.html(tables.counts(found, hues, all_codes=every))
        with st.expander("Coefficients, for those who report them", key="agreement-details"):
            _drawn(project, found, every)
            st.html(tables.coefficients(found, hues, all_codes=every))
    with st.expander("What these numbers mean", key="agreement-meaning"):
        st.html(tables.MEANING)
    _under(found)
    if project.acting_role is not CoderRole.MENTOR:
        _take_along(project, asked, every)


def _drawn(project: Project, found: Agreement, every: bool) -> None:
    from qualcode.report.charts.agreement import agreement_chart

    if not found.codes:
        return
    st.html(parts.SIDEWAYS)
    chart.show(
        agreement_chart(found, project.codebook, all_codes=every, dark=chart.is_dark()),
        "Positive agreement and Krippendorff's alpha by code; the table has the same numbers",
        key="agreement-chart",
    )


def _under(found: Agreement) -> None:
    parts.muted(" ".join(found.in_words()))
    parts.muted(
        "Codes stand in the order of the codebook: this is no ranking of codes or of people. Under"
        " 30 units, or under 5 that carry the code, no figure is judged."
    )


def _take_along(project: Project, asked: dict[str, Any], every: bool) -> None:
    st.subheader("Take along", anchor=False)
    parts.muted("Names of coders and counts of passages leave; no words of the people interviewed.")
    kinds = ("png", "svg", "csv", "xlsx")
    downloads("agreement", {k: partial(_file, project, k, asked, every) for k in kinds})


def _file(project: Project, kind: str, asked: dict[str, Any], every: bool) -> bytes:
    return project.agreement_file(
        kind,
        asked["coders"],
        unit=asked["unit"],
        reconciled=asked["reconciled"],
        round=asked["round"],
        all_codes=every,
    )
