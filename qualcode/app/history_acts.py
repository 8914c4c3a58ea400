"""What happened: one sentence an act, newest first, by person, code, kind and day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

import streamlit as st

from qualcode.app import parts
from qualcode.app.literal import escaped, sentence
from qualcode.model.told import Told, folded
from qualcode.project import Project

SHOWN, CHECKED = "history-shown", "history-checked"
PAGE = 200
KINDS = {
    "codings": "Coding and reading",
    "suggestions": "Suggestions",
    "codebook": "The codebook",
    "texts": "Interviews and people",
    "review": "Review",
    "writing": "What people wrote",
    "files": "Files that left",
    "study": "The study itself",
}


def render(project: Project) -> None:
    """The filters, the list, and whether the chain of acts is whole."""
    _check(project)
    asked = _asked(project)
    key = repr(asked)
    if st.session_state.get(SHOWN, ("", 0))[0] != key:
        st.session_state[SHOWN] = (key, PAGE)
    shown = st.session_state[SHOWN][1]
    who, code, kind, since = asked
    told = project.audit(
        who=who,
        code=code,
        acts=[kind] if kind else None,
        since=since,
        last=shown + 1,
    )
    if not told:
        parts.muted("Nothing of this kind has happened; choose less narrowly above.")
        return
    st.html(_listed(told[:shown]))
    if len(told) > shown:
        st.button("Show earlier acts", key="history-more", on_click=_more, args=(key,))


def _asked(project: Project) -> tuple[str | None, str | None, str | None, str | None]:
    """Person, code, kind and moment asked for; None where anything goes."""
    titles = {code.id: code.title for code in project.codes()}
    who_at, code_at, kind_at, since_at = st.columns([1.1, 1.4, 1.1, 0.9])
    who = who_at.selectbox(
        "Person", project.audit_people(), index=None, placeholder="Anybody", key="history-who"
    )
    code = code_at.selectbox(
        "Code, with those under it",
        list(titles),
        format_func=lambda id: titles.get(id, id),
        index=None,
        placeholder="Any code",
        key="history-code",
    )
    kind = kind_at.selectbox(
        "What it was about",
        list(KINDS),
        format_func=KINDS.__getitem__,
        index=None,
        placeholder="Anything",
        key="history-kind",
    )
    day = since_at.date_input(
        "Since", value=None, max_value=date.today(), format="YYYY-MM-DD", key="history-since"
    )
    return who, code, kind, parts.midnight(day) if isinstance(day, date) else None


def _listed(told: Sequence[Told]) -> str:
    days = groupby(told, key=lambda one: parts.when(one.at).rpartition(", ")[0])
    blocks = []
    for day, acts in days:
        lines = "".join(_line(one) for one in folded(acts))
        blocks.append(f'<h3 class="qc-heading">{escaped(day)}</h3><ul class="qc-acts">{lines}</ul>')
    return f'<div class="qc-history">{"".join(blocks)}</div>{_STYLE}'


def _line(one: Told) -> str:
    clock = parts.when(one.at).rpartition(", ")[2]
    words = escaped(one.words)
    if one.page:
        address = f"{one.page}?{urlencode(dict(one.named))}" if one.named else one.page
        words += f' <a href="{escaped(address)}" target="_self">Open</a>'
    note = f"<i>{one.times:,} times</i>" if one.times > 1 else ""
    note += "<i>in another copy</i>" if one.elsewhere else ""
    return f"<li><time>{clock}</time><span>{words}{note}</span></li>"


def _more(key: str) -> None:
    st.session_state[SHOWN] = (key, st.session_state[SHOWN][1] + PAGE)


def _check(project: Project) -> None:
    """Every act is sealed to the one before it; a button tells whether all seals fit."""
    count = project.version
    line, button = st.columns([4, 1], vertical_alignment="center")
    checked = st.session_state.get(CHECKED)
    with line:
        if checked is None or checked[0] != count:
            parts.muted(
                f"{parts.many(count, 'act')}, each sealed to the one before it, so that none can be"
                " taken out or changed unnoticed."
            )
        elif checked[1] is None:
            sentence(f"The chain of {parts.many(count, 'act')} is unbroken.", kind="done")
        else:
            sentence(
                f"The chain is broken at act {checked[1]:,}: that act is missing or was changed."
                " Go back to a backup from before.",
                kind="error",
            )
    button.button("Check the chain", key="history-check", on_click=_do_check, args=(project,))


def _do_check(project: Project) -> None:
    st.session_state[CHECKED] = (project.version, project.check_history())


_STYLE = """<style>
.qc-history {max-width:56rem}
.qc-history ul.qc-acts {list-style:none;margin:0 0 1rem !important;padding:0 !important}
[data-testid="stMainBlockContainer"] .qc-history h3 {margin-top:.6rem}
.qc-history .qc-acts li {display:grid;grid-template-columns:3.2rem 1fr;gap:.6rem;
 padding:.28rem 0 !important;margin:0 !important;line-height:1.5;
border-bottom:1px solid color-mix(in srgb, currentColor 9%, transparent)}
.qc-acts time, .qc-acts i {font-size:.86rem;
 color:color-mix(in srgb, currentColor 72%, transparent)}
.qc-acts time {padding-top:.08rem;font-variant-numeric:tabular-nums}
.qc-acts i {margin-left:.5rem}
.qc-acts span {overflow-wrap:anywhere}
.qc-acts a {color:inherit;margin-left:.35rem;font-size:.9rem}
</style>"""
