"""Files to take along from a page: each made when its button is pressed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from qualcode.app import parts
from qualcode.project import Project

KINDS = {
    "png": ("Picture (PNG)", "image/png"),
    "svg": ("Picture (SVG)", "image/svg+xml"),
    "csv": ("Table (CSV)", "text/csv"),
    "xlsx": ("Table (Excel)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "md": ("Markdown", "text/markdown"),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def downloads(
    name: str, files: Mapping[str, Callable[[], bytes]], counted_in: Project | None = None
) -> None:
    """A row of buttons: kind (a key of `KINDS`) -> what makes the file.

    The makers are called when a button is pressed, outside any run of the page: they draw nothing
    and read no widget. Where the files hold counts of people, ``counted_in`` is the study: while
    few people have come or gone since earlier files, its reason stands here instead.
    """
    if counted_in is not None and (told := counted_in.release_refusal()):
        parts.muted(told[0].upper() + told[1:])
        st.button(
            "Confirm: I have weighed this",
            key=f"{name}-confirm",
            on_click=counted_in.confirm_release,
            help="The files may leave then. It is noted in the history.",
        )
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for kind, make in files.items():
            label, mime = KINDS[kind]
            st.download_button(
                label,
                make,
                file_name=f"{name}.{kind}",
                mime=mime,
                on_click="ignore",
                key=f"{name}-{kind}",
            )
