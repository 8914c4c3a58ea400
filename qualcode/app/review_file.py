"""A round to somebody elsewhere as one sealed file, and their verdicts back."""

from __future__ import annotations

from typing import Any

import streamlit as st

from qualcode.app import confirming, parts
from qualcode.app.literal import escaped, sentence
from qualcode.errors import QualcodeError, Refused
from qualcode.formats.sealed import SHORTEST, suggested_passphrase
from qualcode.model.review import Round, RoundState
from qualcode.project import Project, Upload
from qualcode.project.review_file import ReviewSent
from qualcode.project.review_taken import VerdictsTaken
from qualcode.report.attribution import FewPeople
from qualcode.report.twins import SameWords

TAKEN, TURN = "verdicts-taken", "verdicts-turn"
CONFIRM = {
    "confirmed": (FewPeople, confirming.FEW),
    "same_words": (SameWords, confirming.BOTH),
}


def send(project: Project, round: Round) -> None:
    """The fields and the button that make `review.html` of a round for one of its reviewers."""
    if round.state is not RoundState.IN_REVIEW or not round.reviewers:
        parts.muted("A round can be sent while it is in review and has a reviewer.")
        return
    key = f"send-{round.id}"
    parts.muted(
        "One page that opens in any browser without a network: the passages in context, the"
        " codebook and the buttons for verdicts, all sealed with a passphrase. She sends a small"
        " file back, which you take in below."
    )
    if told := project.consent_notice():
        parts.muted(told)
    who = round.reviewers[0]
    if len(round.reviewers) > 1:
        who = st.selectbox("For", round.reviewers, key=f"{key}-who")
    st.button("Suggest a passphrase", key=f"{key}-suggest", on_click=_suggest, args=(key,))
    # A form: outside of one, leaving the field by the keyboard loses what was typed in it. Its only
    # button is the one that the key Enter presses.
    with st.form(f"{key}-form", border=False):
        passphrase = st.text_input(
            "Passphrase",
            type="password",
            key=f"{key}-pass",
            autocomplete="off",
            help=f"At least {SHORTEST} characters; four words make a good one. It is kept nowhere.",
        )
        if passphrase and st.session_state.get(f"{key}-suggested") == passphrase:
            sentence(
                "Write the passphrase down: it opens the file, and you need it again for the"
                f" verdicts.\n{passphrase}"
            )
        how = _weighed(key)
        made = st.form_submit_button("Make the file", type="primary", key=f"{key}-make")
    if made:
        _make(project, round, key, {"passphrase": passphrase, "reviewer": who, **how})
    # A file under another passphrase, or for somebody else, is not the one these fields speak of.
    if st.session_state.get(f"{key}-for") == (who, passphrase):
        _told(key)


def receive(project: Project) -> None:
    """The box for a verdict file that came back, and what became of it."""
    turn = st.session_state.get(TURN, 0)
    file = st.file_uploader(
        "A verdict file that came back", type=["verdicts"], key=f"verdicts-file-{turn}"
    )
    if file is not None:
        with st.form(f"verdicts-form-{turn}", border=False):
            passphrase = st.text_input(
                "Passphrase of the review",
                type="password",
                key=f"verdicts-pass-{turn}",
                autocomplete="off",
            )
            taking = st.form_submit_button(
                "Take the verdicts in", type="primary", key="verdicts-take"
            )
        if taking:
            with parts.refusals():
                if not passphrase.strip():
                    raise Refused("Type the passphrase of the review first.")
                st.session_state[TAKEN] = project.import_verdicts(
                    Upload(file.name, file.getvalue()), passphrase
                )
                st.session_state[TURN] = turn + 1
                st.rerun()
    taken: VerdictsTaken | None = st.session_state.pop(TAKEN, None)
    if taken is not None:
        _came(taken)


def _suggest(key: str) -> None:
    made = suggested_passphrase()
    st.session_state[f"{key}-pass"] = st.session_state[f"{key}-suggested"] = made


def _weighed(key: str) -> dict[str, bool]:
    """What must be confirmed after a refusal, as ticks; nothing before one."""
    asked: dict[str, str] = st.session_state.get(f"{key}-asked", {})
    how = {}
    for name, told in asked.items():
        sentence(told, kind="error")
        how[name] = st.checkbox(CONFIRM[name][1], key=f"{key}-{name}")
    return how


def _make(project: Project, round: Round, key: str, how: dict[str, Any]) -> None:
    state = st.session_state
    state.pop(f"{key}-sent", None)
    try:
        state[f"{key}-sent"] = project.review_file(round.id, **how)
        state[f"{key}-for"] = (how["reviewer"], how["passphrase"])
    except (FewPeople, SameWords) as refused:
        name = next(name for name, (kind, _) in CONFIRM.items() if isinstance(refused, kind))
        state[f"{key}-asked"] = {**state.get(f"{key}-asked", {}), name: str(refused)}
        st.rerun()
    except QualcodeError as error:
        sentence(str(error), kind="error")


def _told(key: str) -> None:
    sent: ReviewSent | None = st.session_state.get(f"{key}-sent")
    if sent is None:
        return
    told = f"{parts.many(sent.items, 'item')} for {sent.reviewer}, sealed."
    if sent.left_out:
        stay = "stays" if sent.left_out == 1 else "stay"
        told += f" {parts.many(sent.left_out, 'item')} {stay} here: the people allow no quotes."
    sentence(f"{told} Tell the passphrase by another way than the file.", kind="done")
    st.download_button(
        "Take review.html along",
        sent.page,
        file_name="review.html",
        mime="text/html",
        on_click="ignore",
        key=f"{key}-file",
    )


def _came(taken: VerdictsTaken) -> None:
    sentence(taken.told, kind="done")
    if taken.refused:
        sentence(f"{parts.many(len(taken.refused), 'thing')} could not be taken:", kind="error")
        lines = "".join(f"<li>{escaped(line)}</li>" for line in taken.refused)
        st.html(f'<div class="qc-prose"><ul>{lines}</ul></div>')
