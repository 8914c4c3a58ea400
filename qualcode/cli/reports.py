"""Whole reports in Word, their templates, and what is written for them by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.bars import bar
from qualcode.cli.opening import with_project
from qualcode.cli.outgoing import attribution_option, small_groups_option
from qualcode.cli.output import format_option, say, say_consent, show
from qualcode.errors import Refused

if TYPE_CHECKING:
    from qualcode.project import Project

shape_option = click.option(
    "--shape",
    type=click.Choice(["indicators", "authorities", "themes"]),
    default="indicators",
    show_default=True,
    help="What the findings are ordered by.",
)
output_option = click.option(
    "-o",
    "--output",
    "target",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The .docx file to write.",
)
COLUMNS = ("place", "called", "text", "who", "made_at")


@click.command()
@shape_option
@click.option("--interim", is_flag=True, help="Say at the head of every page that it is interim.")
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A Word document to pour it into; `report-template` writes ours to start from.",
)
@click.option(
    "--quotes",
    default=3,
    show_default=True,
    type=click.IntRange(min=0),
    help="At most so many quotes for each code or side; 0 for all.",
)
@attribution_option
@small_groups_option
@click.option(
    "--confirm-same-words",
    is_flag=True,
    help="People of two roles did say the same words; this is recorded.",
)
@click.option(
    "--confirm-release",
    is_flag=True,
    help="Though few people came or went since an earlier release; this is recorded.",
)
@output_option
@with_project
def report(
    project: Project,
    shape: str,
    interim: bool,
    template: Path | None,
    quotes: int,
    attribution: str,
    confirm_small_groups: bool,
    confirm_same_words: bool,
    confirm_release: bool,
    target: Path,
) -> None:
    """Write a whole report to a Word document.

    Findings by indicator, authority or theme, with method, sample, limits, the COREQ checklist and
    the codebook. Small groups are kept back, and nobody is named.
    """
    if project.frames().codings.empty:
        raise Refused(
            "Nothing is coded yet, so a report would show nothing; code a few passages first."
        )
    say_consent(project)
    with bar("Writing the report") as tell:
        made = project.export_report(
            target,
            shape,
            template=template,
            interim=interim,
            quotes=quotes,
            attribution=attribution,
            confirmed=confirm_small_groups,
            same_words=confirm_same_words,
            confirm_release=confirm_release,
            progress=tell,
        )
    count = f"{made.quotes:,} {'quote' if made.quotes == 1 else 'quotes'}"
    say(f"A report with {count} written to {target.name}.")
    if made.to_write:
        places = "place is" if made.to_write == 1 else "places are"
        say(f"{made.to_write} {places} marked to be written; `qualcode report-text` lists them.")
    for note in made.notes:
        say(f"For you, not in the report: {note}")


@click.command("report-template")
@shape_option
@output_option
@with_project
def report_template(project: Project, shape: str, target: Path) -> None:
    """Write the Word template of a report, to change it and hand it to `report --template`."""
    project.export_report_template(target, shape)
    say(f"The template was written to {target.name}; it holds nothing of the study.")


@click.command("report-text")
@click.argument("place", required=False)
@click.argument("text", required=False)
@format_option
@with_project
def report_text(project: Project, place: str | None, text: str | None, form: str) -> None:
    """Write TEXT at a PLACE of the reports, or list the places and what is written there.

    Places are summary, "structure Midtown" and the other headings of a pen picture, "theme ID" for
    its implications, and "item 9" of the COREQ checklist. An empty TEXT takes it away.
    """
    if place is not None and text is not None:
        kept = project.write_report_text(place, text)
        say(f"{'Written' if kept.text else 'Nothing is written'}: {kept.called}.")
        return
    found = [t for t in project.report_texts() if place is None or t.place == place]
    if place is not None and not found:
        raise click.UsageError("The reports have no such place; leave it out to list them all.")
    show([{c: getattr(t, c) or None for c in COLUMNS} for t in found], COLUMNS, form)


COMMANDS = (report, report_template, report_text)
