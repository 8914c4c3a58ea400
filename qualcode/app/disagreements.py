"""Disagreements: where two coders differ, lane by lane, decided in the same place."""

from __future__ import annotations

import streamlit as st

from qualcode.analysis.disagreement import Lane
from qualcode.app import disagreements_decide as decide
from qualcode.app import disagreements_look, parts
from qualcode.app import disagreements_words as wording
from qualcode.app.disagreements_acts import AT, Hand, go_to, said
from qualcode.app.narrowing import choose
from qualcode.model import CoderRole
from qualcode.project import Project
from qualcode.project.reconciling_queue import Difference, Queue

PAIR, LANE, CODE, ADDRESS = "differences-pair", "differences-lane", "differences-code", "difference"
NARROWED, OPEN, SETTLED = "differences-narrowed", "open", "settled"
# What this page wrote into its address itself: anything else there was asked for from outside.
WROTE = "differences-wrote"


def render(project: Project) -> None:
    """The view."""
    coders = pair_chosen(project)
    if coders is None:
        return
    disagreements_look.style()
    whole = project.disagreements(*coders)
    _told(whole)
    shown = _narrowed(project, whole)
    one_by_one(project, whole, shown, ADDRESS)


def pair_chosen(project: Project) -> tuple[str, str] | None:
    """The two coders to compare; None, and what to do, where no two can be compared yet."""
    pairs = {f"{one} – {two}": (one, two, n) for one, two, n in project.pairs_of_coders()}
    if not pairs:
        words = (
            "Here two people's coding of the same interviews stands side by side. No interview is"
            " coded through by two people yet."
        )
        if project.acting_role is CoderRole.MENTOR:
            parts.muted(words)
        else:
            parts.empty(
                f"{words} A second person chooses their name on the Overview, codes an interview"
                " that is coded already, and marks it as coded through; so does the first.",
                "Go to coding",
                "code",
            )
        return None
    if len(pairs) == 1:
        one, two, _ = next(iter(pairs.values()))
        return one, two
    chosen = st.selectbox(
        "Which two coders?",
        list(pairs),
        format_func=lambda pair: f"{pair}: {parts.many(pairs[pair][2], 'interview')}",
        key=PAIR,
        width=460,
        persist_state="session",
    )
    one, two, _ = pairs.get(str(chosen)) or next(iter(pairs.values()))
    return one, two


def _told(whole: Queue) -> None:
    """How much there is, in numbers and a sentence."""
    first, second = whole.coders
    of = parts.many(whole.interviews, "interview")
    parts.muted(
        f"{first} and {second} both coded {of} through. Where they differ stands here, one after"
        " another; what was coded before you settle it is kept."
    )
    if whole.apart:
        parts.muted(
            f"{parts.many(whole.apart, 'interview')} more stay out until they are handed in: they"
            " are still being coded apart."
        )


def _narrowed(project: Project, whole: Queue) -> Queue:
    """The lane and the code asked for."""
    lanes = [OPEN, *(lane.value for lane in Lane if lane.differs), Lane.AGREE.value, SETTLED]
    counts = {lane.value: n for lane, (n, _) in whole.lanes.items()}
    counts |= {OPEN: whole.open, SETTLED: whole.settled}
    if st.session_state.get(LANE) not in lanes:
        st.session_state[LANE] = OPEN
    lane = st.segmented_control(
        "Which",
        lanes,
        format_func=lambda one: f"{wording.lane_label(one, whole.coders)} {counts[one]:,}",
        required=True,
        key=LANE,
        label_visibility="collapsed",
        persist_state="session",
    )
    book = project.codebook
    titles = {code.id: code.title for code in book}
    given = {code for one in whole.differences for code in one.codes}
    offered = [id for id in titles if not given.isdisjoint(book.family(id))]
    code = choose("Code", offered, CODE, titles.__getitem__, "Every code", hidden=True, width=460)
    only = Lane(lane) if lane not in (OPEN, SETTLED, None) else None
    found = project.disagreements(*whole.coders, code=code, lane=only)
    found = _only(found, settled=lane == SETTLED)
    if (asked := (lane, code)) != st.session_state.setdefault(NARROWED, asked):
        # Another choice is wanted now, not the one in hand, unless that is among them.
        st.session_state[NARROWED] = asked
        if found.find(st.session_state.get(AT) or "") is None:
            st.session_state.pop(AT, None)
    return found


def _only(found: Queue, *, settled: bool) -> Queue:
    kept = tuple(one for one in found.differences if one.settled is settled)
    return Queue(found.coders, kept, found.lanes, found.interviews, found.apart)


def one_by_one(project: Project, whole: Queue, shown: Queue, address: str | None = None) -> None:
    """One difference at a time, of those shown; ``address`` names it in the page's address."""
    keys = [one.key for one in shown.differences]
    one = _current(whole, shown, address)
    said()
    if one is None:
        parts.muted(_nothing(whole))
        decide.listen(project, None)
        return
    if address is not None:
        st.query_params[address] = st.session_state[WROTE] = one.key
    at = keys.index(one.key) if one.key in keys else None
    _line(one, whole, at, keys)
    st.session_state[AT] = one.key
    left, right = st.columns([1, 1], gap="medium")
    with left, st.container(border=True, key="difference-words"):
        wording.words(project, one, whole.coders)
    with right, st.container(key="difference-decide"):
        wording.definitions(project, one, whole.coders)
        decide.decide(Hand(project, one, whole.coders, tuple(keys)))
    decide.listen(project, one)
    disagreements_look.to_top(one.key)


def _current(whole: Queue, shown: Queue, address: str | None) -> Difference | None:
    """The one in hand: as the address asks at first, then as the person goes on."""
    asked = st.query_params.get(address) if address is not None else None
    if asked is not None and asked != st.session_state.get(WROTE):
        st.session_state[AT] = st.session_state[WROTE] = asked
        if whole.find(st.session_state[AT]) is None:
            parts.muted("The address names a difference that is not there any more.")
    # What is in hand stays so, also when somebody settles it elsewhere in the meantime.
    wanted = st.session_state.get(AT) or ""
    if found := shown.find(wanted) or whole.find(wanted):
        return found
    return shown.differences[0] if shown.differences else None


def _nothing(whole: Queue) -> str:
    if whole.open == 0 and whole.settled:
        return f"Everything is settled: {parts.many(whole.settled, 'difference')}."
    if whole.open == 0:
        return "They agree everywhere: nothing is open."
    return "Nothing of this kind is open; choose another lane or every code."


def _line(one: Difference, whole: Queue, at: int | None, keys: list[str]) -> None:
    """Where one is in the list, and the way to the others."""
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key="difference-line"
    ):
        place = f"{at + 1:,} of {len(keys):,}" if at is not None else "not in this list"
        wording.line(one, whole.coders, place)
        before = keys[at - 1] if at else None
        after = keys[at + 1] if at is not None and at + 1 < len(keys) else None
        if at is None and keys:
            after = keys[0]
        st.button(
            "Previous",
            key="difference-previous",
            disabled=before is None,
            on_click=go_to,
            args=(before,),
        )
        st.button(
            "Next",
            key="difference-next",
            disabled=after is None,
            on_click=go_to,
            args=(after,),
        )
