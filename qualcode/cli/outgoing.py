"""Tables and quotes out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.opening import with_project
from qualcode.cli.output import format_option, say, show
from qualcode.model import Direction

if TYPE_CHECKING:
    from qualcode.project import Project

where_option = click.option(
    "--where", multiple=True, metavar="NAME=VALUE", help="Keep only these people, e.g. wave=first."
)
direction_option = click.option(
    "--direction", type=click.Choice([d.value for d in Direction]), help="Only this direction."
)


@click.command()
@click.option("--by", multiple=True, metavar="NAME", help="authority, role, wave, direction, …")
@where_option
@direction_option
@click.option("--coder", help="Only this coder's codings.")
@click.option(
    "--group",
    "groups",
    multiple=True,
    metavar="CODE+CODE",
    help="Count these codes as one row, each person and passage once, e.g. 1.b+1.c.",
)
@click.option(
    "--publish",
    is_flag=True,
    help="As the table may leave: small groups are kept back, and the release is recorded.",
)
@click.option(
    "--confirm-release",
    is_flag=True,
    help="With --publish: though few people came or went since an earlier release; recorded.",
)
@format_option
@with_project
def themes(
    project: Project,
    by: tuple[str, ...],
    where: tuple[str, ...],
    direction: str | None,
    coder: str | None,
    groups: tuple[str, ...],
    publish: bool,
    confirm_release: bool,
    form: str,
) -> None:
    """Count the people and segments behind every code.

    Participants come first, with the number in scope; distinct segments stand beside them.
    """
    rows = [[code.strip() for code in group.split("+")] for group in groups]
    if publish:
        table = project.publish(
            by,
            where=pairs(where),
            direction=direction,
            coder=coder,
            groups=rows,
            confirmed=confirm_release,
        )
    elif confirm_release:
        raise click.UsageError("--confirm-release goes with --publish.")
    else:
        table = project.themes(
            by, where=pairs(where), direction=direction, coder=coder, groups=rows
        )
    show(table.records(), list(table.rows.columns), form)
    say(table.caption)
    if table.compared and not publish:
        say(table.compared)


@click.command()
@click.option("--code", help="Only this code and its letters.")
@where_option
@direction_option
@click.option("--coder", help="Only this coder's codings.")
@click.option("--starred", is_flag=True, help="Only starred codings.")
@click.option(
    "--attribution",
    type=click.Choice(["ladder", "role-authority", "role", "none"]),
    default="ladder",
    show_default=True,
    help="How speakers are named; the ladder says no more than gives nobody away.",
)
@click.option(
    "--confirm-small-groups",
    is_flag=True,
    help="Write quotes of few people, and name small groups; this is recorded.",
)
@click.option(
    "--confirm-same-words",
    "same_words",
    is_flag=True,
    help="People of two roles did say the same words; this is recorded.",
)
@click.option("--block", is_flag=True, help="Indented blocks with the speaker below, not run on.")
@click.option(
    "-o",
    "--output",
    "target",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The .docx, .csv or .md file to write.",
)
@with_project
def quotes(
    project: Project,
    code: str | None,
    where: tuple[str, ...],
    direction: str | None,
    coder: str | None,
    starred: bool,
    attribution: str,
    confirm_small_groups: bool,
    same_words: bool,
    block: bool,
    target: Path,
) -> None:
    """Write coded quotes to a Word document, a CSV file or Markdown."""
    found = project.quotes(
        code=code, where=pairs(where), direction=direction, coder=coder, starred=starred
    )
    count = project.export_quotes(
        target,
        found,
        attribution=attribution,
        confirmed=confirm_small_groups,
        same_words=same_words,
        block=block,
    )
    say(f"{count} {'quote' if count == 1 else 'quotes'} written to {target.name}.")
    if held := len(found) - count:
        stay = "quote stays" if held == 1 else "quotes stay"
        say(f"{held} {stay} in the study: the speakers allow no quotes.")


def pairs(where: tuple[str, ...]) -> dict[str, str]:
    """``NAME=VALUE`` options as a mapping."""
    found = {}
    for text in where:
        name, equals, value = text.partition("=")
        if not equals or not name or not value:
            raise click.UsageError(f"--where takes NAME=VALUE, not {text!r}.")
        found[name.strip()] = value.strip()
    return found


@click.command("confirm-release")
@with_project
def confirm_release(project: Project) -> None:
    """Let files with counts leave although few people have come or gone since earlier ones."""
    told = project.release_refusal()
    project.confirm_release()
    say(f"Confirmed and noted in the history. {told[0].upper()}{told[1:]}")


COMMANDS = (themes, quotes, confirm_release)
