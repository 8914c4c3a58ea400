"""Whole studies to other programs and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.bars import bar
from qualcode.cli.opening import with_project
from qualcode.cli.output import say, show

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.project.exchange_told import ExportTold, ImportTold

dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Of whole projects: say what would come; change nothing."
)
companion_option = click.option(
    "--without-companion",
    is_flag=True,
    help="Of a .qdpx: leave the companion file beside it aside.",
)


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--profile",
    type=click.Choice(["strict", "nvivo"]),
    default="strict",
    show_default=True,
    help="How positions are counted: by the standard, or as NVivo does.",
)
@click.option("--no-companion", is_flag=True, help="Write no companion file beside it.")
@click.option(
    "--raw-names",
    is_flag=True,
    help="The interviews as they were typed, though names are replaced; this is recorded.",
)
@with_project
def export(
    project: Project, target: Path, profile: str, no_companion: bool, raw_names: bool
) -> None:
    """Write the study to TARGET for another program: .qdpx whole, .qdc its codebook.

    A .qdpx holds whole interviews and is for your own use. Its companion, beside it, holds what the
    exchange standard has no place for. Where names are replaced in the study, they are in the file.
    """
    if target.suffix.lower() == ".qdc":
        told = project.export_codebook(target)
    else:
        with bar("Writing the study") as tell:
            told = project.export_project(
                target,
                profile=profile,
                companion=not no_companion,
                raw_names=raw_names,
                progress=tell,
            )
    _show_export(told)


def _show_export(told: ExportTold) -> None:
    show([{"went": kind, "count": n} for kind, n in told.counts], ["went", "count"], "table")
    for sentence in (*told.left_out, *told.lost):
        say(f"- {sentence}")
    say(f"Written: {', '.join(told.files)}.")


def take_projects(
    project: Project, files: list[Path], *, dry_run: bool, companion: bool
) -> list[str]:
    """Take in projects of other programs, saying what came; returns why some were refused."""
    from qualcode.errors import QualcodeError

    refused = []
    for file in files:
        try:
            with bar(f"Reading {file.name}") as tell:
                told = project.import_project(
                    file, companion=None if companion else False, dry_run=dry_run, progress=tell
                )
        except QualcodeError as error:
            refused.append(str(error))
            continue
        say(f"{file.name}:{f' by {told.origin}' if told.origin else ''}")
        _show_import(told)
    return refused


def _show_import(told: ImportTold) -> None:
    rows = [
        *told.came,
        *((f"codings by {name}", n) for name, n in told.by_coder),
        *([("codings that stood already", told.already)] if told.already else []),
    ]
    show([{"came": kind, "count": n} for kind, n in rows], ["came", "count"], "table")
    for heading, sentences in (("Adjusted", told.adjusted), ("Left out", told.left_out)):
        for sentence in sentences:
            say(f"- {heading}: {sentence}")
    for one in told.unproven:
        say(
            f"- Look at {one.transcript}: nothing in the file proves how its positions were"
            " counted. Its codings may begin and end a little off."
        )
        for sample in one.samples:
            say(f"    “{sample.words}” or “{sample.otherwise}”")
    say(_end(told))


def _end(told: ImportTold) -> str:
    if told.nothing_new:
        return "It holds nothing that this study lacks; nothing was changed."
    if told.dry_run:
        return "Nothing was changed; without --dry-run this is taken in."
    return "Taken in."


COMMANDS = (export,)
