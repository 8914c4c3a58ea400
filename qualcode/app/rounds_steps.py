"""A round as a whole: coded apart, handed in, opened for review, given back, finished."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from qualcode.app import parts, review_file, rounds_list
from qualcode.app.desk import tried
from qualcode.app.literal import escaped, sentence
from qualcode.model import CoderRole
from qualcode.model.review import Round, RoundState
from qualcode.project import Project
from qualcode.project.review_views import ItemRow
from qualcode.project.rounds_waiting import StillWaiting
from qualcode.project.rounds_wording import drawn_told

NOTE, WAITS = "round-note", "round-waits"


def makes(project: Project) -> bool:
    """Whether the acting person makes rounds and leads them on."""
    return project.acting_role is CoderRole.RESEARCHER


def show(project: Project, round: Round, rows: Sequence[ItemRow]) -> None:
    """What is mine to code; what the round went through; its buttons, where no item is above."""
    if round.coders and not rows:
        _coding(project, round)
    if not rows:
        lead(project, round, rows)
    with st.expander("What this round went through", key=f"round-steps-{round.number}"):
        parts.muted(_drawn(round))
        steps = [
            (s.made_at, s.who, _words(s.state, s.person), s.note)
            for s in project.round_steps(round.id)
        ]
        st.html("".join(_step(*step) for step in steps) or "<div></div>")


def lead(project: Project, round: Round, rows: Sequence[ItemRow]) -> None:
    """The researcher's two drawers, side by side; nothing for anybody else."""
    if not makes(project):
        return
    left, right = st.columns(2, gap="small")
    with left:
        _lead(project, round)
    with right:
        _sealed(project, round)


def _sealed(project: Project, round: Round) -> None:
    """The round for somebody who cannot come to this machine, and their verdicts back."""
    if round.state not in (RoundState.IN_REVIEW, RoundState.RETURNED):
        return
    with st.expander("Send to a reviewer elsewhere", key=f"round-send-{round.number}"):
        review_file.send(project, round)
        st.divider()
        review_file.receive(project)


def _coding(project: Project, round: Round) -> None:
    """The interviews to code, each with its way there."""
    if project.coder not in round.coders:
        parts.muted(
            "The coders code these interviews first, each without seeing the other's codes. Then"
            " the review is opened."
        )
        return
    if project.coder in round.submitted:
        parts.muted("You have handed in your coding. The others' codings are shown again then.")
        return
    if round.state is RoundState.ASSIGNED:
        st.write(
            f"You are asked to code {parts.many(len(round.interviews), 'interview')}. While you"
            " do, the others' codes in them are hidden from you, and yours from them."
        )
        st.button(
            "Begin",
            key="round-begin",
            type="primary",
            on_click=_act,
            args=(partial(project.begin_round, round.id), "The round has begun."),
        )
        return
    _mine(project, round)


def _mine(project: Project, round: Round) -> None:
    titles = {row["id"]: row["title"] for row in project.transcripts()}
    through = {r.transcript for r in project.readings() if r.coder == project.coder and r.done_at}
    st.subheader("Yours to code", anchor=False)
    for n, id in enumerate(round.interviews):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            told = "coded through" if id in through else "not coded through yet"
            st.html(parts.named(titles.get(id, "An interview that was removed"), told))
            if st.button("Open", key=f"round-code-{n}", type="tertiary"):
                parts.go("code", transcript=id)
    st.button(
        "Hand in my coding",
        key="round-submit",
        type="primary",
        on_click=_act,
        args=(partial(project.submit_round, round.id), "Your coding is handed in."),
    )
    parts.muted("Mark every interview as coded through first. Your codings are kept as they are.")


def _lead(project: Project, round: Round) -> None:
    """The researcher's buttons that fit the state."""
    steps: list[tuple[str, str, Callable[[str], object], str]] = []
    if round.state in (RoundState.SUBMITTED, RoundState.RETURNED):
        again = "again " if round.state is RoundState.RETURNED else ""
        steps.append(
            (
                "review",
                f"Open the review {again}".strip(),
                lambda note: project.review_round(round.id, note),
                "The round is in review.",
            )
        )
    if round.state is RoundState.FINAL:
        steps.append(
            (
                "review",
                "Open the review again",
                lambda note: project.review_round(round.id, note),
                "The round is in review again.",
            )
        )
    if round.state is RoundState.IN_REVIEW:
        steps.append(
            (
                "return",
                "Give it back to the coders",
                lambda note: project.return_round(round.id, note),
                "The round is back with its coders.",
            )
        )
    if round.state in (RoundState.IN_REVIEW, RoundState.RETURNED):
        steps.append(
            (
                "finish",
                "Finish the round",
                lambda note: _finish(project, round, note),
                "The round is finished.",
            )
        )
    if round.state in (RoundState.ASSIGNED, RoundState.CODING, RoundState.SUBMITTED):
        steps.append(
            (
                "finish",
                "End it without a review",
                lambda note: project.finish_round(round.id, note),
                "The round is ended.",
            )
        )
    if not steps:
        return
    with st.expander("Lead this round on", key=f"round-lead-{round.number}"):
        parts.muted(f"{rounds_list.told(round)} {_asks(round)}")
        st.text_input("A note with it", key=NOTE, persist_state="session")
        with st.container(horizontal=True, gap="small"):
            for key, label, verb, done in steps:
                st.button(label, key=f"round-{key}", on_click=_noted, args=(verb, done))
        _weighed(project, round)


def _asks(round: Round) -> str:
    """What the buttons ask for."""
    if round.state is RoundState.FINAL:
        return (
            "It can be opened again, for a verdict file that comes late for instance; write a note"
            " why."
        )
    return "Finishing asks that every item questioned or disagreed with is settled or left open."


def _finish(project: Project, round: Round, note: str) -> None:
    """Finish it; where something still waits, that is kept to be asked about on the page."""
    try:
        project.finish_round(round.id, note)
    except StillWaiting as waits:
        # What was said of another state of the study is not asked about.
        st.session_state[WAITS] = (round.id, project.version, str(waits))
        raise


def _weighed(project: Project, round: Round) -> None:
    """The question whether to finish although something waits, once finishing was refused so."""
    asked = st.session_state.get(WAITS)
    if asked is None or asked[:2] != (round.id, project.version):
        return
    sentence(asked[2])
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Finish all the same",
            key="round-finish-all-the-same",
            on_click=_noted,
            args=(partial(_confirmed, project, round), "The round is finished."),
        )
        st.button("Not yet", key="round-finish-not", on_click=st.session_state.pop, args=(WAITS,))


def _confirmed(project: Project, round: Round, note: str) -> None:
    project.finish_round(round.id, note, confirmed=True)
    st.session_state.pop(WAITS, None)


def _noted(verb: Callable[[str], object], done: str) -> None:
    if tried(verb, (st.session_state.get(NOTE) or "").strip()):
        st.session_state[NOTE] = ""
        parts.tell(done)


def _act(verb: Callable[[], object], done: str) -> None:
    if tried(verb):
        parts.tell(done)


def _drawn(round: Round) -> str:
    """How the round was drawn, and from what."""
    noun = "codings" if round.over == "codings" else "interviews"
    count, of = round.drawn.get("count"), round.drawn.get("of")
    by = round.drawn.get("by") or ()
    said = f"Made by {round.made_by}, {parts.when(round.made_at)}, over version"
    said += f" {round.codebook_version} of the codebook."
    if count is not None and of is not None:
        said += f" Drawn: {count:,} of {of:,} {noun}"
        said += f", a fair share by {', '.join(by)}" if by else ""
        said += f"; the seed is {round.seed}, with which the same are drawn again."
    return " ".join([said, *drawn_told(round)])


def _words(state: RoundState, person: str | None) -> str:
    if state is RoundState.SUBMITTED and person:
        return "handed in"
    return {
        RoundState.ASSIGNED: "gave it to the coders",
        RoundState.CODING: "began to code",
        RoundState.SUBMITTED: "everybody has handed in",
        RoundState.IN_REVIEW: "opened the review",
        RoundState.RETURNED: "gave it back to the coders",
        RoundState.FINAL: "finished it",
    }[state]


def _step(at: str, who: str, words: str, note: str) -> str:
    body = f"<p>{escaped(note)}</p>" if note else ""
    return (
        f'<article class="qcr-entry"><header><span><b>{escaped(who)}</b> {words}</span>'
        f"<span>{escaped(parts.when(at))}</span></header>{body}</article>"
    )
