"""The key of an encrypted study: drawn for a new one, or found from what was typed."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from qualcode.errors import Locked, Refused, StudyError
from qualcode.formats.sealed import checked_passphrase, composed
from qualcode.names import is_url, with_ending
from qualcode.store.in_hand import is_in_hand
from qualcode.store.key import (
    GROUPS,
    MISSING,
    as_typed,
    found_groups,
    groups_of,
    holds,
    key_from,
    key_of,
    looks_encrypted,
    new_key,
    opens,
    read_groups,
    salt_of,
)
from qualcode.store.not_opened import why

ASKED = 2
NO_FILE = "A study in a database is not a file: ask whoever runs the server for disk encryption."


@dataclass
class Drawn:
    """The key for a study that is to be encrypted; it counts once its recovery sheet is safe.

    Attributes
    ----------
    key
        32 bytes of key and the 16 of salt.
    asked
        Two numbers of groups, from 1, that a person types back from the sheet.
    confirmed
        Whether they were, or a saved sheet was read back.
    """

    key: bytes = field(repr=False)
    asked: tuple[int, ...]
    confirmed: bool = False

    @property
    def groups(self) -> tuple[str, ...]:
        """The sixteen groups of the recovery sheet."""
        return groups_of(self.key)

    def confirm(self, *typed: str) -> None:
        """Compare the two groups asked for with what was typed from the sheet.

        Raises
        ------
        Refused
            One of them is another; it is named.
        """
        if len(typed) != len(self.asked):
            raise Refused(f"Type the {ASKED} groups that are asked for.")
        if missing := [n for n, group in zip(self.asked, typed, strict=True) if not group.strip()]:
            named = " and ".join(f"group {n}" for n in missing)
            raise Refused(f"Type {named} of the recovery sheet first.")
        for n, group in zip(self.asked, typed, strict=True):
            self.refuse_other(n, group)
        self.confirmed = True

    def refuse_other(self, n: int, typed: str) -> None:
        """Compare one group, by its number from 1, with what was typed from the sheet.

        Raises
        ------
        Refused
            It is another.
        """
        group = as_typed("".join(typed.split()))
        if group == self.groups[n - 1]:
            return
        if group in self.groups:
            other = self.groups.index(group) + 1
            raise Refused(f"That is group {other} of the sheet; type group {n}.")
        if not holds(n - 1, group):
            raise Refused(f"Group {n} is mistyped; compare it with the sheet.")
        raise Refused(f"Group {n} is another one on the sheet; read it again.")

    def confirm_saved(self, text: str) -> None:
        """Take a sheet for safe that is read back from where it was saved.

        Raises
        ------
        Refused
            It does not hold the sixteen groups.
        """
        if found_groups(text).split() != list(self.groups):
            raise Refused("The saved recovery sheet is not whole; save it again.")
        self.confirmed = True

    def refuse_unconfirmed(self) -> None:
        """Refuse to go on before the sheet is safe.

        Raises
        ------
        Refused
            It was not confirmed.
        """
        if not self.confirmed:
            raise Refused(
                "The recovery sheet is not confirmed yet: save it, and type two of its groups back."
            )


def draw(passphrase: str) -> Drawn:
    """A key for a passphrase, under a salt of its own, with a sheet of its own.

    Raises
    ------
    Refused
        The passphrase is short or easily guessed.
    """
    numbers = list(range(1, GROUPS + 1))
    asked = tuple(sorted(secrets.SystemRandom().sample(numbers, ASKED)))
    return Drawn(new_key(checked_passphrase(passphrase)), asked)


def key_of_new(place: str | Path, passphrase: str | None, drawn: Drawn | None) -> bytes | None:
    """The key of a study that is to be made: drawn, from its passphrase, or None for a plain one.

    Raises
    ------
    Refused
        The passphrase is easily guessed, the sheet is not confirmed, or the place is no file.
    """
    if drawn is None and passphrase is None:
        return None
    if is_url(place):
        raise Refused(NO_FILE)
    drawn = drawn or draw(str(passphrase))
    if passphrase is None:
        drawn.refuse_unconfirmed()
    return drawn.key


def refuse_place(place: str | Path) -> None:
    """Refuse a place for an encrypted study before its passphrase and its sheet are asked for.

    Raises
    ------
    Refused
        It is a database.
    StudyError
        A file of that name is there already.
    """
    if is_url(place):
        raise Refused(NO_FILE)
    path = Path(with_ending(place))
    if path.exists():
        raise StudyError(f"{path.name} exists already; choose another name or open it.")


def sealed_file(place: str | Path) -> Path | None:
    """The file of a study that needs a passphrase; None for any other place.

    Raises
    ------
    Locked
        It cannot be read.
    """
    if is_url(place) or not Path(place).is_file():
        return None
    path = Path(place)
    if is_in_hand(path):
        return None
    try:
        return path if looks_encrypted(path) else None
    except OSError as error:
        raise Locked(f"{path.name} cannot be read; check who may open it.") from error


def key_for(
    place: str | Path, *, passphrase: str | None = None, recovery: str | None = None
) -> bytes | None:
    """The key made from what is given; None for a study that needs none. Opening it tells more.

    Raises
    ------
    Locked
        The study is encrypted and neither is given.
    Refused
        A group of the recovery sheet is mistyped, or it is another study's sheet.
    """
    path = sealed_file(place)
    if path is None:
        return None
    if recovery:
        return key_from(path, recovery=found_groups(recovery) or recovery)
    if passphrase is None:
        raise Locked(MISSING)
    return key_from(path, passphrase=composed(passphrase))


def key_typed(place: str | Path, words: str) -> bytes | None:
    """The key from a passphrase or the groups of a recovery sheet: either is taken.

    Raises
    ------
    Refused
        A group of the recovery sheet is mistyped, or it is another study's sheet.
    """
    return key_for(place, **_meant(words))


def key_tried(
    place: str | Path, *, passphrase: str | None = None, recovery: str | None = None
) -> bytes | None:
    """The key made from what is given, once it has opened the study; None where none is needed.

    Raises
    ------
    Locked
        It does not open the study, or nothing is given.
    Damaged
        It is the right one, and the study's file is damaged.
    Refused
        A group of the recovery sheet is mistyped, or it is another study's sheet.
    """
    path = sealed_file(place)
    if path is None:
        return None
    made: Callable[[bytes], bytes]
    mark = b""
    if recovery:
        half, mark = read_groups(found_groups(recovery) or recovery)
        made = half.__add__
    elif passphrase is not None:
        made = partial(key_of, composed(passphrase))
    else:
        raise Locked(MISSING)
    key = made(salt_of(path))
    if opens(path, key):
        return key
    raise why(path, made, mark)


def key_that_opens(place: str | Path, words: str) -> bytes | None:
    """The same from a passphrase or the groups of a recovery sheet: either is taken.

    Raises
    ------
    QualcodeError
        See `key_tried`.
    """
    return key_tried(place, **_meant(words))


def key_beside(place: str | Path, key: bytes | None, words: str | None) -> bytes | None:
    """The key of another copy: the open study's own where it fits, else what was typed.

    Raises
    ------
    Locked
        The copy is encrypted, its key is another, and nothing or the wrong thing was typed.
    """
    path = sealed_file(place)
    if path is None:
        return None
    if key is not None and opens(path, key):
        return key
    if words is None:
        raise Locked("The other copy is encrypted with a passphrase of its own; type that too.")
    return key_typed(path, words)


def _meant(words: str) -> dict[str, str]:
    """Whether words are a recovery sheet's groups or a passphrase, as `key_for` takes them."""
    many = len(words.replace("-", " ").split()) >= GROUPS - 1
    if found_groups(words) or (many and _all_groups(words)):
        return {"recovery": words}
    return {"passphrase": words}


def _all_groups(words: str) -> bool:
    """Whether words are meant as groups, even where one of them is mistyped."""
    groups = words.replace("-", " ").split()
    return all(len(group) in (4, 5, 6) for group in groups) and any(
        c.isdigit() for c in "".join(groups)
    )
