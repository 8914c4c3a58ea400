"""Patterns in the codings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.opening import with_project
from qualcode.cli.outgoing import direction_option, pairs, where_option
from qualcode.cli.output import format_option, say, show

if TYPE_CHECKING:
    from qualcode.project import Project

Command = Callable[..., Any]


def _output(kinds: str) -> Callable[[Command], Command]:
    return click.option(
        "-o",
        "--output",
        "target",
        type=click.Path(dir_okay=False, path_type=Path),
        help=f"Write a {kinds} file instead, with what few people stand behind kept back.",
    )


@click.command()
@click.option(
    "--unit",
    type=click.Choice(["passage", "turn", "interview"]),
    default="passage",
    show_default=True,
    help="What two codes have to share.",
)
@click.option(
    "--level",
    type=click.Choice(["indicators", "letters", "both"]),
    default="indicators",
    show_default=True,
    help="Which codes are paired.",
)
@click.option("--no-siblings", is_flag=True, help="Leave out pairs within one indicator.")
@where_option
@direction_option
@click.option("--coder", help="Only this coder's codings.")
@_output(".csv, .xlsx, .png or .svg")
@format_option
@with_project
def cooccurrence(
    project: Project,
    unit: str,
    level: str,
    no_siblings: bool,
    where: tuple[str, ...],
    direction: str | None,
    coder: str | None,
    target: Path | None,
    form: str,
) -> None:
    """Count the interviews, people and passages in which two codes stand together.

    A file (-o) shows everyone, so it takes no filters.
    """
    if target is not None:
        if where or direction or coder:
            raise click.UsageError("A file shows everyone: leave out filters such as --where.")
        project.cooccurrence_file(
            target.suffix, unit, level, siblings=not no_siblings, target=target
        )
        say(f"The pairs are written to {target.name}.")
        return
    table = project.cooccurrence(
        unit,
        level,
        where=pairs(where),
        direction=direction,
        coder=coder,
        siblings=not no_siblings,
    )
    show(table.records(), list(table.rows.columns), form)
    say(f"{table.caption} Codebook version {project.codebook_version}.")
    say(project.claims())


@click.command()
@click.option("--base", type=click.IntRange(1), default=4, show_default=True, help="First so many.")
@click.option("--run", type=click.IntRange(1), default=2, show_default=True, help="Then so many.")
@click.option(
    "--threshold", type=float, default=0.05, show_default=True, help="New codes over the base's."
)
@click.option(
    "--codes",
    type=click.Choice(["letters", "emergent"]),
    default="letters",
    show_default=True,
    help="All codes under an indicator, or those that grew out of the talk.",
)
@click.option(
    "--order",
    type=click.Choice(["date", "imported"]),
    default="date",
    show_default=True,
    help="The order of the interviews.",
)
@_output(".csv, .xlsx, .png or .svg")
@format_option
@with_project
def saturation(project: Project, target: Path | None, form: str, **asked: Any) -> None:
    """Count the new codes each further interview brings.

    Only interviews coded through count. The result, such as 6+2, follows Guest, Namey and Chen
    (2020): after six interviews the next two brought no more than the threshold allows.
    """
    if target is not None:
        project.saturation_file(target.suffix, target=target, **asked)
        say(f"The curve is written to {target.name}.")
        return
    found = project.saturation(**asked)
    columns = ["interview", "new_codes", "codes", "median", "low", "high", "run_ratio"]
    show(found.records(), columns, form)
    say(found.told)
    say(f"{found.caption} Codebook version {project.codebook_version}.")
    say(project.claims())


@click.command()
@click.option(
    "--by", default="interview", show_default=True, metavar="NAME", help="Or authority, role, …"
)
@where_option
@click.option("--reread", is_flag=True, help="List interviews read before a code was added.")
@_output(".csv or .xlsx")
@format_option
@with_project
def uncoded(
    project: Project,
    by: str,
    where: tuple[str, ...],
    reread: bool,
    target: Path | None,
    form: str,
) -> None:
    """Count respondents' talk without any code.

    A file (-o) shows everyone, by an attribute and not by interview.
    """
    if target is not None:
        if where or reread:
            raise click.UsageError("A file shows everyone: leave out --where and --reread.")
        project.uncoded_file(target.suffix, by, target=target)
        say(f"What is not coded is written to {target.name}.")
        return
    if reread:
        rows = [
            {"transcript": r.transcript, "title": r.title, "read_at": r.read_at, "codes": r.codes}
            for r in project.to_reread()
        ]
        show(rows, ["transcript", "title", "read_at", "codes"], form)
        return
    table = project.uncoded(by, where=pairs(where))
    show(table.records(), list(table.rows.columns), form)
    total = table.total
    say(
        f"{total['uncoded_passages']} of {total['passages']} passages carry no code,"
        f" {total['uncoded_words']} of {total['words']} words."
    )
    say(f"{table.caption} Codebook version {project.codebook_version}.")
    say(project.claims())


COMMANDS: tuple[click.Command, ...] = (cooccurrence, saturation, uncoded)
