"""Settling an item: the coders' answer to what was questioned, with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from qualcode.app import draft, parts, review_change, review_verdict
from qualcode.app.literal import escaped
from qualcode.app.page_keys import Key
from qualcode.app.review_words import words_at
from qualcode.app.suggestion_acts import Hint
from qualcode.errors import Refused
from qualcode.model.review import Outcome, RoundState
from qualcode.project import Project
from qualcode.project.review_views import ItemRow, ItemView

BUTTONS = (
    (Outcome.KEEP, "Keep", "It stays as it is"),
    (Outcome.CHANGE, "Change", "The code, direction or words named here take its place"),
    (Outcome.BOTH, "Both", "The code named here stands beside the one there is"),
    (Outcome.OPEN, "Leave open", "The words bear more than one reading; that is kept as a finding"),
)
OF_A_THEME = "Once it is written anew under Themes, Written themes"
AMEND = "Change the codebook so"
KEYS = (
    Hint(Key("1", ".st-key-settle-keep button"), "keep"),
    Hint(Key("2", ".st-key-settle-change button"), "change"),
    Hint(Key("3", ".st-key-settle-both button"), "both"),
    Hint(Key("4", ".st-key-settle-open button"), "leave open"),
    Hint(
        Key(
            "5",
            "[class*='st-key-settle-book-'] summary",
            "[class*='st-key-settle-book-'] textarea",
        ),
        "the definition",
    ),
    Hint(
        Key(
            "o",
            "[class*='st-key-settle-instead-'] summary",
            "[class*='st-key-settle-instead-'] input",
        ),
        "other code",
    ),
    Hint(Key("r", "[class*='st-key-settle-why-'] textarea", "focus"), "reason"),
)


def form(project: Project, view: ItemView, waits: Sequence[ItemRow]) -> None:
    """The reason, what to put instead, the buttons, and the definition in the same place."""
    if view.round.state is RoundState.FINAL:
        return
    item = view.row.item
    key = f"settle-{item.id}"
    draft.begin(key, _version(view), _values(project, view))
    with st.container(key=f"settle-why-{item.id}"):
        st.text_area(
            "Reason",
            key=draft.field(key, "reason"),
            height=80,
            placeholder="Why it is settled so; this stays with the item",
            persist_state="session",
        )
    if view.coding is not None:
        name = "What to put instead, or beside it"
        if view.verdicts and any(v.proposal for v in view.verdicts):
            name += " (as proposed)"
        with st.expander(name, key=f"settle-instead-{item.id}"):
            review_change.fields(project, view, key)
    if view.theme is not None:
        _theme(view)
    review_verdict.refused(key)
    seen = view.resolutions[-1].id if view.resolutions else None
    with st.container(horizontal=True, gap="xsmall", key="settle-buttons"):
        for outcome, words, hint in BUTTONS:
            if outcome is Outcome.BOTH and view.coding is None:
                continue
            st.button(
                words,
                key=f"settle-{outcome.value}",
                help=hint if view.coding or outcome is not Outcome.CHANGE else OF_A_THEME,
                on_click=_settle,
                args=(project, view, outcome, seen, tuple(waits)),
            )
    if view.coding is not None and view.coding.code in project.codebook:
        _definition(project, view, key, seen, waits)


def _theme(view: ItemView) -> None:
    """The way to a theme's own text, where it is written anew; what is typed here waits."""
    parts.muted(
        "To change the theme, write it anew first; then come back and settle it as changed."
        if view.stands
        else "The theme was changed since the round was made; it can be settled as changed."
    )
    if st.button("Open the theme to write it anew", key="settle-theme", type="tertiary"):
        parts.go("themes", theme=view.row.item.about)


def _definition(
    project: Project, view: ItemView, key: str, seen: str | None, waits: Sequence[ItemRow]
) -> None:
    """The definition of the code, to be amended where it let people read it in two ways."""
    if view.coding is None:
        return
    code = project.codebook[view.coding.code]
    with st.expander("The definition is what misled us", key=f"settle-book-{view.row.item.id}"):
        parts.muted(f"As it stands: {code.definition or 'no definition yet'}")
        st.text_area(
            "The new definition",
            key=draft.field(key, "definition"),
            height=120,
            persist_state="session",
        )
        parts.muted(
            "The codebook gets a new version, with the reason above. What was coded under the old"
            " one stays, and the History page lists the interviews to read again."
        )
        st.button(
            AMEND,
            key="settle-codebook",
            on_click=_settle,
            args=(project, view, Outcome.CODEBOOK, seen, tuple(waits)),
        )


def _version(view: ItemView) -> str:
    """What the fields were filled from: the newest proposal, and the settling before."""
    proposals = [v.id for v in view.verdicts if v.proposal is not None]
    return f"{proposals[-1] if proposals else ''} {len(view.resolutions)}"


def _values(project: Project, view: ItemView) -> dict[str, object]:
    values: dict[str, object] = {"reason": "", **review_change.EMPTY, "definition": ""}
    if view.coding is None:
        return values
    if view.coding.code in project.codebook:
        values["definition"] = project.codebook[view.coding.code].definition
    proposal = next((v.proposal for v in reversed(view.verdicts) if v.proposal), None)
    if proposal is not None:
        words = proposal.span and words_at(proposal.span, view)
        values |= {
            "code": proposal.code,
            "direction": proposal.direction,
            "words": words or "",
        }
    return values


def _settle(
    project: Project,
    view: ItemView,
    outcome: Outcome,
    seen: str | None,
    waits: tuple[ItemRow, ...],
) -> None:
    item, key = view.row.item, f"settle-{view.row.item.id}"

    def settle() -> None:
        project.resolve(
            item.id,
            outcome,
            st.session_state.get(draft.field(key, "reason")) or "",
            seen=seen,
            **_asked(project, view, outcome, key),
        )

    if review_verdict.told(key, settle):
        draft.let_go(key)
        review_verdict.say(f"Item {item.n} is settled: {outcome.words}.")
        review_verdict.go_on(item.id, item.n, waits)


def _asked(project: Project, view: ItemView, outcome: Outcome, key: str) -> dict[str, Any]:
    """What goes along with an outcome.

    Raises
    ------
    Refused
        Something else was written too, and would be lost.
    """
    amended = "definition" in draft.changes(key)
    if outcome is Outcome.CODEBOOK:
        return {"definition": _amended(project, view, key, amended)}
    if amended:
        raise Refused(
            "You have written another definition too; choose “Change the codebook so”, or put the"
            " definition back as it was."
        )
    if outcome not in (Outcome.CHANGE, Outcome.BOTH) or view.coding is None:
        return {}
    change = review_change.given(view, key)
    return {"code": change.code, "direction": change.direction, "span": change.span}


def _amended(project: Project, view: ItemView, key: str, amended: bool) -> str:
    """The new definition, if nobody wrote another one while this one was being written."""
    if not amended or view.coding is None:
        raise Refused("The definition is as it was; write the new one first.")
    held = st.session_state[draft.field(key, "base")][1]["definition"]
    now = project.codebook[view.coding.code].definition
    if now != held:
        # Said once: who presses again has seen what stands there now.
        values = st.session_state[draft.field(key, "base")]
        st.session_state[draft.field(key, "base")] = (values[0], {**values[1], "definition": now})
        raise Refused(
            "Somebody has changed this definition while you wrote; it stands above your own now."
            " Take over what you need, and press again."
        )
    return str(st.session_state[draft.field(key, "definition")])


def now(project: Project, view: ItemView) -> str:
    """The definition as it stands now, where it is not the one the round was frozen with."""
    code = view.code
    if code is None or code.id not in project.codebook:
        return ""
    newest = project.codebook[code.id]
    if newest.definition == code.definition:
        return ""
    return (
        '<p class="qc-muted">The definition was changed since the round was made. Now:'
        f" {escaped(newest.definition)}</p>"
    )
