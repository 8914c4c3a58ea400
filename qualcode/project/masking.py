"""Names replaced wherever words leave, or are shown to somebody who must not read names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from qualcode.model import Span
from qualcode.model.names import Masked, NameState, Replacement, mask
from qualcode.project.withheld_words import WithheldWords
from qualcode.store import Connection
from qualcode.store.replacements import load_names_used, load_replacements


@dataclass(frozen=True)
class Layer:
    """The replaced places of transcripts, by transcript and in order."""

    places: Mapping[str, Sequence[Replacement]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.places)

    def words(self, transcript: str, words: str, at: int = 0) -> str:
        """Words that stand in a transcript from ``at`` on, with the names among them replaced."""
        return self.masked(transcript, words, at).text

    def masked(self, transcript: str, words: str, at: int = 0) -> Masked:
        """The same, with where everything stands in it, counted from ``at``."""
        end = at + len(words)
        met = [
            replace(place, span=Span(max(place.span.start, at) - at, min(place.span.end, end) - at))
            for place in self.places.get(transcript, ())
            if place.span.start < end and at < place.span.end
        ]
        return mask(words, met)


def load_layer(connection: Connection, transcripts: Iterable[str] | None = None) -> Layer:
    """The names replaced in the transcripts in view, or in these of them."""
    places: dict[str, list[Replacement]] = {}
    for one in load_replacements(connection, transcripts):
        if one.replaced:
            places.setdefault(one.transcript, []).append(one)
    return Layer(places)


@dataclass(frozen=True)
class FreeNames:
    """The names of a study, to be replaced in anything people wrote: memos, titles, examples.

    ``names`` is (name as written, group, kind, words in its place). What is quoted there of people
    who do not allow it goes along: ``kept_back`` holds their words.
    """

    names: Sequence[tuple[str, str, str, str]] = ()
    kept_back: WithheldWords = field(default_factory=lambda: WithheldWords(""))
    _kept: dict[str, str] = field(default_factory=dict, compare=False)

    def __bool__(self) -> bool:
        return bool(self.names or self.kept_back.said)

    @cached_property
    def alone(self) -> FreeNames:
        """The names without the words kept back, which a codebook loses by rules of its own."""
        return replace(self, kept_back=WithheldWords(""), _kept={}) if self.kept_back.said else self

    def out_of(self, text: str) -> str:
        """A text with every name of the study replaced by its words in brackets.

        An ordinary word that is a name too ("Grace") is replaced as it was written where it was
        replaced before, not where it begins a sentence.

        >>> named = ("Jo Hay", "g", "person", "nurse"), ("Jo Lee", "h", "person", "chair")
        >>> FreeNames(named).out_of("As Jo Lee and Jo said.")
        'As [chair] and [nurse or chair] said.'
        """
        if not text or not self:
            return text
        if text not in self._kept:
            self._kept[text] = self._masked(self.kept_back.cut(text))
        return self._kept[text]

    def standing_in(self, text: str) -> list[tuple[str, str]]:
        """The names of the study that stand in a text still, each as written there, with its kind.

        >>> FreeNames((("Keith", "g", "person", "the chair"),)).standing_in("As Keith’s team said.")
        [('Keith', 'person')]
        """
        if not text or not self.names:
            return []
        return [(text[one.span.start : one.span.end], one.kind) for one in self._places(text)]

    def out_of_lines(self, lines: Iterable[str]) -> tuple[str, ...]:
        """The same for several texts."""
        return tuple(self.out_of(line) for line in lines)

    @cached_property
    def parts(self) -> frozenset[str]:
        """Every word of the names, folded, for lists of words that must not hold them."""
        from qualcode.text.names_words import parts_of

        return frozenset(part for name, *_ in self.names for part in parts_of(name))

    @cached_property
    def _groups(self) -> dict[tuple[str, str, str], list[str]]:
        groups: dict[tuple[str, str, str], list[str]] = {}
        for name, *rest in self.names:
            group, kind, instead = rest
            groups.setdefault((group, kind, instead), []).append(name)
        return groups

    @cached_property
    def _forms(self) -> dict[str, set[tuple[str, str, str]]]:
        """First words a name may be found by, folded -> the names they may begin."""
        from qualcode.text.names_words import parts_of

        found: dict[str, set[tuple[str, str, str]]] = {}
        for key, names in self._groups.items():
            for name in names:
                for part in parts_of(name):
                    found.setdefault(part, set()).add(key)
        return found

    def _masked(self, text: str) -> str:
        return mask(text, self._places(text)).text

    def _places(self, text: str) -> list[Replacement]:
        """Where names of the study stand in a text, none over another."""
        from qualcode.text.names_places_of import places_of
        from qualcode.text.names_words import begins_sentence, parts_of

        met = sorted({key for part in parts_of(text) for key in self._forms.get(part, ())})
        places: list[Replacement] = []
        for key in met:
            group, kind, instead = key
            own = self._groups[key]
            for one in places_of(text, own, kind):
                said = text[one.start : one.end]
                if one.ambiguous and (said not in own or begins_sentence(text, one.start)):
                    continue
                span = Span(one.start, one.end)
                places.append(
                    Replacement("", span, kind, instead, NameState.REPLACED, group, "the same name")
                )
        # Of two names at one place the longer is meant.
        places.sort(key=lambda place: -len(place.span))
        kept: list[Replacement] = []
        for place in places:
            over = [n for n, other in enumerate(kept) if place.span.overlaps(other.span)]
            if not over:
                kept.append(place)
            elif kept[over[0]].span == place.span and kept[over[0]].instead != place.instead:
                # Two people of one name: which of them is meant nothing tells.
                both = f"{kept[over[0]].instead} or {place.instead}"
                kept[over[0]] = replace(kept[over[0]], instead=both)
        return kept


def load_free_names(connection: Connection) -> FreeNames:
    """The names replaced in the study, to be taken out of what people wrote."""
    return FreeNames(tuple(load_names_used(connection)))
