"""On every page: a backup is made where one is due, and what is wrong with keeping is said."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

import streamlit as st

from qualcode.app import keeping_place
from qualcode.app.literal import sentence
from qualcode.project import Project
from qualcode.project.keeping_backups import keep_backed_up
from qualcode.store import Store

LOOK_EVERY_S = 60.0


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
    if project.read_only:
        sentence(project.read_only, kind="error")
        keeping_place.way_out(project)
    if watch.trouble:
        sentence(watch.trouble, kind="error")
