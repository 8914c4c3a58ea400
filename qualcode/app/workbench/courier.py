"""On every other page: what was coded just before the Code page was left still arrives."""

from __future__ import annotations

from functools import partial

import streamlit as st

from qualcode.app.literal import sentence
from qualcode.app.workbench import carrier
from qualcode.app.workbench.hearing import clients, hear, trouble
from qualcode.project import Project

KEY = "courier"


@st.fragment
def courier(project: Project) -> None:
    """It hands over what the browser tab still holds for this study; seen only in trouble."""
    acks, study = project.acknowledged(clients())
    if told := trouble():
        sentence(told, kind="error")
    data = {"study": study, "ack": acks, "trouble": trouble()}
    carrier(data, partial(hear, project, KEY), KEY)
