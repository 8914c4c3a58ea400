"""Overview: where the study stands, the one next thing to do, and who is working."""

from __future__ import annotations

from collections import Counter
from typing import Any

import streamlit as st

from qualcode.app import erasing_retain, keeping_offer, news, overview_reading, parts, profile
from qualcode.app.hand import is_damaged, project_in_hand
from qualcode.app.literal import sentence
from qualcode.app.opening import open_or_make
from qualcode.app.people import who_am_i
from qualcode.model import CoderRole, Kind
from qualcode.project import Project, Standing, Step

# Step -> (what to do, why, the button, where it leads).
NEXT: dict[Step, tuple[str, str, str, str]] = {
    Step.UPLOAD: (
        "Bring in your first interviews",
        "Word, PDF, text or subtitle files, several at once. You see how each was read before"
        " anything is taken in.",
        "Upload transcripts",
        "transcripts",
    ),
    Step.CONFIRM: (
        "Say who is speaking",
        "Some speakers are not matched to a participant yet. You confirm the speakers of each"
        " interview once.",
        "Confirm speakers",
        "transcripts",
    ),
    Step.PLACE: (
        "Look at codings of a corrected transcript",
        "Words in them were changed or are gone. They are in no count until you have said what"
        " becomes of them.",
        "Look at corrections",
        "corrections",
    ),
    Step.SETTLE: (
        "Settle roles nobody has listed yet",
        "Some roles are written in a way the study does not know, so these people stand in no"
        " table by role.",
        "Settle roles",
        "participants",
    ),
    Step.CODEBOOK: (
        "Give the study its codes",
        "The codebook is empty. Coding starts with a list of the ideas you look for.",
        "Add a codebook",
        "codebook",
    ),
    Step.CODE: (
        "Code your first interview",
        "Read it passage by passage and say what each is about.",
        "Start coding",
        "code",
    ),
    Step.ANSWER: (
        "Answer what was questioned",
        "A reviewer questioned or disagreed with something in a round, and waits for what you make"
        " of it.",
        "Look at the rounds",
        "rounds",
    ),
    Step.DECIDE: (
        "Decide on the suggestions that wait",
        "Each comes with its reason. Nothing is coded until you accept it.",
        "Look at suggestions",
        "suggestions",
    ),
    Step.CODE_ON: (
        "Code the next interview",
        "Some interviews have not been coded by anybody yet.",
        "Go on coding",
        "code",
    ),
    Step.THEMES: (
        "See what people say",
        "Every interview has been coded. The themes show who says what, with how many people"
        " behind it.",
        "Look at themes",
        "themes",
    ),
}


def render() -> None:
    """Where the study stands; without a study, the ways to get one."""
    project = project_in_hand(quiet=True)
    if project is None:
        parts.title("Welcome to qualcode")
        erasing_retain.gone()
        if is_damaged():
            keeping_offer.offer()
        open_or_make()
        return
    parts.title("Overview")
    about = project.about()
    kind = profile.PROFILES.get(about["profile"], about["profile"])
    role = project.acting_role
    if role is CoderRole.MENTOR:
        overview_reading.render(project, kind)
        return
    parts.heading(
        about["title"],
        f"{kind.capitalize()}. Another study can be opened or made at the end of this page.",
    )
    if role is CoderRole.RESEARCHER:
        for notice in filter(None, (project.erasing_notice(), project.retention_notice())):
            sentence(notice, kind="error")
    standing = project.standing()
    wide, narrow = st.columns([2, 1], gap="large")
    with wide:
        _next_thing(standing)
    with narrow:
        who_am_i(project)
    news.render(project)
    st.subheader("Where the study stands", anchor=False)
    parts.facts(_facts(standing, _by_several(project)))
    for line in _open_ends(standing):
        parts.muted(line)
    _progress(project)
    if role is CoderRole.RESEARCHER:
        profile.choose(project)
    with st.expander("Open or make another study"):
        open_or_make()


def _next_thing(standing: Standing) -> None:
    what, why, button, page = NEXT[standing.next]
    with st.container(border=True, key="next-step"):
        st.caption("The next thing to do")
        st.subheader(what, anchor=False)
        st.write(why)
        if not st.button(button, type="primary", key="next"):
            return
        if page == "code" and standing.untouched:
            parts.go(page, transcript=standing.untouched[0])
        parts.go(page)


def _facts(standing: Standing, several: int) -> list[tuple[str, str]]:
    mine, all_of_them = standing.coded_by_me, standing.interviews
    noun = "interview" if all_of_them == 1 else "interviews"
    shown = [
        (f"{mine} of {all_of_them}", f"{noun} you have coded through"),
        (f"{several}", "coded through by two people or more"),
    ]
    # Where nobody else codes, what is left follows from the first number.
    if standing.untouched and len(standing.untouched) != all_of_them - mine:
        shown.append(_fact(len(standing.untouched), "interview", "nobody has coded yet"))
    return [
        *shown,
        _fact(standing.codings, "coding", f"in all, {standing.my_codings:,} of them yours"),
        *([_fact(standing.asked, "item", "questioned in rounds")] if standing.asked else []),
        _fact(standing.waiting, "suggestion", "waiting for you"),
        _fact(standing.participants, "participant"),
    ]


def _fact(n: int, noun: str, more: str = "") -> tuple[str, str]:
    return f"{n:,}", f"{noun if n == 1 else noun + 's'} {more}".strip()


def _by_several(project: Project) -> int:
    """How many interviews two people or more have coded through."""
    interviews = {
        row["id"] for row in project.transcripts() if Kind(row["kind"]).counts_as_interview
    }
    done = Counter(r.transcript for r in project.readings() if r.done_at)
    return sum(n > 1 for id, n in done.items() if id in interviews)


def _open_ends(standing: Standing) -> list[str]:
    """What is not known, in sentences; nothing when all is."""
    lines = []
    if standing.unknown_roles:
        people = parts.many(standing.unknown_roles, "participant")
        lines.append(f"The role of {people} is not known.")
    if standing.unmatched:
        speakers = parts.many(standing.unmatched, "speaker is", "speakers are")
        lines.append(
            f"{speakers} matched to no participant: words that count as passages, not as people."
        )
    if standing.other_texts:
        texts = parts.many(standing.other_texts, "other text")
        lines.append(f"Besides the interviews there are {texts}, which stay out of the counts.")
    return lines


def _progress(project: Project) -> None:
    import pandas as pd

    rows = project.transcripts()
    if not rows:
        return
    through: dict[str, list[str]] = {}
    for reading in project.readings():
        if reading.done_at:
            through.setdefault(reading.transcript, []).append(reading.coder)
    table: list[dict[str, Any]] = [
        {
            "Interview": row["title"],
            "Wave": row["wave"] or "",
            "Words": row["words"],
            "Codings": row["codings"],
            "Coded through by": ", ".join(through.get(row["id"], ())) or "nobody yet",
        }
        for row in rows
    ]
    st.subheader("Interview by interview", anchor=False)
    st.dataframe(
        pd.DataFrame(table),
        hide_index=True,
        key="progress",
        height=min(36 * (len(table) + 1), 520),
        column_config={
            "Interview": st.column_config.TextColumn(width="large"),
            "Wave": st.column_config.TextColumn(width="small"),
            "Words": st.column_config.NumberColumn(width="small", format="localized"),
            "Codings": st.column_config.NumberColumn(width="small", format="localized"),
        },
    )
