"""A page that fails while it is drawn, and a button that fails when pressed."""

from __future__ import annotations

import logging

import streamlit as st

MARKER = "Wilhelmina Quarrington"


def fail() -> None:
    """Fail as a reader would that quotes what it read, and log as a library would."""
    logging.getLogger("some.library").error("could not read %s", ValueError(f"{MARKER} said"))
    try:
        raise KeyError("quarrington-case")
    except KeyError as error:
        raise ValueError(f"{MARKER}: 'Zebedee told me'") from error


if __name__ == "__main__":
    st.title("A page")
    st.button("Fail", on_click=fail)
    if st.query_params.get("fail") == "drawing":
        fail()
