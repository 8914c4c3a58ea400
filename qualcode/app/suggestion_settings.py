"""Whether suggestions are offered, on how many passages one decides first, and making them."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from qualcode.app import parts
from qualcode.app.desk import act
from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError
from qualcode.project import Project

ALL = "all"
ON, SHARE, LISTEN = "offers-on", "offers-share", "offers-listen"
SHARES = {
    0.0: "None",
    0.1: "1 in 10",
    0.2: "1 in 5",
    1 / 3: "1 in 3",
    0.5: "Every other one",
}


def nothing(project: Project, titles: Mapping[str, str], decided: int) -> None:
    """What stands in the place of a card when nothing waits."""
    with st.container(border=True, key="empty"):
        if decided:
            st.write(f"You have decided on {parts.many(decided, 'suggestion')}; none waits.")
        else:
            st.write(
                "No suggestion waits for you. Suggestions are codes offered for passages, each"
                " with its reason: a cue phrase of the codebook, or words shared with a"
                " definition."
            )
        pressed = st.button("Suggest for all interviews", type="primary", key="empty-go")
    if pressed:
        _suggest(project, titles, None)


def switched_off(project: Project) -> None:
    """What the page says while the study has no suggestions."""
    with st.container(border=True, key="empty"):
        st.write(
            "Suggestions are switched off in this study, so nothing stands between you and the"
            " interviews. They can be switched on for everybody in the study."
        )
        st.button(
            "Switch suggestions on",
            key="offers-switch-on",
            on_click=act,
            args=(project.set_options,),
            kwargs={"suggestions": True},
        )


def settings(project: Project, titles: Mapping[str, str]) -> None:
    """The study's choices about suggestions, and making them anew."""
    with st.expander("Settings", key="offers-settings", on_change="rerun") as box:
        if not box.open:
            return
        options = project.about()["options"]
        left, right = st.columns(2, gap="large")
        with left:
            _study(project, options)
        with right:
            _make(project, titles)


def _study(project: Project, options: Mapping[str, object]) -> None:
    st.session_state[ON] = bool(options["suggestions"])
    st.toggle(
        "Offer suggestions in this study",
        key=ON,
        on_change=lambda: act(project.set_options, suggestions=st.session_state[ON]),
    )
    share = float(options["decide_first"])  # type: ignore[arg-type]
    shares = sorted({*SHARES, share})
    st.session_state[SHARE] = share
    st.selectbox(
        "Decide first on how many passages?",
        shares,
        format_func=_share,
        key=SHARE,
        on_change=lambda: act(project.set_options, decide_first=st.session_state[SHARE]),
    )
    parts.muted(
        "On these passages, chosen by chance, nothing is shown until you have given your own codes"
        " or said that none fits. Only what was decided so can say how good the suggestions are,"
        " and whether they sway you. The choice holds for everybody in the study."
    )
    st.toggle("Listen to keys", value=True, key=LISTEN, persist_state="session")


def _share(value: float) -> str:
    return SHARES.get(value, f"{100 * value:g} in 100")


def _make(project: Project, titles: Mapping[str, str]) -> None:
    for_which = st.selectbox(
        "Make suggestions anew for which interview?",
        [ALL, *titles],
        format_func=lambda id: "All interviews" if id == ALL else titles[id],
        key="offers-for",
    )
    if st.button("Make suggestions", key="offers-go"):
        _suggest(project, titles, None if for_which == ALL else for_which)
    parts.muted(
        "After a change of the codebook or of passages. What you have decided stays decided."
    )


def _suggest(project: Project, titles: Mapping[str, str], transcript: str | None) -> None:
    """Suggest with a bar that fills, then draw the page again."""
    bar = st.progress(0.0, "Reading the interviews")
    ids = [transcript] if transcript else []
    fill = parts.filling(bar, float(len(ids) or len(titles)))
    try:
        project.suggest(*ids, progress=fill)
    except QualcodeError as error:
        sentence(str(error), kind="error")
        return
    found = sum(1 for one in project.queue() if not ids or one.transcript in ids)
    told = f"{parts.many(found, 'suggestion')} for you to decide on."
    parts.tell(told if found else "There is nothing new to suggest.")
    st.rerun()
