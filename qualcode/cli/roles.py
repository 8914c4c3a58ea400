"""Who is who in a study, and what is new to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qualcode.cli.opening import with_project
from qualcode.cli.output import format_option, say, show
from qualcode.errors import Refused
from qualcode.model import CoderRole

if TYPE_CHECKING:
    from qualcode.project import Project

ROLE = click.Choice([role.value for role in CoderRole])


@click.command()
@format_option
@with_project
def coders(project: Project, form: str) -> None:
    """List the people who code and review here, with their roles."""
    rows = [{"name": coder.name, "role": coder.role.value} for coder in project.coders()]
    show(rows, ["name", "role"], form)


@click.command("add-coder")
@click.argument("name")
@click.option(
    "--role",
    type=ROLE,
    default=CoderRole.RESEARCHER.value,
    show_default=True,
    help="What they do here.",
)
@with_project
def add_coder(project: Project, name: str, role: str) -> None:
    """Add a person called NAME, who codes or reviews."""
    if " ".join(name.split()) in {coder.name for coder in project.coders()}:
        raise Refused("The study knows this person already; `qualcode set-role` changes a role.")
    project.add_coder(name, CoderRole(role))
    say(f"{' '.join(name.split())} is a {role} now. There is no password: see docs/roles.md.")


@click.command("set-role")
@click.argument("name")
@click.argument("role", type=ROLE)
@with_project
def set_role(project: Project, name: str, role: str) -> None:
    """Make NAME a researcher, a mentor or a second coder."""
    coder = project.set_role(name, role)
    say(f"{coder.name} is a {coder.role.value} now.")


@click.command()
@click.option("--seen", is_flag=True, help="Note that you have seen this.")
@format_option
@with_project
def news(project: Project, seen: bool, form: str) -> None:
    """Say what others have done since you last looked."""
    told = project.news()
    show([{"words": line.words, "page": line.page} for line in told.lines], ["words", "page"], form)
    say(told.words)
    if seen:
        project.note_look(told.seq)
        say("Noted: the next time only what is new by then is told.")


COMMANDS = (coders, add_coder, set_role, news)
