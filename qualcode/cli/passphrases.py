"""Passphrases at the command line: from a file or typed unseen, never an argument or variable."""

from __future__ import annotations

import getpass
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.output import say
from qualcode.errors import Locked, Refused

if TYPE_CHECKING:
    from qualcode.project.unlocking import Drawn

# A saved recovery sheet has about 5,000 characters.
LONGEST = 100_000


def read_words(file: Path) -> str:
    """What a passphrase file holds: its first line, or all of a saved recovery sheet.

    Raises
    ------
    Refused
        It is not there, not text, or empty.
    """
    try:
        with file.open("rb") as opened:
            text = opened.read(LONGEST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(
            "The passphrase file cannot be read; name a text file that holds the passphrase."
        ) from error
    from qualcode.store.key import found_groups

    if groups := found_groups(text):
        return groups
    line = text.strip().splitlines()
    if not line:
        raise Refused("The passphrase file is empty; write the passphrase into it.")
    if len(line) > 1:
        raise Refused("The passphrase file has more than one line; leave only the passphrase.")
    return line[0]


def typed(prompt: str, *, twice: bool = False) -> str:
    """What somebody types, unseen.

    Raises
    ------
    Locked
        Nobody is there to type.
    """
    try:
        with warnings.catch_warnings():
            # Where no terminal is, there is nobody whose screen could show it.
            warnings.simplefilter("ignore", getpass.GetPassWarning)
            words: str = click.prompt(prompt, hide_input=True, confirmation_prompt=twice, err=True)
    except click.Abort:
        raise Locked(
            "A passphrase is needed; name a file that holds it: --passphrase-file."
        ) from None
    return words


TRIES = 3  # to read two groups back from the recovery sheet


def safe_sheet(drawn: Drawn, title: str, sheet: Path | None, *, confirm: bool) -> None:
    """Save a recovery sheet, and do not go on before it is confirmed.

    Raises
    ------
    Refused
        It cannot be saved, or what is typed back is not what stands on it.
    """
    from qualcode.project.encrypting import sheet_of
    from qualcode.report.files import replace_file
    from qualcode.store import utc_now

    if sheet is None:
        say("The recovery sheet opens the study when the passphrase is lost.")
        sheet = Path(
            _asked("Save it as", default="recovery-sheet.html"),
        )
    if sheet.exists():
        raise Refused(f"{sheet.name} exists already; choose another name for the sheet.")
    replace_file(sheet, sheet_of(drawn.key, title, utc_now()[:10], sheet.suffix.lower()[1:]))
    if confirm:
        drawn.confirm_saved(sheet.read_text("utf-8"))
    else:
        say(f"Saved {sheet.name}. Print it now, and read two of its groups back from it.")
        _read_back(drawn, sheet)
    say(f"Keep {sheet.name} apart from the study: print it, then take the file away from here.")


def _read_back(drawn: Drawn, sheet: Path) -> None:
    """Ask for the two groups until they are right; a sheet that was given up opens nothing."""
    for left in reversed(range(TRIES)):
        try:
            drawn.confirm(*(_asked(f"Group {n}") for n in drawn.asked))
            return
        except Refused as refusal:
            if left:
                say(f"{refusal} Both once more:")
                continue
            sheet.unlink(missing_ok=True)
            raise Refused(
                f"{str(refusal).rstrip('.')}, and begin again. Nothing was encrypted, and"
                f" {sheet.name} was taken away, since it would open nothing."
            ) from None


def _asked(prompt: str, default: str | None = None) -> str:
    try:
        answer: str = click.prompt(prompt, default=default, err=True)
    except click.Abort:
        raise Refused(
            "Nobody is there to read the sheet; in a script give --sheet FILE --confirm-sheet."
        ) from None
    return answer
