"""Codes and coding by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qualcode.cli.opening import Opening, with_project
from qualcode.cli.output import format_option, say, show
from qualcode.model import Coding, Direction, Span

if TYPE_CHECKING:
    from qualcode.project import Project

CODE = ("id", "name", "parent", "codable", "origin")
CODING = (
    "id",
    "transcript",
    "start",
    "end",
    "quote",
    "code",
    "direction",
    "coder",
    "made_at",
    "basis",
)


@click.command()
@format_option
@with_project
def codes(project: Project, form: str) -> None:
    """List the codebook, in published order."""
    rows = [
        {
            "id": c.id,
            "name": c.name,
            "parent": c.parent,
            "codable": not c.retired,
            "origin": c.origin.value,
        }
        for c in project.codes()
    ]
    show(rows, CODE, form)


@click.command()
@click.argument("transcript", required=False)
@click.option("--code", help="Only this code and its letters.")
@click.option("--coder", help="Only this coder's.")
@format_option
@with_project
def codings(
    project: Project, transcript: str | None, code: str | None, coder: str | None, form: str
) -> None:
    """List the codings that stand, of all transcripts or of one."""
    found = project.codings(transcript=transcript, code=code, coder=coder)
    show([as_row(c) for c in found], CODING, form)


def as_row(coding: Coding) -> dict[str, object]:
    """A coding with the keys of the interface."""
    return {
        "id": coding.id,
        "transcript": coding.transcript,
        "start": coding.span.start,
        "end": coding.span.end,
        "quote": coding.quote,
        "code": coding.code,
        "direction": coding.direction.value,
        "coder": coding.coder,
        "made_at": coding.made_at,
        "basis": coding.basis,
    }


@click.command()
@click.argument("transcript")
@click.argument("span", metavar="START:END")
@click.argument("code")
@click.option("--coder", help="Who codes; otherwise the acting coder.")
@click.option(
    "--direction",
    type=click.Choice([d.value for d in Direction]),
    default=Direction.PRESENT.value,
    show_default=True,
    help="How the passage stands to the code.",
)
@click.pass_obj
def code(
    opening: Opening, transcript: str, span: str, code: str, coder: str | None, direction: str
) -> None:
    """Apply CODE to the characters START up to END of TRANSCRIPT, and print the coding's id."""
    project = opening.project(coder)
    coding = project.code(transcript, Span.parse(span), code, direction=direction)
    say(f"{coding.coder} coded {transcript} {coding.span} with {coding.code}.")
    click.echo(coding.id)


@click.command()
@click.argument("coding")
@with_project
def withdraw(project: Project, coding: str) -> None:
    """Withdraw a coding of your own; the history keeps it."""
    project.withdraw(coding)
    say("Withdrawn.")


@click.command()
@with_project
def undo(project: Project) -> None:
    """Undo your own last coding, change, withdrawal, star or decision."""
    say(project.undo())


@click.command()
@with_project
def redo(project: Project) -> None:
    """Do again what you undid last."""
    say(project.redo())


@click.command()
@click.argument("transcript")
@click.option("--not-yet", is_flag=True, help="Take the mark away again.")
@with_project
def done(project: Project, transcript: str, not_yet: bool) -> None:
    """Note that you have coded TRANSCRIPT through."""
    project.done(transcript, done=not not_yet)
    say(f"{transcript} is {'not ' if not_yet else ''}coded through by {project.coder}.")


COMMANDS = (codes, codings, code, withdraw, undo, redo, done)
