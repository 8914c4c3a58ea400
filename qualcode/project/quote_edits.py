"""Cuts and replacements in quotes that leave: kept in every version, the source untouched."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.errors import Refused, UnknownItem
from qualcode.model import Coder, Kept, Span
from qualcode.model.names import Replacement, beside
from qualcode.model.quote_edit import QuoteEdit, checked_edits, edited_words, words_key
from qualcode.project.blind import standing_for
from qualcode.project.leaving import LeavingVerbs
from qualcode.store import Connection, people
from qualcode.store.kept import load_kept, save_kept
from qualcode.store.replacements import load_replacements
from qualcode.store.texts import load_text

if TYPE_CHECKING:
    from qualcode.analysis.frames import Frames
    from qualcode.report.quotes import Quote

KIND = "quote edit"


class QuoteEditVerbs(LeavingVerbs):
    """What a quote says when it leaves, where that is not all that was said."""

    def edit_quote(
        self,
        coding: str,
        *,
        cuts: Iterable[Span] = (),
        replacements: Mapping[Span, str] | None = None,
        words: str | None = None,
    ) -> tuple[QuoteEdit, ...]:
        """Say which words of a quote are cut, ``[…]``, or replaced, ``[so]``, whenever it leaves.

        Spans lie within the quote's words, in code points. The edits stand for the same words of
        the same interview under every code, and take the place of earlier ones, which stay in the
        history. A replacement is also made in every other quote that holds the same place of the
        interview or a part of it, beside that quote's own edits, so that a name taken out of one
        stays in none.

        Parameters
        ----------
        words : whose words, where a coding reaches over several people: the quote as listed

        Raises
        ------
        UnknownItem, Refused
            No such coding stands, or it is no respondent's talk in an interview; several people
            speak in it and ``words`` does not say who; or the edits do not fit the words.
        """
        wanted = [QuoteEdit(span) for span in cuts]
        for span, instead in (replacements or {}).items():
            if not instead.strip():
                raise Refused("Write what stands in place of these words, or cut them.")
            wanted.append(QuoteEdit(span, instead))
        said = self._said_under(coding, words)
        edits = checked_edits(said.words, wanted)
        self._keep_edits(said, edits)
        return edits

    def clear_quote_edit(self, coding: str, *, words: str | None = None) -> None:
        """Let a quote leave as it was said again; its edits stay in the history.

        Replacements that other quotes brought along until now are left out of this one too; those
        made later come along again.

        Raises
        ------
        UnknownItem, Refused
            As for `edit_quote`.
        """
        said = self._said_under(coding, words)
        self._keep_edits(said, (), let=self._logged_edits([said.transcript]).along(said))

    def quote_edits(self, coding: str, *, words: str | None = None) -> tuple[QuoteEdit, ...]:
        """The edits a quote leaves with, in the order of their places; empty where it has none.

        Raises
        ------
        UnknownItem, Refused
            As for `edit_quote`.
        """
        said = self._said_under(coding, words)
        return self._logged_edits([said.transcript]).of(said)

    def quote_words(self, coding: str, *, words: str | None = None) -> str:
        """The words of a quote as they were said, which spans of its edits are counted in.

        Raises
        ------
        UnknownItem, Refused
            As for `edit_quote`.
        """
        return self._said_under(coding, words).words

    def edited_quotes(self, quotes: Sequence[Quote]) -> list[Quote]:
        """Quotes with their edits made: ``words`` as they leave, ``as_said`` as they were said."""
        logged = self._logged_edits({q.transcript for q in quotes})
        return with_edits(quotes, logged, self.frames()) if logged else list(quotes)

    def _logged_edits(self, transcripts: Iterable[str]) -> _Logged:
        """The edits of a study, as far as they touch these transcripts."""
        with self._read() as connection:
            return load_logged(connection, transcripts)

    def _said_under(self, coding: str, words: str | None) -> _Said:
        """The words of a coding as quotes give them."""
        with self._read() as connection:
            found = standing_for(connection, coding, self.coder)
        frames = self.frames()
        rows = frames.codings[frames.codings["coding"] == found.id]
        if rows.empty:
            raise UnknownItem(
                "Only what respondents say in interviews is quoted, so there is nothing to edit."
            )
        said = dict(_places(frames, {found.id}).values())
        if words is not None and words not in said:
            raise Refused(
                "These are not the words of that quote; look at the list of quotes again."
            )
        if words is None and len(said) > 1:
            raise Refused("Several people speak in this passage; say whose words are to be edited.")
        chosen = next(iter(said)) if words is None else words
        return _Said(found.id, found.transcript, chosen, said[chosen])

    def _keep_edits(
        self, said: _Said, edits: Sequence[QuoteEdit], let: Iterable[_Along] = ()
    ) -> None:
        body = {
            "coding": said.coding,
            "transcript": said.transcript,
            "at": said.at[0][1] if len(said.at) == 1 else None,
            "edits": [
                {
                    **e.as_body(),
                    "places": [
                        [*there, _print(said.words[inside.start : inside.end])]
                        for there, inside in said.covered(e.span)
                    ],
                }
                for e in edits
            ],
            "let": [[one.start, one.end, one.print_] for one in let],
        }
        with self._write() as tx:
            people.save_coder(tx, Coder(tx.who))
            save_kept(tx, KIND, words_key(said.transcript, said.words), body)


def load_logged(connection: Connection, transcripts: Iterable[str]) -> _Logged:
    """The edits of quotes of these transcripts, and the names replaced in them."""
    wanted = set(transcripts)
    every = [k for k in load_kept(connection, KIND) if (k.body or {})["transcript"] in wanted]
    texts_of = {
        id: load_text(connection, id) for id in {(k.body or {})["transcript"] for k in every}
    }
    return _Logged(every, texts_of, load_replacements(connection, wanted))


def with_edits(quotes: Sequence[Quote], logged: _Logged, frames: Frames) -> list[Quote]:
    """Quotes with their edits made: ``words`` as they leave, ``as_said`` as they were said."""
    places = _places(frames, {q.coding for q in quotes if logged.touches(q.transcript)})
    made = []
    for quote in quotes:
        if logged.touches(quote.transcript) and not quote.edits:
            words, own = places.get((quote.coding, quote.person), ("", ()))
            at = own if words == quote.words else ()
            if edits := logged.of(_Said(quote.coding, quote.transcript, quote.words, at)):
                quote = dataclasses.replace(
                    quote,
                    words=edited_words(quote.words, edits),
                    edits=edits,
                    as_said=quote.words,
                )
        made.append(quote)
    return made


@dataclass(frozen=True, slots=True)
class _Said:
    """Words one person said under a coding; ``at`` are the stretches of the transcript they are
    put together of: where in the words, where in the transcript, length."""

    coding: str
    transcript: str
    words: str
    at: Sequence[tuple[int, int, int]]

    def covered(self, span: Span) -> Iterable[tuple[tuple[int, int], Span]]:
        """Where in the transcript these of the words stand, and as which of the words."""
        for inside, there, length in self.at:
            start, end = max(span.start, inside), min(span.end, inside + length)
            if start < end:
                yield (there + start - inside, there + end - inside), Span(start, end)

    def met(self, start: int, end: int) -> Iterable[Span]:
        """The words that stand at a place of the transcript, as far as they are among these."""
        for inside, there, length in self.at:
            first, last = max(start, there), min(end, there + length)
            if first < last:
                yield Span(first - there + inside, last - there + inside)


@dataclass(frozen=True, slots=True)
class _Along:
    """A replacement by its place in a transcript, with the print of what is said there."""

    start: int
    end: int
    print_: str
    instead: str


class _Logged:
    """Edits of a study, by the words they were made in and by their place; names replaced there."""

    def __init__(
        self, every: Iterable[Kept], said: Mapping[str, str], named: Iterable[Replacement] = ()
    ) -> None:
        self._named: dict[str, list[_Along]] = defaultdict(list)
        for name in named:
            if name.replaced:
                place = _Along(name.span.start, name.span.end, "", name.instead)
                self._named[name.transcript].append(place)
        self._own: dict[str, tuple[QuoteEdit, ...]] = {}
        self._let: dict[str, set[tuple[int, int, str]]] = {}
        self._along: dict[str, list[_Along]] = defaultdict(list)
        for kept in every:
            body: Mapping[str, Any] = kept.body or {}
            self._own[kept.key] = tuple(QuoteEdit.of_body(edit) for edit in body["edits"])
            self._let[kept.key] = {(a, b, seen) for a, b, seen in body.get("let", ())}
            text = said[body["transcript"]]
            # A corrected transcript may hold other words there now.
            self._along[body["transcript"]] += [
                one
                for edit in body["edits"]
                if edit["instead"]
                for one in _places_kept(body, edit)
                if _print(text[one.start : one.end]) == one.print_
            ]

    def __bool__(self) -> bool:
        return bool(self._own or self._named)

    def touches(self, transcript: str) -> bool:
        """Whether any quote of a transcript was ever edited, or any name in it replaced."""
        return transcript in self._along or transcript in self._named

    def along(self, said: _Said) -> list[_Along]:
        """Replacements made at places that these words hold, or hold a part of."""
        return [one for one in self._along.get(said.transcript, ()) if any(_met(said, one))]

    def of(self, said: _Said) -> tuple[QuoteEdit, ...]:
        """The edits of these words: their own, and replacements made at the same places.

        Of a replaced place that an own edit covers in part, the rest is replaced all the same. A
        name replaced in the transcript is replaced here too, whatever was let go of other edits.
        """
        key = words_key(said.transcript, said.words)
        found, let = list(self._own.get(key, ())), self._let.get(key, ())
        along = [one for one in self.along(said) if (one.start, one.end, one.print_) not in let]
        met = [QuoteEdit(span, one.instead) for one in along for span in _met(said, one)]
        for one in (*met, *self._names_met(said)):
            free = _free(one.span, [edit.span for edit in found], said.words)
            found += [QuoteEdit(part, one.instead) for part in free]
        return tuple(sorted(found))

    def _names_met(self, said: _Said) -> list[QuoteEdit]:
        """Names replaced in these words; a first name and surname beside each other as one."""
        met = [
            QuoteEdit(span, one.instead)
            for one in self._named.get(said.transcript, ())
            for span in _met(said, one)
        ]
        kept: list[QuoteEdit] = []
        for one in sorted(met):
            last = kept[-1] if kept else None
            if last and last.instead == one.instead and beside(said.words, last.span, one.span):
                kept[-1] = QuoteEdit(Span(last.span.start, one.span.end), one.instead)
            else:
                kept.append(one)
        return kept


def _places_kept(body: Mapping[str, Any], edit: Mapping[str, Any]) -> list[_Along]:
    """Where in its transcript an edit was made."""
    if "places" in edit:
        return [_Along(a, b, seen, edit["instead"]) for a, b, seen in edit["places"]]
    if body.get("at") is None:  # kept by an earlier version, which knew no such place
        return []
    start, end = body["at"] + edit["start"], body["at"] + edit["end"]
    return [_Along(start, end, edit["said"], edit["instead"])]


def _met(said: _Said, one: _Along) -> Iterable[Span]:
    return said.met(one.start, one.end)


def _free(span: Span, taken: Sequence[Span], words: str) -> list[Span]:
    """What of a span none of those taken covers, without blanks and signs at its ends."""
    free, at = [], span.start
    for other in sorted(t for t in taken if t.overlaps(span)):
        free.append((at, other.start))
        at = max(at, other.end)
    free.append((at, span.end))
    found = []
    for start, end in free:
        if start < end and (said := re.search(r"\w(?:.*\w)?", words[start:end], re.DOTALL)):
            whole = (start, end) == (span.start, span.end)
            found.append(span if whole else Span(start + said.start(), start + said.end()))
    return found


def _places(
    frames: Frames, codings: set[str]
) -> dict[tuple[str, int], tuple[str, list[tuple[int, int, int]]]]:
    """What each person said under a coding, and where that stands in the transcript."""
    from qualcode.report.passages import places_of

    return places_of(frames.codings[frames.codings["coding"].isin(list(codings))], frames)


def _print(words: str) -> str:
    """By what the words at a place are known again, without keeping them."""
    covered = words.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(covered, digest_size=8).hexdigest()
