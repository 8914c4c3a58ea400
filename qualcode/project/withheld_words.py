"""Words of people who do not allow quotes, kept out of what others read.

Consent is looked at when an example is taken from an interview, and may be narrowed afterwards.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from functools import cached_property

from qualcode.model import Code, Codebook
from qualcode.store import Connection, people, talk, texts

# Shorter phrases are said by many people and give nobody's words away.
FEWEST_WORDS = 4
# In what somebody wrote at length: so many words in a row are a quote, fewer may be chance.
QUOTED = 6
KEPT_BACK = "[words kept back]"


@dataclass(frozen=True)
class WithheldWords:
    """What people said who do not allow quotes: ``said`` holds their words, blanks between them.

    ``known`` remembers which phrases stand in it.
    """

    said: str
    known: dict[str, bool] = field(default_factory=dict)

    def holds(self, phrase: str) -> bool:
        """Whether one of these people said a phrase of at least four words."""
        from qualcode.report.quote_check_places import spelt

        if not self.said:
            return False
        if phrase not in self.known:
            words = spelt(phrase)
            self.known[phrase] = len(words) >= FEWEST_WORDS and f" {' '.join(words)} " in self.said
        return self.known[phrase]

    def cut(self, text: str) -> str:
        """What somebody wrote, with `KEPT_BACK` where it quotes these people.

        A quote is six words in a row that they said, or all of a text of four words and more.

        >>> WithheldWords(" we argue about thresholds all day ").cut("So we argue! About it.")
        'So we argue! About it.'
        >>> WithheldWords(" we argue about thresholds all day ").cut("We argue about thresholds.")
        '[words kept back]'
        """
        from qualcode.report.quote_check_places import placed

        if not self.said or not text:
            return text
        if self.holds(text):
            return KEPT_BACK
        words = placed(text)
        gone: list[tuple[int, int]] = []
        for n in range(len(words) - QUOTED + 1):
            run = words[n : n + QUOTED]
            if hash(tuple(word for word, _, _ in run)) in self._runs:
                start = gone.pop()[0] if gone and run[0][1] <= gone[-1][1] else run[0][1]
                gone.append((start, run[-1][2]))
        for start, end in reversed(gone):
            text = text[:start] + KEPT_BACK + text[end:]
        return text

    @cached_property
    def _runs(self) -> frozenset[int]:
        """Every six words in a row of these people."""
        found = set()
        for line in self.said.splitlines():
            words = line.split()
            found |= {hash(tuple(words[n : n + QUOTED])) for n in range(len(words) - QUOTED + 1)}
        return frozenset(found)

    def out_of(self, book: Codebook) -> Codebook:
        """A codebook without examples and cues that are such words."""
        if not self.said:
            return book
        return dataclasses.replace(book, codes=tuple(self.out_of_code(code) for code in book))

    def out_of_code(self, code: Code) -> Code:
        """The same, for one code."""
        return dataclasses.replace(
            code,
            examples=tuple(p for p in code.examples if not self.holds(p)),
            cues=tuple(p for p in code.cues if not self.holds(p)),
        )


def load_withheld_words(connection: Connection) -> WithheldWords:
    """The words of everybody who does not allow quotes, in the transcripts in view."""
    labels: dict[str, set[str]] = {}
    for transcript, label in load_kept_back(connection):
        labels.setdefault(transcript, set()).add(label)
    if not labels:
        return WithheldWords("")
    from qualcode.report.quote_check_places import spelt

    said = []
    for transcript, own in sorted(labels.items()):
        text = texts.load_text(connection, transcript)
        segments = talk.load_segments(connection, transcript)
        for label in sorted(own):
            words = " ".join(
                text[s.span.start : s.span.end] for s in segments if s.speaker == label
            )
            said.append(f" {' '.join(spelt(words))} ")
    return WithheldWords("\n".join(said))


def load_kept_back(connection: Connection) -> frozenset[tuple[str, str]]:
    """Respondents who do not allow quoting, as speakers or as participants: (transcript, label)."""
    consents = {p.id: p.consent for p in people.load_participants(connection)}
    return frozenset(
        (id, s.label)
        for id, s in talk.load_all_speakers(connection)
        if not s.interviewer
        and not all(
            c.allows_quotes for c in (s.consent, consents.get(s.participant or "", s.consent))
        )
    )
