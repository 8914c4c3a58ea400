"""Themes people write, and the continuum."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.opening import with_project
from qualcode.cli.output import format_option, say, show

if TYPE_CHECKING:
    from qualcode.project import Project

FILE = click.Path(dir_okay=False, path_type=Path)
THEMES = (
    "id",
    "statement",
    "codes",
    "priority",
    "status",
    "participants",
    "of_participants",
    "segments",
    "opposite_participants",
    "evidence",
    "counter",
)
PLACES = ("authority", "position", "where", "rationale", "placed_by")


@click.command()
@format_option
@click.option("-o", "--output", "target", type=FILE, help="Write a plain list: .docx or .md.")
@with_project
def findings(project: Project, form: str, target: Path | None) -> None:
    """List the themes people wrote, with how many people are behind each.

    With -o they are written as a plain list without quotes, for showing to participants; how many
    people are behind each is not told there.
    """
    from qualcode.report.theme_caption import COUNTED

    if target is not None:
        count = project.export_themes(target)
        say(f"{count} {'theme' if count == 1 else 'themes'} written to {target.name}.")
        return
    rows = []
    for theme in project.written_themes():
        found = project.theme_evidence(theme)
        rows.append(
            {
                "id": theme.id,
                "statement": theme.statement,
                "codes": list(theme.codes),
                "priority": theme.priority,
                "status": theme.status.value,
                "participants": found.k,
                "of_participants": found.n,
                "segments": found.segments,
                "opposite_participants": found.opposite[0],
                "evidence": len(theme.evidence),
                "counter": len(theme.counter),
            }
        )
    show(rows, THEMES if form != "table" else THEMES[1:], form)
    say(
        f"{COUNTED}; opposite: those who say it is absent or hindered. Codebook version"
        f" {project.codebook_version}."
    )
    say(project.claims())


@click.command()
@format_option
@click.option("-o", "--output", "target", type=FILE, help="Write .png, .svg or .csv.")
@with_project
def continuum(project: Project, form: str, target: Path | None) -> None:
    """List where the authorities were placed by hand, and why; with -o, draw it."""
    from qualcode.report.charts.continuum import caption, rows_of

    if target is not None:
        count = project.export_continuum(target)
        say(f"{count} {'authority' if count == 1 else 'authorities'} drawn in {target.name}.")
        return
    line = project.continuum()
    show(rows_of(line), PLACES, form)
    say(f"Anchors: {'; '.join(line.anchors) or 'none yet'}.")
    say(caption(line, project.codebook_version))
    say(project.claims())


@click.command()
@click.argument("authority")
@click.argument("position", type=float)
@click.option("--because", "rationale", required=True, help="Why it stands there; required.")
@with_project
def place(project: Project, authority: str, position: float, rationale: str) -> None:
    """Place AUTHORITY on the continuum at POSITION: 0 is the first anchor, halves lie between."""
    placed = project.place_authority(authority, position, rationale)
    say(f"Placed {placed.where}.")


COMMANDS: tuple[click.Command, ...] = (findings, continuum, place)
