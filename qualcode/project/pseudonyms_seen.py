"""What still looks like a name among words that are about to leave."""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.errors import Refused
from qualcode.model import Coder, CoderRole
from qualcode.project.base import Base
from qualcode.project.masking import FreeNames
from qualcode.store import Connection, people
from qualcode.store.kept import load_kept, save_kept
from qualcode.store.replacements import load_let_stand, load_names_used

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

    def names_in(
        self,
        texts: Iterable[str] = (),
        *,
        written: Iterable[str] = (),
        said: Iterable[tuple[str, str]] = (),
    ) -> list[NameLeft]:
        """What in these texts looks like a name, was not let stand and not confirmed.

        By lists and shapes, without the model: a moment for thousands of quotes. ``written`` is
        what people wrote, such as names of codes and notes; there a name counts too that is
        replaced in the interviews and stands as it is, also where no list has it. ``said`` is
        (transcript, words as they leave): there a replaced person's name counts too that waits for
        a decision in that transcript, though it is an ordinary word ("Grace").
        """
        written, said = list(written), list(said)
        with self._read() as connection:
            every = [*texts, *written, *(words for _, words in said)]
            found = Counter(looks_like_names(every, signs_in_use(connection)))
            if written and (free := self._names_out(connection)):
                found = _with_standing(found, free, written)
            left = _left(connection, found)
            if not said:
                return left
            return [*left, *_waiting(connection, said, {known(one.words) for one in left})]

    def confirm_names(self, words: Iterable[str]) -> int:
        """Say that these words may leave although they look like names; recorded.

        Returns how many were new. Only their salted prints are kept.

        Raises
        ------
        Refused
            None is given.
        """
        wanted = {known(word) for word in words if word.strip()}
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

    def _refuse_names(
        self,
        texts: Iterable[str] = (),
        *,
        written: Iterable[str] = (),
        said: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Let a file wait whose words look like names; all as for `names_in`.

        Raises
        ------
        NamesLeft
            Some do, and nobody confirmed them.
        """
        found = self.names_in(texts, written=written, said=said)
        if found and self.names_seen and self.acting_role is CoderRole.RESEARCHER:
            self.confirm_names(one.words for one in found)
        elif found:
            raise NamesLeft(found)


def signs_in_use(connection: Connection) -> frozenset[str]:
    """The words that stand in place of names in the study, without brackets."""
    return frozenset(instead for *_, instead in load_names_used(connection))


def looks_like_names(texts: Iterable[str], signs: Collection[str]) -> dict[tuple[str, str], int]:
    """What in these texts looks like a name, also beside words in brackets that are in use:
    (words, kind) -> how often."""
    from qualcode.text.beside_signs import addresses_beside, names_beside
    from qualcode.text.names_plain import plain_names

    texts = list(texts)
    found = plain_names(texts)
    known = {word for words, _ in found for word in words.split()}
    for word, n in names_beside(texts, signs).items():
        if word not in known:
            found[word, "person"] = n
    return found | {(words, "email"): n for words, n in addresses_beside(texts).items()}


def _waiting(
    connection: Connection, said: Sequence[tuple[str, str]], already: Collection[str]
) -> list[NameLeft]:
    """Names that wait for a decision in the interviews these words are from.

    That the same word was let stand at another place does not let them leave.
    """
    from qualcode.project.names_waiting import waiting_names

    found = waiting_names(connection, said)
    free = {*already, *_seen(connection, {known(word) for word, _ in found})}
    return [NameLeft(w, kind, n) for (w, kind), n in found.items() if known(w) not in free]


def _with_standing(
    found: Counter[tuple[str, str]], free: FreeNames, written: Iterable[str]
) -> Counter[tuple[str, str]]:
    """With the names of the study that stand as they are in what people wrote."""
    standing = Counter(one for text in written for one in free.standing_in(text))
    already = {known(words) for words, _ in found}
    return found + Counter({k: n for k, n in standing.items() if known(k[0]) not in already})


def _left(connection: Connection, found: Mapping[tuple[str, str], int]) -> list[NameLeft]:
    if not found:
        return []
    stand = {known(words) for words in load_let_stand(connection)}
    stand |= _seen(connection, {known(words) for words, _ in found})
    # Whoever codes is named in a report as its author.
    stand |= {known(coder.name) for coder in people.load_coders(connection)}
    return [
        NameLeft(words, kind, n) for (words, kind), n in found.items() if known(words) not in stand
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


def known(words: str) -> str:
    """By what words are known again, whatever their capitals and accents."""
    from qualcode.text.names_plain import known_as

    return known_as(words)
