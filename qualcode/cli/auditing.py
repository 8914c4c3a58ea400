"""The history."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from qualcode.cli.opening import with_project
from qualcode.cli.output import format_option, say, show
from qualcode.model.told import KINDS, folded

if TYPE_CHECKING:
    from qualcode.model.told import BookStep
    from qualcode.project import Project

TOLD = ("number", "at", "who", "kind", "words")
BOOK = ("version", "at", "who", "reason", "changes", "codes", "read_again")


@click.command()
@click.option("--who", help="Only what this person did.")
@click.option("--code", help="Only what is about this code or one under it.")
@click.option("--since", metavar="DATE", help="Only from this day on, as year-month-day.")
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only acts of this kind."
)
@click.option("--last", type=click.IntRange(1), default=50, show_default=True, help="How many.")
@click.option("--check", is_flag=True, help="Check that no act is missing or was changed.")
@format_option
@with_project
def history(
    project: Project,
    who: str | None,
    code: str | None,
    since: str | None,
    kinds: tuple[str, ...],
    last: int,
    check: bool,
    form: str,
) -> None:
    """Say what happened in the study, newest first: who did what, and when."""
    if check:
        broken = project.check_history()
        if broken is not None:
            say(f"The chain is broken at act {broken}: it is missing or was changed.")
            sys.exit(1)
        say(f"The chain of {project.version:,} acts is unbroken.")
        return
    told = project.audit(code=code, who=who, since=since, acts=kinds or None, last=last)
    if form == "table":
        # The sentence names the person, and a table would cut it short.
        for one in folded(told):
            often = f" ({one.times:,} times)" if one.times > 1 else ""
            at = one.at[:19].replace("T", " ")
            click.echo(f"{one.seq}  {at}  {_plain(one.words)}{often}")
        return
    rows = [
        {"number": t.seq, "at": t.at[:19], "who": t.who, "kind": t.kind, "words": t.words}
        for t in told
    ]
    show(rows, TOLD, form)


@click.command("codebook-history")
@click.argument("code", required=False)
@format_option
@with_project
def codebook_history(project: Project, code: str | None, form: str) -> None:
    """Say what each version of the codebook changed, and what to read again; of CODE alone."""
    steps = project.codebook_history(code)
    rows = [
        {
            "version": step.n,
            "at": step.made_at[:19],
            "who": step.made_by,
            "reason": step.reason,
            "changes": list(step.changes),
            "codes": list(step.codes),
            "read_again": _again(step),
        }
        for step in steps
    ]
    if form != "table":
        show(rows, BOOK, form)
        return
    for step in steps:
        at = step.made_at[:19].replace("T", " ")
        click.echo(f"Version {step.n}  {at}  {_plain(step.made_by)}: {_plain(step.reason)}")
        for line in step.changes:
            click.echo(f"  {_plain(line)}")
        for line in _again(step):
            click.echo(f"  Read again: {line}")


def _again(step: BookStep) -> list[str]:
    return [
        f"{one.interview}: {one.codings} coding{'' if one.codings == 1 else 's'}"
        for one in step.reread
    ]


def _plain(text: object) -> str:
    """Words that people wrote must not steer the terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(str(text).split()))


COMMANDS = (history, codebook_history)
