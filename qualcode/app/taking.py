"""Codebook and data: the codebook as a file, and the codings as a table for R or pandas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from qualcode.app import parts
from qualcode.app.downloads import KINDS
from qualcode.project import Project

BOOKS = {"docx": KINDS["docx"], "csv": KINDS["csv"], "yaml": ("YAML", "application/yaml")}
TABLES = {"csv": KINDS["csv"], "parquet": ("Parquet", "application/vnd.apache.parquet")}


def render(project: Project) -> None:
    """Take the codebook along, and the codings."""
    parts.title("Codebook and data", "For an annex, for other tools, and for your own analysis.")
    st.subheader("The codebook", anchor=False)
    if not len(project.codebook):
        parts.muted("The codebook is empty.")
        if st.button("Make or bring in a codebook", key="taking-codebook"):
            parts.go("codebook")
    else:
        parts.muted(
            "Word is for reading and for an annex. YAML is read back whole, the table with its"
            " codes, and .qdc is for other programs. Examples of people who allow no quotes are"
            " left out."
        )
        books: dict[str, tuple[str, str, Callable[[], bytes]]] = {
            k: (*BOOKS[k], partial(project.codebook_file, k)) for k in BOOKS
        }
        books["qdc"] = ("REFI-QDA", "application/xml", lambda: project.codebook_qdc()[0])
        _row(books, "codebook")
    st.subheader("The codings, for R or pandas", anchor=False)
    frames = project.frames()
    if frames.segments.empty:
        parts.muted("No interview is in the study yet.")
        return
    parts.muted(
        "One row is a passage somebody said and one coding on it, with numbers for people and"
        " interviews and nobody's words. The dictionary says how to count with it. It is for your"
        " own analysis and not for publishing."
    )
    closely = st.checkbox(
        "Roles, authorities and other attributes as they are; I have weighed who could be"
        " recognised",
        key="taking-closely",
        help="Otherwise they stand only where enough people share them. It is noted in the"
        " history.",
    )
    if told := project.release_refusal():
        parts.muted(f"{told[0].upper()}{told[1:]}")
        return
    small = int(project.about()["options"]["small_group"])
    if frames.people["participant"].nunique() < small and not closely:
        parts.muted(
            f"The study knows fewer than {small} people, so codings by person would tell who they"
            " are. Tick above that you have weighed this, or match more speakers."
        )
        return
    files = {k: (*TABLES[k], partial(project.tidy_codings, k, confirmed=closely)) for k in TABLES}
    _row(files, "codings")
    st.download_button(
        "What stands in it (Markdown)",
        lambda: project.tidy_dictionary(confirmed=closely).encode("utf-8"),
        file_name="codings-dictionary.md",
        mime="text/markdown",
        on_click="ignore",
        key="codings-dictionary",
    )


def _row(files: Mapping[str, tuple[str, str, Callable[[], bytes]]], name: str) -> None:
    with st.container(horizontal=True, gap="small"):
        for ending, (label, mime, make) in files.items():
            st.download_button(
                label,
                make,
                file_name=f"{name}.{ending}",
                mime=mime,
                on_click="ignore",
                key=f"{name}-{ending}",
            )
