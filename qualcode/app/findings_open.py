"""The people behind an open theme: who says it, who says the opposite, who says nothing."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from qualcode.analysis.evidence import Evidence, GroupEvidence
from qualcode.app import parts
from qualcode.app.desk import tried
from qualcode.app.literal import escaped
from qualcode.model import Direction
from qualcode.model.theme import Theme
from qualcode.project import Project
from qualcode.report.cells import label_of
from qualcode.report.theme_caption import caption
from qualcode.report.themes_list import priority_words

FEW = 3  # fewer people than this carry a mark on the researcher's own screen


def counted(project: Project, theme: Theme) -> None:
    """The sentence, the directions, and the people and groups that say nothing."""
    status = {"open": "still open", "keep": "to keep", "drop": "to be dropped"}[theme.status]
    parts.muted(f"{priority_words(theme.priority).capitalize()}; {status}.")
    book = project.codebook
    named = [book[code].title if code in book else code for code in theme.codes]
    if named:
        parts.muted(f"Rests on: {'; '.join(named)}.")
    if gone := [code for code in theme.codes if code not in book]:
        parts.muted(
            f"{', '.join(gone)} stands no more in the codebook and is not counted; choose another"
            " code under Change this theme."
        )
    if theme.note:
        parts.muted(f"Note: {theme.note}")
    if not theme.codes:
        parts.muted("The theme rests on no code yet, so nobody can be counted for it.")
        return
    found = project.theme_evidence(theme)
    parts.facts(_facts(found))
    parts.muted(
        f"In words, always with the numbers: {found.words}."
        + (" Few people: weigh whether the theme rests on them alone." if _is_few(found.k) else "")
    )
    _silent(project, found)
    parts.muted(caption(found, project.codebook_version))


def _is_few(k: int) -> bool:
    return 0 < k < FEW


def _facts(found: Evidence) -> list[tuple[str, str]]:
    places = found.of("authority")
    facts = [(f"{found.k} of {found.n}", "people speak of it, for or against")]
    if places:
        facts.append((f"{sum(g.k > 0 for g in places)} of {len(places)}", "authorities"))
    facts.append((f"{found.segments:,}", "passages" if found.segments != 1 else "passage"))
    for direction in Direction:
        people, passages = found.by_direction[direction]
        if passages:
            facts.append(
                (
                    f"{people} of {found.n}",
                    f"{direction.mark} {direction.words}, {parts.many(passages, 'passage')}",
                )
            )
    if found.unknown:
        who = "speaker" if found.unknown == 1 else "speakers"
        facts.append((str(found.unknown), f"{who} not matched to a participant"))
    return facts


def _silent(project: Project, found: Evidence) -> None:
    """Who says nothing under the codes, with silence and not yet coded told apart."""
    respondents = project.respondents
    silent = [g for g in found.groups if g.silent]
    if silent:
        named = "; ".join(
            f"{label_of(g.attribute, g.value, respondents)} (0 of {g.n})" for g in silent
        )
        parts.muted(f"Nobody there says so, though all of it is coded: {named}.")
    lines = [
        (found.silent, "said nothing under these codes, and their interviews are coded through"),
        (found.waiting, "are not coded through yet, so their silence says nothing so far"),
        (found.not_asked, "were asked nothing that bears on these codes"),
    ]
    with st.expander("Who did not say it", key="finding-silent"):
        people = _described(project)
        for who, why in lines:
            if who:
                told = "; ".join(people.get(p, p) for p in who)
                parts.muted(f"{parts.many(len(who), 'person', 'people')} {why}: {told}.")
        if not any(who for who, _ in lines):
            parts.muted("Everybody in scope speaks of it.")
        st.dataframe(
            _table(found.groups, project),
            hide_index=True,
            alt="People who speak of the theme, by authority and role",
        )
        parts.muted("In the order of their names: this is no ranking of authorities or roles.")


def _described(project: Project) -> dict[str, str]:
    """Participant -> id with role and authority, as the researcher's own screen names them."""
    respondents, people = project.respondents, project.frames().people
    return {
        id: f"{id} ({', '.join(n for n in (respondents.role_name(role), place) if n) or '–'})"
        for id, role, place in zip(
            people["participant"], people["role"], people["authority"], strict=True
        )
        if id is not None
    }


def _table(groups: Sequence[GroupEvidence], project: Project) -> dict[str, list[str]]:
    respondents = project.respondents
    table = {
        "Group": [label_of(g.attribute, g.value, respondents) for g in groups],
        "By": [g.attribute for g in groups],
        "Speak of it": [f"{g.k} of {g.n}{' (few people)' if _is_few(g.k) else ''}" for g in groups],
        "Not coded yet": [str(g.waiting or "") for g in groups],
        "Not asked": [str(g.not_asked or "") for g in groups],
    }
    # A column is there only where it tells something.
    return {name: column for name, column in table.items() if any(column)}


def memos(project: Project, theme: Theme) -> None:
    """Thoughts on the theme, newest first, and room for another."""
    about = f"theme {theme.id}"
    written = project.memos(about)
    with st.expander(f"Memos ({len(written)})", key=f"finding-memos-{theme.id}"):
        count = st.session_state.get("finding-memos-written", 0)
        key = f"finding-memo-{theme.id}-{count}"
        st.text_area("A memo on this theme", key=key, height=80)
        st.button(
            "Keep this memo", key=f"finding-memo-keep-{theme.id}", on_click=_note,
            args=(project, about, key, count),
        )  # fmt: skip
        st.html("".join(_memo(m.text, f"{m.author}, {parts.when(m.made_at)}") for m in written)
                or "<div></div>")  # fmt: skip


def _note(project: Project, about: str, key: str, count: int) -> None:
    if tried(project.add_memo, st.session_state[key], about):
        st.session_state["finding-memos-written"] = count + 1
        parts.tell("The memo is kept.")


def _memo(text: str, by: str) -> str:
    return (
        f'<article class="qc-memo"><header><span>{escaped(by)}</span></header>'
        f"<p>{escaped(text)}</p></article>"
    )
