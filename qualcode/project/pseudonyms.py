"""Words in place of names, as a layer over texts that stay as they are.

Nothing is stored but what a person decided: which places are replaced, by which words, and which
are let stand. Codings, quotes and offsets stay; what leaves takes the words along.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from qualcode.errors import Refused, UnknownItem
from qualcode.model import Coder, Span
from qualcode.model.names import NameState, Replacement, checked_instead
from qualcode.project.masking import load_layer
from qualcode.project.pseudonyms_groups import group_for
from qualcode.project.pseudonyms_hand import by_hand
from qualcode.project.pseudonyms_key import NamesKeyVerbs
from qualcode.project.pseudonyms_look import (
    COMMON,
    NameProposal,
    Pseudonym,
    Renamed,
    Words,
    free_of,
    in_context,
)
from qualcode.project.pseudonyms_names import (
    Named,
    checked_spans,
    load_named,
    load_named_texts,
    still_there,
    wider,
)
from qualcode.project.pseudonyms_seen import NameLeft
from qualcode.project.quote_edits import QuoteEditVerbs
from qualcode.store import Connection, Writing, people, texts
from qualcode.store.replacements import (
    load_replacements,
    remove_replacements,
    save_replacements,
)


class PseudonymVerbs(NamesKeyVerbs, QuoteEditVerbs):
    """Words in place of names, as a layer over texts that stay."""

    def propose_names(self, transcript: str, *, known: Sequence[str] = ()) -> list[NameProposal]:
        """What in a transcript looks like a name and nobody has decided about, in order.

        Nothing is stored. Names replaced anywhere in the study are looked for in every form, and
        so are those of ``known``, the people of the names key.

        Raises
        ------
        UnknownTranscript
            The study has none of this id.
        """
        from qualcode.text.names import find_names
        from qualcode.text.names_joined import joined

        with self._read() as connection:
            text = texts.load_text(connection, transcript)
            named = load_named(connection)
            decided = load_replacements(connection, [transcript])
        people = tuple(dict.fromkeys((*named.people, *known)))
        found = free_of(text, joined(text, find_names(text, people), people), decided)
        found += still_there(text, named, [*found, *decided])
        return in_context(transcript, text, sorted(found), Words(named.used))

    def find_name(self, transcript: str, words: str, *, kind: str = "person") -> list[NameProposal]:
        """Where words that a person takes for a name stand in a transcript and wait for her.

        Those ambiguous are never replaced along: an ordinary word, a place that may be another
        person's, or a part of a longer name, an address or a number.

        Raises
        ------
        UnknownTranscript, Refused
            The study has none of this id; or the words stand nowhere in it, or only where
            somebody has decided already.
        """
        with self._read() as connection:
            named = load_named_texts(connection)
            text = texts.load_text(connection, transcript)
        found = by_hand(text, words, kind, named)
        decided = [one for one in named.decided if one.transcript == transcript]
        free = [
            one
            for one in found
            if not any(Span(one.start, one.end).overlaps(other.span) for other in decided)
        ]
        if not free:
            raise Refused(
                "Every place of these words is decided already; look under “Decided in this"
                " interview”."
                if found
                else "These words do not stand in the interview; copy them as they are written."
            )
        return in_context(transcript, text, free, Words(named.used))

    def names_of(self, transcript: str) -> list[Replacement]:
        """What was decided about names in a transcript, in the order of the places.

        Raises
        ------
        UnknownTranscript
            The study has none of this id.
        """
        with self._read() as connection:
            texts.load_text(connection, transcript)
            return load_replacements(connection, [transcript])

    def pseudonyms(self) -> list[Pseudonym]:
        """The words in use in place of names, those of most places first."""
        with self._read() as connection:
            rows = [one for one in load_replacements(connection) if one.replaced]
        places = Counter((one.group, one.instead, one.kind) for one in rows)
        where = {key: set[str]() for key in places}
        for one in rows:
            where[one.group, one.instead, one.kind].add(one.transcript)
        return [Pseudonym(*key, n, len(where[key])) for key, n in places.most_common()]

    def masked_text(self, transcript: str) -> str:
        """The text of a transcript with its names replaced, as it may be shown.

        Raises
        ------
        UnknownTranscript
            The study has none of this id.
        """
        with self._read() as connection:
            text = texts.load_text(connection, transcript)
            return load_layer(connection, [transcript]).words(transcript, text)

    def replace_name(
        self,
        transcript: str,
        spans: Span | Iterable[Span],
        instead: str,
        *,
        kind: str = "person",
        everywhere: bool = True,
        same: bool | None = None,
        found_by: str = "hand",
        dry_run: bool = False,
    ) -> Renamed:
        """Put words in square brackets in place of a name, wherever it leaves.

        With ``everywhere`` the name is replaced in every form in the whole study, where no doubt
        is: ordinary words ("Grace", "may") and people who share the name wait for a look. A name
        that had other words gets these instead, so that nobody has two. Without ``everywhere``
        only these places are decided, as those of somebody else of that name.

        Parameters
        ----------
        spans : the places, in code points of the text
        instead : the words, with or without brackets
        same : whether the name is the same person's as one it may be mixed up with: one written
            quite otherwise that has these words, or one written much alike that has others. None
            asks, by a refusal, where that is in doubt
        dry_run : only count what would be replaced and what would wait

        Raises
        ------
        UnknownTranscript, InvalidSpan, Refused
            There is no such place; or the words are empty or hold brackets.
        OtherName
            Only a person can say whether the name is the same person's as another.
        """
        words, own = checked_instead(instead), [spans] if isinstance(spans, Span) else list(spans)

        def planned(connection: Connection) -> tuple[Named, list[Replacement], int]:
            named = load_named_texts(connection)
            text = texts.load_text(connection, transcript)
            places = checked_spans(text, own)
            names = tuple(dict.fromkeys(text[a:b] for a, b in places))
            group = group_for(named, names, words, kind, everywhere=everywhere, same=same)
            rows = [
                Replacement(
                    transcript, Span(a, b), kind, words, NameState.REPLACED, group, found_by
                )
                for a, b in places
            ]
            if not everywhere or kind in COMMON:
                return named, rows, 0
            further, waiting = wider(named, names, kind, group, rows)
            rows += further
            # Places this name had before get these words too: nobody has two.
            mine = {group, *(named.groups_of(names, kind) if same else ())}
            return named, rows + _again(named.decided, mine, group, words, rows), waiting

        if dry_run:
            with self._read() as connection:
                _, rows, waiting = planned(connection)
            return Renamed(len(rows), len({one.transcript for one in rows}), waiting)
        with self._write() as tx:
            named, rows, waiting = planned(tx.connection)
            return self._decide(tx, transcript, "replace names", rows, named.decided, waiting)

    def let_stand(
        self, transcript: str, spans: Span | Iterable[Span], *, everywhere: bool = False
    ) -> Renamed:
        """Decide that a place is no name, or one that may be read; it is not proposed again.

        With ``everywhere`` the same words, written alike, are let stand in the whole study where
        nothing was decided.

        Raises
        ------
        UnknownTranscript, InvalidSpan, Refused
            As for `replace_name`.
        """
        own = [spans] if isinstance(spans, Span) else list(spans)
        with self._write() as tx:
            named = load_named_texts(tx.connection)
            text = texts.load_text(tx.connection, transcript)
            places = checked_spans(text, own)
            rows = [_standing(transcript, a, b) for a, b in places]
            if everywhere:
                for id, start, end in named.written({text[a:b] for a, b in places}):
                    one = _standing(id, start, end)
                    if not _covered(one, [*rows, *named.decided]):
                        rows.append(one)
            return self._decide(tx, transcript, "let names stand", rows, named.decided)

    def undo_replacement(self, id: str, *, everywhere: bool = False) -> Renamed:
        """Take a decision about a name back; with ``everywhere`` all those of the same name.

        Raises
        ------
        UnknownItem
            There is no such decision.
        """
        with self._write() as tx:
            every = load_replacements(tx.connection)
            chosen = [one for one in every if one.id == id]
            if not chosen:
                raise UnknownItem("There is no such place any more; look at the list of names.")
            if everywhere and chosen[0].group:
                chosen = [one for one in every if one.group == chosen[0].group]
            remove_replacements(tx, [one.id for one in chosen])
            where = {one.transcript for one in chosen}
            tx.record("undo names", chosen[0].transcript, places=len(chosen), interviews=len(where))
            return Renamed(len(chosen), len(where))

    def residual_names(self) -> list[NameLeft]:
        """What in the coded quotes, as they leave, still looks like a name; see `names_in`."""
        from qualcode.report.quotes import select_quotes

        quotes = select_quotes(self.frames(), self.codebook, self.respondents, where={})
        leaving = self.edited_quotes(quotes)
        return self.names_in(said=[(q.transcript, q.words) for q in leaving if not q.withheld])

    def _decide(
        self,
        tx: Writing,
        transcript: str,
        act: str,
        rows: Sequence[Replacement],
        decided: Sequence[Replacement],
        waiting: int = 0,
    ) -> Renamed:
        """Keep decisions in place of those made before at the same places."""
        people.save_coder(tx, Coder(tx.who))
        remove_replacements(tx, [one.id for one in decided if _covered(one, rows)])
        save_replacements(tx, rows)
        where = {one.transcript for one in rows}
        tx.record(act, transcript, places=len(rows), interviews=len(where))
        return Renamed(len(rows), len(where), waiting)


def _standing(transcript: str, start: int, end: int) -> Replacement:
    return Replacement(transcript, Span(start, end), "", "", NameState.LET_STAND, "", "hand")


def _again(
    decided: Iterable[Replacement],
    groups: Collection[str],
    group: str,
    words: str,
    rows: Sequence[Replacement],
) -> list[Replacement]:
    """Places these groups have already and that are not among ``rows``, with other words."""
    return [
        dataclasses.replace(one, instead=words, group=group, who="", made_at="", id="")
        for one in decided
        if one.group in groups and one.replaced and not _covered(one, rows)
    ]


def _covered(one: Replacement, rows: Iterable[Replacement]) -> bool:
    return any(
        one.transcript == other.transcript and one.span.overlaps(other.span) for other in rows
    )
