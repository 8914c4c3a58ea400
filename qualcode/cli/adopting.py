"""What another analysis program printed or exported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.opening import with_project
from qualcode.cli.output import say

if TYPE_CHECKING:
    from qualcode.project import Project

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("import-coded")
@click.argument("segments", type=FILE)
@click.option(
    "--code-system", type=FILE, help="The list of codes; it becomes the study's codebook."
)
@with_project
def import_coded(project: Project, segments: Path, code_system: Path | None) -> None:
    """Import coded SEGMENTS from another program's PDF, CSV or Excel list.

    The list has the columns document name, code and segment, or as MAXQDA, ATLAS.ti, NVivo and
    Taguette call them; the interviews are in the study already under these names. Codings are
    those of the coder a row names, else yours. Segments whose words are not found are listed and
    left out.
    """
    for one in project.import_coded(segments, code_system=code_system):
        unit = "code" if one.what == "codebook" else "coding"
        say(f"{one.file}: {one.what}, {one.count} {unit}{'' if one.count == 1 else 's'}")
        for oddity in one.oddities:
            say(f"  {oddity}")


COMMANDS = (import_coded,)
