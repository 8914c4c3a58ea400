"""The names of a study that were replaced: which words call them, and where else they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from qualcode.errors import InvalidSpan, Refused
from qualcode.model import Span
from qualcode.model.names import NameState, Replacement
from qualcode.project.pseudonyms_strangers import bare_words, near, of_strangers
from qualcode.store import Connection, texts
from qualcode.store.replacements import load_names_used, load_replacements

if TYPE_CHECKING:
    from qualcode.text.names_found import Found

NAMED = ("place", "school", "organisation", "address")  # what has a name and is nobody
FEWEST = 2  # letters of a name: a single letter stands everywhere


class OtherName(Refused):
    """Whether two names are one person's only a person can say; nothing was done.

    Attributes
    ----------
    held
        Whether the words asked for stand for another name; otherwise a name like this one has
        other words.
    free
        Words that nobody has yet, for somebody else; those asked for where they are free.
    """

    def __init__(self, sentence: str, *, held: bool, free: str) -> None:
        self.held, self.free = held, free
        super().__init__(sentence)


@dataclass(frozen=True)
class Named:
    """The names of a study that were replaced.

    Attributes
    ----------
    used
        Every way of writing a name, of each person of that name: (name as written, group, kind,
        words in its place), in the order they were decided.
    decided
        What was decided about names, replaced or let stand; only with the texts.
    texts
        The texts in view, where they are needed.
    """

    used: Sequence[tuple[str, str, str, str]]
    decided: Sequence[Replacement] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def people(self) -> tuple[str, ...]:
        """Names of people that were replaced, each as written."""
        return tuple(dict.fromkeys(name for name, _, kind, _ in self.used if kind == "person"))

    def called(self, group: str) -> list[str]:
        """Every way of writing the names of a group."""
        return [name for name, of, _, _ in self.used if of == group]

    def holding(self, words: str) -> str:
        """The group that has these words; empty where none has."""
        wanted = words.casefold()
        return next((g for _, g, _, i in self.used if i.casefold() == wanted), "")

    def groups_of(self, names: Collection[str], kind: str) -> list[str]:
        """The groups these names have already, the one decided first at first."""
        written = {name.casefold() for name in names}
        found = (g for name, g, of, _ in self.used if of == kind and name.casefold() in written)
        return list(dict.fromkeys(found))

    def like(self, names: Collection[str]) -> dict[str, str]:
        """Groups of people these names may be other ways of writing -> their words."""
        found = {g: i for _, g, kind, i in self.used if kind == "person"}
        return {g: i for g, i in found.items() if self.alike(g, names)}

    def free(self, words: str) -> str:
        """These words with the lowest number that nobody has yet."""
        base = re.sub(r"\s+\d+$", "", words)
        n = 2
        while self.holding(f"{base} {n}"):
            n += 1
        return f"{base} {n}"

    def alike(self, group: str, names: Iterable[str]) -> bool:
        """Whether these names may be other ways of writing those of a group."""
        own = self.called(group)
        return any(may_be_one(one, own) for one in names)

    def written(self, words: Iterable[str]) -> Iterator[tuple[str, int, int]]:
        """Where exactly these words stand: (transcript, start, end)."""
        every = "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))
        wanted = re.compile(rf"(?<!\w)(?:{every})(?!\w)")
        for id, text in self.texts.items():
            for match in wanted.finditer(text):
                yield id, match.start(), match.end()


def may_be_one(name: str, own: Collection[str]) -> bool:
    """Whether a name may be another way of writing these; not where the whole names differ.

    >>> may_be_one("Denise", ["Denise Abara"]), may_be_one("Denise Wray", ["Denise Abara"])
    (True, False)
    """
    from qualcode.text.names_places_of import same_name

    alike = [one for one in own if same_name(one, name)]
    whole = [one for one in own if len(bare_words(one)) > 1]
    if len(bare_words(name)) < 2 or not whole:
        return bool(alike)
    return any(_same_surname(one, name) for one in whole if one in alike)


def _same_surname(one: str, other: str) -> bool:
    """Whether two whole names end alike, a slip allowed, or one holds the other's words."""
    mine, theirs = ([word.casefold() for word in bare_words(name)] for name in (one, other))
    return near(mine[-1], theirs[-1]) or set(mine) <= set(theirs) or set(theirs) <= set(mine)


def load_named(connection: Connection) -> Named:
    """The names of a study, without the texts they stand in."""
    return Named(load_names_used(connection))


def load_named_texts(connection: Connection) -> Named:
    """The names of a study with its texts and every decision."""
    return Named(
        load_names_used(connection),
        load_replacements(connection),
        {id: texts.load_text(connection, id) for id in texts.load_ids(connection)},
    )


def checked_spans(text: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Places of a text without blanks at their ends, in order.

    Raises
    ------
    InvalidSpan, Refused
        A place reaches past the end; none is given, one holds no word, or two overlap.
    """
    places = []
    for span in sorted(spans):
        if span.end > len(text):
            raise InvalidSpan(f"The text has {len(text):,} characters; look at the names again.")
        said = text[span.start : span.end]
        if not said.strip():
            raise Refused("There is no word at this place; look at the names again.")
        places.append(
            (
                span.start + len(said) - len(said.lstrip()),
                span.end - len(said) + len(said.rstrip()),
            )
        )
    if not places:
        raise Refused("Say which place is meant.")
    if any(a[1] > b[0] for a, b in pairwise(places)):
        raise Refused("Two of these places overlap; choose one of them.")
    return places


def wider(
    named: Named, names: Sequence[str], kind: str, group: str, rows: Sequence[Replacement]
) -> tuple[list[Replacement], int]:
    """Every further place of these names in the study that leaves no doubt; and how many wait."""
    from qualcode.text.names_places_of import places_of
    from qualcode.text.names_spread import forms_of
    from qualcode.text.names_whole import within_longer

    every = [n for n in dict.fromkeys((*names, *named.called(group))) if len(n) >= FEWEST]
    others = forms_of(name for name, of, k, _ in named.used if of != group and k == "person")
    found: list[Replacement] = []
    waiting = 0
    strangers = of_strangers(named.texts, every) if kind == "person" else {}
    for id, text in named.texts.items():
        taken = [r.span for r in (*named.decided, *rows) if r.transcript == id]
        for one in places_of(text, every, kind, others):
            span = Span(one.start, one.end)
            if any(span.overlaps(other) for other in taken):
                continue
            doubted = one.ambiguous or any(
                one.start <= at < one.end for at in strangers.get(id, ())
            )
            # Within an address the rest would leave, and be taken for no address any more.
            if doubted or within_longer(text, one.start, one.end):
                waiting += 1
                continue
            instead = rows[0].instead
            found.append(Replacement(id, span, kind, instead, NameState.REPLACED, group, one.by))
    return found, waiting


def still_there(text: str, named: Named, taken: Iterable[Found | Replacement]) -> list[Found]:
    """Places of replaced names of schools, places and bodies that nothing else proposes: the aid
    may not know a name that was added by hand."""
    from qualcode.text.names_places_of import places_of

    spans = [
        one.span if isinstance(one, Replacement) else Span(one.start, one.end) for one in taken
    ]
    found: list[Found] = []
    for group, kind in dict.fromkeys((g, k) for _, g, k, _ in named.used if k in NAMED):
        for one in places_of(text, named.called(group), kind):
            span = Span(one.start, one.end)
            if not any(span.overlaps(other) for other in spans):
                spans.append(span)
                found.append(one)
    return found
