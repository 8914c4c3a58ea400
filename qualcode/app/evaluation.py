"""Evaluation: how good the suggestions are on this study, in plain words."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from qualcode.app import evaluation_tables as tables
from qualcode.app import parts
from qualcode.app.literal import escaped
from qualcode.model import Codebook
from qualcode.project import Project
from qualcode.project.evaluated import LIMITS, Evaluated
from qualcode.report.surest_first import surest_first

FOUND = "evaluation-found"
EVERYBODY = "everybody"
ALL = "all codes together"


def render(project: Project) -> None:
    """Evaluate on a press, and tell what was found."""
    parts.title(
        "Evaluation",
        "How good are the suggestions? Codes are suggested for each interview as if nobody had"
        " coded it, and then compared with what people coded in it.",
    )
    through = [r for r in project.readings() if r.done_at]
    if len({r.transcript for r in through}) < 2:
        parts.empty(
            "This needs at least two interviews that somebody has coded through: a passage nobody"
            " has read says nothing about a suggestion.",
            "Code an interview",
            "code",
        )
        return
    st.html(tables.STYLE)
    _ask(project, sorted({r.coder for r in through}))
    found = _kept(project)
    if found is None:
        parts.muted(
            "It takes up to a minute. Nothing is stored, and no interview leaves this machine."
        )
        return
    _tell(project, found)


def _ask(project: Project, coders: list[str]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        whose = EVERYBODY
        if len(coders) > 1:
            whose = st.selectbox(
                "Against whose codings?",
                [EVERYBODY, *coders],
                format_func=lambda c: "Everybody's" if c == EVERYBODY else c,
                key="evaluation-whose",
                width=260,
            )
        done = FOUND in st.session_state
        pressed = st.button(
            "Evaluate again" if done else "Evaluate now",
            type="secondary" if done else "primary",
            key="evaluation-go",
        )
    if not pressed:
        return
    bar = st.progress(0.0, "Leaving out one interview after another")
    with parts.refusals():
        found = project.evaluate(
            coder=None if whose == EVERYBODY else whose, progress=parts.filling(bar)
        )
        st.session_state[FOUND] = (project.about()["uuid"], project.version, found)
        st.rerun()
    bar.empty()


def _kept(project: Project) -> Evaluated | None:
    """What was found last, in this study; a word where the study has moved on since."""
    study, version, found = st.session_state.get(FOUND, (None, 0, None))
    if found is None or study != project.about()["uuid"]:
        return None
    if later := project.version - version:
        parts.muted(
            f"The study has changed since ({parts.many(later, 'act')}); evaluate again to see it"
            " as it is now."
        )
    kept: Evaluated = found
    return kept


def _tell(project: Project, found: Evaluated) -> None:
    if project.about()["profile"] == "reflexive":
        parts.muted(
            "How far two people agree is not shown: in reflexive analysis codes are each reader's"
            " own, and a figure of agreement would say nothing about their worth."
        )
        found = replace(found, human=())
    _at_a_glance(found)
    _code_by_code(project, found)
    _surest(project.codebook, found)
    with st.container(key="evaluation-groups"):
        st.subheader("By who speaks", anchor=False)
        st.html(tables.errors(found, project.respondents))
        parts.muted(
            "Counted by indicator. The range in brackets is what so few passages leave open; since"
            " passages of one interview are alike, it is wider still. Differences this small are"
            " no finding about people."
        )
    _decided(found)
    with st.expander("For the method section", key="evaluation-method"):
        st.html(tables.method(found))
    st.subheader("What this cannot say", anchor=False)
    items = "".join(f"<li>{escaped(line)}</li>" for line in LIMITS)
    st.html(f'<div class="qc-prose"><ul>{items}</ul></div>')


def _at_a_glance(found: Evaluated) -> None:
    e, level = found.evaluation, found.finest
    tops = e.levels[0]
    parts.facts(
        [
            (tables.of(level.strong), "suggestions it called strong that people agreed with"),
            (tables.of(level.possible), "suggestions it called possible that people agreed with"),
            (
                tables.counted(tops.hit1, tops.passages),
                "coded passages where its first indicator was right",
            ),
            (
                tables.counted(tops.hit3, tops.passages),
                "coded passages where one of its first three was right",
            ),
        ]
    )
    base = tops.baselines
    parts.muted(
        f"{parts.many(e.passages, 'passage')} in {parts.many(e.interviews, 'interview')} coded"
        f" through by {' and '.join(found.coders)}; {e.coded:,} carry a code. To compare: the first"
        f" indicator is right for {tables.counted(base.untaught_hit1, tops.passages)} without"
        f" learning from anybody's codings, for {tables.counted(base.cues_hit1, tops.passages)} by"
        f" cue phrases alone, and for {tables.counted(base.usual_hit1, tops.passages)} by always"
        " naming what is coded most."
    )
    if found.left_out:
        parts.muted(
            f"{parts.many(found.left_out, 'interview')} nobody has coded through yet"
            f" {'is' if found.left_out == 1 else 'are'} left out."
        )
    if found.from_suggestions:
        parts.muted(
            f"{parts.many(found.from_suggestions, 'coding')} came of accepting a suggestion. That"
            " makes these figures look better than they are."
        )


def _code_by_code(project: Project, found: Evaluated) -> None:
    st.subheader("Code by code", anchor=False)
    book = project.codebook
    only_tops = False
    if len(found.evaluation.levels) > 1:
        chosen = st.segmented_control(
            "Show",
            ["Indicators", "All codes"],
            default="All codes",
            required=True,
            key="evaluation-level",
            label_visibility="collapsed",
        )
        only_tops = chosen == "Indicators"
    st.html(tables.codes(found, book, only_tops=only_tops))
    parts.muted(
        "“Too few” stands where fewer than 5 passages, or passages of fewer than 3 interviews,"
        " carry the code, or fewer than 5 were offered: chance would speak, not the suggestions."
        " An indicator counts passages with any of its letters once."
    )
    if found.human:
        pair = found.human[0]
        parts.muted(
            f"Overlap is twice what both chose, over all that either chose; 1 is the same"
            f" everywhere. “Two people” is {pair.coders[0]} against {pair.coders[1]} on"
            f" {parts.many(pair.interviews, 'interview')} both coded through, before they could"
            " have compared. Suggestions cannot be expected to do better than that."
        )


def _surest(codebook: Codebook, found: Evaluated) -> None:
    st.subheader("If only the surest were shown", anchor=False)
    curves = {c.code: c for c in found.evaluation.codes if c.curve and c.code in codebook}
    chosen = st.selectbox(
        "Of which code?",
        [ALL, *curves],
        format_func=lambda id: id.capitalize() if id == ALL else codebook[id].title,
        key="evaluation-curve",
        width=420,
    )
    target = found.evaluation.target
    if chosen == ALL:
        level = found.evaluation.levels[0]
        points, reach = level.curve, level.coverage_at_target
    else:
        points, reach = curves[chosen].curve, curves[chosen].coverage_at_target or 0.0
    st.plotly_chart(
        surest_first(points, target=target, dark=st.context.theme.type == "dark"),
        theme=None,
        key="evaluation-chart",
        config={"displayModeBar": False, "scrollZoom": False, "doubleClick": False},
        alt="Share of suggestions people agreed with, from the surest to all",
    )
    if reach:
        parts.muted(
            f"At best, suggestions could be shown for {reach:.0%} of the passages with"
            f" {target:.0%} of them right. This is read off the same passages, so less will be"
            " reached on new interviews."
        )
    else:
        parts.muted(f"However few are shown, {target:.0%} right is not reached.")


def _decided(found: Evaluated) -> None:
    st.subheader("What people decided", anchor=False)
    blind, shown = found.blind, found.shown
    if blind is None:
        parts.muted(
            "Decided before seeing the suggestion: none yet. Where the study asks to decide first,"
            " these passages are the fairest test, since nothing swayed the person."
        )
    else:
        parts.muted(
            f"Decided before seeing the suggestions: {parts.many(blind.passages, 'passage')};"
            f" of what would have been suggested, people gave {tables.of(blind.agreed)}."
        )
    if shown is not None:
        parts.muted(
            f"Decided on seeing the suggestion: {tables.of(shown.agreed)} were accepted as they"
            " were. If this share is far above the one before, the suggestions may be swaying"
            " people."
        )
