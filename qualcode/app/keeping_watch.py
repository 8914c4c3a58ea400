"""On every page: a backup is made where one is due, and what is wrong with keeping is said.

Also that the study was put back to an older state while somebody had it open.
"""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass

import streamlit as st

from qualcode.app import keeping_place, parts
from qualcode.app.literal import sentence
from qualcode.errors import QualcodeError
from qualcode.model import Event
from qualcode.project import Project
from qualcode.project.keeping_backups import keep_backed_up, last_put_back
from qualcode.store import Store

LOOK_EVERY_S = 60.0
SEEN = "put-back-seen"


@dataclass
class _Watch:
    """What is known of one study's backups since it was opened."""

    store: Store
    looked: float = float("-inf")
    trouble: str = ""
    thread: threading.Thread | None = None

    def look(self) -> None:
        """See to the backups, beside the pages: nobody waits for it."""
        if time.monotonic() - self.looked < LOOK_EVERY_S:
            return
        self.looked = time.monotonic()
        if self.thread is None or not self.thread.is_alive():
            self.thread = threading.Thread(target=self._see_to_it, daemon=True)
            self.thread.start()

    def _see_to_it(self) -> None:
        self.trouble = keep_backed_up(self.store)


@st.cache_resource(show_spinner=False)
def _watches() -> dict[str, _Watch]:
    return {}


def banner(project: Project) -> None:
    """Look after the backups; say on top of the page what stands in the way of writing or them."""
    place = str(project.store.place)
    watch = _watches().get(place)
    if watch is None or watch.store is not project.store:
        watch = _watches()[place] = _Watch(project.store)
    watch.look()
    _put_back(project)
    if project.read_only:
        sentence(project.read_only, kind="error")
        keeping_place.way_out(project)
    if watch.trouble:
        sentence(watch.trouble, kind="error")


def _put_back(project: Project) -> None:
    """Say once that somebody put the study back meanwhile: what stood on this page is gone."""
    try:
        last = last_put_back(project.store)
    except QualcodeError:
        # What hinders reading is said by the page itself.
        return
    now = (str(project.store.place), last.hash if last else "")
    seen = st.session_state.setdefault(SEEN, now)
    if last is None or seen == now:
        return
    if seen[0] != now[0]:
        # Another study was taken in hand.
        st.session_state[SEEN] = now
        return
    sentence(_told_of(last), kind="error")
    st.button("I have read it", key="put-back-read", on_click=_seen, args=(now,))


def _told_of(last: Event) -> str:
    made = json.loads(last.detail).get("made_at")
    to = f"to how it was on {parts.when(made)}" if made else "to an older state"
    return (
        f"{last.who} put the study back {to}; that was done on {parts.when(last.at)}, while you had"
        " it open. Read the page again before you go on: what was written since then is not in the"
        " study now. It is kept as a file, which the page Safe keeping lists."
    )


def _seen(now: tuple[str, str]) -> None:
    st.session_state[SEEN] = now
