"""Passphrases at the command line: from a file or typed unseen, never an argument or variable."""

from __future__ import annotations

import getpass
import os
import stat
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from qualcode.cli.output import say
from qualcode.errors import Locked, QualcodeError, Refused

if TYPE_CHECKING:
    from qualcode.project.unlocking import Drawn

T = TypeVar("T")
# A saved recovery sheet has about 5,000 characters.
LONGEST = 100_000
READERS = "qualcode.files that others may read"
TRIES = 3  # to type a passphrase, or to read a group back from the recovery sheet


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

    _warn_of_readers(file)
    if groups := found_groups(text):
        return groups
    line = text.strip().splitlines()
    if not line:
        raise Refused("The passphrase file is empty; write the passphrase into it.")
    if len(line) > 1:
        raise Refused("The passphrase file has more than one line; leave only the passphrase.")
    return line[0]


def _warn_of_readers(file: Path) -> None:
    """A line where other accounts of this machine may read a passphrase file too."""
    if os.name != "posix" or not stat.S_IMODE(file.stat().st_mode) & (stat.S_IRGRP | stat.S_IROTH):
        return
    # A command may read the file twice, and says this once.
    context = click.get_current_context(silent=True)
    told: set[Path] = context.find_root().meta.setdefault(READERS, set()) if context else set()
    if file not in told:
        told.add(file)
        say(
            f"Others on this machine may read {file.name}; `chmod 600 {file.name}` keeps it to your"
            " own account."
        )


def typed(prompt: str) -> str:
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
            words: str = click.prompt(prompt, hide_input=True, err=True)
    except click.Abort:
        raise Locked(
            "A passphrase is needed; name a file that holds it: --passphrase-file."
        ) from None
    return words


def typed_anew(prompt: str) -> str:
    """A new passphrase, typed twice; one that is easily guessed is refused before the second time.

    Raises
    ------
    Locked
        Nobody is there to type.
    Refused
        It was refused three times.
    """
    for _ in range(TRIES - 1):
        try:
            return _new_words(prompt)
        except Refused as refusal:
            say(str(refusal))
    return _new_words(prompt)


def _new_words(prompt: str) -> str:
    from qualcode.formats.sealed import checked_passphrase

    words = typed(prompt)
    checked_passphrase(words)
    if typed("The same again") != words:
        raise Refused("The two passphrases are not the same; type them again.")
    return words


def tried(
    prompt: str,
    use: Callable[[str], T],
    again: tuple[type[QualcodeError], ...] = (Locked, Refused),
) -> T:
    """What ``use`` makes of a passphrase that is typed; one that opens nothing is asked for again.

    ``again`` are the refusals that another passphrase, or a sheet typed rightly, could help.

    Raises
    ------
    QualcodeError
        It opened nothing three times; or at once what no other passphrase would help.
    """
    for _ in range(TRIES - 1):
        words = typed(prompt)
        try:
            return use(words)
        except again as refusal:
            say(f"{refusal} Once more:")
    return use(typed(prompt))


def safe_sheet(
    drawn: Drawn, title: str, place: Path, sheet: Path | None, *, confirm: bool, kept: str
) -> None:
    """Save a recovery sheet, and do not go on before it is confirmed.

    ``place`` is the study's file, and ``kept`` says in a few words what is so without the sheet.

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
        usual = _apart_from(place)
        sheet = Path(_asked("Save it as", default=str(usual))).expanduser()
    if sheet.exists():
        raise Refused(f"{sheet.name} exists already; choose another name for the sheet.")
    replace_file(sheet, sheet_of(drawn.key, title, utc_now()[:10], sheet.suffix.lower()[1:]))
    if confirm:
        drawn.confirm_saved(sheet.read_text("utf-8"))
    else:
        say(f"Saved {sheet.name}. Print it now, and read two of its groups back from it.")
        _read_back(drawn, sheet, kept)
    if sheet.resolve().parent == place.resolve().parent:
        say(f"{sheet.name} lies in the study's own folder: whoever gets the folder has both.")
    say(f"Keep {sheet.name} apart from the study: print it, then take the file away from here.")


def _apart_from(place: Path) -> Path:
    """Where a sheet is offered to be saved: in a folder of one's own that is not the study's.

    Nor is it one that others copy: the sheet is as secret as the study.
    """
    from qualcode.store.places import trouble_at

    own, name = place.resolve().parent, f"recovery-sheet-{place.stem}"
    home = Path.home()
    for folder in (home / "Documents", home):
        found = folder / f"{name}.html"
        apart = folder.is_dir() and folder.resolve() != own and not trouble_at(found)
        if apart and os.access(folder, os.W_OK):
            n = 2
            while found.exists():
                found, n = folder / f"{name}-{n}.html", n + 1
            return found
    return Path("recovery-sheet.html")


def _read_back(drawn: Drawn, sheet: Path, kept: str) -> None:
    """Ask for the two groups, each until it is right; a sheet that was given up opens nothing."""
    try:
        drawn.confirm(*(_group(drawn, n) for n in drawn.asked))
    except Refused as refusal:
        sheet.unlink(missing_ok=True)
        raise Refused(
            f"{refusal} {kept}, and {sheet.name} was taken away, since it would open nothing: if"
            " it is printed, throw the paper away too."
        ) from None


def _group(drawn: Drawn, n: int) -> str:
    for _ in range(TRIES - 1):
        given = _asked(f"Group {n}")
        try:
            drawn.refuse_other(n, given)
        except Refused as refusal:
            say(str(refusal))
        else:
            return given
    given = _asked(f"Group {n}")
    drawn.refuse_other(n, given)
    return given


def _asked(prompt: str, default: str | None = None) -> str:
    try:
        answer: str = click.prompt(prompt, default=default, err=True)
    except click.Abort:
        raise Refused(
            "The sheet was not read back; in a script give --sheet FILE --confirm-sheet."
        ) from None
    return answer
