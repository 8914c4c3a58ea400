"""Commands: backups, restoring, and where a study may lie."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.opening import Opening, with_project
from qualcode.cli.output import format_option, say, show
from qualcode.cli.passphrases import read_words, tried
from qualcode.errors import Damaged, Locked, Refused
from qualcode.names import is_url

if TYPE_CHECKING:
    from qualcode.model.safe_keeping import BackupFile
    from qualcode.project import Project
    from qualcode.project.keeping_keys import Keys

FOLDER = click.Path(file_okay=False, path_type=Path)
COLUMNS = ("file", "made_at", "name", "codings", "acts", "mib", "opens", "closed")
# The same for a person to read.
TABLE = ("file", "made", "name", "codings", "changes", "size", "opens")


@click.command()
@click.option("--name", default="", help="Words for it; a backup with a name is kept for ever.")
@click.option("--to", type=FOLDER, help="A copy of its own into this folder; it is recorded.")
@with_project
def backup(project: Project, name: str, to: Path | None) -> None:
    """Make a backup of the study now, and check it by opening it.

    It is laid in a folder beside the study. Those without a name are put out after thirty days,
    but the last good one never.
    """
    made = project.backup(name, to=to)
    click.echo(made.file)
    say(f"The backup is made and checked. It holds {_codings(made.codings)}.")


@click.command()
@click.option("--keep-in", type=FOLDER, help="Lay further backups in this folder instead.")
@click.option("--keep-beside", is_flag=True, help="Lay further backups beside the study again.")
@format_option
@click.pass_obj
def backups(opening: Opening, keep_in: Path | None, keep_beside: bool, form: str) -> None:
    """List the study's backups, newest first, and what was kept when it was put back to one."""
    from qualcode.store.closed_backups import OLDER

    try:
        project = opening.project()
        if keep_in is not None or keep_beside:
            project.set_backup_folder(None if keep_beside else keep_in)
        found = project.backups()
    except Damaged as error:
        if keep_in is not None or keep_beside:
            raise
        # Which there are can be told all the same, and is what somebody asks for now.
        say(str(error))
        found = _of_damaged(opening)
    if form == "table":
        show([_told(one) for one in found], TABLE, form)
    else:
        show([_row(one) for one in found], COLUMNS, form)
    if not found:
        say("There is no backup yet; `qualcode backup` makes one.")
    if any(one.closed == OLDER for one in found):
        say(
            "To go back to one made under an older passphrase, name a file with that passphrase or"
            " its sheet: `qualcode restore BACKUP --backup-passphrase-file FILE`."
        )


def _of_damaged(opening: Opening) -> list[BackupFile]:
    from qualcode.project.keeping_backups import told_of
    from qualcode.project.keeping_keys import keys_from

    place, file = Path(opening.place).resolve(), opening.passphrase_file
    key = keys_from(place, "", read_words(file)).after if file else None
    return told_of(place, key, aside=True)


def _row(one: BackupFile) -> dict[str, object]:
    return {
        "file": one.file,
        "made_at": one.made_at[:19],
        "name": one.name or one.reason,
        "codings": one.codings,
        "acts": one.acts,
        "mib": round(one.size / 2**20, 1),
        "opens": one.codings is not None,
        "closed": one.closed,
    }


def _told(one: BackupFile) -> dict[str, object]:
    return {
        "file": one.file,
        "made": _day(one.made_at),
        "name": one.told,
        "codings": one.codings,
        "changes": one.acts,
        "size": f"{one.size / 2**20:,.1f} MB",
        "opens": "yes" if not one.closed else f"no: {one.closed}",
    }


@click.command()
@click.argument("which", metavar="[BACKUP]", default="")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--plain", is_flag=True, help="The study may be unencrypted then, if the backup is.")
@click.option(
    "--backup-passphrase-file",
    "older",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A text file with the backup's passphrase, where the study has another one by now.",
)
@click.pass_obj
def restore(opening: Opening, which: str, yes: bool, plain: bool, older: Path | None) -> None:
    """Put the study back to BACKUP, a file of `qualcode backups`; otherwise to the newest good one.

    The backup is checked first. What stands in the study now is kept beside it as a file. This
    works also when the study is damaged. An encrypted study keeps its passphrase.
    """
    from qualcode.project.keeping_backups import as_told
    from qualcode.project.keeping_restored import looked_into, restored
    from qualcode.store import utc_now

    if is_url(opening.place):
        raise Refused(
            "This study lies on a database server; whoever looks after the server restores it."
        )
    place = Path(opening.place).resolve()
    keys, other = _keys(opening, place, which, older, plain=plain)
    chosen, held, backup_key, apart = looked_into(place, which, keys.after, other)
    aside = as_told(chosen, held).is_aside
    which_one = "study as it was until" if aside else "backup of"
    say(f"The {which_one} {_day(chosen.made_at)} is to take the study's place.")
    say(apart.told)
    if keys.sealed and keys.study is None:
        say(
            "That passphrase does not open the study as it is now: its file is damaged, or it has"
            " another passphrase. "
            + (
                "With the backup it opens with this passphrase again."
                if keys.after is not None
                else "The backup is not encrypted: anybody can read the study then."
            )
        )
    elif keys.study is not None and backup_key != keys.study:
        say("The backup is put under the study's own passphrase, which stays as it is.")
    if not yes:
        click.confirm("Shall it?", abort=True, err=True)
    done = restored(
        *(place, opening.coder, str(chosen.path)),
        key=keys.after,
        at=utc_now(),
        other=other,
        plain=plain,
    )
    click.echo(done.kept)
    which_one = "as it was until" if aside else "the backup of"
    say(f"The study is {which_one} {_day(done.made_at)} again, with {_codings(done.codings)}.")
    if done.erased_again:
        say(f"Erased again, as before: {done.erased_again} of those who were taken out since.")
    if not done.erasures_known:
        say(
            "What stood there could not be read: whoever was erased since, and is not on the list"
            " beside the study, is in it again. Look whether somebody was."
        )
    say(f"What stood there before is kept as {done.kept}.")


def _keys(
    opening: Opening, place: Path, which: str, older: Path | None, *, plain: bool
) -> tuple[Keys, bytes | None]:
    """The keys of the study and of the backup; a passphrase is asked for, if one is needed."""
    from qualcode.project.keeping_keys import Keys, keys_from, sealed_around

    if not sealed_around(place, which):
        return Keys(), None
    file = opening.passphrase_file

    def opening_any(words: str) -> Keys:
        found = keys_from(place, which, words)
        if found.after is None and not plain:
            raise Locked("That opens neither the study nor a backup of it.")
        return found

    if file:
        keys = keys_from(place, which, read_words(file))
    else:
        keys = tried("Passphrase", opening_any, (Locked,))
    if older is None:
        return keys, keys.backup
    return keys, keys_from(place, which, read_words(older)).backup


def _codings(n: int | None) -> str:
    return f"{n or 0:,} {'coding' if n == 1 else 'codings'}"


def _day(at: str) -> str:
    from qualcode.store.damaged import day_and_time

    return day_and_time(at)


@click.command("move-study")
@click.argument("folder", required=False, type=FOLDER)
@with_project
def move_study(project: Project, folder: Path | None) -> None:
    """Move the study to FOLDER, otherwise to the folder qualcode in your own.

    For a study in a folder that OneDrive or the like copies, or on a network drive: there it is
    opened for reading only, since it can be damaged. The old file stays under another name.
    """
    moved = project.move_study(folder)
    click.echo(moved.place)
    say(f"The study is there now, checked, with {moved.backups} of its backups.")
    if moved.renamed:
        say(
            f"The old file is called {moved.left} now; delete it when you have seen the new one,"
            " also from the bin of the service that copies its folder."
        )
    else:
        say(f"The old file could not be renamed: do not go on working with {moved.left} there.")
    for name in moved.behind:
        say(f"- Left there, and to be deleted too: {name}.")


COMMANDS: tuple[click.Command, ...] = (backup, backups, restore, move_study)
