"""Check a report: every quotation of a finished report beside what was said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import parts
from qualcode.app.literal import escaped, sentence
from qualcode.project import Project, Upload

if TYPE_CHECKING:
    from qualcode.report.quote_check import Checked
    from qualcode.report.quote_check_whole import NameInReport, ReportCheck

FOUND, SETTLED = "report-found", "report-settled"
SAME, CLOSE = "same_words", "confirmed"
SHOWN = 100


def render(project: Project) -> None:
    """Choose a report, see what has to be settled before it leaves."""
    parts.title(
        "Check a report",
        "Every quotation of a finished report, checked against what was said, how its speaker may"
        " be named and whether the speaker allows quotes.",
    )
    if project.frames().people.empty:
        parts.empty(
            "A report is checked against what was said. Bring in the interviews it quotes, and it"
            " can be checked here.",
            "Bring in interviews",
            "transcripts",
        )
        return
    file = st.file_uploader("The report (.docx, .md or .txt)", key="report-file")
    if file is None:
        parts.muted(
            "Quotations are what stands in quotation marks, of four words or more, and paragraphs"
            " set apart. The report is read here and not kept."
        )
        return
    upload = Upload(file.name, file.getvalue())
    with parts.refusals():
        found = _found(project, upload, file.file_id)
        _show(project, upload, file.file_id, found)


def _found(project: Project, file: Upload, id: str) -> ReportCheck:
    """What came of a file; looked at once for each upload, state of the study and confirmation."""
    settled: frozenset[str] = st.session_state.get(SETTLED, {}).get(id, frozenset())
    state = (id, project.version, project.coder)
    known = st.session_state.get(FOUND)
    if known is not None and known[0] == state:
        found: ReportCheck = known[1]
        return found
    bar = st.progress(0.0, "Checking")
    try:
        found = project.check_report(
            file,
            same_words=SAME in settled,
            confirmed=CLOSE in settled,
            progress=parts.filling(bar),
        )
    finally:
        bar.empty()
    # A confirmation is recorded once: the study is one act further now.
    st.session_state[FOUND] = ((id, project.version, project.coder), found)
    return found


def _show(project: Project, file: Upload, id: str, found: ReportCheck) -> None:
    wrong = found.to_settle
    parts.facts(
        [
            (f"{len(found.quotations):,}", "quotations checked"),
            (f"{len(found.quotations) - len(wrong):,}", "with nothing to settle"),
            (f"{len(wrong) + len(found.whole) + len(found.named):,}", "to be settled"),
        ]
    )
    sentence(found.sentence, kind="done" if found.clean and found.quotations else "note")
    for told in (*found.whole, *found.notes):
        parts.muted(told)
    _confirm(project, id, found)
    _names(found)
    if wrong:
        st.subheader("To be settled", anchor=False)
        st.html("".join(_card(one) for one in wrong[:SHOWN]))
        if len(wrong) > SHOWN:
            parts.muted(f"The first {SHOWN} are shown. Settle these and check again.")
    noted = [one for one in found.quotations if one.notes and not one.findings]
    if noted:
        with st.expander(f"Good to know: {parts.many(len(noted), 'quotation')}"):
            st.html("".join(_card(one) for one in noted[:SHOWN]))


def _names(found: ReportCheck) -> None:
    """Names in the report: those replaced in the study, and what else looks like one."""
    if found.named:
        st.subheader("Names that are replaced in the interviews", anchor=False)
        st.html(_listed(found.named))
    if found.look_alikes:
        with st.expander(f"What else looks like a name: {len(found.look_alikes)}"):
            parts.muted("Look whether these may stay. A name in a list of references may.")
            st.html(_listed(found.look_alikes))


def _listed(names: Sequence[NameInReport]) -> str:
    rows = "".join(f"<li>{escaped(one.line)}</li>" for one in names[:SHOWN])
    more = f"<li>and {len(names) - SHOWN} more</li>" if len(names) > SHOWN else ""
    return f"<ul>{rows}{more}</ul>"


def _confirm(project: Project, id: str, found: ReportCheck) -> None:
    """What somebody may confirm where it is so; it is noted in the history."""
    told = " ".join([*found.whole, *(f for one in found.quotations for f in one.findings)])
    with st.container(horizontal=True, gap="small"):
        if "two roles" in told or "two speakers" in told:
            st.button(
                "Confirm: both did say it",
                key="report-same",
                on_click=_settle,
                args=(id, SAME),
                help="The same words under two roles then stand. It is noted in the history.",
            )
        if "Named too closely" in told or "who could be recognised" in told:
            st.button(
                "Confirm: I have weighed who could be recognised",
                key="report-close",
                on_click=_settle,
                args=(id, CLOSE),
                help="Few people and close names then stand. It is noted in the history.",
            )


def _settle(id: str, what: str) -> None:
    settled: dict[str, frozenset[str]] = st.session_state.setdefault(SETTLED, {})
    settled[id] = settled.get(id, frozenset()) | {what}
    st.session_state.pop(FOUND, None)


def _card(one: Checked) -> str:
    """A quotation with what was found, and what was said where that is another thing."""
    place = one.quotation.place[:1].upper() + one.quotation.place[1:]
    under = f", under “{one.quotation.heading}”" if one.quotation.heading else ""
    told = "".join(f"<li>{escaped(line)}</li>" for line in (*one.findings, *one.notes))
    named = f" ({escaped(one.quotation.named)})" if one.quotation.named else ""
    said = ""
    if one.source and one.state.name in ("DIFFERS", "SIGNS", "UNLOGGED"):
        said = (
            f'<p class="qc-muted">As it was said. Interview: {escaped(one.interview)}</p>'
            f"<p>{escaped(one.source)}</p>"
        )
    return (
        '<article class="qc-memo">'
        f"<header><b>{escaped(place)}</b><span>{escaped(one.state.value)}</span></header>"
        f'<div class="qc-muted">{escaped(under.removeprefix(", "))}</div>'
        f"<p>“{escaped(one.quotation.words)}”{named}</p>"
        f'<div class="qc-prose"><ul>{told}</ul></div>{said}</article>'
    )
