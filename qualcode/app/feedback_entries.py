"""What was said at a session: keeping it, reading it, changing it, and erasing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from qualcode.app import draft, parts
from qualcode.app.desk import tried
from qualcode.app.literal import escaped
from qualcode.errors import Refused
from qualcode.model import CoderRole
from qualcode.model.feedback import FeedbackEntry, FeedbackSession, Stance, as_tags
from qualcode.project import Project
from qualcode.report.feedback_files import GONE, WHOLE

COUNT, OPEN, MOST = "feedback-kept", "feedback-entry-open", "feedback-most"
AT_ONCE = 50  # drawn at first: a page with a button for each of thousands would be slow
LABELS = {Stance.AGREES: "✓ It agrees", Stance.ADDS: "+ It adds", Stance.DISPUTES: "≠ It disputes"}
ADDED = "Kept, and counted apart from the interviews."
CHANGED = "Kept as you wrote it; the version before stays."
FIELDS = ("stance", "theme", "words", "quotable", "said_by", "tags")


def new_entry(project: Project, session: FeedbackSession) -> None:
    """What was said, on which theme and by whom; the button says how it stands to the theme."""
    key = f"feedback-say-{session.id}-{st.session_state.get(COUNT, 0)}"
    titles = project.feedback_themes()
    with st.container(border=True, key="feedback-say"):
        _about_what(key, ["", *titles], titles)
        _words(key, value=True)
        parts.muted("How does it stand to the theme? This keeps it.")
        with st.container(horizontal=True):
            for stance, words in LABELS.items():
                st.button(
                    words,
                    key=f"feedback-say-{stance.value}",
                    on_click=_add,
                    args=(project, session.id, stance, key),
                )


def _about_what(key: str, choices: Sequence[str], titles: Mapping[str, str]) -> None:
    # The whole is an empty id here: a list with nothing chosen would show a way to empty it.
    st.selectbox(
        "On which theme?",
        choices,
        format_func=lambda theme: titles.get(theme, GONE) if theme else WHOLE,
        key=draft.field(key, "theme"),
        persist_state="session",
    )


def _words(key: str, *, value: bool | None = None) -> None:
    st.text_area(
        "What was said?",
        key=draft.field(key, "words"),
        height=100,
        placeholder="In their words where you have them.",
        persist_state="session",
    )
    left, right = st.columns(2)
    left.text_input(
        "Said by (optional)",
        key=draft.field(key, "said_by"),
        placeholder="A team manager",
        help="A role or an authority, never a name.",
        persist_state="session",
    )
    right.text_input(
        "Tags (optional)",
        key=draft.field(key, "tags"),
        placeholder="night work, thresholds",
        help="Several are told apart by commas.",
        persist_state="session",
    )
    quotable = draft.field(key, "quotable")
    if value is not None:
        st.session_state.setdefault(quotable, value)
    st.checkbox("These words may be quoted", key=quotable, persist_state="session")


def _add(project: Project, session: str, stance: Stance, key: str) -> None:
    given = {name: st.session_state.get(draft.field(key, name)) for name in FIELDS}

    def add() -> None:
        project.add_feedback(
            session,
            stance,
            given["words"] or "",
            theme=given["theme"] or None,
            quotable=bool(given["quotable"]),
            said_by=given["said_by"] or "",
            tags=as_tags(given["tags"] or ""),
        )

    if tried(add):
        count = st.session_state.get(COUNT, 0) + 1
        st.session_state[COUNT] = count
        # The next thing said is mostly on the same theme.
        st.session_state[draft.field(f"feedback-say-{session}-{count}", "theme")] = given["theme"]
        parts.tell(ADDED)


def entries(project: Project, said: Sequence[FeedbackEntry]) -> None:
    """What was said, the newest first; one's own and, but for a mentor, everybody's to change."""
    if not said:
        parts.muted("Nothing is kept of this session yet.")
        return
    titles = project.feedback_themes()
    role = project.acting_role
    most = st.session_state.get(MOST, AT_ONCE)
    for entry in list(reversed(said))[:most]:
        if st.session_state.get(OPEN) == entry.id:
            with st.container(border=True, key=f"feedback-open-{entry.id}"):
                _change(project, entry, titles, may_erase=role is CoderRole.RESEARCHER)
            continue
        drawn, opens = st.columns([7, 1.6], vertical_alignment="top", gap="small")
        drawn.html(as_html(entry, "" if entry.theme is None else titles.get(entry.theme, GONE)))
        if role is not CoderRole.MENTOR or entry.who == project.coder:
            opens.button(
                "Change",
                type="tertiary",
                key=f"feedback-edit-{entry.id}",
                on_click=_open,
                args=(entry.id,),
            )
    if (left := len(said) - most) > 0:
        st.button(
            f"Show {min(left, AT_ONCE)} more of {left}",
            key="feedback-more",
            on_click=_more,
            args=(most + AT_ONCE,),
        )


def _more(most: int) -> None:
    st.session_state[MOST] = most


def as_html(entry: FeedbackEntry, theme: str, session: str = "") -> str:
    """One thing said, with its stance, on what, by whom, and who wrote it down."""
    on = f" · {escaped(theme)}" if theme else ""
    lines = [
        "" if entry.quotable or entry.withheld else "may not be quoted",
        entry.said_by and f"said by: {entry.said_by}",
        session,
        entry.tags and f"tags: {', '.join(entry.tags)}",
        f"written down by {entry.who}, {parts.when(entry.made_at)}",
    ]
    words = (
        entry.words if not entry.withheld else "These words may not be quoted and are not shown."
    )
    quiet = " · ".join(line for line in lines if line)
    return (
        '<article class="qc-memo" style="margin-bottom:0"><header>'
        f"<b>{entry.stance.mark} {entry.stance.value.capitalize()}{on}</b></header>"
        f'<p>{escaped(words)}</p><div class="qc-muted">{escaped(quiet)}</div></article>'
    )


def _open(id: str | None) -> None:
    st.session_state[OPEN] = id


def _change(
    project: Project, entry: FeedbackEntry, titles: Mapping[str, str], *, may_erase: bool
) -> None:
    key = f"feedback-entry-{entry.id}"
    values = {name: getattr(entry, name) for name in FIELDS}
    values |= {"tags": ", ".join(entry.tags), "theme": entry.theme or ""}
    draft.begin(key, entry.version, values)
    gone = [entry.theme] if entry.theme and entry.theme not in titles else []
    _about_what(key, ["", *titles, *gone], titles)
    st.selectbox(
        "How does it stand to the theme?",
        list(Stance),
        format_func=LABELS.__getitem__,
        key=draft.field(key, "stance"),
        persist_state="session",
    )
    _words(key)
    write = partial(_write, project, entry.id, key)
    theirs = f"{entry.stance.value}: {entry.words}"
    draft.refused(key, entry.version, theirs, write, CHANGED)
    acts: list[tuple[str, str, Callable[..., None], tuple[object, ...]]] = [
        ("Keep the changes", "keep", _keep, (key, write)),
        ("Close", "close", _close, (key,)),
        ("Drop it", "drop", _drop, (project, entry.id, key)),
    ]
    if may_erase:
        acts.append(("They take it back: erase it", "erase", _erase, (project, entry.id, key)))
    with st.container(horizontal=True):
        for words, name, act, given in acts:
            st.button(
                words,
                key=draft.field(key, name),
                type="secondary" if name in ("keep", "close") else "tertiary",
                on_click=act,
                args=given,
            )
    if may_erase:
        parts.muted(
            "What is dropped stays in its versions. What is erased is gone for good: the history"
            " keeps only that something was."
        )


def _write(project: Project, id: str, key: str, based_on: str | None) -> None:
    changed = draft.changes(key)
    if "theme" in changed:
        changed["theme"] = changed["theme"] or None
    if "tags" in changed:
        changed["tags"] = as_tags(changed["tags"])
    if "words" in changed and not changed["words"].strip():
        raise Refused("The words are empty; write what was said, or drop it.")
    project.edit_feedback(id, based_on=based_on, **changed)


def _keep(key: str, write: Callable[[str | None], object]) -> None:
    draft.keep(key, write, CHANGED)
    if draft.base(key) is None:
        _open(None)


def _close(key: str) -> None:
    draft.let_go(key)
    _open(None)


def _drop(project: Project, id: str, key: str) -> None:
    if tried(project.drop_feedback, id):
        _close(key)
        parts.tell("It is dropped; its versions stay.")


def _erase(project: Project, id: str, key: str) -> None:
    if tried(project.take_back_feedback, id):
        _close(key)
        parts.tell("It is erased in every version. Files that left with it are not changed.")
