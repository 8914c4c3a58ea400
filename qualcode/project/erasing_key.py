"""Which entries of the names key an erasure makes empty: told by their words in brackets alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from qualcode.project.pseudonyms_look import COMMON
from qualcode.store import Connection
from qualcode.store.erasing_found import Theirs
from qualcode.store.replacements import load_names_used, load_replacements

MOST = 30


@dataclass(frozen=True)
class KeyEntries:
    """Words in brackets whose entries in a names key are to be taken out, without brackets.

    Attributes
    ----------
    own
        These stand for the person: the name replaced is one they were called by.
    alone
        These stood only in the person's interviews: nobody else needs to know who is meant.
    perhaps
        These stand for people named in the person's interviews and by others too: one of them may
        be the person, whom an interviewer called by name.
    """

    own: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()

    @property
    def lines(self) -> list[str]:
        """What to take out of a names key, a sentence for each kind; no name is in them.

        >>> KeyEntries(("team manager 2",), ("child A", "school 2")).lines
        ['Take out of the names key what may mean this person: [team manager 2].', \
'Take out of the names key what stood only in their interviews: [child A], [school 2].']
        """
        told = []
        if self.own:
            told.append(
                f"Take out of the names key what may mean this person: {_listed(self.own)}."
            )
        if self.alone:
            told.append(
                "Take out of the names key what stood only in their interviews:"
                f" {_listed(self.alone)}."
            )
        if self.perhaps:
            told.append(
                "Look in the names key whether one of these means this person, since others named"
                f" them too: {_listed(self.perhaps)}."
            )
        return told


def key_entries(connection: Connection, theirs: Theirs) -> KeyEntries:
    """What of a names key is about a person, by the words in brackets; asked before erasing."""
    from qualcode.text.names_places_of import same_name

    called = [name for name in theirs.called if name != theirs.participant]
    forms: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, group, kind, instead in load_names_used(connection):
        if kind not in COMMON:
            forms[group, instead].append(name if kind == "person" else "")
    own = {
        key
        for key, names in forms.items()
        if any(name and same_name(name, one) for name in names for one in called)
    }
    people = {key for key, names in forms.items() if any(names)}
    stays, here = set[tuple[str, str]](), set[tuple[str, str]]()
    for one in load_replacements(connection):
        if one.replaced and _goes(theirs, one.transcript, one.span.start, one.span.end):
            here.add((one.group, one.instead))
        elif one.replaced:
            stays.add((one.group, one.instead))
    here &= forms.keys()
    return KeyEntries(
        _words(own), _words(here - own - stays), _words((here & stays & people) - own)
    )


def _goes(theirs: Theirs, transcript: str, start: int, end: int) -> bool:
    """Whether a place goes with the person's words."""
    return transcript in theirs.whole or any(
        a <= start and end <= b for a, b in theirs.turns.get(transcript, ())
    )


def _words(keys: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(sorted({instead for _, instead in keys}))


def _listed(words: Collection[str]) -> str:
    return ", ".join(_some(words))


def _some(words: Collection[str]) -> Iterator[str]:
    every = list(words)
    yield from (f"[{one}]" for one in every[:MOST])
    if len(every) > MOST:
        yield f"and {len(every) - MOST} more, which no interview holds any more"
