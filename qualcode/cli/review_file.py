"""A round as one sealed file, and verdict files coming back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.opening import with_project
from qualcode.cli.output import say, say_consent
from qualcode.errors import QualcodeError, UnreadableFile

if TYPE_CHECKING:
    from qualcode.project import Project

ENDING = ".verdicts"
passphrase_option = click.option(
    "--passphrase-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file whose first line is the passphrase; otherwise it is asked for.",
)


@click.command("export-review")
@click.argument("round")
@click.option("--reviewer", help="Whom the file is for; needed where the round has several.")
@click.option(
    "-o",
    "--output",
    "target",
    default="review.html",
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The .html file to write.",
)
@passphrase_option
@click.option(
    "--confirm-small-groups",
    is_flag=True,
    help="Send words of few people, who may be recognised; this is recorded.",
)
@click.option(
    "--confirm-same-words",
    "same_words",
    is_flag=True,
    help="People of two roles did say the same words; this is recorded.",
)
@with_project
def export_review(
    project: Project,
    round: str,
    reviewer: str | None,
    target: Path,
    passphrase_file: Path | None,
    confirm_small_groups: bool,
    same_words: bool,
) -> None:
    """Write ROUND as one page for a reviewer, sealed with a passphrase.

    She opens it in a browser, without a network, and sends a small verdict file back, which
    `qualcode import` takes in.
    """
    from qualcode.project.permits import refuse_role

    # Who may not send it is told so before a passphrase is asked for.
    refuse_role(project, "export_review")
    say_consent(project)
    sent = project.export_review(
        round,
        target,
        passphrase=passphrase_of(passphrase_file, new=True),
        reviewer=reviewer,
        confirmed=confirm_small_groups,
        same_words=same_words,
    )
    say(f"{_items(sent.items)} for {sent.reviewer} written to {target.name}.")
    if sent.left_out:
        stay = "stays" if sent.left_out == 1 else "stay"
        say(f"{_items(sent.left_out)} {stay} in the study: the speakers allow no quotes.")
    say("Tell the passphrase by another way than the file, and keep it: the verdicts need it too.")


def take_verdicts(
    project: Project, files: Sequence[Path], passphrase_file: Path | None
) -> tuple[list[str], bool]:
    """Take verdict files in, the passphrase asked for once.

    The sentences of files that were refused, and whether single items were.
    """
    if not files:
        return [], False
    passphrase = passphrase_of(passphrase_file, new=False)
    refused, odd = [], False
    for file in files:
        try:
            taken = project.import_verdicts(file, passphrase)
        except QualcodeError as error:
            refused.append(f"{file.name}: {error}")
            continue
        say(f"{file.name}: {taken.told}")
        for sentence in taken.refused:
            say(f"  not taken: {sentence}")
        odd = odd or bool(taken.refused)
    return refused, odd


def passphrase_of(file: Path | None, *, new: bool) -> str:
    """The passphrase, from a file's first line or typed unseen; a ``new`` one is typed twice."""
    if file is None:
        typed: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True)
        return typed
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(
            f"{file.name} cannot be read; give a text file whose first line is the passphrase."
        ) from error
    return lines[0] if lines else ""


def _items(count: int) -> str:
    return f"{count} {'item' if count == 1 else 'items'}"


COMMANDS = (export_review,)
