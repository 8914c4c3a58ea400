"""The names of a study that were replaced: which words call them, and where else they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qualcode.errors import InvalidSpan, Refused
from qualcode.model import Span
from qualcode.model.names import NameState, Replacement
from qualcode.store import Connection, texts
from qualcode.store.replacements import load_names_used, load_replacements

FEWEST = 2  # letters of a name: a single letter stands everywhere


@dataclass(frozen=True)
class Named:
    """The names of a study that were replaced.

    Attributes
    ----------
    names
        Every name as written -> (group, kind, words in its place).
    decided
        What was decided about names, replaced or let stand; only with the texts.
    texts
        The texts in view, where they are needed.
    """

    names: Mapping[str, tuple[str, str, str]]
    decided: Sequence[Replacement] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def people(self) -> tuple[str, ...]:
        """Names of people that were replaced, each as written."""
        return tuple(name for name, (_, kind, _) in self.names.items() if kind == "person")

    def words(self) -> dict[str, tuple[str, str]]:
        """Name as written -> its kind and the words in its place."""
        return {name: (kind, instead) for name, (_, kind, instead) in self.names.items()}

    def holding(self, words: str) -> str:
        """The group that has these words; empty where none has."""
        wanted = words.casefold()
        return next((g for g, _, i in self.names.values() if i.casefold() == wanted), "")

    def group_of(self, names: Collection[str], kind: str) -> str:
        """The group these names have already; empty where none."""
        written = {name.casefold() for name in names}
        for name, (group, of, _) in self.names.items():
            if of == kind and name.casefold() in written:
                return group
        return ""

    def alike(self, group: str, names: Iterable[str]) -> bool:
        """Whether these names may be other ways of writing those of a group."""
        from qualcode.text.names_places_of import same_name

        own = [name for name, (of, _, _) in self.names.items() if of == group]
        return any(same_name(one, other) for one in own for other in names)

    def written(self, words: Iterable[str]) -> Iterator[tuple[str, int, int]]:
        """Where exactly these words stand: (transcript, start, end)."""
        every = "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))
        wanted = re.compile(rf"(?<!\w)(?:{every})(?!\w)")
        for id, text in self.texts.items():
            for match in wanted.finditer(text):
                yield id, match.start(), match.end()


def load_named(connection: Connection) -> Named:
    """The names of a study, without the texts they stand in."""
    used = load_names_used(connection)
    return Named({name: (group, kind, instead) for name, group, kind, instead in used})


def load_named_texts(connection: Connection) -> Named:
    """The names of a study with its texts and every decision."""
    return Named(
        load_named(connection).names,
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

    own = [name for name, (of, _, _) in named.names.items() if of == group]
    every = [name for name in dict.fromkeys((*names, *own)) if len(name) >= FEWEST]
    others = forms_of(
        name for name, (of, k, _) in named.names.items() if of != group and k == "person"
    )
    found: list[Replacement] = []
    waiting = 0
    for id, text in named.texts.items():
        taken = [r.span for r in (*named.decided, *rows) if r.transcript == id]
        for one in places_of(text, every, kind, others):
            span = Span(one.start, one.end)
            if any(span.overlaps(other) for other in taken):
                continue
            if one.ambiguous:
                waiting += 1
                continue
            instead = rows[0].instead
            found.append(Replacement(id, span, kind, instead, NameState.REPLACED, group, one.by))
    return found, waiting
