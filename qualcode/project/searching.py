"""Search: words, patterns and codes, in coded quotes or in everything respondents said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from qualcode.errors import Refused
from qualcode.model import Span
from qualcode.project.naming import refuse_unknown
from qualcode.project.shelving import ShelfVerbs

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.analysis.finding import Finder
    from qualcode.analysis.frames import Frames
    from qualcode.report.quotes import Quote
    from qualcode.report.twins import Twins

Scope = Literal["quotes", "talk"]
AROUND = 50


@dataclass(frozen=True)
class Hit:
    """A passage that was found: a coded quote, or a respondent's segment.

    ``marks`` are the places in ``words`` that were looked for, none where only codes were asked.
    ``quote`` is the coded quote, or None in all talk; ``codes`` stand on the passage; ``person`` is
    the row of the speaker in the study's people.
    """

    transcript: str
    title: str
    span: Span
    words: str
    marks: tuple[Span, ...]
    codes: tuple[str, ...]
    person: int
    participant: str | None
    role: str | None
    authority: str | None
    quote: Quote | None = None

    @property
    def before(self) -> str:
        """What the person says just before the first place found."""
        low = max(self._first.start - AROUND, 0)
        return ("…" if low else "") + " ".join(self.words[low : self._first.start].split())

    @property
    def after(self) -> str:
        """What the person says just after it."""
        high = self._first.end + AROUND
        return " ".join(self.words[self._first.end : high].split()) + (
            "…" if high < len(self.words) else ""
        )

    @property
    def found(self) -> str:
        """The first place found; the whole passage where only codes were asked."""
        return self.words[self._first.start : self._first.end]

    @property
    def _first(self) -> Span:
        return self.marks[0] if self.marks else Span(0, max(len(self.words), 1))


class SearchVerbs(ShelfVerbs):
    """Finding passages again."""

    def search(
        self,
        text: str = "",
        *,
        regex: bool = False,
        codes: str = "",
        where: Mapping[str, str] | None = None,
        scope: Scope = "quotes",
        limit: int | None = None,
    ) -> list[Hit]:
        """Passages with these words, under these codes, said by these people.

        Case, accents and the shape of quotation marks do not count; ``regex`` takes ``text`` as a
        regular expression, with a time limit. ``codes`` is a query such as
        ``3.b AND (5.a OR 5.b) NOT 8`` or ``3.b NEAR/2 5.a``. The ``scope`` is coded quotes, or all
        talk of respondents.

        Raises
        ------
        Refused
            Nothing is asked for; the pattern or the query cannot be read, or takes too long; or
            an attribute, value or scope is unknown.
        UnknownCode
            The query names a code the study does not have.
        """
        from qualcode.analysis.finding import finder

        if scope not in ("quotes", "talk"):
            raise Refused(f"There is no scope {scope!r}; search in 'quotes' or in 'talk'.")
        wanted = finder(text, regex=regex)
        if wanted is None and not codes.strip():
            raise Refused("Nothing is asked for; give words, a pattern or codes to look for.")
        if limit is not None and limit < 1:
            raise Refused("Ask for at least one passage.")
        frames = self.frames()
        refuse_unknown(where or (), frames.attributes)
        asked = self._normalised(where or {}, frames)
        if scope == "talk":
            return self._in_talk(frames, wanted, codes, asked, limit)
        return self._in_quotes(frames, wanted, codes, asked, limit)

    def narrow_quotes(
        self, quotes: Sequence[Quote], text: str = "", *, regex: bool = False, codes: str = ""
    ) -> list[tuple[Quote, tuple[Span, ...]]]:
        """Those of the quotes that a search finds, each with the places in its words.

        Raises
        ------
        Refused, UnknownCode
            As for `search`, save that asking for nothing keeps every quote.
        """
        from qualcode.analysis.finding import finder

        wanted = finder(text, regex=regex)
        if codes.strip():
            standing = set(self._codings_under(codes, self.frames())["coding"])
            quotes = [q for q in quotes if q.coding in standing]
        if wanted is None:
            return [(q, ()) for q in quotes]
        marked = ((q, tuple(wanted.places(q.words))) for q in quotes)
        return [(q, marks) for q, marks in marked if marks]

    def duplicate_quotes(self, quotes: Sequence[Quote]) -> list[Twins]:
        """The same or nearly the same words, of eight or more, that stand under several people.

        What is the same under two roles leaves by no export until somebody confirms it.
        """
        from qualcode.report.twins import twins

        return twins(quotes)

    def _codings_under(self, codes: str, frames: Frames) -> pd.DataFrame:
        """Rows of codings of the codes asked for, on the passages a query holds for."""
        from qualcode.analysis.search import codes_in, parse, passages_with, positions

        book = self.codebook
        query = parse(codes, book)
        holds = passages_with(query, frames, book)
        rows: pd.DataFrame = frames.codings[holds[positions(frames)]]
        if named := codes_in(query):
            family = {code for one in named for code in book.family(one)}
            rows = rows[rows["code"].isin(list(family))]
        return rows

    def _in_quotes(
        self,
        frames: Frames,
        wanted: Finder | None,
        codes: str,
        asked: Mapping[str, str],
        limit: int | None,
    ) -> list[Hit]:
        from qualcode.report.quotes import select_quotes

        book, codings = self.codebook, frames.codings
        if codes.strip():
            # Every row of a coding stays, so that its words stay whole.
            under = self._codings_under(codes, frames)["coding"].unique()
            codings = codings[codings["coding"].isin(list(under))]
        here = replace(frames, codings=codings)
        quotes = select_quotes(here, book, self.respondents, where=asked)
        spans = codings.drop_duplicates("coding").set_index("coding")[["start", "end"]]
        places = dict(zip(spans.index, spans.itertuples(index=False), strict=True))
        hits: list[Hit] = []
        for quote in quotes:
            marks = tuple(wanted.places(quote.words)) if wanted else ()
            if wanted is not None and not marks:
                continue
            start, end = places[quote.coding]
            hits.append(_of_quote(quote, Span(int(start), int(end)), marks))
            if len(hits) == limit:
                break
        return hits

    def _in_talk(
        self,
        frames: Frames,
        wanted: Finder | None,
        codes: str,
        asked: Mapping[str, str],
        limit: int | None,
    ) -> list[Hit]:
        from qualcode.analysis.frequency import kept
        from qualcode.analysis.search import parse, passages_with
        from qualcode.analysis.talk import find_in_talk

        book, shelf = self.codebook, self._texts()
        own = kept(frames.people, asked)
        chosen = frames.segments["person"].isin(own.index).to_numpy()
        if codes.strip():
            chosen = chosen & passages_with(parse(codes, book), frames, book)
        found = find_in_talk(frames, shelf, wanted, chosen, limit)
        standing = _codes_on(frames, [n for n, _ in found])
        said = frames.segments.loc[[n for n, _ in found]].to_dict("records")
        people, roles = frames.people.to_dict("index"), self.respondents
        hits = []
        for (n, marks), row in zip(found, said, strict=True):
            speaker = people[row["person"]]
            id, start, end = row["transcript"], row["start"], row["end"]
            hits.append(
                Hit(
                    id,
                    frames.titles[id],
                    Span(start, end),
                    shelf.text(id)[start:end],
                    marks,
                    tuple(standing.get(n, ())),
                    row["person"],
                    speaker["participant"],
                    roles.role_name(speaker["role"]) or speaker["role_label"],
                    speaker["authority"],
                )
            )
        return hits


def _codes_on(frames: Frames, segments: Sequence[int]) -> dict[int, list[str]]:
    """The codes that stand on segments, each once, in the order they came."""
    on = frames.codings[frames.codings["segment"].isin(list(segments))]
    found: dict[int, list[str]] = {}
    for segment, code in zip(on["segment"].tolist(), on["code"].tolist(), strict=True):
        own = found.setdefault(segment, [])
        if code not in own:
            own.append(code)
    return found


def _of_quote(quote: Quote, span: Span, marks: tuple[Span, ...]) -> Hit:
    return Hit(
        quote.transcript,
        quote.title,
        span,
        quote.words,
        marks,
        (quote.code,),
        quote.person,
        quote.participant,
        quote.role_name,
        quote.authority,
        quote,
    )
