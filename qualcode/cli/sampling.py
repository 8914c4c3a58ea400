"""The sample and the schedule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.opening import with_project
from qualcode.cli.output import format_option, say, show

if TYPE_CHECKING:
    from qualcode.project import Project

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--plan", type=FILE, help="Take this planned sample (YAML or CSV) first.")
@click.option("--reference", type=FILE, help="Take this reference (CSV) and print it beside.")
@click.option("--appendix", is_flag=True, help="Print the interviewees per authority and group.")
@format_option
@click.option(
    "-o",
    "--output",
    "target",
    type=FILE,
    help="Write an .xlsx or .csv file instead; small groups are kept back in it.",
)
@with_project
def sample(
    project: Project,
    plan: Path | None,
    reference: Path | None,
    appendix: bool,
    form: str,
    target: Path | None,
) -> None:
    """Set the planned sample beside the interviews there are.

    Roles by authorities, planned and achieved, with how the invitations went; with --reference
    the people interviewed beside another sample, with --appendix who was interviewed where.
    """
    if appendix and reference is not None:
        raise click.UsageError("Ask for --appendix or --reference; each is a table of its own.")
    if plan is not None:
        project.set_plan(plan)
    if reference is not None:
        project.set_reference(reference)
    if plan is not None or not (appendix or reference is not None or target is not None):
        from qualcode.report.sample_tables import not_in_lists

        if lacking := not_in_lists(project.sample()):
            say(lacking)
    if target is not None:
        project.export_sample(target)
        say(f"{target.name} written; numbers of few people are kept back in it.")
        return
    if appendix or reference is not None:
        from qualcode.analysis.sample_groups import GROUP_COLUMNS

        table = project.appendix() if appendix else project.sample_reference()
        show(table.records(), GROUP_COLUMNS, form)
        notes = list(table.notes)
    else:
        from qualcode.analysis.sample_rows import COLUMNS, rate
        from qualcode.report.sample_tables import sample_notes

        achieved = project.sample()
        show(achieved.records(), COLUMNS, form)
        notes = sample_notes(achieved)
        if words := rate(achieved.total):
            notes.append(f"{words}.")
    say(" ".join([*notes, project.claims()]))


@click.command()
@click.argument("file", required=False, type=FILE)
@click.option("--match", is_flag=True, help="Look for the questions in the interviews again.")
@format_option
@with_project
def schedule(project: Project, file: Path | None, match: bool, form: str) -> None:
    """Show the interview schedule, and how many people were asked each question.

    FILE (YAML or CSV) becomes the schedule first, and its questions are looked for in the
    interviews. What a person confirmed in the app stands.
    """
    if file is not None:
        project.set_schedule(file)
    if file is not None or match:
        from qualcode.model.wording import many

        found = project.match_questions()
        questions, within = many(sum(found.values()), "question"), many(len(found), "transcript")
        say(f"{questions} found in {within}.")
    show(
        project.asked_questions(),
        ("id", "part", "text", "codes", "participants", "transcripts", "segments"),
        form,
    )
    alone, every = project.unconfirmed_questions()
    if alone:
        were = "was" if alone == 1 else "were"
        say(f"{alone} of {every} {were} found by likeness and confirmed by nobody yet.")


COMMANDS = (sample, schedule)
