"""The frame around every page: navigation, the study in hand and who is acting."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from qualcode.app import (
    agreement,
    answers,
    code,
    codebook,
    continuum,
    corrections,
    erasing,
    evaluation,
    exchange,
    feedback,
    framework,
    history,
    journal,
    keeping,
    keeping_encryption,
    keeping_offer,
    keeping_watch,
    names,
    overview,
    participants,
    parts,
    patterns,
    quotes,
    report_check,
    reports,
    rounds,
    sample,
    suggestions,
    taking,
    themes,
    transcripts,
)
from qualcode.app.hand import project_in_hand
from qualcode.app.literal import sentence
from qualcode.app.overview_reading import FOR_MENTORS
from qualcode.app.parts import style
from qualcode.app.workbench.courier import courier
from qualcode.errors import Damaged, QualcodeError, StudyError
from qualcode.model import CoderRole
from qualcode.project import Project
from qualcode.project.permits import NotYours, refusal

# Group -> (title, url, the page's render), in the order of the work.
PAGES: dict[str, list[tuple[str, str, Callable[[Project], None]]]] = {
    "Study": [
        ("Transcripts", "transcripts", transcripts.render),
        ("Participants", "participants", participants.render),
        ("Journal", "journal", journal.render),
    ],
    "Code": [
        ("Code", "code", code.render),
        ("Suggestions", "suggestions", suggestions.render),
        ("Codebook", "codebook", codebook.render),
        ("Evaluation", "evaluation", evaluation.render),
    ],
    "Understand": [
        ("Themes", "themes", themes.render),
        ("Framework", "framework", framework.render),
        ("Continuum", "continuum", continuum.render),
        ("Quotes", "quotes", quotes.render),
        ("Patterns", "patterns", patterns.render),
        ("Answers", "answers", answers.render),
        ("Sample", "sample", sample.render),
    ],
    "Review": [
        ("Rounds", "rounds", rounds.render),
        ("Agreement", "agreement", agreement.render),
        ("Feedback", "feedback", feedback.render),
        ("History", "history", history.render),
    ],
    "Share": [
        ("Reports", "reports", reports.render),
        ("Check a report", "check", report_check.render),
        ("Codebook and data", "data", taking.render),
        ("Exchange", "exchange", exchange.render),
    ],
    "Keep": [
        ("Safe keeping", "keeping", keeping.render),
        ("Names", "names", names.render),
        ("Corrections", "corrections", corrections.render),
        ("Erase and retain", "erase", erasing.render),
    ],
}
AS = {
    CoderRole.RESEARCHER: "Researcher",
    CoderRole.MENTOR: "Mentor: you read and comment",
    CoderRole.SECOND_CODER: "Second coder",
}


def show() -> None:
    """One run of the app."""
    # An icon of our own: without one the browser would fetch it from outside this machine.
    st.set_page_config(page_title="qualcode", page_icon="🗂️", layout="wide")
    style()
    opening = st.Page(
        partial(_guarded, overview.render), title="Overview", url_path="start", default=True
    )
    # The page a browser opens first has no address but the bare one; a typed one leads there.
    typed = st.Page(
        partial(st.switch_page, opening),
        title="Overview",
        url_path="overview",
        visibility="hidden",
    )
    project = project_in_hand()
    role = _role_of(project)
    pages = {
        group: [
            *([opening, typed] if group == "Study" else []),
            *(_page(project, role, *member) for member in members),
        ]
        for group, members in PAGES.items()
    }
    page = st.navigation(pages, expanded=True)
    # Kept so that a button of one page can lead to another.
    st.session_state[parts.PAGES] = {p.url_path: p for group in pages.values() for p in group}
    st.session_state[parts.PAGES]["overview"] = opening
    if project is not None:
        with st.sidebar:
            st.caption("You are")
            st.text(project.coder)
            st.caption(AS[role])
            keeping_encryption.sidebar(project)
        keeping_watch.banner(project)
    page.run()
    if project is not None and page.url_path != "code" and role is not CoderRole.MENTOR:
        courier(project)


def _page(
    project: Project | None,
    role: CoderRole,
    title: str,
    url: str,
    render: Callable[[Project], None],
) -> st.Page:
    if project is None:
        # The address stays valid, so that a bookmark leads to the page that opens a study.
        return st.Page(
            partial(_guarded, overview.render), title=title, url_path=url, visibility="hidden"
        )
    if role is CoderRole.MENTOR and url not in FOR_MENTORS:
        # So does that of a page somebody else may open: it says who may.
        kept = partial(_guarded, partial(_kept_from, title, role), project)
        return st.Page(kept, title=title, url_path=url, visibility="hidden")
    return st.Page(partial(_guarded, render, project), title=title, url_path=url)


def _kept_from(title: str, role: CoderRole, project: Project) -> None:
    parts.title(title)
    raise NotYours(refusal(project.coder, role, f"the page {title}"))


def _guarded(render: Callable[..., None], *given: Project) -> None:
    """A refusal is one sentence on the page, never a traceback."""
    try:
        render(*given)
    except QualcodeError as error:
        sentence(str(error), kind="error")
        if isinstance(error, Damaged):
            keeping_offer.offer()


def _role_of(project: Project | None) -> CoderRole:
    """The acting person's role; a study that cannot be read says so on its page."""
    if project is None:
        return CoderRole.RESEARCHER
    try:
        return project.acting_role
    except StudyError:
        return CoderRole.RESEARCHER
