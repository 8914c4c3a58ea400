"""What was said of an item, oldest first: verdicts, comments, and how it was settled."""

from __future__ import annotations

import streamlit as st

from qualcode.app import parts, review_change
from qualcode.app.literal import escaped
from qualcode.model.review import Judged, Judgement, Outcome, Resolution
from qualcode.project import Project
from qualcode.project.review_views import ItemView

VERBS = {
    Judgement.AGREE: "agrees",
    Judgement.QUESTION: "questions it",
    Judgement.DISAGREE: "disagrees",
}
SIGNS = {Judgement.AGREE: "✓", Judgement.QUESTION: "?", Judgement.DISAGREE: "✗"}
OUTCOMES = {
    Outcome.KEEP: "kept it as it is",
    Outcome.CHANGE: "changed it",
    Outcome.BOTH: "let both stand",
    Outcome.CODEBOOK: "changed the codebook",
    Outcome.OPEN: "left it open as ambiguous",
}


def thread(project: Project, view: ItemView) -> None:
    """All of it in the order of time."""
    told = [(v.made_at, _verdict(project, view, v)) for v in view.verdicts]
    told += [(m.made_at, _entry(m.author, "says", m.made_at, m.text)) for m in view.thread]
    told += [(r.made_at, _settled(r)) for r in view.resolutions]
    told.sort(key=lambda one: one[0])
    if told:
        st.html('<div class="qcr-thread">' + "".join(html for _, html in told) + "</div>")
    else:
        parts.muted("Nobody has said anything of this item yet.")


def _verdict(project: Project, view: ItemView, verdict: Judged) -> str:
    proposed = ""
    if verdict.proposal is not None:
        proposed = f"Proposes {review_change.described(project, view, verdict.proposal)}."
    return _entry(
        verdict.who,
        VERBS[verdict.judgement],
        verdict.made_at,
        proposed,
        sign=SIGNS[verdict.judgement],
        kind=verdict.judgement.value,
    )


def _settled(one: Resolution) -> str:
    return _entry(one.who, OUTCOMES[one.outcome], one.made_at, one.reason, kind="settled")


def _entry(who: str, verb: str, at: str, text: str, *, sign: str = "", kind: str = "") -> str:
    mark = f'<b aria-hidden="true">{sign}</b> ' if sign else ""
    body = f"<p>{escaped(text)}</p>" if text else ""
    return (
        f'<article class="qcr-entry qcr-{kind or "says"}"><header>'
        f"<span>{mark}<b>{escaped(who)}</b> {verb}</span>"
        f"<span>{escaped(parts.when(at))}</span></header>{body}</article>"
    )
