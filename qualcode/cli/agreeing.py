"""How far coders agree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.opening import with_project
from qualcode.cli.output import format_option, say, show

if TYPE_CHECKING:
    from qualcode.project import Project

TABLE = (
    *(
        "code",
        "name",
        "n",
        "counts",
        "both",
        "percent",
        "positive",
        "kappa",
        "alpha",
        "low",
        "high",
    ),
    *("ac1", "unitized", "overlap", "band", "remark"),
)


@click.command()
@click.option(
    "--coder",
    "coders",
    multiple=True,
    metavar="NAME",
    help="Whom to compare, twice or more. Otherwise those who share the most interviews.",
)
@click.option(
    "--unit",
    type=click.Choice(["segment", "sentence", "character"]),
    default="segment",
    show_default=True,
    help="What is counted.",
)
@click.option("--reconciled", is_flag=True, help="The codings of now, after discussion.")
@click.option("--round", "number", metavar="N", help="Only a round that its coders coded apart.")
@click.option("--seed", default=7, show_default=True, help="The same seed gives the same figures.")
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a .csv, .xlsx, .png or .svg file instead.",
)
@format_option
@with_project
def agreement(
    project: Project,
    coders: tuple[str, ...],
    unit: str,
    reconciled: bool,
    number: str | None,
    seed: int,
    target: Path | None,
    form: str,
) -> None:
    """Count how far coders agree on each code, in what all of them have coded through.

    Codings are those before discussion. The numbers in `counts` are in the order of the coders
    named below the table.
    """
    if target is not None:
        project.export_agreement(
            target, coders or None, unit=unit, reconciled=reconciled, round=number, seed=seed
        )
        say(f"The figures are written to {target.name}.")
        return
    found = project.agreement(
        coders or None, unit=unit, reconciled=reconciled, round=number, seed=seed
    )
    if form == "json":
        click.echo(json.dumps(found.as_record(), ensure_ascii=False, indent=1))
    else:
        columns = TABLE if form == "table" else tuple(found.records()[0]) if found.codes else TABLE
        show(found.records(), columns, form)
    for line in found.in_words():
        say(line)


COMMANDS: tuple[click.Command, ...] = (agreement,)
