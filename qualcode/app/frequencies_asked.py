"""What a person asks the Themes page: by what, which codes, whom, and how it is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from qualcode.analysis.frames import Frames
from qualcode.analysis.frequency import Level, ThemeTable, at_level
from qualcode.app.narrowing import Narrowing, choose, further, narrowed, values_of
from qualcode.model import Codebook, Kind
from qualcode.project import Project

OTHER = "Something else"
# Buttons as high as the boxes beside them, so that their labels stand on one line.
EVEN = ".st-key-themes_by button, .st-key-themes_level button {min-height:2.5rem}"
USUAL = ("authority", "role")


@dataclass(frozen=True)
class Asked:
    """One question to `Project.themes`, and the codes to show of the answer."""

    by: tuple[str, ...]
    level: Level
    only: Narrowing = field(default_factory=Narrowing)
    groups: bool = False
    published: bool = False

    @property
    def further(self) -> dict[str, Any]:
        """The filters, and the reporting groups where they are asked for."""
        return {**self.only.asked, **({"groups": True} if self.groups else {})}

    def table(self, project: Project, *more: str) -> ThemeTable:
        """The answer, by ``more`` too; as it would leave where that is asked for.

        Raises
        ------
        QualcodeError
            It may not leave.
        """
        by = (*self.by, *(name for name in more if name not in self.by))
        if self.published:
            with st.spinner("Working out what may be published"):
                return project.publishable(by, level=self.level, **self.further)
        return at_level(project.themes(by, **self.further), self.codebook(project), self.level)

    def codebook(self, project: Project) -> Codebook:
        """The rows of the table as codes."""
        return project.counted_codebook(self.groups)


def asked(project: Project, frames: Frames) -> Asked:
    """The controls above the chart."""
    codebook = project.codebook
    by, level = _by_and_level(frames, codebook)
    only = narrowed(frames, project.respondents, "themes")
    groups = False
    with st.container(horizontal=True, gap="large"):
        more = st.toggle("More filters", key="themes_more", persist_state="session")
        if codebook.reporting_groups:
            groups = st.toggle(
                "Reporting groups as one row",
                key="themes_groups",
                persist_state="session",
                help="Letters that the codebook reports together stand as one row; every person"
                " and passage counts once.",
            )
        published = st.toggle(
            "Show as published",
            key="themes_published",
            persist_state="session",
            help="Small groups kept back, as in every download.",
        )
    if more:
        there = {row["kind"] for row in project.transcripts()}
        kinds = [kind for kind in Kind if kind in there]
        only = further(only, frames, project.respondents, "themes", kinds)
    return Asked(by, level, only, groups, published)


def _by_and_level(frames: Frames, codebook: Codebook) -> tuple[tuple[str, ...], Level]:
    """What to compare by, and which codes."""
    said = ["direction", *(["question"] if values_of(frames, "question") else [])]
    known = [a for a in frames.attributes if values_of(frames, a)]
    others = [a for a in known if a not in USUAL] + said
    st.html(f"<style>{EVEN}</style>")
    with st.container(horizontal=True, gap="large", vertical_alignment="bottom"):
        first = st.segmented_control(
            "Compare by",
            ["Authority", "Role", OTHER],
            default="Authority",
            required=True,
            key="themes_by",
            persist_state="session",
        )
        by = str(first).lower()
        if first == OTHER:
            # Names of attributes are people's own: a selectbox shows them as they are.
            by = str(
                st.selectbox(
                    "Attribute", others, key="themes_other", width=200, persist_state="session"
                )
            )
        rest = [name for name in [*USUAL, *others] if name != by]
        second = choose("And by", rest, "themes_second", str, "Nothing else", width=200)
        level = Level.BOTH
        if any(code.parent for code in codebook):
            level = st.segmented_control(
                "Show",
                list(Level),
                format_func=str.capitalize,
                default=Level.INDICATORS,
                required=True,
                key="themes_level",
                persist_state="session",
            )
    return (by, *([second] if second else [])), Level(level or Level.INDICATORS)
