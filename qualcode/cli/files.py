"""Files in, and what the study holds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.exchange import companion_option, dry_run_option, take_projects
from qualcode.cli.opening import with_project
from qualcode.cli.output import format_option, say, show
from qualcode.cli.review_file import ENDING, passphrase_option, take_verdicts
from qualcode.model import Kind

if TYPE_CHECKING:
    from qualcode.project import Project

FILE = click.Path(dir_okay=False, path_type=Path)
FILE_OR_FOLDER = click.Path(path_type=Path)
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
@click.argument("files", nargs=-1, required=True, type=FILE_OR_FOLDER)
@click.option("--participants", type=FILE, help="A CSV with one row per participant.")
@click.option("--kind", help="interview, focus group, document, reflection, feedback, case record.")
@click.option("--wave", help="The wave these interviews belong to.")
@passphrase_option
@dry_run_option
@companion_option
@with_project
def import_(
    project: Project,
    files: tuple[Path, ...],
    participants: Path | None,
    kind: str | None,
    wave: str | None,
    passphrase_file: Path | None,
    dry_run: bool,
    without_companion: bool,
) -> None:
    """Import transcripts, tables, participants, codings, verdicts and whole projects from FILES.

    A folder stands for the files in it, a QualCoder folder for its project.

    A file that cannot be taken is listed at the end and changes nothing; the others stay
    imported, and the exit status is 1.
    """
    from qualcode.formats.projects import is_project

    files = _spread(files)
    verdicts = [file for file in files if file.suffix.lower() == ENDING]
    projects = [file for file in files if is_project(file)]
    others = [file for file in files if file not in verdicts and file not in projects]
    if dry_run and (len(projects) < len(files) or participants):
        raise click.UsageError("--dry-run goes with projects alone, such as a .qdpx file.")
    said = take_projects(project, projects, dry_run=dry_run, companion=not without_companion)
    if len(projects) == len(files) and not participants:
        _end(said, len(files))
        return
    with click.progressbar(
        length=len(others) + bool(participants),
        label="Importing",
        file=sys.stderr,
    ) as bar:
        report = project.import_files(
            others,
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
    refused, odd = take_verdicts(project, verdicts, passphrase_file)
    refused = [*said, *(sentence for _, sentence in report.refused), *refused]
    _end(refused, len(files) + bool(participants), odd=odd)


def _spread(given: tuple[Path, ...]) -> tuple[Path, ...]:
    """The files themselves, and for a folder those in it; hidden ones and folders stay out."""
    from qualcode.formats.projects import is_project

    files: list[Path] = []
    for path in given:
        if not path.is_dir() or is_project(path):
            files.append(path)
            continue
        inside = sorted(file for file in path.iterdir() if file.is_file())
        shown = [file for file in inside if not file.name.startswith((".", "~$"))]
        if not shown:
            raise click.UsageError(f"The folder {path.name} holds no files.")
        files += shown
    return tuple(files)


def _end(refused: list[str], files: int, *, odd: bool = False) -> None:
    """Say which files were not taken, and end with status 1 where there were any."""
    if refused:
        say(f"Not imported ({len(refused)} of {files} files):")
        for sentence in refused:
            say(f"  {sentence}")
    if refused or odd:
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
