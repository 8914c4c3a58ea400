"""What still looks like a name among words that are about to leave."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from qualcode.errors import Refused
from qualcode.model import Coder, CoderRole
from qualcode.project.base import Base
from qualcode.store import Connection, people
from qualcode.store.kept import load_kept, save_kept
from qualcode.store.replacements import load_let_stand

KIND = "names seen"


@dataclass(frozen=True)
class NameLeft:
    """Words about to leave that look like a name, of which kind, and how often they stand there."""

    words: str
    kind: str
    times: int


class NamesLeft(Refused):
    """Words about to leave look like names, and nobody has said that they may.

    ``found`` lists them, for the researcher's own screen; the sentence holds none of them.
    """

    def __init__(self, found: Collection[NameLeft]) -> None:
        self.found = tuple(found)
        n = len(self.found)
        looks = "looks like a name" if n == 1 else "look like names"
        super().__init__(
            f"{n} of the words or numbers about to leave {looks}. Replace"
            f" {'it' if n == 1 else 'them'} or let them stand on the page Names, or confirm there"
            " that they may leave; `qualcode names-left` lists them, and --names-seen before a"
            " command confirms."
        )


class NamesSeenVerbs(Base):
    """Looking at words before they leave."""

    # Whether what looks like a name may leave, for this command alone; each time it is recorded.
    names_seen = False

    def names_in(self, texts: Iterable[str]) -> list[NameLeft]:
        """What in these texts looks like a name, was not let stand and not confirmed.

        By lists and shapes, without the model: a moment for thousands of quotes.
        """
        with self._read() as connection:
            return _left(connection, texts)

    def confirm_names(self, words: Iterable[str]) -> int:
        """Say that these words may leave although they look like names; recorded.

        Returns how many were new. Only their salted prints are kept.

        Raises
        ------
        Refused
            None is given.
        """
        wanted = {_known_as(word) for word in words if word.strip()}
        if not wanted:
            raise Refused("Say which words may leave; none is given.")
        with self._write() as tx:
            new = wanted - _seen(tx.connection, wanted)
            if new:
                salt = secrets.token_hex(8)
                people.save_coder(tx, Coder(tx.who))
                body = {"salt": salt, "words": sorted(_print(word, salt) for word in new)}
                save_kept(tx, KIND, secrets.token_hex(8), body)
                tx.record("confirm names", "files", words=len(new))
            return len(new)

    def _refuse_names(self, texts: Iterable[str]) -> None:
        """Let a file wait whose words look like names.

        Raises
        ------
        NamesLeft
            Some do, and nobody confirmed them.
        """
        found = self.names_in(texts)
        if found and self.names_seen and self.acting_role is CoderRole.RESEARCHER:
            self.confirm_names(one.words for one in found)
        elif found:
            raise NamesLeft(found)


def _left(connection: Connection, texts: Iterable[str]) -> list[NameLeft]:
    from qualcode.text.names_plain import plain_names

    found = plain_names(texts)
    if not found:
        return []
    stand = {_known_as(words) for words in load_let_stand(connection)}
    stand |= _seen(connection, {_known_as(words) for words, _ in found})
    # Whoever codes is named in a report as its author.
    stand |= {_known_as(coder.name) for coder in people.load_coders(connection)}
    return [
        NameLeft(words, kind, n)
        for (words, kind), n in found.items()
        if _known_as(words) not in stand
    ]


def _seen(connection: Connection, words: Collection[str]) -> set[str]:
    """Which of these words somebody confirmed, folded."""
    seen: set[str] = set()
    for kept in load_kept(connection, KIND):
        body = kept.body or {}
        prints = set(body["words"])
        seen |= {word for word in words if _print(word, body["salt"]) in prints}
    return seen


def _print(words: str, salt: str) -> str:
    return hashlib.blake2b(words.encode(), key=salt.encode(), digest_size=8).hexdigest()


def _known_as(words: str) -> str:
    from qualcode.text.names_plain import known_as

    return known_as(words)
