"""The framework matrix."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.opening import with_project
from qualcode.cli.outgoing import pairs, where_option
from qualcode.cli.output import format_option, say, say_consent, show

if TYPE_CHECKING:
    from qualcode.project import Project

COLUMNS = (
    *("row", "code", "name", "participants", "of_participants", "segments", "quotable"),
    *("state", "summary"),
)


@click.command()
@click.option(
    "--rows",
    default="authority",
    show_default=True,
    metavar="NAME",
    help="participant, authority, role, wave, or any attribute.",
)
@click.option(
    "--level",
    type=click.Choice(["indicators", "letters", "both"]),
    default="indicators",
    show_default=True,
    help="Which codes are the columns.",
)
@where_option
@format_option
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the matrix to this .xlsx or .docx file, with small groups kept back.",
)
@with_project
def matrix(
    project: Project,
    rows: str,
    level: str,
    where: tuple[str, ...],
    form: str,
    target: Path | None,
) -> None:
    """List how every cell of the framework matrix stands, or write the matrix to a file.

    A cell is written, stale (its coding changed since), to write, not raised, not yet coded or
    not asked.
    """
    if target is not None:
        say_consent(project)
        cells = project.export_matrix(target, rows, level, where=pairs(where))
        say(f"{cells} {'cell' if cells == 1 else 'cells'} written to {target.name}.")
        return
    made = project.matrix(rows, level, where=pairs(where))
    show(made.records(), [c for c in COLUMNS if c != "summary" or form != "table"], form)
    say(made.caption)
    say(project.claims())


COMMANDS: tuple[click.Command, ...] = (matrix,)
