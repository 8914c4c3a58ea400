"""A finished report checked, and the codebook and the codings taken along."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.opening import with_project
from qualcode.cli.output import say, show

if TYPE_CHECKING:
    from qualcode.project import Project


def target_option(help: str) -> Callable[..., Any]:
    """The option that names the file to write."""
    return click.option(
        "-o",
        "--output",
        "target",
        required=True,
        type=click.Path(dir_okay=False, path_type=Path),
        help=help,
    )


@click.command("check-report")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["sentences", "table", "csv", "json"]),
    default="sentences",
    show_default=True,
    help="Sentences tell what is to be settled; the others list every quotation.",
)
@click.option(
    "--confirm-same-words",
    "same_words",
    is_flag=True,
    help="People of two roles did say the same words; this is recorded.",
)
@click.option(
    "--confirm-small-groups",
    is_flag=True,
    help="Few people are quoted or named closely, and that was weighed; this is recorded.",
)
@with_project
def check_report(
    project: Project, file: Path, form: str, same_words: bool, confirm_small_groups: bool
) -> None:
    """Check the quotations of a finished report (.docx, .md, .txt) against the study.

    Ends with status 1 where something is to be settled.
    """
    from qualcode.report.quote_check_whole import COLUMNS

    found = project.check_report(file, same_words=same_words, confirmed=confirm_small_groups)
    if form == "sentences":
        for line in found.lines():
            click.echo(_printable(line))
    else:
        show(found.records(), COLUMNS, form)
    for note in found.notes:
        say(note)
    for name in found.look_alikes if form == "sentences" else found.names:
        say(_printable(name.line))
    if found.look_alikes:
        say("Look whether these may stay: a name in a list of references may.")
    if form == "sentences":
        for one in found.quotations:
            for note in one.notes:
                say(_printable(f"{one.quotation.place}: {note}"))
    else:
        for told in found.whole:
            say(told)
    say(found.sentence)
    if not found.clean:
        sys.exit(1)


@click.command()
@target_option("The .docx, .csv, .yaml or .qdc file to write.")
@with_project
def codebook(project: Project, target: Path) -> None:
    """Write the codebook to a Word document, a table, YAML or REFI-QDA for other programs."""
    if target.suffix.lower() == ".qdc":
        for told in (*(out := project.export_codebook(target)).left_out, *out.lost):
            say(f"- {told}")
        say(f"The codebook, {len(project.codebook)} codes, written to {target.name}.")
        return
    left_out = project.export_codebook_file(target)
    say(f"The codebook, {len(project.codebook)} codes, written to {target.name}.")
    if left_out:
        are = "text is" if left_out == 1 else "texts are"
        say(f"{left_out} {are} left out: who said them allows no quotes.")


@click.command()
@click.option(
    "--confirm-small-groups",
    is_flag=True,
    help="Attributes as they are, for your own analysis, though few people share them; recorded.",
)
@target_option("The .csv or .parquet file to write; its dictionary comes beside it.")
@with_project
def tidy(project: Project, confirm_small_groups: bool, target: Path) -> None:
    """Write all codings as one tidy table for R or pandas, without anybody's words."""
    rows, dictionary = project.export_tidy(target, confirmed=confirm_small_groups)
    say(f"{rows} rows written to {target.name}; {dictionary.name} says what stands in them.")


def _printable(text: str) -> str:
    """A report's words must not steer the terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


COMMANDS = (check_report, codebook, tidy)
