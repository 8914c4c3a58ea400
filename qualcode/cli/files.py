"""Files in, and what the study holds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.opening import with_project
from qualcode.cli.output import format_option, say, show
from qualcode.model import Kind

if TYPE_CHECKING:
    from qualcode.project import Project

FILE = click.Path(dir_okay=False, path_type=Path)
TRANSCRIPT = (
    "id",
    "title",
    "kind",
    "participants",
    "authority",
    "role",
    "wave",
    "words",
    "turns",
    "codings",
)
PARTICIPANT = (
    "id",
    "role",
    "role_label",
    "agency",
    "authority",
    "programme",
    "consent",
)


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--participants", type=FILE, help="A CSV with one row per participant.")
@click.option("--kind", help="interview, focus group, document, reflection, feedback, case record.")
@click.option("--wave", help="The wave these interviews belong to.")
@with_project
def import_(
    project: Project,
    files: tuple[Path, ...],
    participants: Path | None,
    kind: str | None,
    wave: str | None,
) -> None:
    """Import transcripts, passage tables, participants and codings from FILES.

    A file that cannot be taken is listed at the end and changes nothing; the others stay
    imported, and the exit status is 1.
    """
    with click.progressbar(
        length=len(files) + bool(participants),
        label="Importing",
        file=sys.stderr,
    ) as bar:
        report = project.import_files(
            files,
            participants=participants,
            kind=_kind(kind),
            wave=wave,
            progress=lambda n: bar.update(n - bar.pos),
        )
    for one in report.imported:
        unit = {"transcript": "turns", "participants": "participants"}.get(one.what, "codings")
        say(f"{one.file}: {one.what} {one.id}, {one.count} {unit}")
        for oddity in one.oddities:
            say(f"  {oddity}")
    for note in report.notes:
        say(note)
    if report.refused:
        say(f"Not imported ({len(report.refused)} of {len(files) + bool(participants)} files):")
        for _, sentence in report.refused:
            say(f"  {sentence}")
        sys.exit(1)


def _kind(name: str | None) -> Kind | None:
    if name is None:
        return None
    try:
        return Kind(name.replace("_", " ").lower())
    except ValueError as error:
        raise click.BadParameter(
            f"{name!r} is not a kind; choose one of {', '.join(Kind)}.", param_hint="--kind"
        ) from error


@click.command()
@format_option
@with_project
def transcripts(project: Project, form: str) -> None:
    """List the transcripts."""
    show(project.transcripts(), TRANSCRIPT, form)


@click.command()
@format_option
@with_project
def participants(project: Project, form: str) -> None:
    """List the participants; what is not known is empty."""
    rows = [
        {c: getattr(p, c) for c in PARTICIPANT if c != "consent"} | {"consent": p.consent.value}
        for p in project.participants()
    ]
    show(rows, PARTICIPANT, form)


COMMANDS = (import_, transcripts, participants)
