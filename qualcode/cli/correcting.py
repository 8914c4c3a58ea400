"""Commands: transcripts corrected after coding."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.coding import CODING, as_row
from qualcode.cli.opening import with_project
from qualcode.cli.output import format_option, say, show
from qualcode.model import Span

if TYPE_CHECKING:
    from qualcode.project import Project

VERSION = ("n", "words", "until", "who", "reason")
WAITING = ("coding", "transcript", "code", "coder", "state", "start", "end", "old", "new")


@click.command()
@click.argument("transcript")
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--back-to", type=int, help="Put this older version back instead of a file.")
@click.option("--reason", default="", help="Why it was corrected, in a few words; others read it.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@with_project
def correct(
    project: Project,
    transcript: str,
    file: Path | None,
    back_to: int | None,
    reason: str,
    dry_run: bool,
) -> None:
    """Put the text of a corrected FILE in the place of TRANSCRIPT's.

    Codings whose words stand as they did go along. The others wait: `qualcode to-place` lists
    them. What it said before stays readable.
    """
    from qualcode.project.correcting_told import told

    if (file is None) == (back_to is None):
        raise click.UsageError("Name a corrected file, or an older version with --back-to.")
    if file is not None:
        done = project.correct_transcript(transcript, file, reason, dry_run=dry_run)
    else:
        done = project.correct_back(transcript, back_to or 0, reason, dry_run=dry_run)
    for sentence in told(done, done=not dry_run):
        say(sentence)
    if dry_run:
        say("Nothing was changed.")


@click.command()
@click.argument("transcript")
@format_option
@with_project
def versions(project: Project, transcript: str, form: str) -> None:
    """List the versions of TRANSCRIPT: until when each was the newest, and why it was corrected."""
    rows = [
        {
            "n": v.n,
            "words": v.words,
            "until": v.until,
            "who": v.who or None,
            "reason": v.reason or None,
        }
        for v in project.text_versions(transcript)
    ]
    show(rows, VERSION, form)


@click.command("show")
@click.argument("transcript")
@click.option("--version", type=int, help="An older version; otherwise the newest.")
@click.option("--codings", is_flag=True, help="The codings that stood on it instead of its text.")
@format_option
@with_project
def show_text(
    project: Project, transcript: str, version: int | None, codings: bool, form: str
) -> None:
    """Write the text of TRANSCRIPT, or of an older version of it."""
    n = version if version is not None else len(project.text_versions(transcript))
    found = project.old_text(transcript, n)
    if codings:
        show([as_row(c) for c in found.codings], CODING, form)
    else:
        click.echo(found.text, nl=not found.text.endswith("\n"))


@click.command("to-place")
@click.argument("transcript", required=False)
@format_option
@with_project
def to_place(project: Project, transcript: str | None, form: str) -> None:
    """List the codings that wait to be placed again after their transcript was corrected."""
    rows = [
        {
            "coding": one.move.coding.id,
            "transcript": one.move.coding.transcript,
            "code": one.move.coding.code,
            "coder": one.move.coding.coder,
            "state": one.move.state.value,
            "start": one.move.span.start if one.move.span else None,
            "end": one.move.span.end if one.move.span else None,
            "old": one.move.coding.quote,
            "new": one.move.words or None,
        }
        for one in project.to_place(transcript)
    ]
    show(rows, WAITING, form)


@click.command("place-again")
@click.argument("coding", required=False)
@click.argument("span", metavar="[START:END]", required=False)
@click.option("--words", help="Words that stand once in the text, instead of a span.")
@click.option("--all", "every", is_flag=True, help="All that have a proposed place.")
@with_project
def place_again(
    project: Project, coding: str | None, span: str | None, words: str | None, every: bool
) -> None:
    """Put a CODING that waits on the words proposed for it, or on the characters START to END."""
    if span and words:
        raise click.UsageError("Name a span or the words, not both.")
    if every == (coding is not None):
        raise click.UsageError("Name one coding, or all with --all.")
    if coding is None:
        done = project.place_all_again()
        say(f"{done:,} {'coding stands' if done == 1 else 'codings stand'} again.")
        return
    placed = project.place_again(coding, Span.parse(span) if span else None, words=words)
    say(f"{placed.coder}'s coding with {placed.code} stands on {placed.span}.")
    click.echo(placed.id)


@click.command("let-go")
@click.argument("coding")
@with_project
def let_go(project: Project, coding: str) -> None:
    """Let a CODING go that waits to be placed: it stays withdrawn."""
    project.let_go(coding)
    say("It stays withdrawn; the older version shows where it stood.")


COMMANDS = (correct, versions, show_text, to_place, place_again, let_go)
