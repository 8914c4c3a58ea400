"""Commands: studies only a passphrase opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.opening import Opening, with_project
from qualcode.cli.output import say
from qualcode.cli.passphrases import read_words, safe_sheet, tried, typed_anew
from qualcode.errors import Locked, QualcodeError, Refused, UnreadableFile
from qualcode.model.wording import many

if TYPE_CHECKING:
    from qualcode.formats.sealed_bundle import Manifest
    from qualcode.project import Project
    from qualcode.project.encrypting import OtherCopies
    from qualcode.project.unlocking import Drawn

FILE = click.Path(dir_okay=False, path_type=Path)
NEW_FILE = "A text file that holds the new passphrase; otherwise it is asked for."


def sheet_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where the recovery sheet goes, and how it is confirmed."""
    command = click.option(
        "--confirm-sheet",
        is_flag=True,
        help="For scripts: read the saved sheet back instead of asking for two of its groups.",
    )(command)
    return click.option("--sheet", type=FILE, help="The recovery sheet: an .html or .txt file.")(
        command
    )


@contextmanager
def drawn_from(
    file: Path | None,
    title: str,
    place: str | Path,
    sheet: Path | None,
    *,
    confirm: bool,
    kept: str,
) -> Iterator[Drawn]:
    """A key for a new passphrase whose recovery sheet is safe.

    Where nothing comes of it after all, the sheet that was saved is said to open nothing. ``kept``
    says in a few words what is so then.
    """
    from qualcode.project.unlocking import draw

    drawn = draw(read_words(file) if file else typed_anew("New passphrase"))
    safe_sheet(drawn, title, Path(place), sheet, confirm=confirm, kept=kept)
    try:
        yield drawn
    except QualcodeError:
        say(f"{kept}: throw the recovery sheet away that was just saved, since it opens nothing.")
        raise


def _anew(
    project: Project, file: Path | None, sheet: Path | None, confirm: bool
) -> AbstractContextManager[Drawn]:
    """The key for the study that is open."""
    title, place = str(project.about()["title"]), project.store.place
    return drawn_from(file, title, place, sheet, confirm=confirm, kept="The study is as it was")


@click.command()
@click.option("--new-passphrase-file", "file", type=FILE, help=NEW_FILE)
@sheet_options
@with_project
def encrypt(project: Project, file: Path | None, sheet: Path | None, confirm_sheet: bool) -> None:
    """Encrypt the study, so that only a passphrase opens it.

    First its recovery sheet is saved, and two of its groups are typed back: it opens the study
    when the passphrase is lost. Copies made before stay readable; those found are named.
    """
    project.refuse_to_encrypt()
    with _anew(project, file, sheet, confirm_sheet) as drawn:
        copies = project.encrypt(drawn)
    say("The study is encrypted; from now on it opens with its passphrase.")
    _tell(copies)


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_project
def decrypt(project: Project, yes: bool) -> None:
    """Write the study in plain again: whoever has the file can read it."""
    if not yes:
        click.confirm(
            "Without encryption, whoever has the file can read the interviews. Go on?",
            abort=True,
            err=True,
        )
    copies = project.decrypt()
    say("The study is no longer encrypted.")
    _tell(copies)


@click.command()
@click.option("--new-passphrase-file", "file", type=FILE, help=NEW_FILE)
@sheet_options
@with_project
def passphrase(
    project: Project, file: Path | None, sheet: Path | None, confirm_sheet: bool
) -> None:
    """Give an encrypted study another passphrase and a new recovery sheet.

    The old ones open it no more. Backups made before still open with the old ones.
    """
    project.refuse_to_change_passphrase()
    with _anew(project, file, sheet, confirm_sheet) as drawn:
        copies = project.change_passphrase(drawn)
    say("The study opens with the new passphrase; the old sheet is of no use for it now.")
    _tell(copies)


@click.command("recovery-sheet")
@click.option("-o", "--output", type=FILE, required=True, help="An .html or .txt file.")
@with_project
def recovery_sheet(project: Project, output: Path) -> None:
    """Write the recovery sheet of an encrypted study again, to print and lock away."""
    from qualcode.report.files import replace_file

    replace_file(output, project.recovery_sheet(output.suffix.lower()[1:]))
    say(f"Wrote {output.name}. Whoever has it can open the study: print it and take it away here.")


@click.command()
@click.option("-o", "--output", type=FILE, required=True, help="The bundle, such as a.qualbundle.")
@click.option(
    "--for",
    "purpose",
    type=click.Choice(["mentor", "colleague"]),
    required=True,
    help="Whom it is for; the history keeps it.",
)
@click.option("--recipient", default="", help="Their public key, age1..., instead of a passphrase.")
@click.option(
    "--bundle-passphrase-file",
    "file",
    type=FILE,
    help="A text file with the bundle's own passphrase; otherwise it is asked for.",
)
@click.option(
    "--raw-words-may-go",
    is_flag=True,
    help="A mentor may have the interviews as they were typed, with every name in them.",
)
@with_project
def bundle(
    project: Project,
    output: Path,
    purpose: str,
    recipient: str,
    file: Path | None,
    raw_words_may_go: bool,
) -> None:
    """Seal the whole study into one file, to send to a mentor or a colleague.

    Only the bundle's passphrase opens it, or the recipient's key. Tell the passphrase by another
    way than the file. A names key is never in it.
    """
    from qualcode.report.files import replace_file

    if purpose == "colleague" or raw_words_may_go:
        words = "" if recipient else _bundle_words(file)
    else:
        # Refused below, before anybody is asked for a passphrase.
        words = ""
    data = project.bundle(
        purpose=purpose, passphrase=words, recipient=recipient, raw_words=raw_words_may_go
    )
    replace_file(output, data)
    say(
        f"Wrote {output.name}: the whole study, with the interviews as they were typed. Tell its"
        " passphrase by another way than the file."
        if not recipient
        else f"Wrote {output.name}: the whole study, with the interviews as they were typed."
    )


@click.command()
@click.argument("file", type=FILE)
@click.argument("study")
@click.option("--key-file", type=FILE, help="Your secret key, where the bundle was made for it.")
@click.option("--new-passphrase-file", type=FILE, help="A passphrase of its own for the study.")
@click.option("--plain", is_flag=True, help="Leave the study unencrypted.")
@click.pass_obj
def unbundle(
    opening: Opening,
    file: Path,
    study: str,
    key_file: Path | None,
    new_passphrase_file: Path | None,
    plain: bool,
) -> None:
    """Take a study out of the bundle FILE into STUDY, which must not exist yet.

    It opens with the bundle's passphrase, which `qualcode --passphrase-file` names or you type.
    """
    from qualcode.formats.age import WRONG
    from qualcode.project.bundling import FOR_MENTOR
    from qualcode.project.bundling import unbundle as take_out

    identity = _secret_key(key_file) if key_file else ""
    given = opening.passphrase_file
    new = read_words(new_passphrase_file) if new_passphrase_file else ""
    if identity and not new and not plain:
        new = typed_anew("A passphrase for the study")

    def out(words: str) -> tuple[Path, Manifest]:
        try:
            return take_out(
                file, study, passphrase=words, identity=identity, new_passphrase=new, plain=plain
            )
        except UnreadableFile as error:
            if str(error) != WRONG:
                raise
            raise Locked(WRONG) from None

    if identity or given:
        place, held = out(read_words(given) if given and not identity else "")
    else:
        place, held = tried("The bundle's passphrase", out, (Locked,))
    how = "It is not encrypted." if plain else "It opens with that passphrase."
    say(f"Made {place.name}: {many(held.codings, 'coding')}, bundled on {_day(held.made)}. {how}")
    if held.purpose == "mentor":
        say(FOR_MENTOR)
    if not plain:
        say(
            "It has no recovery sheet yet, which opens it when the passphrase is lost:"
            f" `qualcode --study {place.name} recovery-sheet -o FILE` writes one."
        )


def _bundle_words(file: Path | None) -> str:
    return read_words(file) if file else typed_anew("A passphrase for the bundle")


def _day(at: str) -> str:
    from qualcode.store.damaged import day_and_time

    return day_and_time(at)


def _secret_key(file: Path) -> str:
    """The secret key in a file, as age-keygen writes it: comments above, the key below."""
    lines = file.read_text("utf-8").splitlines()
    keys = [line.strip() for line in lines if line.startswith("AGE-SECRET-KEY-")]
    if len(keys) != 1:
        raise Refused("The key file holds no secret key, or several; it begins AGE-SECRET-KEY-.")
    return keys[0]


def _tell(copies: OtherCopies) -> None:
    for told in (copies.backup, copies.left):
        if told:
            say(told)
    for name in copies.plain:
        say(f"- Not encrypted: {name}. Delete it, or keep it where nobody else comes.")
    for name in copies.sealed:
        say(f"- {name} opens only with the passphrase, or the sheet, the study had then.")


COMMANDS = (encrypt, decrypt, passphrase, recovery_sheet, bundle, unbundle)
