"""Commands: whether a study is whole."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from qualcode.cli.opening import Opening
from qualcode.cli.output import say
from qualcode.errors import Damaged

if TYPE_CHECKING:
    from qualcode.model.checkup import Checkup


# The command that does what a finding asks for; without one it is going back to a backup.
COMMAND_FOR = {
    "last backup": "qualcode backup",
    "backups open": "qualcode backup",
    "second versions": "qualcode merge",
    "folder": "qualcode move-study",
    "codes of codings": "qualcode codebook-history",
    "suggestions": "qualcode suggest",
}
REPAIR, GO_BACK = "qualcode doctor --repair", "qualcode restore"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Write what was found as JSON.")
@click.option(
    "--repair",
    is_flag=True,
    help="Put right what can be without loss, after a backup was made and checked.",
)
@click.pass_obj
def doctor(opening: Opening, as_json: bool, repair: bool) -> None:
    """Look over the whole study and say what is wrong, what it means and what to do.

    Nothing is changed without --repair. Ends with status 1 when something is wrong.
    """
    from qualcode.project.doctoring import unopened

    try:
        project = opening.project()
        if repair:
            mended = project.repair()
            say(f"A backup was made and checked first: {mended.backup}.")
            for name, n in mended.done:
                say(f"Put right: {name} ({n}).")
        found = project.doctor()
        notice = project.retention_notice()
    except Damaged as error:
        if repair:
            raise
        found, notice = unopened(error), ""
    if as_json:
        click.echo(json.dumps({**asdict(found), "sound": found.is_sound}, indent=1))
    else:
        _tell(found)
        if notice:
            say(notice)
    sys.exit(0 if found.is_sound else 1)


def _tell(found: Checkup) -> None:
    from qualcode.store.checks_history import BACKUP

    for one in found.findings:
        click.echo(f"{'WRONG' if one.wrong else 'Advice'}: {one.check} ({one.n})")
        click.echo(f"  {one.means}")
        if one.places:
            more = ", …" if one.n > len(one.places) else ""
            click.echo(f"  Where: {', '.join(one.places)}{more}")
        if one.todo:
            click.echo(f"  What to do: {one.todo}")
        command = COMMAND_FOR.get(one.check) or (REPAIR if one.mendable else "")
        if command or one.todo == BACKUP:
            click.echo(f"  Command: {command or GO_BACK}")
    if found.unseen:
        click.echo(f"Could not be looked at because of it: {', '.join(found.unseen)}.")
    wrong = sum(one.wrong for one in found.findings)
    made = len(found.checks) - len(found.unseen)
    if wrong:
        say(f"{_checks(made)} made; {wrong} found something wrong.")
    else:
        say(f"{_checks(len(found.checks))} made. The study is whole.")


def _checks(n: int) -> str:
    return "1 check was" if n == 1 else f"{n} checks were"


COMMANDS: tuple[click.Command, ...] = (doctor,)
