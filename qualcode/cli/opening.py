"""Finding the study and the acting coder, and opening it on first use."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.output import say
from qualcode.cli.passphrases import read_words, tried
from qualcode.errors import StudyError
from qualcode.names import ENDING, account_name

if TYPE_CHECKING:
    from qualcode.project import Project


class Opening:
    """What the options before the command say; the study opens when a command asks for it."""

    def __init__(
        self,
        study: str | None,
        who: str | None,
        passphrase_file: Path | None = None,
        *,
        names_seen: bool = False,
    ) -> None:
        self._study = study
        self._who = who
        self._passphrase_file = passphrase_file
        self._names_seen = names_seen
        self._project: Project | None = None

    @property
    def coder(self) -> str:
        """Who is acting."""
        return self._who or account_name()

    @property
    def place(self) -> str:
        """The study's file or URL.

        Raises
        ------
        StudyError
            None is named and the folder holds no study, or several.
        """
        return self._study or str(only_study(Path.cwd()))

    @property
    def named(self) -> str | None:
        """The study as named in an option or the environment; None otherwise."""
        return self._study

    def project(self, coder: str | None = None) -> Project:
        """The study, opened."""
        from qualcode.project import Project

        if self._project is None:
            self._project = Project.open(self.place, self.coder, key=self.key_of(self.place))
            self._project.store.before_writing = self._back_up
            self._project.names_seen = self._names_seen
            if told := self._project.erasing_notice():
                say(told)
        return self._project.acting_as(coder) if coder else self._project

    def key_of(self, place: str, prompt: str = "Passphrase") -> bytes | None:
        """The key of an encrypted study, from the passphrase file or typed; None for a plain one.

        Raises
        ------
        Locked
            What is given does not open it, or nobody is there to type.
        """
        from qualcode.project.unlocking import key_that_opens, sealed_file

        if sealed_file(place) is None:
            return None
        opening = functools.partial(key_that_opens, place)
        file = self._passphrase_file
        return opening(read_words(file)) if file else tried(prompt, opening)

    @property
    def passphrase_file(self) -> Path | None:
        """The text file that holds the passphrase, as named before the command."""
        return self._passphrase_file

    def _back_up(self) -> None:
        """Before a command writes: a backup, where the work of more than an hour is in none."""
        from qualcode.project.keeping_backups import keep_backed_up

        if self._project is not None and (told := keep_backed_up(self._project.store)):
            say(told)

    def close(self) -> None:
        """Close what was opened."""
        if self._project is not None:
            self._project.close()


def only_study(folder: Path) -> Path:
    """The one study in a folder.

    Raises
    ------
    StudyError
        There is none, or there are several, which are listed.
    """
    found = sorted(folder.glob(f"*{ENDING}"))
    if not found:
        from qualcode.store.set_aside import moved_from

        if told := moved_from(folder):
            raise StudyError(told)
        raise StudyError(
            "There is no study in this folder; `qualcode new FILE.qualcode` makes one, or name"
            " one with --study."
        )
    if len(found) > 1:
        names = ", ".join(f.name for f in found)
        raise StudyError(f"This folder holds several studies ({names}); choose with --study.")
    return found[0]


def with_project(command: Callable[..., Any]) -> Callable[..., Any]:
    """Hand a command the open study as its first argument."""

    @click.pass_obj
    @functools.wraps(command)
    def run(opening: Opening, *args: Any, **kwargs: Any) -> Any:
        return command(opening.project(), *args, **kwargs)

    return run
