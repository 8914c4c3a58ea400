"""Questions by codes: what was said under each question of the schedule."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from qualcode.analysis.frequency import Level
from qualcode.analysis.questions import QuestionTable
from qualcode.app import chart, parts, questions_asked, quote_cards
from qualcode.app.downloads import downloads
from qualcode.app.narrowing import choose
from qualcode.app.sample_files import give, take
from qualcode.model import Code, Codebook
from qualcode.model.schedule import Schedule
from qualcode.project import Project, Upload
from qualcode.report.palette import colours

MOST_COLUMNS = 60
LISTED = 50
CODE, QUESTION, CHART = "questions_code", "questions_question", "questions-map"
HINT = (
    "YAML or CSV: a row for each question with id, part, text and, if you like, codes (what it was"
    " asked for) and also (further wordings). A vignette may stand in the YAML; it is not counted."
)


def render(project: Project) -> None:
    """The map of questions and codes, the quotes behind it, and where each question was asked."""
    schedule = project.schedule()
    if schedule is None:
        st.write(
            "With your interview schedule qualcode finds where each question was asked, shows what"
            " was said under it, and tells what nobody was asked from what nobody raised."
        )
        _schedule_file(project, None)
        return
    if project.frames().codings.empty:
        parts.muted("Nothing is coded yet; what is said under each question appears here then.")
    else:
        _counted(project, schedule)
    questions_asked.show(project, schedule)
    _schedule_file(project, schedule)


def _counted(project: Project, schedule: Schedule) -> None:
    chosen = st.segmented_control(
        "Show",
        [Level.INDICATORS, Level.LETTERS],
        format_func=str.capitalize,
        default=Level.INDICATORS,
        required=True,
        key="questions_level",
        persist_state="session",
    )
    level = str(chosen or Level.INDICATORS)
    table, book = project.questions(level=level), project.codebook
    if not table.codes:
        parts.muted("The codebook has no code of this kind.")
        return
    if len(table.questions) <= MOST_COLUMNS:
        _map(table, book)
    else:
        parts.muted(f"{len(table.questions)} questions are too many for a chart; here is a table.")
    _behind(project, table, book)
    _as_table(table)
    parts.muted(table.caption)
    parts.muted(project.claims())
    kinds = (
        ["png", "svg", "csv", "xlsx"] if len(table.questions) <= MOST_COLUMNS else ["csv", "xlsx"]
    )
    with parts.refusals():
        downloads("questions", {k: _maker(project, k, level) for k in kinds})
    parts.muted(
        "The files keep numbers of few people back, and hold a coarser table where too little would"
        " be left; this page shows you all of them."
    )


def _maker(project: Project, kind: str, level: str) -> Callable[[], bytes]:
    return lambda: project.questions_file(kind, level=level)


def _map(table: QuestionTable, book: Codebook) -> None:
    from qualcode.report.charts.base import CLICK
    from qualcode.report.charts.questions import NONE, question_map

    chosen = (st.session_state.get(CODE), st.session_state.get(QUESTION))
    at = (str(chosen[0]), str(chosen[1])) if None not in chosen else None
    drawn = question_map(table, book, dark=chart.is_dark(), chosen=at)
    alt = "People who raised each code, under each question they were asked"
    clicked = chart.show(drawn, alt, key=CHART, clicks=CLICK)
    if clicked and clicked != st.session_state.get("questions-clicked"):
        st.session_state["questions-clicked"] = clicked
        question = clicked[0].get("question", NONE)
        st.session_state[CODE] = clicked[0].get("code")
        st.session_state[QUESTION] = "" if question == NONE else question
        st.rerun()
    parts.muted(
        "A cell holds the people who raised the code under the question, of those who were asked"
        " it. Outlined: the question was asked for this code. ◥ few people. –: asked of nobody."
    )


def _behind(project: Project, table: QuestionTable, book: Codebook) -> None:
    names, texts = dict(table.codes), {q.id: q for q in table.questions}
    left, right = st.columns(2)
    with left:
        code = choose(
            "Code", list(names), CODE, lambda c: Code(c, names[c]).title, "Click, or choose"
        )
    with right:
        question = choose(
            "Question",
            list(texts),
            QUESTION,
            lambda q: f"{q} {texts[q].text}".strip(),
            "Click, or choose",
        )
    if code is None or question is None:
        parts.muted("Click a cell, or choose a code and a question, to read the quotes behind it.")
        return
    parts.muted(table.sentence(table.cells[code, question]) + ".")
    found = project.behind(code, {"question": question or None})
    quote_cards.cards(found[:LISTED], colours(book), "asked")
    if len(found) > LISTED:
        parts.muted(f"The first {LISTED} of {len(found)} quotes; the Quotes page has them all.")


def _as_table(table: QuestionTable) -> None:
    columns: dict[str, list[str]] = {
        "Question": [question.id or "–" for question in table.questions],
        "Text": [question.text for question in table.questions],
    }
    for code, name in table.codes:
        told = [table.cells[code, question.id] for question in table.questions]
        columns[Code(code, name).title] = [
            cell.words if cell.suppressed or not cell.of else f"{cell.words} ({cell.segments})"
            for cell in told
        ]
    with st.expander("The same as a table", expanded=len(table.questions) > MOST_COLUMNS):
        st.dataframe(columns, hide_index=True, alt="People and passages by question and code")
        parts.muted("In each cell: people of those asked, and in brackets the passages.")


def _schedule_file(project: Project, schedule: Schedule | None) -> None:
    with st.expander("The schedule", expanded=schedule is None):
        if schedule is not None:
            st.dataframe(
                {
                    "Question": [q.id for q in schedule.questions],
                    "Part": [q.part for q in schedule.questions],
                    "Text": [q.text for q in schedule.questions],
                    "Asked for": [", ".join(q.codes) for q in schedule.questions],
                },
                hide_index=True,
                alt="The questions of the schedule",
            )
            if schedule.vignette:
                parts.heading("Vignette (invented)", schedule.vignette)
            give("schedule.yaml", project.schedule_yaml, "schedule-home")
        take(
            "Interview schedule (YAML, CSV or Excel)",
            "schedule-file",
            lambda file: _scheduled(project, file),
            HINT,
        )


def _scheduled(project: Project, file: Upload) -> str:
    schedule = project.set_schedule(file)
    found = sum(project.match_questions().values())
    return (
        f"{parts.many(len(schedule.questions), 'question')} taken in;"
        f" {parts.many(found, 'place')} found where they are asked."
    )
