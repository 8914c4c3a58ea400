"""Command: what is held on one participant, for that person to have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.opening import with_project
from qualcode.cli.output import say, show

if TYPE_CHECKING:
    from qualcode.project import Project


@click.command("held-about")
@click.argument("participant")
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write everything to this .docx or .md file.",
)
@with_project
def held_about(project: Project, participant: str, target: Path | None) -> None:
    """Collect what the study holds on PARTICIPANT, for that person; without -o, say how much.

    Other people's words are left out, and replaced names stay replaced. Read it before you hand it
    over.
    """
    if target is None:
        held = project.held_about(participant)
        rows = [{"part": part.title, "things": len(part.lines)} for part in held.parts]
        show(rows, ("part", "things"), "table")
        return
    project.export_held_about(target, participant)
    say(f"Written to {target.name}. Read it through before you hand it over.")
    say("Names of other people that nobody replaced still stand in it. Delete it when it is given.")


COMMANDS = (held_about,)
