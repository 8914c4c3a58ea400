"""Commands: what people permit, taking a person out, and how long a study is kept."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.opening import with_project
from qualcode.cli.output import say, show

if TYPE_CHECKING:
    from qualcode.model.erasure import ErasurePreview, Export
    from qualcode.project import Project

ANSWER = click.Choice(["yes", "no", "unknown"])
LEFT = ("at", "what", "name", "who")
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("participant", required=False)
@click.option("--quote", type=click.Choice(["yes", "no", "withdrawn", "unknown"]), help="Quotes.")
@click.option("--archive", type=ANSWER, help="The interview may be deposited or shared.")
@click.option("--name-authority", type=ANSWER, help="A caption may name the authority.")
@with_project
def permit(
    project: Project,
    participant: str | None,
    quote: str | None,
    archive: str | None,
    name_authority: str | None,
) -> None:
    """Note what PARTICIPANT permits; without one, say how many permit what."""
    if participant is None:
        rows = [
            {"use": use.replace("_", " "), "answer": answer, "people": n}
            for use, counts in project.permitted_uses().items()
            for answer, n in sorted(counts.items())
        ]
        show(rows, ("use", "answer", "people"), "table")
        return
    now = project.permit(participant, quote=quote, archive=archive, name_authority=name_authority)
    say(
        f"{now.id}: quotes {now.consent.value}, archive {now.archive.value}, name authority"
        f" {now.name_authority.value}."
    )


@click.command()
@click.argument("participant", required=False)
@click.option("--finish", is_flag=True, help="Do again what an earlier erasure could not do.")
@click.option("--dry-run", is_flag=True, help="Say what would go, and change nothing.")
@click.option(
    "--confirm", metavar="PARTICIPANT", help="The id once more, in place of the question."
)
@click.option("--certificate", type=FILE, help="Write the certificate to this file.")
@with_project
def erase(
    project: Project,
    participant: str | None,
    finish: bool,
    dry_run: bool,
    confirm: str | None,
    certificate: Path | None,
) -> None:
    """Take PARTICIPANT out of the study and of every backup here. It cannot be undone.

    What would go is listed first. Then the bytes of every file are searched for the person's words.
    """
    from qualcode.report.files import check_writable

    if finish or participant is None:
        if not finish:
            raise click.UsageError("Name the participant to erase.")
        left = project.finish_erasing()
        say("The study was written anew, and its copies were erased.")
        say("What was looked for is kept nowhere, so there is no new certificate; note this day.")
        for name in left:
            say(f"Could not be opened: {name}")
        return
    if certificate is not None:
        check_writable(certificate)
    preview = project.erasing_preview(participant)
    _tell(preview)
    if dry_run:
        return
    if confirm is None:
        confirm = click.prompt("Type the participant's id to erase; anything else stops", err=True)
    done = project.erase_participant(participant, typed=confirm, progress=say)
    click.echo(done.certificate, nl=False)
    for name in done.unopened:
        say(f"Could not be opened: {name}")
    for line in done.to_do:
        say(f"- {line}")
    _left(done.exports)
    _write(certificate, done.certificate)
    if not done.proof.holds:
        say("The proof is not complete: read the certificate.")
        raise SystemExit(1)


@click.command()
@click.option("--until", metavar="DATE", help="Keep the study until this day, as year-month-day.")
@click.option("--clear", is_flag=True, help="Take the date back.")
@click.option("--yes", is_flag=True, help="Do not ask, also where the day has passed.")
@with_project
def retain(project: Project, until: str | None, clear: bool, yes: bool) -> None:
    """Say until when the study is kept, or set it; a day that has passed is asked about."""
    from qualcode.project.retention import DayPassed

    if clear:
        project.keep_until(None)
    elif until is not None:
        try:
            day = datetime.strptime(until, "%Y-%m-%d").date()
        except ValueError:
            raise click.BadParameter("write the date as 2026-12-31") from None
        try:
            project.keep_until(day, confirmed=yes)
        except DayPassed as passed:
            say(str(passed))
            click.confirm("Is this the day?", abort=True, err=True)
            project.keep_until(day, confirmed=True)
    kept = project.about()["options"]["retain_until"]
    say(f"The study is kept until {kept}." if kept else "No date is set until which it is kept.")
    if notice := project.retention_notice():
        say(notice)


@click.command()
@click.option("--confirm", metavar="TITLE", help="The study's title, in place of the question.")
@click.option("--certificate", type=FILE, help="Write the certificate to this file.")
@with_project
def purge(project: Project, confirm: str | None, certificate: Path | None) -> None:
    """Destroy the whole study with its backups. It cannot be undone."""
    from qualcode.report.files import check_writable

    if certificate is not None:
        check_writable(certificate)
    title = project.about()["title"]
    say(f"This destroys the study {title!r}, its backups and its ledger, for good.")
    if confirm is None:
        confirm = click.prompt("Type the study's title to destroy it", err=True)
    done = project.purge(typed=confirm)
    click.echo(done.certificate, nl=False)
    for line in done.to_do:
        say(f"- {line}")
    _write(certificate, done.certificate)


def _write(target: Path | None, certificate: str) -> None:
    """Last of all: what cannot be said again has been said by then."""
    from qualcode.report.files import replace_file

    if target is not None:
        replace_file(target, certificate.encode("utf-8"))


def _tell(preview: ErasurePreview) -> None:
    say("This would go, and cannot be brought back:")
    for line in preview.lines or ["nothing but the participant's row"]:
        say(f"- {line}")
    if preview.copies:
        say(f"It would be taken out of these files too: {', '.join(preview.copies)}.")
    for line in preview.warnings:
        say(f"- {line}")
    _left(preview.exports)


def _left(exports: tuple[Export, ...]) -> None:
    if exports:
        say(
            "Files that left since this person's words came in (you may have named them otherwise):"
        )
        rows = [{"at": e.at[:10], "what": e.what, "name": e.name, "who": e.who} for e in exports]
        show(rows, LEFT, "table")


COMMANDS = (permit, erase, retain, purge)
