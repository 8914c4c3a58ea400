"""A finished report checked against what was said: its words, its captions, its consent."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from qualcode.model import Respondents
from qualcode.report.attribution import Ladder
from qualcode.report.quote_check_edits import Mask, ends_changed, printed, said_by_gone
from qualcode.report.quote_check_marks import Quotation
from qualcode.report.quote_check_named import (
    NOBODY,
    Named,
    Names,
    fits,
    speakers_caption,
    too_close,
)
from qualcode.report.quote_check_pieces import BRACKETS, DOTS, pieces_of
from qualcode.report.quote_check_places import Numbers, Place, Talk, spelt

LIKE = 75.0
# From here on a quotation is the same passage told otherwise, and no shorter reading is tried.
SURELY = 85.0
# “[T]he”, and “[sic]”: what the writer marks without changing a word.
_LETTER = re.compile(r"\[(\w)\](?=\w)|\s*\[sic\]", re.I)
_REPLACED = re.compile(r"\[[^\[\]]*\w[^\[\]]*\]")
_QUOTES = dict.fromkeys(map(ord, '“”„‟"‘’‚‛`´«»'), "'")
_DASHES = dict.fromkeys(map(ord, "–—‑‐−―"), "-")
_SIGNS = {**_QUOTES, **_DASHES, ord("\u00ad"): ""}


class State(StrEnum):
    """How a quotation stands to what was said."""

    VERBATIM = "verbatim"
    EDITED = "verbatim but for logged edits"
    UNLOGGED = "edited, and the edit is not logged"
    SIGNS = "the same words, other signs"
    DIFFERS = "differs"
    ASIDE = "not a respondent's words"
    ELSEWHERE = "cited from elsewhere"
    NOT_FOUND = "not found"


@dataclass(frozen=True)
class Checked:
    """One quotation and what was found out about it.

    ``findings`` are sentences about what must be settled, ``notes`` about what is good to know;
    ``source`` holds the passage it comes from, or the nearest, as it was said, in ``interview``;
    ``likeness`` is the share of letters kept, 0 to 100.
    """

    quotation: Quotation
    state: State
    findings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""
    interview: str = ""
    likeness: float = 100.0
    people: tuple[int, ...] = ()
    named: Named = NOBODY


@dataclass(frozen=True)
class _Found:
    """Where words were found: the state so far, and the passages, each one or several places."""

    state: State
    passages: tuple[tuple[Place, ...], ...] = ()
    likeness: float = 100.0
    gone: bool = False


@dataclass
class Checker:
    """What a study says about quotations.

    ``talk`` is everything in its texts, ``said`` what respondents said and ``gone`` what people
    said who withdrew; ``people`` the rows of its people; ``aside`` says whose words stand at a
    place where no respondent is counted; ``leaving`` gives the words of a transcript's coded
    quotes, as they were said and as they leave with their edits, both `plain`; ``taken`` which
    words of ``said`` edits take out; ``confirmed`` that close names were weighed and may stand.
    """

    talk: Talk
    said: Talk
    gone: Talk
    people: Mapping[int, Mapping[str, Any]]
    titles: Mapping[str, str]
    respondents: Respondents
    ladder: Ladder
    names: Names
    aside: Callable[[str, int], str]
    leaving: Callable[[str], Sequence[tuple[str, str]]]
    taken: Callable[[], Mask]
    confirmed: bool = False
    _read: dict[str, Named] = field(default_factory=dict)

    def check(self, quotation: Quotation) -> Checked:
        """Everything about one quotation that can be said of it alone."""
        words, found = self._best_reading(quotation)
        if found.state not in (State.VERBATIM, State.EDITED) and _REPLACED.search(words):
            found = self._as_it_leaves(words) or found
        quotation = replace(quotation, words=words)
        named = self._named(quotation.named)
        if found.state is State.ASIDE:
            return self._aside(quotation, found, named)
        if found.state is State.NOT_FOUND:
            return self._nowhere(quotation, found, named)
        text = self.said.texts[int(self.said.text[found.passages[0][0].first])]
        source = " […] ".join(self.said.said(place) for place in found.passages[0])
        state = found.state
        if state is State.EDITED:
            where = {self.said.texts[int(self.said.text[p[0].first])] for p in found.passages}
            if not any(self._logged(one, words) for one in where):
                state = State.UNLOGGED
        own = tuple(dict.fromkeys(int(self.said.person[p[0].first]) for p in found.passages))
        speakers = [self.people[person] for person in own]
        findings = [*_about_words(state, found.likeness), *self._about_speakers(named, speakers)]
        if self._taken_out(found, words):
            findings.append("It prints words that an edit of this quote takes out or replaces.")
        return Checked(
            quotation,
            state,
            tuple(findings),
            _notes_on(named, quotation),
            source,
            self.titles.get(text, text),
            found.likeness,
            own,
            named,
        )

    def _named(self, text: str) -> Named:
        if text not in self._read:
            self._read[text] = self.names.read(text)
        return self._read[text]

    def near(self, checked: Checked, least: float) -> list[str]:
        """The other interviews in which somebody else says nearly the same words."""
        own = {self.who(person) for person in checked.people}
        found: dict[str, None] = {}
        for _, place in self.said.nearest(spelt(checked.quotation.words), least):
            text = self.said.texts[int(self.said.text[place.first])]
            if self.who(int(self.said.person[place.first])) not in own:
                found[self.titles.get(text, text)] = None
        return list(found)

    def who(self, person: int) -> str | int:
        """Whose row of the people it is; somebody not known is a person of their own."""
        known = self.people[person]["participant"] if person in self.people else None
        return person if known is None else str(known)

    def _best_reading(self, quotation: Quotation) -> tuple[str, _Found]:
        found = self._find(quotation.words)
        surely = found.state is State.SIGNS or found.likeness >= SURELY
        if found.state in (State.VERBATIM, State.EDITED) or (
            surely and found.state is not State.NOT_FOUND
        ):
            return quotation.words, found
        for other in quotation.others:
            shorter = self._find(other)
            surely = shorter.gone or shorter.state in (State.VERBATIM, State.EDITED)
            if len(spelt(other)) >= 4 and surely:
                return other, shorter
        return quotation.words, found

    def _find(self, words: str) -> _Found:
        words = _bare(words)
        whole = self._exactly([words], words)
        if whole is not None and whole.state is State.VERBATIM:
            return whole
        other = whole
        for cut in (BRACKETS, DOTS, None):
            pieces = pieces_of(words, cut)
            if len(pieces) == 1 and pieces[0] == words:
                continue
            found = self._exactly(pieces, words) if pieces else None
            if found is not None and found.state is State.VERBATIM:
                marked = len(pieces) > 1 or bool(_REPLACED.search(words))
                return replace(found, state=State.EDITED) if marked else found
            other = other or found
        if other is not None:
            return other
        pieces = pieces_of(words, None)
        if (own := said_by_gone(self.gone, self.said, words, pieces, LIKE)) is not None:
            return _Found(State.ASIDE, ((own[1],),), own[0], gone=True)
        for place in self.talk.find(self._numbers(self.talk, words)):
            return _Found(State.ASIDE, ((place,),))
        near = self.said.nearest(spelt(BRACKETS.sub(" ", words)), LIKE)
        if near:
            return _Found(State.DIFFERS, ((near[0][1],),), near[0][0])
        return _Found(State.NOT_FOUND)

    def _as_it_leaves(self, words: str) -> _Found | None:
        """Where a quote was said that leaves in these words: names are replaced inside of words."""
        wanted = _folded(words)
        for text in self.said.texts:
            for said, leaves in self.leaving(text):
                if wanted in leaves.casefold() and (found := self._exactly([said], said)):
                    return replace(found, state=State.EDITED)
        return None

    def _exactly(self, pieces: Sequence[str], words: str) -> _Found | None:
        """Where pieces of words follow each other: verbatim, or with other signs between."""
        numbers = [self._numbers(self.said, piece) for piece in pieces]
        if not all(len(own) for own in numbers):
            return None
        chains = [c for c in self.said.chain(numbers) if all(map(self.said.one_person, c))]
        same = [
            chain
            for chain in chains
            if all(_same(w, self.said.said(p)) for w, p in zip(pieces, chain, strict=True))
            and not ends_changed(
                words, self.said.around(chain[0])[0], self.said.around(chain[-1])[1]
            )
        ]
        if same:
            return _Found(State.VERBATIM, tuple(same))
        return _Found(State.SIGNS, tuple(chains)) if chains else None

    def _numbers(self, talk: Talk, words: str) -> Numbers:
        return talk.numbers(spelt(words))

    def _logged(self, text: str, words: str) -> bool:
        # A cut at the very beginning or end leaves out nothing of what is quoted.
        wanted = _folded(words)
        return any(wanted in leaves.casefold() for _, leaves in self.leaving(text))

    def _taken_out(self, found: _Found, words: str) -> bool:
        left = spelt(BRACKETS.sub(" ", _bare(words)))
        taken = self.taken()
        return all(
            any(printed(self.said, place, taken, left) for place in chain)
            for chain in found.passages
        )

    def _about_speakers(self, named: Named, speakers: Sequence[Mapping[str, Any]]) -> list[str]:
        found = []
        if all(not s["quotable"] for s in speakers):
            found.append("The speaker does not allow quotes: take it out.")
        if not named.says:
            return found
        # A participant's own id or label is no caption, however well it was weighed.
        found += ["Named too closely: it names one person."] * (self.confirmed and named.personal)
        true = [s for s in speakers if fits(named, s, self.respondents)]
        if not true:
            caption = speakers_caption(speakers, self.ladder)
            found.append(f"Somebody else said this than is named: it may stand as {caption}.")
            return found
        if self.confirmed:
            return found
        close = [too_close(named, s, self.ladder) for s in true]
        if all(close):
            found.append(f"Named too closely: {close[0]}.")
        return found

    def _aside(self, quotation: Quotation, found: _Found, named: Named) -> Checked:
        place = found.passages[0][0]
        talk = self.gone if found.gone else self.talk
        text = talk.texts[int(talk.text[place.first])]
        whose = "withdrawn" if found.gone else self.aside(text, int(talk.start[place.first]))
        findings = {
            "withdrawn": ["The speaker withdrew consent: take it out."],
            "interviewer": ["An interviewer said this, and it is given to a respondent."]
            if named.says
            else [],
            "text": ["It stands in a text that is no interview, and is given to a respondent."]
            if named.says
            else [],
            "several": ["It runs together words of several people, or across a speaker's label."],
        }[whose]
        notes = {
            "interviewer": ("An interviewer said this.",),
            "text": ("It stands in a text of the study that is no interview.",),
        }.get(whose, ())
        return Checked(
            quotation,
            State.ASIDE,
            tuple(findings),
            () if findings else notes,
            talk.said(place),
            self.titles.get(text, text),
            found.likeness,
            named=named,
        )

    def _nowhere(self, quotation: Quotation, found: _Found, named: Named) -> Checked:
        if named.cited:
            note = "Cited from elsewhere, by what stands after it: not checked."
            return Checked(quotation, State.ELSEWHERE, (), (note,), likeness=0.0, named=named)
        told = "Nobody in the study says this, nor anything like it."
        return Checked(quotation, State.NOT_FOUND, (told,), likeness=0.0, named=named)


def _about_words(state: State, likeness: float) -> list[str]:
    if state is State.UNLOGGED:
        return ["What is cut or put in brackets is not logged: edit the quote in the study."]
    if state is State.SIGNS:
        return ["The words are those that were said, but signs, stops or capitals differ."]
    if state is State.DIFFERS:
        return [
            f"The words differ from what was said ({likeness:.0f} letters of 100 are the same)."
        ]
    return []


def _notes_on(named: Named, quotation: Quotation) -> tuple[str, ...]:
    if named.numbered:
        return ("A number after it ties together all that one person said.",)
    if quotation.named and not named.says:
        return ("What stands in brackets after it names nobody the study knows.",)
    return ()


def _same(written: str, said: str) -> bool:
    """Whether words are written as they were said; the first letter's case may differ."""
    one, other = plain(_trimmed(written)), plain(said)
    return one[1:] == other[1:] and one[:1].casefold() == other[:1].casefold()


def _bare(words: str) -> str:
    return _LETTER.sub(lambda found: found[1] or "", words)


def _folded(words: str) -> str:
    return plain(_trimmed(_bare(words))).casefold()


def _trimmed(text: str) -> str:
    """From the first word to the last."""
    inside = [n for n, c in enumerate(text) if c.isalnum()]
    return text[inside[0] : inside[-1] + 1] if inside else ""


def plain(text: str) -> str:
    """Text with one kind of quotation mark, dash and blank.

    >>> plain("“so”  they say – mostly...")
    "'so' they say-mostly…"
    """
    even = text.translate(_SIGNS).replace("...", "…")
    return re.sub(r" *([-…]) *", r"\1", " ".join(even.split()))
